"""From dates and times of day to instants, in the session's own zone."""

from datetime import UTC, date, datetime, time, timedelta

from app.core.session_times import Place, first_day, inside, meant_before, meant_inside, snapped
from app.core.zones import Meant, Told
from tests.fakes import SECOND, at

BERLIN = Place("Europe/Berlin", timedelta(hours=1))
DAY = date(2026, 3, 10)
HOUR = timedelta(hours=1)
TWICE = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""02:30 the first time."""


def test_an_end_is_on_the_day_of_the_start_or_the_next() -> None:
    starts = at(0)  # 13:00
    assert [first_day(BERLIN, DAY, time(hour), starts) for hour in (12, 13, 14)] == [date(2026, 3, 11), DAY, DAY]


def test_an_end_at_a_double_time_may_be_the_second_one_of_that_day() -> None:
    starts = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 02:45 the first time
    assert first_day(BERLIN, date(2026, 10, 25), time(2, 30), starts) == date(2026, 10, 25)


def test_the_last_time_the_clocks_showed_it_is_meant() -> None:
    noon = at(0)  # 13:00
    assert meant_before(BERLIN, time(12, 50), noon) == Meant((Told(at(-10), HOUR),))
    assert meant_before(BERLIN, time(13, 1), noon) == Meant((Told(at(1 - 24 * 60), HOUR),))


def test_of_a_double_time_only_what_is_past_can_be_meant() -> None:
    first, second = Told(TWICE, 2 * HOUR), Told(TWICE + HOUR, HOUR)
    seen = [meant_before(BERLIN, time(2, 30), TWICE + n * HOUR).choices for n in (0, 1)]
    assert seen == [(first,), (first, second)]


def test_of_a_double_time_only_what_lies_inside_can_be_meant() -> None:
    first, second = Told(TWICE, 2 * HOUR), Told(TWICE + HOUR, HOUR)
    spans = ((TWICE - HOUR, TWICE + HOUR), (TWICE + SECOND, TWICE + HOUR), (TWICE - HOUR, TWICE + SECOND))
    assert [meant_inside(BERLIN, time(2, 30), *span).choices for span in spans] == [
        (first, second),
        (second,),
        (first,),
    ]


def test_a_time_inside_a_session_is_found_on_the_next_day_too() -> None:
    assert inside(BERLIN, time(0, 30), at(600), at(720)) == at(690)


def test_a_time_that_is_never_inside_is_one_of_the_first_day() -> None:
    assert inside(BERLIN, time(12), at(0), at(60)) == at(-60)


def test_only_an_edge_in_the_typed_minute_is_meant() -> None:
    edges = (at(0) + 20 * SECOND, at(1), at(0) - SECOND, None)
    assert [snapped(at(0), edge) for edge in edges] == [at(0) + 20 * SECOND, at(0), at(0), at(0)]
