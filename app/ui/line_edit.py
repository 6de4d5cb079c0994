"""A line edit that never cuts a text in silence: what is too long is refused in a sentence."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.text import too_long, unbroken
from app.ui.keys import is_idle_undo


class LineEdit(QLineEdit):
    """One line from a person, at most `limit` characters."""

    refused = Signal(str)
    """A sentence: a paste was too long, and nothing was inserted."""

    def __init__(self, name: str, limit: int, parent: QWidget | None = None) -> None:
        """`name` is the accessible name; it stands in the sentence of a refusal too."""
        super().__init__(parent)
        self._limit, self._name = limit, name
        self.setAccessibleName(name)
        self.setMaxLength(2 * limit + 2)  # in UTF-16 units: what is cut here is over the limit, and refused

    @property
    def problem(self) -> str:
        """Why the text can't be taken, or an empty text."""
        return too_long(self._name, self._limit) if len(self.text()) > self._limit else ""

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the line's own only while it has something to undo or redo."""
        if is_idle_undo(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text(QClipboard.Mode.Clipboard))
            return
        super().keyPressEvent(event)

    def _paste(self, text: str) -> None:
        line = unbroken(text)
        if len(self.text()) - len(self.selectedText()) + len(line) > self._limit:
            self.refused.emit(too_long(self._name, self._limit))
        else:
            self.insert(line)
