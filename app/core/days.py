"""Days as the person lives them: they begin at `day starts at`, in the zone the session was in."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from app.core.model import Session


def day_of(instant: datetime, offset: timedelta, day_start: time) -> date:
    """The day an instant belongs to where the clocks are `offset` east of UTC."""
    begins = timedelta(hours=day_start.hour, minutes=day_start.minute)
    return (instant + offset - begins).date()


def day_of_session(session: Session, day_start: time) -> date:
    """The day the session began, in its own zone."""
    return day_of(session.start, session.start_offset, day_start)


def bounds(instant: datetime, offset_at: Callable[[datetime], timedelta], day_start: time) -> tuple[datetime, datetime]:
    """Beginning and end of the day that `instant` lies in, as instants: 23 or 25 hours where the clocks change in it.

    `offset_at` gives the offset of the person's zone at an instant.
    """
    date_ = day_of(instant, offset_at(instant), day_start)
    first, next_ = (start_of(day, offset_at, day_start) for day in (date_, date_ + timedelta(days=1)))
    return first, next_


def start_of(day: date, offset_at: Callable[[datetime], timedelta], day_start: time) -> datetime:
    """The instant that day begins at in the person's zone."""
    return instant_of_local(datetime.combine(day, day_start, tzinfo=UTC), offset_at)


def instant_of_local(local: datetime, offset_at: Callable[[datetime], timedelta]) -> datetime:
    """When the clocks there show `local`, which is written as if it were UTC."""
    near = local - offset_at(local)
    return local - offset_at(near)
