"""A field of the form: its label, its control, and a line that says where its value comes from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ossdrop.config.env_file import Origin, Source
from ossdrop.printable import filled
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.words.wording import translate

_LABEL_WIDTH = 116


class Card(QFrame):
    """A framed group with a heading above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(12)


class Form(QWidget):
    """Fields below one another, their labels in one column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows = 0

    def add(self, field: Field) -> None:
        """Add a field at the bottom."""
        row, sides = self._rows * 2, Qt.AlignmentFlag
        self._grid.addWidget(field.label, row, 0, sides.AlignTop)
        self._grid.addWidget(field.control, row, 1)
        self._grid.addWidget(field.note, row + 1, 1)
        self._rows += 1

    def add_wide(self, widget: QWidget) -> None:
        """Add something that takes both columns at the bottom."""
        self._grid.addWidget(widget, self._rows * 2, 0, 1, 2)
        self._rows += 1


class Field:
    """One row of a form. Its note says an origin or consequence, or what is wrong.

    One that `keeps_room` has space for its note from the start, so that nothing jumps.
    """

    def __init__(self, control: QWidget, *, keeps_room: bool = True) -> None:
        self.control, self._keeps_room, self._is_visible = control, keeps_room, True
        self.label, self.note = PlainLabel(), PlainLabel()
        set_look(self.label, "soft")
        set_look(self.note, "small")
        self.label.setContentsMargins(0, 8, 0, 0)
        self.label.setBuddy(control)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(0, 0, 0, 8)
        if not keeps_room:
            self.note.hide()  # never shown here: without a parent it would be a window

    def name(self, text: str) -> None:
        """Say what the field is, also to a screen reader."""
        self.label.setText(text)
        self.label.setMinimumWidth(0)  # else the hint is no less than it was in another language
        self.label.setMinimumWidth(max(_LABEL_WIDTH, self.label.sizeHint().width()))
        self.control.setAccessibleName(text)

    def say(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show a note below the control."""
        self.note.setText(text)
        if not self._keeps_room:
            self._show_note()
        self.note.setProperty("tone", tone.value)
        set_look(self.note, "small")
        self.control.setAccessibleDescription(text)
        self.control.setProperty("wrong", "yes" if tone is Tone.BAD else "no")
        set_look(self.control, str(self.control.property("look") or ""))

    def set_visible(self, visible: bool) -> None:  # noqa: FBT001 - a property's setter
        """Show or hide the whole row."""
        self._is_visible = visible
        for widget in (self.label, self.control):
            widget.setVisible(visible)
        self._show_note()

    def _show_note(self) -> None:
        self.note.setVisible(self._is_visible and (self._keeps_room or bool(self.note.text())))


def line(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Widgets beside one another."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch()
    return row


def origin_text(origin: Origin, name: str = "") -> str:
    """Where a value comes from, in words."""
    if origin.source is Source.ENVIRONMENT:
        text = translate("origin", "fixed by the environment variable %1")
        return filled(text, name)
    if origin.source is Source.ADMINISTRATOR:
        return translate("origin", "set by your administrator")
    if origin.source is Source.THIS_RUN:
        return translate("origin", "until you quit")
    if origin.source is Source.ENV_FILE:
        return translate("origin", "from the settings file (.env)")
    if origin.source is Source.KEYRING:
        return translate("origin", "in this computer's password store")
    return translate("origin", "the default")
