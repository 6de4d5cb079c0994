"""Columns of widgets: spaces in them that yield, and taking everything out again."""

from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QVBoxLayout


def add_yielding_space(column: QVBoxLayout, pixels: int) -> None:
    """A space of so many pixels, of which a third stays where the window is too low for all, after the ring yielded."""
    stays = pixels // 3 + 1
    column.addSpacing(stays)
    column.addSpacerItem(QSpacerItem(0, pixels - stays, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum))


def empty(column: QVBoxLayout) -> None:
    """Its widgets are gone at once for who looks, and deleted by the event loop."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
