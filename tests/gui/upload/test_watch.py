"""A watched folder: asked about once, its new files sent, the clipboard left alone, and stopped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from ossdrop.config import policies
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake import watched_folder
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import default_env_file
from ossdrop.transfers.transfer import TransferState
from ossdrop_gui.app import Desktop
from ossdrop_gui.look.theme import Tone
from ossdrop_gui.settings.program_card import ProgramCard
from tests.conftest import BUCKET
from tests.gui.conftest import choosing, close
from tests.gui.settings.conftest import opened, use_another
from tests.gui.settings.test_verdict import write_settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "inbox"
    made.mkdir()
    (made / "old.txt").write_text("was there")
    monkeypatch.setattr(watched_folder, "REST_S", 0.0)
    choosing(monkeypatch, made)
    return made


def rows(desktop: Desktop) -> int:
    return desktop.window.history._model.rowCount()


def card_of(qtbot: QtBot, desktop: Desktop) -> ProgramCard:
    page = opened(qtbot, desktop)
    card = page.findChild(ProgramCard)
    assert isinstance(card, ProgramCard)
    return card


def watch(qtbot: QtBot, desktop: Desktop, folder: Path) -> None:
    card = card_of(qtbot, desktop)
    card.watch.click()
    qtbot.waitUntil(lambda: desktop.window.findChild(QMessageBox) is not None)
    box = desktop.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    said = box.text() + box.informativeText()
    for words in (folder.name, BUCKET, "not sent: 1.", "Anyone who gets a link"):
        assert words in said, said
    next(one for one in box.buttons() if one.text() == "Watch it").click()
    qtbot.waitUntil(lambda: desktop.choices.now.watched == str(folder))


def test_new_files_are_sent_and_the_clipboard_is_left_alone(
    qtbot: QtBot, desktop: Desktop, folder: Path
) -> None:
    QGuiApplication.clipboard().setText("mine")
    watch(qtbot, desktop, folder)
    assert "inbox" in desktop.window.chip.accessibleName()
    (folder / "猫 1.txt").write_text("new")
    qtbot.waitUntil(lambda: (desktop._watch.look(), rows(desktop) == 1)[1])
    assert QGuiApplication.clipboard().text() == "mine"
    desktop.choices.change(watched_copies=True)
    (folder / "b.txt").write_text("newer")
    qtbot.waitUntil(lambda: (desktop._watch.look(), rows(desktop) == 2)[1])
    qtbot.waitUntil(lambda: "_b.txt" in QGuiApplication.clipboard().text())


def test_what_looks_like_a_key_waits(qtbot: QtBot, desktop: Desktop, folder: Path) -> None:
    watch(qtbot, desktop, folder)
    (folder / "id_rsa").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\n")
    model = desktop.window.transfers._model
    qtbot.waitUntil(lambda: (desktop._watch.look(), bool(model.secret_ids))[1])
    assert model.ids(TransferState.PAUSED) == model.secret_ids
    assert rows(desktop) == 0


def test_it_ends_by_its_button_and_goes_on_at_the_next_start(
    qtbot: QtBot, qapp: QApplication, desktop: Desktop, folder: Path
) -> None:
    watch(qtbot, desktop, folder)
    (folder / "a.txt").write_text("a")
    qtbot.waitUntil(lambda: (desktop._watch.look(), rows(desktop) == 1)[1])
    qtbot.waitUntil(lambda: not desktop._watch._is_looking)
    again = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: BUCKET in again.window.chip.accessibleName())
    qtbot.waitUntil(lambda: "inbox" in again.window.chip.accessibleName())
    (folder / "b.txt").write_text("b")
    qtbot.waitUntil(lambda: (again._watch.look(), rows(again) == 2)[1])
    card = card_of(qtbot, again)
    card.watch.click()
    assert again.choices.now.watched == ""
    assert "inbox" not in again.window.chip.accessibleName()
    close(again)


def test_a_folder_that_is_gone_is_told_once(qtbot: QtBot, desktop: Desktop, folder: Path) -> None:
    watch(qtbot, desktop, folder)
    told: list[object] = []
    desktop._watch.failed.connect(told.append)
    folder.rename(folder.with_name("away"))
    qtbot.waitUntil(lambda: (desktop._watch.look(), bool(told))[1])
    for _ in range(5):
        desktop._watch.look()
        qtbot.waitUntil(lambda: not desktop._watch._is_looking)
    assert len(told) == 1
    chip = desktop.window.chip
    assert "cannot read inbox" in chip.accessibleName()
    note = card_of(qtbot, desktop)._fields["watched"].note
    assert "it cannot be read" in note.text()
    assert chip.tone is not Tone.GOOD
    folder.with_name("away").rename(folder)
    qtbot.waitUntil(lambda: (desktop._watch.look(), "watching" in chip.accessibleName())[1])
    assert "it cannot be read" not in note.text()


def test_that_it_sends_to_another_destination_is_said(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    write_settings(practice)
    qtbot.waitUntil(lambda: fresh.window.chip.place.bucket == BUCKET)
    opened(qtbot, fresh)
    fresh.choices.change(watched="/pictures/inbox")
    team = use_another(fresh, "Team")
    own = default_env_file()
    own.with_name(f"{team}.env").write_text(own.read_text())
    toast = fresh.window.toast
    qtbot.waitUntil(lambda: toast.text == "New files of “inbox” go to “Team” now.")


@pytest.mark.skipif(os.name == "nt", reason="Windows has policies in the registry")
def test_a_watch_that_an_administrator_switches_off_sends_nothing_more(
    qtbot: QtBot,
    desktop: Desktop,
    folder: Path,
    practice: PracticeServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watch(qtbot, desktop, folder)
    decided = folder.parent / "etc" / "policies.json"
    decided.parent.mkdir(mode=0o755)
    decided.write_text('{"off": ["watch"]}')
    decided.chmod(0o644)
    monkeypatch.setattr(policies, "policies_file", lambda: decided)
    monkeypatch.setattr(policies, "_ADMINISTRATOR", os.getuid())
    failures: list[OssDropError] = []
    desktop._watch.failed.connect(failures.append)
    (folder / "new.txt").write_text("new")
    qtbot.waitUntil(lambda: (desktop._watch.look(), bool(failures))[1])
    assert (failures[0].code, failures[0].hint) == (ErrorCode.NOT_ALLOWED_HERE, "watch")
    assert not any(request.status == 200 for request in practice.service.requests)
