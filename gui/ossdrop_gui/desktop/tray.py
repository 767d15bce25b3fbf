"""The tray: progress, pause, the last links, quit. Nothing where a desktop has none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ossdrop.history.entry import HistoryEntry
from ossdrop.printable import filled
from ossdrop_gui.look.icons import app_icon
from ossdrop_gui.look.style import dress
from ossdrop_gui.words.wording import translate

_LAST_LINKS = 5


class Tray(QObject):
    """Tells what was chosen in its menu."""

    window_asked = Signal()
    shelf_asked = Signal()
    pause_asked = Signal()
    resume_asked = Signal()
    link_asked = Signal(object)  # HistoryEntry
    quit_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.icon = QSystemTrayIcon(app_icon(), self)
        self._menu = QMenu()
        dress(self._menu)
        self._last: list[HistoryEntry] = []
        self._open_count = 0
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._on_icon_activated)
        self._menu.aboutToShow.connect(self._fill)
        self._fill()
        self.show_progress(0, "")

    @staticmethod
    def is_available() -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Be in the tray."""
        self.icon.show()

    def show_progress(self, open_count: int, words: str) -> None:
        """Say how far uploads are."""
        self._open_count = open_count
        self.icon.setToolTip(f"OssDrop · {words}" if words else "OssDrop")

    def show_last(self, entries: Sequence[HistoryEntry]) -> None:
        """Offer links to the newest files."""
        self._last = list(entries[:_LAST_LINKS])

    def close(self) -> None:
        """Leave the tray."""
        self.icon.hide()
        self._menu.deleteLater()

    def _fill(self) -> None:
        menu = self._menu
        menu.clear()
        self._add(translate("tray", "Open OssDrop"), self.window_asked.emit)
        self._add(translate("tray", "Small window on top"), self.shelf_asked.emit)
        if self._open_count:
            menu.addSeparator()
            self._add(translate("tray", "Pause all"), self.pause_asked.emit)
        self._add(translate("tray", "Continue all"), self.resume_asked.emit)
        if self._last:
            menu.addSeparator()
            for entry in self._last:
                text = filled(translate("tray", "Copy link: %1"), entry.name[:40])
                self._add(text, partial(self.link_asked.emit, entry))
        menu.addSeparator()
        self._add(translate("tray", "Quit"), self.quit_asked.emit)

    def _add(self, text: str, act: Callable[[], object]) -> None:
        self._menu.addAction(text).triggered.connect(lambda _=False: act())

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_icon_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.window_asked.emit()
