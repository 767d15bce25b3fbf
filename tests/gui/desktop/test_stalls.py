"""Who looks at a stack lets go of it: what a paint has made must not outlive the paint."""

from __future__ import annotations

import time
import weakref

import pytest
from pytestqt.qtbot import QtBot

from ossdrop_gui.desktop.stalls import StallWatch


class Made:
    """Stands for a painter, which is active for as long as it lives."""


def test_what_held_the_loop_is_kept_by_nobody(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    watch = StallWatch()
    watch.start()

    def hold() -> weakref.ref[Made]:
        made, end = Made(), time.monotonic() + 20
        while not caplog.records and time.monotonic() < end:
            pass  # the loop is held until that was noticed
        return weakref.ref(made)

    try:
        made = hold()
        assert "the event loop was held" in caplog.text
        assert made() is None
    finally:
        watch.stop()
