#!/usr/bin/env python3
"""Measures how often the tests of Statistics are wrong, and how often they find what is there.

    measure_statistics.py NIGHTJAR-BENCH

Prints the tables of docs/METHODS.md. Exits with 1 when a rate of false alarms is above its promise,
or a rate of hits below it, by more than three deviations of the number of runs.
"""

import math
import sys

import numpy as np

from bench_driver import ask

RANDOM = np.random.default_rng(20240601)
BENCH = sys.argv[1]
broken = []


def promise(text, rate, runs, most=None, least=None):
    """Notes a rate that chance alone does not move so far beyond its promise."""
    bound = most if most is not None else least
    slack = 3 * math.sqrt(max(bound * (1 - bound), 1 / runs) / runs)
    bad = rate > bound + slack if most is not None else rate < bound - slack
    if bad:
        broken.append(text)
    return f"{100 * rate:.1f} %"


def autoregressive(runs, count, phi, heavy=False):
    """Rows of AR(1) noise of deviation 1; heavy tails are t with 3 degrees of freedom."""
    fresh = RANDOM.standard_t(3, (runs, count + 60)) / math.sqrt(3) if heavy \
        else RANDOM.standard_normal((runs, count + 60))
    rows = np.zeros_like(fresh)
    for day in range(1, count + 60):
        rows[:, day] = phi * rows[:, day - 1] + math.sqrt(1 - phi * phi) * fresh[:, day]
    return rows[:, 60:]


def daily_p95(days):
    """ln p95 of days of 1,500 requests: day effect 5 %, hour effect 5 % with AR 0.7, weekends +5 %."""
    hours = autoregressive(1, days * 24, 0.7)[0].reshape(days, 24) * 0.05
    effect = RANDOM.normal(0, 0.05, days) + np.where(np.arange(days) % 7 < 2, math.log(1.05), 0)
    drawn = RANDOM.integers(0, 24, (days, 1500))
    values = RANDOM.normal(0, 1, (days, 1500)) + np.take_along_axis(hours, drawn, 1)
    return effect + np.partition(values, 1424, axis=1)[:, 1424]


def comparison(runs=1000):
    bases = [daily_p95(70) for _ in range(runs)]
    print("\nComparison of 7 days with a baseline, p95 of 1,500 requests a day:")
    for weeks, length in ((8, 7), (0, 7), (0, 28), (5, 28)):
        for rise in (0, 0.1, 0.2):
            requests = []
            for base in bases:
                candidate = base[63:] + math.log1p(rise)
                first = 63 - length
                start = first - 7 * weeks
                requests.append({
                    "function": "comparison",
                    "history_days": list(range(start, first)), "history": base[start:first].tolist(),
                    "baseline_days": list(range(first, 63)), "baseline": base[first:63].tolist(),
                    "candidate_days": list(range(63, 70)), "candidate": candidate.tolist()})
            answers = ask(BENCH, requests)
            rate = lambda test: np.mean([test(a) for a in answers])
            called = rate(lambda a: a["verdict"] in ("regression", "improvement"))
            tests = [rate(lambda a: a[key] <= 0.05) for key in ("p", "rank_p")]
            unchanged = rate(lambda a: a["verdict"] == "unchanged")
            if rise == 0:
                texts = [promise("comparison: level", r, runs, most=0.05) for r in [called] + tests]
            else:
                texts = [f"{100 * r:.1f} %" for r in [called] + tests]
            if rise == 0.2:
                promise("comparison: power of Welch's test", tests[0], runs, least=0.95)
            print(f"| {length} days, {weeks} weeks before, +{rise:.0%} | called {texts[0]} | Welch {texts[1]} "
                  f"| ranks {texts[2]} | unchanged {100 * unchanged:.1f} % |")


def provisional(runs=400):
    print("\nProvisional comparison, 12 hours against 5 weeks, day effect 5 %, hours AR 0.7:")
    start = 35 * 24
    hours = np.arange(start + 12)
    for rise in (0, 0.2, 0.3, 0.5):
        requests = []
        for _ in range(runs):
            effect = np.repeat(RANDOM.normal(0, 0.05, 36), 24)[:len(hours)]
            values = 0.3 * np.sin(hours * math.pi / 12) + effect + RANDOM.normal(0, 0.1, len(hours))
            values += 0.05 * autoregressive(1, len(hours), 0.7)[0]
            values[start:] += math.log1p(rise)
            requests.append({
                "function": "provisional",
                "history_hours": hours[:start].tolist(), "history": values[:start].tolist(),
                "candidate_hours": hours[start:].tolist(), "candidate": values[start:].tolist()})
        answers = ask(BENCH, requests)
        suggested = np.mean([a["suggests"] for a in answers])
        alone = np.mean([a["p"] <= 0.05 for a in answers])
        text = promise("provisional: level", suggested, runs, most=0.05) if rise == 0 \
            else f"{100 * suggested:.1f} %"
        print(f"| +{rise:.0%} | suggested {text} | t test alone {100 * alone:.1f} % |")


def hourly_means(weeks, requests, runs):
    """ln of the means of hours of so many lognormal durations (sigma 1), with moods of days and hours."""
    count = weeks * 168
    hours = np.arange(count)
    season = 1 + 0.6 * np.sin(hours * math.pi / 12) - 0.2 * (hours // 24 % 7 > 4)
    rows = []
    for drift in autoregressive(runs, count, 0.7):
        drawn = np.maximum(RANDOM.poisson(requests * season * np.exp(RANDOM.normal(0, 0.05, count))), 0)
        ends = np.cumsum(drawn)
        sums = np.concatenate([[0], np.cumsum(np.exp(RANDOM.normal(0, 1, ends[-1])))])
        total = sums[ends] - sums[ends - drawn]
        mood = np.repeat(RANDOM.normal(0, 0.05, count // 24), 24) + 0.05 * drift
        known = drawn >= 6
        means = mood[known] + np.log(total[known] / drawn[known])
        rows.append((drawn, {"function": "deviations", "hours": hours[known].tolist(),
                             "values": means.tolist(), "requests": drawn[known].tolist()}))
    return rows


def stretches(hours):
    return sum(1 for before, hour in zip([-9, *hours], hours) if hour - before > 2)


def deviations(runs=200):
    print("\nHours that stand out, a week judged, eight before it:")
    start, least = 8 * 168, math.log(1.5)
    for requests in (15, 60, 250):
        rows = hourly_means(9, requests, runs)
        judged = {"start": start, "least": least}
        quiet = np.mean([stretches(a["hours"]) for a in ask(BENCH, [{**row, **judged} for _, row in rows])])
        asked = []
        for drawn, _ in rows:
            counts = np.maximum(drawn, 0.5)
            asked.append({"function": "deviations", "values_are_requests": True, **judged,
                          "hours": list(range(len(counts))), "requests": counts.tolist(),
                          "values": np.log(counts).tolist()})
        traffic = np.mean([stretches(a["hours"]) for a in ask(BENCH, asked)])
        texts = [promise("hours: rows of a week with an alarm", min(1, rate), runs, most=0.05)
                 for rate in (quiet, traffic)]
        hits = []
        # The hour of the most requests, 1.6 times the mean, and that of the fewest, 0.4 times.
        for hour, factor in [(start + place, f) for place in (78, 90) for f in (2, 3)]:
            asked = []
            for _, row in rows:
                raised = np.array(row["values"]) + math.log(factor) * (np.array(row["hours"]) == hour)
                asked.append({**row, **judged, "values": raised.tolist()})
            hits.append(np.mean([hour in a["hours"] for a in ask(BENCH, asked)]))
        print(f"| {requests} | {texts[0]} | {texts[1]} | "
              + " | ".join(f"{100 * hit:.0f} %" for hit in hits) + " |")


def trend(runs=600):
    print("\nTrend, false alarms (power at a rise of 2 deviations over the window):")
    for count in (28, 90):
        cells = []
        for phi in (0, 0.3, 0.6):
            noise = autoregressive(runs, count, phi)
            rates = []
            for rise in (0, 2):
                rows = noise + rise * np.arange(count) / count
                answers = ask(BENCH, [{"function": "trend", "days": list(range(count)),
                                       "values": row.tolist()} for row in rows])
                rates.append(np.mean([a["p"] <= 0.05 for a in answers]))
            text = promise(f"trend: level, n {count}, phi {phi}", rates[0], runs, most=0.06)
            cells.append(f"phi {phi}: {text} ({rates[1]:.2f})")
        print(f"| n = {count} | " + " | ".join(cells) + " |")


def changes(runs=200):
    print("\nChange points, false alarms / hits within 5 of a shift of 4 deviations at a third:")
    most = {"confirmed": {30: (.03, .08, .15), 60: (.03, .11, .10), 180: (.03, .11, .05)},
            "watch": {30: (.08, .28, .33), 60: (.08, .30, .33), 180: (.08, .28, .12)}}
    for tier in ("confirmed", "watch"):
        for count in (30, 60, 180):
            cells = []
            for index, (phi, heavy) in enumerate([(0, False), (0.3, True), (0.6, False)]):
                quiet = autoregressive(runs, count, phi, heavy)
                shifted = quiet + 4 * (np.arange(count) >= count // 3)
                answers = ask(BENCH, [{"function": "changes", "periods": [7],
                                       "values": row.tolist()} for row in [*quiet, *shifted]])
                alarms = np.mean([bool(a[tier]) for a in answers[:runs]])
                hits = np.mean([any(abs(c - count // 3) <= 5 for c in a[tier])
                                for a in answers[runs:]])
                name = f"phi {phi}{' t3' if heavy else ''}"
                text = promise(f"changes: {tier}, n {count}, {name}", alarms, runs,
                               most=most[tier][count][index])
                if phi < 0.6:
                    promise(f"changes: hits, n {count}, {name}", hits, runs, least=0.97)
                cells.append(f"{name}: {text} / {hits:.2f}")
            print(f"| {tier}, n = {count} | " + " | ".join(cells) + " |")


def forecast(runs=300):
    print("\nForecasts of seasonal series, coverage of intervals of 95 % and error against seasonal naive:")
    for season, count, horizon in ((7, 60, 7), (7, 90, 14), (7, 365, 14), (24, 28 * 24, 48)):
        requests, truths = [], []
        for row in autoregressive(runs, count + horizon, 0.3):
            t = np.arange(count + horizon)
            values = 10 + 2 * np.sin(2 * math.pi * t / season) + 0.4 * row + 0.003 * t / season
            truths.append(values[count:])
            requests.append({"name": "", "season": season, "horizon": horizon,
                             "values": values[:count].tolist()})
        answers = ask(BENCH, requests, "score-forecast")
        inside, pool, naive = [], 0, 0
        for request, answer, truth in zip(requests, answers, truths):
            lower, upper = np.array(answer["lower"]), np.array(answer["upper"])
            inside.append(np.mean((truth >= lower) & (truth <= upper)))
            pool += np.abs(truth - answer["forecast"]).mean()
            naive += np.abs(truth - np.resize(request["values"][-season:], horizon)).mean()
        # Points of one series are not independent: the deviation is taken between series.
        coverage, slack = np.mean(inside), 3 * np.std(inside) / math.sqrt(runs)
        if not 0.93 - slack <= coverage <= 0.97 + slack:
            broken.append(f"forecast: coverage, season {season}, n {count}")
        print(f"| season {season}, n = {count}, horizon {horizon} | {100 * coverage:.1f} % "
              f"| {pool / naive:.2f} |")


def metric_rows(metric, runs, count):
    """Rows of days of a metric as they are foreseen: 1,000 requests a day, 600 at week-ends, drawn."""
    weekend = np.arange(count) % 7 < 2
    for mood in 0.05 * autoregressive(runs, count, 0.3):
        requests = RANDOM.poisson(np.where(weekend, 600, 1000) * np.exp(mood))
        if metric == "requests":
            yield np.log(requests)
        elif metric in ("errors", "hit_rate"):
            looks = requests if metric == "errors" else 3 * requests
            usual = 0.01 if metric == "errors" else np.where(weekend, 0.7, 0.8)
            odds = usual / (1 - usual) * np.exp(3 * RANDOM.normal(0, 0.05, count))
            cases = RANDOM.binomial(looks, odds / (1 + odds))
            yield np.log((cases + 0.5) / (looks - cases + 0.5))
        elif metric == "statements":
            usual = np.where(weekend, 4, 3) * np.exp(RANDOM.normal(0, 0.02, count))
            yield np.log(RANDOM.poisson(usual * requests) / requests + 0.1)
        else:
            # Durations and growth of memory: lognormal requests, and a mood of each day.
            day = RANDOM.normal(0, 0.05, count) + mood
            values = [np.exp(RANDOM.normal(0, 1, n)) for n in requests]
            rank = {"p50": 0.5, "p95": 0.95, "p99": 0.99}.get(metric)
            yield day + np.log([v.mean() if rank is None else np.quantile(v, rank) for v in values])


def metrics(runs=200, count=90, horizon=14):
    print("\nForecasts of each metric, 90 days, 14 ahead, coverage and error against last week:")
    for metric in ("p50", "p95", "p99", "mean", "errors", "statements", "hit_rate", "memory", "requests"):
        rows = list(metric_rows(metric, runs, count + horizon))
        answers = ask(BENCH, [{"name": "", "season": 7, "horizon": horizon,
                               "values": row[:count].tolist()} for row in rows], "score-forecast")
        inside, pool, naive = [], 0, 0
        for row, answer in zip(rows, answers):
            truth = row[count:]
            lower, upper = np.array(answer["lower"]), np.array(answer["upper"])
            inside.append(np.mean((truth >= lower) & (truth <= upper)))
            pool += np.abs(truth - answer["forecast"]).mean()
            naive += np.abs(truth - np.resize(row[count - 7:count], horizon)).mean()
        coverage, slack = np.mean(inside), 3 * np.std(inside) / math.sqrt(runs)
        if not 0.93 - slack <= coverage <= 0.98 + slack:
            broken.append(f"forecast: coverage of {metric}")
        print(f"| {metric} | {100 * coverage:.1f} % | {pool / naive:.2f} |")


if __name__ == "__main__":
    for measure in (comparison, provisional, deviations, trend, changes, forecast, metrics):
        RANDOM = np.random.default_rng(20240601)
        measure()
    for text in broken:
        print(f"beyond its promise: {text}")
    sys.exit(1 if broken else 0)
