"""The figures as pictures: SVG, the same for the same numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from tests.bench.report import Bars, Curves, Figure

_OURS, _ITS = "#4f46e5", "#94a3b8"
_BAR_HEIGHT, _FRAME_HEIGHT = 46, 90
_SIZE = (760, 420)


def draw(figures: Sequence[Figure], folder: Path) -> None:
    """Write the picture of each figure that has one."""
    for figure in figures:
        if (name := figure.picture) is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(_svg(figure), encoding="utf-8")


def _svg(figure: Figure) -> str:
    chart = figure.chart
    if isinstance(chart, Curves):
        return _curves(figure.title, chart)
    assert chart is not None
    return _bars(figure.title, chart)


def _bars(title: str, bars: Bars) -> str:
    import pygal
    from pygal.style import CleanStyle

    values = [{"value": value, "color": _color(name)} for name, value in bars.values.items()]
    names = [*bars.values]
    chart = pygal.HorizontalBar(
        **_options(title, bars.unit),
        style=CleanStyle(font_family="sans-serif", background="white", plot_background="white"),
        width=_SIZE[0],
        height=_FRAME_HEIGHT + _BAR_HEIGHT * len(values),
        print_values=True,
        show_x_guides=False,
        show_legend=False,
        value_formatter=lambda value: f"{value:.3g}",
    )
    chart.x_labels = [*reversed(names)]
    chart.add("", [*reversed(values)])
    return str(chart.render(is_unicode=True))


def _curves(title: str, curves: Curves) -> str:
    import pygal
    from pygal.style import CleanStyle

    colors = tuple(_color(name) for name in curves.lines)
    style = CleanStyle(
        font_family="sans-serif", background="white", plot_background="white", colors=colors
    )
    steps = sorted({step for line in curves.lines.values() for step in line})
    chart = pygal.Line(
        **_options(title, curves.unit),
        style=style,
        width=_SIZE[0],
        height=_SIZE[1],
        logarithmic=True,
        show_x_guides=False,
        legend_at_bottom=True,
        x_title=curves.along,
        value_formatter=lambda value: f"{value:g}",
    )
    chart.x_labels = [f"{step:,.0f}" for step in steps]
    values = [value for line in curves.lines.values() for value in line.values()]
    lowest, highest = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    chart.y_labels = [10.0**power for power in range(lowest, highest + 1)]
    for name, line in curves.lines.items():
        chart.add(name, [line.get(step) for step in steps])
    return str(chart.render(is_unicode=True))


def _color(name: str) -> str:
    return _OURS if name.startswith(("OssDrop", "ossdrop")) else _ITS


def _options(title: str, unit: str) -> dict[str, object]:
    """Nothing that is fetched from elsewhere, and no name that changes with each drawing."""
    titled = {"title": f"{title} ({unit})"}
    return titled | {"js": (), "no_prefix": True, "disable_xml_declaration": True}
