"""The clipboard: one write a drop, and only if nobody else used it since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

from ossdrop.links import LinkStyle, NamedLink, format_links
from ossdrop.redaction import Secret

_SHORTEST_KEY, _MOST_AROUND = 16, 300  # characters: a key, and the words beside it in a message
_MOST_TOGETHER = 1000  # links; a watched folder may never come to rest
_TRIES, _AGAIN_MS = 20, 100

# By these formats a clipboard's history knows what it shall not keep: KDE, Windows, macOS.
_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0" * 4,
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0" * 4,
    "org.nspasteboard.ConcealedType": b"",
}


def marked(text: str) -> QMimeData:
    """A secret for the clipboard, marked as one."""
    data = QMimeData()
    data.setText(text)
    for name, value in _MARKS.items():
        data.setData(name, value)
    return data


class LinkClipboard(QObject):
    """Remembers at each drop what the clipboard was, so that nothing newer is overwritten."""

    refused = Signal()  # another program has it, and what was asked for is not there

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard: QClipboard = QGuiApplication.clipboard()
        self.hides_links = False  # from the histories that clipboard managers keep
        self._changes = 0
        self._links = ""  # of the newest drop, as they were written
        self._named: tuple[NamedLink, ...] = ()  # the same
        self._drops: frozenset[int] = frozenset()  # that these are of
        self._place = ""  # the destination that these lead to
        self._writes = 0  # of drops
        self._asked = 0  # of texts that were to be written, by a drop or by hand
        # Changes and writes before each drop, and whether it is what was left of one.
        self._marks: dict[int, tuple[int, int, bool]] = {}
        self._clipboard.dataChanged.connect(self._on_clipboard_data_changed)

    @property
    def changes(self) -> int:
        """How often the person copied something, here or elsewhere."""
        return self._changes

    def mark(self, batch_id: int, changes: int | None = None, *, goes_on: bool = False) -> None:
        """A drop came in, now or when there were so many `changes`: later ones are newer.

        One that `goes_on` was paused: the links of what was sent before belong to it.
        """
        known = self._changes if changes is None else changes
        self._marks[batch_id] = known, self._writes, goes_on

    def write_for(
        self,
        batch_id: int,
        links: Sequence[NamedLink],
        style: LinkStyle,
        drops: frozenset[int] = frozenset(),
        place: str = "",
    ) -> int:
        """Write the links of a drop; returns how many are there now.

        After those of drops that ended while this one was under way: nobody could paste these yet.
        And after those of the same `drops` that were sent before the rest of them was paused.
        Links to another `place` are not mixed with them: what is pasted goes to one customer.
        0 then, and when the clipboard was used since, or cannot be written now.
        """
        nothing = self._changes, self._writes, False
        changes, writes, goes_on = self._marks.pop(batch_id, nothing)
        if changes != self._changes or not self.can_write():
            return 0
        is_rest = goes_on and not drops.isdisjoint(self._drops)
        joins = bool(self._named) and (is_rest or writes < self._writes)
        if joins and place != self._place:
            return 0
        together = (*self._named, *links) if joins else tuple(links)
        is_kept = is_rest or len(together) <= _MOST_TOGETHER
        named = together if is_kept else tuple(links)
        self._links = format_links(named, style)
        if not self._set(self._links):  # somebody copied just now
            self._forget()
            return 0
        self._drops = drops | self._drops if len(named) > len(links) else drops
        self._writes += 1
        self._named, self._place = named, place
        return len(named)

    def take_in(self, secret: Secret) -> None:
        """A key was entered here: where it is what is copied still, links may take its place.

        It was copied after files were dropped, which wait for it. And what the person pastes next,
        into a chat say, is not that.
        """
        text, key = self._clipboard.text(), secret.reveal()
        is_long = len(key) >= _SHORTEST_KEY and len(text) <= len(key) + _MOST_AROUND
        if is_long and key in text:
            self._marks = {
                batch_id: (self._changes, writes, goes_on)
                for batch_id, (_, writes, goes_on) in self._marks.items()
            }

    def can_write(self) -> bool:
        """Whether the platform lets a window write now: on Wayland only one with the focus."""
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        return active or not QGuiApplication.platformName().startswith("wayland")

    def write(self, text: str, then: Callable[[], None] = lambda: None) -> None:
        """Write because the person asked for it: no drop overwrites that. `then`, once it is there.

        `refused` is told where it cannot be.
        """
        self._forget()
        self._try(text, then, _TRIES)

    def _try(self, text: str, then: Callable[[], None], tries: int) -> None:
        if self._set(text):
            then()
        elif tries > 1:
            again = partial(self._try_again, self._asked, text, then, tries - 1)
            QTimer.singleShot(_AGAIN_MS, self, again)
        else:
            self.refused.emit()

    def _try_again(self, number: int, text: str, then: Callable[[], None], tries: int) -> None:
        if number == self._asked:  # nothing else was asked for meanwhile
            self._try(text, then, tries)

    def _forget(self) -> None:
        self._links, self._named, self._drops = "", (), frozenset()

    def _set(self, text: str) -> bool:
        """Returns whether it is there.

        X does not give the clipboard to who has not heard of its newest owner yet; Windows not
        while another program has it open.
        """
        self._asked += 1
        if self.hides_links:
            self._clipboard.setMimeData(marked(text))
        else:
            self._clipboard.setText(text)
        return self._clipboard.text().splitlines() == text.splitlines()

    @Slot()
    def _on_clipboard_data_changed(self) -> None:
        """Links of one drop may replace those of another; some platforms tell of both late."""
        is_a_drop = self._clipboard.ownsClipboard() and self._clipboard.text() == self._links
        self._changes += not is_a_drop
