"""A history that somebody sends: its rows are somebody's words, and move no key of ours."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ossdrop.app import App
from ossdrop.config.credentials import Credentials
from ossdrop.config.profiles import Kind, Profile
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.files import import_rows, read_rows, row_values
from ossdrop.history.store import HistoryStore
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder
from ossdrop.redaction import Secret
from ossdrop.storage.object_key import make_key
from tests.conftest import KEY_ID, KEY_SECRET, destination_at
from tests.hostile.programs import run, run_each
from tests.hostile.rude_server import saying

CREDENTIALS = Credentials(KEY_ID, Secret(KEY_SECRET))


def entry_at(endpoint: str, **changes: Any) -> HistoryEntry:
    to = destination_at(endpoint)
    now = datetime.now(UTC).replace(microsecond=0)
    entry = HistoryEntry(
        created_at=now,
        profile="default",
        bucket=to.bucket,
        region=to.region,
        endpoint=to.endpoint,
        key="qianwen-uploads/20261124/x_cat.png",
        name="cat.png",
        size_bytes=5,
        content_type="image/png",
        crc64=7,
        source_path=Path("/home/li/cat.png"),
        access_key_masked="LTAI...st01",
        access_key_fingerprint=CREDENTIALS.fingerprint,
        expires_s=3600,
        link_expires_at=now + timedelta(hours=1),
    )
    return replace(entry, **changes)


def write(path: Path, *rows: dict[str, Any] | str) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="surrogatepass")
    return path


@pytest.mark.parametrize("fingerprint", [CREDENTIALS.fingerprint, CREDENTIALS.former_fingerprint])
@pytest.mark.parametrize("profile", ["default", "practice", "other"])
def test_no_signature_goes_to_a_host_that_a_row_names(
    tmp_path: Path, variables: dict[str, str], fingerprint: str, profile: str
) -> None:
    with saying(b"HTTP/1.1 204 X\r\nx-oss-request-id: 0123456789AB\r\n\r\n") as thief:
        row = entry_at(thief.url, access_key_fingerprint=fingerprint, profile=profile)
        file = write(tmp_path / "rows.json", row_values(row))
        taken = run(tmp_path, "ossdrop-cli", "history", "import", "--file", file)
        assert "1 new rows." in taken.stderr
        commands = [("ossdrop-cli", "history", one, "1", "--json") for one in ("link", "delete")]
        for result in run_each(tmp_path, commands, variables):
            assert result.returncode in (1, 3)
            assert '"row_imported"' in result.stdout
            assert "x-oss-signature" not in result.stdout
        assert thief.requests == []


def test_rows_of_ones_own_bucket_give_links_on_another_computer(
    tmp_path: Path, practice: PracticeServer, variables: dict[str, str]
) -> None:
    mine = write(tmp_path / "rows.json", row_values(entry_at(practice.base_url)))
    app = App(environment=variables)
    assert import_rows(app.history, mine).added == 1
    (row,) = app.history.entries(app.history.ids()).values()
    assert row.is_imported
    assert app.signer.link(row).url.startswith(practice.base_url)
    app.close()
    other_key = App(environment=variables | {"QWEN_TMP_OSS_AK_SECRET": "another-secret-0123"})
    with pytest.raises(OssDropError) as raised:
        other_key.signer.link(row)
    assert raised.value.code is ErrorCode.ROW_IMPORTED
    other_key.close()


def test_a_row_of_an_older_version_is_bound_when_it_is_used(
    practice: PracticeServer, variables: dict[str, str]
) -> None:
    app = App(environment=variables)
    old = entry_at(practice.base_url, access_key_fingerprint=CREDENTIALS.former_fingerprint)
    row_id = app.history.add(old)
    row = app.history.get(row_id)
    assert row is not None
    assert app.signer.link(row).url
    bound = app.history.get(row_id)
    assert bound is not None
    assert bound.access_key_fingerprint == CREDENTIALS.fingerprint
    app.close()


def test_a_fingerprint_cannot_be_made_of_what_a_link_shows() -> None:
    other = Credentials(KEY_ID, Secret("guessed"))
    assert other.fingerprint != CREDENTIALS.fingerprint
    assert other.former_fingerprint == CREDENTIALS.former_fingerprint
    assert KEY_SECRET not in CREDENTIALS.fingerprint


WRONG: tuple[dict[str, Any], ...] = (
    {"created_at": "0000-01-01T00:00:00+00:00"},
    {"created_at": "0001-01-01T00:00:00+00:00"},
    {"created_at": "9999-12-31T23:59:59-23:59"},
    {"created_at": "2026-11-24T00:00:00"},
    {"created_at": 5},
    {"link_expires_at": "10000-01-01T00:00:00+00:00"},
    {"link_expires_at": None},
    {"endpoint": "file:///etc/passwd"},
    {"endpoint": "javascript:alert(1)"},
    {"endpoint": "http://evil.example"},
    {"endpoint": "https://user:pw@evil.example"},
    {"endpoint": "https://evil.example/path"},
    {"endpoint": "https://["},
    {"endpoint": ""},
    {"endpoint_style": "other"},
    {"endpoint_style": "custom-domain"},
    {"bucket": "../../etc"},
    {"bucket": "A" * 5000},
    {"region": "http://x"},
    {"key": ""},
    {"key": "/a"},
    {"key": "a" * 2000},
    {"key": "a\0b"},
    {"key": "a\nb"},
    {"name": "\x9b2J"},
    {"name": "\u202egnp.exe"},
    {"name": "\ud800"},
    {"name": "n" * 100_000},
    {"size": -1},
    {"size": 10**400},
    {"size": math.inf},
    {"size": "1e3"},
    {"size": None},
    {"crc64": 2**64},
    {"expires_s": 604_801},
    {"expires_s": -5},
    {"source_path": "a\0b"},
    {"content_type": "text/html\r\nX: y"},
    {"access_key_fingerprint": "x" * 1000},
    {"model": "\x1b[2J"},
    {"profile": ["default"] * 100},
    {"name": {"a": 1}, "key": "\u2028"},
)


@pytest.mark.parametrize("change", WRONG)
def test_a_row_that_makes_no_sense_costs_the_others_nothing(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    good = row_values(entry_at("https://oss-cn-hangzhou.aliyuncs.com"))
    wrong = good | {"key": "another"} | change
    store = HistoryStore(data_folder() / "history.sqlite")
    found = import_rows(store, write(tmp_path / "rows.json", wrong, good, wrong))
    assert (found.added, found.refused) == (1, 2)
    assert len(store.entries(store.ids())) == 1
    store.close()


@pytest.mark.parametrize(
    "line", ["", "null", "[]", "5", "{", "[" * 100_000, '{"id": ' * 50_000, "\ud800", "x" * 10**6]
)
def test_lines_that_are_no_rows(tmp_path: Path, line: str) -> None:
    good = row_values(entry_at("https://oss-cn-hangzhou.aliyuncs.com"))
    store = HistoryStore(data_folder() / "history.sqlite")
    path = tmp_path / "rows.json"
    if line == "\ud800":
        path.write_bytes(json.dumps(good).encode() + b"\n\xff\xfe\n")
        with pytest.raises(OssDropError):
            import_rows(store, path)
    else:
        assert import_rows(store, write(path, line, good)).added == 1
    store.close()


def test_a_row_that_got_into_the_file_somehow_empties_nothing(tmp_path: Path) -> None:
    store = HistoryStore(data_folder() / "history.sqlite")
    for number in range(3):
        store.add(entry_at("https://oss-cn-hangzhou.aliyuncs.com", key=f"k{number}"))
    with store._transaction() as db:
        db.execute("UPDATE uploads SET created_at = ? WHERE key = 'k1'", (10**15,))
        db.execute("UPDATE uploads SET endpoint_style = 'x' WHERE key = 'k2'")
    assert [entry.key for entry in store.entries(store.ids()).values()] == ["k0"]
    store.close()
    assert run(tmp_path, "ossdrop-cli", "history", "list").returncode == 0


def test_files_that_are_no_files(tmp_path: Path) -> None:
    store = HistoryStore(data_folder() / "history.sqlite")
    none = ErrorCode.HISTORY_FILE_UNREADABLE
    for path, code in (
        (tmp_path, none),
        (Path("/dev/zero"), none),
        (tmp_path / "nowhere", ErrorCode.FILE_MISSING),
    ):
        with pytest.raises(OssDropError) as raised:
            import_rows(store, path)
        assert raised.value.code is code
    store.close()


def test_a_profile_told_to_use_temporary_storage_still_knows_its_bucket(
    practice: PracticeServer, variables: dict[str, str]
) -> None:
    app = App(environment=variables)
    profiles = app.destinations.profiles.with_profile(Profile("default", kind=Kind.TEMPORARY))
    app.destinations.keep_profiles(profiles)
    row = replace(entry_at(practice.base_url), is_imported=True)
    assert app.signer.link(row).url
    app.close()


@pytest.mark.parametrize("key", ["../../x", "dashscope/../x", "a//b", "./a", "a/.."])
def test_a_temporary_row_leads_nowhere_else(tmp_path: Path, key: str) -> None:
    row = row_values(entry_at("https://dashscope.aliyuncs.com", model="qwen-vl-plus", key=key))
    store = HistoryStore(tmp_path / "h.sqlite")
    with pytest.raises(OssDropError):
        import_rows(store, write(tmp_path / "rows.jsonl", row))
    store.close()


def test_a_temporary_link_is_good_for_no_longer_than_any(tmp_path: Path) -> None:
    far = datetime(2199, 1, 1, tzinfo=UTC)
    row = entry_at("https://dashscope.aliyuncs.com", model="qwen-vl-plus", link_expires_at=far)
    store = HistoryStore(tmp_path / "h.sqlite")
    import_rows(store, write(tmp_path / "rows.jsonl", row_values(row)))
    (found,) = store.entries(store.ids()).values()
    store.close()
    assert found.link_expires_at < datetime.now(UTC) + timedelta(hours=49)


def test_a_row_says_whose_object_it_is(tmp_path: Path) -> None:
    """By a false name somebody would have deleted what a colleague needs."""
    unique = "0123456789abcdef" * 2
    keys = {
        f"u/20261124/{unique}_cat.png": "cat.png",
        f"private/20261124/{unique}_salaries.xlsx": "salaries.xlsx",
        "private/payroll.xlsx": "payroll.xlsx",
    }
    rows = [row_values(entry_at("https://a.example", key=key, name="cat.png")) for key in keys]
    entries, refused = read_rows(write(tmp_path / "rows.json", *rows))
    assert ([entry.name for entry in entries], refused) == (list(keys.values()), 0)


@pytest.mark.parametrize("name", ["猫 😀.png", "a" * 250 + ".png", "..", "a;=1+1.txt", "no ending"])
def test_the_names_of_ones_own_files_stay(tmp_path: Path, name: str) -> None:
    key = make_key("p", name, date(2026, 12, 2), folder="in/side")
    row = row_values(entry_at("https://a.example", key=key, name=name))
    (entry,), _ = read_rows(write(tmp_path / "rows.json", row))
    assert entry.name == name
