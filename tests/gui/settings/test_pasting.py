"""What IT sent, pasted or dropped: shown with what was read of it, completed, kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
)
from pytestqt.qtbot import QtBot

from ossdrop.config.profiles import Kind
from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import default_env_file
from ossdrop.redaction import mask_id
from ossdrop_gui.app import Desktop
from ossdrop_gui.look.icons import SignLabel
from ossdrop_gui.main_window import Setup
from ossdrop_gui.settings.page import Part
from ossdrop_gui.settings.verdict_card import Verdict
from tests.conftest import API_KEY, BUCKET, KEY_ID, KEY_SECRET, REGION
from tests.core.config.test_keyring import Backend
from tests.gui.conftest import close
from tests.gui.settings.conftest import opened, paste, use_another


def test_what_was_pasted_is_shown_with_what_is_missing(qtbot: QtBot, fresh: Desktop) -> None:
    fresh.window.setup_asked.emit(Setup.PASTE)
    page = opened(qtbot, fresh)
    paste(page, f"bucket: my-assets, AccessKey ID: {KEY_ID}")
    shown = page.paste.findChild(QTextEdit)
    assert isinstance(shown, QTextEdit)
    assert "my-assets" in shown.toPlainText()
    assert KEY_ID not in shown.toPlainText()
    buttons = {button.text(): button for button in page.paste.findChildren(QPushButton)}
    assert "Save and check" not in buttons  # one button does it, in the bar below, always in reach
    assert not page.form.save.isEnabled()
    buttons["Copy a question for IT"].click()
    assert "- AccessKey Secret" in QGuiApplication.clipboard().text()
    page.form.region.show_region("cn-beijing")
    page.form.keys.secret.setText(KEY_SECRET)
    assert page.form.save.isEnabled()
    assert buttons["Copy a question for IT"].isHidden()
    page.form.save.click()
    qtbot.waitUntil(lambda: default_env_file().exists())


def test_all_that_is_doubtful_is_told(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    paste(
        page,
        f"测试桶：my-tests\nAK：LTAI5tTestTestTestTest02\n生产桶：my-assets\nAK：{KEY_ID}\n地域：{REGION}",
    )
    assert page.form.bucket.text() == "my-assets"
    assert page.form.keys.key_id.text() == KEY_ID
    told = " ".join(label.text() for label in page.paste.findChildren(QLabel))
    assert "several AccessKeys" in told
    assert "several values for Bucket" in told


def test_a_whole_text_in_the_field_of_the_bucket_is_read_as_one(
    qtbot: QtBot, fresh: Desktop
) -> None:
    page = opened(qtbot, fresh)
    page.form.bucket.setText(
        f"QWEN_TMP_OSS_BUCKET=my-assets QWEN_TMP_OSS_REGION={REGION} QWEN_TMP_OSS_AK_ID={KEY_ID} "
        f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}"
    )
    assert page.form.bucket.text() == "my-assets"
    assert page.form.keys.secret.text() == KEY_SECRET
    assert page.form.region.region == REGION


def test_an_api_key_that_came_with_a_bucket_is_kept_too(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    paste(
        page,
        f"DASHSCOPE_API_KEY={API_KEY}\nQWEN_TMP_OSS_BUCKET=my-assets\n"
        f"QWEN_TMP_OSS_REGION={REGION}\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n"
        f"QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}\n",
    )
    page.form.save.click()
    qtbot.waitUntil(lambda: sorted(store.kept.values()) == sorted([API_KEY, KEY_SECRET]))


def test_a_temporary_key_says_how_long_it_works(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    ends = datetime.now(UTC) + timedelta(hours=1)
    paste(
        page,
        f"bucket: my-assets region: {REGION}\nAccessKeyId: STS.NUgYrLnoC37mZZCNnAbez\n"
        f"AccessKeySecret: {'a1' * 22}\n",
    )
    assert not page.form.save.isEnabled()  # without its token it is none
    paste(page, f"SecurityToken: {'t0' * 300}\nExpiration: {ends.isoformat()}")
    assert page.form.save.isEnabled()
    assert "works until" in page.form.keys.id_field.note.text()
    page.form.keys.key_id.setText("STS.AnotherAnotherAnother01")
    assert not page.form.save.isEnabled()  # the token belongs to the other one
    page.form.keys.key_id.setText("STS.NUgYrLnoC37mZZCNnAbez")
    page.form.save.click()
    qtbot.waitUntil(lambda: bool(page.view and page.view.ladder.used))
    assert page.view is not None
    used = page.view.ladder.used
    assert used is not None
    assert used.ends is not None
    assert abs((used.ends - ends).total_seconds()) < 1
    assert page.ladder.isVisible()

    def counted() -> str:
        texts = [label.text() for label in page.ladder.findChildren(QLabel)]
        return next(text for text in texts if "works until" in text)

    before = counted()
    assert before.endswith((" min left", " s left")) or before.count(":") >= 2
    page.ladder._tick.setInterval(1)
    fresh.window.show()
    used_soon = replace(used, ends=datetime.now(UTC) + timedelta(minutes=5, seconds=30))

    def counts_down() -> bool:  # whatever the settings are read anew meanwhile
        counting = page.ladder._counting
        page.ladder._counting = (counting[0], used_soon) if counting else None
        return counted().endswith("5 min left")

    qtbot.waitUntil(counts_down)


@pytest.mark.parametrize("name", [".env", "AccessKey.csv", "from it.txt"])
def test_a_file_with_settings_is_dropped_on_the_settings(
    qtbot: QtBot, fresh: Desktop, tmp_path: Path, name: str
) -> None:
    page = opened(qtbot, fresh)
    path = tmp_path / name
    path.write_text(f"\ufeffAccessKey ID,AccessKey Secret\n{KEY_ID},{KEY_SECRET}\n", "utf-8")
    drop(fresh, path)
    qtbot.waitUntil(lambda: page.form.keys.key_id.text() == KEY_ID)
    assert page.form.keys.secret.text() == KEY_SECRET
    other = tmp_path / "poem.txt"
    other.write_text("nothing of that kind")
    with qtbot.waitSignal(fresh.window.files_given):
        drop(fresh, other)


def drop(desktop: Desktop, path: Path) -> None:
    """As a file manager lets a file go over the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desktop.window.dropEvent(event)


def test_an_address_in_the_field_of_the_bucket_is_read_as_one(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    page.form.bucket.setText("my-assets.oss-cn-beijing.aliyuncs.com")
    assert page.form.bucket.text() == "my-assets"
    assert page.form.region.region == "cn-beijing"


INTERNAL = "oss-cn-shenzhen-internal.aliyuncs.com"


def test_an_internal_endpoint_stays_in_its_field(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    """It names its region too, and was taken for a whole text, for ever and ever."""
    page = opened(qtbot, fresh)
    paste(
        page,
        f"bucket: mkt-files\nendpoint: {INTERNAL}\nAccessKey ID: {KEY_ID}\n"
        f"AccessKey Secret: {KEY_SECRET}\n",
    )
    assert page.form.endpoint.text() == INTERNAL
    assert page.form.region.region == "cn-shenzhen"
    page.form.endpoint.clear()
    page.form.endpoint.insert(INTERNAL)
    assert page.form.endpoint.text() == INTERNAL
    page.form.save.click()
    qtbot.waitUntil(lambda: bool(page.view and page.view.settings["QWEN_TMP_OSS_ENDPOINT"].value))
    page.open()
    assert page.form.endpoint.text() == INTERNAL


def test_all_of_a_text_is_read_wherever_it_was_pasted(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    pair = f"QWEN_TMP_OSS_AK_ID={KEY_ID} QWEN_TMP_OSS_AK_SECRET={KEY_SECRET}"
    text = f"QWEN_TMP_OSS_BUCKET=my-assets {pair}"
    page.form.keys.key_id.insert(text)
    assert KEY_SECRET not in page.form.keys.key_id.text()
    assert page.form.bucket.text() == "my-assets"


def test_another_key_is_not_mixed_with_the_one_before(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    paste(page, f"AccessKeyId: STS.NUgYrLnoC37mZZCNnAbez\nAccessKeySecret: {'a1' * 22}\n")
    paste(page, f"AccessKey ID: {KEY_ID}, the secret comes by another way")
    assert page.form.keys.secret.text() == ""
    paste(
        page,
        f"QWEN_TMP_OSS_BUCKET=first-one\nQWEN_TMP_OSS_PREFIX=marketing\nQWEN_TMP_OSS_REGION={REGION}",
    )
    paste(page, f"QWEN_TMP_OSS_BUCKET=my-assets\nQWEN_TMP_OSS_REGION={REGION}")
    assert page.form.texts["QWEN_TMP_OSS_PREFIX"] == ""


def test_what_cannot_be_used_has_no_tick(qtbot: QtBot, fresh: Desktop, store: Backend) -> None:
    page = opened(qtbot, fresh)
    paste(
        page,
        f"QWEN_TMP_OSS_BUCKET=my-assets\nQWEN_TMP_OSS_REGION={REGION}\nQWEN_TMP_OSS_URL_EXPIRES=24h",
    )
    assert "cannot be used as it is: Links work for" in page.paste._still.text()
    assert page.form.texts["QWEN_TMP_OSS_URL_EXPIRES"] == "24h"
    assert page.form.fields["QWEN_TMP_OSS_URL_EXPIRES"].control.property("wrong") == "yes"
    over = datetime.now(UTC) - timedelta(days=1)
    paste(page, f"SecurityToken: {'t0' * 300}\nExpiration: {over.isoformat(timespec='seconds')}")
    assert "works no longer" in page.paste._still.text()


@pytest.mark.parametrize(
    ("typed", "unit", "seconds"),
    [
        ("24h", 2, "24h"),
        ("1.5", 2, "5400"),
        ("1e3", 0, "1000"),
        ("604801", 0, "604801"),
        ("0,5", 1, "30"),
    ],
)
def test_a_lifetime_is_what_was_typed(
    qtbot: QtBot, fresh: Desktop, store: Backend, typed: str, unit: int, seconds: str
) -> None:
    page = opened(qtbot, fresh)
    lifetime = page.form.lifetime
    lifetime.segments.choose(3)
    lifetime.segments.chosen.emit(3)
    lifetime._unit.setCurrentIndex(unit)
    lifetime._number.clear()
    qtbot.keyClicks(lifetime._number, typed)
    assert lifetime.text == seconds


def test_only_the_secret_is_asked_for_where_the_id_is_there(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:

    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_text(
        f"QWEN_TMP_OSS_BUCKET=my-assets\nQWEN_TMP_OSS_REGION={REGION}\nQWEN_TMP_OSS_AK_ID={KEY_ID}\n"
    )
    page = opened(qtbot, fresh)
    assert page.form.keys.key_id.placeholderText() == mask_id(KEY_ID)
    page.form.keys.secret.setText(KEY_SECRET)
    assert page.form.save.isEnabled()
    page.form.save.click()
    qtbot.waitUntil(lambda: list(store.kept.values()) == [KEY_SECRET])


def test_another_place_does_not_keep_the_address_of_this_one(qtbot: QtBot, fresh: Desktop) -> None:
    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_text(
        "QWEN_TMP_OSS_BUCKET=my-old\nQWEN_TMP_OSS_REGION=cn-beijing\n"
        "QWEN_TMP_OSS_ENDPOINT=https://files.example.com\n"
    )
    page = opened(qtbot, fresh)
    paste(page, "地域：cn-beijing")
    assert page.form.endpoint.text() == "https://files.example.com"
    page.form.endpoint.setText("https://typed.example.com")  # for the one that comes
    paste(page, "Bucket: my-new, 地域：cn-shanghai")
    assert page.form.endpoint.text() == "https://typed.example.com"
    page.form.endpoint.setText("https://files.example.com")
    paste(page, "Bucket: my-newer, 地域：cn-shanghai")
    assert page.form.endpoint.text() == ""


def test_a_fixed_key_is_not_covered_by_a_pasted_one(
    qtbot: QtBot, qapp: QApplication, store: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QWEN_TMP_OSS_AK_ID", "LTAI5tExportedExported01")
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    page = opened(qtbot, desktop)
    paste(page, f"AccessKey ID: {KEY_ID}\nAccessKey Secret: {KEY_SECRET}\nBucket: my-assets")
    assert page.form.bucket.text() == "my-assets"
    assert KEY_ID not in page.form.keys.key_id.text()
    assert page.form.keys.secret.text() == ""
    close(desktop)


def test_nor_by_one_whose_secret_comes_in_a_second_text(
    qtbot: QtBot, qapp: QApplication, store: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QWEN_TMP_OSS_AK_ID", "LTAI5tExportedExported01")
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    page = opened(qtbot, desktop)
    paste(page, f"AccessKey ID: {KEY_ID}\nBucket: my-assets")
    paste(page, f"AccessKey Secret: {KEY_SECRET}")
    assert page.form.keys.secret.text() == ""
    told = " ".join(label.text() for label in page.paste.findChildren(QLabel))
    assert "Not taken, since a variable of this computer decides it: AccessKey Secret." in told
    assert "saved with it: Bucket." in told
    close(desktop)


def test_a_request_for_it_is_copied(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    page.paste.show()
    words = "Nothing yet? Copy a request for IT"
    (button,) = (one for one in page.paste.findChildren(QPushButton) if one.text() == words)
    QGuiApplication.clipboard().clear()
    button.click()
    copied = QGuiApplication.clipboard().text()
    assert all(word in copied for word in ("bucket", "AccessKey ID and Secret", "oss:PutObject"))


def test_what_is_for_this_run_is_not_said_to_lie_in_a_file(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    page = opened(qtbot, fresh)
    paste(page, f"Bucket: my-assets\nRegion: cn-beijing\nID: {KEY_ID}\nSecret: {KEY_SECRET}")
    page.form.keys.choose_place(1)
    page.form.save.click()
    qtbot.waitUntil(lambda: page.file_menu.text() == "Until you quit")


def test_a_region_and_an_endpoint_of_another_one_get_no_ticks(qtbot: QtBot, fresh: Desktop) -> None:
    page = opened(qtbot, fresh)
    paste(page, "Bucket: my-assets\nRegion: cn-hangzhou\nEndpoint: oss-cn-shanghai.aliyuncs.com\n")
    told = " ".join(label.text() for label in page.paste.findChildren(QLabel))
    assert "name two places" in told

    def signs() -> list[object]:
        shown = [one for one in page.paste.findChildren(SignLabel) if not one.isHidden()]
        return [one.property("tone") for one in shown]

    qtbot.waitUntil(lambda: signs() == ["good", "bad", "bad"])  # Qt shows them in its turn
    field = page.form.fields["QWEN_TMP_OSS_ENDPOINT"]
    assert "another region" in field.note.text()
    page.form.region.show_region("cn-shanghai")
    assert "another region" not in field.note.text()


def test_ones_own_links_are_not_offered_to_be_stored(
    qtbot: QtBot, desktop: Desktop, practice: PracticeServer
) -> None:
    toast = desktop.window.toast
    own = "https://practice-bucket.oss-cn-hangzhou.aliyuncs.com/qwen-tmp/a.png?x-oss-signature=0"
    desktop.window.text_given.emit(own)
    qtbot.waitUntil(lambda: "in your bucket already" in toast.text)
    desktop.window.text_given.emit(f"{own} https://dashscope-result.example/b.png?Signature=0")
    qtbot.waitUntil(lambda: "Store what is behind" in toast.text)
    assert toast.text.startswith("The text has 1 link")


def test_links_of_another_destination_of_ones_own_are_not_offered_to_be_stored(
    qtbot: QtBot, fresh: Desktop
) -> None:
    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_text(f"QWEN_TMP_OSS_BUCKET={BUCKET}\nQWEN_TMP_OSS_REGION={REGION}\n")
    use_another(fresh, "Team", "QWEN_TMP_OSS_BUCKET=team-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n")
    qtbot.waitUntil(lambda: fresh.window.chip.place.bucket == "team-bucket")
    own = f"https://{BUCKET}.oss-cn-hangzhou.aliyuncs.com/qwen-tmp/a.png?x-oss-signature=0"
    fresh.window.text_given.emit(own)
    qtbot.waitUntil(lambda: "in your bucket already" in fresh.window.toast.text)


def test_what_is_typed_is_read_once_it_is_whole(qtbot: QtBot, fresh: Desktop) -> None:
    """After three letters the bucket was "alp", and the rest went into a switch."""
    page = opened(qtbot, fresh)
    box = page.paste.findChild(QPlainTextEdit)
    assert isinstance(box, QPlainTextEdit)
    box.setFocus()
    qtbot.keyClicks(box, "bucket: alpha-1")
    assert box.toPlainText() == "bucket: alpha-1"
    assert page.form.bucket.text() == ""
    qtbot.waitUntil(lambda: page.form.bucket.text() == "alpha-1")


def test_what_was_read_of_a_text_is_in_view_wherever_the_page_was_scrolled_to(
    qtbot: QtBot, fresh: Desktop
) -> None:
    fresh.window.resize(800, 600)
    page = opened(qtbot, fresh)
    paste(page, "bucket: alpha-1, region: cn-hangzhou")
    area = page._areas[Part.DESTINATION]
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(bar.maximum())
    assert page.paste.mapTo(area.viewport(), QPoint()).y() < 0
    page.take_text("bucket: beta-2, region: cn-beijing")
    qtbot.waitUntil(lambda: page.paste.mapTo(area.viewport(), QPoint()).y() >= 0)


@pytest.mark.parametrize("field", ["bucket", "box"])
def test_files_pasted_with_the_cursor_in_a_field_are_files(
    qtbot: QtBot, fresh: Desktop, tmp_path: Path, field: str
) -> None:
    """They became the text of the field: paths that nobody wants there."""
    page, given = opened(qtbot, fresh), []
    fresh.window.files_given.connect(given.append)
    page.form.begin(Kind.BUCKET)
    page.begin_paste()
    box = page.paste.findChild(QPlainTextEdit) if field == "box" else page.form.bucket
    assert isinstance(box, QPlainTextEdit | QLineEdit)
    (picture := tmp_path / "cat.png").write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    QGuiApplication.clipboard().setMimeData(data)
    fresh.window.activateWindow()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert given == [(picture,)]
    QGuiApplication.clipboard().setText("lab-bucket")  # a text is one
    qtbot.keyClick(page.form.bucket, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.form.bucket.text() == "lab-bucket"


@pytest.mark.parametrize("field", ["secret", "box"])
def test_a_picture_pasted_with_the_cursor_in_a_field_goes_nowhere(
    qtbot: QtBot, fresh: Desktop, field: str
) -> None:
    """Nothing happened, and nothing was said; a screenshot of the message may show the key."""
    page, given = opened(qtbot, fresh), []
    fresh.window.image_given.connect(given.append)
    page.form.begin(Kind.BUCKET)
    page.form.enter_key()
    page.begin_paste()
    box = page.paste.findChild(QPlainTextEdit) if field == "box" else page.form.keys.secret
    assert isinstance(box, QPlainTextEdit | QLineEdit)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    fresh.window.activateWindow()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert fresh.window.toast.text == "A picture cannot be read here: copy the text itself."
    assert not given


def test_an_api_key_is_tried_where_its_text_says(
    qtbot: QtBot, fresh: Desktop, practice: PracticeServer
) -> None:
    """The address was dropped, and the key went to another service."""
    page = opened(qtbot, fresh)
    paste(page, f"DASHSCOPE_API_KEY={API_KEY}\nQWEN_BASE_URL={practice.base_url}\n")
    assert page.form.models.service.texts["QWEN_BASE_URL"] == practice.base_url
    page.form.save.click()
    qtbot.waitUntil(lambda: page.verdict.verdict is Verdict.READY)


@pytest.mark.parametrize("address", ["", "QWEN_BASE_URL=https://dashscope-intl.aliyuncs.com\n"])
def test_lines_pasted_into_the_field_of_an_api_key_are_read(
    qtbot: QtBot, fresh: Desktop, address: str
) -> None:
    """It was "a character that does not belong there", with the right key in sight."""
    page = opened(qtbot, fresh)
    page.form.begin(Kind.TEMPORARY)
    key = page.form.models.key
    QGuiApplication.clipboard().setText(f"DASHSCOPE_API_KEY={API_KEY}\n{address}")
    fresh.window.activateWindow()
    key.setFocus()
    qtbot.keyClick(key, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: key.text() == API_KEY)
    wanted = address.partition("=")[2].strip()
    qtbot.waitUntil(lambda: page.form.models.service.texts["QWEN_BASE_URL"] == wanted)


def test_links_are_not_offered_to_be_stored_where_there_is_no_bucket(
    qtbot: QtBot, fresh: Desktop
) -> None:
    fresh.window.text_given.emit("https://dashscope-result.example/b.png?Signature=0")
    toast = fresh.window.toast
    qtbot.waitUntil(lambda: "needs a bucket of your own" in toast.text)
    assert not any("Store" in one.text() for one in toast.buttons)
