"""A dry run: which sessions of a file can come in, and what stands in the way of the others."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.core import timing
from app.core.incoming import IncomingGap, Problem
from app.core.model import Cause, Gap, Session, Verdict
from app.core.overlaps import Span, overlap
from app.core.readers.mapping import Mapping
from app.core.spans import without
from app.core.timing import ZERO

TOLD = 1000
"""So many overlaps and lines that can't be read are told one by one; the others are counted."""
_SHORTEST = timedelta(minutes=1)
_LOOKED_AT = 100
"""So many sessions are looked at in one that is to be cut: who has more in it has no session there."""


class Overlapping(StrEnum):
    """What becomes of sessions that lie where others do: one choice for all."""

    LEAVE_OUT = "leave out"
    CUT = "cut to what is free"


class Options(NamedTuple):
    """What the person chooses. `brings_back`: those that were deleted here come in again."""

    overlapping: Overlapping = Overlapping.LEAVE_OUT
    brings_back: bool = False


class Taken(NamedTuple):
    """A stretch that is no longer free: by a session of the record, or by one of the file (then `session_id` is 0)."""

    span: Span
    session_id: int = 0
    line: int = 0


class Placed(NamedTuple):
    """What of a session comes in, None where nothing does, and the first that stands in its way."""

    span: Span | None
    obstacle: Taken | None = None


class Overlap(NamedTuple):
    """One to be listed: where it stands in the file, what it is called, its times there, and what it lies on.

    `fits` is what of it comes in; None where it is left out. Offsets are east of UTC.
    """

    line: int
    name: str
    span: Span
    start_offset: timedelta
    end_offset: timedelta
    other: str
    fits: Span | None


class Plan(NamedTuple):
    """What an import would do. The four kinds of sessions together are those that could be read.

    `to_add` holds those that are cut, too; `worked` is the sum of what comes in, from `first` to `last`.
    `needs_zone`: the file says no zone, so the person has to confirm or change `zone`, by which it was read.
    `header` and `mapping` are those of a table. `new_items`: plan items that the file tells of by themselves.
    """

    kind: str
    file_name: str
    zone: str
    needs_zone: bool = False
    header: tuple[str, ...] = ()
    mapping: Mapping | None = None
    to_add: int = 0
    there: int = 0
    deleted: int = 0
    left_out: int = 0
    cut: int = 0
    worked: timedelta = ZERO
    first: datetime | None = None
    last: datetime | None = None
    new_projects: tuple[str, ...] = ()
    new_tags: tuple[str, ...] = ()
    new_items: int = 0
    overlaps: tuple[Overlap, ...] = ()
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0


def placed(wanted: Iterable[tuple[int, Span]], taken: Iterable[Taken], choice: Overlapping) -> Iterator[Placed]:
    """Where each may lie, so that no two share time. Both come in order of their start; `wanted` with their lines.

    What is in the record stays; of two in the file the one that began first does. It is one walk along both.
    """
    rest = iter(taken)
    ahead = next(rest, None)
    near: list[Taken] = []
    for line, span in wanted:
        near = [each for each in near if each.span.until > span.start]
        own_end = span.until
        while ahead is not None and ahead.span.start < own_end and len(near) < _LOOKED_AT:
            if ahead.span.until > span.start:
                near.append(ahead)
            ahead = next(rest, None)
        obstacles = [each for each in near if overlap(each.span, span)]
        if not obstacles:
            found: Span | None = span
        elif choice is Overlapping.CUT:
            end = own_end if ahead is None else min(own_end, max(ahead.span.start, span.start))
            found = _longest_free(Span(span.start, end), obstacles)
        else:
            found = None
        yield Placed(found, min(obstacles, key=lambda each: each.span.start) if obstacles else None)
        if found is not None:
            near.append(Taken(found, line=line))


def _longest_free(span: Span, obstacles: Iterable[Taken]) -> Span | None:
    """The first of the longest; None under a minute."""
    pieces = without(span, [each.span for each in obstacles])
    best = max((Span(*piece) for piece in pieces), key=lambda piece: piece.until - piece.start, default=None)
    return best if best is not None and best.until - best.start >= _SHORTEST else None


def fitted(gaps: Iterable[IncomingGap], lost: timedelta, span: Span) -> tuple[IncomingGap, ...]:
    """The gaps as they lie in what comes in: one after the other, what is left empty goes.

    What was not worked without anybody saying when is a pause at the end.
    """
    wanted = sorted(gaps, key=lambda gap: (gap.start, gap.end))
    if lost > ZERO:
        wanted.append(IncomingGap(max(span.start, span.until - lost), span.until, Cause.PAUSE, Verdict.DISCARDED))
    found, at = [], span.start
    for gap in wanted:
        start, end = max(gap.start, at), min(gap.end, span.until)
        if start < end:
            found.append(gap._replace(start=start, end=end))
            at = end
    return tuple(found)


def worked(span: Span, gaps: Iterable[IncomingGap]) -> timedelta:
    """What is worked of a session that lies so, with gaps that fit."""
    own = tuple(Gap(0, 0, *gap) for gap in gaps)
    return timing.worked(Session(0, "", span.start, ZERO, "", end=span.end, gaps=own), span.until)
