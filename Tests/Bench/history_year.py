#!/usr/bin/env python3
"""Records a year of nights in a history and measures its size and the commands that use it.

Usage: history_year.py NIGHTJAR FOLDER [NIGHTS [OPERATIONS [REQUESTS_AN_HOUR]]]

Each night every operation has as many requests in every hour, two statements each, and durations of its
own; every request has a trace id and statements' times of its own. The last month's nights are reported on, so that there are forecasts to score; those before are only
recorded. What is printed: bytes of the history, and processor time of the last night's run, of reading its
log alone, which the run without a history does too, and of `trends`, `compare` and `history verify`. FOLDER
keeps the history without the last night, `before.sqlite`, with the last night's log, `night.jsonl`.
"""
import datetime
import math
import os
import random
import resource
import shutil
import subprocess
import sys

# How often the last night is recorded, each time in a copy.
RUNS = 3
# The nights before it that are reported on.
REPORTED = 30


def spent(arguments):
    """Processor seconds, wall seconds not being worth much on a busy machine."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Nights:
    """Writes logs. What does not change from line to line is made once: nights are many."""

    def __init__(self, operations, rate, rng):
        self.operations, self.rate, self.rng = operations, rate, rng
        self.noise = [math.exp(rng.gauss(0, 0.5)) for _ in range(1 << 16)]
        self.clock = [":%02d:%02dZ" % (n // 60, n % 60) for n in range(3600)]
        self.heads = [
            '","operation":{"name":"Operation%04d","kind":"query","signature":"%016x"},"duration_ms":'
            % (n, n + 1)
            for n in range(operations)
        ]
        statement = '{"fingerprint":"%016x","field":"Query.%s","count":1,"time_ms":'
        self.first = [statement % (2 * n + 1, "a") for n in range(operations)]
        self.second = ["}," + statement % (2 * n + 2, "b") for n in range(operations)]
        # Times of two statements, and of both together.
        self.times = []
        for _ in range(1 << 12):
            one, other = rng.uniform(0.5, 1.5), rng.uniform(0.25, 0.75)
            both = ',"db":{"count":2,"time_ms":%.3f,"statements":[' % (one + other)
            self.times.append((both, "%.3f" % one, "%.3f" % other))

    def write(self, path, day, number):
        order = range(self.operations)
        scales = [(20 + n % 180) * math.exp(self.rng.gauss(0, 0.03)) for n in order]
        who = (
            '","service":"shop","env":"production","host":"web-1","release":"r%d","writer":"w%d","seq":'
            % (number // 14, number)
        )
        sequence = 0
        with open(path, "w") as log:
            for hour in range(24):
                start = '{"v":1,"type":"request","time":"%sT%02d' % (day, hour)
                count = self.operations * self.rate
                noise = iter(self.rng.choices(self.noise, k=count))
                clock = iter(self.rng.choices(self.clock, k=count))
                times = iter(self.rng.choices(self.times, k=count))
                lines = []
                for n in order:
                    for _ in range(self.rate):
                        sequence += 1
                        both, one, other = next(times)
                        lines.append(
                            f'{start}{next(clock)}{who}{sequence},"trace_id":"'
                            f"{self.rng.getrandbits(128):032x}{self.heads[n]}"
                            f"{scales[n] * next(noise):.3f}{both}{self.first[n]}{one}"
                            f"{self.second[n]}{other}}}]}}}}\n"
                        )
                log.write("".join(lines))


def main():
    nightjar, folder = sys.argv[1], sys.argv[2]
    count, operations, rate = (int(n) for n in (sys.argv[3:] + ["365", "1000", "3"][len(sys.argv) - 3:]))
    before, history = (os.path.join(folder, name + ".sqlite") for name in ("before", "year"))
    log = os.path.join(folder, "night.jsonl")
    nights = Nights(operations, rate, random.Random(1))
    first = datetime.date(2025, 11, 22)
    for number in range(count):
        nights.write(log, first + datetime.timedelta(days=number), number)
        if number < count - 1:
            command = ["history", "import"] if number < count - 1 - REPORTED else ["analyze"]
            subprocess.run(
                [nightjar, *command, log, "--history", before, "--quiet"],
                check=True,
                stdout=subprocess.DEVNULL,
            )
        if number % 50 == 0:
            print("night", number, os.path.getsize(before) // 2**20, "MiB", flush=True)
    for _ in range(RUNS):
        shutil.copyfile(before, history)
        print("night-read %.2f cpu-sec" % spent([nightjar, "analyze", log, "--quiet"]))
        spending = spent([nightjar, "analyze", log, "--history", history, "--quiet"])
        print("night-with-history %.2f cpu-sec" % spending, flush=True)
    print("history-size %d bytes" % os.path.getsize(history))
    days = "%s..%s" % tuple(first + datetime.timedelta(days=count - back) for back in (7, 1))
    for command in (["trends"], ["compare", days], ["history", "verify"]):
        spending = spent([nightjar, *command, "--history", history])
        print("%s %.2f cpu-sec" % (" ".join(command), spending), flush=True)


if __name__ == "__main__":
    main()
