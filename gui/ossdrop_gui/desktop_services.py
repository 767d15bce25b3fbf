"""Being a good citizen of the desktop: tray, messages, sleep, reminders, stalls."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ossdrop.history.entry import HistoryEntry
from ossdrop.history.search import HistoryQuery, LinkState
from ossdrop.history.store import HistoryStore
from ossdrop.program.preferences import Preferences
from ossdrop_gui.background import Background
from ossdrop_gui.choices import Choices
from ossdrop_gui.desktop.awake import Awake
from ossdrop_gui.desktop.file_manager import offer, renew
from ossdrop_gui.desktop.notifications import Notifications
from ossdrop_gui.desktop.stalls import StallWatch
from ossdrop_gui.desktop.tray import Tray
from ossdrop_gui.history.flow import HistoryFlow
from ossdrop_gui.upload.flow import UploadFlow
from ossdrop_gui.upload.model import TransferModel
from ossdrop_gui.words.wording import left_text, size_text

_REMIND_EVERY_MS = 60_000
_COPY = "copy"


class DesktopServices(QObject):
    """Listens to what happens, and speaks where the window cannot be seen."""

    window_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self,
        window: QWidget,
        flow: UploadFlow,
        history: HistoryFlow,
        transfers: TransferModel,
        store: HistoryStore,
        choices: Choices,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._flow, self._history = window, flow, history
        self._transfers, self._store, self._background = transfers, store, background
        self._choices = choices
        self.notifications = Notifications(self)
        self.tray = Tray(self) if Tray.is_available() else None
        self._awake, self._stalls = Awake(), StallWatch(self)
        self._reminded: set[int] = set()
        self._is_offered = choices.now.in_file_manager
        self._reminder = QTimer(self)
        self._reminder.setInterval(_REMIND_EVERY_MS)
        self._connect()
        self._stalls.start()
        self._reminder.start()
        if self._is_offered:
            background.run(lambda: renew(self.tr("Upload with OssDrop")))

    @property
    def has_tray(self) -> bool:
        """Whether the program can go on without its window."""
        return self.tray is not None

    def close(self) -> None:
        """End everything that runs."""
        self._reminder.stop()
        self._stalls.stop()
        self._awake.let_go()
        self.notifications.close()
        if self.tray is not None:
            self.tray.close()

    def _connect(self) -> None:
        flow, transfers = self._flow, self._transfers
        transfers.totals_changed.connect(self._on_transfers_changed)
        flow.links_ready.connect(self._on_flow_links_ready)
        self._choices.changed.connect(self._on_choices_changed)
        flow.rows_added.connect(lambda _: self._read_last())
        self.notifications.clicked.connect(self._on_notifications_clicked)
        self._reminder.timeout.connect(self.remind)
        if self.tray is not None:
            self.notifications.use_tray(self.tray.icon)
            self.tray.window_asked.connect(self.window_asked)
            self.tray.quit_asked.connect(self.quit_asked)
            self.tray.pause_asked.connect(flow.pause_all)
            self.tray.resume_asked.connect(flow.resume_all)
            self.tray.link_asked.connect(lambda entry: self._history.copy_links([entry]))
            self.tray.show()
            self._read_last()

    @Slot()
    def _on_transfers_changed(self) -> None:
        open_count = self._transfers.open_count
        if open_count:
            self._awake.hold()
        else:
            self._awake.let_go()
        if self.tray is not None:
            self.tray.show_progress(open_count, self._progress_words() if open_count else "")

    def _progress_words(self) -> str:
        totals = self._transfers.totals
        words = [f"{totals.done} / {totals.all}", size_text(totals.size_bytes)]
        if left := left_text(totals.left_s):
            words.append(left)
        return " · ".join(words)

    @Slot(int, int, bool)
    def _on_flow_links_ready(self, links: int, failed: int, copied: bool) -> None:  # noqa: FBT001
        if not self._choices.now.notifies or self._is_seen():
            return
        title = self.tr("%Ln links copied", None, links)
        if not copied:
            title = self.tr("%Ln links are ready", None, links)
        text = self.tr("%Ln files failed.", None, failed) if failed else ""
        self.notifications.notify(title, text, _COPY, self.tr("Copy"))

    @Slot(object)
    def _on_choices_changed(self, preferences: Preferences) -> None:
        """Only when it is changed here: nothing is written outside our own folders by itself."""
        wanted = preferences.in_file_manager
        if wanted != self._is_offered:
            self._is_offered, label = wanted, self.tr("Upload with OssDrop")
            self._background.run(
                lambda: offer(wanted, label), on_error=self._flow.request_failed.emit
            )

    @Slot()
    def remind(self) -> None:
        """Tell of links that expire within the hour, once each, where that is wanted."""
        if self._choices.now.reminds:
            query = HistoryQuery(state=LinkState.EXPIRING)
            now = datetime.now(UTC)
            self._background.run(lambda: list(self._store.ids(query, 100, now)), self._tell_ending)

    def _tell_ending(self, ids: list[int]) -> None:
        new = [row_id for row_id in ids if row_id not in self._reminded]
        self._reminded.update(new)
        if new:
            count = len(new)
            title = self.tr("%Ln links expire within an hour", None, count)
            self.notifications.notify(title, self.tr("Open OssDrop for new ones."))

    def _read_last(self) -> None:
        def read() -> list[HistoryEntry]:
            ids = self._store.ids(limit=5)
            entries = self._store.entries(ids)
            return [entries[row_id] for row_id in ids if row_id in entries]

        if self.tray is not None:
            self._background.run(read, self.tray.show_last)

    def _is_seen(self) -> bool:
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        return active and self._window.isVisible() and not self._window.isMinimized()

    @Slot(str)
    def _on_notifications_clicked(self, action: str) -> None:
        if action == _COPY:
            newest = self._flow.newest
            self._history.copy_anew(newest.rows, newest.text)
        self.window_asked.emit()
