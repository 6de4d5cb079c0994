"""What goes by between two readings, and what a step of the wall clock makes of the running session."""

from datetime import datetime, timedelta

import pytest

from app.core.clock import Reading
from app.core.clock_steps import (
    ALWAYS,
    Correction,
    ForwardStep,
    Lapse,
    Move,
    StepMemory,
    between,
    correction,
    instant_before,
    moved,
)
from app.core.model import Cause, Gap, Session, Verdict
from tests.fakes import MINUTE, NOON, SECOND, a_gap, a_session, at

HOUR = 60 * MINUTE
NONE = timedelta()
EMPTY = StepMemory(1)
SINCE_BOOT = timedelta(days=3)


def after(*, wall: timedelta, awake: timedelta, passed: timedelta) -> Reading:
    return Reading(NOON + wall, SINCE_BOOT + awake, SINCE_BOOT + passed)


BEFORE = after(wall=NONE, awake=NONE, passed=NONE)

# Between two readings


@pytest.mark.parametrize(
    ("wall", "awake", "passed", "lapse"),
    [
        (MINUTE, MINUTE, MINUTE, Lapse(NONE, NONE)),
        (9 * MINUTE, MINUTE, 9 * MINUTE, Lapse(8 * MINUTE, NONE)),
        (9 * MINUTE, MINUTE, MINUTE, Lapse(NONE, 8 * MINUTE)),
        (-9 * MINUTE, MINUTE, MINUTE, Lapse(NONE, -10 * MINUTE)),
        (9 * HOUR, MINUTE, 31 * MINUTE, Lapse(30 * MINUTE, 509 * MINUTE)),
        (-9 * HOUR, MINUTE, 31 * MINUTE, Lapse(30 * MINUTE, -571 * MINUTE)),
    ],
    ids=["awake", "asleep", "forward", "back", "asleep and forward", "asleep and back"],
)
def test_what_the_third_clock_has_beyond_the_second_was_sleep_and_the_rest_is_a_step(
    wall: timedelta, awake: timedelta, passed: timedelta, lapse: Lapse
) -> None:
    assert between(BEFORE, after(wall=wall, awake=awake, passed=passed)) == lapse


@pytest.mark.parametrize("drift", [timedelta(milliseconds=1999), timedelta(milliseconds=-1999), NONE])
def test_less_than_two_seconds_is_no_step(drift: timedelta) -> None:
    assert between(BEFORE, after(wall=MINUTE + drift, awake=MINUTE, passed=MINUTE)) == Lapse(NONE, NONE)


@pytest.mark.parametrize("step", [2 * SECOND, -2 * SECOND])
def test_two_seconds_are_a_step(step: timedelta) -> None:
    assert between(BEFORE, after(wall=MINUTE + step, awake=MINUTE, passed=MINUTE)) == Lapse(NONE, step)


def test_less_than_two_seconds_is_no_sleep() -> None:
    short = timedelta(milliseconds=1999)
    assert between(BEFORE, after(wall=MINUTE + short, awake=MINUTE, passed=MINUTE + short)) == Lapse(NONE, NONE)


def test_a_clock_that_runs_on_but_counts_less_than_the_other_tells_of_no_sleep() -> None:
    awake, passed = MINUTE, MINUTE - timedelta(microseconds=300)
    assert between(BEFORE, after(wall=MINUTE, awake=awake, passed=passed)) == Lapse(NONE, NONE)


def test_a_step_is_told_in_whole_milliseconds() -> None:
    crooked = MINUTE + timedelta(microseconds=1600)
    assert between(BEFORE, after(wall=HOUR, awake=crooked, passed=crooked)).step == 59 * MINUTE - 2 * SECOND / 1000


# One step


def test_a_step_forward_by_a_minute_is_a_stretch_and_moves_nothing() -> None:
    stands = (at(9), at(10))
    assert correction(a_session(), MINUTE, at(10), EMPTY) == Correction(
        (), stands, StepMemory(1, NONE, (ForwardStep(at(10), MINUTE),))
    )


@pytest.mark.parametrize("step", [MINUTE - SECOND / 1000, 2 * SECOND, -2 * SECOND, -9 * HOUR])
def test_a_smaller_step_and_one_back_move_everything(step: timedelta) -> None:
    expected = Correction((Move(ALWAYS, step),), None, StepMemory(1, step))
    assert correction(a_session(), step, at(10), EMPTY) == expected


def test_a_move_keeps_every_length() -> None:
    session = a_session(a_gap(2, 4), a_gap(6, None, id_=2), last_seen=at(8))
    assert moved(session, (Move(ALWAYS, -5 * MINUTE),)) == session._replace(
        start=at(-5),
        last_seen=at(3),
        gaps=(a_gap(-3, -1), a_gap(1, None, id_=2)),
    )


def test_a_move_from_an_instant_on_leaves_what_lies_before() -> None:
    session = a_session(a_gap(2, 4), a_gap(6, 9, id_=2), last_seen=at(12))
    assert moved(session, (Move(at(8), -MINUTE),)) == session._replace(
        last_seen=at(11), gaps=(a_gap(2, 4), a_gap(6, 8, id_=2))
    )


def test_a_gap_of_which_nothing_is_left_goes() -> None:
    session = a_session(a_gap(2, 4))
    assert moved(session, (Move(at(4), -2 * MINUTE),)).gaps == ()


# A step and the one before it in the other direction


def lived(*steps: float, gap: tuple[Cause, Verdict] = (Cause.CLOCK, Verdict.UNDECIDED)) -> tuple[Session, StepMemory]:
    """Begun at noon; each step, in minutes, is seen a minute after the one before it. `gap`: what a gap is made of."""
    session, memory, now = a_session(last_seen=NOON), EMPTY, NOON
    for step in steps:
        session, memory, now = _after(session, memory, now + MINUTE, step * MINUTE, gap)
    return session._replace(last_seen=None), memory


def _after(
    session: Session, memory: StepMemory, now: datetime, step: timedelta, gap: tuple[Cause, Verdict]
) -> tuple[Session, StepMemory, datetime]:
    corrected = correction(session, step, now + step, memory)
    session = moved(session, corrected.moves)
    if corrected.stands_still is not None:
        start, end = ((instant - NOON) / MINUTE for instant in corrected.stands_still)
        session = session._replace(gaps=(*session.gaps, a_gap(start, end, *gap, id_=len(session.gaps) + 1)))
    return session, corrected.memory, now + step


def clock_gap(start: float, end: float) -> Gap:
    return a_gap(start, end, Cause.CLOCK, Verdict.UNDECIDED)


WRONG_AND_RIGHT = [(480, -480), (-480, 480), (0.5, -0.5), (480, 60, -540), (-480, -60, 540), (60, -90, 30)]


@pytest.mark.parametrize("steps", WRONG_AND_RIGHT)
def test_a_clock_set_wrong_and_right_again_leaves_no_trace(steps: tuple[float, ...]) -> None:
    session, memory = lived(*steps)
    assert (session.start, session.gaps, memory.moved, memory.forward) == (NOON, (), NONE, ())


def test_a_clock_gap_shrinks_by_a_smaller_step_back() -> None:
    assert lived(480, -60)[0] == a_session(clock_gap(1, 421))


def test_a_larger_step_back_takes_the_gap_and_moves_the_session_by_the_rest() -> None:
    session, memory = lived(60, -90)
    assert (session, memory) == (a_session(start=at(-30)), StepMemory(1, -30 * MINUTE))


def test_a_larger_step_forward_moves_the_session_back_where_it_was_and_stands_with_the_rest() -> None:
    session, memory = lived(-30, 90)
    assert (session, memory) == (
        a_session(clock_gap(2, 62)),
        StepMemory(1, NONE, (ForwardStep(at(62), 60 * MINUTE),)),
    )


def test_a_rest_of_less_than_a_minute_moves_along() -> None:
    session, memory = lived(-30, 30.5)
    assert (session, memory) == (a_session(start=at(0.5)), StepMemory(1, MINUTE / 2))


def test_the_last_step_forward_is_taken_back_first() -> None:
    assert lived(60, 30, -40)[0] == a_session(clock_gap(1, 51))


def test_a_step_back_before_a_gap_moves_the_gap_so_that_it_can_still_be_taken_back() -> None:
    assert lived(60, -90, 30, 20, -20)[0] == a_session()


@pytest.mark.parametrize("verdict", [Verdict.KEPT, Verdict.DISCARDED])
def test_what_was_decided_keeps_its_length_and_everything_moves(verdict: Verdict) -> None:
    session, memory = lived(60, -60, gap=(Cause.CLOCK, verdict))
    assert (session, memory) == (
        a_session(a_gap(-59, 1, Cause.CLOCK, verdict), start=at(-60)),
        StepMemory(1, -60 * MINUTE),
    )


@pytest.mark.parametrize(
    ("cause", "verdict"), [(Cause.PAUSE, Verdict.DISCARDED), (Cause.LOCKED, Verdict.UNDECIDED)], ids=["pause", "locked"]
)
def test_a_step_inside_an_open_gap_is_taken_back_in_it(cause: Cause, verdict: Verdict) -> None:
    session = a_session(a_gap(2, None, cause, verdict))
    memory = correction(session, HOUR, at(65), EMPTY).memory
    back = correction(session, -HOUR, at(6), memory)
    assert (moved(session, back.moves), back.memory) == (session, EMPTY)


def test_a_step_whose_gap_is_gone_is_not_taken_back() -> None:
    memory = StepMemory(1, NONE, (ForwardStep(at(65), HOUR),))
    expected = Correction((Move(ALWAYS, -HOUR),), None, StepMemory(1, -HOUR))
    assert correction(a_session(), -HOUR, at(6), memory) == expected


# An instant told by how long ago it was


@pytest.mark.parametrize(
    ("length", "instant"), [(MINUTE, at(69)), (5 * MINUTE, at(65)), (6 * MINUTE, at(4)), (9 * MINUTE, at(1))]
)
def test_what_lies_before_a_step_forward_is_told_by_the_clock_as_it_stood_then(
    length: timedelta, instant: datetime
) -> None:
    assert instant_before(at(70), length, (ForwardStep(at(65), HOUR),)) == instant


def test_several_steps_forward_add_up() -> None:
    steps = (ForwardStep(at(62), HOUR), ForwardStep(at(183), 2 * HOUR))
    assert instant_before(at(184), 3 * MINUTE, steps) == at(1)
