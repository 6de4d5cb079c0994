"""The order of the Tab key, where widgets are made later than those that stand below them."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(containers: Iterable[QWidget]) -> None:
    """What is in one container comes after what is in those before it; inside each the order stays."""
    before: QWidget | None = None
    for container in containers:
        for widget in _within(container):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget


def _within(container: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    widget = container.nextInFocusChain()
    while widget is not None and widget is not container:
        if container.isAncestorOf(widget) and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:  # Qt takes no others
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
