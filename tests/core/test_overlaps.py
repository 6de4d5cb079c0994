"""What of a change would make sessions overlap, and what would fit instead."""

from datetime import timedelta
from typing import Any

import pytest

from app.core.model import Project, Session
from app.core.overlaps import Overlaps, Span, check, is_new, overlap
from tests.fakes import MINUTE, a_session, at

ZONE = ("Europe/Berlin", timedelta(hours=1))


def other(start: float, end: float | None, **fields: Any) -> Session:
    """A session called Thesis, in minutes after 13:00 in Berlin."""
    offset = timedelta(hours=1)
    values: dict[str, Any] = {"project": Project(1, "Thesis", "lagoon"), "start": at(start), "end_offset": offset}
    return a_session(ended=end, **(values | fields))


def span(start: float, end: float | None) -> Span:
    return Span(at(start), None if end is None else at(end))


def refused(wanted: Span, before: Span | None, *others: Session) -> tuple[str, Span | None]:
    with pytest.raises(Overlaps) as refusal:
        check(wanted, before, others, ZONE, at(600))
    return str(refusal.value), refusal.value.fitting


def test_what_is_free_is_not_refused() -> None:
    check(span(10, 20), None, [other(0, 10), other(20, 30)], ZONE, at(600))


def test_the_refusal_names_the_other_and_what_would_fit() -> None:
    assert refused(span(20, 80), None, other(10, 35)) == (
        "Overlaps Thesis, 13:10 to 13:35. 13:35 to 14:20 would fit.",
        span(35, 80),
    )


def test_several_are_counted_and_the_longest_free_piece_is_offered() -> None:
    assert refused(span(0, 100), None, other(10, 35), other(40, 50, id=2)) == (
        "Overlaps Thesis, 13:10 to 13:35 and 1 more. 13:50 to 14:40 would fit.",
        span(50, 100),
    )


def test_what_was_there_before_is_kept_rather_than_the_longest_piece() -> None:
    assert refused(span(0, 200), span(0, 30), other(40, 50))[1] == span(0, 40)


def test_a_session_under_a_minute_is_not_sent_past_the_one_that_stops_it() -> None:
    assert refused(span(0, 100), span(0, 0.5), other(0.75, 10))[1] is None


def test_what_of_it_stays_free_is_too_little_where_less_than_all_of_it_is() -> None:
    assert refused(span(59.5, 120), span(0, 60), other(60, 70))[1] == span(70, 120)


def test_where_nothing_is_free_nothing_is_offered() -> None:
    sentence, fitting = refused(span(20, 30), None, other(10, 35))
    assert (sentence, fitting) == ("Overlaps Thesis, 13:10 to 13:35. Nothing is free there.", None)


def test_less_than_a_minute_is_not_offered() -> None:
    assert refused(span(20, 35.9), None, other(10, 35))[1] is None


def test_a_session_that_lasts_can_only_begin_later() -> None:
    assert refused(span(20, None), span(60, None), other(0, 10), other(15, 35, id=2)) == (
        "Overlaps Thesis, 13:15 to 13:35. A start from 13:35 on would fit.",
        span(35, None),
    )


def test_the_active_session_is_named_by_its_start() -> None:
    assert refused(span(20, 80), None, other(60, None)) == (
        "Overlaps Thesis, which runs since 14:00. 13:20 to 14:00 would fit.",
        span(20, 60),
    )


def test_another_day_is_told() -> None:
    sentence, _ = refused(span(-760, -700), None, other(-800, -750))
    assert sentence == "Overlaps Thesis, 9 Mar 23:40 to 10 Mar 00:30. 00:30 to 01:20 would fit."


def test_a_long_name_is_cut() -> None:
    sentence, _ = refused(span(20, 30), None, other(10, 35, title="a" * 300))
    assert sentence == f"Overlaps {'a' * 39}…, 13:10 to 13:35. Nothing is free there."


@pytest.mark.parametrize(
    ("wanted", "before", "expected"),
    [
        (span(10, 30), span(10, 40), False),  # less than before
        (span(20, 40), span(10, 40), False),
        (span(0, 40), span(10, 40), False),  # longer, where the other one is not
        (span(10, 60), span(10, 40), True),  # longer, where it is
        (span(10, 20), span(10, 40), False),  # none any more
        (span(45, 50), span(10, 40), True),  # inside, somewhere else
        (span(40, 60), None, True),
        (span(70, 80), None, False),
    ],
)
def test_only_time_that_was_not_shared_before_is_new(wanted: Span, before: Span | None, expected: bool) -> None:
    assert is_new(wanted, before, span(30, 70)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (span(0, 10), span(10, 20), False),
        (span(10, 10), span(10, 20), False),
        (span(15, 15), span(10, 20), True),
        (span(15, None), span(10, 20), True),
        (span(20, None), span(10, 20), False),
    ],
)
def test_sessions_overlap_where_they_share_more_than_an_instant(one: Span, other: Span, expected: bool) -> None:
    assert (overlap(one, other), overlap(other, one)) == (expected, expected)


def test_an_offer_is_exact_to_the_millisecond() -> None:
    assert refused(span(20, 80), None, other(10, 35.25))[1] == Span(at(35) + 15 * MINUTE / 60, at(80))
