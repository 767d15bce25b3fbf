"""How long it takes until the window is painted, and how much memory that needs."""

from __future__ import annotations

import json

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from ossdrop.program.own_figures import memory_mib, process_age_s
from ossdrop.program.paths import preferences_file
from ossdrop.program.preferences import read_preferences
from ossdrop_gui.look.style import apply_theme
from ossdrop_gui.main_window import MainWindow
from ossdrop_gui.words.languages import Languages, system_language


class FirstPaint(QObject):
    """The real window, as a start makes it, before anything behind it is warmed up."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._painted = False
        preferences = read_preferences(preferences_file())
        self._languages = Languages(app)
        self._languages.use(preferences.language or system_language())
        apply_theme(app, preferences.theme)
        self._window = MainWindow()
        self._window.chip.installEventFilter(self)

    def run(self) -> int:
        """Show, wait for the first paint, print the figures as JSON."""
        self._window.show()
        self._app.exec()
        return 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint is over when what follows it in the queue is reached."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._tell)
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        figures = {"first_paint_s": round(process_age_s(), 4), "rss_mib": round(memory_mib(), 1)}
        print(json.dumps(figures), flush=True)
        self._app.quit()
