"""Writes `assets/man/ossdrop-cli.1`, the manual page, from what the command line knows.

Run by `make man` after a command or an option changed; a test fails when it was forgotten.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from ossdrop import __version__
from ossdrop.commands.arguments import make_parser

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "assets" / "man" / "ossdrop-cli.1"


def main() -> int:
    """Write the page."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    from argparse_manpage.manpage import Manpage

    parser = make_parser()
    parser.man_short_description = "turns files into links"  # type: ignore[attr-defined]
    page = str(Manpage(parser))
    page = re.sub(
        r"^\.TH .*$", f'.TH OSSDROP\\-CLI 1 "" "OssDrop {__version__}"', page, flags=re.MULTILINE
    )
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(page.rstrip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
