"""Temporary storage: which model shall read the files, and what such a link can and cannot do."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ossdrop.models.catalogue import catalogue, is_model_name
from ossdrop.printable import filled
from ossdrop_gui.desktop.file_paste import FilePaste
from ossdrop_gui.desktop.paste import is_no_name
from ossdrop_gui.look.choices import ChoiceBox
from ossdrop_gui.look.plain import PlainLabel
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.words.model_text import takes_text
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import sentences

_SNIPPET = """curl https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions \\
  -H "Authorization: Bearer $DASHSCOPE_API_KEY" \\
  -H "Content-Type: application/json" \\
  -H "X-DashScope-OssResourceResolve: enable" \\
  -d '{"model": "%1", "messages": [{"role": "user", "content": [
        {"type": "image_url", "image_url": {"url": "oss://PASTE-THE-LINK-HERE"}},
        {"type": "text", "text": "What is in this picture?"}]}]}'"""


class ModelBar(Spoken, QWidget):
    """Shown only while files go to temporary storage."""

    model_chosen = Signal(str)
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ""
        self._label, self._note = PlainLabel(), PlainLabel()
        set_look(self._label, "soft")
        set_look(self._note, "small")
        self._note.setWordWrap(True)
        self.box = ChoiceBox()
        self.box.setEditable(True)
        self.box.setMinimumContentsLength(18)
        FilePaste(self.box, is_no_name)
        self._label.setBuddy(self.box)
        self._snippet = QPushButton()
        set_look(self._snippet, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._label)
        row.addWidget(self.box)
        row.addWidget(self._note, 1)
        row.addWidget(self._snippet)
        line_edit = self.box.lineEdit()
        if line_edit is not None:
            line_edit.editingFinished.connect(self._on_box_chosen)
        self.box.activated.connect(lambda _: self._on_box_chosen())
        self._snippet.clicked.connect(self._on_snippet_clicked)
        self._retranslate()
        self.hide()

    def show_model(self, model: str) -> None:
        """Show the model in use."""
        if not self.box.count():  # read by now: whoever opened the profile has asked for it
            self.box.addItems(catalogue().offered)
        self._model = model
        self.box.setCurrentText(model)
        self._retranslate()
        self.show()

    def _retranslate(self) -> None:
        self._label.setText(self.tr("For the model"))
        self.box.setAccessibleName(self.tr("Model that shall read the files"))
        note = self.tr("Only this model and your account can open the links. Not for production.")
        self._note.setText(sentences(takes_text(self._model), note) if self._model else note)
        self._snippet.setText(self.tr("Copy an example call"))

    @Slot()
    def _on_box_chosen(self) -> None:
        model = self.box.currentText().strip()
        if is_model_name(model):
            self._model = model
            self.model_chosen.emit(model)
        else:  # a whole text, perhaps with a key in it, is kept nowhere
            self.box.setCurrentText(self._model)

    @Slot()
    def _on_snippet_clicked(self) -> None:
        text = filled(_SNIPPET, self.box.currentText().strip())
        QGuiApplication.clipboard().setText(text)
        self.copied.emit()
