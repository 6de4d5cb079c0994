"""The choice of dates in the filters of History."""

from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from app.ui.keys import share_undo
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
        self.since, self.until = _date_edit(theme, "From"), _date_edit(theme, "To")
        self.currentIndexChanged.connect(self._on_chosen)
        self.since.dateChanged.connect(lambda first: self._on_bound(self.until, max(first, self.until.date())))
        self.until.dateChanged.connect(lambda last: self._on_bound(self.since, min(last, self.since.date())))

    @property
    def dates(self) -> Dates:
        return Dates(self.currentData())

    def bounds(self, today: date) -> Bounds:
        if self.dates is Dates.RANGE:
            return _date(self.since.date()), _date(self.until.date())
        return bounds(self.dates, today, QLocale().firstDayOfWeek().value)

    def show_bounds(self, wanted: Bounds, today: date) -> None:
        """As a choice that has these bounds now, else as a range: without a bound as far as a date goes."""
        week_starts = QLocale().firstDayOfWeek().value
        dates = next(
            (d for d in Dates if d is not Dates.RANGE and bounds(d, today, week_starts) == wanted), Dates.RANGE
        )
        self.setCurrentIndex(self.findData(dates))
        if dates is Dates.RANGE:
            since, until = wanted
            self._set(self.since, self.since.minimumDate() if since is None else _qdate(since))
            self._set(self.until, self.until.maximumDate() if until is None else _qdate(until))

    def offer_range(self, today: date) -> None:
        """What a range begins with: the last month up to today."""
        if self.since.isHidden():
            first = today - timedelta(days=30)
            for edit, day in ((self.since, first), (self.until, today)):
                self._set(edit, _qdate(day))

    def _on_chosen(self) -> None:
        is_range = self.dates is Dates.RANGE
        for edit in (self.since, self.until):
            edit.setVisible(is_range)
        self.changed.emit()

    def _on_bound(self, other: QDateEdit, day: QDate) -> None:
        """The other one moves along, so that a range never ends before it begins."""
        self._set(other, day)
        self.changed.emit()

    def _set(self, edit: QDateEdit, day: QDate) -> None:
        with QSignalBlocker(edit):
            edit.setDate(day)


def _date_edit(theme: Theme, name: str) -> QDateEdit:
    edit = QDateEdit()
    edit.setAccessibleName(name)
    edit.setToolTip(name)
    edit.lineEdit().setAccessibleName(name)
    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    edit.setDisplayFormat(pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy"))
    edit.setKeyboardTracking(False)
    edit.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
    share_undo(edit)
    edit.hide()
    return edit


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
