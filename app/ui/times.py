"""Instants as the person's locale writes them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

OffsetAt = Callable[[datetime], timedelta]
"""How far east of UTC the person's clocks are at an instant."""


def clock(instant: datetime, offset: timedelta) -> str:
    """The time of day where the clocks are `offset` east of UTC: `15:00`."""
    local = instant + offset
    return QLocale().toString(QTime(local.hour, local.minute), clock_format())


def moment(instant: datetime, offset_at: OffsetAt) -> str:
    """Day, year and time: `24 Nov 2026 15:02`."""
    offset = offset_at(instant)
    local = (instant + offset).date()
    return f"{short_day(local)} {local.year} {clock(instant, offset)}"


def hour(number: int) -> str:
    """A whole hour on an axis."""
    return QLocale().toString(QTime(number % 24, 0), clock_format())


def day(day_: date, today: date) -> str:
    """`Today, Sunday 22 November`; with the year where it is another one."""
    words = written(day_, "dddd d MMMM" if day_.year == today.year else "dddd d MMMM yyyy")
    return f"Today, {words}" if day_ == today else words


def short_day(day_: date) -> str:
    """A day in a list: `22 Nov`."""
    return written(day_, "d MMM")


def month(day_: date) -> str:
    """`Nov`."""
    return written(day_, "MMM")


def written(day_: date, pattern: str) -> str:
    """A day in one of the locale's own patterns: `d MMM`."""
    return QLocale().toString(QDate(day_.year, day_.month, day_.day), pattern)


def clock_format() -> str:
    """The locale's short time; where it has no 12-hour clock, with two digits for the hour."""
    pattern = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    return pattern if "a" in pattern.lower() else "HH:mm"


def weekday(day_: date) -> str:
    """`Wed`."""
    return written(day_, "ddd")


def long_weekday(day_: date) -> str:
    """`Wednesday`, within a sentence."""
    return written(day_, "dddd")
