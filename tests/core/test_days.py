"""Days as the person lives them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.core import days, zones
from app.core.timing import ZERO
from tests.by_day import Day, by_day
from tests.fakes import MINUTE, a_session

FOUR = time(4)
EAST = 120 * MINUTE


@pytest.mark.parametrize(
    ("hour", "minute", "second", "day"),
    [(0, 0, 0, 9), (1, 59, 59, 9), (2, 0, 0, 10), (21, 59, 59, 10), (22, 0, 0, 10), (23, 59, 59, 10)],
)
def test_a_day_starts_at_four_local_time(hour: int, minute: int, second: int, day: int) -> None:
    instant = datetime(2026, 7, 10, hour, minute, second, tzinfo=UTC)
    assert days.day_of(instant, EAST, FOUR) == date(2026, 7, day)


def test_a_session_belongs_to_the_day_of_its_own_zone() -> None:
    start = datetime(2026, 7, 10, 15, tzinfo=UTC)
    sessions = [a_session(start=start, start_offset=timedelta(hours=hours)) for hours in (-12, 0, 13)]
    assert [days.day_of_session(s, FOUR).day for s in sessions] == [9, 10, 11]


def test_the_bounds_of_a_day_are_instants() -> None:
    begins = datetime(2026, 7, 9, 2, tzinfo=UTC)
    late = datetime(2026, 7, 10, 1, 59, tzinfo=UTC)
    assert days.bounds(late, lambda _at: EAST, FOUR) == (begins, begins + timedelta(days=1))


def test_the_first_instant_of_a_day_lies_in_it() -> None:
    begins = datetime(2026, 7, 10, 2, tzinfo=UTC)
    assert days.bounds(begins, lambda _at: EAST, FOUR)[0] == begins


def test_sessions_are_put_together_by_day_in_their_order() -> None:
    starts = [datetime(2026, 7, d, h, tzinfo=UTC) for d, h in ((11, 9), (11, 1), (10, 20), (8, 12))]
    sessions = [a_session(id=i, start=start, start_offset=EAST) for i, start in enumerate(starts)]
    assert by_day(sessions, FOUR) == (
        Day(date(2026, 7, 11), (sessions[0],), ZERO),
        Day(date(2026, 7, 10), (sessions[1], sessions[2]), ZERO),
        Day(date(2026, 7, 8), (sessions[3],), ZERO),
    )


def test_a_day_adds_exact_times() -> None:
    half = timedelta(seconds=30)
    begins = datetime(2026, 7, 10, 9, tzinfo=UTC)
    sessions = [a_session(start=begins, end=begins + half, end_offset=ZERO, worked=half) for _ in range(2)]
    assert [day.worked for day in by_day(sessions, FOUR)] == [MINUTE]


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 28), 23), ((2026, 10, 24), 25), ((2028, 2, 28), 24)])
def test_a_day_in_which_the_clocks_change_is_an_hour_shorter_or_longer(day: tuple[int, int, int], hours: int) -> None:
    """Berlin changes its clocks at 01:00 UTC of the last Sundays of March and October: the nights after these days."""
    noon = datetime(*day, 11, tzinfo=UTC)
    start, end = days.bounds(noon, lambda at: zones.offset_at("Europe/Berlin", at, timedelta()), FOUR)
    assert (end - start, (start <= noon < end)) == (timedelta(hours=hours), True)
