"""What a time of day on a zone's clocks stands for, also where daylight saving makes it double or missing."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.zones import Meant, Told, meant

HOUR = timedelta(hours=1)


def local(*parts: int) -> datetime:
    """What the clocks show, written as if it were UTC."""
    year, month, day, *time = parts
    hour, minute = [*time, 0, 0][:2]
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def told(at: datetime, hours: float) -> Told:
    return Told(at, timedelta(hours=hours))


@pytest.mark.parametrize(
    ("zone", "shown", "choices"),
    [
        ("Europe/Berlin", local(2026, 3, 10, 13), [told(local(2026, 3, 10, 12), 1)]),
        ("Europe/Berlin", local(2026, 7, 10, 13), [told(local(2026, 7, 10, 11), 2)]),
        (
            "Europe/Berlin",
            local(2026, 10, 25, 2, 30),
            [told(local(2026, 10, 25, 0, 30), 2), told(local(2026, 10, 25, 1, 30), 1)],
        ),
        ("Europe/Berlin", local(2026, 10, 25, 3), [told(local(2026, 10, 25, 2), 1)]),
        (
            "America/Santiago",
            local(2026, 4, 4, 23, 30),
            [told(local(2026, 4, 5, 2, 30), -3), told(local(2026, 4, 5, 3, 30), -4)],
        ),
        (
            "Australia/Lord_Howe",
            local(2026, 4, 5, 1, 45),
            [told(local(2026, 4, 4, 14, 45), 11), told(local(2026, 4, 4, 15, 15), 10.5)],
        ),
        ("UTC+03:00", local(2026, 10, 25, 2, 30), [told(local(2026, 10, 24, 23, 30), 3)]),
        ("Pacific/Kiritimati", local(2026, 1, 1, 0, 0), [told(local(2025, 12, 31, 10), 14)]),
    ],
)
def test_a_time_of_day_stands_for_each_instant_at_which_the_clocks_show_it(
    zone: str, shown: datetime, choices: list[Told]
) -> None:
    assert meant(zone, shown, 3 * HOUR) == Meant(tuple(choices))


@pytest.mark.parametrize(
    ("zone", "shown", "choices"),
    [
        (
            "Europe/Berlin",
            local(2026, 3, 29, 2, 30),
            [told(local(2026, 3, 29, 0, 59), 1), told(local(2026, 3, 29, 1), 2)],
        ),
        (
            "Australia/Lord_Howe",
            local(2026, 10, 4, 2, 10),
            [told(local(2026, 10, 3, 15, 29), 10.5), told(local(2026, 10, 3, 15, 30), 11)],
        ),
        (
            "America/Santiago",
            local(2026, 9, 6, 0, 0),
            [told(local(2026, 9, 6, 3, 59), -4), told(local(2026, 9, 6, 4), -3)],
        ),
    ],
)
def test_a_time_that_the_clocks_skip_is_missing_and_its_neighbours_are_told(
    zone: str, shown: datetime, choices: list[Told]
) -> None:
    assert meant(zone, shown, HOUR) == Meant(tuple(choices), is_missing=True)


def test_the_first_minute_after_the_clocks_went_forward_is_there() -> None:
    assert meant("Europe/Berlin", local(2026, 3, 29, 3), HOUR).is_plain
