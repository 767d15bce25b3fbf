"""Ctrl+C gets through where Python hears of it only between two waits."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable

import pytest

from ossdrop.commands import practice
from ossdrop.commands.batch import Batch
from ossdrop.program import waiting


class _Waits:
    """Instead of an event or a condition: how long each wait would last, at most."""

    def __init__(self) -> None:
        self.lasting_s: list[float | None] = []

    def note(self, timeout_s: float | None = None) -> bool:
        self.lasting_s.append(timeout_s)
        return len(self.lasting_s) > 2


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> _Waits:
    made = _Waits()
    monkeypatch.setattr(waiting, "TURN_S", 0.01)
    monkeypatch.setattr(threading.Event, "wait", lambda _, timeout=None: made.note(timeout))
    monkeypatch.setattr(
        threading.Condition, "wait_for", lambda _, is_so, timeout=None: made.note(timeout)
    )
    return made


def _practice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    practice._wait(None, contextlib.ExitStack())


def _upload_without_a_bar(_: pytest.MonkeyPatch) -> None:
    class NoBar:
        is_shown = False

        def show(self, *_: int) -> None:
            """Nobody sees it."""

    Batch()._wait_for(0, NoBar())  # type: ignore[arg-type]


@pytest.mark.parametrize("act", [_practice, _upload_without_a_bar])
def test_no_wait_of_the_main_thread_is_without_an_end(
    waits: _Waits, monkeypatch: pytest.MonkeyPatch, act: Callable[[pytest.MonkeyPatch], None]
) -> None:
    act(monkeypatch)
    assert waits.lasting_s == [0.01] * 3
