"""Form fields with the traps of the style sheet taken out."""

from PySide6.QtWidgets import QSpinBox

from app.ui.theme import Theme

_NARROWEST = 98
"""So that boxes below each other begin at one line."""


def spin_box(theme: Theme, name: str, smallest: int, largest: int, value: int, suffix: str = "") -> QSpinBox:
    """A spin box whose text keeps its distance: under a style sheet Qt ignores its left padding."""
    spin = QSpinBox()
    spin.setRange(smallest, largest)
    spin.setValue(value)
    spin.setSuffix(suffix)
    spin.setMinimumWidth(theme.px(_NARROWEST))
    spin.setAccessibleName(name)
    spin.lineEdit().setAccessibleName(name)
    spin.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
    return spin
