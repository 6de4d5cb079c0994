"""A number box for a weekly target: minutes inside, hours on the screen, half an hour a step."""

from PySide6.QtCore import QLocale
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSpinBox, QWidget

from app.core.errors import MAX_TARGET, MIN_TARGET
from app.ui.keys import share_undo
from app.ui.theme import Theme

_STEP, _HOUR = 30, 60


class HoursBox(QSpinBox):
    """`None` at 0. What is typed holds when the person is done with it, not at each digit."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, MAX_TARGET)
        self.setSpecialValueText("None")
        self.setSuffix(" h")
        self.setKeyboardTracking(False)
        self.setMinimumWidth(theme.px(110))
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)
        self.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
        share_undo(self)

    def stepBy(self, steps: int) -> None:
        """Between none and the smallest target there is nothing."""
        wanted = (self.value() // _STEP + steps) * _STEP
        if wanted < MIN_TARGET:
            wanted = MIN_TARGET if steps > 0 else 0
        self.setValue(wanted)
        self.selectAll()

    def textFromValue(self, value: int) -> str:
        locale = self._locale()
        return locale.toString(round(value / _HOUR, 2), "f", QLocale.FloatingPointPrecisionOption.FloatingPointShortest)

    def valueFromText(self, text: str) -> int:
        hours = self._hours(text)
        return self.value() if hours is None else round(hours * _HOUR)

    def validate(self, text: str, _pos: int) -> QValidator.State:  # type: ignore[override]  # the stub wants a tuple
        if not self._digits(text):
            return QValidator.State.Intermediate
        hours = self._hours(text)
        fits = hours is not None and 0 <= hours * _HOUR <= self.maximum()
        return QValidator.State.Acceptable if fits else QValidator.State.Invalid

    def _hours(self, text: str) -> float | None:
        if text == self.specialValueText():
            return 0.0
        hours, is_number = self._locale().toDouble(self._digits(text))
        return hours if is_number else None

    def _digits(self, text: str) -> str:
        return text.removesuffix(self.suffix()).strip()

    def _locale(self) -> QLocale:
        locale = QLocale()
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        return locale
