"""The history page with a hundred and with a million rows.

As a program, `python -m tests.bench.history_rows REPETITIONS` measures the window with the history
of its OSSDROP_HOME and prints JSON.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.bench import Bench, say
from tests.bench.processes import clean_environment, start
from tests.bench.report import Figure, Row, Target

_HOW = """The real window, offscreen, with 100 and with {many:,} rows. Open: from the history's
first question to its first rows painted, median of {repetitions}. A key: typed into the search
field until the rows on screen are those of the new search, over words that are there, rare, and
not there, in Chinese and English. Scrolling: 200 jumps from the top to the end. Idle: CPU time of
this process over ten seconds with 30 visible countdowns ticking. Memory: of the process after all
this."""
_WORDS = ["cat", "夏季", "主视觉", "poster-winter", "99999", "zzz", "王", "interview-web", "print"]
_NAMES = [
    *("cat", "dog", "roof", "summer", "launch", "teaser", "final", "draft", "winter", "poster"),
    *("cmyk", "print", "web", "interview", "夏季", "新品", "主视觉", "采访", "海报"),
]
_BUCKET = {"QWEN_TMP_OSS_BUCKET": "my-ai-assets", "QWEN_TMP_OSS_REGION": "cn-beijing"}
_BATCH = 20_000


def fill(home: Path, count: int, kept: Path) -> None:
    """Make a history of `count` rows under an OSSDROP_HOME; it is made once and copied."""
    made = kept / f"history-{count}"
    if not made.exists():
        _make(made, count)
    shutil.copytree(made, home)


def _make(home: Path, count: int) -> None:
    from ossdrop.config.endpoint import parse_endpoint
    from ossdrop.history.entry import HistoryEntry
    from ossdrop.history.store import HistoryStore

    store, now = HistoryStore(home / "data" / "history.sqlite"), datetime.now(UTC)
    endpoint = parse_endpoint("oss-cn-beijing.aliyuncs.com", "my-ai-assets")
    pick = random.Random(1)

    def row(number: int) -> HistoryEntry:
        name = f"{'-'.join(pick.sample(_NAMES, 3))}-{number}.png"
        return HistoryEntry(
            now - timedelta(seconds=count - number),
            "default",
            "my-ai-assets",
            "cn-beijing",
            endpoint,
            f"qianwen-uploads/20261123/{number:032x}_{name}",
            name,
            pick.randrange(10**7),
            "image/png",
            number,
            Path(f"/home/li/pictures/{number % 1000}/{name}"),
            "LTAI...abcd",
            "f" * 16,
            86_400,
            now + timedelta(hours=number % 48),
        )

    for begin in range(0, count, _BATCH):
        store.add_all(row(n) for n in range(begin, min(begin + _BATCH, count)))
    store.close()


def run(bench: Bench) -> Figure:
    """Few rows, then many."""
    many, repetitions = bench.pick(1_000_000, 3_000), bench.pick(5, 1)
    few_home = clean_environment(bench.folder / "few")
    many_home = clean_environment(bench.folder / "many")
    fill(Path(few_home["OSSDROP_HOME"]), 100, bench.folder.parent)
    fill(Path(many_home["OSSDROP_HOME"]), many, bench.folder.parent)
    few = _measure(few_home, repetitions)
    found = _measure(many_home, repetitions)
    say(f"  100 rows: {few}\n  {many:,} rows: {found}")
    opened = found["open_ms"] / few["open_ms"]
    more_mib = found["rss_mib"] - few["rss_mib"]
    rows = [
        Row("open, 100 rows", f"{few['open_ms']:.0f} ms"),
        Row(f"open, {many:,} rows", f"{found['open_ms']:.0f} ms", opened, Target(1.5)),
        Row("a key, median", f"{found['key_ms']:.0f} ms", found["key_ms"], Target(50, unit=" ms")),
        Row("a key, p99", f"{found['p99_ms']:.0f} ms", found["p99_ms"], Target(150, unit=" ms")),
        Row("scrolling, longest", "", found["scroll_ms"], Target(33, unit=" ms")),
        Row("idle", "", found["idle_percent"], Target(1, unit=" %")),
        Row(
            "memory above 100 rows",
            f"{found['rss_mib']:.0f} MiB",
            more_mib,
            Target(20, unit=" MiB"),
        ),
    ]
    how = _HOW.format(many=many, repetitions=repetitions)
    return Figure("A million rows of history", how, "measured", "compared", rows)


def _measure(environment: dict[str, str], repetitions: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.history_rows", str(repetitions)]
    variables = {**environment, "QT_QPA_PLATFORM": "offscreen", **_BUCKET}
    process = start(command, variables, stdout=subprocess.PIPE)
    words, _ = process.communicate(timeout=300)
    found: dict[str, float] = json.loads(words.splitlines()[-1])
    return found


def _main(repetitions: int) -> None:
    from PySide6.QtWidgets import QApplication

    from ossdrop.history.store import HistoryStore
    from ossdrop.program.paths import data_folder
    from ossdrop_gui.app import Desktop
    from ossdrop_gui.history.model import HistoryModel
    from ossdrop_gui.look.theme import ROW_HEIGHT

    app = QApplication(sys.argv[:1])
    desktop = Desktop(app, practice=False, files=[])
    _wait(lambda: hasattr(desktop.window, "history"))
    desktop.window.show_uploads()
    desktop.window.resize(1000, 720)
    rows, bar = desktop.window.history.list, desktop.window.history.bar
    model = rows.model()
    assert isinstance(model, HistoryModel)
    store = HistoryStore(data_folder() / "history.sqlite")
    count = store.count()
    store.close()
    _wait(lambda: model.rowCount() == count)

    def painted() -> bool:
        return model.rowCount() > 0 and model.entry(0) is not None

    opens = []
    for _ in range(repetitions):
        began = time.perf_counter()
        model.reload()
        wanted = model.generation
        _wait(lambda wanted=wanted: model.shown_generation == wanted)
        _wait(painted)
        rows.viewport().repaint()
        opens.append((time.perf_counter() - began) * 1000)
        _wait(lambda: model.rowCount() == count)
    keys = []
    for word in _WORDS:
        for end in range(1, len(word) + 1):
            began = time.perf_counter()
            bar.box.setText(word[:end])
            generation = model.generation
            _wait(lambda wanted=generation: model.shown_generation == wanted)
            _wait(lambda: model.rowCount() == 0 or model.entry(0) is not None)
            rows.viewport().repaint()
            keys.append((time.perf_counter() - began) * 1000)
    bar.box.clear()
    _wait(lambda: model.rowCount() == count)
    scroll = rows.verticalScrollBar()
    jumps = []
    for jump in range(200):
        began = time.perf_counter()
        scroll.setValue(scroll.maximum() * jump // 199)
        app.processEvents()
        jumps.append((time.perf_counter() - began) * 1000)
    scroll.setValue(0)
    _wait(painted)
    desktop.window.resize(1000, 2000)
    _run_for(1)
    assert rows.viewport().height() >= 30 * ROW_HEIGHT
    cpu, began = time.process_time(), time.perf_counter()
    _run_for(10)
    idle = 100 * (time.process_time() - cpu) / (time.perf_counter() - began)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    figures = {
        "open_ms": statistics.median(opens),
        "key_ms": statistics.median(keys),
        "p99_ms": statistics.quantiles(keys, n=100)[-1],
        "scroll_ms": max(jumps),
        "idle_percent": idle,
        "rss_mib": pages * os.sysconf("SC_PAGE_SIZE") / 1024**2,
    }
    print(json.dumps(figures), flush=True)
    os._exit(0)


def _wait(is_true: Callable[[], bool], timeout_s: float = 60) -> None:
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + timeout_s
    while not is_true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        if time.monotonic() > end:
            raise TimeoutError


def _run_for(seconds: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    _main(int(sys.argv[1]))
