"""A folder that is watched: looked at every other second, what is new in it is sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ossdrop.app import App
from ossdrop.config.policies import Feature
from ossdrop.errors import OssDropError
from ossdrop.intake.watched_folder import WatchedFolder
from ossdrop.program.paths import data_folder
from ossdrop.program.preferences import Preferences
from ossdrop_gui.background import Background
from ossdrop_gui.choices import Choices
from ossdrop_gui.desktop.clipboard import LinkClipboard

_LOOK_EVERY_MS = 2000
_NEVER = -1  # of the clipboard's changes: so many there never were


class FolderWatch(QObject):
    """Follows the choice once it was started: `watched` is the folder, "" for none."""

    failed = Signal(object)  # OssDropError, once until it works again
    changed = Signal(str)  # the folder that is watched, "" for none
    told = Signal(bool)  # whether it can be watched, when that is another answer than before

    def __init__(
        self,
        app: App,
        background: Background,
        choices: Choices,
        clipboard: LinkClipboard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self._background = app, background
        self._choices, self._clipboard = choices, clipboard
        self._watched: WatchedFolder | None = None
        self._asked = ("", "")  # folder and rule that are watched now
        self._is_looking = self._has_failed = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def works(self) -> bool:
        """Whether the folder could be read when it was looked at last."""
        return not self._has_failed

    def start(self) -> None:
        """Go on with what was chosen, from now on."""
        self._choices.changed.connect(self._follow)
        self._follow(self._choices.now)

    def begin(self, folder: Path) -> None:
        """Watch a folder from now on; what is in it already is not sent."""
        watched = self._open(folder, self._choices.now.watched_names)

        def begun(_: int) -> None:
            self._choices.change(watched=str(folder))

        self._background.run(watched.begin, begun, self.failed.emit)

    def count(self, folder: Path, take: Callable[[int], None]) -> None:
        """How many files are in a folder: for the question before."""
        self._background.run(
            lambda: sum(1 for path in folder.iterdir() if path.is_file()), take, self.failed.emit
        )

    @Slot()
    def look(self) -> None:
        """Send what is new and complete, unless the look before is not over yet."""
        if self._watched is None or self._is_looking:
            return
        self._is_looking = True
        self._background.run(partial(self._look, self._watched), self._send, self._tell)

    def _look(self, watched: WatchedFolder) -> list[Path]:
        self._app.destinations.policies.require(Feature.WATCH)  # it may be switched off meanwhile
        return watched.look()

    def _send(self, paths: list[Path]) -> None:
        self._is_looking = False
        self._note(has_failed=False)
        if paths and self._watched is not None:
            batch_id = self._app.submit(paths)
            changes = None if self._choices.now.watched_copies else _NEVER
            self._clipboard.mark(batch_id, changes)

    def _tell(self, error: OssDropError) -> None:
        self._is_looking = False
        if self._note(has_failed=True):
            self.failed.emit(error)

    def _note(self, *, has_failed: bool) -> bool:
        """Returns whether that is news."""
        is_news = has_failed is not self._has_failed
        self._has_failed = has_failed
        if is_news:
            self.told.emit(not has_failed)
        return is_news

    def _follow(self, preferences: Preferences) -> None:
        asked = (preferences.watched, preferences.watched_names)
        if asked == self._asked:
            return
        self._asked = asked
        self._watched = self._open(Path(asked[0]), asked[1]) if asked[0] else None
        if self._watched is not None:
            self._timer.start()
        else:
            self._timer.stop()
        self._note(has_failed=False)  # nothing is known of this one
        self.changed.emit(asked[0])

    @staticmethod
    def _open(folder: Path, pattern: str) -> WatchedFolder:
        return WatchedFolder(folder, data_folder() / "watched.json", pattern)
