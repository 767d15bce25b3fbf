"""The running transfers: heading with totals, the list, cancel all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ossdrop.config.profile_id import DEFAULT_PROFILE, PRACTICE_PROFILE, ProfileId
from ossdrop.errors import ErrorCode, OssDropError, Scope
from ossdrop.printable import filled
from ossdrop.remedies import Fix, FixKind, fix_for
from ossdrop.transfers.transfer import Queue, Transfer, TransferState
from ossdrop_gui.look.plain import PlainLabel, brief, on_button
from ossdrop_gui.look.ring import Ring
from ossdrop_gui.look.theme import ROW_HEIGHT, Tone, set_look
from ossdrop_gui.notices.banner import Banner, Notice, NoticeButton
from ossdrop_gui.notices.error_details import show_details
from ossdrop_gui.rows.content import CONTENT_ROLE, TEXT_LEFT, RowAction, texts_right
from ossdrop_gui.rows.painter import wrapped_lines
from ossdrop_gui.rows.places import Special
from ossdrop_gui.rows.row_list import RowList
from ossdrop_gui.upload.model import TransferModel
from ossdrop_gui.upload.more_row import MoreRow
from ossdrop_gui.words.error_text import cause_text, remedy_text
from ossdrop_gui.words.fix_text import fix_text
from ossdrop_gui.words.wording import left_text, listed, sentences, size_text, time_text

_FEW_ROWS, _MOST_ROWS = 3, 1000  # shown at first, and once all are wanted
_MOST_ENDED = 10  # of those that need somebody, above the ones that run
_MOST_LINES, _LINE = 4, 16  # of a cause
_REFRESH_MS = 50
_LEAVES_AFTER_MS = 700  # a click that was decided on takes as long
_MUCH_BYTES = 20_000_000  # nobody wants to send that again by a slip
_ALL_TOTALS_FROM, _ALL_TOTALS_BESIDE_PAUSED_FROM = 700, 860
_GOES = (TransferState.QUEUED, TransferState.RUNNING)


class TransferPane(QWidget):
    """Hidden while there is nothing to show."""

    cancel_asked = Signal(object)  # ids
    again_asked = Signal(object)  # paths, to be looked into anew
    remove_asked = Signal(object)
    cancel_all_asked = Signal(object, object)  # ids that have not ended, ids that failed
    take_off_asked = Signal(object)  # ids that wait for the person: off the list
    pause_asked = Signal(object)
    resume_asked = Signal(object)
    retry_asked = Signal(object)
    fit_asked = Signal(object)  # Transfers of which a fitting version shall be sent
    fit_cancelled = Signal()
    redirect_asked = Signal(object)  # gives the Transfers that are to go where files go now
    again_tried = Signal(object)  # the Queue that is held
    place_asked = Signal()  # there is none for files
    bucket_asked = Signal(str)  # that shall be a destination again
    fix_asked = Signal(object, object, object)  # Fix, OssDropError, Queue
    left = Signal()  # it goes away with the keyboard

    def __init__(self, model: TransferModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._held: dict[Queue, OssDropError] = {}
        # Of these, those that somebody asked to try: when that was in vain, None: it goes on.
        self._tried: dict[Queue, datetime | None] = {}
        self._in_use: ProfileId | None = None
        # Destinations and what they are called; None: not read yet.
        self._known: Mapping[ProfileId, str] | None = None
        self._first_bucket: str | None = None  # not known yet
        self._gone: set[ProfileId] = set()
        self._left_for: Mapping[ProfileId, str] = {}  # buckets that no destination has now
        self._former: dict[ProfileId, str] = {}  # what destinations were called that were removed
        self._has_place = True  # for files, in whatever way
        self._left_from_before: set[int] = set()
        self.banner = Banner()
        self._heading = PlainLabel()
        set_look(self._heading, "heading")
        self._ring = Ring()
        self._totals = PlainLabel()
        set_look(self._totals, "soft")
        self._all = {
            RowAction.PAUSE: QPushButton(),
            RowAction.RESUME: QPushButton(),
            RowAction.RETRY: QPushButton(),
            RowAction.CANCEL: QPushButton(),
        }
        self.list = RowList()
        self.list.setModel(model)
        self.banner.left.connect(self.list.setFocus)
        self.list.button_clicked.connect(self._on_list_button_clicked)
        self._shows_all = False
        self._more = MoreRow()
        self._more.toggled.connect(self._on_more_toggled)
        self._build()
        # Totals take a look at every row: a few times a second, not with every file.
        self._refresh = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refresh.timeout.connect(self._on_refresh_timeout)
        self._leaving = QTimer(self, singleShot=True, interval=_LEAVES_AFTER_MS)
        self._leaving.timeout.connect(self.hide)
        model.totals_changed.connect(self._on_model_totals_changed)
        self._retranslate()
        self._on_refresh_timeout()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(self._heading)
        row.addWidget(self._ring)
        row.addWidget(self._totals)
        row.addStretch()
        for action, button in self._all.items():
            set_look(button, "link")
            button.clicked.connect(lambda _=False, action=action: self._do_to_all(action))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.banner)
        column.addLayout(row)
        card = QVBoxLayout()
        card.setSpacing(0)
        card.addWidget(self.list)
        card.addWidget(self._more)
        column.addLayout(card)

    @property
    def model(self) -> TransferModel:
        """What is listed."""
        return self._model

    def show_in_use(self, profile_id: ProfileId) -> None:
        """Where the next files go: what is held may be meant for another place."""
        self._in_use = profile_id
        self._show_places()
        self._on_refresh_timeout()

    @Slot(str)
    def show_first_bucket(self, bucket: str) -> None:
        """By which the destination without a name of its own is called."""
        self._first_bucket = bucket
        self._show_places()
        self._on_refresh_timeout()

    def _show_places(self) -> None:
        self._model.show_places(self._in_use, self._names, frozenset(self._gone))

    @property
    def _names(self) -> dict[ProfileId, str]:
        named = {profile: name for profile, name in (self._known or {}).items() if name}
        first = self._first_bucket
        if first is not None:  # without a bucket its files can only be for temporary storage
            named = {DEFAULT_PROFILE: first or self.tr("Temporary storage")} | named
        return self._former | dict(self._left_for) | named

    def meant_for(self, transfers: Sequence[Transfer]) -> str:
        """What the destination of files is called, "" where that is not known, or are several."""
        names = {self._name_of(one.queue.profile) for one in transfers}
        return names.pop() if len(names) == 1 else ""

    def _name_of(self, profile: ProfileId) -> str:
        practice = self.tr("Practice bucket")
        return practice if profile == PRACTICE_PROFILE else self._names.get(profile, "")

    def show_known(self, names: Mapping[ProfileId, str] | None) -> None:
        """Which destinations there are: what is to go to another one was meant for one removed.

        It stops: nothing is sent there any more.
        """
        self._former |= {one: name for one, name in self._names.items() if one not in (names or ())}
        self._known = names
        self._gone = set()
        for transfer in self._model.unfinished if names is not None else ():
            if transfer.queue.profile not in (names or ()):
                self._gone.add(transfer.queue.profile)
        self._show_places()
        if going := [one.id for one in self._removed() if one.state in _GOES]:
            self.pause_asked.emit(going)
        self._on_refresh_timeout()

    def show_left_for(self, buckets: Mapping[ProfileId, str]) -> None:
        """Of which buckets an earlier run has left files that no destination has now."""
        self._left_for = buckets
        self._show_places()
        self._on_refresh_timeout()

    def show_has_place(self, has_place: bool) -> None:  # noqa: FBT001 - a property's setter
        """Whether files can be sent anywhere at all."""
        self._has_place = has_place
        self._on_refresh_timeout()

    def _removed(self) -> list[Transfer]:
        """What was meant for a destination that was gone when one looked."""
        if not self._gone:  # as nearly always: a hundred thousand may wait
            return []
        return [one for one in self._model.unfinished if one.queue.profile in self._gone]

    def _can_go_on(self, paused: Sequence[int]) -> list[int]:
        nowhere = {transfer.id for transfer in self._removed()}
        return [one for one in paused if one not in nowhere]

    def show_held(self, queue: Queue, error: OssDropError) -> None:
        """One cause stops everything that goes to a destination."""
        self._held[queue] = error
        self._model.show_held(frozenset(self._held))
        if queue in self._tried:
            self._tried[queue] = datetime.now(UTC)
        self._on_refresh_timeout()

    def show_released(self, queue: Queue) -> None:
        """It goes on."""
        self._held.pop(queue, None)
        self._model.show_held(frozenset(self._held))
        self._tried.pop(queue, None)
        self._on_refresh_timeout()

    def note_left_from_before(self, ids: Iterable[int]) -> None:
        """These were found at the start: offer to go on with them."""
        self._left_from_before.update(ids)
        self.show_known(self._known)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room."""
        self._on_refresh_timeout()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._on_refresh_timeout()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        words = {
            RowAction.PAUSE: self.tr("Pause all"),
            RowAction.RESUME: self.tr("Continue all"),
            RowAction.RETRY: self.tr("Try all again"),
            RowAction.CANCEL: self.tr("Cancel all"),
        }
        for action, button in self._all.items():
            button.setText(words[action])
        self.list.setAccessibleName(self.tr("Files being uploaded"))

    @Slot()
    def _on_model_totals_changed(self) -> None:
        if not self._refresh.isActive():
            self._refresh.start()

    @Slot()
    def _on_refresh_timeout(self) -> None:
        rows = self._model.rowCount()
        if self._lingers(rows):
            return
        if not rows and self.isAncestorOf(QApplication.focusWidget() or self):
            self.left.emit()  # before Qt gives it to whatever comes next
        self.setVisible(rows > 0)
        self._show_rows(rows)
        notice = self._notice()
        left = [] if notice is not None else self._left()
        self.banner.show_notice(self._left_notice(left) if left else notice)
        totals = self._model.totals
        open_count = self._model.open_count
        paused = self._model.ids(TransferState.PAUSED, asks=False)
        failed = self._model.ids(TransferState.FAILED)
        all_wait = sum(len(self._model.open_in(queue)) for queue in self._held) >= open_count
        if open_count:
            self._heading.setText(self.tr("Waiting") if all_wait else self.tr("Uploading"))
        else:
            self._heading.setText(self.tr("Paused") if paused else self.tr("Not uploaded"))
        self._ring.setVisible(open_count > 0 and not all_wait)
        self._ring.show_share(totals.sent_bytes / max(totals.size_bytes, 1))
        words = [filled(self.tr("%1 of %2"), totals.done, totals.all)] if open_count else []
        if open_count and totals.all > 1:
            needed = _ALL_TOTALS_BESIDE_PAUSED_FROM if paused else _ALL_TOTALS_FROM
            has_room = self.width() >= needed
            if has_room:
                words.append(f"{size_text(totals.sent_bytes)} / {size_text(totals.size_bytes)}")
            if has_room and totals.speed_bytes_per_s:
                words.append(f"{size_text(totals.speed_bytes_per_s)}/s")
            if time_left := left_text(totals.left_s):
                words.append(time_left)
        if open_count and paused:  # which are listed as well
            words.append(self.tr("%Ln paused", None, len(paused)))
        self._totals.setText(" · ".join(words))
        self._all[RowAction.CANCEL].setText(
            self.tr("Cancel all") if open_count or paused else self.tr("Remove all")
        )
        had_focus = next((a for a, b in self._all.items() if b.hasFocus()), None)
        self._all[RowAction.PAUSE].setVisible(open_count > 0)
        goes_on = len(self._can_go_on(paused))
        self._all[RowAction.RESUME].setVisible(goes_on > max(len(left), 1))  # not twice
        self._all[RowAction.RETRY].setVisible(len(failed) > 1 and not open_count)
        self._all[RowAction.CANCEL].setVisible(open_count + len(paused) + len(failed) > 0)
        if had_focus is not None and not self._all[had_focus].isVisibleTo(self):
            self._focus_instead_of(had_focus)

    def _lingers(self, rows: int) -> bool:
        """Whether all is over and the mouse is on a button: it stays a moment, and does nothing.

        Else a click that is under way falls on what comes in its place, a filter say.
        """
        if rows:
            self._leaving.stop()
        elif self.isVisible() and any(one.underMouse() for one in self._all.values()):
            self._leaving.start()
        for button in self._all.values():
            button.setEnabled(not self._leaving.isActive())
        return self._leaving.isActive()

    def _focus_instead_of(self, action: RowAction) -> None:
        """Where a button was pressed that is gone: its counterpart, and never what ends all."""
        others = {RowAction.PAUSE: RowAction.RESUME, RowAction.RESUME: RowAction.PAUSE}
        other = self._all.get(others.get(action, action))
        wanted = other if other is not None and other.isVisibleTo(self) else self.list
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, rows: int) -> None:
        """A few rows, those that need somebody among them; a line says how many there are."""
        most = _MOST_ROWS
        if not self._shows_all:
            most = _FEW_ROWS + self._model.count_ended(_MOST_ENDED)
        if rows == most + 1:  # the line that stands for it is as high
            most = rows
        self.list.goes_on = rows > most or (self._shows_all and rows > _FEW_ROWS)
        self.list.show_at_most(most, self._tall_rows(min(rows, most)))
        self._more.setVisible(self.list.goes_on)
        self._more.say(max(rows - most, 0), shows_all=self._shows_all)

    def _tall_rows(self, count: int) -> list[Special]:
        """Causes are shown in full."""
        found, rect = [], QRect(0, 0, self.list.viewport().width(), ROW_HEIGHT)
        for row in self._model.ended_rows(count):
            content = self._model.index(row).data(CONTENT_ROLE)
            width = texts_right(content, rect) - TEXT_LEFT
            lines = min(wrapped_lines(content.subtitle, width), _MOST_LINES)
            if lines > 1:
                found.append(Special(row, extra=(lines - 1) * _LINE))
        return found

    @Slot()
    def _on_more_toggled(self) -> None:
        self._shows_all = not self._shows_all
        self._on_refresh_timeout()

    def _notice(self) -> Notice | None:
        """The most pressing thing there is to say."""
        queue, removed = self._held_queue(), self._removed()
        if queue is not None and (not removed or queue.profile == self._in_use):
            waiting = len(self._model.open_in(queue))
            return self._held_notice(queue, self._held[queue], waiting)
        if removed:
            return self._removed_notice(removed)
        secrets = self._model.secret_ids
        if secrets:
            return Notice(
                self.tr("%Ln files look like passwords or keys.", None, len(secrets)),
                self.tr("Anyone with a link could read them."),
                Tone.SOON,
                (
                    NoticeButton(self.tr("Leave out"), lambda: self.remove_asked.emit(secrets)),
                    NoticeButton(self.tr("Send anyway"), lambda: self.resume_asked.emit(secrets)),
                ),
            )
        if (misfits := self._model.misfits)[1:]:
            return self._misfit_notice(misfits)
        return None

    def _held_queue(self) -> Queue | None:
        """One that files wait in; that of the destination in use first, which new files meet."""
        held = self._held if self._model.open_count else {}
        waiting = [queue for queue in held if self._model.open_in(queue)]
        return min(waiting, key=lambda queue: queue.profile != self._in_use, default=None)

    def _left(self) -> list[int]:
        """What an earlier run has not finished."""
        paused = self._model.ids(TransferState.PAUSED)
        return [id_ for id_ in paused if id_ in self._left_from_before]

    def _left_notice(self, left: list[int]) -> Notice:
        listed = [one for one in self._model.unfinished if one.id in self._left_from_before]
        name = self.meant_for(listed)
        text = filled(self.tr("“Continue” sends them to “%1”."), name)
        if not name:
            text = self.tr("“Continue” sends each to its own destination.")
        arrived = self.tr("What has arrived is not sent again.")
        return Notice(
            self.tr("%Ln files were not finished last time.", None, len(left)),
            sentences(text, arrived if any(one.kept_bytes for one in listed) else ""),
            Tone.NEUTRAL,
            (
                NoticeButton(self.tr("Continue"), lambda: self.resume_asked.emit(left)),
                NoticeButton(self.tr("Remove"), lambda: self._take_off(left)),
            ),
        )

    def _misfit_notice(self, misfits: list[Transfer]) -> Notice:
        """Of several at once; each row says why."""
        ids = [transfer.id for transfer in misfits]
        can_fit = [one for one in misfits if one.misfit is not None and one.misfit.can_fit]
        buttons = [NoticeButton(self.tr("Send anyway"), lambda: self.resume_asked.emit(ids))]
        if can_fit:
            fit = NoticeButton(self.tr("Make them fit"), lambda: self.fit_asked.emit(can_fit))
            buttons.insert(0, fit)
        return Notice(
            self.tr("The model will not take %Ln files as they are.", None, len(ids)),
            self.tr("Nothing of them was sent; the originals stay as they are."),
            Tone.SOON,
            tuple(buttons),
        )

    def _held_notice(self, queue: Queue, error: OssDropError, waiting: int) -> Notice:
        offline = error.explanation.scope is Scope.NETWORK
        if offline:
            text = self.tr("%Ln files are waiting and go on by themselves.", None, waiting)
        else:
            text = self.tr("%Ln files are waiting and go on once this is solved.", None, waiting)
        buttons, fix = [], fix_for(error)
        again = NoticeButton(
            self.tr("Try now") if offline else self.tr("Try again"), lambda: self._try_again(queue)
        )
        if fix is not None:
            buttons.append(
                NoticeButton(fix_text(fix), lambda: self.fix_asked.emit(fix, error, queue))
            )
        else:  # sooner than what sends them elsewhere, where nobody may see them
            buttons.append(again)
        if self._in_use is not None and queue.profile != self._in_use:
            name = self._names.get(queue.profile, "")
            meant = self.tr("These files are meant for another destination.")
            if name:
                meant = filled(self.tr("These files are meant for “%1”."), name)
            text = sentences(meant, text)
            buttons.append(self._redirect_button(lambda: self._model.open_in(queue)))
        if fix is not None and len(buttons) < 2:  # four do not fit in the smallest window
            buttons.append(again)
        details = self.tr("Details")
        buttons.append(NoticeButton(details, lambda: show_details(self.window(), error, details)))
        said = sentences(remedy_text(error), text)
        if queue in self._tried:
            tried_at = self._tried[queue]
            in_vain = self.tr("Tried again at %1, without success.")
            failed = filled(in_vain, time_text(tried_at)) if tried_at else ""
            said = sentences(said, failed) if failed else self.tr("Trying…")
        return Notice(
            cause_text(error),
            said,
            Tone.SOON if offline else Tone.BAD,
            tuple(buttons),
        )

    def _redirect_button(self, transfers: Callable[[], list[Transfer]]) -> NoticeButton:
        """Sends them to the place that is in use, and names it."""
        text = self.tr("Send them where files go now")
        if self._in_use is not None and (name := self._name_of(self._in_use)):
            text = on_button(filled(self.tr("Send them to “%1”"), brief(name)))
        return NoticeButton(text, lambda: self.redirect_asked.emit(transfers))

    def _try_again(self, queue: Queue) -> None:
        """It stays held, and its banner, until something goes through."""
        self._tried[queue] = None
        self._on_refresh_timeout()
        self.again_tried.emit(queue)

    def _removed_notice(self, removed: list[Transfer]) -> Notice:
        """Nothing can be mended there any more."""
        ids, count = [transfer.id for transfer in removed], len(removed)
        names = sorted({self._name_of(transfer.queue.profile) for transfer in removed})
        title = self.tr("The destination of %Ln files is no longer set up here.", None, count)
        if all(names):
            words = self.tr("%Ln files are for %1, which is no longer set up here.", None, count)
            if names[1:]:
                words = self.tr("%Ln files are for %1, no longer set up here.", None, count)
            quoted = [filled(self.tr("“%1”"), brief(name)) for name in names]
            title = filled(words, listed(quoted))
        remove = NoticeButton(self.tr("Remove"), lambda: self._take_off(ids))
        if not self._has_place:
            text = self.tr("They wait until there is a place for files.")
            choose = NoticeButton(self.tr("Choose where files go"), self.place_asked.emit)
            return Notice(title, text, Tone.SOON, (choose, remove))
        text = self.tr("Send them elsewhere, or take them off the list.")
        buttons = [self._redirect_button(self._removed), remove]
        buckets = {self._left_for.get(transfer.queue.profile, "") for transfer in removed}
        if len(buckets) == 1 and (bucket := buckets.pop()):
            text = self.tr("Once it is set up again, “Continue” sends them there.")
            again = fix_text(Fix(FixKind.SET_UP_AGAIN))
            buttons.insert(0, NoticeButton(again, lambda: self.bucket_asked.emit(bucket)))
        return Notice(title, text, Tone.SOON, tuple(buttons))

    def _do_to_all(self, action: RowAction) -> None:
        ids = self._model.ids
        paused = ids(TransferState.PAUSED, asks=False)
        failed = ids(TransferState.FAILED)
        open_ids = ids(TransferState.QUEUED) + ids(TransferState.RUNNING)
        if action is RowAction.PAUSE:
            self.pause_asked.emit(open_ids + paused)  # some may be about to go on
        elif action is RowAction.RESUME:
            self.resume_asked.emit(self._can_go_on(paused))
        elif action is RowAction.RETRY:
            folders = self._model.empty_folders
            self.retry_asked.emit([one for one in failed if one not in folders])
            if folders:
                self._look_again(folders)
        else:
            self._cancel(open_ids + paused, failed)

    def _look_again(self, folders: Mapping[int, Path]) -> None:
        """There may be something in them by now."""
        self.remove_asked.emit(list(folders))
        self.again_asked.emit(list(folders.values()))

    def _needs_asking(self, ids: Sequence[int]) -> bool:
        """Several, or a large one: not by a slip."""
        return len(ids) > 1 or self._model.largest_of(ids) > _MUCH_BYTES

    def _take_off(self, ids: list[int]) -> None:
        if self._needs_asking(ids):
            self.take_off_asked.emit(ids)
        else:
            self.cancel_asked.emit(ids)

    def _cancel(self, ids: list[int], failed: Sequence[int] = ()) -> None:
        if self._needs_asking(ids):
            self.cancel_all_asked.emit(ids, list(failed))
        else:
            self.cancel_asked.emit(ids)
            self.remove_asked.emit(list(failed))

    @Slot(object, object)
    def _on_list_button_clicked(self, index: QModelIndex, action: RowAction) -> None:
        transfer = self._model.transfer(index)
        ids = [transfer.id]
        is_folder = transfer.error is not None and transfer.error.code is ErrorCode.FOLDER_EMPTY
        if action is RowAction.RETRY and is_folder:
            self._look_again({transfer.id: transfer.path})
        elif action is RowAction.RETRY:
            self.retry_asked.emit(ids)
        elif action is RowAction.PAUSE:
            self.pause_asked.emit(ids)
        elif action is RowAction.RESUME:
            self.resume_asked.emit(ids)
        elif action is RowAction.FIT:
            self.fit_asked.emit([transfer])
        elif action is RowAction.CANCEL and self._model.is_fitting(transfer.id):
            self.fit_cancelled.emit()
        elif action is RowAction.CANCEL and transfer.state.is_terminal:
            self.remove_asked.emit(ids)
        elif action is RowAction.CANCEL and transfer.size_bytes > _MUCH_BYTES:
            self.cancel_all_asked.emit(ids, [])  # much may have been sent of it
        elif action is RowAction.CANCEL:
            self.cancel_asked.emit(ids)
        elif action is RowAction.FIX and transfer.error is not None:
            self.fix_asked.emit(fix_for(transfer.error), transfer.error, transfer.queue)
        elif action is RowAction.DETAILS and transfer.error is not None:
            show_details(self.window(), transfer.error, transfer.name)
