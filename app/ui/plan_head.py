"""The head of the Plan page: title, and which day is shown."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.control.planner import Planner
from app.core import plan
from app.ui import plan_words as words
from app.ui.day_menu import DayMenu
from app.ui.theme import Theme

_DAY = timedelta(days=1)


class PlanHead(QWidget):
    """Below the title where there is no room beside it."""

    chosen = Signal(object)
    """A day."""

    def __init__(self, planner: Planner, theme: Theme) -> None:
        super().__init__()
        self._planner, self._theme = planner, theme
        self._day = self._today = date.min
        self._title = QLabel("Plan")
        self._before, self._now, self._after = QPushButton(), QPushButton("Today"), QPushButton()
        self._date = QPushButton()
        self._choice = QWidget()
        self._is_wide: bool | None = None
        self._lay_out()
        self._before.clicked.connect(lambda _checked: self.chosen.emit(self._day - _DAY))
        self._after.clicked.connect(lambda _checked: self.chosen.emit(self._day + _DAY))
        self._now.clicked.connect(lambda _checked: self.chosen.emit(self._today))
        self._date.clicked.connect(lambda _checked: self._offer_days())
        theme.changed.connect(self.restyle)
        self.restyle()

    def show_day(self, day: date, today: date) -> None:
        self._day, self._today = day, today
        self._before.setEnabled(day > plan.FIRST_DAY)
        self._after.setEnabled(day < plan.LAST_DAY)
        self._say_day()

    def fit(self, width: int) -> None:
        """Where even the narrow form has no room, the page grows."""
        self._say_day(is_wide=True)
        needed = self._title.sizeHint().width() + self._theme.px(16) + self._choice.sizeHint().width()
        is_wide = width >= needed
        self._say_day(is_wide=False)
        self.setMinimumWidth(self._choice.sizeHint().width())
        self._say_day(is_wide=is_wide)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            row, column = (0, 1) if is_wide else (1, 0)
            side = Qt.AlignmentFlag.AlignRight if is_wide else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(self._choice, row, column, 1, 1 if is_wide else 2, side)

    def _say_day(self, *, is_wide: bool = True) -> None:
        self._date.setText(words.button_day(self._day, self._today, is_short=not is_wide))
        self._date.setAccessibleName(f"Day, {words.button_day(self._day, self._today)}")

    def restyle(self) -> None:
        """Also when the page is put into its window: a label with a style sheet loses its font then."""
        self._title.setFont(self._theme.font("title"))
        back, on = ("right", "left") if self.isRightToLeft() else ("left", "right")
        for button, side in ((self._before, back), (self._after, on)):
            button.setIcon(self._theme.icon(f"chevron-{side}", "accent"))
        self._theme.dress(self._date, "calendar")

    def _offer_days(self) -> None:
        menu = DayMenu(self._day, self._planner.first_weekday(), self._theme, self)
        menu.chosen.connect(self.chosen)
        menu.pop_below(self._date)

    def _lay_out(self) -> None:
        px = self._theme.px
        row = QHBoxLayout(self._choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for button, name in ((self._before, "Day before"), (self._after, "Day after")):
            button.setProperty("role", "flat")
            button.setAccessibleName(name)
            button.setToolTip(name)
        for button in (self._before, self._now, self._after, self._date):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._title, 0, 0)
