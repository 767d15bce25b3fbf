"""Causes that no other test provokes; and that there is none which nothing provokes."""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import keyring.errors
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ossdrop.app import App
from ossdrop.config.keyring_store import KeyringStore
from ossdrop.doctor.doctor import Doctor
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.files import import_rows
from ossdrop.intake.selection import look_at
from ossdrop.links import Link, sign_link
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from ossdrop.program import own_process
from ossdrop.settings_editor import import_settings
from ossdrop.storage.base import TransferControl
from ossdrop.storage.dashscope_temp import DashScopeTemp
from ossdrop.storage.link_probe import probe
from ossdrop.support_bundle import write_bundle
from tests.conftest import BUCKET, KEY_ID, KEY_SECRET, REGION, destination_at
from tests.core.config.test_keyring import Backend
from tests.core.history.test_store import entry


def code_of(act: Callable[[], object]) -> ErrorCode:
    with pytest.raises(OssDropError) as raised:
        act()
    return raised.value.code


def test_a_link_that_ran_out_and_an_object_that_is_gone(practice: PracticeServer) -> None:
    to = destination_at(practice.base_url)
    long_ago = datetime.now(UTC) - timedelta(hours=2)

    def link(now: datetime) -> Link:
        return sign_link(to.endpoint, BUCKET, "k", to.credentials, REGION, 600, now)

    assert code_of(lambda: probe(link(long_ago))) is ErrorCode.LINK_EXPIRED
    assert code_of(lambda: probe(link(datetime.now(UTC)))) is ErrorCode.OBJECT_MISSING
    temporary = Link("oss://dashscope/k", long_ago, long_ago)
    assert code_of(lambda: probe(temporary)) is ErrorCode.LINK_UNCHECKABLE


def test_temporary_files_cannot_be_deleted(variables: dict[str, str]) -> None:
    app = App(environment=variables)
    row = replace(entry(), model="qwen-vl-plus")
    assert code_of(lambda: app.delete_object(row)) is ErrorCode.DELETE_IMPOSSIBLE
    app.close()


def test_files_that_are_no_exports_and_folders_that_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "words.json"
    path.write_text("[]")
    app = App(settings={})
    assert code_of(lambda: import_settings(path)) is ErrorCode.SETTINGS_FILE_UNREADABLE
    assert code_of(lambda: import_rows(app.history, path)) is ErrorCode.HISTORY_FILE_UNREADABLE
    assert app.history.count() == 0
    nowhere = tmp_path / "nowhere" / "support.zip"
    assert code_of(lambda: write_bundle(app.destinations, (), nowhere)) is ErrorCode.BUNDLE_FAILED
    app.close()


def test_a_file_that_may_not_be_read(
    make_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests run as root in CI, who may read everything: the system's answer is put in."""

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    path = make_file()
    monkeypatch.setattr(Path, "stat", refuse)
    error = look_at(path).error
    assert error is not None
    assert error.code is ErrorCode.FILE_UNREADABLE


def test_no_password_store_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    before, backend = keyring.get_keyring(), Backend()
    backend.error = keyring.errors.NoKeyringError()
    keyring.set_keyring(backend)
    try:
        assert code_of(lambda: KeyringStore().read("default", "A")) is ErrorCode.KEYRING_ABSENT
    finally:
        keyring.set_keyring(before)


def test_a_policy_that_runs_out_on_the_way(
    practice: PracticeServer, temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    app = App(settings=temporary)
    destination = app.destinations.resolve()
    storage = DashScopeTemp(destination)  # type: ignore[arg-type]
    storage.max_mb()
    practice.faults.clock_offset_s = 3600
    from tests.contract.test_storage import source_of

    source = source_of(make_file())
    assert code_of(lambda: storage.upload(source, TransferControl())) is ErrorCode.POLICY_EXPIRED
    storage.close()
    app.close()


def test_a_certificate_that_nobody_signed(variables: dict[str, str], tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    config = ServiceConfig(tmp_path / "b", (AccessKey(KEY_ID, KEY_SECRET),))
    with PracticeServer(config, tls=context) as server:
        app = App(environment=variables | {"QWEN_TMP_OSS_ENDPOINT": server.base_url})
        checks = {check.id: check for check in Doctor(app.destinations).run()}
        app.close()
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(server.base_url, timeout=5)
    assert checks["network.trust"].code is ErrorCode.CERTIFICATE_REFUSED


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def test_a_practice_bucket_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_process.sys, "executable", "/nowhere/python")
    app = App(practice=True)
    assert code_of(app.destinations.resolve) is ErrorCode.PRACTICE_FAILED
    app.close()


def test_there_is_no_code_that_nothing_provokes() -> None:
    folder = Path(__file__).parents[1]
    texts = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("test_*.py"))
    named = set(re.findall(r"ErrorCode\.([A-Z_]+)", texts))
    named |= {code.name for code in ErrorCode if f'"{code.value}"' in texts}
    assert {code.name for code in ErrorCode} <= named
