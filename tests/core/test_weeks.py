"""Weeks, and what of a weekly target is worked in one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.core import weeks
from app.core.model import Cause, Project, Session, Verdict
from app.core.weeks import Progress, Week
from tests.fakes import MINUTE, NOON, a_gap, a_session, at

FOUR = time(4)
HOUR = 60 * MINUTE
BERLIN = HOUR
THESIS = Project(1, "Thesis", "lagoon", weekly_target=600)
MONDAY, SATURDAY, SUNDAY = 1, 6, 7


def week(now: datetime = NOON, first_weekday: int = MONDAY) -> Week:
    return weeks.week_at(now, lambda _instant: BERLIN, FOUR, first_weekday)


def ended(start: datetime, worked: timedelta = MINUTE) -> Session:
    return a_session(start=start, end=start + worked, end_offset=BERLIN, worked=worked)


@pytest.mark.parametrize(
    ("first_weekday", "first"),
    [(MONDAY, date(2026, 3, 9)), (SATURDAY, date(2026, 3, 7)), (SUNDAY, date(2026, 3, 8)), (2, date(2026, 3, 10))],
)
def test_a_week_begins_on_the_day_of_the_locale(first_weekday: int, first: date) -> None:
    assert week(first_weekday=first_weekday).first == first


def test_a_night_belongs_to_the_week_before() -> None:
    """Monday, 03:59 in Berlin."""
    assert week(datetime(2026, 3, 9, 2, 59, tzinfo=UTC)).first == date(2026, 3, 2)


def test_a_week_with_a_change_of_the_clocks_is_an_hour_shorter() -> None:
    """Berlin, 29 March 2026."""
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    found = weeks.week_at(change, lambda instant: HOUR if instant < change else 2 * HOUR, FOUR, MONDAY)
    assert found.end - found.start == timedelta(days=7) - HOUR


def test_a_session_counts_in_the_week_that_it_was_where_it_was() -> None:
    """Sunday evening in New York is Monday in Berlin."""
    began = datetime(2026, 3, 9, 4, tzinfo=UTC)
    there = ended(began, HOUR)._replace(start_offset=-5 * HOUR, end_offset=-5 * HOUR, zone="America/New_York")
    assert [week().worked(session, NOON) for session in (ended(began, HOUR), there)] == [HOUR, timedelta()]


def test_sums_are_exact_and_by_project() -> None:
    ms = timedelta(milliseconds=1)
    sessions = [(1, ended(NOON, HOUR + ms)), (1, ended(at(90), ms)), (2, ended(at(95), MINUTE)), (None, ended(at(99)))]
    assert weeks.summed(week(), sessions).ended == {1: HOUR + 2 * ms, 2: MINUTE}


def test_a_session_counts_in_both_weeks_that_it_lies_in() -> None:
    """From Sunday to Monday; weeks begin Monday, 04:00 in Berlin."""
    night = ended(datetime(2026, 3, 9, 1, tzinfo=UTC), 5 * HOUR)
    found = [weeks.summed(week(now), [(1, night)]).ended for now in (NOON - timedelta(days=3), NOON)]
    assert found == [{1: 2 * HOUR}, {1: 3 * HOUR}]


def test_what_was_worked_last_week_does_not_count() -> None:
    assert weeks.summed(week(), [(1, ended(NOON - timedelta(days=2), HOUR))]).ended == {}


def test_the_running_session_s_part_counts_without_its_gaps() -> None:
    gap = a_gap(10, 20, Cause.IDLE, Verdict.UNDECIDED)
    running = a_session(gap, project=THESIS)
    found = weeks.progress(week()._replace(ended={1: HOUR}), THESIS, running, at(30))
    assert found == Progress(HOUR + 20 * MINUTE, 10 * HOUR)


def test_a_session_of_another_project_does_not_count() -> None:
    running = a_session(project=THESIS._replace(id=2))
    assert weeks.progress(week(), THESIS, running, at(30)) == Progress(timedelta(), 10 * HOUR)


def test_of_a_running_session_that_began_last_week_this_week_s_part_counts() -> None:
    """Monday, 05:00 in Berlin."""
    running = a_session(start=datetime(2026, 3, 8, 20, tzinfo=UTC), project=THESIS)
    now = datetime(2026, 3, 9, 4, tzinfo=UTC)
    assert weeks.progress(week(now), THESIS, running, now) == Progress(HOUR, 10 * HOUR)


def test_without_a_target_there_is_no_progress() -> None:
    assert weeks.progress(week(), THESIS._replace(weekly_target=None), None, NOON) is None


def test_a_share_is_never_more_than_all() -> None:
    assert [Progress(part * HOUR, 10 * HOUR).share for part in (0, 5, 12)] == [0.0, 0.5, 1.0]
