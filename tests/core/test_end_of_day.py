"""What a day came to: its total is given, and what of it is not settled is found."""

from datetime import date, time, timedelta

from app.core.end_of_day import EndOfDay, end_of_day
from app.core.model import Cause, Session, Verdict
from tests.fakes import MINUTE, a_gap, a_session, at

TODAY, TOMORROW, FOUR = date(2026, 3, 10), date(2026, 3, 11), time(4)
HOUR = 60 * MINUTE


def unsettled(*sessions: Session, day: date = TODAY) -> EndOfDay:
    found = end_of_day(day, FOUR, HOUR, len(sessions), sessions, at(20 * 60))
    assert found is not None
    return found


def test_it_names_what_is_undecided_and_what_nobody_reviewed() -> None:
    gap = a_gap(10, 30, Cause.ASLEEP, Verdict.UNDECIDED)
    slept = a_session(gap, id=1, ended=60, score=4)
    plain = a_session(id=2, ended=25)
    assert unsettled(slept, plain) == EndOfDay(TODAY, HOUR, 2, 20 * MINUTE, ((slept, gap),), (plain,))


def test_what_is_decided_and_reviewed_is_settled() -> None:
    pause, kept = a_gap(10, 20), a_gap(20, 30, Cause.IDLE, Verdict.KEPT, 2)
    found = unsettled(a_session(pause, kept, ended=60, score=1))
    assert found == EndOfDay(TODAY, HOUR, 1)
    assert found.is_settled


def test_a_gap_over_the_end_of_the_day_is_of_both_days() -> None:
    """The next one begins after 15 hours, in Berlin."""
    gap = a_gap(14 * 60 + 30, 15 * 60 + 40, Cause.ASLEEP, Verdict.UNDECIDED)
    session = a_session(gap, ended=17 * 60, end_offset=HOUR)
    assert unsettled(session) == EndOfDay(TODAY, HOUR, 1, 30 * MINUTE, ((session, gap),), (session,))
    assert unsettled(session, day=TOMORROW) == EndOfDay(TOMORROW, HOUR, 1, 40 * MINUTE, ((session, gap),))


def test_a_gap_of_the_day_before_is_not_of_this_one() -> None:
    gap = a_gap(10, 30, Cause.ASLEEP, Verdict.UNDECIDED)
    session = a_session(gap, ended=17 * 60, end_offset=HOUR)
    assert unsettled(session, day=TOMORROW) == EndOfDay(TOMORROW, HOUR, 1)


def test_what_runs_is_not_waited_for() -> None:
    gap = a_gap(10, 30, Cause.ASLEEP, Verdict.UNDECIDED)
    assert unsettled(a_session(gap)).is_settled


def test_a_day_on_which_nothing_was_done_came_to_nothing() -> None:
    assert end_of_day(TODAY, FOUR, timedelta(), 0, (), at(0)) is None
