"""``python -m optout``: the everyday jobs from the command line."""

import sys

try:
    from ._cli import main
except KeyboardInterrupt:
    # Ctrl-C while the modules are loaded: the exit code is the one of _cli.codes.
    sys.exit(130)

if __name__ == "__main__":
    sys.exit(main())
