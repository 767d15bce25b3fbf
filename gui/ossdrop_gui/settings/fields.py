"""Controls for people: regions by their names, lifetimes as presets, places as plain choices."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ossdrop.config.env_file import Values
from ossdrop.config.model_service import BASE_URL, MAINLAND, MODEL_REGION, SINGAPORE, region_of
from ossdrop.config.regions import REGIONS, normalise_region
from ossdrop.config.settings import MAX_EXPIRES_S
from ossdrop.errors import OssDropError
from ossdrop_gui.look.choices import ChoiceBox
from ossdrop_gui.look.segments import Segments
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import region_name

_SERVICES = (MAINLAND, SINGAPORE, None)
_HOUR_S, _DAY_S = 3600, 86_400
_PRESETS_S = (_HOUR_S, _DAY_S, 7 * _DAY_S)
_UNITS_S = (1, 60, _HOUR_S, _DAY_S)
_NUMBER_WIDTH, _GAP = 88, 6
_MOST_DIGITS = 9  # wrong already, and said so


class ServiceField(QWidget):
    """Which of Model Studio's services is called: of a region, or at an address of one's own."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices, self.address = Segments(len(_SERVICES)), QLineEdit()
        self.address.setPlaceholderText("https://….maas.aliyuncs.com")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._choices)
        column.addWidget(self.address)
        self._choices.chosen.connect(self._on_chosen)
        self.address.textChanged.connect(self.changed)

    @property
    def texts(self) -> dict[str, str]:
        """Region and address, as their variables take them."""
        region = _SERVICES[max(self._choices.current, 0)]
        if region is None:
            return {MODEL_REGION: "", BASE_URL: self.address.text().strip()}
        return {MODEL_REGION: region, BASE_URL: ""}

    @property
    def is_complete(self) -> bool:
        """Whether an address of one's own was entered, where one was chosen."""
        return any(self.texts.values())

    def show_texts(self, region: str, address: str) -> None:
        """Show what is set."""
        values = Values.of({MODEL_REGION: region})
        chosen = None if address else region_of(values)
        self._choices.choose(_SERVICES.index(chosen))
        self.address.setText(address)
        self.address.setVisible(chosen is None)

    def name(self, texts: Sequence[str]) -> None:
        """Say what the choices are."""
        self._choices.name(texts)

    @Slot()
    def _on_chosen(self) -> None:
        is_own = _SERVICES[self._choices.current] is None
        self.address.setVisible(is_own)
        if is_own:  # there is nothing else to do next
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class RegionBox(ChoiceBox):
    """Regions by their Chinese or English name or id; other ids may be typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self._fill()
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.currentTextChanged.connect(lambda _: self.changed.emit())
        editor = self.lineEdit()
        if editor is not None:
            editor.returnPressed.connect(self._take_first)
            editor.editingFinished.connect(self._take_only)

    @Slot()
    def _take_first(self) -> None:
        """Enter takes the first suggestion, where what was typed is no region by itself."""
        if found := self._suggestions():
            self.setCurrentText(found[0])

    @Slot()
    def _take_only(self) -> None:
        """Whoever goes on with Tab means the one that is suggested."""
        if len(found := self._suggestions()) == 1:
            self.setCurrentText(found[0])

    def _suggestions(self) -> list[str]:
        text = self.currentText().strip().casefold()
        if not text or any(one.id == self.region for one in REGIONS):
            return []
        names = map(self.itemText, range(self.count()))
        return [name for name in names if text in name.casefold()]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is typed takes the place of the region, rather than being added to its name."""
        super().focusInEvent(event)
        editor = self.lineEdit()
        if editor is not None and event.reason() != Qt.FocusReason.MouseFocusReason:
            editor.selectAll()

    @property
    def region(self) -> str:
        """The id that was chosen or typed, as it is; may be wrong."""
        index = self.findText(self.currentText())
        if index >= 0:
            return str(self.itemData(index))
        text = self.currentText().strip()
        try:
            return normalise_region(text) if text else ""
        except OssDropError:
            return text

    def show_region(self, region_id: str) -> None:
        """Show a region."""
        index = self.findData(region_id)
        self.setCurrentIndex(index)
        if index < 0:
            self.setEditText(region_id)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            chosen = self.region
            self._fill()
            self.show_region(chosen)
        super().changeEvent(event)

    def _fill(self) -> None:
        self.blockSignals(True)
        self.clear()
        for region in REGIONS:
            other = region.english if region_name(region) == region.chinese else region.chinese
            # Both names, so that either one finds it.
            self.addItem(f"{region_name(region)} · {region.id} · {other}", region.id)
        self.setCurrentIndex(-1)
        self.blockSignals(False)


class LifetimeField(Spoken, QWidget):
    """How long links work: three presets, or a number of minutes, hours or days."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segments = Segments(len(_PRESETS_S) + 1)
        self._number, self._unit = QLineEdit(), ChoiceBox()
        self._number.setFixedWidth(_NUMBER_WIDTH)
        self._unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for seconds in _UNITS_S:
            self._unit.addItem("", seconds)
        other = QHBoxLayout()
        other.setSpacing(_GAP)
        other.addWidget(self._number)
        other.addWidget(self._unit)
        other.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addLayout(other)
        self.segments.chosen.connect(self._on_segments_chosen)
        self._number.textEdited.connect(self._on_changed)
        self._unit.currentIndexChanged.connect(self._on_changed)
        self._given, self._preset_s = "", _DAY_S
        self._retranslate()
        self.show_text(str(_DAY_S))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the presets: a number of one's own goes below them."""
        hint = super().minimumSizeHint()
        return QSize(self.segments.sizeHint().width(), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside one another where there is room."""
        parts = (self.segments, self._number, self._unit)
        needed = sum(part.sizeHint().width() + _GAP for part in parts)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if self.width() >= needed else ways.TopToBottom)
        super().resizeEvent(event)

    @property
    def text(self) -> str:
        """The seconds: as they stand in the settings, right or wrong, until they are changed."""
        if self._given:
            return self._given
        number = self.segments.current
        if 0 <= number < len(_PRESETS_S):
            return str(_PRESETS_S[number])
        typed = self._number.text().strip().replace(",", ".")
        try:
            seconds = Decimal(typed or 0) * int(self._unit.currentData())
        except InvalidOperation:
            return typed  # "24h": what is wrong is said, and nothing is made of it
        is_whole = seconds.is_finite() and seconds == seconds.to_integral_value()
        return str(int(seconds)) if is_whole else typed

    def limit(self, longest_s: int) -> None:
        """Offer nothing longer."""
        for number, seconds in enumerate(_PRESETS_S):
            self.segments.offer(number, is_offered=seconds <= longest_s)

    @property
    def is_too_long(self) -> bool:
        """Whether it is a number, and more than links can work."""
        text = self.text
        return text.isascii() and text.isdigit() and int(text[:_MOST_DIGITS]) > MAX_EXPIRES_S

    @property
    def is_in_seconds(self) -> bool:
        """Whether seconds are asked for; else minutes, hours or days."""
        return int(self._unit.currentData()) == 1

    def show_text(self, text: str) -> None:
        """Show the seconds that stand in the settings, or what stands there in their place."""
        is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
        seconds = int(text) if is_number else 0
        if seconds in _PRESETS_S:
            self.segments.choose(_PRESETS_S.index(seconds))
            self._preset_s = seconds
            self._number.clear()
        else:
            self.segments.choose(len(_PRESETS_S))
            self._show_number(seconds)
            if not seconds:
                self._number.setText(text)
        self._show_other()
        self._given = text

    def _show_number(self, seconds: int) -> None:
        units = reversed(range(len(_UNITS_S)))
        unit = next(number for number in units if seconds % _UNITS_S[number] == 0)
        self._unit.setCurrentIndex(unit)
        self._number.setText(str(seconds // _UNITS_S[unit]) if seconds else "")

    def _retranslate(self) -> None:
        self.segments.name(
            [self.tr("1 hour"), self.tr("24 hours"), self.tr("7 days"), self.tr("Other…")]
        )
        names = self.tr("seconds"), self.tr("minutes"), self.tr("hours"), self.tr("days")
        for index, text in enumerate(names):
            self._unit.setItemText(index, text)
        self._number.setAccessibleName(self.tr("How long links work"))
        self._unit.setAccessibleName(self.tr("Unit of time"))

    def _show_other(self) -> None:
        is_other = self.segments.current == len(_PRESETS_S)
        self._number.setVisible(is_other)
        self._unit.setVisible(is_other)

    @Slot(int)
    def _on_segments_chosen(self, number: int) -> None:
        if number < len(_PRESETS_S):
            self._preset_s = _PRESETS_S[number]
        elif not self._number.text():  # it begins with what was chosen before
            self._show_number(self._preset_s)
        self._show_other()
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self._given = ""
        self.changed.emit()
