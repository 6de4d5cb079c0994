"""Sessions put together by day, the plain way: what the History page must come to."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

from app.core.day_parts import parts
from app.core.days import day_of_session
from app.core.model import Session


class Day(NamedTuple):
    """The sessions that began on a day, in their order, and the exact sum of what was worked in it."""

    date: date
    sessions: tuple[Session, ...]
    worked: timedelta


def by_day(sessions: Iterable[Session], day_start: time) -> tuple[Day, ...]:
    """Newest first: the days that sessions began on, and those that were worked in."""
    began: dict[date, list[Session]] = {}
    worked: dict[date, timedelta] = {}
    for session in sessions:
        began.setdefault(day_of_session(session, day_start), []).append(session)
        for part in parts(session, day_start, session.end or session.start):
            worked[part.date] = worked.get(part.date, timedelta()) + part.worked
    days = began.keys() | {day for day, length in worked.items() if length}
    return tuple(
        Day(day, tuple(began.get(day, ())), worked.get(day, timedelta())) for day in sorted(days, reverse=True)
    )
