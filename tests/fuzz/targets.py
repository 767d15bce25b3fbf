"""What is fuzzed: each target takes bytes, and may raise errors of a catalogue only.

`tests/hostile/test_fuzz.py` feeds them by hypothesis in every test run, `make fuzz` by atheris,
which follows the branches that an input takes.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import requests

from ossdrop.config.address import parse_address
from ossdrop.config.endpoint import parse_endpoint
from ossdrop.config.env_check import check_env
from ossdrop.config.env_file import Values, decode_env, parse_env
from ossdrop.config.env_writer import changed_text
from ossdrop.config.folder_file import FolderFile
from ossdrop.config.model_service import base_url_of
from ossdrop.config.overview import read_overview
from ossdrop.config.profiles import read_profiles
from ossdrop.config.scripts_parser import parse_as_scripts
from ossdrop.config.settings import resolve_destination
from ossdrop.errors import OssDropError
from ossdrop.history.files import read_rows
from ossdrop.history.late_rows import LateRows
from ossdrop.history.search import HistoryQuery, grams, selection
from ossdrop.network.proxies import read_proxy
from ossdrop.paste.reader import read_pasted
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.post_object import _conditions_of, _require_conditions
from ossdrop.practice.request import parse_request
from ossdrop.practice.signature import SignatureChecker, SignatureRules
from ossdrop.printable import escaped, printable
from ossdrop.program.preferences import read_preferences
from ossdrop.redaction import redact, without_secrets
from ossdrop.storage.dashscope_temp import _policy_of
from ossdrop.storage.service_errors import answer_of, service_error
from ossdrop.transfers.checkpoint import CheckpointStore
from ossdrop.transfers.command_notes import CommandNotes
from ossdrop.transfers.journal import read_journal

ALLOWED = (OssDropError, ServiceError)
BUCKET = "my-bucket"


@cache
def scratch() -> Path:
    """A folder for files that are read, one for the process."""
    return Path(tempfile.mkdtemp(prefix="ossdrop-fuzz-"))


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def file_with(data: bytes, name: str) -> Path:
    path = scratch() / name
    path.write_bytes(data)
    return path


def env(data: bytes) -> None:
    path = file_with(data, "fuzz.env")
    check_env(path)
    text = decode_env(path, data)
    parse_as_scripts(text)
    values = Values({}, (FolderFile(path, data).values,))
    read_overview(values)
    names = FolderFile(path, data).names
    assert all(name in text for name in names)
    changed = changed_text(text, {"QWEN_TMP_OSS_BUCKET": BUCKET, "QWEN_TMP_OSS_REGION": None})
    assert parse_env(changed.removeprefix("\ufeff"))["QWEN_TMP_OSS_BUCKET"] == BUCKET
    resolve_destination(values, None)


def paste(data: bytes) -> None:
    read_pasted(text_of(data))


def address(data: bytes) -> None:
    try:
        parse_address(text_of(data))
    except ValueError:
        return


def endpoint(data: bytes) -> None:
    found = parse_endpoint(text_of(data), BUCKET)
    assert found.scheme == "https" or found.is_loopback
    assert parse_endpoint(found.base_url, BUCKET).host == found.host


def base_url(data: bytes) -> None:
    base_url_of(Values.of({"QWEN_BASE_URL": text_of(data)}))


def region(data: bytes) -> None:
    base_url_of(Values.of({"QWEN_REGION": text_of(data)}))


def proxy(data: bytes) -> None:
    found = read_proxy(text_of(data))
    assert "@" not in found.shown


def history_import(data: bytes) -> None:
    for name in ("fuzz.json", "fuzz.csv"):
        read_rows(file_with(data, name))


def history_search(data: bytes) -> None:
    text = text_of(data)
    selection(HistoryQuery(text), datetime.now(UTC))
    grams(text)


def profiles(data: bytes) -> None:
    found = read_profiles(file_with(data, "profiles.json"))
    assert found.active.id == found.active_id
    _forget_what_was_set_aside()


def preferences(data: bytes) -> None:
    read_preferences(file_with(data, "preferences.json"))
    _forget_what_was_set_aside()


def _forget_what_was_set_aside() -> None:
    for path in scratch().glob("*.damaged-*"):
        path.unlink()


def checkpoint(data: bytes) -> None:
    folder = scratch() / "transfers"
    folder.mkdir(exist_ok=True)
    (folder / f"{0:032x}.jsonl").write_bytes(data)
    (folder / "fuzz.dropped").write_bytes(data)
    os.utime(folder / "fuzz.dropped", (0, 0))
    store = CheckpointStore(folder, is_restored=True)
    store.unfinished()
    for one in (*store.hold_stale("place"), *store.hold_dropped("place")):
        assert isinstance(one.key, str)


def command_notes(data: bytes) -> None:
    folder = scratch() / "commands"
    folder.mkdir(exist_ok=True)
    (folder / "command-1.jsonl").write_bytes(data)
    CommandNotes(folder).take_over()


def late_rows(data: bytes) -> None:
    rows = LateRows(scratch() / "history.sqlite")
    file_with(data, "history.late.jsonl")
    with rows.taken() as found:
        assert all(row.id == 0 for row in found)


def journal(data: bytes) -> None:
    read_journal(file_with(data, "queue-fuzz.jsonl"))


def single_instance(data: bytes) -> None:
    from ossdrop_gui.desktop.single_instance import read_words

    read_words(data)


def service_xml(data: bytes) -> None:
    error = service_error(answer_of(403, data))
    assert len(error.detail) < 10_000


def policy(data: bytes) -> None:
    answer = requests.Response()
    answer.status_code = 200
    answer.raw = io.BytesIO()
    answer._content = data
    _policy_of(answer, "https://dashscope.aliyuncs.com/api/v1")


def practice_request(data: bytes) -> None:
    head, _, rest = text_of(data).partition("\n")
    method, _, target = head.partition(" ")
    headers = {
        name.strip().lower(): value.strip()
        for name, colon, value in (line.partition(":") for line in rest.splitlines())
        if colon
    }
    request = parse_request(method, f"/{target}", {"host": "127.0.0.1", **headers}, {})
    checker = SignatureChecker(
        {"id": AccessKey("id", "secret")},
        SignatureRules("cn-hangzhou", refuse_v1=False),
        AccessKey("policies", "secret"),
    )
    checker.identify(request, datetime.now(UTC))


def practice_policy(data: bytes) -> None:
    import base64

    conditions = _conditions_of(base64.b64encode(data).decode(), datetime.now(UTC))
    _require_conditions(conditions, {"key": "a", "bucket": BUCKET})


def shown_text(data: bytes) -> None:
    text = text_of(data)
    assert "\x1b" not in printable(text)
    assert json.loads(escaped(json.dumps(text, ensure_ascii=False))) == text
    redact(text)
    without_secrets(text)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        *(env, paste, address, endpoint, base_url, region, proxy),
        *(history_import, history_search, profiles, preferences, checkpoint, journal),
        *(command_notes, late_rows),
        *(single_instance, service_xml, policy, practice_request, practice_policy, shown_text),
    )
}


def feed(name: str, data: bytes) -> None:
    """One input; what a target raises beyond its catalogue gets out."""
    try:
        TARGETS[name](data)
    except ALLOWED:
        return
