#!/usr/bin/env python3
"""Kills fifty recording runs at random moments and holds the history against one of an undisturbed run.

Usage: history_soak.py NIGHTJAR LOGS [KILLS [SEED]]

A history is made of LOGS once. Then, for each kill, a new run begins to record the same logs, in a history
that the runs before may have left half done, and is killed (SIGKILL) after a random time of up to what
an undisturbed run takes. After each kill the history must be sound (`history verify`); after every tenth
a run is let through, whose days must be the same bytes as those of the undisturbed run, and the next
kills start from nothing again. Exits with 1 on the first difference.
"""
import filecmp
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time


def run(nightjar, *arguments):
    return subprocess.run([nightjar, *arguments], stdout=subprocess.DEVNULL)


def fail(text):
    print(text)
    sys.exit(1)


def main():
    nightjar, logs = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    kills = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    folder = tempfile.mkdtemp(prefix="nightjar-soak-")
    os.chdir(folder)
    started = time.monotonic()
    run(nightjar, "analyze", logs, "--history", "whole.sqlite", "--quiet").check_returncode()
    usual = time.monotonic() - started
    run(nightjar, "history", "export", "-o", "whole", "--history", "whole.sqlite").check_returncode()
    days = sorted(os.listdir("whole"))
    committed = through = 0
    for kill in range(1, kills + 1):
        process = subprocess.Popen(
            [nightjar, "analyze", logs, "--history", "h.sqlite", "--quiet"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        time.sleep(rng.uniform(0, 1.1 * usual))
        through += process.poll() is not None
        process.kill()
        process.wait()
        if os.path.exists("h.sqlite"):
            if run(nightjar, "history", "verify", "--history", "h.sqlite").returncode != 0:
                fail("kill %d left a history that is not sound: %s" % (kill, folder))
            committed += 1
        if kill % 10 == 0 or kill == kills:
            run(nightjar, "analyze", logs, "--history", "h.sqlite", "--quiet").check_returncode()
            run(nightjar, "history", "export", "-o", "after", "--history", "h.sqlite").check_returncode()
            same, different, missing = filecmp.cmpfiles("whole", "after", days, shallow=False)
            if different or missing or sorted(os.listdir("after")) != days:
                fail("after kill %d days differ: %s in %s" % (kill, different + missing, folder))
            for name in ["h.sqlite", "h.sqlite-journal"]:
                if os.path.exists(name):
                    os.remove(name)
            shutil.rmtree("after")
    shutil.rmtree(folder)
    print(
        "%d kills (%d after the run had ended, %d with a history there): sound each time, and the "
        "same %d days" % (kills, through, committed, len(days))
    )


if __name__ == "__main__":
    main()
