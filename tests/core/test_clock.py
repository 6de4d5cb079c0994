"""The one place that reads the time."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.core.clock import LocalTime, SystemClock, offset_name, to_milliseconds

JULY = datetime(2026, 7, 1, 12, tzinfo=UTC)
needs_tzset = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone can't be changed here")


@pytest.fixture
def in_zone() -> Iterator[Callable[[str], None]]:
    before = os.environ.get("TZ")

    def set_zone(name: str) -> None:
        os.environ["TZ"] = name

    yield set_zone
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.mark.parametrize(
    ("minutes", "name"),
    [(0, "UTC+00:00"), (180, "UTC+03:00"), (-210, "UTC-03:30"), (345, "UTC+05:45"), (-60, "UTC-01:00")],
)
def test_an_offset_has_a_name(minutes: int, name: str) -> None:
    assert offset_name(timedelta(minutes=minutes)) == name


def test_an_instant_is_cut_to_whole_milliseconds() -> None:
    assert to_milliseconds(JULY.replace(microsecond=123_999)) == JULY.replace(microsecond=123_000)


def test_now_is_aware_utc_in_whole_milliseconds() -> None:
    now = SystemClock().now()
    assert (now.utcoffset(), now.microsecond % 1000) == (timedelta(), 0)


@needs_tzset
@pytest.mark.parametrize(
    ("tz", "local"),
    [
        ("Europe/Berlin", LocalTime("Europe/Berlin", timedelta(hours=2))),
        (":Asia/Kathmandu", LocalTime("Asia/Kathmandu", timedelta(hours=5, minutes=45))),
        ("/usr/share/zoneinfo/America/New_York", LocalTime("America/New_York", timedelta(hours=-4))),
        ("America/Argentina/Ushuaia", LocalTime("America/Argentina/Ushuaia", timedelta(hours=-3))),
        ("UTC", LocalTime("UTC", timedelta())),
    ],
)
def test_the_zone_is_the_iana_name_the_system_has(in_zone: Callable[[str], None], tz: str, local: LocalTime) -> None:
    in_zone(tz)
    assert SystemClock().local(JULY) == local


@needs_tzset
@pytest.mark.parametrize(("name", "hours"), [("Japan", 9), ("Israel", 3)])
def test_an_iana_name_without_a_slash_is_kept(in_zone: Callable[[str], None], name: str, hours: int) -> None:
    in_zone(name)
    assert SystemClock().local(JULY) == LocalTime(name, timedelta(hours=hours))


@needs_tzset
@pytest.mark.parametrize(
    ("tz", "local"),
    [
        ("<+03>-3", LocalTime("UTC+03:00", timedelta(hours=3))),
        ("XYZ3:30", LocalTime("UTC-03:30", timedelta(hours=-3, minutes=-30))),
        ("Nowhere/Atlantis", LocalTime("UTC+00:00", timedelta())),
    ],
)
def test_where_the_system_has_no_such_name_the_offset_names_the_zone(
    in_zone: Callable[[str], None], tz: str, local: LocalTime
) -> None:
    in_zone(tz)
    assert SystemClock().local(JULY) == local


@needs_tzset
def test_a_change_of_zone_is_seen_by_the_running_program(in_zone: Callable[[str], None]) -> None:
    clock = SystemClock()
    in_zone("Europe/Berlin")
    clock.local(JULY)
    in_zone("Asia/Tokyo")
    assert clock.local(JULY) == LocalTime("Asia/Tokyo", timedelta(hours=9))


@needs_tzset
def test_the_offset_is_that_of_the_instant(in_zone: Callable[[str], None]) -> None:
    in_zone("Europe/Berlin")
    winter = JULY.replace(month=1)
    assert [SystemClock().local(at).offset for at in (JULY, winter)] == [timedelta(hours=2), timedelta(hours=1)]
