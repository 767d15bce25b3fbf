"""Files of every older version: they come up whole."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

from ossdrop.app import App
from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.config.profiles import read_profiles
from ossdrop.history.schema import MIGRATIONS, VERSION, add_functions
from ossdrop.history.search import HistoryQuery
from ossdrop.history.store import HistoryStore
from ossdrop.program.preferences import Preferences, read_preferences
from tests.torture.place import Place, at_home, require

_ROWS = 5000
# What versions before this one wrote; what they did not know has its default.
_PREFERENCES = (
    {},
    {"copies_links": False, "limit_bytes_per_s": 500_000},
    {"language": "zh", "theme": "dark", "model": "qwen3-vl-plus", "link_format": "markdown"},
    {"proxy": "manual", "proxy_address": "http://me:secret@proxy.example:8080", "geometry": "AAA="},
    {"something_that_is_gone": [1, 2], "stays_in_tray": True},
)
_PROFILES: tuple[dict[str, object], ...] = (
    {"active": "default", "profiles": [{"id": "default", "name": "", "kind": "found"}]},
    {
        "active": "profile-2",
        "profiles": [
            {"id": "default", "name": "", "kind": "found", "env_file": None},
            {"id": "profile-2", "name": "团队", "kind": "bucket", "env_file": "/tmp/team.env"},
        ],
    },
)


def run(place: Place, scale: float) -> str:
    """Each version of the history with thousands of rows; preferences and profiles as they were."""
    rows = max(round(_ROWS * scale), 50)
    with at_home(place):
        versions = [version for version in range(1, VERSION + 1) if _can_hold_rows(version)]
        for version in versions:
            _history(place, version, rows)
    for values in _PREFERENCES:
        _preferences(place, values)
    for profiles in _PROFILES:
        _profiles(place, profiles)
    return (
        f"{len(versions)} versions of the history with {rows} rows, {len(_PREFERENCES)} files of "
        f"preferences and {len(_PROFILES)} of profiles: all there, found, added to"
    )


def _can_hold_rows(version: int) -> bool:
    """Some steps are halves of one that was released: between them there is no table."""
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        add_functions(db)
        for migration in MIGRATIONS[:version]:
            db.execute(migration)
        names = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    return "uploads" in names and "uploads_anew" not in names


def _history(place: Place, version: int, rows: int) -> None:
    path = place.home / "data" / "history.sqlite"
    for old in path.parent.glob("history.*") if path.parent.exists() else ():
        old.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as db:
        add_functions(db)
        for migration in MIGRATIONS[:version]:
            db.execute(migration)
        db.execute(f"PRAGMA user_version = {version}")
        columns = [row[1] for row in db.execute("PRAGMA table_info(uploads)")]
        for number in range(1, rows + 1):
            values = _row(place, number)
            marks = ", ".join("?" * len(columns))
            row = [values.get(column, "") for column in columns]
            db.execute(f"INSERT INTO uploads ({', '.join(columns)}) VALUES ({marks})", row)
            if version >= 4:  # then rows are indexed as they come
                text = "INSERT INTO uploads_search (rowid, grams) SELECT id, grams(search_text("
                db.execute(f"{text}name, source_path, key)) FROM uploads WHERE id = ?", (number,))
        db.commit()
    app = place.app()
    try:
        _require_whole(app, rows, f"version {version}")
    finally:
        app.close()


def _row(place: Place, number: int) -> dict[str, object]:
    return {
        "id": number,
        "created_at": 1_790_000_000 + number,
        "profile": DEFAULT_PROFILE,
        "bucket": "torture-bucket",
        "region": "cn-hangzhou",
        "endpoint_scheme": "http",
        "endpoint_host": place.server.base_url.removeprefix("http://"),
        "endpoint_style": "path",
        "key": f"qianwen-uploads/{number}_猫.png",
        "name": f"猫 {number}.png",
        "size_bytes": number,
        "content_type": "image/png",
        "crc64": str(2**64 - number),
        "source_path": f"/home/someone/猫 {number}.png".encode(),
        "access_key_masked": "LTAI...Tort",
        "access_key_fingerprint": "",
        "expires_s": 3600,
        "link_expires_at": 1_800_000_000,
        "is_imported": 0,
    }


def _require_whole(app: App, rows: int, which: str) -> None:
    store: HistoryStore = app.history
    require(store.count() == rows, f"{which}: {store.count()} of {rows} rows")
    require(store.rescued_rows is None, f"{which} was taken for damaged")
    newest = store.get(rows)
    is_same = newest is not None and (newest.name, newest.crc64) == (
        f"猫 {rows}.png",
        2**64 - rows,
    )
    require(is_same, f"{which}: a row came up as {newest}")
    found = store.ids(HistoryQuery(text=f"猫 {rows}"))
    require(rows in found, f"{which}: a row is not found")
    assert newest is not None
    added = store.add(newest.__class__(**{**vars(newest), "id": 0, "key": "qianwen-uploads/new"}))
    require(added > rows, f"{which}: an id was given twice")


def _preferences(place: Place, values: dict[str, object]) -> None:
    path = place.folder / "preferences.json"
    path.write_text(json.dumps(values))
    found = read_preferences(path)
    for name, value in values.items():
        if name != "proxy_address" and hasattr(Preferences(), name):
            require(getattr(found, name) == value, f"the choice of {name} is lost")
    require("secret" not in found.proxy_address, "a proxy's password came up")


def _profiles(place: Place, values: dict[str, object]) -> None:
    path: Path = place.folder / "profiles.json"
    path.write_text(json.dumps(values))
    found = read_profiles(path)
    listed = values["profiles"]
    assert isinstance(listed, list)
    ids = [one["id"] for one in listed]
    require([one.id for one in found.all] == ids, "a profile is lost")
    require(found.active_id == values["active"], "another profile is in use")
