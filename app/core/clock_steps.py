"""What went by between two readings of the clocks, and what a step of the wall clock makes of the running session.

Rules: product contract, section 7.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from app.core.clock import Reading
from app.core.model import Cause, Session, Verdict

SMALLEST = timedelta(seconds=2)
NOISE = timedelta(milliseconds=100)
"""Two steps that differ by no more are the same, there and back: the clocks are not read at one instant."""
GAP_FROM = timedelta(minutes=1)
"""A step forward of that length is a gap; a shorter one moves the session."""
ALWAYS = datetime.min.replace(tzinfo=UTC)
_ZERO = timedelta()


class Lapse(NamedTuple):
    """What went by between two readings: how long the computer slept, and by how much the wall clock was set."""

    slept: timedelta
    step: timedelta


def between(before: Reading, after: Reading) -> Lapse:
    """Less than 2 s of either is none: nobody sleeps as briefly, and clocks are adjusted by less all the time."""
    awake = after.awake - before.awake
    passed = max(after.passed - before.passed, awake)
    slept, step = passed - awake, after.wall - before.wall - passed
    return Lapse(_whole(slept) if slept >= SMALLEST else _ZERO, _whole(step) if abs(step) >= SMALLEST else _ZERO)


class ForwardStep(NamedTuple):
    """A step forward that lies inside a gap: the wall clock stood at `at` after it."""

    at: datetime
    by: timedelta


class StepMemory(NamedTuple):
    """The steps that the running session has gone through and that a later one may take back.

    `moved` is by how much the session was moved in all.
    """

    session_id: int
    moved: timedelta = _ZERO
    forward: tuple[ForwardStep, ...] = ()


class Move(NamedTuple):
    """Every stored instant of the session, its gaps and its alerts from `since` on moves by `by`."""

    since: datetime
    by: timedelta

    def applied(self, instant: datetime) -> datetime:
        return instant + self.by if instant >= self.since else instant


class Correction(NamedTuple):
    """What a step makes of the running session; `stands_still` is a new stretch with the cause `clock`, or None."""

    moves: tuple[Move, ...]
    stands_still: tuple[datetime, datetime] | None
    memory: StepMemory


def correction(session: Session, step: timedelta, now: datetime, memory: StepMemory) -> Correction:
    """`now` is the wall clock after the step. The step before it in the other direction is taken back first."""
    return _forward(step, now, memory) if step > _ZERO else _back(session, -step, memory)


def moved(session: Session, moves: tuple[Move, ...]) -> Session:
    """The session after these moves; a gap that they leave empty goes."""
    for move in moves:
        gaps = tuple(
            gap._replace(start=move.applied(gap.start), end=None if gap.end is None else move.applied(gap.end))
            for gap in session.gaps
        )
        session = session._replace(
            start=move.applied(session.start),
            last_seen=None if session.last_seen is None else move.applied(session.last_seen),
            gaps=tuple(gap for gap in gaps if gap.end is None or gap.end > gap.start),
        )
    return session


def instant_before(now: datetime, length: timedelta, standing: tuple[ForwardStep, ...]) -> datetime:
    """What the wall clock showed so long before `now`: it had not made the steps forward yet that came after."""
    instant = now - length
    for step in reversed(standing):
        if instant < step.at:
            instant -= step.by
    return instant


def _forward(step: timedelta, now: datetime, memory: StepMemory) -> Correction:
    back = min(step, max(-memory.moved, _ZERO))
    rest = step - back
    by = back if rest >= GAP_FROM else step
    moves = (Move(ALWAYS, by),) if by else ()
    shifted = tuple(earlier._replace(at=earlier.at + by) for earlier in memory.forward)
    memory = memory._replace(moved=memory.moved + by, forward=shifted)
    if by == step:
        return Correction(moves, None, memory)
    return Correction(moves, (now - rest, now), memory._replace(forward=(*shifted, ForwardStep(now, rest))))


def _back(session: Session, step: timedelta, memory: StepMemory) -> Correction:
    moves: list[Move] = []
    forward = list(memory.forward)
    while step and forward:
        earlier = forward.pop()
        if not _can_be_taken_back(session, earlier):
            continue
        by = min(step, earlier.by)
        if abs(earlier.by - step) <= NOISE:
            by = step = earlier.by
        moves.append(Move(earlier.at, -by))
        step -= by
        if by < earlier.by:
            forward.append(ForwardStep(earlier.at - by, earlier.by - by))
    if step:
        moves.append(Move(ALWAYS, -step))
        forward = [earlier._replace(at=earlier.at - step) for earlier in forward]
    return Correction(tuple(moves), None, memory._replace(moved=memory.moved - step, forward=tuple(forward)))


def _can_be_taken_back(session: Session, step: ForwardStep) -> bool:
    """Whether the gap it lies in is still there and nobody decided on it: what was decided keeps its length."""
    gap = next((g for g in session.gaps if g.start < step.at and (g.end is None or g.end >= step.at)), None)
    return gap is not None and (gap.verdict is Verdict.UNDECIDED or gap.cause is Cause.PAUSE)


def _whole(span: timedelta) -> timedelta:
    """Whole milliseconds, as the file keeps them."""
    return timedelta(milliseconds=round(span / timedelta(milliseconds=1)))
