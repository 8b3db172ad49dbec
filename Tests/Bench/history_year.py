#!/usr/bin/env python3
"""Records a year of nights in a history and measures its size and the commands that use it.

Usage: history_year.py NIGHTJAR FOLDER [NIGHTS [OPERATIONS [REQUESTS_AN_HOUR]]]

Each night every operation has as many requests in every hour, two statements each, and durations of its
own. What is printed: bytes of the history, and processor time of the last nights' runs, of a report on
the last night, of `trends` and of `history verify`. The processor time of reading alone, which the run
without a history has too, is printed beside.
"""
import datetime
import math
import os
import random
import resource
import subprocess
import sys


def spent(arguments):
    """Processor seconds, wall seconds not being worth much on a busy machine."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def night(path, day, number, operations, rate, rng):
    head = (
        '{"v":1,"type":"request","time":"%s","service":"shop","env":"production","host":"web-1",'
        '"release":"r%d","writer":"w%d","seq":%d,"operation":{"name":"Operation%04d","kind":"query",'
        '"signature":"%016x"},"duration_ms":%.3f,"db":{"count":2,"time_ms":1.5,"statements":['
        '{"fingerprint":"%016x","field":"Query.a","count":1,"time_ms":1.0},'
        '{"fingerprint":"%016x","field":"Query.b","count":1,"time_ms":0.5}]}}\n'
    )
    mood = [math.exp(rng.gauss(0, 0.03)) for _ in range(operations)]
    sequence = 0
    with open(path, "w") as log:
        for hour in range(24):
            lines = []
            for operation in range(operations):
                scale = (20 + operation % 180) * mood[operation]
                for _ in range(rate):
                    sequence += 1
                    second = rng.randrange(3600)
                    time = "%sT%02d:%02d:%02dZ" % (day, hour, second // 60, second % 60)
                    milliseconds = scale * math.exp(rng.gauss(0, 0.5))
                    lines.append(
                        head
                        % (
                            time, number // 14, number, sequence, operation, operation + 1,
                            milliseconds, 2 * operation + 1, 2 * operation + 2,
                        )
                    )
            log.write("".join(lines))


def main():
    nightjar, folder = sys.argv[1], sys.argv[2]
    nights, operations, rate = (int(n) for n in (sys.argv[3:] + ["365", "1000", "3"][len(sys.argv) - 3:]))
    history = os.path.join(folder, "year.sqlite")
    log = os.path.join(folder, "night.jsonl")
    rng = random.Random(1)
    first = datetime.date(2025, 11, 22)
    record = [nightjar, "history", "import", log, "--history", history, "--quiet"]
    for number in range(nights):
        night(log, first + datetime.timedelta(days=number), number, operations, rate, rng)
        if number < nights - 1:
            subprocess.run(record, check=True, stdout=subprocess.DEVNULL)
        if number % 50 == 0:
            print("night", number, os.path.getsize(history) // 2**20, "MiB", flush=True)
    reading = spent([nightjar, "analyze", log, "--quiet"])
    nightly = spent([nightjar, "analyze", log, "--history", history, "--quiet"])
    print("history-size %d bytes" % os.path.getsize(history))
    print("night-read %.2f cpu-sec" % reading)
    print("night-beyond-reading %.2f cpu-sec" % (nightly - reading))
    print("trends %.2f cpu-sec" % spent([nightjar, "trends", "--history", history]))


if __name__ == "__main__":
    main()
