"""Questions about key events that more than one widget asks, and who undo and redo belong to."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_ctrl_return(event: QEvent) -> bool:
    """Whether Ctrl+Return is pressed, or asked for before a shortcut takes it."""
    if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
        return False
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _RETURN


def is_return(event: QEvent) -> bool:
    """Whether Return or Enter is pressed alone."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return plain and event.key() in _RETURN


def is_idle_undo(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Whether a text asks to have undo or redo before the program, and has nothing to undo or redo."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not can_undo
    return event.matches(QKeySequence.StandardKey.Redo) and not can_redo


def share_undo(box: QAbstractSpinBox) -> None:
    """Undo and redo are the box's own only while what was typed in it can be undone or redone."""
    box.installEventFilter(_SharedUndo(box))


class _SharedUndo(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(watched, QAbstractSpinBox):
            return False
        edit = watched.lineEdit()
        if is_idle_undo(event, edit.isUndoAvailable(), edit.isRedoAvailable()):
            event.ignore()
            return True
        return False
