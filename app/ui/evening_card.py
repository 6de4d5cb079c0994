"""The card at the end of a working day: what was worked, and below it, row by row, what is not settled yet."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.core import wording
from app.core.end_of_day import EndOfDay
from app.ui.elided_label import ElidedLabel
from app.ui.theme import Theme

_ROW = 28
"""As high as a button in it."""


class EveningCard(QFrame):
    """Hidden until it is given a day. It takes no keyboard; readers hear of it once a day."""

    decide_wanted = Signal()
    review_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._day: EndOfDay | None = None
        self._announced_on: date | None = None
        self.setProperty("card", "plain")
        self.setAccessibleName("End of day")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8))
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(1, 1)
        self._sum = _Row(theme, "calendar", 20, "Close", self.closed.emit)
        self._undecided = _Row(theme, "warning", 16, "Decide…", self.decide_wanted.emit)
        self._not_reviewed = _Row(theme, "edit", 16, "Review…", self.review_wanted.emit)
        self._settled = _Row(theme, "check", 16)
        self._rows = (self._sum, self._undecided, self._not_reviewed, self._settled)
        for number, row in enumerate(self._rows):
            row.stand_in(self._grid, number)
        self._settled.tell("All settled.")
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_day(self, day: EndOfDay | None) -> None:
        """None hides it."""
        self._day = day
        if day is not None:
            self._sum.tell(f"Today: {wording.day_sum(day.worked, day.sessions)}.")
            self._undecided.tell(f"{wording.length(day.undecided)} undecided" if day.gaps else "")
            self._not_reviewed.tell(f"{len(day.not_reviewed)} not reviewed" if day.not_reviewed else "")
            self._settled.show_if(day.is_settled)
        self.setVisible(day is not None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._day is not None and self._day.date != self._announced_on:
            self._announced_on = self._day.date
            lines = [row.words.text() for row in self._rows if row.words.isVisibleTo(self)]
            told = QAccessibleAnnouncementEvent(self, "\n".join(lines))
            told.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(told)

    def _restyle(self) -> None:
        self._sum.words.setFont(self._theme.font("strong"))
        self._sum.restyle("text2")
        self._undecided.restyle("undecided")
        self._not_reviewed.restyle("text2")
        self._settled.restyle("text2")


class _Row:
    """An icon, words that may break, and a button that helps."""

    def __init__(
        self, theme: Theme, icon: str, side: int, offer: str = "", wanted: Callable[[], None] | None = None
    ) -> None:
        self._theme, self._name, self._side = theme, icon, side
        self._icon, self.words = QLabel(), ElidedLabel(3)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setMinimumHeight(theme.px(_ROW))
        self._button: QPushButton | None = None
        if wanted is not None:
            self._button = QPushButton(offer)
            self._button.setProperty("compact", True)
            self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._button.clicked.connect(lambda _checked: wanted())

    def stand_in(self, grid: QGridLayout, number: int) -> None:
        for column, widget in enumerate((self._icon, self.words, self._button)):
            if widget is not None:
                grid.addWidget(widget, number, column)

    def tell(self, words: str) -> None:
        """Nothing hides the row."""
        self.words.setText(words)
        if self._button is not None:
            self._button.setAccessibleDescription(words)
        self.show_if(bool(words))

    def show_if(self, is_wanted: bool) -> None:
        for widget in (self._icon, self.words, self._button):
            if widget is not None:
                widget.setVisible(is_wanted)

    def restyle(self, role: str) -> None:
        side = self._theme.px(self._side)
        self._icon.setPixmap(self._theme.icon(self._name, role, self._side).pixmap(side, side))
