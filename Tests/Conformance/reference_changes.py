"""The change point detector again, slowly: every cost in a table, every cut tried."""

import numpy as np


def running_mean(y, width):
    reach = width // 2
    return np.array([y[max(0, i - reach):i + reach + 1].mean() for i in range(len(y))])


def centered_mean(y, period):
    reach = period // 2
    before = 2 * y[0] - y[reach:0:-1]
    after = 2 * y[-1] - y[-2:-reach - 2:-1]
    weights = np.ones(2 * reach + 1)
    if period % 2 == 0:
        weights[0] = weights[-1] = 0.5
    return np.convolve(np.concatenate([before, y, after]), weights / period, "valid")


def correlation(x, lag):
    x = x - x.mean()
    squares = (x * x).sum()
    return (x[lag:] * x[:-lag]).sum() / squares if squares > 0 else 0


def without_season(y, periods):
    changes = np.diff(y - running_mean(y, 13))
    best, strongest = None, 0.35
    for period in periods:
        if len(y) >= 4 * period and correlation(changes, period) > strongest:
            best, strongest = period, correlation(changes, period)
    if best is None:
        return y
    fast = y - centered_mean(y, best)
    phases = np.array([np.median(fast[k::best]) for k in range(best)])
    return y - (phases - phases.mean())[np.arange(len(y)) % best]


def without_spikes(y):
    noise = 1.4826 * np.median(np.abs(np.diff(y))) / np.sqrt(2)
    result = y.copy()
    for i in range(len(y)):
        window = y[max(0, i - 3):i + 4]
        middle = np.median(window)
        deviation = 1.4826 * np.median(np.abs(window - middle))
        if abs(y[i] - middle) > 4 * max(noise, deviation):
            result[i] = middle
    return result


def costs(z):
    n = len(z)
    constant = np.zeros((n + 1, n + 1))
    linear = np.zeros((n + 1, n + 1))
    for i in range(n):
        for j in range(i + 2, n + 1):
            part, t = z[i:j] - z[i:j].mean(), np.arange(j - i) - (j - i - 1) / 2
            constant[i, j] = part @ part
            slope = (t @ part) / (t @ t)
            linear[i, j] = 0 if j - i == 2 else max(0, constant[i, j] - slope * slope * (t @ t))
    return constant, linear


def changes(values, price, periods=(7,)):
    """First places of new regimes; `price` is 2 for watching, 3 for alarms."""
    y = np.asarray(values, float)
    n = len(y)
    if n < 14:
        return []
    y = without_spikes(without_season(y, periods))
    if y.std() == 0:
        return []
    z = (y - y.mean()) / y.std()
    constant, linear = costs(z)
    slopes, noise, log_n = n >= 45, 1.0, np.log(n)
    for attempt in range(4):
        cost = np.minimum(constant, linear + noise * log_n) if slopes else constant
        best = np.full(n + 1, np.inf)
        best[0] = -price * noise * log_n
        last = np.zeros(n + 1, int)
        for end in range(2, n + 1):
            totals = best[:end - 1] + cost[:end - 1, end]
            last[end] = int(np.argmin(totals))
            best[end] = totals[last[end]] + price * noise * log_n
        starts, end = [], n
        while end > 0:
            end = last[end]
            starts.insert(0, int(end))
        rests = []
        for start, end in zip(starts, starts[1:] + [n]):
            t = np.arange(end - start)
            is_line = slopes and linear[start, end] + noise * log_n < constant[start, end]
            fit = np.polyfit(t, z[start:end], 1) if is_line else [z[start:end].mean()]
            rests.append(z[start:end] - np.polyval(fit, t))
        rests = np.concatenate(rests)
        squares, m = (rests ** 2).sum(), len(starts)
        if squares <= 0:
            break
        r = max(0, (rests[1:] * rests[:-1]).sum() / squares)
        phi = min(0.9, r + m * ((2 + 4 * r) if slopes else (1 + 3 * r)) / n)
        freedom = max(1, n - (3 if slopes else 2) * m)
        long_run = squares / freedom * (1 + phi) / (1 - phi)
        if attempt == 3 or long_run <= 1.001 * noise:
            break
        noise = long_run
    return starts[1:]
