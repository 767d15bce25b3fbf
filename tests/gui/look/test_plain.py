"""What others wrote is shown as they wrote it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop_gui.look.plain import PlainLabel, brief, on_button, plain_tip
from ossdrop_gui.notices.error_details import show_details

MARKUP = '<img src="file://elsewhere/share/x.png"> & <b>'


def test_a_label_shows_markup_as_it_is(qapp: QApplication) -> None:
    label = PlainLabel(MARKUP)
    assert label.text() == MARKUP
    assert label.sizeHint().width() > QLabel(MARKUP).sizeHint().width()


def test_a_tip_shows_markup_as_it_is() -> None:
    assert plain_tip("a & b") == "a & b"
    assert "<img" not in plain_tip(MARKUP)
    assert "&lt;img" in plain_tip(MARKUP)
    assert Text.mightBeRichText(plain_tip(MARKUP))


def test_what_a_service_answers_is_no_markup(qapp: QApplication) -> None:
    window = QWidget()
    show_details(window, OssDropError(ErrorCode.SERVICE_FAILED, MARKUP), "Details")
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    labels = [label for label in box.findChildren(QLabel) if label.text()]
    assert any("img" in label.text() for label in labels)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_a_long_name_is_cut_in_its_middle_by_how_wide_it_is() -> None:
    assert brief("design-assets-2026") == "design-assets-2026"
    assert brief("A&B 联名项目组（华东大区 2026 年度品牌市场部）") == "A&B 联名项目…品牌市场部）"
    assert on_button("A&B") == "A&&B"
