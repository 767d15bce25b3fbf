"""A question to a model about rows, and its answer as it comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from ossdrop.errors import OF_ADDRESS, ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.printable import filled, printable
from ossdrop_gui.asking.flow import AskFlow
from ossdrop_gui.asking.sheet import ModelSheet
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import Tone, set_look
from ossdrop_gui.words.error_text import cause_text, detail_text, remedy_text
from ossdrop_gui.words.wording import sentences, translate

_ANSWER_HEIGHT = 200
_OF_THE_KEY = (ErrorCode.API_KEY_MISSING, ErrorCode.API_KEY_WRONG)


class AskSheet(ModelSheet):
    """Nothing is asked until the button is pressed: it costs tokens, and the sheet says so."""

    key_asked = Signal()  # to be entered in the settings
    answer_copied = Signal(str)
    answered = Signal(str, str)  # question, whole answer

    def __init__(
        self, parent: QWidget, flow: AskFlow, entries: Sequence[HistoryEntry], model: str
    ) -> None:
        super().__init__(parent, entries, model, translate("asking", "Ask a model"))
        self._flow = flow
        self.answer = QPlainTextEdit()
        self.answer.setReadOnly(True)
        self.answer.setMinimumHeight(_ANSWER_HEIGHT)
        self.answer.setAccessibleName(translate("asking", "Answer"))
        self.answer.setTabChangesFocus(True)
        self.state = PlainLabel(translate("asking", "The model opens the link. This costs tokens."))
        self.state.setWordWrap(True)
        set_look(self.state, "small")
        self.button = QPushButton(translate("asking", "Ask"))
        self.button.setDefault(True)
        set_look(self.button, "primary")
        self.enter_key = QPushButton(translate("asking", "Enter the API key…"))
        self.enter_key.hide()
        self.enter_key.clicked.connect(self.key_asked)
        self.enter_key.clicked.connect(self.reject)
        self.copy = QPushButton(translate("asking", "Copy the answer"))
        self.copy.hide()
        self.copy.clicked.connect(lambda: self.answer_copied.emit(self.answer.toPlainText()))
        self.answer.textChanged.connect(self._offer_copy)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.enter_key)
        foot.addWidget(self.copy)
        foot.addWidget(self.button)
        self.column.addWidget(self.answer, 1)
        self.column.addLayout(foot)
        self._is_asking, self._asked = False, ""
        self.button.clicked.connect(self._on_button_clicked)
        flow.text_came.connect(self._on_flow_text_came)
        flow.answered.connect(self._on_flow_answered)
        flow.failed.connect(self._on_flow_failed)
        self.finished.connect(lambda _: flow.cancel())

    @Slot()
    def _on_button_clicked(self) -> None:
        if self._is_asking:
            self._flow.cancel()
            self._end("", Tone.NEUTRAL)
            return
        text = self.question.text().strip()
        if not text or not self.model_name:
            return
        self.answer.clear()
        self.enter_key.hide()
        self._is_asking, self._asked = True, text
        self.button.setText(translate("asking", "Stop"))
        self._say(translate("asking", "Waiting for the answer…"), Tone.NEUTRAL)
        self._flow.ask(self.entries, text, self.model_name)

    @Slot(str)
    def _on_flow_text_came(self, text: str) -> None:
        if self._is_asking:
            self.answer.moveCursor(QTextCursor.MoveOperation.End)
            self.answer.insertPlainText(printable(text, keep="\t\n"))

    @Slot(object)
    def _on_flow_answered(self, answer: object) -> None:
        usage = getattr(answer, "usage", None)
        if usage is None or not self._is_asking:
            return
        words = translate("asking", "%1 tokens given, %2 answered")
        self._end(filled(words, usage.given, usage.answered), Tone.GOOD)
        self.answered.emit(self._asked, self.answer.toPlainText())

    @Slot(object)
    def _on_flow_failed(self, error: OssDropError) -> None:
        if self._is_asking:
            if error.hint in OF_ADDRESS:  # it is not about the bucket's settings
                error = OssDropError(error.code, request_id=error.request_id)
            said = sentences(cause_text(error), remedy_text(error))
            self.enter_key.setVisible(error.code in _OF_THE_KEY)
            self._end(f"{said}\n{detail_text(error)}".strip(), Tone.BAD)

    @Slot()
    def _offer_copy(self) -> None:
        self.copy.setVisible(bool(self.answer.toPlainText()))

    def _end(self, words: str, tone: Tone) -> None:
        self._is_asking = False
        self.button.setText(translate("asking", "Ask"))
        self._say(words, tone)

    def _say(self, words: str, tone: Tone) -> None:
        self.state.setText(words)
        self.state.setProperty("tone", tone.value)
        set_look(self.state, "small")
