"""What the Plan page says of a row, of what was left undone, and of the day."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from app.core import text, wording
from app.core.model import PlanItem
from app.core.plan import Hours, Planned, Suggestion, Totals
from app.core.timing import ZERO

EMPTY = "Nothing planned for this day."
EXAMPLE = "Type a line above, for example: Read two papers @Thesis 60"
_NAMED, _LETTERS = 4, 60


def title(item: PlanItem) -> str:
    return text.shown(item.title, 500)


def names(item: PlanItem) -> str:
    """`Thesis #writing #deep`."""
    project = [text.shown(item.project.name, 200)] if item.project else []
    return "  ".join([*project, *(f"#{text.shown(tag.name, 200)}" for tag in item.tags)])


def worked(row: Planned) -> str:
    """`21 of 45 min`; empty where nothing is planned or worked."""
    minutes = row.worked // wording.MINUTE
    if row.item.planned_minutes is None:
        return f"{wording.length(row.worked)} worked" if minutes else ""
    return f"{minutes} of {row.item.planned_minutes} min"


def reason(suggested: Suggestion) -> str:
    return f"Median of your last {suggested.sessions}: {suggested.minutes} min"


def use(suggested: Suggestion) -> str:
    return f"Use {suggested.minutes} min"


def heard(row: Planned, state: str, suggested: Suggestion | None) -> str:
    """All that is drawn in a row, in words."""
    item = row.item
    parts = [title(item), "done" if item.done else "not done", worked(row), names(item).replace("  ", ", "), state]
    if suggested is not None:
        parts.append(reason(suggested))
    return ", ".join(part for part in parts if part)


# Days


def button_day(day: date, today: date, *, is_short: bool = False) -> str:
    """`Sun 22 November`, short `Sun 22 Nov`; with the year where it is another one."""
    month = "MMM" if is_short else "MMMM"
    return _written(day, f"ddd d {month}" if day.year == today.year else f"ddd d {month} yyyy")


def add_to(day: date, today: date) -> str:
    """The placeholder of the line: `Add to Friday 27 November: words @project #tag 45`."""
    whole = "dddd d MMMM" if day.year == today.year else "dddd d MMMM yyyy"
    return f"Add to {_close_day(day, today) or _written(day, whole)}: words @project #tag 45"


def _close_day(day: date, today: date) -> str:
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today).days, "")


def undone(items: Sequence[PlanItem], today: date) -> str:
    """`2 not done on Friday: Invoice for October, Read Connell 1961`."""
    days = sorted({item.day for item in items})
    if len(days) == 1:
        close = _close_day(days[0], today)
        near = (today - days[0]).days < 7
        when = close or f"on {_written(days[0], 'dddd' if near else 'dddd d MMMM')}"
    else:
        when = f"since {_written(days[0], 'dddd' if (today - days[0]).days < 7 else 'dddd d MMMM')}"
    called = [text.shown(item.title, _LETTERS) for item in items[:_NAMED]]
    more = [f"{len(items) - _NAMED} more"] if len(items) > _NAMED else []
    return f"{QLocale().toString(len(items))} not done {when}: {', '.join([*called, *more])}"


def _written(day: date, pattern: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


# The foot


def balance(
    totals: Totals, hours: Hours | None, days_ahead: int, now: datetime, clock: Callable[[datetime], str]
) -> str:
    """What is still planned against the hours there are; `days_ahead` is negative for a day that is over."""
    if days_ahead < 0:
        return f"{wording.length(totals.left)} not done" if totals.left else ""
    planned = [f"{wording.length(totals.left)} still planned"] if totals.left else []
    return ", ".join([*planned, *([_hours(hours, days_ahead, now, clock)] if hours is not None else [])])


def _hours(hours: Hours, days_ahead: int, now: datetime, clock: Callable[[datetime], str]) -> str:
    if days_ahead or now < hours.begins:
        return f"{wording.length(hours.ends - hours.begins)} from {clock(hours.begins)} to {clock(hours.ends)}"
    left = hours.left(now)
    return f"{wording.length(left)} until {clock(hours.ends)}" if left else f"{clock(hours.ends)} is past"


def is_too_much(totals: Totals, hours: Hours | None, days_ahead: int, now: datetime) -> bool:
    """Whether more is still planned than there are hours for it."""
    if hours is None or days_ahead < 0:
        return False
    there_are: timedelta = hours.ends - hours.begins if days_ahead else hours.left(now)
    return totals.left > max(there_are, ZERO)
