"""What a report is about: a day, a week, a month, a year, or any range of days."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

_DAY = timedelta(days=1)


class Span(StrEnum):
    """How long a period is; the words of the choice."""

    DAY = "Day"
    WEEK = "Week"
    MONTH = "Month"
    YEAR = "Year"
    RANGE = "Range"


class Period(NamedTuple):
    """Days as the person lives them, `first` and `last` included."""

    span: Span
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def containing(span: Span, day: date, first_weekday: int) -> Period:
    """The day, week, month or year that `day` lies in; `first_weekday` as `date.isoweekday` counts, Monday 1.

    A range around a day is that day.
    """
    match span:
        case Span.WEEK:
            first = _less(day, (day.isoweekday() - first_weekday) % 7)
            return Period(span, first, _more(first, 6))
        case Span.MONTH:
            return Period(span, day.replace(day=1), _last_of_month(day))
        case Span.YEAR:
            return Period(span, day.replace(month=1, day=1), day.replace(month=12, day=31))
        case _:
            return Period(span, day, day)


def before(period: Period) -> Period:
    """The one that ends the day before it begins: as many days, or the month or year before."""
    last = _less(period.first, 1)
    if period.span in (Span.MONTH, Span.YEAR):
        return containing(period.span, last, 1)
    return Period(period.span, _less(last, period.days - 1), last)


def after(period: Period) -> Period:
    """The one that begins the day after it ends."""
    first = _more(period.last, 1)
    if period.span in (Span.MONTH, Span.YEAR):
        return containing(period.span, first, 1)
    return Period(period.span, first, _more(first, period.days - 1))


def _last_of_month(day: date) -> date:
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - _DAY


def _less(day: date, count: int) -> date:
    return day - min(timedelta(days=count), day - date.min)


def _more(day: date, count: int) -> date:
    return day + min(timedelta(days=count), date.max - day)
