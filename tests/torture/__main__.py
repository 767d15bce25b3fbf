"""`make torture`: breaks what can break, at random, and says what held.

Each trial is bounded and can be run alone: `make torture ARGS="kills --seed 7"`. All of them take
less than half an hour; `--scale 0.1` is a tenth of each. The first thing that must never happen
ends it, with exit code 1 and the seed. Figures and what each shows: docs/reliability.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.place import Broken, Place
from tests.torture.trials import TRIALS


def main() -> int:
    """Run the trials that were named, or all; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="make torture", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("trials", nargs="*", help=f"of {', '.join(TRIALS)}; all when left out")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--scale", type=float, default=1.0, help="of the full amounts")
    options = parser.parse_args()
    if unknown := set(options.trials) - set(TRIALS):
        parser.error(f"no trial is called {', '.join(unknown)}; there are {', '.join(TRIALS)}")
    broken = 0
    for name in options.trials or TRIALS:
        began = time.monotonic()
        try:
            figures = run(name, options.seed, options.scale)
        except Broken as error:
            figures = f"BROKEN (--seed {options.seed}): {error}"
            broken += 1
        print(f"{name:12} {time.monotonic() - began:5.0f} s  {figures}", flush=True)
    return 1 if broken else 0


def run(name: str, seed: int, scale: float) -> str:
    """One trial in a folder of its own; returns its figures. Raises Broken."""
    with (
        tempfile.TemporaryDirectory(prefix="torture-") as folder,
        Place(Path(folder), seed) as place,
    ):
        return TRIALS[name](place, scale)


if __name__ == "__main__":
    sys.exit(main())
