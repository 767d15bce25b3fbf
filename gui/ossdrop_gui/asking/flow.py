"""Between the sheets and the core: signs links, asks, writes tables, off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ossdrop.app import App
from ossdrop.config.api_key import API_KEY_NAMES
from ossdrop.history.entry import HistoryEntry
from ossdrop.links import Link, NamedLink
from ossdrop_gui.background import Background

if TYPE_CHECKING:
    from ossdrop.asking.ask import Question
    from ossdrop.asking.batches import Result

_BEGINNING_BYTES = 256 * 1024  # of a file that may be results


@dataclass(frozen=True)
class Ready:
    """What a request is made of: fresh links, and where it goes."""

    links: tuple[NamedLink, ...]
    base_url: str
    key_name: str


class AskFlow(QObject):
    """One question at a time. Answers by signals, on the UI thread."""

    text_came = Signal(str)  # a piece of the answer
    answered = Signal(object)  # Answer
    failed = Signal(object)  # OssDropError
    table_written = Signal(str)  # its path

    def __init__(self, app: App, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._background = app, background
        self._question: Question | None = None
        self._run = 0  # which question counts: one that was given up may still answer
        background.close_first(self.cancel)

    def ask(self, entries: Sequence[HistoryEntry], text: str, model: str) -> None:
        """Ask a model about rows."""
        from ossdrop.asking.ask import Answer, Question  # imports requests
        from ossdrop.asking.requests import require_answers, require_count

        self.cancel()
        run = self._run

        def hear(piece: str) -> None:
            if run == self._run:
                self.text_came.emit(piece)

        def ask() -> Answer:
            require_answers(model)
            service = self._app.model_service()  # first: nothing is signed for nobody
            signed = self._app.signer.links(entries, is_given=False)
            links = [one.named(link) for one, link in zip(entries, signed, strict=True)]
            require_count(links, model)
            question = Question(service, model, links, text)
            if run == self._run:
                self._question = question
            if run != self._run:  # perhaps just now
                question.cancel()
            return question.ask(hear)

        def tell(signal: Callable[[object], None]) -> Callable[[object], None]:
            return lambda what: signal(what) if run == self._run else None

        self._background.run(ask, tell(self.answered.emit), tell(self.failed.emit))

    def cancel(self) -> None:
        """Give the question up."""
        self._run += 1
        if self._question is not None:
            self._question.cancel()
            self._question = None

    def prepare(self, entries: Sequence[HistoryEntry], take: Callable[[Ready], None]) -> None:
        """Sign links for a request that is handed over."""

        def prepare() -> Ready:
            values = self._app.destinations.values()
            names = [name for name in API_KEY_NAMES if values.get(name)]
            signed = self._app.signer.links(entries, is_given=False)  # until it is copied
            links = tuple(one.named(link) for one, link in zip(entries, signed, strict=True))
            address = self._app.destinations.model_address()
            return Ready(links, address, names[0] if names else API_KEY_NAMES[-1])

        self._background.run(prepare, take, self.failed.emit)

    def note_given(self, entries: Sequence[HistoryEntry], links: Sequence[Link]) -> None:
        """A request with these links was copied."""
        self._background.run(lambda: self._app.signer.note_given(entries, links))

    def write_batch(
        self, entries: Sequence[HistoryEntry], question: str, model: str, path: Path
    ) -> None:
        """Write requests about rows for the Batch API; more than one file where it is too much."""

        def write() -> Path:
            from ossdrop.asking.batches import write_batches
            from ossdrop.asking.requests import require_answers

            require_answers(model)
            longest_s = self._app.destinations.policies.longest_link_s
            signer = self._app.signer
            files = ((one.name, one.named(signer.link(one, longest_s))) for one in entries)
            made = write_batches(files, question, model, path.parent, path.stem)
            if len(made) == 1:  # called as it was chosen, where nothing is in the way
                made[0].replace(path)
                return path
            return made[0]

        self._background.run(
            write, lambda made: self.table_written.emit(str(made)), self.failed.emit
        )

    def read_results(
        self, path: Path, take: Callable[[list[Result]], None], leave: Callable[[], None]
    ) -> None:
        """Read a file of the Batch API; `leave` where it is none, or cannot be read."""

        def read() -> list[Result] | None:
            from ossdrop.asking.batches import are_results, read_results

            try:
                if not path.is_file():  # nor a pipe, which would be waited for
                    return None
                with path.open("rb") as file:
                    if not are_results(file.read(_BEGINNING_BYTES)):
                        return None
            except OSError:  # its row says what is wrong with it
                return None
            return sorted(read_results(path), key=lambda one: one.file)

        def done(found: list[Result] | None) -> None:
            leave() if found is None else take(found)

        self._background.run(read, done, self.failed.emit)

    def write_table(self, results: Sequence[Result], path: Path) -> None:
        """Write what came back as CSV."""

        def write() -> None:
            from ossdrop.asking.batches import write_table

            with path.open("w", encoding="utf-8-sig", newline="") as file:  # as Excel reads it
                write_table(results, file)

        self._background.run(write, lambda _: self.table_written.emit(str(path)), self.failed.emit)
