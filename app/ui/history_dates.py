"""The choice of dates in the filters of History."""

from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.date_fields import DateFields
from app.ui.theme import Theme

Bounds = tuple[date | None, date | None]


class Dates(Enum):
    """The value is what is shown."""

    ALL = "All dates"
    TODAY = "Today"
    WEEK = "This week"
    MONTH = "This month"
    YEAR = "This year"
    RANGE = "Range…"


def bounds(dates: Dates, today: date, week_starts: int) -> Bounds:
    """The first and the last day; `week_starts` on that weekday, Monday 1. None where there is no bound."""
    match dates:
        case Dates.TODAY:
            return today, today
        case Dates.WEEK:
            first = today - timedelta(days=(today.isoweekday() - week_starts) % 7)
            return first, first + timedelta(days=6)
        case Dates.MONTH:
            first = today.replace(day=1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case Dates.YEAR:
            return today.replace(month=1, day=1), today.replace(month=12, day=31)
    return None, None


class DatesChoice(QComboBox):
    """`Dates`, and two fields for a range, which are to be placed behind it."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for dates in Dates:
            self.addItem(dates.value, dates)
        self._fields = DateFields(theme, self)
        self.since, self.until = self._fields.since, self._fields.until
        self.currentIndexChanged.connect(self._on_chosen)
        self._fields.changed.connect(self.changed)

    @property
    def dates(self) -> Dates:
        return Dates(self.currentData())

    def bounds(self, today: date, week_starts: int) -> Bounds:
        """`week_starts` as `date.isoweekday` counts, Monday 1."""
        if self.dates is Dates.RANGE:
            return self._fields.days
        return bounds(self.dates, today, week_starts)

    def show_bounds(self, wanted: Bounds, today: date, week_starts: int) -> None:
        """As a choice that has these bounds now, else as a range: without a bound as far as a date goes."""
        dates = next(
            (d for d in Dates if d is not Dates.RANGE and bounds(d, today, week_starts) == wanted), Dates.RANGE
        )
        self.setCurrentIndex(self.findData(dates))
        if dates is Dates.RANGE:
            self._fields.show_days(*wanted)

    def offer_range(self, today: date) -> None:
        """What a range begins with: the last month up to today."""
        if self.since.isHidden():
            self._fields.show_days(today - timedelta(days=30), today)

    def _on_chosen(self) -> None:
        self._fields.set_visible(self.dates is Dates.RANGE)
        self.changed.emit()
