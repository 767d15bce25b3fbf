"""Draws ten ways through the program as strips of pictures: a real window, real files, a bucket.

`python tools/film.py [FOLDER]` on a screen (`xvfb-run -s "-screen 0 1600x1000x24" …` where there is
none) writes `film-zh.png` and `film-en.png`, into docs/pictures without FOLDER. Where a line of the
first language differs from the second in more than words, somebody should look.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import keyring.backend
from PIL import Image
from PySide6.QtCore import QEvent, QEventLoop, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QDragLeaveEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget

from ossdrop.history.store import HistoryStore
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from ossdrop.program.paths import data_folder, default_env_file
from ossdrop.program.preferences import DEFAULT_MODEL
from ossdrop_gui.app import Desktop
from ossdrop_gui.destination.chip import Standing
from ossdrop_gui.look.theme import SIZE_HEADING, SIZE_SMALL, font
from ossdrop_gui.main_window import Setup
from ossdrop_gui.rows.content import RowAction
from ossdrop_gui.settings.page import SettingsPage
from ossdrop_gui.words.languages import CHINESE, ENGLISH

ROOT = Path(__file__).resolve().parent.parent
_WINDOW, _FRAME = (860, 640), (430, 320)
_GAP, _EDGE, _HEAD = 16, 24, 40
_PATIENCE_MS = 20_000
_BUCKET, _REGION = "my-ai-assets", "cn-hangzhou"
_KEY = AccessKey("LTAI5tFilmFilmFilmFilm01", "film-secret-0123456789abcdefgh")
_WRONG = "wrong-secret-0123456789abcdefg"
_API_KEY = "sk-film-0123456789abcdef"


class _Store(keyring.backend.KeyringBackend):
    """A password store in memory, which can be locked."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[tuple[str, str], str] = {}
        self.is_open = threading.Event()
        self.is_open.set()

    def get_password(self, service: str, username: str) -> str | None:
        self.is_open.wait()
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._kept.pop((service, username), None)


@dataclass
class Reel:
    """One way: its window, its files, and the pictures that were taken."""

    desktop: Desktop
    server: PracticeServer
    files: Path
    store: _Store
    language: str
    frames: list[QPixmap] = field(default_factory=list)

    def wait(self, is_true: Callable[[], object]) -> None:
        """Let the program go on until something is so; raises TimeoutError."""
        loop, look = QEventLoop(), QTimer(interval=20)
        look.timeout.connect(lambda: loop.quit() if is_true() else None)
        look.start()
        end = QTimer(singleShot=True, interval=_PATIENCE_MS)
        end.timeout.connect(loop.quit)
        end.start()
        loop.exec()
        if not is_true():
            raise TimeoutError

    def pause(self, ms: int = 700) -> None:
        """Let what moves come to rest."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def shoot(self) -> None:
        """Take a picture of the window."""
        self.pause()
        self.frames.append(self.desktop.window.grab())

    def rows(self) -> int:
        """How many rows the history shows."""
        return self.desktop.window.history.list.model().rowCount()

    def pictures(self, count: int) -> list[Path]:
        """Pictures of the program, each with other bytes."""
        found = sorted((ROOT / "docs" / "pictures").glob("*.png"))
        made = []
        for number in range(count):
            path = self.files / f"{'主视觉' if number % 2 else 'banner'}-{number + 1:03}.png"
            with Image.open(found[number % len(found)]) as picture:
                shown = picture.convert("RGB").resize((240, 160 + number % 7))
                shown.putpixel((0, 0), (number % 256, number // 256, 0))
                shown.save(path)
            made.append(path)
        return made

    def settings_text(self, secret: str = _KEY.secret) -> str:
        """What IT sends."""
        return (
            f"Bucket: {_BUCKET}\n地域: {_REGION}\nQWEN_TMP_OSS_ENDPOINT={self.server.base_url}\n"
            f"AccessKey ID: {_KEY.id}\nAccessKey Secret: {secret}\n"
        )

    def write_settings(self) -> None:
        """The bucket is set up already, its secret in the password store."""
        path = default_env_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"QWEN_TMP_OSS_BUCKET={_BUCKET}\nQWEN_TMP_OSS_REGION={_REGION}\n"
            f"QWEN_TMP_OSS_ENDPOINT={self.server.base_url}\n"
            f"QWEN_TMP_OSS_AK_ID={_KEY.id}\n",
            encoding="utf-8",
        )

    def button(self, name: str, within: QWidget | None = None) -> QPushButton:
        """A button in sight by the attribute of the program, or its words."""
        parent = within or self.desktop.window
        return next(
            one
            for one in parent.findChildren(QPushButton)
            if one.isVisible() and one.text().startswith(name)
        )


Way = Callable[[Reel], None]


def _first_link(reel: Reel) -> None:
    reel.shoot()
    reel.desktop.flow.send(reel.pictures(1))
    reel.shoot()
    reel.desktop.window.practice_asked.emit()
    reel.wait(lambda: reel.rows() == 1)
    reel.shoot()


def _own_bucket(reel: Reel) -> None:
    page = _settings(reel)
    _paste(page, reel.settings_text())
    reel.shoot()
    page.form.save.click()
    reel.wait(lambda: reel.desktop.window.chip.standing is Standing.READY)
    reel.shoot()
    reel.desktop.window.show_uploads()
    reel.desktop.flow.send(reel.pictures(2))
    reel.wait(lambda: reel.rows() == 2)
    reel.shoot()


def _wrong_key(reel: Reel) -> None:
    page = _settings(reel)
    _paste(page, reel.settings_text(_WRONG))
    page.form.save.click()
    reel.wait(lambda: reel.desktop.window.chip.standing is Standing.FAILING)
    reel.shoot()
    page.begin_paste()
    _paste(page, reel.settings_text())
    reel.shoot()
    page.form.save.click()
    reel.wait(lambda: reel.desktop.window.chip.standing is Standing.READY)
    reel.shoot()


def _locked_store(reel: Reel) -> None:
    reel.desktop.flow.send(reel.pictures(2))
    reel.shoot()
    reel.store.is_open.set()
    reel.wait(lambda: reel.rows() == 2)
    reel.shoot()


def _many_files(reel: Reel) -> None:
    paths = reel.pictures(300)
    reel.server.faults.bytes_per_s = 400_000
    reel.desktop.flow.send(paths)
    reel.wait(lambda: reel.desktop.window.transfers.model.totals.done > 40)
    reel.frames.append(reel.desktop.window.grab())
    reel.server.faults.bytes_per_s = 0
    reel.wait(lambda: not reel.desktop.window.transfers.model.open_count)
    reel.wait(lambda: reel.rows() == 1)
    reel.shoot()
    history = reel.desktop.window.history
    history.list.look_asked.emit(history.list.model().index(0, 0))
    reel.wait(lambda: reel.rows() == 300)
    reel.shoot()


def _a_folder(reel: Reel) -> None:
    reel.pictures(8)
    reel.desktop.window.show_drag(1)
    reel.shoot()
    reel.desktop.window.dragLeaveEvent(QDragLeaveEvent())
    reel.desktop.flow.send([reel.files])
    reel.wait(lambda: reel.rows() == 8)
    reel.shoot()


def _a_link_ends(reel: Reel) -> None:
    reel.desktop.flow.send(reel.pictures(1))
    reel.wait(lambda: reel.rows() == 1)
    store, history = HistoryStore(data_folder() / "history.sqlite"), reel.desktop.window.history
    (row,) = store.ids()
    for left in (timedelta(minutes=11), -timedelta(hours=2)):
        store.note_link(row, datetime.now(UTC) + left)
        history.show_new([])
        reel.shoot()
    history.list.button_clicked.emit(history.list.model().index(0, 0), RowAction.COPY_LINK)
    reel.shoot()
    store.close()


def _temporary_storage(reel: Reel) -> None:
    reel.desktop.window.setup_asked.emit(Setup.TEMPORARY)
    page = _settings(reel)
    page.form.models.key.setText(_API_KEY)
    reel.shoot()
    page.form.save.click()
    reel.wait(lambda: page.form.models.key.text() == "")
    reel.pause(1500)
    reel.shoot()
    reel.desktop.window.show_uploads()
    reel.desktop.flow.send(reel.pictures(1))
    reel.wait(lambda: reel.rows() == 1)
    reel.shoot()


def _second_destination(reel: Reel) -> None:
    reel.desktop.window.profile_menu.profile_made.emit("视频部")
    page = _settings(reel)
    reel.shoot()
    page.begin_paste()
    _paste(page, reel.settings_text().replace(_BUCKET, "video-assets"))
    page.form.save.click()
    reel.wait(lambda: reel.desktop.window.chip.standing is Standing.READY)
    reel.desktop.window.show_uploads()
    reel.desktop.flow.send(reel.pictures(1))
    reel.wait(lambda: reel.rows() == 1)
    reel.shoot()


def _quit_and_continue(reel: Reel) -> None:
    big = reel.files / "发布会-4K.mov"
    big.write_bytes(os.urandom(48_000_000))
    reel.server.faults.bytes_per_s_total = 4_000_000
    reel.desktop.flow.send([big])
    reel.pause(4000)
    reel.shoot()
    reel.desktop.window.close()  # it asks first
    reel.shoot()
    reel.desktop.window.quit()
    reel.pause()
    reel.desktop = Desktop(QApplication.instance(), practice=False, files=[])
    reel.desktop.show_as(reel.language, "light")
    reel.desktop.window.resize(*_WINDOW)
    reel.wait(lambda: reel.desktop.core is not None)
    reel.wait(lambda: reel.desktop.window.transfers.model.rowCount() == 1)
    reel.shoot()
    reel.server.faults.bytes_per_s_total = 0
    reel.desktop.flow.resume_all()
    reel.wait(lambda: reel.rows() == 1)
    reel.shoot()


@dataclass(frozen=True)
class Scene:
    """A way, its names, and what is there when it begins."""

    english: str
    chinese: str
    way: Way
    is_set_up: bool = True
    is_locked: bool = False


SCENES = (
    Scene("First start to first link", "第一次打开，到第一个链接", _first_link, is_set_up=False),
    Scene("Own bucket, by paste", "粘贴 IT 发来的配置", _own_bucket, is_set_up=False),
    Scene("A wrong key, mended", "密钥错误，改好", _wrong_key, is_set_up=False),
    Scene("A locked password store", "密码库已锁定", _locked_store, is_locked=True),
    Scene("300 files", "300 个文件", _many_files),
    Scene("A folder", "一个文件夹", _a_folder),
    Scene("A link ends, and is renewed", "链接过期，换新", _a_link_ends),
    Scene("Temporary storage", "百炼临时存储", _temporary_storage, is_set_up=False),
    Scene("A second destination", "第二个存放位置", _second_destination),
    Scene("Quit and continue", "退出，下次继续", _quit_and_continue),
)


def _settings(reel: Reel) -> SettingsPage:
    desktop = reel.desktop
    desktop.open_settings()
    reel.wait(lambda: desktop.page is not None and desktop.page.view is not None)
    if desktop.page is None:
        raise TimeoutError
    return desktop.page


def _paste(page: SettingsPage, text: str) -> None:
    for box in page.paste.findChildren(QPlainTextEdit):
        box.setPlainText(text)


@contextmanager
def opened(scene: Scene, language: str) -> Iterator[Reel]:
    """The window as a way begins, in a home and with a bucket of its own."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="film-") as folder:
        home = Path(folder)
        os.environ |= {"HOME": folder, "OSSDROP_HOME": str(home / "OssDrop")}
        store = _Store()
        keyring.set_keyring(store)
        files = home / "夏季新品"
        files.mkdir()
        config = ServiceConfig(
            home / "bucket", (_KEY,), api_keys={_API_KEY: "film"}, models=frozenset({DEFAULT_MODEL})
        )
        with PracticeServer(config) as server:
            for bucket in (_BUCKET, "video-assets"):
                server.service.store.create_bucket(bucket, _REGION)
            os.environ["QWEN_BASE_URL"] = server.base_url
            reel = Reel(None, server, files, store, language)  # type: ignore[arg-type]
            if scene.is_set_up:
                reel.write_settings()
                store.set_password(f"OssDrop/default/{_KEY.id}", _KEY.id, _KEY.secret)
            if scene.is_locked:
                store.is_open.clear()
            reel.desktop = desktop = Desktop(QApplication.instance(), practice=False, files=[])
            desktop.show_as(language, "light")
            desktop.window.resize(*_WINDOW)
            reel.wait(lambda: desktop.core is not None)
            reel.pause(1500)
            try:
                yield reel
            finally:
                store.is_open.set()
                reel.desktop.window.quit()
                reel.desktop.window.deleteLater()
                reel.desktop.deleteLater()
                QApplication.processEvents()
                QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
                os.environ.clear()
                os.environ.update(before)


def _strip(film: list[tuple[str, list[QPixmap]]]) -> QPixmap:
    """Each way a line: its name, and its pictures from left to right."""
    columns = max(len(frames) for _, frames in film)
    width = 2 * _EDGE + columns * _FRAME[0] + (columns - 1) * _GAP
    height = _EDGE + len(film) * (_HEAD + _FRAME[1] + _GAP)
    drawn = QPixmap(width, height)
    drawn.fill(QColor("#E9ECF2"))
    with QPainter(drawn) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, (name, frames) in enumerate(film):
            top = _EDGE + number * (_HEAD + _FRAME[1] + _GAP)
            painter.setPen(QColor("#1A1D23"))
            painter.setFont(font(SIZE_HEADING))
            head = QRect(_EDGE, top, width, _HEAD - 8)
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, f"{number + 1}  {name}")
            painter.setFont(font(SIZE_SMALL))
            for column, frame in enumerate(frames):
                left = _EDGE + column * (_FRAME[0] + _GAP)
                painter.drawPixmap(QRect(left, top + _HEAD, *_FRAME), frame)
    return drawn


def main() -> int:
    """Draw both strips."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--only", help="a part of a way's English name")
    options = parser.parse_args()
    app = QApplication(["film"])
    app.setQuitOnLastWindowClosed(False)
    for language in (CHINESE, ENGLISH):
        film = []
        for scene in SCENES:
            if options.only and options.only not in scene.english:
                continue
            with opened(scene, language) as reel:
                try:
                    scene.way(reel)
                except TimeoutError:
                    print(f"{scene.english}: something never came", file=sys.stderr)
                    reel.shoot()
                film.append((scene.chinese if language == CHINESE else scene.english, reel.frames))
        path = options.folder / f"film-{language[:2]}.png"
        _strip(film).save(str(path))
        with Image.open(path) as picture:  # a third of the bytes, and no difference to be seen
            picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
