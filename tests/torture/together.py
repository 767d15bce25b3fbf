"""Window, command and script at once, on one home and one `.env`: nothing lost, nothing twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ossdrop.app import App
from tests.torture.place import Events, Made, Place, at_home, require

_ROUNDS = 12
_IN_WINDOW, _COMMANDS, _SCRIPTS, _SETTINGS = 60, 4, 4, 8
_MOST_BYTES = 20_000_000
_SCRIPT = """
import sys
from ossdrop import upload_file
print("\\n".join(upload_file(name) for name in sys.argv[1:]))
"""


def run(place: Place, scale: float) -> str:
    """Rounds in which all of them work at the same time."""
    rounds, links = max(round(_ROUNDS * scale), 1), 0
    with at_home(place):
        for number in range(rounds):
            links += _round(place, number)
    place.require_tidy()
    return (
        f"{rounds} rounds of {_IN_WINDOW} files in a window, {_COMMANDS} commands, {_SCRIPTS} "
        f"scripts and {_SETTINGS} settings at once: {links} links, one object and one row each, "
        "every line of the .env there"
    )


def _round(place: Place, number: int) -> int:
    events = Events()
    app = place.app(events)
    in_window = [place.file(place.size(_MOST_BYTES)) for _ in range(_IN_WINDOW)]
    others = [
        [place.file(place.size(_MOST_BYTES)) for _ in range(3)] for _ in range(_COMMANDS + _SCRIPTS)
    ]
    names = [f"OTHER_{number}_{n}" for n in range(_SETTINGS)]
    with ThreadPoolExecutor(_COMMANDS + _SCRIPTS + _SETTINGS) as pool:
        batch_id = app.submit([one.path for one in in_window])
        printed = [
            pool.submit(_printed, place, files, by_script=n >= _COMMANDS)
            for n, files in enumerate(others)
        ]
        settings = [
            pool.submit(place.run, "config", "set", "QWEN_TMP_OSS_PREFIX", f"p/{name}")
            for name in names
        ]
        links = _links(app, events, batch_id, in_window)
        for words in printed:
            links += words.result()
        wrong = [one.result() for one in settings if one.result().returncode]
    app.close()
    require(not wrong, f"a setting was refused: {wrong[0].stderr if wrong else ''}")
    _require_env(place)
    every = in_window + [made for files in others for made in files]
    require(len(links) == len(every), f"{len(links)} links of {len(every)} files")
    for link, made in links[:: max(len(links) // 10, 1)]:
        place.require_link(link, made)
    for made in every:
        made.path.unlink()
    return len(links)


def _links(app: App, events: Events, batch_id: int, files: list[Made]) -> list[tuple[str, Made]]:
    batch = events.batch(batch_id)
    bad = [one.error for one in batch.transfers if one.finished is None]
    require(not bad, f"{len(bad)} did not arrive: {bad[:1]}")
    by_path = {made.path: made for made in files}
    return [(one.finished.url, by_path[one.path]) for one in batch.succeeded if one.finished]


def _printed(place: Place, files: list[Made], *, by_script: bool) -> list[tuple[str, Made]]:
    program = ["-c", _SCRIPT] if by_script else ["-m", "ossdrop", "upload"]
    result = place.python(*program, *(one.path for one in files))
    require(result.returncode == 0, result.stderr[-2000:])
    return list(zip(result.stdout.split(), files, strict=True))


def _require_env(place: Place) -> None:
    path = Path(place.home) / "config" / ".env"
    lines = path.read_text(encoding="utf-8").splitlines()
    prefixes = [line for line in lines if line.startswith("QWEN_TMP_OSS_PREFIX=")]
    require(len(prefixes) == 1, f"the .env has the prefix {len(prefixes)} times")
