"""Exit codes, the same for every command."""

DONE = 0
LOOK = 1
USAGE = 2
INPUT = 3
GUARD = 4
# What a shell makes of a process that a signal ended: 128 and its number.
INTERRUPTED = 130
PIPE = 141
