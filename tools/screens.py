"""Draws every screen in every state to PNG files, with the real widgets.

`python tools/screens.py [--docs] [FOLDER]` writes them all: both languages, both looks, three
sizes. Without FOLDER they go to build/screens. The tests look for clipped text and unnamed
controls on the same screens; `docs/pictures` are some of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel
from PySide6.QtWidgets import QApplication

from ossdrop.config.endpoint import parse_endpoint
from ossdrop.config.env_check import Difference, EnvWarning
from ossdrop.config.ladder import Rung, RungState
from ossdrop.config.profile_id import DEFAULT_PROFILE, ProfileId
from ossdrop.config.profiles import Profile, Profiles
from ossdrop.doctor.check import Status, failed, passed, skipped, warned
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.drops import Drop
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.media.facts import MediaFacts
from ossdrop.media.fitness import findings
from ossdrop.models.catalogue import catalogue
from ossdrop.models.limits import Kind as MediaKind
from ossdrop.program.paths import data_folder, default_env_file
from ossdrop.remedies import Fix, FixKind
from ossdrop.transfers.transfer import Progress, Queue, Transfer, TransferState
from ossdrop_gui.app import Desktop
from ossdrop_gui.settings.page import Part
from ossdrop_gui.words.languages import CHINESE, ENGLISH

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = ((640, 480), (860, 680), (1000, 720))
LOOKS = ("light", "dark", "contrast")
LANGUAGES = (ENGLISH, CHINESE)
_SETTLES_S = 0.1  # totals are counted a few times a second
_STACKED = 24
_LONG = "夏季新品主视觉图-最终版-印刷用-CMYK-300dpi-2026年11月-一个非常非常长的文件名-真的很长.tif"
_ENV = (
    "QWEN_TMP_OSS_BUCKET=my-ai-assets\nQWEN_TMP_OSS_REGION=cn-beijing\n"
    "QWEN_TMP_OSS_PREFIX=ai/prod\nQWEN_TMP_OSS_AK_ID=LTAI5tExampleExamplex7Qd\n"
    "QWEN_TMP_OSS_AK_SECRET=example\nOSS_ACCESS_KEY_ID=LTAI5tOtherExample9KfP\n"
    "OSS_ACCESS_KEY_SECRET=example\n"
)


@dataclass(frozen=True)
class Screen:
    """A state of the window; `needs_setup` ones start with a bucket, `has_history` with rows."""

    name: str
    show: Callable[[Desktop], None]
    needs_setup: bool = True
    has_history: bool = False
    has_stack: bool = False


def _nothing(desktop: Desktop) -> None:
    """The window as it starts."""


def _drag(desktop: Desktop) -> None:
    desktop.window.show_drag(12)


def _preview(desktop: Desktop) -> None:
    rows = desktop.window.history.list
    rows.setCurrentIndex(rows.model().index(0, 0))
    rows.look_asked.emit(rows.currentIndex())


def _transfers(desktop: Desktop, *transfers: Transfer) -> None:
    desktop.window.transfers.model.on_transfers_added(transfers)


def _file(number: int, name: str, size: int, **changes: object) -> Transfer:
    one = Transfer.of(number, 1, Path(name), name, size, queue=Queue(DEFAULT_PROFILE))
    return replace(one, **changes)  # type: ignore[arg-type]


def _busy(desktop: Desktop) -> None:
    running = _file(1, "launch-teaser-4k.mp4", 2_300_000_000, state=TransferState.RUNNING)
    waiting = [_file(n, f"campaign-{n:03}.jpg", 2_100_000) for n in range(2, 6)]
    _transfers(desktop, running, *waiting)
    progress = Progress(1_400_000_000, 2_300_000_000, 12_400_000, 72)
    desktop.window.transfers.model.on_progress_read({1: progress})


def _failed(desktop: Desktop) -> None:
    error = OssDropError(ErrorCode.PERMISSION_MISSING, "403 · AccessDenied · 0003-00000001")
    gone = OssDropError(ErrorCode.FILE_MISSING)
    _transfers(
        desktop,
        _file(1, _LONG, 412_000_000, state=TransferState.FAILED, error=error),
        _file(2, "产品图 final (2).psd", 10_000, state=TransferState.FAILED, error=gone),
    )


def _held_by(code: ErrorCode) -> Callable[[Desktop], None]:
    def show(desktop: Desktop) -> None:
        _transfers(desktop, *(_file(n, f"campaign-{n:03}.jpg", 2_100_000) for n in range(4)))
        desktop.flow.queue_held.emit(
            Queue(DEFAULT_PROFILE), OssDropError(code, "403", hint="cn-shanghai")
        )

    return show


def _held_elsewhere(desktop: Desktop) -> None:
    _held_by(ErrorCode.REGION_WRONG)(desktop)
    desktop.window.transfers.show_in_use(ProfileId("profile-2"))


def _left(desktop: Desktop) -> None:
    paused = {"state": TransferState.PAUSED, "kept_bytes": 1_200_000_000}
    _transfers(desktop, _file(1, "film.mp4", 2_300_000_000, **paused))


def _secret(desktop: Desktop) -> None:
    _transfers(desktop, _file(1, "id_rsa", 1800))
    asked = _file(1, "id_rsa", 1800, looks_secret=True, state=TransferState.PAUSED)
    desktop.window.transfers.model.on_transfer_changed(asked)


def _misfit(desktop: Desktop) -> None:
    model = catalogue().find("qwen3.6-plus")
    facts = MediaFacts(MediaKind.CLIP, "WEBM", 3 * 1024**3, 1920, 1080, 11_525)
    if model is None:
        return
    found = findings(model, facts)
    names = ("产品介绍-完整版.webm", _LONG.replace(".tif", ".mp4"))
    _transfers(desktop, *(_file(n, name, facts.size_bytes) for n, name in enumerate(names, 1)))
    for number, name in enumerate(names, 1):
        waits = _file(number, name, facts.size_bytes, state=TransferState.PAUSED)
        waits = replace(waits, misfit=found[0 if number == 1 else -1])
        desktop.window.transfers.model.on_transfer_changed(waits)


def _selection(desktop: Desktop) -> None:
    rows = desktop.window.history.list
    for row in (1, 2):
        index = rows.model().index(row, 0)
        rows.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    desktop.window.toast.say(desktop.window.tr("The example is copied."))


def _open_stack(desktop: Desktop) -> None:
    history = desktop.window.history
    history.list.look_asked.emit(history.list.model().index(0, 0))
    wait(history.heading.back.isVisible)
    wait(lambda: history.list.model().rowCount() == _STACKED)


def _settings(desktop: Desktop) -> None:
    desktop.open_settings()
    wait(lambda: desktop.page is not None and bool(desktop.page.form.bucket.text()))


def _keys(desktop: Desktop) -> None:
    _settings(desktop)
    if desktop.page is not None:
        desktop.page.form.enter_key()
        desktop.page.form.keys.show()
        desktop.page.form.keys.key_id.setText("abcdefghij0123456789ABCDEFGHIJ")
        desktop.page.form.keys.secret.setText("LTAI5tExampleExamplex7Qd")


def _temporary(desktop: Desktop) -> None:
    _settings(desktop)
    if desktop.page is not None:
        desktop.page.form.kinds.choose(1)
        desktop.page.form.kinds.chosen.emit(1)


def _paste(desktop: Desktop) -> None:
    _settings(desktop)
    if desktop.page is not None:
        desktop.page.begin_paste()


def _check(desktop: Desktop) -> None:
    _settings(desktop)
    if desktop.page is None:
        return
    wrong = OssDropError(
        ErrorCode.REGION_WRONG, "403 · AccessDenied · 0003-00001403", hint="cn-shanghai"
    )
    flow = desktop.page.flow
    flow.check_began.emit()
    plain = said(Sentence.SECRET_PLAIN)
    for check in (
        passed("settings.file", said(Sentence.ENV_FILE_READ, "~/.config/OssDrop/.env")),
        passed("credentials", said(Sentence.PAIR_COMPLETE, "LTAI...x7Qd")),
        passed("network.connect", said(Sentence.CONNECTED, 38)),
        passed("service.access_key", said(Sentence.KEY_KNOWN)),
        failed("service.region", wrong),
        skipped("service.secret"),
        skipped("storage.put"),
        warned("safety.plain", plain, said(Sentence.SECRET_PLAIN_REMEDY), Fix(FixKind.MOVE_SECRET)),
    ):
        flow.check_done.emit(check)
    flow.check_ended.emit(Status.FAIL)


def _checking(desktop: Desktop) -> None:
    _settings(desktop)
    if desktop.page is not None:
        flow = desktop.page.flow
        flow.check_began.emit()
        for check in (
            passed("settings.file", said(Sentence.ENV_FILE_READ, "~/OssDrop/.env")),
            passed("credentials", said(Sentence.PAIR_COMPLETE, "LTAI...x7Qd")),
        ):
            flow.check_done.emit(check)


def _ready(desktop: Desktop) -> None:
    _checking(desktop)
    if desktop.page is not None:
        plain = said(Sentence.SECRET_PLAIN)
        remedy, fix = said(Sentence.SECRET_PLAIN_REMEDY), Fix(FixKind.MOVE_SECRET)
        desktop.page.flow.check_done.emit(warned("safety.plain", plain, remedy, fix))
        desktop.page.flow.check_ended.emit(Status.WARN)


def _part(part: Part, before: Callable[[Desktop], None]) -> Callable[[Desktop], None]:
    def show(desktop: Desktop) -> None:
        before(desktop)
        if desktop.page is not None:
            desktop.page.show_part(part)

    return show


def _locked(desktop: Desktop) -> None:
    _settings(desktop)
    page = desktop.page
    if page is None or page.view is None:
        return
    error = OssDropError(ErrorCode.KEYRING_FAILED)
    top = page.view.ladder.rungs[0]
    blocked = Rung(top.pair, RungState.BLOCKED, top.masked_id, top.id_origin, error=error)
    ladder = replace(page.view.ladder, rungs=(blocked, *page.view.ladder.rungs[1:]))
    page.show_view(replace(page.view, ladder=ladder, problem=error))


def _asking(desktop: Desktop) -> None:
    _settings(desktop)
    if desktop.page is not None:
        desktop.page.ladder.move_asked.emit("QWEN_TMP_OSS_AK_SECRET")


def _other_reading(desktop: Desktop) -> None:
    _settings(desktop)
    page = desktop.page
    if page is not None and page.view is not None:
        found = (
            EnvWarning("QWEN_TMP_OSS_BUCKET", Difference.EXPORT),
            EnvWarning("QWEN_TMP_OSS_URL_EXPIRES", Difference.COMMENT),
            EnvWarning("QWEN_TMP_OSS_PREFIX", Difference.DUPLICATE),
        )
        page.show_view(replace(page.view, warnings=found))


def _menu(desktop: Desktop) -> None:
    menu = desktop.window.profile_menu
    menu.show_profiles(Profiles().with_profile(Profile("profile-2", "Team 甲")))
    menu.aboutToShow.emit()


def _first_held(desktop: Desktop) -> None:
    desktop.flow.send((Path("夏季新品主视觉.png"), Path("b.mp4"), Path("c.pdf")))


SCREENS = (
    Screen("first", _nothing, needs_setup=False),
    Screen("first-held", _first_held, needs_setup=False),
    Screen("empty", _nothing),
    Screen("drag-over", _drag),
    Screen("busy", _busy, has_history=True),
    Screen("done", _nothing, has_history=True),
    Screen("selection", _selection, has_history=True),
    Screen("preview", _preview, has_history=True),
    Screen("stack", _nothing, has_history=True, has_stack=True),
    Screen("stack-opened", _open_stack, has_history=True, has_stack=True),
    Screen("failed", _failed, has_history=True),
    Screen("held", _held_by(ErrorCode.REGION_WRONG), has_history=True),
    Screen("held-elsewhere", _held_elsewhere, has_history=True),
    Screen("offline", _held_by(ErrorCode.NETWORK_UNREACHABLE)),
    Screen("locked", _held_by(ErrorCode.KEYRING_FAILED)),
    Screen("unfinished", _left, has_history=True),
    Screen("secret", _secret),
    Screen("misfit", _misfit, has_history=True),
    Screen("profile-menu", _menu),
    Screen("settings", _settings),
    Screen("settings-keys", _keys),
    Screen("settings-temporary", _temporary),
    Screen("settings-paste", _paste),
    Screen("settings-check", _check),
    Screen("settings-checking", _checking),
    Screen("settings-ready", _ready),
    Screen("settings-checks", _part(Part.CHECK, _check)),
    Screen("settings-general", _part(Part.GENERAL, _settings)),
    Screen("settings-locked", _locked),
    Screen("settings-asking", _asking),
    Screen("settings-other-reading", _other_reading),
)


@contextmanager
def opened(app: QApplication, screen: Screen) -> Iterator[Desktop]:
    """The window in this state, in a home of its own."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="screens-") as home:
        os.environ["HOME"], os.environ["OSSDROP_HOME"] = home, str(Path(home) / "OssDrop")
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        if screen.needs_setup:
            default_env_file().parent.mkdir(parents=True)
            default_env_file().write_text(_ENV)
        if screen.has_history:
            _fill_history(has_stack=screen.has_stack)
        desktop = Desktop(app, practice=False, files=[])
        try:
            if screen.needs_setup:
                wait(lambda: "my-ai-assets" in desktop.window.chip.accessibleName())
            else:
                wait(lambda: desktop.window.first_page is not None)
            rows = desktop.window.history.list.model()
            wait(lambda: rows.rowCount() > 0 or not screen.has_history)
            wait(lambda: rows.index(0, 0).data() is not None or not screen.has_history)
            screen.show(desktop)
            settled = time.monotonic() + _SETTLES_S
            wait(lambda: time.monotonic() > settled)
            yield desktop
        finally:
            desktop.window.quit()
            desktop.window.deleteLater()
            desktop.deleteLater()
            QApplication.processEvents()
            # Not by the line before: no event loop runs here that they could be deleted in.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
            os.environ.clear()
            os.environ.update(before)


def present(desktop: Desktop, language: str, look: str, size: tuple[int, int]) -> None:
    """Show the window in a language, a look and a size."""
    desktop.show_as(language, look)
    desktop.window.resize(*size)
    for _ in range(4):  # layouts settle in a few rounds
        QApplication.processEvents()


def _fill_history(*, has_stack: bool) -> None:
    store, now = HistoryStore(data_folder() / "history.sqlite"), datetime.now(UTC)
    for name, size, kind, age_min, left_min, model in (
        ("old-film-from-last-week.mov", 9_800_000, "video/quicktime", 9000, 9999, ""),
        ("storyboard-03.jpg", 860_000, "image/jpeg", 5000, -1200, ""),
        ("interview-王芳.wav", 48_000_000, "audio/wav", 300, 12, ""),
        (_LONG, 412_000_000, "image/tiff", 60, 1300, ""),
        ("sketch.png", 77_000, "image/png", 40, 2800, "qwen-vl-plus"),
        ("cat-on-the-roof.png", 1_200_000, "image/png", 19, 1421, ""),
    ):
        made, ends = now - timedelta(minutes=age_min), now + timedelta(minutes=left_min)
        store.add(_entry(name, size, kind, made, ends, model=model))
    drop = Drop(1, _LONG.removesuffix(".tif"), _STACKED)
    for place in range(1, _STACKED + 1 if has_stack else 1):
        ends = now + timedelta(minutes=1437)
        entry = _entry(f"主视觉-{place:02}.png", 640_000, "image/png", now, ends)
        store.add(replace(entry, drop=drop, place=place))
    store.close()


def _entry(
    name: str, size: int, kind: str, made: datetime, ends: datetime, *, model: str = ""
) -> HistoryEntry:
    return HistoryEntry(
        made,
        DEFAULT_PROFILE,
        "dashscope" if model else "my-ai-assets",
        "cn-beijing",
        parse_endpoint("oss-cn-beijing.aliyuncs.com", "my-ai-assets"),
        f"ai/prod/20261123/{name}",
        name,
        size,
        kind,
        1,
        Path(f"/home/li/{name}"),
        "LTAI...x7Qd",
        "f",
        86_400,
        ends,
        model,
    )


def wait(is_true: Callable[[], bool], timeout_s: float = 10) -> None:
    """Let the event loop run until something is so. Raises TimeoutError."""
    end = time.monotonic() + timeout_s
    while not is_true():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.005)


_IN_DOCS = {
    "uploads.png": "busy-en-light-1000.png",
    "settings.png": "settings-check-en-light-1000.png",
    "settings-zh.png": "settings-check-zh-dark-1000.png",
    "held.png": "held-en-light-860.png",
    "first-start-zh.png": "first-zh-light-860.png",
}


def _draw(folder: Path, wanted: Container[str] | None = None) -> None:
    """Every picture, or those of these names."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["screens"])
    for screen in SCREENS:
        names = {
            f"{screen.name}-{language[:2]}-{look}-{size[0]}.png": (language, look, size)
            for language in LANGUAGES
            for look in LOOKS
            for size in SIZES
        }
        chosen = {n: one for n, one in names.items() if wanted is None or n in wanted}
        if not chosen:
            continue
        with opened(app, screen) as desktop:
            for name, state in chosen.items():
                present(desktop, *state)
                desktop.window.grab().save(str(folder / name))


def main() -> int:
    """Write the pictures; with `--docs` those of the documents, and no others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "screens")
    parser.add_argument("--docs", action="store_true", help="those of the documents only")
    options = parser.parse_args()
    _draw(options.folder, _IN_DOCS.values() if options.docs else None)
    if options.docs:
        for name, screen_name in _IN_DOCS.items():
            shutil.copy(options.folder / screen_name, ROOT / "docs" / "pictures" / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
