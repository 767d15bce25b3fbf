"""Puts the window and the core together: the window first, the core after the first paint."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from core.app import App
from core.paths import assets_folder, default_env_file
from gui.background import Background
from gui.bridge import Bridge
from gui.flow import UploadFlow
from gui.history.model import HistoryModel
from gui.languages import Languages, system_language
from gui.main_window import MainWindow
from gui.theme import apply_theme
from gui.upload.model import TransferModel


class Desktop(QObject):
    """Owns the window, the core, and everything between them."""

    def __init__(
        self, app: QApplication, *, practice: bool, files: Sequence[Path], language: str = ""
    ) -> None:
        super().__init__()
        self._languages = Languages(app)
        self._languages.use(language or system_language())
        apply_theme(app)
        app.styleHints().colorSchemeChanged.connect(lambda _: apply_theme(app))
        self._practice, self._files = practice, tuple(files)
        self._background = Background(self)
        self._bridge = Bridge(self)
        self._core: App | None = None
        self.window = MainWindow()
        self.window.closed.connect(self._on_window_closed)
        self.window.settings_file.triggered.connect(self._on_settings_file_asked)
        self.window.first_page.settings_file_asked.connect(self._on_settings_file_asked)
        self.window.first_page.practice_asked.connect(self._on_practice_asked)
        self.window.show()
        QTimer.singleShot(0, self, self._on_painted)

    @Slot()
    def _on_painted(self) -> None:
        core = App(listener=self._bridge.listen, practice=self._practice, stays=True)
        self._core = core
        self._flow = UploadFlow(core, self._bridge, self._background, self)
        transfers = TransferModel(self)
        history = HistoryModel(core.history, self._background, self)
        self._bridge.transfers_added.connect(transfers.on_transfers_added)
        self._bridge.transfer_changed.connect(transfers.on_transfer_changed)
        self._bridge.transfer_removed.connect(transfers.on_transfer_removed)
        self._bridge.progress_read.connect(transfers.on_progress_read)
        self.window.connect_core(self._flow, transfers, history)
        history.reload()
        self._flow.restore()
        self._background.run(core.is_configured, self._show_page)

    def _show_page(self, configured: bool) -> None:  # noqa: FBT001 - a callback's result
        if not configured:
            self.window.show_first_page()
            return
        self._flow.find_destination()
        self._flow.send(self._files)

    @Slot()
    def _on_practice_asked(self) -> None:
        self.window.show_uploads()
        self._flow.use_practice()
        self._flow.send(self._files)

    @Slot()
    def _on_settings_file_asked(self) -> None:
        self._background.run(_make_settings_file, _open_in_editor)

    @Slot()
    def _on_window_closed(self) -> None:
        self.window.hide()
        self._background.close()
        if self._core is not None:
            self._core.close()


def _make_settings_file() -> Path:
    """The `.env` in force, made from the example when there is none; readable by its owner only."""
    path = default_env_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        example = (assets_folder() / "env.example").read_bytes()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(example)
    return path


def _open_in_editor(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
