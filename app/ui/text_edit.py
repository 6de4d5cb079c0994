"""A field for long texts. A line of more than 10,000 characters is shown in pieces: Qt needs minutes for one of a
million, and the window would stand still.
"""

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.text import LINE_LIMIT, clean_block
from app.ui.keys import is_idle_undo, is_return

_GOES_ON = 1
"""State of a block whose line goes on in the next one."""


class TextEdit(QPlainTextEdit):
    """`set_text` and `text` give and take the text as it is; the pieces are seen only."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is the accessible name."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)

    def set_text(self, text: str) -> None:
        self.clear()
        self._insert(QTextCursor(self.document()), text)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.document().clearUndoRedoStacks()

    def text(self) -> str:
        parts = []
        block = self.document().begin()
        while block.isValid():
            parts.append(block.text())
            following = block.next()
            if following.isValid() and block.userState() != _GOES_ON:
                parts.append("\n")
            block = following
        return "".join(parts)

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the text's own only while it has something to undo or redo."""
        document = self.document()
        if is_idle_undo(event, document.isUndoAvailable(), document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self._insert(self.textCursor(), clean_block(source.text()))
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A line that goes on may be broken by hand: then its second half goes on instead."""
        block = self.textCursor().block()
        broken = is_return(event) and block.userState() == _GOES_ON
        super().keyPressEvent(event)
        if broken:
            block.setUserState(-1)
            block.next().setUserState(_GOES_ON)

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for number, line in enumerate(text.split("\n")):
            if number:
                cursor.insertBlock()
            for start in range(0, len(line), LINE_LIMIT):
                if start:
                    cursor.block().setUserState(_GOES_ON)
                    cursor.insertBlock()
                cursor.insertText(line[start : start + LINE_LIMIT])
        cursor.endEditBlock()
