"""Looks for a newer version once a day, where somebody has switched that on."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ossdrop.errors import OssDropError
from ossdrop.program.preferences import Preferences
from ossdrop.updates import (
    UpdateNotes,
    UpdateSource,
    look_for_update,
    read_notes,
    update_source,
    write_notes,
)
from ossdrop_gui.background import Background
from ossdrop_gui.choices import Choices

_AGAIN_MS = 3_600_000  # a window may stay open for weeks


@dataclass(frozen=True)
class UpdateState:
    """What is known: `has_source` says whether this build has a place to look at."""

    has_source: bool = False
    notes: UpdateNotes = UpdateNotes()  # noqa: RUF009 - frozen
    has_failed: bool = False


class UpdateCheck(QObject):
    """Begins with `start`; never asks anybody anything."""

    told = Signal(object)  # UpdateState

    def __init__(
        self, background: Background, choices: Choices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background, self._choices = background, choices
        self._source: UpdateSource | None = None
        self._is_looking = False
        self._is_on = choices.now.checks_updates
        self.state = UpdateState()
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Read what is remembered; look where it is time."""
        self._background.run(_begin, self._on_begun)

    def _on_begun(self, found: tuple[UpdateSource, UpdateNotes] | None) -> None:
        if found is None:
            return
        self._source, notes = found
        self._tell(UpdateState(has_source=True, notes=notes))
        self._choices.changed.connect(self._on_choices_changed)
        self._timer.start()
        self.look()

    @Slot(object)
    def _on_choices_changed(self, preferences: Preferences) -> None:
        if preferences.checks_updates != self._is_on:
            self._is_on = preferences.checks_updates
            self._tell(self.state)
            self.look()

    @Slot()
    def look(self) -> None:
        """Ask, where that is wanted and the last time is long enough ago."""
        source = self._source
        if source is None or not self._is_on or self._is_looking:
            return
        if not self.state.notes.is_time_to_look:
            return
        notes = replace(self.state.notes, looked_at_s=time.time())  # a look that fails is one, too
        self._is_looking, self.state = True, replace(self.state, notes=notes)

        def ask() -> UpdateNotes:
            write_notes(notes)
            newest = look_for_update(source)
            found = replace(notes, version=newest.version, page=newest.page)
            write_notes(found)
            return found

        self._background.run(ask, self._on_found, self._on_failed)

    def _on_found(self, notes: UpdateNotes) -> None:
        self._is_looking = False
        self._tell(UpdateState(has_source=True, notes=notes))

    def _on_failed(self, _: OssDropError) -> None:
        """Nobody waits for it: it is tried again the next day."""
        self._is_looking = False
        self._tell(replace(self.state, has_failed=True))

    def _tell(self, state: UpdateState) -> None:
        self.state = state
        self.told.emit(state)


def _begin() -> tuple[UpdateSource, UpdateNotes] | None:
    source = update_source()
    if source is None:
        return None
    notes = read_notes()
    if not notes.first_start_s:
        notes = replace(notes, first_start_s=time.time())
        write_notes(notes)
    return source, notes
