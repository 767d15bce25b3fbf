"""A proxy that is entered by hand: nothing is wrong with what nobody has typed yet."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop_gui.app import Desktop
from tests.gui.settings.conftest import opened


def test_a_proxy_is_wrong_only_once_something_was_typed(qtbot: QtBot, fresh: Desktop) -> None:
    told: list[OssDropError] = []
    fresh.flow.request_failed.connect(told.append)
    card = opened(qtbot, fresh).program
    card.proxy.setCurrentIndex(card.proxy.findData("manual"))
    card.proxy_address.editingFinished.emit()  # left as it is
    note = card._fields["proxy_address"].note
    assert note.text() == "Until it is entered, the system's proxy is used."
    assert note.property("tone") != "bad"
    card.proxy_address.setText("no proxy ://")
    card.proxy_address.editingFinished.emit()
    assert note.property("tone") == "bad"
    with qtbot.waitSignal(fresh.flow.request_failed):
        fresh.choices.change(proxy_address="a b://")  # as a file may have it
    assert [one.code for one in told] == [ErrorCode.PROXY_INVALID]
