"""Opens the sheets about models when they are asked for; each is loaded with the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ossdrop.app import App
from ossdrop.history.entry import HistoryEntry
from ossdrop.program.preferences import DEFAULT_MODEL, Preferences
from ossdrop_gui.asking.flow import AskFlow
from ossdrop_gui.background import Background

if TYPE_CHECKING:
    from ossdrop.asking.batches import Result
    from ossdrop_gui.asking.sheet import ModelSheet


@dataclass(frozen=True)
class _Answered:
    """What a model has said of rows."""

    rows: tuple[int | None, ...]
    question: str
    answer: str


class AskDesk(QObject):
    """Over a window; what is to be copied or said goes out by signals."""

    key_asked = Signal()  # to be entered
    answer_copied = Signal(str)
    copy_asked = Signal(str)
    table_written = Signal(str)  # its path
    file_met = Signal(object)  # a Path that is no results file: to be sent like any other
    problem_met = Signal(object)  # OssDropError, where no sheet is open that would say it

    def __init__(
        self,
        app: App,
        background: Background,
        preferences: Callable[[], Preferences],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        self._flow = AskFlow(app, background, self)
        self._flow.table_written.connect(self.table_written)
        self._flow.failed.connect(self._on_flow_failed)
        self._sheet: ModelSheet | None = None
        self._left: tuple[Sequence[HistoryEntry], str] | None = None  # for want of a key
        self._last: _Answered | None = None  # it was paid for

    @property
    def has_left(self) -> bool:
        """Whether a question was left to enter the API key."""
        return self._left is not None

    @Slot()
    def go_on(self) -> None:
        """Open the question that was left."""
        if self._left is not None:
            (entries, question), self._left = self._left, None
            self.ask(entries, question)

    @property
    def sheet(self) -> ModelSheet | None:
        """The one that is open."""
        return self._sheet

    @Slot(object)
    def ask(self, entries: Sequence[HistoryEntry], question: str = "") -> None:
        """Ask a model about rows."""
        from ossdrop_gui.asking.ask_sheet import AskSheet

        self._left = None
        sheet = AskSheet(self._window, self._flow, entries, self._model())
        rows = tuple(entry.id for entry in entries)
        if question:
            sheet.question.setText(question)
        elif self._last is not None and self._last.rows == rows and None not in rows:
            sheet.question.setText(self._last.question)
            sheet.answer.setPlainText(self._last.answer)

        def keep(asked: str, answer: str) -> None:
            self._last = _Answered(rows, asked, answer)

        def leave() -> None:
            self._left = entries, sheet.question.text()
            self.key_asked.emit()

        sheet.key_asked.connect(leave)
        sheet.answered.connect(keep)
        sheet.answer_copied.connect(self.answer_copied)
        self._open(sheet)

    @Slot(object)
    def hand_over(self, entries: Sequence[HistoryEntry]) -> None:
        """Show the request about rows."""
        from ossdrop_gui.asking.handover_sheet import HandoverSheet

        sheet = HandoverSheet(self._window, self._flow, entries, self._model())
        sheet.copy_asked.connect(self.copy_asked)
        self._open(sheet)

    @Slot(object)
    def look_into(self, path: Path) -> None:
        """Show the answers in a file of the Batch API; one that is none is sent."""
        from ossdrop_gui.asking.results_sheet import ResultsSheet

        def show(results: list[Result]) -> None:
            ResultsSheet(self._window, self._flow, results, path.name).open()

        self._flow.read_results(path, show, lambda: self.file_met.emit(path))

    def _model(self) -> str:
        return self._preferences().reader or DEFAULT_MODEL

    def _open(self, sheet: ModelSheet) -> None:
        self._sheet = sheet
        sheet.finished.connect(self._on_sheet_finished)
        sheet.open()

    @Slot()
    def _on_sheet_finished(self) -> None:
        self._sheet = None

    @Slot(object)
    def _on_flow_failed(self, error: object) -> None:
        from ossdrop_gui.asking.ask_sheet import AskSheet

        if not isinstance(self._sheet, AskSheet):
            self.problem_met.emit(error)
