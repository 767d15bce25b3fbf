"""What is said where a password store, or the service, keeps a command waiting."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import keyring
import pytest

from ossdrop.app import App
from ossdrop.commands.waiting_notice import AFTER_S, WaitingNotice
from tests.core.config.test_keyring import Backend

LOOKS = int(AFTER_S) + 1  # the first one finds it waiting


@pytest.fixture
def app() -> Iterator[App]:
    made = App(environment={})
    yield made
    made.close()


def said(notice: WaitingNotice, looks: int = LOOKS) -> list[str]:
    return [words for words in (notice.look() for _ in range(looks)) if words]


def test_a_password_store_that_hangs_is_named_once(app: App) -> None:
    before, backend = keyring.get_keyring(), Backend()
    backend.gate = threading.Event()
    keyring.set_keyring(backend)
    reader = threading.Thread(target=lambda: app.destinations.secrets.read("default", "A"))
    try:
        notice = WaitingNotice(app)
        assert said(notice) == []
        reader.start()
        while not app.destinations.secrets.is_asked:
            pass
        (words,) = said(notice, LOOKS * 3)
        assert "password store" in words
    finally:
        backend.gate.set()
        reader.join()
        keyring.set_keyring(before)
    assert said(notice) == []


def test_a_service_that_says_nothing_is_told_each_time_that_it_stops(app: App) -> None:
    notice = WaitingNotice(app, sends=True)
    assert said(notice, LOOKS - 1) == []
    assert ["service" in words for words in said(notice, 1)] == [True]
    assert said(notice, LOOKS * 3) == []
