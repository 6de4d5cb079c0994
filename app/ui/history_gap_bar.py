"""The buttons that answer a gap in its row of the History table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.model import Answer
from app.ui.gap_list import AnswerButton
from app.ui.theme import Theme


class HistoryGapBar(QWidget):
    """At the lower end of its row; the row itself is painted."""

    answered = Signal(object)
    """An `Answer`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        keep, discard, self.more = AnswerButton("Keep"), AnswerButton("Discard"), AnswerButton("More…")
        keep.clicked.connect(lambda: self.answered.emit(Answer.KEEP))
        discard.clicked.connect(lambda: self.answered.emit(Answer.DISCARD))
        self.more.setProperty("role", "flat")
        self._buttons = (keep, discard, self.more)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(theme.px(8), theme.px(3), theme.px(12), theme.px(3))
        inside.setSpacing(theme.px(6))
        inside.addStretch()
        for button in self._buttons:
            button.setProperty("compact", True)
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    @property
    def has_keyboard(self) -> bool:
        return any(button.hasFocus() for button in self._buttons)

    def take_tab_after(self, widget: QWidget) -> None:
        before = widget
        for button in self._buttons:
            QWidget.setTabOrder(before, button)
            before = button
