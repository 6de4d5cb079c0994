"""Sessions put together by day, the plain way: what the History page must come to."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

from app.core.days import day_of_session
from app.core.model import Session


class Day(NamedTuple):
    """The sessions that began on a day, newest first."""

    date: date
    sessions: tuple[Session, ...]

    @property
    def worked(self) -> timedelta:
        """The exact sum; rounding is for the screen."""
        return sum((s.worked for s in self.sessions if s.worked is not None), timedelta())


def by_day(sessions: Iterable[Session], day_start: time) -> tuple[Day, ...]:
    """Sessions in their order, put together by day."""
    days: dict[date, list[Session]] = {}
    for session in sessions:
        days.setdefault(day_of_session(session, day_start), []).append(session)
    return tuple(Day(date_, tuple(group)) for date_, group in days.items())
