"""What a day came to: ended sessions, cut where days begin."""

from datetime import date, time, timedelta

import pytest

from app.core.end_of_day import EndOfDay, end_of_day
from app.core.model import Cause, Verdict
from tests.fakes import MINUTE, a_gap, a_session

TODAY, FOUR = date(2026, 3, 10), time(4)
HOUR = 60 * MINUTE
ZERO = timedelta()


def test_it_sums_what_was_worked_and_names_what_is_not_settled() -> None:
    gap = a_gap(10, 30, Cause.ASLEEP, Verdict.UNDECIDED)
    slept = a_session(gap, id=1, ended=60, worked=40 * MINUTE, score=4)
    plain = a_session(id=2, ended=25, worked=25 * MINUTE, score=None)
    assert end_of_day(TODAY, (slept, plain), FOUR) == EndOfDay(
        TODAY, 65 * MINUTE, 2, 20 * MINUTE, ((slept, gap),), (plain,)
    )


def test_what_is_decided_and_reviewed_is_settled() -> None:
    pause, kept = a_gap(10, 20), a_gap(20, 30, Cause.IDLE, Verdict.KEPT, 2)
    found = end_of_day(TODAY, (a_session(pause, kept, ended=60, worked=50 * MINUTE, score=1),), FOUR)
    assert found == EndOfDay(TODAY, 50 * MINUTE, 1) and found.is_settled


def test_a_session_over_the_end_of_the_day_counts_where_it_lies() -> None:
    """It ends two hours after the day began that follows, in Berlin."""
    gap = a_gap(14 * 60 + 30, 15 * 60 + 30, Cause.ASLEEP, Verdict.UNDECIDED)
    session = a_session(gap, ended=17 * 60, end_offset=HOUR, worked=16 * HOUR)
    assert end_of_day(TODAY, (session,), FOUR) == EndOfDay(
        TODAY, 14 * HOUR + 30 * MINUTE, 1, 30 * MINUTE, ((session, gap),), (session,)
    )
    assert end_of_day(date(2026, 3, 11), (session,), FOUR) == EndOfDay(
        date(2026, 3, 11), 90 * MINUTE, 0, 30 * MINUTE, ((session, gap),)
    )


def test_a_gap_of_the_day_before_is_not_of_this_one() -> None:
    gap = a_gap(10, 30, Cause.ASLEEP, Verdict.UNDECIDED)
    session = a_session(gap, ended=17 * 60, end_offset=HOUR, worked=16 * HOUR + 40 * MINUTE)
    found = end_of_day(date(2026, 3, 11), (session,), FOUR)
    assert found is not None and (found.undecided, found.gaps, found.is_settled) == (ZERO, (), True)


def test_a_day_without_sessions_came_to_nothing() -> None:
    assert end_of_day(TODAY, (), FOUR) is None


def test_the_running_session_is_none_of_them() -> None:
    with pytest.raises(ValueError, match="1"):
        end_of_day(TODAY, (a_session(),), FOUR)
