"""`python -m ossdrop` is `ossdrop-cli`: here first, so that Ctrl+C is quiet from the start."""

import signal
import sys


def main() -> int:
    """Run one command; returns the exit code."""
    is_own = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_own:  # while modules are loaded nothing is under way that would want an orderly end
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from ossdrop.cli import main as run

    if is_own:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return run()


if __name__ == "__main__":
    sys.exit(main())
