"""What a figure says, and how it is written down."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KIB, MIB, GIB = 1024, 1024**2, 1024**3
_NUMBER = re.compile(r"\d+(?:\.\d+)?$")
_LEAST_BARS = 3

_HEAD = """# Benchmarks

OssDrop beside other clients, all in one run: each is a process of its own, they take turns in
alternating order, and the median counts. The other end is the practice bucket in its own process
(`ossdrop-cli practice --discard`), so these figures are about the clients, not about a service.

    {command}

Measured on {machine}. {crc}
"""


@dataclass(frozen=True)
class Target:
    """What was promised of a number: at most, or at least, so much."""

    bound: float
    at_least: bool = False
    unit: str = ""

    def is_reached_by(self, value: float) -> bool:
        """Whether `value` keeps the promise."""
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}{self.unit}"


@dataclass(frozen=True)
class Row:
    """One line of a figure. `compared` is what the target is about."""

    name: str
    measured: str
    compared: float | None = None
    target: Target | None = None

    def cells(self) -> list[str]:
        """Name, measured, compared, target, reached."""
        unit = self.target.unit if self.target else ""
        compared = "" if self.compared is None else f"{self.compared:.2f}{unit}"
        if self.target is None or self.compared is None:
            return [self.name, self.measured, compared, "", ""]
        reached = "yes" if self.target.is_reached_by(self.compared) else "**no**"
        return [self.name, self.measured, compared, str(self.target), reached]


@dataclass(frozen=True)
class Bars:
    """A picture of a figure: one bar for each client."""

    unit: str
    values: Mapping[str, float]


@dataclass(frozen=True)
class Curves:
    """A picture of how something grows: one line for each client."""

    unit: str
    along: str
    lines: Mapping[str, Mapping[float, float]]


@dataclass(frozen=True)
class Figure:
    """A table and how its numbers came about."""

    title: str
    how: str
    measured: str  # headings of two columns
    compared: str
    rows: list[Row]
    curves: Curves | None = None

    @property
    def chart(self) -> Bars | Curves | None:
        """What can be seen in a picture: curves, or three clients and more beside each other."""
        if self.curves is not None:
            return self.curves
        found = {row.name: float(row.measured) for row in self.rows if _NUMBER.match(row.measured)}
        return Bars(self.measured, found) if len(found) >= _LEAST_BARS else None

    @property
    def picture(self) -> str | None:
        """The name of its picture's file, None where it has none."""
        slug = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        return f"bench-{slug}.svg" if self.chart is not None else None

    def markdown(self) -> str:
        """The figure as a section."""
        head = ["", self.measured, self.compared, "target", "reached"]
        rule = ["---", "---:", "---:", "---:", "---"]
        table = [head, rule, *(row.cells() for row in self.rows)]
        lines = [f"| {' | '.join(cells)} |" for cells in table]
        seen = [f"![{self.title}](pictures/{self.picture})", ""] if self.picture else []
        return "\n".join([f"## {self.title}", "", self.how, "", *seen, *lines, ""])


def document(figures: list[Figure], *, is_quick: bool) -> str:
    """All figures as one page."""
    command = "make bench" if not is_quick else "python -m tests.bench --quick"
    head = _HEAD.format(command=command, machine=machine(), crc=_crc_of_oss2())
    if is_quick:
        head += "\nQuick run with small sizes: the numbers below mean nothing.\n"
    return "\n".join([head, *(figure.markdown() for figure in figures)])


def machine() -> str:
    """This computer in general words."""
    python = platform.python_version()
    return f"{os.cpu_count()} cores, {_system()}, Python {python}"


def _system() -> str:
    try:
        facts = platform.freedesktop_os_release()
    except OSError:
        return sys.platform
    return f"{facts['NAME'].split()[0]} {facts.get('VERSION_ID', '')}".strip()


def _crc_of_oss2() -> str:
    from crcmod import crcmod

    if crcmod._usingExtension:
        return "oss2 computes its CRC-64 in C here (crcmod's extension is compiled)."
    return "**oss2's crcmod runs without its C extension here: the comparison is unfair to it.**"


def write(path: Path, page: str) -> None:
    """Write the page; figures that were not measured this time stay as they were."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    head, *measured = page.split("\n## ")
    sections = {section.partition("\n")[0]: section for section in before.split("\n## ")[1:]}
    sections |= {section.partition("\n")[0]: section for section in measured}
    text = "\n## ".join([head.rstrip() + "\n", *(s.strip() + "\n" for s in sections.values())])
    path.write_text(text, encoding="utf-8")
