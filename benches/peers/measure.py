"""Starts a program and measures it: seconds, peak memory in KiB, exit code, on one line.

A program of its own, run without site packages, because the system counts what the starting
process holds as the peak of the started one: this one holds little.

Usage: measure.py STDOUT PROGRAM [ARG]...
"""

import os
import sys
import time


def main() -> None:
    stdout, *command = sys.argv[1:]
    actions = []
    if stdout != "-":
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        actions.append((os.POSIX_SPAWN_OPEN, 1, stdout, flags, 0o600))
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    # Linux counts in KiB, macOS in bytes.
    unit = 1024 if sys.platform == "darwin" else 1
    print(seconds, usage.ru_maxrss // unit, os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
