"""Search as you type, which links are shown, and a menu for the rest."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from ossdrop.history.search import FileKind, HistoryQuery, LinkState
from ossdrop.printable import filled
from ossdrop_gui.desktop.paste import is_no_name
from ossdrop_gui.look.icons import Sign, SignButton, pixmap
from ossdrop_gui.look.plain import brief, on_button
from ossdrop_gui.look.segments import Segments
from ossdrop_gui.look.theme import SIZE_SMALL, font, metrics, palette, set_look

_STATES = (None, LinkState.WORKING, LinkState.EXPIRING, LinkState.EXPIRED)
_KINDS = (None, FileKind.IMAGE, FileKind.VIDEO, FileKind.AUDIO, FileKind.OTHER)
_HEIGHT = 32
_HINT_FROM, _HINT_INSET = 200, 7  # px
_LEAST, _ENOUGH, _WIDE, _WIDEST = 84, 132, 232, 320  # px of the box
_WIDEST_FROM = 1000  # px of the page
_GAP = 8
_OF_NAMES = 120  # px for what stands before it, at the least


class _SearchBox(QLineEdit):
    """Escape empties it, Down leads to what was found.

    What is copied and no text is for the window, as everywhere on it. While nobody looks for
    anything, it says which keys lead here.
    """

    paste_asked = Signal()
    results_asked = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The keys, where there is room for them."""
        super().paintEvent(event)
        if self.text() or self.hasFocus() or self.width() < _HINT_FROM:
            return
        words, measures = find_keys(), metrics(SIZE_SMALL)
        frame = QRectF(self.rect()).adjusted(0, _HINT_INSET, -_HINT_INSET, -_HINT_INSET)
        frame.setLeft(frame.right() - measures.horizontalAdvance(words) - 2 * _HINT_INSET)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(palette().line), 1))
            painter.drawRoundedRect(frame.translated(0.5, 0.5), 4, 4)
            painter.setPen(QColor(palette().soft))
            painter.setFont(font(SIZE_SMALL))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An empty one leaves Escape to others."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.results_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and is_no_name(
            QGuiApplication.clipboard().mimeData()
        ):
            self.paste_asked.emit()
        else:
            super().keyPressEvent(event)


def find_keys() -> str:
    """The keys that lead to the search, as this system writes them."""
    keys = QKeySequence(QKeySequence.StandardKey.Find)
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


class SearchBar(QWidget):
    """A text, a state of links, and a menu with kinds of files and the whole history."""

    query_changed = Signal(object)  # HistoryQuery
    export_asked = Signal()
    import_asked = Signal()
    paste_asked = Signal()  # files, a picture or a message, with the cursor in the box

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.states = _SearchBox(), Segments(len(_STATES))
        self.states.choose(0)
        self.state = SignButton(Sign.OPENS, after=True)  # the same, where the page is narrow
        set_look(self.state, "small-link")
        self._kind: FileKind | None = None
        # Buckets to choose from, and what their destinations are called.
        self.places: Mapping[str, str] = {}
        self._bucket = ""  # of the one that is shown, "" for all
        self._room = 0
        self.more = SignButton(Sign.MORE)
        set_look(self.more, "sign")
        self.more.setFixedSize(_HEIGHT, _HEIGHT)
        self.box.setClearButtonEnabled(True)
        self._search_sign = QAction(self)
        self.box.addAction(self._search_sign, QLineEdit.ActionPosition.LeadingPosition)
        self.box.setFixedHeight(_HEIGHT)
        # Names beside it may be cut; its words may not.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.box)
        row.addWidget(self.states)
        row.addWidget(self.state)
        row.addWidget(self.more)
        self.box.textChanged.connect(self._on_changed)
        self.box.paste_asked.connect(self.paste_asked)
        self.states.chosen.connect(self._on_changed)
        self.state.clicked.connect(self._on_state_clicked)
        self.more.clicked.connect(self._on_more_clicked)
        self._retranslate()

    @property
    def query(self) -> HistoryQuery:
        """What is asked for."""
        text, state = self.box.text().strip(), _STATES[self.states.current]
        return HistoryQuery(text, state, self._kind, self._bucket)

    @property
    def filter_words(self) -> str:
        """What the menu has chosen: a kind of files, a destination; "" for all."""
        kind = self._kinds()[_KINDS.index(self._kind)] if self._kind else ""
        place = self.places.get(self._bucket, self._bucket)
        return " · ".join(word for word in (kind, place) if word)

    def give_room(self, width: int) -> None:
        """Be as wide as there is room in a page of this width."""
        self._room = width
        beside = width - _OF_NAMES - self.more.width() - 2 * _GAP
        left = beside - self.states.sizeHint().width()
        is_narrow = width > 0 and left < _ENOUGH
        if is_narrow:
            left = beside - self.state.sizeHint().width()
        most = _WIDEST if width >= _WIDEST_FROM else _WIDE
        self.box.setFixedWidth(min(max(left, _LEAST), most))
        self.states.setVisible(not is_narrow)
        self.state.setVisible(is_narrow)

    def choose_state(self, state: LinkState | None) -> None:
        """Show the links of a state."""
        self.states.choose(_STATES.index(state))
        self._on_changed()

    def states_menu(self) -> QMenu:
        """The states, where there is no room to show them side by side."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for state, words in zip(_STATES, self._states(), strict=True):
            action = group.addAction(words)
            action.setCheckable(True)
            action.setChecked(state is self.query.state)
            action.triggered.connect(lambda _=False, state=state: self.choose_state(state))
        menu.addActions(group.actions())
        return menu

    @Slot()
    def _on_state_clicked(self) -> None:
        self.states_menu().popup(self.state.mapToGlobal(self.state.rect().bottomLeft()))

    def choose_kind(self, kind: FileKind | None) -> None:
        """Show the files of a kind."""
        self._kind = kind
        self._on_changed()

    def choose_bucket(self, bucket: str) -> None:
        """Show what lies in a bucket, "" for all."""
        self._bucket = bucket
        self._on_changed()

    def clear(self) -> None:
        """Show everything."""
        self.states.choose(0)
        self._kind, self._bucket = None, ""
        self.box.clear()
        self._on_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        if event.type() == QEvent.Type.StyleChange:
            self._search_sign.setIcon(QIcon(pixmap(Sign.SEARCH, palette().soft, ratio=2)))
        super().changeEvent(event)

    def _add_places(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        shown = {self._bucket: self._bucket} | dict(self.places) if self._bucket else self.places
        for bucket, words in (("", self.tr("All destinations")), *shown.items()):
            action = group.addAction(on_button(brief(words)))
            action.setCheckable(True)
            action.setChecked(bucket == self._bucket)
            action.triggered.connect(lambda _=False, bucket=bucket: self.choose_bucket(bucket))
        menu.addActions(group.actions())

    def _retranslate(self) -> None:
        self._search_sign.setText(self.tr("Search"))
        self.box.setPlaceholderText(self.tr("Search names"))
        self.box.setToolTip(filled(self.tr("Search names (%1)"), find_keys()))
        self.box.setAccessibleName(self.tr("Search the history"))
        self.states.setAccessibleName(self.tr("Links that"))
        self.more.setAccessibleName(self.tr("More for the whole history"))
        self.states.name(self._states())
        self._say_state()
        self.give_room(self._room)

    def _say_state(self) -> None:
        self.state.setText(self._states()[self.states.current])
        self.state.setAccessibleName(f"{self.tr('Links that')}: {self.state.text()}")

    def _states(self) -> tuple[str, ...]:
        return self.tr("All"), self.tr("Working"), self.tr("Expiring"), self.tr("Expired")

    def _kinds(self) -> tuple[str, ...]:
        return (
            self.tr("All files"),
            self.tr("Pictures"),
            self.tr("Clips"),
            self.tr("Recordings"),
            self.tr("Other files"),
        )

    @Slot()
    def _on_changed(self) -> None:
        self._say_state()
        self.query_changed.emit(self.query)

    @Slot()
    def _on_more_clicked(self) -> None:
        menu = self.menu()
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Kinds of files, destinations, and what can be done with the whole history."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for kind, words in zip(_KINDS, self._kinds(), strict=True):
            action = group.addAction(words)
            action.setCheckable(True)
            action.setChecked(kind is self._kind)
            action.triggered.connect(lambda _=False, kind=kind: self.choose_kind(kind))
        menu.addActions(group.actions())
        menu.addSeparator()
        if self._bucket or len(self.places) > 1:
            self._add_places(menu)
            menu.addSeparator()
        menu.addAction(self.tr("Export the history…")).triggered.connect(self.export_asked)
        menu.addAction(self.tr("Import a history…")).triggered.connect(self.import_asked)
        return menu
