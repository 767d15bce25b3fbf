"""A row is asked about and handed over; results of a batch and links to results are taken in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ossdrop import upload_file
from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.config.profiles import Kind
from ossdrop.history.entry import HistoryEntry
from ossdrop.network import sessions
from ossdrop.practice.server import PracticeServer
from ossdrop_gui.app import Desktop
from ossdrop_gui.asking.ask_sheet import AskSheet
from ossdrop_gui.asking.handover_sheet import HandoverSheet
from ossdrop_gui.asking.results_sheet import ResultsSheet
from ossdrop_gui.history.menu import RowMenu
from ossdrop_gui.settings.page import Part
from tests.conftest import API_KEY, REGION
from tests.gui.conftest import choosing

Drop = Callable[[QWidget, list[Path]], None]
ANSWER = {"choices": [{"message": {"content": "=a cup\nof tea"}}], "usage": {"total_tokens": 7}}


@pytest.fixture
def entry(
    qtbot: QtBot,
    desktop: Desktop,
    drop: Drop,
    tmp_path: Path,
    practice: PracticeServer,
    monkeypatch: pytest.MonkeyPatch,
) -> HistoryEntry:
    monkeypatch.setenv("DASHSCOPE_API_KEY", API_KEY)
    monkeypatch.setenv("QWEN_BASE_URL", practice.base_url)
    practice.service.dashscope.models = None
    Image.new("RGB", (64, 32)).save(tmp_path / "猫.png")
    drop(desktop.window, [tmp_path / "猫.png"])
    model = desktop.window.history._model
    qtbot.waitUntil(lambda: model.rowCount() == 1 and model.entry(0) is not None)
    found = model.entry(0)
    assert found is not None
    return found


def asking(qtbot: QtBot, desktop: Desktop, entry: HistoryEntry) -> AskSheet:
    desktop.window.history.ask_asked.emit([entry])
    sheet = desktop._desk.sheet
    assert isinstance(sheet, AskSheet)
    return sheet


def test_an_answer_comes_with_its_tokens_and_nothing_is_asked_by_itself(
    qtbot: QtBot, desktop: Desktop, entry: HistoryEntry, practice: PracticeServer
) -> None:
    sheet = asking(qtbot, desktop, entry)
    assert not [one for one in practice.service.requests if one.method == "POST"]
    sheet.question.setText("这是什么？")
    sheet.button.click()
    qtbot.waitUntil(lambda: "tokens given" in sheet.state.text())
    assert "PNG, 64 × 32 pixels" in sheet.answer.toPlainText()
    answer = sheet.answer.toPlainText()
    assert answer.endswith("这是什么？")
    sheet.copy.click()
    assert QGuiApplication.clipboard().text() == answer
    sheet.reject()
    again = asking(qtbot, desktop, entry)  # by a slip of Escape, and it has cost tokens
    assert (again.question.text(), again.answer.toPlainText()) == ("这是什么？", answer)
    again.question.setText("another, never asked")
    again.reject()
    last = asking(qtbot, desktop, entry)
    assert (last.question.text(), last.answer.toPlainText()) == ("这是什么？", answer)
    last.reject()


def test_what_goes_wrong_is_said_in_the_sheet(
    qtbot: QtBot, desktop: Desktop, entry: HistoryEntry, practice: PracticeServer
) -> None:
    sheet = asking(qtbot, desktop, entry)
    sheet.model.setCurrentText("qwen-vl-max")
    assert "Retired since" in sheet._takes.text()
    sheet.button.click()
    qtbot.waitUntil(lambda: "no model with this name" in sheet.state.text())
    practice.faults.clock_offset_s = 10**6
    sheet.model.setCurrentText("qwen3.6-plus")
    sheet.button.click()
    qtbot.waitUntil(lambda: "could not open the link" in sheet.state.text())
    sheet.reject()


def test_it_can_be_stopped(
    qtbot: QtBot, desktop: Desktop, entry: HistoryEntry, practice: PracticeServer
) -> None:
    practice.faults.latency_s = 60
    sheet = asking(qtbot, desktop, entry)
    sheet.button.click()
    qtbot.waitUntil(lambda: practice.service.waiting_requests > 0)
    assert sheet.button.text() == "Stop"
    sheet.button.click()
    assert sheet.button.text() == "Ask"
    assert not sheet.answer.toPlainText()
    practice.faults.latency_s = 0
    sheet.button.click()  # at once again: the end of the one before is not that of this one
    qtbot.waitUntil(lambda: "tokens given" in sheet.state.text())
    sheet.reject()


def test_what_fails_after_a_sheet_was_closed_is_still_said(
    qtbot: QtBot, desktop: Desktop, entry: HistoryEntry, tmp_path: Path
) -> None:
    asking(qtbot, desktop, entry).reject()
    with qtbot.waitSignal(desktop._desk.problem_met):
        desktop._desk._flow.write_table([], tmp_path / "none" / "table.csv")


def test_a_request_is_shown_masked_and_copied_whole(
    qtbot: QtBot, desktop: Desktop, entry: HistoryEntry
) -> None:
    desktop.window.history.handover_asked.emit([entry])
    sheet = desktop._desk.sheet
    assert isinstance(sheet, HandoverSheet)
    qtbot.waitUntil(sheet.button.isEnabled)
    for number in range(4):
        sheet.forms.choose(number)
        sheet.forms.chosen.emit(number)
        assert "x-oss-signature" not in sheet.text.toPlainText(), number
    sheet.forms.choose(2)
    sheet.forms.chosen.emit(2)
    sheet.question.setText("What?")
    sheet.button.click()
    body = json.loads(QGuiApplication.clipboard().text())
    parts = body["messages"][0]["content"]
    assert "x-oss-signature" in parts[0]["image_url"]["url"]
    assert parts[1]["text"] == "What?"
    assert API_KEY not in QGuiApplication.clipboard().text()


def test_the_menu_has_at_most_six_formats_and_the_last_one_first(
    qtbot: QtBot, desktop: Desktop, entry: HistoryEntry
) -> None:
    flow = desktop.history_flow
    assert len(flow.copy_styles) <= 6
    flow.copy_as([entry], flow.copy_styles[3])
    qtbot.waitUntil(lambda: "\t" in QGuiApplication.clipboard().text())
    assert flow.copy_styles[0].value == "table"
    menu = RowMenu(desktop.window, flow, [entry], lambda _: None)
    texts = [action.text() for action in menu.actions()]
    assert "Ask a model…" in texts
    assert "Hand over…" in texts
    menu.deleteLater()


def test_a_results_file_becomes_a_table(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "results.jsonl"
    lines = (
        {"custom_id": "b.png", "response": {"body": ANSWER}},
        {"custom_id": "a.png", "error": {"message": "too large"}},
    )
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    drop(desktop.window, [path])
    qtbot.waitUntil(lambda: desktop.window.findChild(ResultsSheet) is not None)
    sheet = desktop.window.findChild(ResultsSheet)
    assert isinstance(sheet, ResultsSheet)
    shown = [sheet.table.item(row, 1).text() for row in range(2)]  # type: ignore[union-attr]
    assert shown == ["None: too large", "=a cup\nof tea"]
    saved = tmp_path / "answers.csv"
    choosing(monkeypatch, saved)
    sheet.button.click()
    qtbot.waitUntil(saved.exists)
    qtbot.waitUntil(lambda: "'=a cup" in saved.read_text(encoding="utf-8-sig"))
    sheet.reject()


def test_a_results_file_of_a_second_start_becomes_a_table_too(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    """Opened with OssDrop in a file manager it was sent into the bucket."""
    path = tmp_path / "results.jsonl"
    path.write_text(json.dumps({"custom_id": "b.png", "response": {"body": ANSWER}}) + "\n")
    desktop.take_over([path], False)
    qtbot.waitUntil(lambda: desktop.window.findChild(ResultsSheet) is not None)
    assert desktop.window.transfers.model.rowCount() == 0
    sheet = desktop.window.findChild(ResultsSheet)
    assert isinstance(sheet, ResultsSheet)
    sheet.reject()


def test_what_only_has_the_name_of_results_has_its_row(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    """It was lost, with a word about virus scanners."""
    desktop.take_over([tmp_path / "gone.jsonl"], False)
    model = desktop.window.transfers.model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "folder.jsonl" / "a.txt").write_text("a")
    desktop.take_over([tmp_path / "folder.jsonl"], False)
    qtbot.waitUntil(lambda: desktop.window.history._model.rowCount() == 1)


def test_another_file_of_lines_is_sent_like_any(
    qtbot: QtBot, desktop: Desktop, drop: Drop, tmp_path: Path
) -> None:
    (tmp_path / "data.jsonl").write_text('{"a": 1}\n')
    drop(desktop.window, [tmp_path / "data.jsonl"])
    qtbot.waitUntil(lambda: desktop.window.history._model.rowCount() == 1)


def test_links_in_a_text_are_stored_where_that_is_wanted(
    qtbot: QtBot,
    desktop: Desktop,
    variables: dict[str, str],
    practice: PracticeServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "made.png")
    practice.service.store.create_bucket("results-of-models", REGION)
    elsewhere = variables | {"QWEN_TMP_OSS_BUCKET": "results-of-models"}
    link = str(upload_file(tmp_path / "made.png", settings=elsewhere))
    desktop.window.text_given.emit(f"here it is: {link}")
    qtbot.waitUntil(lambda: "1 link" in desktop.window.toast.text)
    assert desktop.window.history._model.rowCount() == 0
    with qtbot.waitSignal(desktop.flow.request_failed):  # a text leads into no private network
        desktop.flow.keep_results([link])
    monkeypatch.setattr(sessions, "_is_public", lambda host: True)  # as a real bucket is
    desktop.flow.keep_results([link])
    model = desktop.window.history._model
    qtbot.waitUntil(lambda: model.rowCount() >= 1 and model.entry(0) is not None)
    qtbot.waitUntil(lambda: any(e.origin for e in rows(desktop)))
    (kept,) = [e for e in rows(desktop) if e.origin]
    assert kept.origin.startswith(link.partition("?")[0])
    assert "signature" not in kept.origin


def rows(desktop: Desktop) -> list[HistoryEntry]:
    assert desktop.core is not None
    store = desktop.core.history
    return list(store.entries(store.ids()).values())


def test_rows_become_a_batch_file(
    qtbot: QtBot,
    desktop: Desktop,
    entry: HistoryEntry,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved = tmp_path / "my.jsonl"
    choosing(monkeypatch, saved)
    desktop.window.history.handover_asked.emit([entry, entry])
    sheet = desktop._desk.sheet
    assert isinstance(sheet, HandoverSheet)
    qtbot.waitUntil(sheet.button.isEnabled)
    sheet.forms.choose(4)
    sheet.forms.chosen.emit(4)
    assert "for 2 files" in sheet.text.toPlainText()
    sheet.button.click()
    qtbot.waitUntil(saved.exists)
    lines = [json.loads(line) for line in saved.read_text(encoding="utf-8").splitlines()]
    assert [line["custom_id"] for line in lines] == ["猫.png", "猫.png (2)"]
    url = lines[0]["body"]["messages"][0]["content"][0]["image_url"]["url"]
    assert "x-oss-expires=604800" in url


def test_a_link_that_is_dropped_is_offered_to_be_kept(qtbot: QtBot, desktop: Desktop) -> None:
    data = QMimeData()
    data.setText("https://example.com/made.mp4?x-oss-signature=1")
    assert desktop.window.take(data)
    qtbot.waitUntil(lambda: "1 link" in desktop.window.toast.text)


def test_more_pictures_than_a_model_takes_at_once(
    qtbot: QtBot, desktop: Desktop, entry: HistoryEntry
) -> None:
    desktop.window.history.ask_asked.emit([entry] * 4)
    sheet = desktop._desk.sheet
    assert isinstance(sheet, AskSheet)
    sheet.model.setCurrentText("qwen-image-edit")
    sheet.button.click()
    qtbot.waitUntil(lambda: "up to 3 pictures at once: these are 4" in sheet.state.text())
    sheet.reject()


def test_a_missing_api_key_leads_to_its_field_and_files_go_where_they_went(
    qtbot: QtBot, desktop: Desktop, entry: HistoryEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error named the settings, where a bucket had no such field."""
    monkeypatch.delenv("DASHSCOPE_API_KEY")
    sheet = asking(qtbot, desktop, entry)
    assert sheet.enter_key.isHidden()
    sheet.button.click()
    qtbot.waitUntil(lambda: not sheet.enter_key.isHidden())
    question = sheet.question.text()
    assert question
    sheet.enter_key.click()
    page = desktop.page
    assert page is not None
    qtbot.waitUntil(lambda: page.view is not None and page.form.models.key.isVisible())
    assert page.form.kind is Kind.BUCKET
    assert page.part is Part.DESTINATION
    assert desktop._desk.sheet is None
    toast = desktop.window.toast
    page.flow.rename_profile(DEFAULT_PROFILE, "First")  # saves something else
    qtbot.waitUntil(lambda: "First" in desktop.window.chip.accessibleName())
    assert "question" not in toast.text
    page.form.models.key.setText(API_KEY)
    page.form.save.click()  # once the key is there, the question is not typed again
    qtbot.waitUntil(lambda: toast.text == "Your question is still there.")
    toast.buttons[0].click()
    again = desktop._desk.sheet
    assert isinstance(again, AskSheet)
    assert again.question.text() == question
    assert again.entries == [entry]
    again.reject()
