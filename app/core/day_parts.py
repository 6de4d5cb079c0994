"""A session cut where days and hours begin: what of its worked time lies in each. All totals are made of this."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from app.core import days, timing
from app.core.model import Gap, Session, Verdict
from app.core.timing import ZERO
from app.core.zones import offset_at

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
CENTURY = timedelta(days=36_525)
"""No session lies in the days of more than one."""
Stretch = tuple[datetime, datetime]
"""From when to when."""


class Part(NamedTuple):
    """What of a session lies in a day. `worked` is nothing where gaps fill it."""

    date: date
    start: datetime
    end: datetime
    worked: timedelta


def parts(session: Session, day_start: time, now: datetime) -> tuple[Part, ...]:
    """In their order; the active session as if it ended `now`. Together they are worked what the session was.

    The first one takes what the later ones leave; it is less than nothing where another program wrote too little.
    A session that begins and ends on one day by its own clocks lies in that day. Where it does not, the days in
    between begin by the clocks of its zone.
    """
    end = session.end or now
    pieces = list(_pieces(session, end, day_start))
    total = _total(session, end)
    if len(pieces) == 1:
        return (Part(*pieces[0], total),)
    stretches = worked_stretches(session, end)
    later = [Part(date_, since, until, within(stretches, since, until)) for date_, since, until in pieces[1:]]
    first = Part(*pieces[0], total - sum((part.worked for part in later), ZERO))
    return (first, *later)


def later(session: Session, day_start: time) -> tuple[Part, ...]:
    """What an ended session was worked in days after the one it began on; none of those where it was not."""
    if not runs_over(session, day_start):
        return ()
    return tuple(part for part in parts(session, day_start, session.end or session.start)[1:] if part.worked)


def part_on(session: Session, day: date, day_start: time, now: datetime) -> Part | None:
    """What of a session lies in that day; None where nothing does. The active one as if it ended `now`."""
    return part_in(session, day, day, day_start, now)


def part_in(session: Session, first: date, last: date, day_start: time, now: datetime) -> Part | None:
    """What of a session lies in the days from `first` to `last`, under the first of them; None where nothing does.

    The sum of its `parts` there, without making each: a session may lie in thousands of days.
    """
    end, began = session.end or now, days.day_of_session(session, day_start)
    if session.end is not None and not runs_over(session, day_start):
        return Part(first, session.start, end, _total(session, end)) if first <= began <= last else None
    offset_of = offsets(session)
    since = session.start if first <= began else days.start_of(first, offset_of, day_start)
    until = days.start_of(last + _DAY, offset_of, day_start)
    if last < began or since >= end or until <= since:
        return None
    stretches = worked_stretches(session, end)
    if first <= began:
        return Part(first, since, min(until, end), _total(session, end) - within(stretches, until, end))
    return Part(first, since, min(until, end), within(stretches, since, until))


def undecided_on(session: Session, day: date, day_start: time, now: datetime) -> timedelta:
    """How much of that day the session's gaps take that nobody decided."""
    gaps = [gap for gap in session.gaps if gap.verdict is Verdict.UNDECIDED]
    part = part_on(session, day, day_start, now) if gaps else None
    return ZERO if part is None else within(((gap.start, gap.end or part.end) for gap in gaps), part.start, part.end)


def runs_over(session: Session, day_start: time) -> bool:
    """Whether an ended session may lie in more than one day.

    One of more than a century is a mistake of some program, and counts on the day it began.
    """
    if session.end is None or session.end_offset is None or session.end - session.start > CENTURY:
        return False
    last = days.day_of(session.end, session.end_offset, day_start)
    return last != days.day_of_session(session, day_start)


def by_hour(session: Session) -> Iterator[tuple[int, Stretch]]:
    """The worked stretches of an ended session by the hour of the day, 0 to 23, by the clocks of its zone.

    An hour comes as often as the session lies in it.
    """
    if session.end is None or session.end - session.start > CENTURY:
        return
    offset_of = offsets(session)
    for start, end in worked_stretches(session, session.end):
        at = start
        while at < end:
            local = at + offset_of(at)
            into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
            until = min(at - into + _HOUR, end)
            yield local.hour, (at, until)
            at = until


def cut(stretch: Stretch, pieces: Sequence[Part]) -> Iterator[tuple[date, timedelta]]:
    """What of a stretch lies in each of a session's parts that it touches."""
    start, end = stretch
    for part in islice(pieces, bisect_right(pieces, start, key=_end), None):
        if part.start >= end:
            return
        if (length := min(end, part.end) - max(start, part.start)) > ZERO:
            yield part.date, length


def worked_stretches(session: Session, end: datetime) -> tuple[Stretch, ...]:
    """The session without the gaps that do not count, in order."""
    found, at = [], session.start
    for gap in sorted(filter(timing.stops_work, session.gaps), key=_start):
        if gap.start > at:
            found.append((at, min(gap.start, end)))
        at = max(at, gap.end or end)
    if at < end:
        found.append((at, end))
    return tuple(found)


def within(stretches: Iterable[Stretch], since: datetime, until: datetime) -> timedelta:
    """How much of the stretches lies between the two instants."""
    return sum((max(min(end, until) - max(start, since), ZERO) for start, end in stretches), ZERO)


def offsets(session: Session) -> Callable[[datetime], timedelta]:
    """How far east of UTC the session's clocks are at an instant of it.

    They stay where they were at its start unless its zone, which must agree with that, knows of a change.
    """
    first = session.start_offset
    if session.end_offset in (None, first) or offset_at(session.zone, session.start, first) != first:
        return lambda _instant: first
    return lambda instant: offset_at(session.zone, instant, first)


def _pieces(session: Session, end: datetime, day_start: time) -> Iterator[tuple[date, datetime, datetime]]:
    date_, since = days.day_of_session(session, day_start), session.start
    if session.end is None or runs_over(session, day_start):
        offset_of = offsets(session)
        following = date_
        while (begins := days.start_of(following + _DAY, offset_of, day_start)) < end:
            following += _DAY
            if begins > since:
                yield date_, since, begins
                date_, since = following, begins
    yield date_, since, end


def _total(session: Session, end: datetime) -> timedelta:
    """What the record says was worked."""
    known = session.worked if session.end is not None else None
    return timing.worked(session, end) if known is None else known


def _end(part: Part) -> datetime:
    return part.end


def _start(gap: Gap) -> datetime:
    return gap.start
