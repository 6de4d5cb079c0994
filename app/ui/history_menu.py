"""The context menu of a row of History or of the plan."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.theme import Theme


class Item(NamedTuple):
    """Its words, icon and keys, and what it does; None where that can't be done."""

    words: str
    icon: str
    run: Callable[[], None] | None
    keys: QKeyCombination | Qt.Key | None = None


def menu_of(items: tuple[Item | None, ...], steps: tuple[QAction, ...], theme: Theme, parent: QWidget) -> QMenu:
    """The items, a rule for each None, and below a rule the steps that can be undone and done again."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for item in items:
        if item is None:
            menu.addSeparator()
            continue
        action = menu.addAction(theme.icon(item.icon), item.words) if item.icon else menu.addAction(item.words)
        if item.run is not None:
            action.triggered.connect(lambda _checked=False, run=item.run: run())
        action.setEnabled(item.run is not None)
        if item.keys is not None:
            action.setShortcut(QKeySequence(item.keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # it is only told: the table hears the key
            action.setShortcutVisibleInContextMenu(True)
    if items:
        menu.addSeparator()
    menu.addActions(steps)
    return menu
