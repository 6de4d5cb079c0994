"""Which sessions of a file find a place, and how gaps fit."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.importing import Overlapping, Placed, Taken, fitted, placed, worked
from app.core.incoming import IncomingGap
from app.core.model import Cause, Verdict
from app.core.overlaps import Span, overlap
from tests.fakes import MINUTE, at

LEAVE_OUT, CUT = Overlapping


def span(start: float, end: float) -> Span:
    return Span(at(start), at(end))


def places(wanted: list[Span], taken: list[Span], choice: Overlapping = LEAVE_OUT) -> list[Placed]:
    in_file = list(enumerate(wanted, 1))
    return list(placed(in_file, [Taken(each, number) for number, each in enumerate(taken, 1)], choice))


def test_what_is_free_comes_in_whole() -> None:
    assert places([span(0, 10), span(20, 30)], [span(10, 20)]) == [Placed(span(0, 10)), Placed(span(20, 30))]


def test_what_lies_on_a_session_of_the_record_is_left_out() -> None:
    taken = Taken(span(5, 15), 1)
    assert places([span(0, 10)], [span(5, 15)]) == [Placed(None, taken)]


def test_what_lies_on_another_of_the_file_is_left_out_the_first_stays() -> None:
    assert places([span(0, 10), span(5, 15)], []) == [Placed(span(0, 10)), Placed(None, Taken(span(0, 10), line=1))]


def test_what_was_left_out_stands_in_nobodys_way() -> None:
    found = places([span(0, 10), span(8, 30), span(20, 40)], [])
    assert [each.span for each in found] == [span(0, 10), None, span(20, 40)]


def test_it_is_cut_to_the_longest_that_is_free() -> None:
    (found,) = places([span(0, 60)], [span(5, 10), span(40, 50)], CUT)
    assert found.span == span(10, 40)


def test_less_than_a_minute_is_not_left_over() -> None:
    (found,) = places([span(0, 10)], [span(0.5, 9.5)], CUT)
    assert found.span is None


def test_nothing_comes_in_where_the_active_session_runs() -> None:
    (found,) = places([span(10, 20)], [Span(at(0), None)], CUT)
    assert found.span is None


@pytest.mark.parametrize("choice", list(Overlapping))
def test_a_thousand_in_one_that_is_cut_are_not_all_looked_at_and_still_none_overlap(choice: Overlapping) -> None:
    taken = [span(10 * n, 10 * n + 5) for n in range(1000)]
    found = [each.span for each in places([span(0, 10_000), span(1, 10_000)], taken, choice) if each.span]
    assert [other for one in found for other in taken if overlap(one, other)] == []


SPANS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 60)).map(lambda pair: span(pair[0], pair[0] + pair[1])), max_size=12
)


@given(wanted=SPANS, taken=SPANS, choice=st.sampled_from(Overlapping))
def test_whatever_comes_in_shares_no_time(wanted: list[Span], taken: list[Span], choice: Overlapping) -> None:
    wanted.sort(key=lambda each: each.start)
    taken.sort(key=lambda each: each.start)
    found = places(wanted, taken, choice)
    comes = [each.span for each in found if each.span]
    for number, one in enumerate(comes):
        assert not any(overlap(one, other) for other in [*comes[number + 1 :], *taken])
    for asked, got in zip(wanted, found, strict=True):
        if got.span:
            assert asked.start <= got.span.start <= got.span.until <= asked.until
        assert (got.obstacle is None) == (got.span == asked)


def test_gaps_are_cut_to_what_comes_in() -> None:
    gaps = [_gap(0, 5), _gap(4, 10), _gap(30, 40)]
    assert fitted(gaps, timedelta(), span(2, 20)) == (_gap(2, 5), _gap(5, 10))


def test_what_was_lost_is_a_pause_at_the_end() -> None:
    found = fitted((), 10 * MINUTE, span(0, 30))
    assert found == (_gap(20, 30),)
    assert worked(span(0, 30), found) == 20 * MINUTE


def _gap(start: float, end: float) -> IncomingGap:
    return IncomingGap(at(start), at(end), Cause.PAUSE, Verdict.DISCARDED)
