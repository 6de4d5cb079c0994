"""A time of day that is typed: `1815` or `18:15`. The arrow keys change it by a minute."""

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core.typed_time import parse
from app.ui.line_edit import LineEdit
from app.ui.theme import Theme
from app.ui.times import clock_format

_LIMIT = 20
_ANY_DAY = date(2000, 1, 2)
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 15, Qt.Key.Key_PageDown: -15}
"""Minutes."""


class TimeEdit(LineEdit):
    """Shows minutes; a time that was set and not touched keeps its seconds."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, _LIMIT, parent)
        self._exact: time | None = None
        self.setMinimumWidth(theme.px(72))

    def set_time(self, at: time) -> None:
        self._exact = at
        self.setText(_words(at))

    def value(self) -> time | None:
        """None where it is no time of day."""
        if self._exact is not None and self.text() == _words(self._exact):
            return self._exact
        return parse(self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is typed takes the place of what stands there."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, at = _STEPS.get(Qt.Key(event.key())), self.value()
        if step is None or at is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        moved = datetime.combine(_ANY_DAY, at, tzinfo=UTC) + timedelta(minutes=step)
        self.selectAll()
        self.insert(_words(moved.time()))
        self.textEdited.emit(self.text())


def _words(at: time) -> str:
    return QLocale().toString(QTime(at.hour, at.minute), clock_format())
