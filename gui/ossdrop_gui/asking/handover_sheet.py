"""The request about rows, to copy: a command, a program, or JSON. Shown with its links masked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from ossdrop.asking.handover import Handover, HandoverForm
from ossdrop.asking.requests import Dialect
from ossdrop.history.entry import HistoryEntry
from ossdrop.printable import filled
from ossdrop_gui.asking.flow import AskFlow, Ready
from ossdrop_gui.asking.sheet import ModelSheet
from ossdrop_gui.desktop.file_dialogs import ask_where_to_write
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.segments import Segments
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.words.wording import translate

_FORMS = (HandoverForm.CURL, HandoverForm.PYTHON, HandoverForm.JSON, HandoverForm.PART)
_BATCH = len(_FORMS)  # behind them: a file for the Batch API
_DIALECTS = (Dialect.OPENAI, Dialect.DASHSCOPE)
_TEXT_HEIGHT = 260


class HandoverSheet(ModelSheet):
    """Follows what is typed and chosen; the whole is in the clipboard only."""

    copy_asked = Signal(str)

    def __init__(
        self, parent: QWidget, flow: AskFlow, entries: Sequence[HistoryEntry], model: str
    ) -> None:
        super().__init__(parent, entries, model, translate("asking", "Hand over"))
        self._ready: Ready | None = None
        self._flow = flow
        self.forms, self.dialects = Segments(len(_FORMS) + 1), Segments(len(_DIALECTS))
        names = [translate("asking", "Files only"), translate("asking", "Batch file")]
        self.forms.name(["curl", "Python", "JSON", *names])
        # A line of a batch has no header, which a link to temporary storage needs.
        can_batch = not any(entry.is_temporary for entry in self.entries)
        self.forms.enable(_BATCH, is_enabled=can_batch)
        self.dialects.name(["OpenAI", "DashScope"])
        self.forms.choose(0)
        self.dialects.choose(0)
        ways = QHBoxLayout()
        ways.setSpacing(16)
        ways.addWidget(self.forms)
        ways.addWidget(self.dialects)
        ways.addStretch()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(_TEXT_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(translate("asking", "The request"))
        note = PlainLabel(
            translate(
                "asking", "Links are hidden here and whole in the clipboard. No key is in it."
            )
        )
        note.setWordWrap(True)
        set_look(note, "small")
        self.button = QPushButton(translate("asking", "Copy"))
        self.button.setDefault(True)
        self.button.setEnabled(False)
        set_look(self.button, "primary")
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(note, 1)
        foot.addWidget(self.button)
        self.column.addLayout(ways)
        self.column.addWidget(self.text, 1)
        self.column.addLayout(foot)
        self.forms.chosen.connect(lambda _: self._show())
        self.dialects.chosen.connect(lambda _: self._show())
        self.question.textChanged.connect(lambda _: self._show())
        self.model.currentTextChanged.connect(lambda _: self._show())
        self.button.clicked.connect(self._on_button_clicked)
        flow.prepare(self.entries, self._take)

    def _take(self, ready: Ready) -> None:
        self._ready = ready
        self.button.setEnabled(True)
        self._show()

    def _whole(self) -> str:
        """The request as it is copied."""
        ready = self._ready
        if ready is None:
            return ""
        handover = Handover(
            self.model_name,
            self.question.text().strip(),
            ready.base_url,
            ready.key_name,
            _DIALECTS[max(self.dialects.current, 0)],
        )
        return handover.text(ready.links, _FORMS[max(self.forms.current, 0)])

    @property
    def _is_batch(self) -> bool:
        return self.forms.current == _BATCH

    def _show(self) -> None:
        self.dialects.setEnabled(not self._is_batch)
        self.button.setText(
            translate("asking", "Save…") if self._is_batch else translate("asking", "Copy")
        )
        text = self._about_batch() if self._is_batch else self._whole()
        for named in self._ready.links if self._ready is not None else ():
            text = text.replace(named.link.url, named.link.masked)
        self.text.setPlainText(text)

    def _about_batch(self) -> str:
        words = translate(
            "asking",
            "One request a line, for %1 files, as the Batch API takes them. Links work for seven "
            "days; the file holds them whole, so keep it to yourself.",
        )
        return filled(words, len(self.entries))

    def _save_batch(self) -> None:
        title = translate("asking", "Save the batch")

        def write(path: Path) -> None:
            text = self.question.text().strip()
            self._flow.write_batch(self.entries, text, self.model_name, path)
            self.accept()

        ask_where_to_write(self, title, "batch.jsonl", "JSONL (*.jsonl)", write)

    @Slot()
    def _on_button_clicked(self) -> None:
        if self._is_batch:
            self._save_batch()
            return
        self.copy_asked.emit(self._whole())
        if self._ready is not None:
            self._flow.note_given(self.entries, [named.link for named in self._ready.links])
        self.accept()
