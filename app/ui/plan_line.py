"""The line that adds to a day: says what it would make anew, and why something can't be added."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.control.planner import Planner
from app.core import text
from app.core.errors import Refused, Unavailable
from app.ui import entry_words
from app.ui import plan_words as words
from app.ui.line_edit import LineEdit
from app.ui.theme import Theme


class PlanLine(QWidget):
    """What was typed stays where it was refused."""

    left = Signal()
    """By `Down`."""
    added = Signal(object)
    """The `PlanItem`."""

    def __init__(self, planner: Planner, theme: Theme) -> None:
        super().__init__()
        self._planner, self._theme = planner, theme
        self._day = date.min
        self.edit = LineEdit("Add to plan", text.LINE_LIMIT)
        self.edit.setProperty("big", True)
        self._news, self._problem = QLabel(), QLabel()
        self._news.setProperty("dim", True)
        self._problem.setProperty("tone", "danger")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.edit)
        for label in (self._news, self._problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.hide()
            column.addWidget(label)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.returnPressed.connect(self._add)
        self.edit.refused.connect(self._refuse)
        self.setFocusProxy(self.edit)
        theme.changed.connect(self.restyle)

    def show_day(self, day: date, today: date) -> None:
        self._day = day
        self.edit.setPlaceholderText(words.add_to(day, today))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the line itself has no use for."""
        if event.key() == Qt.Key.Key_Down and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.edit.text():
            self.edit.clear()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        for label in (self._news, self._problem):
            label.setFont(self._theme.font("small"))

    def _on_typed(self) -> None:
        preview = self._planner.preview(self.edit.text())
        self._refuse(self.edit.problem or preview.problem)
        self._news.setText(text.shown(" ".join(entry_words.news(preview)), 300))
        self._news.setVisible(bool(self._news.text()) and self._problem.isHidden())

    def _add(self) -> None:
        if self.edit.problem:
            self._refuse(self.edit.problem)
            return
        try:
            item = self._planner.add(self.edit.text(), self._day)
        except Refused as refusal:
            self._refuse(str(refusal))
        except Unavailable:
            self.edit.clear()  # kept by the controller, which tells it
        else:
            self.edit.clear()
            self.added.emit(item)

    def _refuse(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if problem:
            self._news.hide()
