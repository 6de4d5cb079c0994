"""The settings page `Breaks`: how long they are, when the long one is due, and whether they begin by themselves."""

from PySide6.QtWidgets import QCheckBox, QWidget

from app.control.session_controller import SessionController
from app.core.settings import RANGES
from app.ui.fields import align, spin_box, unit
from app.ui.settings_card import SettingsCard
from app.ui.settings_page import SettingsPage, small
from app.ui.theme import Theme

_ROWS = (
    ("Break", "break_minutes", "", "min"),
    ("Long break", "long_break_minutes", "", "min"),
    ("Long break after", "long_break_after", "So many sessions since the last long one.", "sessions"),
)


class BreaksPage(SettingsPage):
    """A break lies between sessions and is in no total."""

    def __init__(self, controller: SessionController, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(controller, theme, parent)
        lengths, by_itself = SettingsCard(theme), SettingsCard(theme)
        numbers, units = [], []
        for name, choice, hint, counted in _ROWS:
            spin = spin_box(theme, name, *RANGES[choice], getattr(controller.settings, choice))
            spin.valueChanged.connect(lambda number, choice=choice: self.change(**{choice: number}))
            numbers.append(spin)
            units.append(unit(counted))
            lengths.add_row(name, hint, numbers[-1], units[-1])
        align(numbers)
        align(units)
        box = QCheckBox("Begin a break after each stop")
        box.setChecked(controller.settings.break_by_itself)
        box.toggled.connect(lambda on: self.change(break_by_itself=on))
        by_itself.add_box(box, "Otherwise a break begins only when you say so.")
        self.column.addWidget(lengths)
        self.column.addSpacing(theme.px(4))
        self.column.addWidget(by_itself)
        self.column.addWidget(small(theme, "A break runs on through sleep, and a session that begins ends it."))
        self.column.addStretch()
