"""`python -m ossdrop` is `ossdrop-cli`."""

import sys

from ossdrop.cli import main

if __name__ == "__main__":
    sys.exit(main())
