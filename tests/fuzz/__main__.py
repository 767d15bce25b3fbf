"""`make fuzz`: atheris on every target for a while each; prints how many inputs each had.

`--seconds N` for each target, `--target NAME` for one. A crash ends it with the input in a file.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tests.fuzz.seeds import SEEDS
from tests.fuzz.targets import TARGETS, feed


def main() -> int:
    """Run the targets one after another, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=20, help="for each target")
    parser.add_argument("--target", choices=list(TARGETS), help="only this one")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return _fuzz(options.target, options.seconds)
    failed = 0
    for name in [options.target] if options.target else list(TARGETS):
        command = [sys.executable, "-m", "tests.fuzz", "--inside", "--target", name]
        result = subprocess.run(
            [*command, "--seconds", str(options.seconds)],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=False,
        )
        runs = [line for line in result.stderr.splitlines() if line.startswith("Done ")]
        print(f"{name}: {runs[-1] if runs else 'FAILED'}", flush=True)
        if result.returncode:
            failed += 1
            print(result.stderr[-4000:])
    return 1 if failed else 0


def _fuzz(name: str, seconds: int) -> int:
    import atheris

    corpus = Path("build") / "fuzz" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.instrument_all()
    limits = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=10", "-rss_limit_mb=2048"]
    prefix = f"-artifact_prefix={corpus}/"
    atheris.Setup([sys.argv[0], *limits, prefix, str(corpus)], lambda data: feed(name, data))
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
