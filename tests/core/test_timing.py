"""Lengths of a session at an instant."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import timing
from app.core.model import Cause, Gap, Verdict
from tests.fakes import MINUTE, NOON, SECOND, a_gap, a_session, at

TIMER_STANDS = {
    (cause, verdict)
    for cause in Cause
    for verdict in Verdict
    if verdict is Verdict.DISCARDED
    or (verdict is Verdict.UNDECIDED and cause in (Cause.LOCKED, Cause.ASLEEP, Cause.CLOCK, Cause.CLOSED))
}
EVERY_KIND = [(cause, verdict) for cause in Cause for verdict in Verdict]


def test_worked_time_is_end_minus_start() -> None:
    assert timing.worked(a_session(ended=30), at(99)) == 30 * MINUTE


def test_worked_time_of_the_active_session_goes_on_to_now() -> None:
    assert timing.worked(a_session(), at(7)) == 7 * MINUTE


@pytest.mark.parametrize(("cause", "verdict"), EVERY_KIND)
def test_only_a_kept_gap_is_worked_time(cause: Cause, verdict: Verdict) -> None:
    session = a_session(a_gap(10, 16, cause, verdict), ended=30)
    assert timing.worked(session, at(30)) == (30 if verdict is Verdict.KEPT else 24) * MINUTE


@pytest.mark.parametrize(("cause", "verdict"), EVERY_KIND)
def test_the_timer_stands_still_in_gaps_that_the_contract_names(cause: Cause, verdict: Verdict) -> None:
    session = a_session(a_gap(10, 16, cause, verdict))
    assert timing.timer_time(session, at(30)) == (24 if (cause, verdict) in TIMER_STANDS else 30) * MINUTE


@pytest.mark.parametrize(("cause", "verdict"), EVERY_KIND)
def test_the_planned_end_moves_by_the_gaps_that_stop_the_timer(cause: Cause, verdict: Verdict) -> None:
    session = a_session(a_gap(10, 16, cause, verdict))
    assert timing.planned_end(session) == at(31 if (cause, verdict) in TIMER_STANDS else 25)


def test_a_paused_session_does_not_age() -> None:
    session = a_session(a_gap(10, None))
    assert [timing.timer_time(session, at(m)) for m in (10, 11, 600)] == [10 * MINUTE] * 3


def test_a_paused_session_has_no_planned_end() -> None:
    assert timing.planned_end(a_session(a_gap(10, None))) is None


def test_a_pause_that_begins_at_the_planned_end_does_not_move_it() -> None:
    assert timing.planned_end(a_session(a_gap(25, None))) == at(25)


def test_a_gap_after_the_planned_end_does_not_move_it() -> None:
    assert timing.planned_end(a_session(a_gap(30, 40))) == at(25)


def test_several_gaps_move_the_planned_end_by_their_sum() -> None:
    session = a_session(a_gap(5, 7), a_gap(10, 20, Cause.IDLE, Verdict.KEPT), a_gap(26, 30), a_gap(40, 50))
    assert timing.planned_end(session) == at(31)


def test_a_session_with_nothing_planned_has_no_planned_end() -> None:
    assert timing.planned_end(a_session(planned=None)) is None


def test_instant_of_gives_when_the_timer_reaches_an_amount() -> None:
    session = a_session(a_gap(10, 16))
    assert [timing.instant_of(session, m * MINUTE) for m in (0, 10, 11)] == [at(0), at(10), at(17)]


def test_a_gap_counts_only_as_far_as_it_lies_inside_the_session() -> None:
    assert timing.worked(a_session(a_gap(-10, 5), a_gap(25, 60), ended=30), at(30)) == 20 * MINUTE


def test_worked_time_is_never_negative() -> None:
    assert timing.worked(a_session(), at(-5)) == timing.ZERO


def test_undecided_time_is_the_sum_of_undecided_gaps() -> None:
    gaps = (a_gap(1, 3, Cause.IDLE, Verdict.UNDECIDED), a_gap(5, 9), a_gap(10, 15, Cause.CLOSED, Verdict.UNDECIDED))
    assert timing.undecided(a_session(*gaps), at(20)) == 7 * MINUTE


@pytest.mark.parametrize(
    ("worked", "over"),
    [(timedelta(minutes=24), 0), (timedelta(minutes=25), 0), (timedelta(minutes=27, seconds=59), 2), (None, 0)],
)
def test_recorded_overtime_is_told_in_whole_minutes(worked: timedelta | None, over: int) -> None:
    assert timing.overtime(a_session(ended=60, worked=worked)) == over * MINUTE


def test_a_session_with_nothing_planned_has_no_overtime() -> None:
    assert timing.overtime(a_session(planned=None, ended=60, worked=60 * MINUTE)) == timing.ZERO


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (59.999, 0), (60, 1), (119.999, 1), (3600, 60)])
def test_whole_minutes_are_rounded_down(seconds: float, minutes: int) -> None:
    assert timing.whole_minutes(timedelta(seconds=seconds)) == minutes * MINUTE


def test_a_reading_before_the_planned_end() -> None:
    session = a_session(a_gap(5, 10, Cause.IDLE, Verdict.UNDECIDED))
    assert timing.read(session, at(20)) == timing.Reading(20 * MINUTE, 15 * MINUTE, 5 * MINUTE)


def test_overtime_begins_after_the_planned_end_and_not_at_it() -> None:
    session = a_session()
    readings = [timing.read(session, at(25) + off) for off in (-SECOND, timing.ZERO, timedelta(milliseconds=1))]
    assert [reading.is_over for reading in readings] == [False, False, True]


@pytest.mark.parametrize(("minutes", "share"), [(0, 0.0), (5, 0.2), (25, 1.0), (90, 1.0)])
def test_the_share_of_time_used_ends_at_one(minutes: int, share: float) -> None:
    assert timing.read(a_session(), at(minutes)).share == share


def test_a_reading_with_nothing_planned_has_nothing_left() -> None:
    reading = timing.read(a_session(planned=None), at(5))
    assert (reading.left, reading.is_over, reading.share) == (None, False, 1.0)


@st.composite
def rows_of_gaps(draw: st.DrawFn) -> tuple[Gap, ...]:
    marks = sorted(draw(st.lists(st.integers(0, 300), min_size=0, max_size=8, unique=True)))
    kinds = st.tuples(st.sampled_from(list(Cause)), st.sampled_from(list(Verdict)))
    return tuple(a_gap(start, end, *draw(kinds)) for start, end in zip(marks[::2], marks[1::2], strict=False))


@given(rows_of_gaps(), st.integers(1, 400))
def test_at_the_instant_of_an_amount_the_timer_shows_that_amount(gaps: tuple[Gap, ...], minutes: int) -> None:
    session = a_session(*gaps)
    reached = timing.instant_of(session, minutes * MINUTE)
    assert reached is not None
    assert timing.timer_time(session, reached) == minutes * MINUTE


@given(rows_of_gaps(), st.integers(0, 400))
def test_no_length_is_longer_than_the_wall_clock_says(gaps: tuple[Gap, ...], minutes: int) -> None:
    session, now = a_session(*gaps), at(minutes)
    assert timing.ZERO <= timing.worked(session, now) <= now - NOON
    assert timing.ZERO <= timing.timer_time(session, now) <= now - NOON
