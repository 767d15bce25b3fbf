"""Both programs in one: whoever calls it `ossdrop-cli` gets the command line."""

import sys
from pathlib import Path


def main() -> int:
    """Run the one that was called."""
    if Path(sys.argv[0]).stem.lower() == "ossdrop-cli":
        from ossdrop.__main__ import main as run
    else:
        from ossdrop_gui.__main__ import main as run
    return run()


if __name__ == "__main__":
    sys.exit(main())
