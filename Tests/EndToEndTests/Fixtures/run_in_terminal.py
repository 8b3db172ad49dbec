#!/usr/bin/env python3
"""Runs a command with standard output, standard error or both on a terminal of 100 columns.

    run_in_terminal.py output|errors|both COMMAND...

Writes what the terminal got to standard output and ends with the command's exit code.
"""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios


def main():
    which, command = sys.argv[1], sys.argv[2:]
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    attributes = termios.tcgetattr(theirs)
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, attributes)
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=theirs if which in ("output", "both") else subprocess.DEVNULL,
        stderr=theirs if which in ("errors", "both") else subprocess.DEVNULL,
    )
    os.close(theirs)
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:
            data = b""
        if not data:
            break
        sys.stdout.buffer.write(data)
    sys.stdout.flush()
    sys.exit(process.wait())


if __name__ == "__main__":
    main()
