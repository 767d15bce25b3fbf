"""Runs the figures and prints, or writes, the page."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import (
    bad_lines,
    cpu,
    growth,
    history_rows,
    kill,
    memory,
    queued_files,
    script,
    slow_line,
    small_files,
    temporary,
    together,
    waiting,
    window,
)
from tests.bench.bench import Bench, say
from tests.bench.charts import draw
from tests.bench.processes import ROOT, ClientFailed
from tests.bench.report import Figure, document, write

FIGURES: dict[str, Callable[[Bench], Figure]] = {
    "cpu": cpu.run,
    "tls": cpu.run_tls,
    "slow_line": slow_line.run,
    "narrow_line": bad_lines.run_narrow,
    "stalling_line": bad_lines.run_stalls,
    "small_files": small_files.run,
    "growth": growth.run,
    "together": together.run,
    "act_on_all": waiting.run_act,
    "slow_disk": waiting.run_look,
    "calls": script.run_each,
    "many_calls": script.run_all,
    "memory": memory.run,
    "queued_files": queued_files.run,
    "kill": kill.run,
    "temporary": temporary.run,
    "help": window.run_help,
    "one_file": window.run_one_file,
    "start": window.run_start,
    "history": history_rows.run,
    "live": window.run_live,
    "waiting": window.run_waiting,
}


def main() -> int:
    """Run what was asked for, one after another; returns the exit code."""
    options = _options()
    figures: list[Figure] = []
    failed = []
    with tempfile.TemporaryDirectory(prefix="ossdrop-bench-") as folder:
        for name in options.only or FIGURES:
            say(f"{name} …")
            own_folder = Path(folder) / name
            own_folder.mkdir()
            try:
                figures.append(FIGURES[name](Bench(own_folder, options.quick)))
            except ClientFailed as error:
                say(f"{name}: {error}")
                failed.append(name)
            else:
                say(figures[-1].markdown())
            shutil.rmtree(own_folder)
    page = document(figures, is_quick=options.quick)
    print(page)
    if options.write:
        write(options.output, page)
        draw(figures, options.output.parent / "pictures")
    if failed:
        say(f"Not measured: {', '.join(failed)}")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=FIGURES, metavar="NAME", help=", ".join(FIGURES)
    )
    parser.add_argument("--quick", action="store_true", help="small sizes: tries the machinery")
    parser.add_argument("--write", action="store_true", help="write the page")
    parser.add_argument("--output", type=Path, metavar="PATH", help="default: docs/benchmarks.md")
    options = parser.parse_args()
    if options.write and not options.output and options.quick:
        parser.error("docs/benchmarks.md is for full sizes; name another file with --output")
    options.output = options.output or ROOT / "docs" / "benchmarks.md"
    return options


if __name__ == "__main__":
    sys.exit(main())
