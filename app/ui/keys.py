"""Questions about key events that more than one widget asks."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

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
