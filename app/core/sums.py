"""What an ended session adds to which sums: of a project, a tag, an hour, a length, a cause of gaps, on each day."""

from collections.abc import Iterator
from datetime import date, time
from enum import IntEnum
from typing import NamedTuple

from app.core import day_parts, timing
from app.core.day_parts import Part
from app.core.model import Cause, Session, Verdict
from app.core.report import Tally, length_at
from app.core.timing import ZERO

NO_PROJECT = 0
"""The key of what has none."""
WHOLE_DAY = 0
"""The one key of `Kind.DAY`."""
CAUSES, VERDICTS = tuple(Cause), tuple(Verdict)


class Kind(IntEnum):
    """What the key of a sum is: a project's or tag's id, an hour of the day, a place among `LENGTHS`, `gap_key`.

    `DAY` has one key, for all of a day.
    """

    PROJECT = 0
    TAG = 1
    HOUR = 2
    LENGTH = 3
    GAP = 4
    DAY = 5


class Sum(NamedTuple):
    """`Kind.GAP`: `tally.sessions` counts gaps, and `tally.worked` is how long they are."""

    kind: Kind
    day: date
    key: int
    tally: Tally


def gap_key(cause: Cause, verdict: Verdict) -> int:
    return CAUSES.index(cause) * len(VERDICTS) + VERDICTS.index(verdict)


def gap_of(key: int) -> tuple[Cause, Verdict]:
    return CAUSES[key // len(VERDICTS)], VERDICTS[key % len(VERDICTS)]


def of_session(session: Session, day_start: time) -> Iterator[Sum]:
    """All of an ended one; several may have the same day and key. Raises ValueError for the active one."""
    if session.end is None:
        raise ValueError(session.id)
    pieces = day_parts.parts(session, day_start, session.end)
    begun = _begun(session)
    keys = [(Kind.DAY, WHOLE_DAY), (Kind.PROJECT, NO_PROJECT if session.project is None else session.project.id)]
    keys += [(Kind.TAG, tag.id) for tag in session.tags]
    keys.append((Kind.LENGTH, length_at(session.worked or ZERO)))
    for kind, key in keys:
        yield Sum(kind, pieces[0].date, key, begun._replace(worked=pieces[0].worked))
        for part in pieces[1:]:
            yield Sum(kind, part.date, key, Tally(worked=part.worked))
    yield from _hours(session, pieces, begun)
    yield from _gaps(session, pieces)


def _begun(session: Session) -> Tally:
    """What counts on the day that the session began."""
    worked, planned = session.worked or ZERO, session.planned
    overtime = timing.overtime(session)
    return Tally(
        sessions=1,
        planned=planned or ZERO,
        planned_worked=ZERO if planned is None else worked,
        overtime=overtime,
        over=int(overtime > ZERO),
        reviewed=int(session.score is not None),
        score=session.score or 0,
    )


def _hours(session: Session, pieces: tuple[Part, ...], begun: Tally) -> Iterator[Sum]:
    yield Sum(Kind.HOUR, pieces[0].date, (session.start + session.start_offset).hour, begun)
    for hour, stretch in day_parts.by_hour(session):
        for day, length in day_parts.cut(stretch, pieces):
            yield Sum(Kind.HOUR, day, hour, Tally(worked=length))


def _gaps(session: Session, pieces: tuple[Part, ...]) -> Iterator[Sum]:
    """A gap counts on the day that it began, and is as long on each day as it lies in it."""
    for gap in session.gaps:
        if gap.end is None:
            continue
        key = gap_key(gap.cause, gap.verdict)
        began = next((part.date for part in pieces if gap.start < part.end), pieces[-1].date)
        yield Sum(Kind.GAP, began, key, Tally(sessions=1))
        for day, length in day_parts.cut((gap.start, gap.end), pieces):
            yield Sum(Kind.GAP, day, key, Tally(worked=length))
