"""Every way a setup can be wrong, provoked, as the window says it: in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ossdrop.doctor.check import Check, Status
from ossdrop.errors import CATALOGUE, ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.remedies import Fix, FixKind
from ossdrop.sentences import Words
from ossdrop_gui.app import Desktop
from ossdrop_gui.settings.check_card import CheckCard, CheckRow
from ossdrop_gui.words.error_text import words_text
from ossdrop_gui.words.fix_text import fix_text
from ossdrop_gui.words.languages import CHINESE, ENGLISH, Languages
from tests.conftest import API_KEY
from tests.core.doctor.test_doctor import FAULTS, SERVICE, SETTINGS, examine
from tests.gui.settings.conftest import opened

_CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp)
    yield made
    made.use(ENGLISH)


def wrong_settings(changes: dict[str, str], practice: PracticeServer) -> dict[str, str]:
    return changes


def wrong_service(
    break_it: Callable[[PracticeServer], object], practice: PracticeServer
) -> dict[str, str]:
    break_it(practice)
    return {}


def wrong_network(faults: dict[str, object], practice: PracticeServer) -> dict[str, str]:
    for name, value in faults.items():
        setattr(practice.faults, name, value)
    return {}


CASES = [
    *((partial(wrong_settings, changes), code) for changes, code in SETTINGS),
    *((partial(wrong_service, break_it), code) for break_it, _, code, _ in SERVICE),
    *((partial(wrong_network, faults), code) for faults, _, code in FAULTS),
]


@pytest.mark.parametrize(
    ("break_it", "code"), CASES, ids=[f"{n}-{code.value}" for n, (_, code) in enumerate(CASES)]
)
def test_what_is_wrong_is_said_with_its_remedy_in_both_languages(
    languages: Languages,
    practice: PracticeServer,
    variables: dict[str, str],
    break_it: Callable[[PracticeServer], dict[str, str]],
    code: ErrorCode,
) -> None:
    checks = list(examine(variables | break_it(practice)).values())
    red = next(check for check in checks if check.status is Status.FAIL)
    languages.use(ENGLISH)
    assert words_text(red.title) == CATALOGUE[code].cause
    assert words_text(red.remedy) == CATALOGUE[code].remedy
    card = CheckCard()
    card.begin()
    for check in checks:
        card.show_check(check)
    card.end(Status.FAIL)
    english = [said(row) for row in card.rows]
    languages.use(CHINESE)
    for row in card.rows:
        row.retranslate()
    chinese = [said(row) for row in card.rows]
    for check, in_english, in_chinese in zip(checks, english, chinese, strict=True):
        assert not re.search(r"%\d|%n", in_english + in_chinese), check.id
        assert not _CHINESE.search(without_names(in_english)), in_english
        assert _CHINESE.search(in_chinese), in_chinese
        assert words_text(check.title) in in_chinese
    card.deleteLater()


def said(row: CheckRow) -> str:
    """What a screen reader says of a row, and its button's text."""
    fix = row.fix_button.text() if row.fix_button is not None else ""
    assert bool(fix) == (row.check.fix is not None)
    return f"{row.accessibleName()} [{fix}]" if fix else row.accessibleName()


def without_names(text: str) -> str:
    """Regions are named in both languages at once."""
    return re.sub(r"\[Use .*\]", "", text)


def test_every_remedy_has_its_button_in_both_languages(languages: Languages) -> None:
    for kind in FixKind:
        languages.use(ENGLISH)
        english = fix_text(Fix(kind, "cn-shanghai"))
        languages.use(CHINESE)
        chinese = fix_text(Fix(kind, "cn-shanghai"))
        assert english != chinese
        assert _CHINESE.search(chinese)


def test_details_are_redacted_and_copied_with_the_request_id(languages: Languages) -> None:
    languages.use(ENGLISH)
    detail = "https://b.oss-cn-beijing.aliyuncs.com/k?x-oss-signature=0123canary"
    code = ErrorCode.SERVICE_FAILED
    check = Check("storage.put", Status.FAIL, *_words(code), detail, None, code, "65AB12")
    row = CheckRow(check)
    row._on_copy_clicked()
    text = QApplication.clipboard().text()
    assert "Request ID: 65AB12" in text
    assert "canary" not in text
    row.deleteLater()


def _words(code: ErrorCode) -> tuple[Words, Words]:
    error = OssDropError(code)
    cause = Words(CATALOGUE[code].cause, key=error.cause_key)
    return cause, Words(CATALOGUE[code].remedy, key=error.remedy_key)


def test_a_model_is_asked_by_its_own_button_only(
    qtbot: QtBot, desktop: Desktop, practice: PracticeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHSCOPE_API_KEY", API_KEY)
    monkeypatch.setenv("QWEN_BASE_URL", practice.base_url)
    practice.service.dashscope.models = None
    page = opened(qtbot, desktop)
    page.check.button.click()
    qtbot.waitUntil(lambda: page.check.button.text() == "Check again")
    assert "model.sees" not in {row.check.id for row in page.check.rows}
    page.check.ask.click()
    qtbot.waitUntil(lambda: "model.sees" in {row.check.id for row in page.check.rows})
    row = next(row for row in page.check.rows if row.check.id == "model.sees")
    assert row.check.status is Status.OK


def test_a_check_that_takes_the_place_of_another_leaves_nothing_behind(qtbot: QtBot) -> None:
    """Widgets without a parent would live on, and be dressed anew with every look."""
    card = CheckCard()
    qtbot.addWidget(card)
    before = len(QApplication.topLevelWidgets())
    for _ in range(3):
        card.begin()
        for number in range(5):
            card.show_check(Check(f"settings.{number}", Status.OK, Words("Good.")))
        card.end(None)
    assert len(QApplication.topLevelWidgets()) == before
