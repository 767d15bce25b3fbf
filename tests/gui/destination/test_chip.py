"""The line at the top is true: it names where the next file goes, and what it waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ossdrop.config.profile_id import ProfileId
from ossdrop.place import Place
from ossdrop.program.paths import default_env_file
from ossdrop_gui.app import Desktop
from ossdrop_gui.destination.chip import DestinationChip, Standing
from ossdrop_gui.words.languages import CHINESE, ENGLISH
from tests.conftest import BUCKET, KEY_ID
from tests.core.config.test_keyring import Backend
from tests.gui.conftest import close
from tests.gui.settings.conftest import opened, use_another

Drop = Callable[[QWidget, list[Path]], None]
SETTINGS = (
    "QWEN_TMP_OSS_BUCKET={bucket}\nQWEN_TMP_OSS_REGION=cn-shanghai\nQWEN_TMP_OSS_AK_ID={key_id}\n"
)


def write_settings(bucket: str, *more: str) -> None:
    path = default_env_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = SETTINGS.format(bucket=bucket, key_id=KEY_ID)
    path.write_text(text + "".join(f"{line}\n" for line in more))


def words(desktop: Desktop) -> str:
    return desktop.window.chip.accessibleName()


def test_settings_that_others_write_are_followed(
    qtbot: QtBot, qapp: QApplication, store: Backend
) -> None:
    secret = "QWEN_TMP_OSS_AK_SECRET=0123456789abcdef"
    write_settings("design-assets", secret)
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: "design-assets" in words(desktop))
    write_settings("other-assets", secret)
    qtbot.waitUntil(lambda: "other-assets" in words(desktop))
    close(desktop)


def test_settings_that_are_made_while_it_runs_are_found(
    qtbot: QtBot, fresh: Desktop, store: Backend
) -> None:
    assert words(fresh) == "Destination: No destination yet"
    write_settings("new-assets", "QWEN_TMP_OSS_AK_SECRET=0123456789abcdef")
    qtbot.waitUntil(lambda: "new-assets" in words(fresh))


def test_it_names_the_bucket_while_the_password_store_asks(
    qtbot: QtBot, qapp: QApplication, store: Backend
) -> None:
    store.gate = threading.Event()
    write_settings("design-assets")
    desktop = Desktop(qapp, practice=False, files=[])
    try:
        qtbot.waitUntil(lambda: "design-assets" in words(desktop))
        qtbot.waitUntil(lambda: desktop.window.chip.standing is Standing.LOCKED)
        assert "waiting for the password store" in words(desktop)
    finally:
        store.gate.set()
        close(desktop)


def test_it_speaks_the_language_of_the_window(
    qtbot: QtBot, qapp: QApplication, store: Backend
) -> None:
    write_settings("design-assets", "QWEN_TMP_OSS_AK_SECRET=0123456789abcdef")
    desktop = Desktop(qapp, practice=False, files=[], language=ENGLISH)
    qtbot.waitUntil(lambda: "China (Shanghai)" in words(desktop))
    desktop.show_as(CHINESE, "light")
    qtbot.waitUntil(lambda: "上海" in words(desktop))
    close(desktop)


def test_what_worked_is_not_called_failing(
    qtbot: QtBot, desktop: Desktop, make_file: Callable[..., Path], drop: Drop
) -> None:
    drop(desktop.window, [make_file()])
    chip = desktop.window.chip
    qtbot.waitUntil(lambda: chip.standing is Standing.READY)
    drop(desktop.window, [make_file("b.txt")])
    qtbot.waitUntil(lambda: "1 link copied." in desktop.window.toast.text)
    assert chip.standing is Standing.READY


def test_of_several_destinations_the_one_that_got_files_is_told(
    qtbot: QtBot, desktop: Desktop, drop: Drop, make_file: Callable[..., Path]
) -> None:
    """One that was pasted into the wrong customer's bucket gave "1 link copied.", as ever."""
    window = desktop.window
    drop(window, [make_file()])
    qtbot.waitUntil(lambda: window.toast.text == "1 link copied.")
    window.chip.show_names({ProfileId("profile-7"): "Red"})
    drop(window, [make_file("b.txt")])
    qtbot.waitUntil(lambda: window.toast.text == f"1 link copied. Destination: {BUCKET}.")


def test_a_drag_says_what_somebody_called_the_destination(desktop: Desktop) -> None:
    """It named the bucket, while the line at the top, with its name, was covered."""
    window = desktop.window
    window.chip.show_names({window.chip.place.profile: "Blue Tea"})
    window.show_drag(1)
    assert window._veil._place == "Blue Tea"


def test_a_long_name_leaves_room_for_how_it_stands(qtbot: QtBot) -> None:
    chip = DestinationChip()
    qtbot.addWidget(chip)
    profile = ProfileId("profile-0123456789abcdef")
    chip.show_names({profile: "The pictures of our autumn campaign in all sizes"})
    chip.show_place(Place(profile, "autumn-campaign-2026", "cn-hangzhou"))
    chip.show_standing(Standing.FAILING)
    name, second = chip._fitting(400)
    assert second == "cannot upload"
    assert name.startswith("The pictures")
    assert name.endswith("…")
    name, second = chip._fitting(2000)
    assert name == "The pictures of our autumn campaign in all sizes"
    assert "Hangzhou" in second


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Standing.OFFLINE, Standing.OFFLINE),
        (Standing.READY, Standing.READY),
        (Standing.FAILING, Standing.UNPROVEN),
    ],
)
def test_another_model_brings_no_network(qtbot: QtBot, before: Standing, after: Standing) -> None:
    """Files waited for the network, and the line at the top was green after another model."""
    chip = DestinationChip()
    qtbot.addWidget(chip)
    profile = ProfileId("profile-0123456789abcdef")
    chip.show_place(Place(profile, model="qwen3.6-plus"))
    chip.show_standing(before)
    chip.show_place(Place(profile, model="qwen-vl-max"))
    assert chip.standing is after
    chip.show_place(Place(profile, "a-bucket"))
    assert chip.standing is Standing.UNPROVEN


@pytest.mark.usefixtures("store")
def test_a_new_destination_is_empty_and_ticked_also_after_a_restart(
    qtbot: QtBot, qapp: QApplication
) -> None:
    write_settings("design-assets", "QWEN_TMP_OSS_AK_SECRET=0123456789abcdef")
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: "design-assets" in words(desktop))
    page = opened(qtbot, desktop)
    assert page.form.bucket.text() == "design-assets"
    use_another(desktop, "Team")
    qtbot.waitUntil(lambda: page.view is not None and page.view.profile.name == "Team")
    assert page.form.bucket.text() == ""
    qtbot.waitUntil(lambda: words(desktop) == "Destination: Team, Not set up yet")
    assert ticked(desktop) == "Team"
    close(desktop)
    again = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: ticked(again) == "Team")
    close(again)


def ticked(desktop: Desktop) -> str:
    if desktop.core is None:
        return ""
    menu = desktop.window.profile_menu
    menu.aboutToShow.emit()
    return next((one.text() for one in menu.actions() if one.isChecked()), "")


def test_a_destination_is_called_what_somebody_called_it(
    qtbot: QtBot, qapp: QApplication, store: Backend
) -> None:
    write_settings("my-assets")
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: "my-assets" in words(desktop))
    assert words(desktop).startswith("Destination: my-assets, China (Shanghai)")
    desktop.window.profile_menu.profile_renamed.emit("default", "Campaign")
    qtbot.waitUntil(lambda: "Campaign" in words(desktop))
    assert words(desktop).startswith("Destination: Campaign, my-assets · China (Shanghai)")
    close(desktop)
    again = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: "Campaign" in words(again))
    close(again)


def test_a_screen_reader_hears_chinese_pauses(qtbot: QtBot) -> None:
    """A comma of English stood between Chinese words."""
    before = QLocale()
    QLocale.setDefault(QLocale("zh_CN"))
    try:
        chip = DestinationChip()
        qtbot.addWidget(chip)
        chip.show_place(Place(ProfileId("mine"), "design-assets", "cn-hangzhou"))
        assert ", " not in chip.accessibleName()
        assert "，" in chip.accessibleName()
    finally:
        QLocale.setDefault(before)
