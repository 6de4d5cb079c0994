"""Lengths of a session at an instant. All is worked out from stored instants; nothing is counted."""

from datetime import datetime, timedelta
from typing import NamedTuple

from app.core.model import Cause, Gap, Session, Verdict

ZERO = timedelta()
MILLISECOND = timedelta(milliseconds=1)
"""What instants are kept to."""
_STOPS_TIMER_UNDECIDED = frozenset({Cause.LOCKED, Cause.ASLEEP, Cause.CLOCK, Cause.CLOSED})


def stops_work(gap: Gap) -> bool:
    """Whether the gap is out of worked time: anything but `kept`."""
    return gap.verdict is not Verdict.KEPT


def stops_timer(gap: Gap) -> bool:
    """Whether the timer stood still in the gap. An undecided idle gap does not stop it: who reads must be told."""
    if gap.verdict is Verdict.DISCARDED:
        return True
    return gap.verdict is Verdict.UNDECIDED and gap.cause in _STOPS_TIMER_UNDECIDED


def worked(session: Session, now: datetime) -> timedelta:
    """End (now while active) minus start minus every gap that is not kept."""
    return _length(session, now, tuple(g for g in session.gaps if stops_work(g)))


def timer_time(session: Session, now: datetime) -> timedelta:
    """What the timer shows: now minus start minus the gaps that stop it."""
    return _length(session, now, tuple(g for g in session.gaps if stops_timer(g)))


def undecided(session: Session, now: datetime) -> timedelta:
    """The sum of the gaps nobody has decided."""
    end = session.end or now
    return sum((_overlap(g, session.start, end) for g in session.gaps if g.verdict is Verdict.UNDECIDED), ZERO)


def instant_of(session: Session, amount: timedelta) -> datetime | None:
    """When timer time reaches `amount`; None while an open gap keeps it from getting there."""
    at, left = session.start, amount
    for gap in session.gaps:
        if not stops_timer(gap):
            continue
        before = max(gap.start - at, ZERO)
        if left <= before:
            return at + left
        left -= before
        if gap.end is None:
            return None
        at = max(at, gap.end)
    return at + left


def planned_end(session: Session) -> datetime | None:
    """When the timer reaches the planned duration; None where nothing was planned, or while an open gap holds it."""
    return None if session.planned is None else instant_of(session, session.planned)


def overtime(session: Session) -> timedelta:
    """In the record: how much longer an ended session was worked than planned, in the minutes both are told in."""
    if session.planned is None or session.worked is None:
        return ZERO
    return max(whole_minutes(session.worked) - session.planned, ZERO)


def whole_minutes(length: timedelta) -> timedelta:
    """The length rounded down to whole minutes."""
    return timedelta(minutes=length // timedelta(minutes=1))


class Reading(NamedTuple):
    """The running session's timer at an instant. `left` is negative in overtime; None where nothing was planned."""

    elapsed: timedelta
    worked: timedelta
    left: timedelta | None

    @property
    def is_over(self) -> bool:
        return self.left is not None and self.left < ZERO

    @property
    def share(self) -> float:
        """How much of the planned time is used, 0 to 1; 1 in overtime and where nothing was planned."""
        if self.left is None:
            return 1.0
        return min(self.elapsed / max(self.elapsed + self.left, timedelta(milliseconds=1)), 1.0)


def read(session: Session, now: datetime) -> Reading:
    elapsed = timer_time(session, now)
    left = None if session.planned is None else session.planned - elapsed
    return Reading(elapsed, worked(session, now), left)


def _length(session: Session, now: datetime, without: tuple[Gap, ...]) -> timedelta:
    end = session.end or now
    return max(end - session.start - sum((_overlap(g, session.start, end) for g in without), ZERO), ZERO)


def _overlap(gap: Gap, start: datetime, end: datetime) -> timedelta:
    return max(min(gap.end or end, end) - max(gap.start, start), ZERO)
