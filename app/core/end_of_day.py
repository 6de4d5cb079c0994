"""What a day came to, and what of it is not settled yet: undecided gaps, and sessions that nobody reviewed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from app.core import day_parts, days
from app.core.model import Gap, Session, Verdict
from app.core.timing import ZERO


class EndOfDay(NamedTuple):
    """`worked` and `sessions` are the day's total, as in History.

    `undecided` is how much of the `gaps`, each with its session, lies in the day; what is `not_reviewed` began on it.
    """

    date: date
    worked: timedelta
    sessions: int
    undecided: timedelta = ZERO
    gaps: tuple[tuple[Session, Gap], ...] = ()
    not_reviewed: tuple[Session, ...] = ()

    @property
    def is_settled(self) -> bool:
        return not self.gaps and not self.not_reviewed


def end_of_day(
    day: date, day_start: time, worked: timedelta, count: int, sessions: Iterable[Session], now: datetime
) -> EndOfDay | None:
    """`worked` and `count` are the day's total; of its sessions only those that have ended can be unsettled.

    None where nothing was done.
    """
    if not count:
        return None
    ended = [session for session in sessions if session.end is not None]
    return EndOfDay(
        day,
        worked,
        count,
        undecided=sum((day_parts.undecided_on(session, day, day_start, now) for session in ended), ZERO),
        gaps=tuple((session, gap) for session in ended for gap in _undecided(session, day, day_start, now)),
        not_reviewed=tuple(s for s in ended if s.score is None and days.day_of_session(s, day_start) == day),
    )


def _undecided(session: Session, day: date, day_start: time, now: datetime) -> Iterator[Gap]:
    """Those that lie in the day."""
    part = day_parts.part_on(session, day, day_start, now)
    if part is not None:
        for gap in session.gaps:
            if gap.verdict is Verdict.UNDECIDED and min(gap.end or now, part.end) > max(gap.start, part.start):
                yield gap
