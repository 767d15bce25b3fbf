"""The menu of one row, or of several."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QPoint, Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from ossdrop.config.policies import Feature
from ossdrop.config.profile_id import NO_PROFILE, ProfileId
from ossdrop.history.entry import HistoryEntry
from ossdrop.printable import filled
from ossdrop_gui.history.flow import HistoryFlow
from ossdrop_gui.look.plain import brief, on_button
from ossdrop_gui.notices.line_question import LineQuestion
from ossdrop_gui.words.format_text import format_text
from ossdrop_gui.words.wording import translate

_HOUR_S, _DAY_S = 3600, 86_400
_USUAL_S = 2 * _DAY_S


class RowMenu(QMenu):
    """Built for the rows it is opened on."""

    upload_asked = Signal(object, str)  # entries; whose bucket gets them, "" for where files go now
    keep_asked = Signal(object, str)  # entries of temporary storage; whose bucket gets them
    ask_asked = Signal(object)  # entries
    handover_asked = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        flow: HistoryFlow,
        entries: Sequence[HistoryEntry],
        delete: Callable[[Sequence[HistoryEntry]], None],
        open_stack: Callable[[], None] | None = None,
        buckets: Sequence[tuple[ProfileId, str]] = (),
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._flow, self._entries = flow, list(entries)
        if open_stack is not None:
            self._add(translate("row_menu", "Show the files"), open_stack)
        many = self.tr("Copy %Ln links", None, len(self._entries))
        one = translate("row_menu", "Copy link")
        self._add(many if len(self._entries) > 1 else one, lambda: flow.copy_links(self._entries))
        self._add_copies()
        self.addSeparator()
        if len(self._entries) == 1:
            self._add_single(self._entries[0])
        # What an imported row says of a file is somebody's word: it names none of ours.
        own = [entry for entry in self._entries if not entry.is_imported]
        temporary = [entry for entry in self._entries if entry.is_temporary]
        own_temporary = [entry for entry in own if entry.is_temporary]
        if own and len(buckets) > 1 and not own_temporary:
            again = self.addMenu(translate("row_menu", "Upload again to"))
            self._add_buckets(again, own, buckets, self.upload_asked)
        elif own:
            again_there = translate("row_menu", "Upload again")
            self._add(again_there, lambda: self.upload_asked.emit(own, NO_PROFILE))
        if own_temporary:
            self._offer_to_keep(own_temporary, buckets)
        self.addSeparator()
        self._add(translate("row_menu", "Remove from history"), lambda: flow.remove(self._entries))
        if not temporary:
            self._add(
                translate("row_menu", "Delete from the bucket…"), lambda: delete(self._entries)
            )

    def open_at(self, position: QPoint) -> None:
        """Show it."""
        self.popup(position)

    def _add(self, text: str, act: Callable[[], None]) -> None:
        self.addAction(text).triggered.connect(lambda _=False: act())

    def _offer_to_keep(
        self, entries: list[HistoryEntry], buckets: Sequence[tuple[ProfileId, str]]
    ) -> None:
        """In a bucket, which is named: of several, one is another customer's perhaps."""
        if len(buckets) > 1:
            menu = self.addMenu(translate("row_menu", "Keep it: upload to"))
            self._add_buckets(menu, entries, buckets, self.keep_asked)
            return
        profile_id, name = buckets[0] if buckets else (NO_PROFILE, "")
        text = translate("row_menu", "Keep it: upload to my bucket")
        if name:
            text = on_button(filled(translate("row_menu", "Keep it: upload to “%1”"), brief(name)))
        self._add(text, lambda: self.keep_asked.emit(entries, profile_id))

    def _add_buckets(
        self,
        menu: QMenu,
        entries: list[HistoryEntry],
        buckets: Sequence[tuple[ProfileId, str]],
        asked: SignalInstance,
    ) -> None:
        for profile_id, name in buckets:
            menu.addAction(on_button(name)).triggered.connect(
                lambda _=False, profile_id=profile_id: asked.emit(entries, profile_id)
            )

    def _add_copies(self) -> None:
        flow, entries = self._flow, self._entries
        if not any(entry.is_temporary for entry in entries):
            lifetimes = self.addMenu(translate("row_menu", "Copy link that works for"))
            for text, seconds in (
                (translate("row_menu", "1 hour"), _HOUR_S),
                (translate("row_menu", "24 hours"), _DAY_S),
                (translate("row_menu", "7 days"), 7 * _DAY_S),
            ):
                if seconds <= flow.policies.longest_link_s:
                    lifetimes.addAction(text).triggered.connect(
                        lambda _=False, seconds=seconds: flow.copy_links(entries, None, seconds)
                    )
            if flow.policies.longest_link_s > _HOUR_S:
                lifetimes.addAction(translate("row_menu", "Other…")).triggered.connect(
                    lambda _=False: self._copy_for_hours()
                )
        styles = self.addMenu(translate("row_menu", "Copy as"))
        for style in flow.copy_styles:
            styles.addAction(format_text(style)).triggered.connect(
                lambda _=False, style=style: flow.copy_as(entries, style)
            )
        self.addSeparator()
        if flow.policies.allows(Feature.ASK):
            self._add(translate("row_menu", "Ask a model…"), lambda: self.ask_asked.emit(entries))
        self._add(translate("row_menu", "Hand over…"), lambda: self.handover_asked.emit(entries))

    def _copy_for_hours(self) -> None:
        flow, entries = self._flow, self._entries
        longest_s = flow.policies.longest_link_s
        most = QLocale().toString(longest_s / _HOUR_S, "g", 6)
        usual = QLocale().toString(min(_USUAL_S, longest_s) / _HOUR_S, "g", 6)
        label = filled(translate("row_menu", "Hours it works, up to %1:"), most)

        def why_not(text: str) -> str | None:
            if not text:
                return ""
            seconds = _seconds_in(text)
            if seconds > longest_s:
                return filled(translate("row_menu", "A link works for %1 hours at most."), most)
            if seconds < 1:
                return translate("row_menu", "A number of hours, for example 1.5:")
            return None

        title = translate("row_menu", "Copy link")
        question = LineQuestion(self.parentWidget(), title, label, why_not)
        question.ask(usual, lambda text: flow.copy_links(entries, None, _seconds_in(text)))

    def _add_single(self, entry: HistoryEntry) -> None:
        flow = self._flow
        if not entry.is_temporary:
            self._add(translate("row_menu", "Open in browser"), lambda: flow.open_link(entry))
            self._add(translate("row_menu", "Check that it opens"), lambda: flow.try_link(entry))
            address = translate("row_menu", "Copy address, without access")
            self._add(address, lambda: flow.copy_address(entry))  # that of a temporary file opens
        if entry.is_imported:  # its file is one of somebody else's computer
            return
        self.addSeparator()
        path = entry.source_path
        self._add(translate("row_menu", "Open the file"), lambda: _open(str(path)))
        self._add(translate("row_menu", "Show file in its folder"), lambda: _open(str(path.parent)))


def _seconds_in(hours: str) -> int:
    """Of a number of hours as people type it; 0 where it is none."""
    try:
        number = float(hours.replace(",", "."))
    except ValueError:
        return 0
    return round(number * _HOUR_S) if math.isfinite(number) else 0


def _open(path: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))
