"""Where on a session's ring things fell, as shares of the planned time."""

import re
from datetime import datetime, timedelta

from app.core import timing
from app.core.model import Session

_NOTE = re.compile(r"^\[([01]\d|2[0-3]):([0-5]\d)\] ", re.MULTILINE)


def notches(session: Session) -> tuple[float, ...]:
    """Where the timer stood still; while it does, the arc's own end is there."""
    stops = (gap.start for gap in session.gaps if gap.end is not None and timing.stops_timer(gap))
    return _shares(session, list(stops))


def note_dots(session: Session) -> tuple[float, ...]:
    """Where notes were taken, by the local times that stand before them."""
    instants = []
    at = session.start
    for match in _NOTE.finditer(session.notes):
        at = _next_time_of_day(at, session.start_offset, int(match[1]), int(match[2]))
        instants.append(at)
    return _shares(session, instants)


def _shares(session: Session, instants: list[datetime]) -> tuple[float, ...]:
    if not session.planned:
        return ()
    shares = (timing.timer_time(session, at) / session.planned for at in instants)
    return tuple(share for share in shares if share <= 1.0)


def _next_time_of_day(after: datetime, offset: timedelta, hour: int, minute: int) -> datetime:
    """The first instant from `after` on, counted in whole minutes, whose local time is that."""
    local = after + offset
    found = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if found < local.replace(second=0, microsecond=0):
        found += timedelta(days=1)
    return max(found - offset, after)
