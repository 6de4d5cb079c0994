"""The rules of a record that a person changes: its times, its gaps, its worked time, its notes in two parts."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core import errors
from app.core.corrections import (
    changed_gaps,
    check_times,
    divided,
    fitted,
    record_of,
    surely_after,
    worked,
)
from app.core.errors import Refused
from app.core.model import Cause, Project, Tag, Verdict
from app.core.notes import divided as notes_divided
from app.core.overlaps import Span
from tests.fakes import MINUTE, a_gap, a_session, at


def test_a_record_is_what_can_be_said_of_the_session() -> None:
    session = a_session(
        a_gap(5, 10),
        ended=30,
        project=Project(1, "Thesis", "lagoon"),
        tags=(Tag(1, "deep"),),
        score=4,
        tasks_done="a",
        notes="b",
    )
    record = record_of(session)
    assert record._asdict() == {
        "start": at(0),
        "start_offset": 60 * MINUTE,
        "end": at(30),
        "end_offset": None,
        "project": "Thesis",
        "tags": ("deep",),
        "planned_minutes": 25,
        "score": 4,
        "tasks_done": "a",
        "notes": "b",
        "gaps": (a_gap(5, 10),),
    }


@pytest.mark.parametrize(
    ("wanted", "before", "sentence"),
    [
        (Span(at(61), at(62)), None, errors.START_IN_FUTURE),
        (Span(at(30), at(20)), None, errors.END_BEFORE_START),
        (Span(at(30), at(61)), None, errors.END_IN_FUTURE),
        (Span(at(30), at(70)), Span(at(30), at(80)), errors.END_IN_FUTURE),
    ],
)
def test_times_that_cannot_be_are_refused(wanted: Span, before: Span | None, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        check_times(wanted, before, at(60))


def test_an_end_that_is_not_moved_may_lie_in_the_future() -> None:
    check_times(Span(at(40), at(80)), Span(at(30), at(80)), at(60))


def test_gaps_are_cut_to_fit_and_never_overlap() -> None:
    gaps = (a_gap(-10, 5), a_gap(3, 8, id_=2), a_gap(6, 7, id_=3), a_gap(28, 40, id_=4), a_gap(31, 33, id_=5))
    assert fitted(gaps, at(0), at(30), at(60)) == (a_gap(0, 5), a_gap(5, 8, id_=2), a_gap(28, 30, id_=4))


def test_the_gap_that_lasts_goes_on_lasting() -> None:
    gaps = (a_gap(3, 8), a_gap(20, None, id_=2), a_gap(25, 30, id_=3))
    assert fitted(gaps, at(5), None, at(60)) == (a_gap(5, 8), a_gap(20, None, id_=2))


def test_a_gap_of_the_active_session_ends_now_at_the_latest() -> None:
    assert fitted((a_gap(3, 80),), at(0), None, at(60)) == (a_gap(3, 60),)


def test_only_what_the_person_changed_of_the_gaps_is_changed() -> None:
    seen = (a_gap(0, 1, id_=1), a_gap(2, 3, id_=2), a_gap(4, 5, id_=3))
    decided = a_gap(0, 1, verdict=Verdict.KEPT, id_=1)
    there = (decided, a_gap(2, 3, id_=2), a_gap(4, 5, id_=3), a_gap(6, 7, id_=4))
    wanted = (a_gap(0, 1, id_=1), a_gap(4, 4.5, id_=3), a_gap(8, 9, id_=0))
    assert changed_gaps(there, seen, wanted) == (
        decided,
        a_gap(4, 4.5, id_=3),
        a_gap(6, 7, id_=4),
        a_gap(8, 9, id_=0),
    )


def test_worked_time_is_what_is_left_between_the_gaps() -> None:
    session = a_session(a_gap(5, 10), a_gap(20, 25, verdict=Verdict.KEPT, id_=2), ended=30)
    assert worked(record_of(session)._replace(end=at(22)), at(60)) == 17 * MINUTE


def test_an_end_before_the_start_is_no_work() -> None:
    assert worked(record_of(a_session(ended=30))._replace(end=at(-5)), at(60)) == timedelta()


def test_a_gap_that_spans_the_instant_is_cut_into_two() -> None:
    gaps = (a_gap(1, 5), a_gap(6, 12, Cause.IDLE, Verdict.KEPT, id_=2), a_gap(14, None, id_=3))
    assert divided(gaps, at(10)) == (
        (a_gap(1, 5), a_gap(6, 10, Cause.IDLE, Verdict.KEPT, id_=2)),
        (a_gap(10, 12, Cause.IDLE, Verdict.KEPT, id_=0), a_gap(14, None, id_=3)),
    )


def test_a_gap_that_begins_or_ends_at_the_instant_stays_whole() -> None:
    assert divided((a_gap(5, 10), a_gap(10, 12, id_=2)), at(10)) == ((a_gap(5, 10),), (a_gap(10, 12, id_=2),))


def test_notes_made_after_the_instant_go_to_the_second_part() -> None:
    session = a_session(ended=60)  # 13:00 to 14:00 in Berlin
    notes = "Plain\n[13:10] early\n[13:30] at\nunder it\n[13:40] late\n[18:00] never"
    assert notes_divided(notes, surely_after(session, at(30), at(90))) == (
        "Plain\n[13:10] early\nunder it\n[18:00] never",
        "[13:30] at\n[13:40] late",
    )


def test_a_note_at_a_double_time_stays_with_the_first_part() -> None:
    start = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    session = a_session(start=start, start_offset=2 * 60 * MINUTE, end=start + 180 * MINUTE)
    at_one = start + 90 * MINUTE  # 02:00 the second time
    notes = "[02:30] which of both\n[03:10] later"
    assert notes_divided(notes, surely_after(session, at_one, at(0))) == ("[02:30] which of both", "[03:10] later")


def test_notes_of_who_travelled_meanwhile_stay_with_the_first_part() -> None:
    session = a_session(ended=60, end_offset=-5 * 60 * MINUTE)
    assert notes_divided("[13:40] late", surely_after(session, at(30), at(90))) == ("[13:40] late", "")
