"""What a person chose about the program itself: kept, and told to whoever goes by it."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from PySide6.QtCore import QByteArray, QObject, Signal, Slot

from ossdrop.program.paths import preferences_file
from ossdrop.program.preferences import Preferences, write_preferences
from ossdrop_gui.background import Background


class Choices(QObject):
    """The preferences as they are now. Writing them waits for nobody."""

    changed = Signal(object)  # Preferences
    proxy_changed = Signal(object)  # Preferences
    keeping_failed = Signal(object)  # OssDropError

    def __init__(
        self, preferences: Preferences, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now, self._background = preferences, background

    @property
    def now(self) -> Preferences:
        """What is chosen."""
        return self._now

    def change(self, **changes: object) -> None:
        """Choose something, and keep it."""
        self._now = chosen = replace(self._now, **changes)  # type: ignore[arg-type]
        self.changed.emit(chosen)
        if any(name.startswith("proxy") for name in changes):
            self.proxy_changed.emit(chosen)
        self._write()

    def note(self, **noted: object) -> None:
        """Keep what nobody chose: nothing on the screen is about it."""
        self._now = replace(self._now, **noted)  # type: ignore[arg-type]
        self._write()

    def _write(self) -> None:
        self._background.run(  # the newest: what is written at the end must not be older
            lambda: write_preferences(preferences_file(), self._now),
            on_error=self.keeping_failed.emit,
        )

    @Slot(str, object)
    def change_one(self, name: str, value: object) -> None:
        """Choose one thing."""
        self.change(**{name: value})

    def keep_windows(self, geometry: QByteArray, *, has_shelf: bool) -> None:
        """Remember where the windows were. Waits for the disk: they are closed already."""
        text = bytes(geometry.toBase64().data()).decode()
        now = replace(self._now, geometry=text, shelf_is_open=has_shelf)
        if now != self._now:
            self._now = now
            with contextlib.suppress(OSError):
                write_preferences(preferences_file(), self._now)
