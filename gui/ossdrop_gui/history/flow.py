"""What can be done with rows of the history, off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal, Slot

from ossdrop.app import App
from ossdrop.config.policies import Policies
from ossdrop.errors import OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.files import Imported, import_rows, write_csv, write_json
from ossdrop.links import Link, LinkFormat, LinkStyle, format_links, link_style
from ossdrop.program.preferences import Preferences
from ossdrop_gui.background import Background
from ossdrop_gui.desktop.clipboard import LinkClipboard

_PAGE = 500
_MOST_DAYS = 36_500
# Of the formats: requests have a sheet of their own.
_COPIED_AS = (
    LinkFormat.URL,
    LinkFormat.MARKDOWN,
    LinkFormat.OPENAI,
    LinkFormat.TABLE,
    LinkFormat.HTML,
    LinkFormat.CSV,
)
MOST_CHOSEN = 10_000  # a clipboard with more links helps nobody
MOST_REMOVED = 1_000_000  # what can be undone is kept in memory


class HistoryFlow(QObject):
    """Signs, copies, opens, forgets and deletes; tells the window by signals."""

    links_copied = Signal(object, bool)  # entries, whether one of their links had expired
    # Entries that nothing could be done for, why the first could not, and how many links of others
    # were copied all the same.
    rows_failed = Signal(object, object, int)
    style_used = Signal(str)  # the name of a LinkFormat
    address_copied = Signal(object)  # HistoryEntry
    link_opens = Signal(object)  # HistoryEntry: a byte came through its link
    rows_changed = Signal()  # some are gone, or new
    links_noted = Signal(object)  # ids of rows whose links end later now
    too_many_chosen = Signal(int)  # how many may be, at most
    rows_removed = Signal(object)  # the entries, for an undo
    rows_brought_back = Signal()
    objects_deleted = Signal(int)
    deleting_failed = Signal(int, object)  # how many are still there, and why: OssDropError
    rows_deleted = Signal(object)  # the entries, with their objects
    problem_met = Signal(object)  # OssDropError
    rows_rescued = Signal(int)  # of a history file that was damaged
    rows_imported = Signal(object)  # Imported
    file_done = Signal(str, int)  # a file that was written or read, rows

    def __init__(
        self,
        app: App,
        background: Background,
        clipboard: LinkClipboard,
        preferences: Callable[[], Preferences],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self._background, self._clipboard = app, background, clipboard
        self._preferences = preferences
        self._has_told_rescue = False
        self.policies = Policies()  # what an administrator has decided

    def choose(
        self,
        ids: Sequence[int],
        act: Callable[[list[HistoryEntry]], None],
        stacks: Mapping[int, int] = MappingProxyType({}),
        *,
        most: int = MOST_CHOSEN,
    ) -> None:
        """Read the entries of many rows, then do something with them, in their order.

        `stacks` has the drops of rows that stand for many files. More than `most` are not taken:
        that is said.
        """

        def read() -> list[HistoryEntry] | None:
            wanted: list[int] = []
            for row_id in ids:
                drop = stacks.get(row_id)
                wanted += [row_id] if drop is None else self._app.history.rows_of_drop(drop)
                if len(wanted) > most:
                    return None
            return self._read(wanted)

        def go_on(entries: list[HistoryEntry] | None) -> None:
            if entries is None:
                self.too_many_chosen.emit(most)
            else:
                act(entries)

        self._background.run(read, go_on, self.problem_met.emit)

    def _read(self, ids: Sequence[int]) -> list[HistoryEntry]:
        entries: dict[int, HistoryEntry] = {}
        for start in range(0, len(ids), _PAGE):
            entries |= self._app.history.entries(ids[start : start + _PAGE])
        return [entries[row_id] for row_id in ids if row_id in entries]

    def copy_links(
        self,
        entries: Sequence[HistoryEntry],
        style: LinkStyle | None = None,
        expires_s: int | None = None,
    ) -> None:
        """Sign fresh links and copy them, in the order of the rows."""
        preferences = self._preferences()
        chosen = style or link_style(preferences.link_format, preferences.link_template)

        def sign() -> list[Link | OssDropError]:
            return self._app.signer.each_link(entries, expires_s)

        def copy(found: list[Link | OssDropError]) -> None:
            pairs = list(zip(entries, found, strict=True))
            links = [(entry, one) for entry, one in pairs if isinstance(one, Link)]
            failed = [(entry, one) for entry, one in pairs if isinstance(one, OssDropError)]
            expired = all(
                entry.link_expires_at <= link.signed_at and not entry.is_temporary
                for entry, link in links
            )

            def tell() -> None:
                if failed:
                    missed, (_, error) = [entry for entry, _ in failed], failed[0]
                    self.rows_failed.emit(missed, error, len(links))
                else:
                    self.links_copied.emit(list(entries), expired)

            if not links:
                tell()
                return
            named = [entry.named(link) for entry, link in links]
            self._clipboard.write(format_links(named, chosen), tell)
            self.links_noted.emit([entry.id for entry, _ in links])

        self._background.run(sign, copy, self._failed_for(entries))

    def _failed_for(self, entries: Sequence[HistoryEntry]) -> Callable[[OssDropError], None]:
        return lambda error: self.rows_failed.emit(list(entries), error, 0)

    @property
    def copy_styles(self) -> tuple[LinkFormat, ...]:
        """What a row's menu offers, the one that was used last first."""
        last = self._preferences().copied_as
        return tuple(sorted(_COPIED_AS, key=lambda style: style.value != last))

    def copy_as(self, entries: Sequence[HistoryEntry], style: LinkFormat) -> None:
        """Copy links in a format, which is offered first from now on."""
        self.style_used.emit(style.value)
        self.copy_links(entries, style)

    def sign(self, entries: Sequence[HistoryEntry], take: Callable[[list[Link]], None]) -> None:
        """Sign fresh links, and give them to `take`."""

        def give(links: list[Link]) -> None:
            take(links)
            self.links_noted.emit([entry.id for entry in entries])

        failed = self._failed_for(entries)
        self._background.run(lambda: self._app.signer.links(entries), give, failed)

    def copy_anew(self, rows: Sequence[int], text: str) -> None:
        """Copy the links of a drop, signed afresh where the history has its rows."""
        if rows:
            self.choose(rows, self.copy_links)
        else:
            self._clipboard.write(text)

    def copy_address(self, entry: HistoryEntry) -> None:
        """Copy where the object is: no link, it opens nothing."""
        address = f"oss://{entry.key}"
        if not entry.is_temporary:
            address = entry.endpoint.object_url(entry.bucket, entry.key)
        self._clipboard.write(address, lambda: self.address_copied.emit(entry))

    def open_link(self, entry: HistoryEntry) -> None:
        """Open a fresh link in the browser."""

        def show(link: Link) -> None:
            from ossdrop_gui.desktop.browser import open_link

            open_link(link.url, self)
            self.links_noted.emit([entry.id])

        failed = self._failed_for([entry])
        self._background.run(lambda: self._app.signer.link(entry), show, failed)

    def try_link(self, entry: HistoryEntry) -> None:
        """Fetch one byte through a fresh link."""
        self._background.run(
            lambda: self._app.try_link(entry),
            lambda _: self.link_opens.emit(entry),
            self._failed_for([entry]),
        )

    def remove(self, entries: Sequence[HistoryEntry]) -> None:
        """Forget rows; their objects stay."""

        def removed(_: None) -> None:
            self.rows_removed.emit(list(entries))
            self.rows_changed.emit()

        ids = [entry.id for entry in entries]
        self._background.run(lambda: self._app.history.remove(ids), removed, self.problem_met.emit)

    def bring_back(self, entries: Sequence[HistoryEntry]) -> None:
        """Undo a removal."""

        def brought(_: object) -> None:
            self.rows_brought_back.emit()
            self.rows_changed.emit()

        self._background.run(
            lambda: self._app.history.add_all(entries),
            brought,
            self.problem_met.emit,
        )

    def delete(self, entries: Sequence[HistoryEntry]) -> None:
        """Delete the objects from their buckets, and the rows."""
        gone: list[HistoryEntry] = []

        def delete() -> list[OssDropError]:
            failures = []
            for entry in entries:
                try:
                    self._app.delete_object(entry)
                    gone.append(entry)
                except OssDropError as error:  # the others go all the same
                    failures.append(error)
            return failures

        def done(failures: list[OssDropError]) -> None:
            if count := len(entries) - len(failures):
                self.objects_deleted.emit(count)
            if failures:
                self.deleting_failed.emit(len(failures), failures[0])
            self.rows_deleted.emit(gone)
            self.rows_changed.emit()

        self._background.run(delete, done, self.problem_met.emit)

    def export(self, path: Path) -> None:
        """Write all rows as CSV or, by the file's name, as JSON."""

        def write() -> int:
            store = self._app.history
            ids = store.ids()[::-1]  # so that what takes them in has them in their order
            written = 0

            def rows() -> Iterator[HistoryEntry]:
                nonlocal written
                for start in range(0, len(ids), _PAGE):
                    page = self._read(ids[start : start + _PAGE])
                    written += len(page)  # without those that make no sense
                    yield from page

            is_table = path.suffix.lower() == ".csv"
            encoding = "utf-8-sig" if is_table else "utf-8"  # as Excel reads it
            with path.open("w", encoding=encoding, newline="") as file:
                (write_csv if is_table else write_json)(rows(), file)
            return written

        self._background.run(
            write, lambda rows: self.file_done.emit(str(path), rows), self.problem_met.emit
        )

    def take_in(self, path: Path) -> None:
        """Add the rows of an exported file."""

        def done(found: Imported) -> None:
            self.rows_imported.emit(found)
            self.rows_changed.emit()

        self._background.run(
            lambda: import_rows(self._app.history, path), done, self.problem_met.emit
        )

    @Slot()
    def tell_rescue(self) -> None:
        """Say so once when the file was damaged."""
        rescued = self._app.history.rescued_rows
        if rescued is not None and not self._has_told_rescue:
            self._has_told_rescue = True
            self.rows_rescued.emit(rescued)

    @Slot()
    def clean_up(self) -> None:
        """Forget rows that are older than was chosen; nothing where all are kept."""
        days = min(self._preferences().history_days, _MOST_DAYS)
        if days:
            before = datetime.now(UTC) - timedelta(days=days)
            self._background.run(
                lambda: self._app.history.clean_up(before),
                lambda count: self.rows_changed.emit() if count else None,
            )
