from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings

from app.core import day_parts, zones
from app.core.day_parts import Part
from app.core.model import Cause, Gap, Session, Verdict
from app.core.timing import ZERO, worked
from tests.histories import day_starts, offset, sessions

FOUR, MIDNIGHT = time(4), time(0)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def session(
    start: str, end: str | None, offsets: tuple[int, int] = (0, 0), zone: str = "UTC", gaps: tuple[Gap, ...] = ()
) -> Session:
    ended = None if end is None else instant(end)
    found = Session(
        id=1,
        uid="one",
        start=instant(start),
        start_offset=offsets[0] * HOUR,
        zone=zone,
        end=ended,
        end_offset=None if ended is None else offsets[1] * HOUR,
        gaps=gaps,
    )
    return found if ended is None else found._replace(worked=worked(found, ended))


def gap(start: str, end: str, verdict: Verdict = Verdict.DISCARDED) -> Gap:
    return Gap(1, 1, instant(start), instant(end), Cause.PAUSE, verdict)


def lengths(of: Session, day_start: time = MIDNIGHT) -> list[tuple[date, timedelta]]:
    return [(part.date, part.worked) for part in day_parts.parts(of, day_start, of.end or of.start)]


def hours(of: Session) -> list[tuple[int, timedelta]]:
    return [(hour, end - start) for hour, (start, end) in day_parts.by_hour(of)]


def test_a_session_of_one_day_is_one_part() -> None:
    of = session("2026-03-10 09:00", "2026-03-10 10:00", gaps=(gap("2026-03-10 09:10", "2026-03-10 09:20"),))
    assert day_parts.parts(of, FOUR, of.start) == (Part(date(2026, 3, 10), of.start, of.end or of.start, 50 * MINUTE),)


def test_a_session_over_midnight_counts_on_both_days() -> None:
    of = session("2026-03-10 23:00", "2026-03-11 00:40")
    assert lengths(of) == [(date(2026, 3, 10), HOUR), (date(2026, 3, 11), 40 * MINUTE)]
    assert lengths(of, FOUR) == [(date(2026, 3, 10), 100 * MINUTE)]


def test_a_gap_is_out_of_the_day_it_lies_in() -> None:
    of = session("2026-03-10 23:00", "2026-03-11 01:00", gaps=(gap("2026-03-10 23:50", "2026-03-11 00:30"),))
    assert lengths(of) == [(date(2026, 3, 10), 50 * MINUTE), (date(2026, 3, 11), 30 * MINUTE)]


def test_a_gap_that_is_kept_counts() -> None:
    kept = gap("2026-03-10 23:50", "2026-03-11 00:30", Verdict.KEPT)
    assert lengths(session("2026-03-10 23:00", "2026-03-11 01:00", gaps=(kept,))) == [
        (date(2026, 3, 10), HOUR),
        (date(2026, 3, 11), HOUR),
    ]


def test_a_session_of_days_has_a_part_in_each() -> None:
    of = session("2026-03-10 23:00", "2026-03-13 01:00")
    assert [length for _, length in lengths(of)] == [HOUR, 24 * HOUR, 24 * HOUR, HOUR]


def test_an_end_where_the_day_begins_is_no_part_of_it() -> None:
    assert lengths(session("2026-03-10 23:00", "2026-03-11 00:00")) == [(date(2026, 3, 10), HOUR)]


def test_days_begin_by_the_clocks_of_the_session() -> None:
    tokyo = session("2026-03-10 14:30", "2026-03-10 15:30", (9, 9), "Asia/Tokyo")
    assert lengths(tokyo) == [(date(2026, 3, 10), HOUR / 2), (date(2026, 3, 11), HOUR / 2)]


def test_a_day_that_begins_after_the_clocks_went_forward_begins_by_the_new_time() -> None:
    """Berlin, 29 March 2026: 02:00 became 03:00. Half past two in UTC is 04:30."""
    of = session("2026-03-29 00:00", "2026-03-29 02:30", (1, 2), "Europe/Berlin")
    assert lengths(of, FOUR) == [(date(2026, 3, 28), 2 * HOUR), (date(2026, 3, 29), HOUR / 2)]


def test_a_day_that_begins_before_the_clocks_went_back_begins_by_the_old_time() -> None:
    """Berlin, 25 October 2026: 03:00 became 02:00. Midnight there was 22:00 in UTC."""
    of = session("2026-10-24 21:00", "2026-10-25 02:00", (2, 1), "Europe/Berlin")
    assert lengths(of) == [(date(2026, 10, 24), HOUR), (date(2026, 10, 25), 4 * HOUR)]


def test_a_zone_that_nobody_knows_keeps_the_offset_of_the_start() -> None:
    of = session("2026-03-10 20:30", "2026-03-10 21:30", (3, 2), "UTC+03:00")
    assert lengths(of) == [(date(2026, 3, 10), HOUR)]
    of = session("2026-03-10 20:30", "2026-03-10 22:30", (3, 2), "UTC+03:00")
    assert lengths(of) == [(date(2026, 3, 10), HOUR / 2), (date(2026, 3, 11), 1.5 * HOUR)]


def test_parts_add_up_to_what_the_record_says_was_worked() -> None:
    of = session("2026-03-10 23:00", "2026-03-11 00:40")._replace(worked=99 * MINUTE)
    assert lengths(of) == [(date(2026, 3, 10), 59 * MINUTE), (date(2026, 3, 11), 40 * MINUTE)]


def test_the_active_session_is_cut_as_if_it_ended_now() -> None:
    of = session("2026-03-10 23:00", None)
    found = day_parts.parts(of, MIDNIGHT, instant("2026-03-11 00:10"))
    assert [(part.date, part.worked) for part in found] == [
        (date(2026, 3, 10), HOUR),
        (date(2026, 3, 11), 10 * MINUTE),
    ]


def test_hours_are_those_of_the_clocks_there() -> None:
    india = session("2026-03-10 09:00", "2026-03-10 10:00")._replace(
        start_offset=5.5 * HOUR, end_offset=5.5 * HOUR, zone="Asia/Kolkata"
    )
    assert hours(india) == [(14, HOUR / 2), (15, HOUR / 2)]


def test_the_hour_that_comes_twice_gets_both() -> None:
    of = session("2026-10-25 00:00", "2026-10-25 02:00", (2, 1), "Europe/Berlin")
    assert hours(of) == [(2, HOUR), (2, HOUR)]


def test_an_hour_in_a_gap_gets_nothing() -> None:
    of = session("2026-03-10 09:30", "2026-03-10 11:30", gaps=(gap("2026-03-10 09:50", "2026-03-10 11:00"),))
    assert hours(of) == [(9, 20 * MINUTE), (11, 30 * MINUTE)]


@pytest.mark.parametrize("day_start", [MIDNIGHT, FOUR])
def test_a_stretch_is_cut_by_the_parts(day_start: time) -> None:
    of = session("2026-03-10 23:00", "2026-03-11 05:00")
    stretch = (instant("2026-03-10 23:30"), instant("2026-03-11 04:30"))
    cut = dict(day_parts.cut(stretch, day_parts.parts(of, day_start, of.start)))
    assert sum(cut.values(), ZERO) == 5 * HOUR
    assert cut[date(2026, 3, 11)] == (4.5 * HOUR if day_start == MIDNIGHT else HOUR / 2)


@given(of=sessions(), day_start=day_starts)
@settings(max_examples=300, deadline=None)
def test_parts_are_what_the_clocks_say_minute_by_minute(of: Session, day_start: time) -> None:
    assume(not _begins_in_a_change(of, day_start))
    found = {part.date: part.worked for part in day_parts.parts(of, day_start, of.start) if part.worked}
    assert found == by_minute(of, day_start)


def by_minute(of: Session, day_start: time) -> dict[date, timedelta]:
    """Each minute on the day that the clocks showed in it; all on one day where the first and the last one agree."""
    assert of.end is not None and of.end_offset is not None
    begins = timedelta(hours=day_start.hour, minutes=day_start.minute)
    first = (of.start + of.start_offset - begins).date()
    stays = (of.end + of.end_offset - begins).date() == first
    found: dict[date, timedelta] = {}
    at = of.start
    while at < of.end:
        until = min(at.replace(second=0, microsecond=0) + MINUTE, of.end)
        clocks = of.start_offset if of.end_offset == of.start_offset else offset(of.zone, at)
        day = first if stays else (at + clocks - begins).date()
        lost = sum(
            (
                max(min(gap.end or until, until) - max(gap.start, at), ZERO)
                for gap in of.gaps
                if gap.verdict is not Verdict.KEPT
            ),
            ZERO,
        )
        found[day] = found.get(day, ZERO) + until - at - lost
        at = until
    return {day: worked for day, worked in found.items() if worked}


def _begins_in_a_change(of: Session, day_start: time) -> bool:
    """Whether a day begins at a time that the clocks left out or showed twice: minutes would tell it otherwise."""
    assert of.end is not None
    days_ = [of.start.date() + timedelta(days=number) for number in range(-2, (of.end - of.start).days + 4)]
    return not all(
        zones.meant(of.zone, datetime.combine(day, day_start, UTC), of.start_offset).is_plain for day in days_
    )
