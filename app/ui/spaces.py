"""Spaces that become smaller where the window is too low for all, after the ring did."""

from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QVBoxLayout


def add_yielding_space(column: QVBoxLayout, pixels: int) -> None:
    """A space of so many pixels, of which a third stays in any case."""
    stays = pixels // 3 + 1
    column.addSpacing(stays)
    column.addSpacerItem(QSpacerItem(0, pixels - stays, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum))
