"""The field that History is searched by."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from app.core.text import LINE_LIMIT
from app.ui.keys import is_return
from app.ui.line_edit import LineEdit
from app.ui.theme import Theme

_PAUSE_MS = 150


class HistorySearch(LineEdit):
    """Asks when the person pauses, or at Return. Escape empties it, then it leads to the table, as Down does."""

    asked = Signal()
    left = Signal()
    """The person wants to go on to the table."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Search history", LINE_LIMIT, parent)
        self._theme = theme
        self.setPlaceholderText("Search notes, tasks and plan titles")
        self._icon = self.addAction(theme.icon("search", "text2"), QLineEdit.ActionPosition.LeadingPosition)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName("Search")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.asked)
        self.textChanged.connect(lambda _: self._pause.start())
        theme.changed.connect(lambda: self._icon.setIcon(theme.icon("search", "text2")))

    def show_text(self, text: str) -> None:
        """Without asking."""
        self.setText(text)
        self._pause.stop()

    def event(self, event: QEvent) -> bool:
        """Escape is the field's, not a shortcut's."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_return(event):
            self._ask_now()
        elif _is_escape(event) and self.text():
            self.clear()
            self._ask_now()
        elif _is_escape(event) or event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _ask_now(self) -> None:
        self._pause.stop()
        self.asked.emit()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
