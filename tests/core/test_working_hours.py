"""Working hours, and when a person is reminded that nothing runs."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.working_hours import WorkingHours, next_reminder
from tests.fakes import MINUTE, at

HOUR = 60 * MINUTE
HOURS = WorkingHours()
BERLIN = ZoneInfo("Europe/Berlin")


def in_berlin(instant: datetime) -> timedelta:
    return instant.astimezone(BERLIN).utcoffset() or timedelta()


def local(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def reminder(since: datetime, after: datetime, hours: WorkingHours = HOURS) -> datetime | None:
    return next_reminder(hours, since, 30 * MINUTE, after, in_berlin)


def test_working_hours_are_those_of_the_persons_clocks() -> None:
    assert HOURS.on(date(2026, 3, 10), in_berlin) == (local(10, 9), local(10, 18))


def test_a_day_without_work_has_none() -> None:
    assert HOURS.on(date(2026, 3, 14), in_berlin) is None


def test_hours_that_end_before_they_begin_end_on_the_next_day() -> None:
    night = WorkingHours(begins=time(22), ends=time(6))
    assert night.on(date(2026, 3, 10), in_berlin) == (local(10, 22), local(11, 6))


def test_the_hours_of_a_day_with_a_changed_clock_are_those_shown() -> None:
    night = WorkingHours(frozenset({7}), time(1), time(4))
    begins, ends = night.on(date(2026, 3, 29), in_berlin) or (at(0), at(0))
    assert ends - begins == 2 * HOUR


@pytest.mark.parametrize(
    ("since", "after", "due"),
    [
        (local(10, 13), local(10, 13), local(10, 13, 30)),
        (local(10, 13), local(10, 13, 30), local(10, 14)),
        (local(10, 13), local(10, 13, 29), local(10, 13, 30)),
        (local(10, 7), local(10, 7), local(10, 9, 30)),  # before work nothing is missed
        (local(10, 17, 40), local(10, 17, 40), local(11, 9, 30)),
        (local(13, 17, 50), local(13, 17, 50), local(16, 9, 30)),  # over the weekend
        (local(9, 17), local(10, 9, 30), local(10, 10)),
    ],
)
def test_a_reminder_comes_when_nothing_has_run_for_so_long_within_working_hours(
    since: datetime, after: datetime, due: datetime
) -> None:
    assert reminder(since, after) == due


def test_without_working_days_there_is_none() -> None:
    assert reminder(local(10, 13), local(10, 13), WorkingHours(frozenset())) is None


@pytest.mark.parametrize(
    ("begins", "ends", "found"),
    [
        (9, 18, time(4)),
        (20, 2, time(4)),
        (4, 12, time(4)),
        (18, 4, time(11)),
        (22, 6, time(14)),
        (3, 12, time(19, 30)),
        (9, 9, time(4)),  # around the clock
    ],
)
def test_a_day_that_holds_the_hours_whole_begins_midway_through_the_free_ones(
    begins: int, ends: int, found: time
) -> None:
    """Where they run over four in the morning; else it begins then."""
    assert WorkingHours(begins=time(begins), ends=time(ends)).day_start(time(4)) == found


@pytest.mark.parametrize("free", [1, 2, 3])
def test_hours_with_hardly_a_break_end_in_their_day(free: int) -> None:
    hours = WorkingHours(begins=time(22, free), ends=time(22))
    at_start = hours.day_start(time(4))
    since, until = (local(day, at_start.hour, at_start.minute) for day in (10, 11))
    assert hours.end_within(since, until, in_berlin) == local(11, 22)


@pytest.mark.parametrize(
    ("hours", "day", "over"),
    [
        (HOURS, 10, local(10, 18)),
        (HOURS, 14, None),  # a Saturday
        (WorkingHours(begins=time(20), ends=time(2)), 10, local(11, 2)),
        (WorkingHours(begins=time(22), ends=time(6)), 10, local(10, 6)),
    ],
)
def test_the_hours_that_end_in_a_day(hours: WorkingHours, day: int, over: datetime | None) -> None:
    """From four in the morning on; those of the night before may be the ones."""
    assert hours.end_within(local(day, 4), local(day + 1, 4), in_berlin) == over
