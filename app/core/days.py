"""Days as the person lives them: they begin at `day starts at`, in the zone the session was in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core.model import Session


def day_of(instant: datetime, offset: timedelta, day_start: time) -> date:
    """The day an instant belongs to where the clocks are `offset` east of UTC."""
    begins = timedelta(hours=day_start.hour, minutes=day_start.minute)
    return (instant + offset - begins).date()


def day_of_session(session: Session, day_start: time) -> date:
    """The day the session began, in its own zone."""
    return day_of(session.start, session.start_offset, day_start)


def bounds(instant: datetime, offset: timedelta, day_start: time) -> tuple[datetime, datetime]:
    """Beginning and end of the day that `instant` lies in, as instants, by the offset of now."""
    local = instant + offset
    begins = timedelta(hours=day_start.hour, minutes=day_start.minute)
    midnight = datetime.combine(day_of(instant, offset, day_start), time(), tzinfo=local.tzinfo)
    start = midnight + begins - offset
    return start, start + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
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
