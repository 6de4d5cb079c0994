"""What correcting the record leaves on disk, and what it refuses."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.control import corrections, gaps, operations
from app.control.operations import Start
from app.core import errors
from app.core.clock import LocalTime, Moment
from app.core.corrections import Record, record_of
from app.core.errors import Refused
from app.core.model import Cause, Review, Session, Tag, Verdict
from app.core.overlaps import Overlaps, Span
from app.store.store import Store
from tests.control.conftest import Known, Unchanged, moment
from tests.fakes import MINUTE, a_gap, at, rows

HOUR = 60 * MINUTE


def missed(start: float, end: float, **said: object) -> Record:
    """What the person says of a session, in minutes after noon UTC, told in Berlin."""
    return Record(at(start), HOUR, at(end), HOUR)._replace(**said)  # type: ignore[arg-type]


def added(store: Store, start: float, end: float, **said: object) -> Session:
    return corrections.add(store, moment(600), missed(start, end, **said), "Europe/Berlin")


def edited(store: Store, session: Session, **said: object) -> Session:
    wanted = record_of(session)._replace(**said)  # type: ignore[arg-type]
    return corrections.edit(store, moment(600), session, wanted)


# Edit


def test_an_edit_writes_all_that_was_said(store: Store, ended: Session) -> None:
    after = edited(
        store,
        ended,
        start=at(-5),
        end=at(30),
        project="Garden",
        tags=("new",),
        planned_minutes=None,
        score=4,
        tasks_done="a",
        notes="b",
        gaps=(a_gap(0, 10, id_=0),),
    )
    assert after == ended._replace(
        start=at(-5),
        end=at(30),
        project=store.catalogue.find_project("Garden"),
        tags=(Tag(after.tags[0].id, "new"),),
        planned=None,
        score=4,
        tasks_done="a",
        notes="b",
        worked=25 * MINUTE,
        last_seen=at(30),
        gaps=(a_gap(0, 10)._replace(id=after.gaps[0].id, session_id=ended.id),),
    )


def test_an_edit_that_changes_nothing_leaves_all_as_it_is(store: Store, ended: Session) -> None:
    assert edited(store, ended) == ended


def test_a_project_and_a_score_can_be_taken_away(store: Store, ended: Session) -> None:
    scored = operations.review(store, ended.id, Review(score=3))
    after = edited(store, scored, project=None, score=None)
    assert (after.project, after.score) == (None, None)


def test_what_another_program_changed_meanwhile_stays(store: Store, ended: Session) -> None:
    edited(store, ended, notes="theirs", score=2, end=at(15))
    after = edited(store, ended, notes="mine", planned_minutes=50)
    assert (after.notes, after.score, after.end, after.planned) == ("mine\ntheirs", 2, at(15), 50 * MINUTE)


def test_gaps_are_cut_to_the_new_times(store: Store, running: Session) -> None:
    gaps.pause(store, moment(5), running.id)
    gaps.resume(store, moment(10), running.id)
    ended = operations.stop(store, moment(20), running.id)
    after = edited(store, ended, end=at(7))
    assert ([(gap.start, gap.end) for gap in after.gaps], after.worked) == ([(at(5), at(7))], 5 * MINUTE)


def test_a_verdict_is_changed_and_a_gap_removed(store: Store, ended: Session) -> None:
    two = edited(store, ended, gaps=(a_gap(2, 4, id_=0), a_gap(6, 9, Cause.IDLE, Verdict.UNDECIDED, id_=0)))
    kept = two.gaps[1]._replace(verdict=Verdict.KEPT)
    after = edited(store, two, gaps=(kept,))
    assert (after.gaps, after.worked) == ((kept,), 20 * MINUTE)


def test_the_start_does_not_move_when_only_the_end_does(store: Store) -> None:
    """Wherever the person and the session were, and whatever the zone did since."""
    start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 the first time
    begun = Moment(start, LocalTime("Europe/Berlin", 2 * HOUR))
    session = operations.start(store, begun, Start(25))
    ended = operations.stop(store, Moment(start + 5 * HOUR, LocalTime("Asia/Tokyo", 9 * HOUR)), session.id)
    wanted = record_of(ended)._replace(end=start + HOUR)
    after = corrections.edit(store, Moment(start + 9 * HOUR, LocalTime("Asia/Tokyo", 9 * HOUR)), ended, wanted)
    assert (after.start, after.start_offset, after.zone) == (start, 2 * HOUR, "Europe/Berlin")
    assert (after.end, after.end_offset, after.worked) == (start + HOUR, HOUR, HOUR)  # 02:30 the second time


def test_a_moved_start_has_the_offset_that_holds_there(store: Store, ended: Session) -> None:
    summer = datetime(2025, 7, 1, 12, tzinfo=UTC)
    after = edited(store, ended, start=summer)
    assert (after.start_offset, after.end_offset) == (2 * HOUR, HOUR)


def test_a_zone_that_nobody_knows_keeps_its_offset(store: Store) -> None:
    there = LocalTime("UTC+03:30", timedelta(hours=3.5))
    session = operations.start(store, Moment(at(0), there), Start(25))
    ended = operations.stop(store, Moment(at(20), there), session.id)
    after = edited(store, ended, start=at(-5), end=at(10))
    assert (after.start_offset, after.end_offset) == (timedelta(hours=3.5), timedelta(hours=3.5))


def test_the_active_session_can_have_begun_earlier(store: Store, running: Session) -> None:
    wanted = record_of(running)._replace(start=at(-10), planned_minutes=40, notes="n")
    after = corrections.edit(store, moment(5), running, wanted)
    assert after == running._replace(start=at(-10), planned=40 * MINUTE, notes="n", last_seen=at(5))


def test_a_start_cuts_the_pause_that_lasts(store: Store, running: Session) -> None:
    paused = gaps.pause(store, moment(5), running.id)
    after = corrections.edit(store, moment(20), paused, record_of(paused)._replace(start=at(10)))
    assert [(gap.start, gap.end) for gap in after.gaps] == [(at(10), None)]


def test_the_end_of_the_active_session_is_not_set(store: Store, running: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: edited(store, running, end=at(5))) == errors.NOT_ENDED_YET


def test_an_end_is_not_taken_away(store: Store, ended: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: edited(store, ended, end=None)) == errors.ALREADY_STOPPED


def test_a_start_inside_an_earlier_session_is_refused(store: Store, ended: Session, refusal: Unchanged) -> None:
    active = operations.start(store, moment(30), Start(25))
    wanted = record_of(active)._replace(start=at(15))
    sentence = refusal(lambda: corrections.edit(store, moment(40), active, wanted))
    assert sentence == "Overlaps Thesis, 13:00 to 13:20. A start from 13:20 on would fit."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"end": at(-1)}, errors.END_BEFORE_START),
        ({"end": at(601)}, errors.END_IN_FUTURE),
        ({"start": at(601), "end": at(602)}, errors.START_IN_FUTURE),
        ({"planned_minutes": 0}, errors.PLANNED_RANGE),
        ({"planned_minutes": 1441}, errors.PLANNED_RANGE),
        ({"score": 6}, errors.SCORE_RANGE),
        ({"project": "a" * 201}, "A name can have at most 200 characters"),
        ({"project": "made", "tags": ("b" * 201,)}, "A name can have at most 200 characters"),
        ({"project": "made", "notes": "c" * 1_000_001}, "Notes can have at most 1,000,000 characters"),
        ({"project": "made", "tasks_done": "c" * 1_000_001}, "Tasks done can have at most 1,000,000 characters"),
    ],
)
def test_an_edit_is_refused_with_a_sentence(
    store: Store, ended: Session, refusal: Unchanged, said: dict[str, object], sentence: str
) -> None:
    assert refusal(lambda: edited(store, ended, **said)) == sentence


def test_a_session_that_is_gone_is_not_found(store: Store, ended: Session, refusal: Unchanged) -> None:
    corrections.delete(store, ended.id)
    assert refusal(lambda: edited(store, ended, notes="n")) == errors.SESSION_NOT_FOUND


def test_an_overlap_carries_what_would_fit(store: Store, ended: Session) -> None:
    later = added(store, 40, 60)
    with pytest.raises(Overlaps) as refused:
        edited(store, ended, end=at(50))
    assert (refused.value.fitting, get_span(store, later)) == (Span(at(0), at(40)), Span(at(40), at(60)))


def test_sessions_that_overlap_can_be_edited_apart(store: Store, running: Session) -> None:
    """A clock that was set back made them: first less, then none."""
    operations.stop(store, moment(20), running.id)
    second = operations.start(store, moment(10), Start(25))
    ended = operations.stop(store, moment(30), second.id)
    less = edited(store, ended, start=at(15))
    assert edited(store, less, start=at(20)).start == at(20)


def test_sessions_that_overlap_are_not_edited_into_more(store: Store, running: Session, refusal: Unchanged) -> None:
    operations.stop(store, moment(20), running.id)
    second = operations.start(store, moment(10), Start(25))
    ended = operations.stop(store, moment(30), second.id)
    sentence = refusal(lambda: edited(store, ended, start=at(5)))
    assert sentence == "Overlaps Thesis, 13:00 to 13:20. 13:20 to 13:30 would fit."


def get_span(store: Store, session: Session) -> Span:
    found = operations.get(store, session.id)
    return Span(found.start, found.end)


# Add


def test_a_missed_session_is_added_where_the_person_is(store: Store, known: Known) -> None:
    gap = a_gap(5, 10, id_=0)
    session = added(store, 0, 30, project="thesis", tags=("deep",), score=5, tasks_done="a", notes="b", gaps=(gap,))
    assert session == Session(
        id=1,
        uid=session.uid,
        start=at(0),
        start_offset=HOUR,
        zone="Europe/Berlin",
        end=at(30),
        end_offset=HOUR,
        project=store.catalogue.find_project("Thesis"),
        tags=(Tag(known.tag, "deep"),),
        score=5,
        tasks_done="a",
        notes="b",
        worked=25 * MINUTE,
        last_seen=at(30),
        gaps=(gap._replace(id=1, session_id=1),),
    )


def test_a_missed_session_may_touch_its_neighbours(store: Store, ended: Session) -> None:
    assert added(store, 20, 30).worked == 10 * MINUTE


def test_a_missed_session_does_not_overlap_the_active_one(store: Store, running: Session, refusal: Unchanged) -> None:
    sentence = refusal(lambda: added(store, -20, 5))
    assert sentence == "Overlaps Thesis, which runs since 13:00. 12:40 to 13:00 would fit."


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (missed(0, -5), errors.END_BEFORE_START),
        (missed(0, 601), errors.END_IN_FUTURE),
        (missed(0, 10)._replace(end=None), errors.NOT_ENDED_YET),
        (missed(0, 10, planned_minutes=0), errors.PLANNED_RANGE),
        (missed(0, 10, score=0), errors.SCORE_RANGE),
    ],
)
def test_what_cannot_have_been_is_not_added(store: Store, refusal: Unchanged, record: Record, sentence: str) -> None:
    assert refusal(lambda: corrections.add(store, moment(600), record, "Europe/Berlin")) == sentence


# Delete


def test_a_deleted_session_takes_tags_gaps_and_alerts_along(store: Store, data_file: Path, running: Session) -> None:
    gaps.pause(store, moment(5), running.id)
    with store.write():
        insert = "INSERT INTO alert (session_id, kind, due_time) VALUES (?, 'Overtime', 1)"
        store._database.peewee.execute_sql(insert, (running.id,))
    ended = operations.stop(store, moment(20), running.id)
    assert corrections.delete(store, ended.id) == ended
    assert [rows(data_file, f"SELECT * FROM {t}") for t in ("session", "session_tag", "gap", "alert")] == [[]] * 4


def test_the_active_session_can_be_deleted_while_it_is_paused(store: Store, running: Session) -> None:
    gaps.pause(store, moment(5), running.id)
    corrections.delete(store, running.id)
    assert store.sessions.active() is None


def test_what_is_not_there_is_not_deleted(store: Store) -> None:
    with pytest.raises(Refused, match=errors.SESSION_NOT_FOUND):
        corrections.delete(store, 7)


# Around


def test_the_neighbours_are_those_that_began_before_and_after(store: Store) -> None:
    first, second, third = added(store, 0, 10), added(store, 20, 30), added(store, 40, 50)
    around = [(store.corrections.before(s), store.corrections.after(s)) for s in (first, second, third)]
    assert around == [(None, second), (first, third), (second, None)]
