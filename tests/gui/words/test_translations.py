"""Every sentence is there in both languages, with its placeholders."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ossdrop.config.admin_note import Line
from ossdrop.doctor.sentences import Sentence, key_of
from ossdrop.errors import CATALOGUE, UNKNOWN_NAME, ErrorCode, OssDropError
from ossdrop_gui.desktop import file_dialogs
from ossdrop_gui.words.error_text import cause_text
from ossdrop_gui.words.languages import CHINESE, ENGLISH, Languages
from ossdrop_gui.words.wording import catalogue_text

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "assets" / "translations"
FILES = sorted(FOLDER.glob("*.ts"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_untranslated_or_lacks_a_placeholder(path: Path) -> None:
    messages = list(ElementTree.parse(path).iter("message"))
    assert messages
    for message in messages:
        source = message.findtext("source") or ""
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"{source!r} is {translation.get('type')}"
        forms = [form.text or "" for form in translation] or [translation.text or ""]
        for form in forms:
            assert form, source
            english = message.findtext("extracomment") or source  # the catalogue's have keys
            assert set(re.findall(r"%\w", form)) == set(re.findall(r"%\w", english)), form


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_context_is_one_that_is_asked_for(path: Path) -> None:
    """What `window.tr()` says of another object is kept under a name that no object has."""
    names = [one.findtext("name") or "" for one in ElementTree.parse(path).iter("context")]
    assert not [name for name in names if not name.isidentifier()]


def test_the_dialog_for_files_speaks_as_the_window_does(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of its words are other ones than Qt's translation knows."""
    languages, parent = Languages(qapp), QWidget()
    qtbot.addWidget(parent)
    languages.use(CHINESE)
    monkeypatch.setattr(file_dialogs, "_open", lambda *_: None)
    file_dialogs.ask_for_folder(parent, "要监视的文件夹", lambda _: None)
    dialog = parent.findChild(QFileDialog)
    labels = [label.text() for label in dialog.findChildren(QLabel)] if dialog is not None else []
    languages.use(ENGLISH)
    assert len(labels) >= 3
    assert not [text for text in labels if re.search("[a-z]{2}", text)]


def test_the_files_are_up_to_date_with_the_code(tmp_path: Path) -> None:
    for name in ("core", "gui", "tools", "assets"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    subprocess.run([sys.executable, "tools/translations.py"], cwd=tmp_path, check=True, timeout=60)
    for path in sorted(FOLDER.iterdir()):
        fresh = tmp_path / "assets" / "translations" / path.name
        assert fresh.read_bytes() == path.read_bytes(), f"run `make translations`: {path.name}"


def test_the_language_is_switched_while_running(qapp: QApplication) -> None:
    languages = Languages(qapp)
    languages.use(CHINESE)
    chinese = QCoreApplication.translate("HistoryModel", "Copy link")
    count = QCoreApplication.translate("FlowMessages", "%Ln links copied.", None, 3)
    languages.use(ENGLISH)
    assert (chinese, count) == ("复制链接", "已复制 3 个链接。")
    assert (
        QCoreApplication.translate("FlowMessages", "%Ln links copied.", None, 1) == "1 link copied."
    )
    assert QLocale().language() != QLocale.Language.Chinese


def test_every_sentence_of_the_catalogue_is_in_chinese(qapp: QApplication) -> None:
    languages = Languages(qapp)
    languages.use(CHINESE)
    keys = [key for code, one in CATALOGUE.items() for key in one.sentences_of(code)]
    for key in (*keys, *(key_of(s) for s in Sentence if s.value), *(line.key for line in Line)):
        assert re.search("[\u4e00-\u9fff：]", catalogue_text(key, "")), key
    languages.use(ENGLISH)
    assert catalogue_text(keys[0], "As the core says it.") == "As the core says it."


def test_an_error_is_found_by_its_code_and_hint_whatever_its_english_is(qapp: QApplication) -> None:
    languages = Languages(qapp)
    languages.use(CHINESE)
    plain = OssDropError(ErrorCode.NETWORK_UNREACHABLE)
    named = OssDropError(ErrorCode.NETWORK_UNREACHABLE, hint=UNKNOWN_NAME)
    assert cause_text(plain) != cause_text(named)
    assert re.search("[\u4e00-\u9fff]", cause_text(named))
    assert cause_text(OssDropError(plain.code, hint="no hint of this code")) == cause_text(plain)
    languages.use(ENGLISH)


def test_no_sentence_of_the_window_was_overlooked() -> None:
    """lupdate leaves out, without a word, what it cannot parse: a call among the arguments."""
    tree = ElementTree.parse(FOLDER / "ossdrop_zh_CN.ts")
    known = {message.findtext("source") for message in tree.iter("message")}
    for path in sorted((ROOT / "gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = {"tr": 0, "translate": 1}.get(name)
            if place is None or len(node.args) <= place:
                continue
            sentence = node.args[place]
            if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str):
                assert sentence.value in known, f"{path.name}: {sentence.value}"


def test_days_have_their_names_in_the_language_that_was_chosen() -> None:
    program = (
        "from datetime import date\n"
        "from PySide6.QtCore import QCoreApplication, QDate, QLocale\n"
        "from ossdrop_gui.words.languages import Languages\n"
        "Languages(QCoreApplication([])).use('zh_CN')\n"
        "print(QLocale().toString(QDate(2026, 11, 30), 'dddd').encode())"
    )
    variables = os.environ | {"LANG": "zh_CN.UTF-8", "LC_TIME": "C"}
    variables.pop("LC_ALL", None)
    told = subprocess.run(
        [sys.executable, "-c", program], env=variables, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str("星期一".encode())


def test_what_is_too_large_says_how_large_it_may_be(qapp: QApplication) -> None:
    """Only the details said so, in English."""
    error = OssDropError(ErrorCode.FILE_TOO_LARGE, "over 100 MiB", hint="100")
    assert cause_text(error) == "The file is too large: at most 100 MB can be stored here."
    assert cause_text(OssDropError(ErrorCode.FILE_TOO_LARGE)) != cause_text(error)
