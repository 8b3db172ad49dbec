#!/usr/bin/env python3
"""Compares the functions of Statistics with scipy, pymannkendall and slow references.

    compare_statistics.py NIGHTJAR-BENCH

Numbers must agree to 1e-9, ranks and places exactly. Exits with 1 when one does not.
"""

import itertools
import math
import sys

import numpy as np
import pymannkendall
from scipy import optimize, special, stats

import reference_changes
from bench_driver import ask

RANDOM = np.random.default_rng(20240501)
BOUND = 1e-9
requests, checks = [], []


def expect(request, **truth):
    """Asks for a function and notes what must come out; a truth of None is not compared."""
    requests.append(request)
    checks.append(truth)


def agree(found, truth):
    if isinstance(truth, (list, tuple, np.ndarray)):
        return found is not None and len(found) == len(truth) and all(map(agree, found, truth))
    if truth is None:
        return found is None
    if found is None:
        return math.isinf(truth)
    return abs(found - truth) <= BOUND * max(1, abs(truth))


def distributions():
    for z in np.linspace(-9, 9, 37):
        expect({"function": "normal", "z": z}, cumulative=stats.norm.cdf(z), upper=stats.norm.sf(z))
    for p in [1e-12, 1e-6, 0.001, 0.025, 0.3, 0.5, 0.8, 0.999, 1 - 1e-9]:
        expect({"function": "normal_quantile", "p": p}, z=stats.norm.ppf(p))
        for freedom in [0.7, 1, 2.5, 6, 30, 1000]:
            t = RANDOM.normal() * 4
            expect({"function": "student", "freedom": freedom, "t": t, "p": p},
                   two_sided=2 * stats.t.sf(abs(t), freedom), quantile=stats.t.ppf(p, freedom))
            x = RANDOM.exponential(freedom)
            expect({"function": "chi_square", "freedom": freedom, "x": x, "p": p},
                   upper=stats.chi2.sf(x, freedom), quantile=stats.chi2.ppf(p, freedom))
    for _ in range(200):
        n = int(10 ** RANDOM.uniform(0, 5))
        p = RANDOM.choice([0.01, 0.5, 0.95, 0.999])
        k = int(np.clip(stats.binom.rvs(n, p, random_state=RANDOM) + RANDOM.integers(-2, 3), 0, n))
        expect({"function": "binomial", "trials": n, "probability": p, "successes": k},
               mass=stats.binom.pmf(k, n, p), below=stats.binom.cdf(k - 1, n, p),
               at_least=stats.binom.sf(k - 1, n, p))
    for n, p in itertools.product([1, 5, 6, 35, 36, 71, 72, 200, 367, 368, 3688, 10_000],
                                  [0.5, 0.9, 0.95, 0.99, 0.999]):
        ranks = np.arange(0, n + 2)
        low = ranks[stats.binom.cdf(ranks - 1, n, p) <= 0.025].max()
        high = ranks[stats.binom.sf(ranks - 1, n, p) <= 0.025].min()
        expect({"function": "quantile_interval", "rank": p, "count": n},
               lower=int(low) if low >= 1 else None, upper=int(high) if high <= n else None)


def sample(count, ties):
    values = RANDOM.normal(size=count)
    return np.round(values * 2) / 2 if ties else values


def kendall_variance(x, y):
    """Kendall 1970, with ties on both sides."""
    n = len(x)
    t = np.unique(x, return_counts=True)[1].astype(float)
    u = np.unique(y, return_counts=True)[1].astype(float)
    single = lambda g: (g * (g - 1) * (2 * g + 5)).sum()
    variance = (n * (n - 1) * (2 * n + 5) - single(t) - single(u)) / 18
    variance += (t * (t - 1)).sum() * (u * (u - 1)).sum() / (2 * n * (n - 1))
    variance += ((t * (t - 1) * (t - 2)).sum() * (u * (u - 1) * (u - 2)).sum()
                 / (9 * n * (n - 1) * (n - 2)))
    return variance


def estimates():
    for count, ties in itertools.product([6, 9, 20, 60], [False, True]):
        for _ in range(8):
            x, y = np.arange(count, dtype=float), sample(count, ties)
            fit = stats.theilslopes(y, x, 0.95)
            pairs = {"x": x.tolist(), "y": y.tolist()}
            expect({"function": "theil_sen", **pairs}, slope=fit[0], intercept=fit[1],
                   interval=[fit[2], fit[3]])
            x = sample(count, ties)
            pairs = {"x": x.tolist(), "y": y.tolist()}
            rho = stats.spearmanr(x, y)
            expect({"function": "spearman", **pairs}, r=rho.statistic, p=rho.pvalue)
            score = sum(np.sign(x[i] - x[j]) * np.sign(y[i] - y[j])
                        for i in range(count) for j in range(i))
            expect({"function": "kendall", **pairs}, tau=stats.kendalltau(x, y).statistic,
                   s=score, variance=kendall_variance(x, y))
    for n, m, ties in [(3, 3, False), (4, 4, False), (7, 7, False), (7, 9, False), (20, 12, False),
                       (4, 5, True), (6, 6, True), (7, 7, True)]:
        x, y = sample(n, ties), sample(m, ties) + 0.5
        test = stats.mannwhitneyu(y, x, method="exact") if not ties else None
        if test is not None:
            p = test.pvalue
        else:
            ranks = stats.rankdata(np.concatenate([x, y]))
            expected = m * (n + m + 1) / 2
            distance = abs(ranks[n:].sum() - expected)
            sums = [sum(c) for c in itertools.combinations(ranks, m)]
            p = np.mean([abs(s - expected) >= distance - 1e-9 for s in sums])
        u = stats.mannwhitneyu(y, x).statistic
        pair = {"x": x.tolist(), "y": y.tolist()}
        expect({"function": "rank_sum", **pair}, u=u, p=p)
        welch = stats.ttest_ind(y, x, equal_var=False)
        expect({"function": "welch", **pair}, t=welch.statistic, p=welch.pvalue, freedom=welch.df)
        differences = np.sort(np.subtract.outer(y, x).ravel())
        ways = np.array([1.0])
        for i in range(1, n + 1):  # The Gaussian binomial coefficient.
            ways = np.convolve(ways, np.eye(1, m + i + 1, 0)[0] - np.eye(1, m + i + 1, m + i)[0])
            ways = np.array([ways[k::-i].sum() for k in range(len(ways))])
        ways = np.cumsum(ways[:n * m + 1]) / special.comb(n + m, n)
        inside = np.flatnonzero(ways <= 0.025)
        c = int(inside.max()) if len(inside) else None
        expect({"function": "interval_rank", "n": n, "m": m, "tail": 0.025}, rank=c)
        ends = [-math.inf, math.inf] if c is None else [differences[c], differences[-1 - c]]
        expect({"function": "shift", **pair}, shift=np.median(differences), interval=ends,
               effect=u / (n * m))
    for count, rank in zip([4, 5, 6, 7, 8, 10], [0, 2, 5, 8, 13, 23]):
        expect({"function": "interval_rank", "n": count, "m": count, "tail": 0.025}, rank=rank)
    for count in [1, 7, 200]:
        p = RANDOM.uniform(size=count) ** 3
        order = np.argsort(p)
        scaled = p[order] * count / np.arange(1, count + 1)
        adjusted = np.empty(count)
        adjusted[order] = np.minimum(1, np.minimum.accumulate(scaled[::-1])[::-1])
        harmonic = (1 / np.arange(1, count + 1)).sum()
        strict = np.empty(count)
        strict[order] = np.minimum(1, np.minimum.accumulate((scaled * harmonic)[::-1])[::-1])
        expect({"function": "adjusted", "p": p.tolist()}, positive=adjusted, arbitrary=strict)
    for _ in range(40):
        k = int(RANDOM.integers(1, 9))
        rows = RANDOM.poisson(3, size=(60, k)).astype(float)
        outcomes = rows @ RANDOM.normal(1, 2, size=k) + RANDOM.normal(size=60)
        for ridge in (0, 0.01):
            extra = np.sqrt(ridge * (rows ** 2).sum() / k) * np.eye(k)
            truth = optimize.nnls(np.vstack([rows, extra]), np.append(outcomes, np.zeros(k)))[0]
            expect({"function": "non_negative", "rows": rows.tolist(),
                    "outcomes": outcomes.tolist(), "ridge": ridge}, coefficients=truth)
    for _ in range(40):
        totals = RANDOM.integers(5, 400, 2)
        counts = [int(RANDOM.integers(1, t)) for t in totals]
        first, second = [counts[0], int(totals[0])], [counts[1], int(totals[1])]
        wilson = stats.binomtest(*first).proportion_ci(0.95, "wilson")
        katz = stats.contingency.relative_risk(*first, *second)
        interval = katz.confidence_interval(0.95)
        a, b, n = counts[0], counts[1], totals.sum()
        variance = totals[0] * totals[1] * (a + b) * (n - a - b) / (n * n * (n - 1.0))
        chi = (a - totals[0] * (a + b) / n) ** 2 / variance
        expect({"function": "proportions", "first": first, "second": second},
               wilson=[wilson.low, wilson.high], ratio=katz.relative_risk,
               interval=[interval.low, interval.high], chi_square=chi, p=stats.chi2.sf(chi, 1))


def series():
    for count, ties in itertools.product([14, 20], [False, True]):
        for _ in range(10):
            y = sample(count, ties)
            truth = pymannkendall.original_test(y)
            expect({"function": "trend", "days": list(range(count)), "values": y.tolist()},
                   s=truth.s, variance=truth.var_s, slope=truth.slope)
    for count in [14, 30, 44, 45, 60, 120]:
        for kind in range(8):
            y = RANDOM.standard_t(3, count) if kind % 2 else RANDOM.normal(size=count)
            y = y + (2 + kind) * (np.arange(count) >= count // 3)
            if kind >= 4:
                y = y + 3 * (np.arange(count) % 7 < 2) + 0.05 * kind * np.arange(count)
            expect({"function": "changes", "values": y.tolist(), "periods": [7]},
                   watch=reference_changes.changes(y, 2),
                   confirmed=reference_changes.changes(y, 3))


def main():
    distributions()
    estimates()
    series()
    wrong, compared = 0, 0
    for request, answer, truth in zip(requests, ask(sys.argv[1], requests), checks):
        for key, value in truth.items():
            compared += 1
            if not agree(answer[key], value):
                wrong += 1
                print(f"{request}: {key} is {answer[key]}, should be {value}")
    print(f"statistics: {compared} numbers compared, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
