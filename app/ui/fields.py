"""Form fields with the traps of the style sheet taken out."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QSpinBox, QTimeEdit, QWidget

from app.ui import times
from app.ui.keys import share_undo
from app.ui.theme import Theme

_NARROWEST = 98


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
    share_undo(spin)
    return spin


def time_box(theme: Theme, name: str, value: str, on_changed: Callable[[str], object]) -> QTimeEdit:
    """A time of day, told and heard as `HH:MM` and shown as the locale has it."""
    edit = QTimeEdit(QTime.fromString(value, "HH:mm"))
    edit.setDisplayFormat(times.clock_format())
    edit.setAccessibleName(name)
    edit.lineEdit().setAccessibleName(name)
    edit.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
    share_undo(edit)
    edit.timeChanged.connect(lambda time: on_changed(time.toString("HH:mm")))
    return edit


def unit(words: str) -> QLabel:
    """What a number box counts, to stand behind it."""
    label = QLabel(words)
    label.setProperty("dim", True)
    return label


def align(widgets: Iterable[QWidget]) -> None:
    """Make them equally wide, so that what stands below each other begins and ends at one line."""
    column = list(widgets)
    width = max(widget.sizeHint().width() for widget in column)
    for widget in column:
        widget.setMinimumWidth(width)


def answers(
    yes: QPushButton, no: QPushButton, on_yes: Callable[[], object], on_no: Callable[[], object]
) -> QDialogButtonBox:
    """The buttons of a dialog in the desktop's order; `yes` is the filled one, which Return presses."""
    yes.setProperty("role", "primary")
    yes.setDefault(True)
    buttons = QDialogButtonBox()
    buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(on_yes)
    buttons.rejected.connect(on_no)
    return buttons


def labelled(words: str, widget: QWidget) -> QLabel:
    """The label that stands above a field and names it."""
    label = QLabel(words)
    label.setProperty("dim", True)
    label.setBuddy(widget)
    return label
