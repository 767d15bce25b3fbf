"""The window: how soon it is painted, how long its event loop is held, what its rows take.

As a program, `python -m tests.bench.window bare|live FOLDER|waiting FOLDER` is one measured
process.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.bench.bench import Bench, median, say
from tests.bench.history_rows import fill
from tests.bench.processes import clean_environment, measure, start
from tests.bench.report import Figure, Row, Target

_HELP = """`ossdrop-cli --help` beside `python -c pass`, wall time of the whole process,
alternating, median of {repetitions}. The target: at most 1.5 times plus 60 ms."""
_ONE_FILE = """`ossdrop-cli upload` of one file of 20 KB over loopback beside
`python -c "import oss2"`, wall time of the whole process, alternating, median of {repetitions}."""
_START = """`ossdrop --measure-start`, from the start of the process to the first paint, beside a
bare PySide6 main window with a label measured in the same way, alternating, offscreen; median of
{repetitions}."""
_LIVE = """The longest time the event loop was held, offscreen, while {files:,} files were
uploading to the practice bucket, with {rows:,} rows in the history and a password store that takes
10 seconds to answer. A timer that is due every 5 ms says how late it was. The first three seconds,
in which the window opens, are left out."""


_WAITING = """A folder of {count:,} files dropped onto the window, offscreen, while nobody answers
at its destination: what the process takes more, four seconds after all of them are rows. Median of
{repetitions}."""


def run_help(bench: Bench) -> Figure:
    """The command line's start."""
    repetitions = bench.pick(20, 3)
    environment = clean_environment(bench.folder / "home")
    program = str(Path(sys.executable).with_name("ossdrop-cli"))
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "--help": [program, "--help"]}
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(repetitions):
        for name, command in commands.items():
            began = time.perf_counter()
            start(command, environment, stdout=subprocess.DEVNULL).wait()
            took[name].append((time.perf_counter() - began) * 1000)
    python, ours = (median(times) for times in took.values())
    rows = [
        Row("python -c pass", f"{python:.0f} ms"),
        Row("ossdrop-cli --help", f"{ours:.0f} ms", ours, Target(1.5 * python + 60, unit=" ms")),
    ]
    return Figure("Help", _HELP.format(repetitions=repetitions), "median", "compared", rows)


def run_one_file(bench: Bench) -> Figure:
    """The whole command for a single small file."""
    repetitions = bench.pick(15, 3)
    file = bench.make_file("small.png", 20_000)
    program = str(Path(sys.executable).with_name("ossdrop-cli"))
    commands: dict[str, list[str]] = {
        "python -c 'import oss2'": [sys.executable, "-c", "import oss2"],
        "ossdrop-cli upload": [program, "upload", str(file)],
    }
    took: dict[str, list[float]] = {name: [] for name in commands}
    with bench.practice() as server:
        for _ in range(repetitions):
            for name, command in commands.items():
                took[name].append(measure(command, server.environment).wall_s)
    its, ours = (median(times) for times in took.values())
    rows = [
        Row("python -c 'import oss2'", f"{its * 1000:.0f} ms"),
        Row("ossdrop-cli upload", f"{ours * 1000:.0f} ms", ours / its, Target(1.3)),
    ]
    how = _ONE_FILE.format(repetitions=repetitions)
    return Figure("One small file", how, "median", "ours / its", rows)


def run_start(bench: Bench) -> Figure:
    """First paint, with an empty and with a full history."""
    repetitions, many = bench.pick(15, 3), bench.pick(1_000_000, 2_000)
    empty = {**clean_environment(bench.folder / "empty"), "QT_QPA_PLATFORM": "offscreen"}
    full = {**clean_environment(bench.folder / "full"), "QT_QPA_PLATFORM": "offscreen"}
    fill(Path(full["OSSDROP_HOME"]), many, bench.folder.parent)
    program = str(Path(sys.executable).with_name("ossdrop"))
    cases = {
        "bare window": ([sys.executable, "-m", "tests.bench.window", "bare"], empty),
        "OssDrop, empty history": ([program, "--measure-start"], empty),
        f"OssDrop, {many:,} rows": ([program, "--measure-start"], full),
    }
    found: dict[str, list[dict[str, float]]] = {name: [] for name in cases}
    for _ in range(repetitions):
        for name, (command, environment) in cases.items():
            found[name].append(_figures(command, environment))
    rows = []
    paints = {name: median([f["first_paint_s"] for f in fs]) for name, fs in found.items()}
    sizes = {name: median([f["rss_mib"] for f in fs]) for name, fs in found.items()}
    bare = "bare window"
    for name in cases:
        words = f"{paints[name] * 1000:.0f} ms, {sizes[name]:.0f} MiB"
        if name == bare:
            rows.append(Row(name, words))
            continue
        rows.append(Row(name, words, paints[name] / paints[bare], Target(1.2)))
        more = sizes[name] - sizes[bare]
        rows.append(Row(f"{name}: memory above bare", "", more, Target(40, unit=" MiB")))
    how = _START.format(repetitions=repetitions)
    return Figure("Start of the window", how, "first paint, memory", "ours / bare", rows)


def run_live(bench: Bench) -> Figure:
    """The event loop under everything at once."""
    files, rows_count = bench.pick(1000, 50), bench.pick(1_000_000, 2_000)
    for number in range(files):
        bench.make_file(f"picture-{number:04}.png", 20_000)
    with bench.practice() as server:
        environment = {**server.environment, "QT_QPA_PLATFORM": "offscreen"}
        fill(Path(environment["OSSDROP_HOME"]), rows_count, bench.folder.parent)
        command = [sys.executable, "-m", "tests.bench.window", "live", str(bench.folder / "files")]
        found = _figures(command, environment)
    say(f"  {found}")
    rows = [
        Row(
            "longest", f"{found['longest_ms']:.0f} ms", found["longest_ms"], Target(33, unit=" ms")
        ),
        Row("99.9 per cent", "", found["p999_ms"], Target(16, unit=" ms")),
        Row("files uploaded meanwhile", f"{found['done']:.0f}"),
    ]
    how = _LIVE.format(files=files, rows=rows_count)
    return Figure("Always responsive", how, "measured", "compared", rows)


def run_waiting(bench: Bench) -> Figure:
    """What very many rows that wait take."""
    count, repetitions = bench.pick(100_000, 1_000), bench.pick(3, 1)
    for number in range(count):
        bench.make_file(f"picture-{number:06}.png", 1)
    nobody = {
        "QWEN_TMP_OSS_BUCKET": "nobody-there",
        "QWEN_TMP_OSS_REGION": "cn-hangzhou",
        "QWEN_TMP_OSS_ENDPOINT": "http://127.0.0.1:9",
        "QWEN_TMP_OSS_ACCESS_KEY_ID": "LTAI5tForTheBench01",
        "QWEN_TMP_OSS_ACCESS_KEY_SECRET": "0123456789abcdefghijklmnopqrst",
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "tests.bench.window", "waiting", str(bench.folder / "files")]
    more = []
    for number in range(repetitions):
        home = clean_environment(bench.folder / f"home-{number}")
        more.append(_figures(command, {**home, **nobody})["more_mib"])
    say(f"  {more}")
    row = Row(f"{count:,} rows", "", median(more), Target(90, unit=" MiB"))
    how = _WAITING.format(count=count, repetitions=repetitions)
    return Figure("A window full of files that wait", how, "", "more than without", [row])


def _figures(command: list[str], environment: dict[str, str]) -> dict[str, float]:
    process = start(command, environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    words, _ = process.communicate(timeout=180)
    figures: dict[str, float] = json.loads(words.splitlines()[-1])
    return figures


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return float(pages * os.sysconf("SC_PAGE_SIZE") / 1024**2)


def bare() -> None:
    """The least a PySide6 program with a main window does."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication(sys.argv[:1])
    window, label = QMainWindow(), QLabel("bare")
    window.resize(860, 680)
    window.setCentralWidget(label)

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, tell)
            return False

    def tell() -> None:
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        up_s = float(Path("/proc/uptime").read_text().split()[0])
        figures = {
            "first_paint_s": up_s - int(fields[19]) / os.sysconf("SC_CLK_TCK"),
            "rss_mib": _resident_mib(),
        }
        print(json.dumps(figures), flush=True)
        app.quit()

    watch = Watch()
    label.installEventFilter(watch)
    window.show()
    app.exec()


def live(folder: Path) -> None:
    """Upload a folder in the real window and watch how late a timer is."""
    import keyring
    import keyring.backend
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ossdrop_gui.app import Desktop

    class Slow(keyring.backend.KeyringBackend):
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            threading.Event().wait(10)
            return None

        def set_password(self, service: str, username: str, password: str) -> None:
            raise NotImplementedError

    keyring.set_keyring(Slow())
    app = QApplication(sys.argv[:1])
    desktop = Desktop(app, practice=False, files=[])
    late: list[float] = []
    last: list[float] = []

    def beat() -> None:
        now = time.perf_counter()
        if last:
            late.append((now - last[0]) * 1000 - 5)
        last[:] = [now]

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(beat)

    def begin() -> None:
        timer.start()
        desktop.flow.links_ready.connect(finish)
        desktop.flow.send(sorted(folder.iterdir()))
        desktop.open_settings()
        QTimer.singleShot(500, desktop.window.show_uploads)

    def finish(links: int, failed: int, copied: bool) -> None:
        figures = {
            "longest_ms": max(late),
            "p999_ms": statistics.quantiles(late, n=1000)[-1],
            "done": links,
        }
        print(json.dumps(figures), flush=True)
        os._exit(failed)

    QTimer.singleShot(3000, begin)
    app.exec()


def waiting(folder: Path) -> None:
    """Drop a folder onto the window while nobody answers, and see what its rows take."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ossdrop_gui.app import Desktop

    count = sum(1 for _ in folder.iterdir())
    app = QApplication(sys.argv[:1])
    desktop = Desktop(app, practice=False, files=[])
    before: list[float] = []

    def begin() -> None:
        before.append(_resident_mib())
        desktop.flow.send([folder])
        look()

    def look() -> None:
        core = desktop.core
        are_all_there = core is not None and core.transfers.open_count == count
        QTimer.singleShot(4000 if are_all_there else 200, tell if are_all_there else look)

    def tell() -> None:
        print(json.dumps({"more_mib": _resident_mib() - before[0]}), flush=True)
        os._exit(0)

    QTimer.singleShot(3000, begin)
    app.exec()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        {"live": live, "waiting": waiting}[sys.argv[1]](Path(sys.argv[2]))
