"""What a person can say of a session, as a value, and the rules it has to keep. Rules: product contract, section 2."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from app.core import errors, timing, zones
from app.core.errors import MAX_PLANNED, MIN_PLANNED, Refused
from app.core.model import Gap, Session
from app.core.overlaps import Span
from app.core.text import key

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NEW_GAP = 0
"""The id of a gap that is not in the record yet."""


class Record(NamedTuple):
    """Offsets are east of UTC; `end` and its offset are None while the session is active.

    `planned_minutes` is None where nothing was planned, `project` where there is none. A name that is new is made.
    """

    start: datetime
    start_offset: timedelta
    end: datetime | None = None
    end_offset: timedelta | None = None
    project: str | None = None
    tags: tuple[str, ...] = ()
    planned_minutes: int | None = None
    score: int | None = None
    tasks_done: str = ""
    notes: str = ""
    gaps: tuple[Gap, ...] = ()


def record_of(session: Session) -> Record:
    return Record(
        start=session.start,
        start_offset=session.start_offset,
        end=session.end,
        end_offset=session.end_offset,
        project=session.project.name if session.project else None,
        tags=tuple(tag.name for tag in session.tags),
        planned_minutes=None if session.planned is None else session.planned // MINUTE,
        score=session.score,
        tasks_done=session.tasks_done,
        notes=session.notes,
        gaps=session.gaps,
    )


def check_times(wanted: Span, before: Span | None, now: datetime) -> None:
    """Raises Refused for what has not happened yet, and for an end that lies before the start.

    What stays as it was `before` may lie in the future: a clock that was set back can have put it there.
    """
    if wanted.start > now and (before is None or wanted.start != before.start):
        raise Refused(errors.START_IN_FUTURE)
    if wanted.until < wanted.start:
        raise Refused(errors.END_BEFORE_START)
    if wanted.end is not None and wanted.end > now and (before is None or wanted.end != before.end):
        raise Refused(errors.END_IN_FUTURE)


def check_planned(minutes: int | None) -> None:
    if minutes is not None and not MIN_PLANNED <= minutes <= MAX_PLANNED:
        raise Refused(errors.PLANNED_RANGE)


def check_score(score: int | None) -> None:
    if score is not None and not 1 <= score <= 5:
        raise Refused(errors.SCORE_RANGE)


def same_names(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether they name the same tags, whatever their order and case."""
    return {key(name) for name in one} == {key(name) for name in other}


def fitted(gaps: Iterable[Gap], start: datetime, end: datetime | None, now: datetime) -> tuple[Gap, ...]:
    """The gaps in order, cut to the session and where the one before goes on; what is left empty goes.

    The one that lasts stays so while the session is active (`end` is None); nothing else reaches beyond `now` then.
    """
    found, at, bound = [], start, now if end is None else end
    for gap in sorted(gaps, key=lambda gap: (gap.start, gap.id)):
        begins = max(gap.start, at)
        if gap.end is None and end is None:
            found.append(gap._replace(start=begins))
            break
        ends = bound if gap.end is None else min(gap.end, bound)
        if ends > begins:
            found.append(gap._replace(start=begins, end=ends))
            at = ends
    return tuple(found)


def changed_gaps(there: Iterable[Gap], seen: Iterable[Gap], wanted: Iterable[Gap]) -> tuple[Gap, ...]:
    """The gaps that are there by now, with what the person changed of those they had seen."""
    wanted = tuple(wanted)
    known, said = {gap.id: gap for gap in seen}, {gap.id: gap for gap in wanted if gap.id != NEW_GAP}
    kept = []
    for gap in there:
        if gap.id not in known:
            kept.append(gap)
        elif gap.id in said:
            kept.append(said[gap.id] if said[gap.id] != known[gap.id] else gap)
    return (*kept, *(gap for gap in wanted if gap.id == NEW_GAP))


def worked(record: Record, now: datetime) -> timedelta:
    """What the session would be worked with these times and gaps, until now where it is active."""
    end = now if record.end is None else record.end
    gaps = fitted(record.gaps, record.start, record.end, now)
    session = Session(0, "", record.start, record.start_offset, "", end=record.end, gaps=gaps)
    return timing.worked(session, max(end, record.start))


def divided(gaps: Iterable[Gap], at: datetime) -> tuple[tuple[Gap, ...], tuple[Gap, ...]]:
    """The gaps before an instant and those after it; one that spans it is cut, and its second part is a new gap."""
    first: list[Gap] = []
    second: list[Gap] = []
    for gap in gaps:
        if gap.start >= at:
            second.append(gap)
        elif gap.end is not None and gap.end <= at:
            first.append(gap)
        else:
            first.append(gap._replace(end=at))
            second.append(gap._replace(id=NEW_GAP, start=at))
    return tuple(first), tuple(second)


def surely_after(session: Session, at: datetime, now: datetime) -> Callable[[timedelta], bool]:
    """Tells whether a note that says only how long after midnight it was made was made at `at` or later.

    It was not surely where that time came twice in the session, or where the person had travelled meanwhile.
    """
    end = now if session.end is None else session.end
    offset_there = zones.offset_at(session.zone, end, session.start_offset)
    first = (session.start + session.start_offset).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [first + number * DAY for number in range((end - session.start) // DAY + 2)]
    if len(days) > 3 or session.end_offset not in (None, offset_there):
        return lambda _noted: False

    def is_after(noted: timedelta) -> bool:
        meant = (zones.meant(session.zone, day + noted, session.start_offset) for day in days)
        instants = [told.instant for each in meant if not each.is_missing for told in each.choices]
        inside = [instant for instant in instants if session.start - MINUTE < instant <= end]
        return bool(inside) and min(inside) >= at

    return is_after
