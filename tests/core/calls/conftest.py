from __future__ import annotations

import socket

import pytest

from ossdrop.config.keyring_store import service_name
from ossdrop.network.sessions import TrustedAdapter
from ossdrop.practice.server import PracticeServer
from tests.conftest import KEY_ID, KEY_SECRET
from tests.core.config.test_keyring import Backend


class Connections:
    """Those that were made, by the port of this side."""

    def __init__(self) -> None:
        self.ports: list[int] = []

    def __len__(self) -> int:
        return len(self.ports)


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> Connections:
    """Counts the connections that are made."""
    made, look = Connections(), TrustedAdapter._look_at

    def count(adapter: TrustedAdapter, connection: socket.socket) -> None:
        made.ports.append(connection.getsockname()[1])
        look(adapter, connection)

    monkeypatch.setattr(TrustedAdapter, "_look_at", count)
    return made


@pytest.fixture
def in_environment(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The practice bucket, set by variables of this process."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


@pytest.fixture
def in_keyring(
    practice: PracticeServer,
    in_environment: dict[str, str],
    store: Backend,
    monkeypatch: pytest.MonkeyPatch,
) -> Backend:
    """The secret is in the password store."""
    monkeypatch.delenv("QWEN_TMP_OSS_AK_SECRET")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    store.set_password(service_name("default", KEY_ID), KEY_ID, KEY_SECRET)
    return store


def puts(practice: PracticeServer) -> list[tuple[str, int]]:
    """Bucket and status of each file that was sent, in order."""
    return [(r.bucket, r.status) for r in practice.service.requests if r.method == "PUT"]
