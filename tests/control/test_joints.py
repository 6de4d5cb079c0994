"""Splitting a session and merging two: what goes where, and what is refused."""

from datetime import datetime
from pathlib import Path

from app.control import corrections, gaps, joints, operations
from app.control.operations import Start
from app.core import errors
from app.core.model import Cause, Session, Verdict
from app.store.store import Store
from tests.control.conftest import Known, Unchanged, moment
from tests.control.test_corrections import added, edited
from tests.fakes import MINUTE, a_gap, at, rows


def spans(session: Session) -> list[tuple[datetime, datetime | None, Cause, Verdict]]:
    return [(gap.start, gap.end, gap.cause, gap.verdict) for gap in session.gaps]


# Split


def test_the_second_part_has_what_was_set_and_the_first_what_was_said(store: Store, known: Known) -> None:
    begun = operations.start(store, moment(0), Start(50, known.project, known.item, (known.tag,)))
    operations.toggle_notifications(store, moment(1), begun.id)
    operations.add_note(store, moment(5), begun.id, "early")
    operations.add_note(store, moment(25), begun.id, "late")
    whole = edited(store, operations.stop(store, moment(40), begun.id), score=4, tasks_done="a")
    second = joints.split(store, moment(60), whole.id, at(20))
    offset = whole.end_offset
    assert operations.get(store, whole.id) == whole._replace(
        end=at(20), worked=20 * MINUTE, last_seen=at(20), notes="[13:05] early"
    )
    assert second == whole._replace(
        id=second.id,
        uid=second.uid,
        start=at(20),
        end_offset=offset,
        score=None,
        tasks_done="",
        notes="[13:25] late",
        worked=20 * MINUTE,
    )


def test_gaps_go_where_they_lie_and_one_in_between_is_cut(store: Store) -> None:
    idle = a_gap(15, 25, Cause.IDLE, Verdict.UNDECIDED, id_=0)
    whole = added(store, 0, 60, gaps=(a_gap(2, 5, id_=0), idle, a_gap(30, 40, id_=0)))
    second = joints.split(store, moment(600), whole.id, at(20))
    first = operations.get(store, whole.id)
    assert spans(first) == [
        (at(2), at(5), Cause.PAUSE, Verdict.DISCARDED),
        (at(15), at(20), Cause.IDLE, Verdict.UNDECIDED),
    ]
    assert spans(second) == [
        (at(20), at(25), Cause.IDLE, Verdict.UNDECIDED),
        (at(30), at(40), Cause.PAUSE, Verdict.DISCARDED),
    ]
    assert (first.worked, second.worked, whole.worked) == (12 * MINUTE, 25 * MINUTE, 37 * MINUTE)


def test_the_active_session_goes_on_as_the_second_part(store: Store, running: Session) -> None:
    second = joints.split(store, moment(20), running.id, at(5))
    first = operations.get(store, running.id)
    assert (first.end, first.worked) == (at(5), 5 * MINUTE)
    assert second == running._replace(id=second.id, uid=second.uid, start=at(5), last_seen=at(20))
    assert store.sessions.active() == second


def test_a_pause_that_lasts_goes_on_in_the_second_part(store: Store, running: Session) -> None:
    gaps.pause(store, moment(5), running.id)
    second = joints.split(store, moment(20), running.id, at(10))
    first = operations.get(store, running.id)
    assert (spans(first), spans(second)) == (
        [(at(5), at(10), Cause.PAUSE, Verdict.DISCARDED)],
        [(at(10), None, Cause.PAUSE, Verdict.DISCARDED)],
    )


def test_a_session_is_split_inside_only(store: Store, ended: Session, refusal: Unchanged) -> None:
    outside = "The time lies outside Thesis, 13:00 to 13:20."
    times = (at(-1), at(0), at(20), at(21))
    assert [refusal(lambda a=a: joints.split(store, moment(60), ended.id, a)) for a in times] == [outside] * 4  # type: ignore[misc]


# Merge


def test_the_time_between_is_a_pause_and_all_that_was_said_is_kept(store: Store) -> None:
    first = added(store, 0, 10, project="Thesis", tags=("a",), planned_minutes=25, notes="n", tasks_done="t", score=3)
    second = added(store, 15, 30, project="Else", tags=("b",), planned_minutes=50, notes="m", tasks_done="u", score=5)
    merged = joints.merge(store, moment(600), second.id, first.id)
    assert merged == first._replace(
        end=at(30),
        tags=(first.tags[0], second.tags[0]),
        planned=75 * MINUTE,
        notes="n\n\nm",
        tasks_done="t\n\nu",
        worked=25 * MINUTE,
        last_seen=at(30),
        gaps=(a_gap(10, 15)._replace(id=merged.gaps[0].id, session_id=first.id),),
    )
    assert store.sessions.find(second.id) is None


def test_what_only_the_second_one_has_is_kept(store: Store) -> None:
    added(store, 0, 10)
    second = added(store, 10, 30, project="Thesis", planned_minutes=50, score=5)
    merged = joints.merge(store, moment(600), 1, second.id)
    assert (merged.project, merged.planned, merged.score, merged.gaps) == (second.project, 50 * MINUTE, 5, ())


def test_planned_minutes_stay_within_a_day(store: Store) -> None:
    added(store, 0, 10, planned_minutes=1000)
    added(store, 10, 30, planned_minutes=1000)
    assert joints.merge(store, moment(600), 1, 2).planned == 1440 * MINUTE


def test_the_active_session_can_be_the_second_one(store: Store, ended: Session) -> None:
    active = operations.start(store, moment(30), Start(25))
    gaps.pause(store, moment(35), active.id)
    merged = joints.merge(store, moment(40), ended.id, active.id)
    assert (merged.id, merged.end, merged.worked, merged.planned) == (ended.id, None, None, 50 * MINUTE)
    assert [(gap.start, gap.end) for gap in merged.gaps] == [(at(20), at(30)), (at(35), None)]
    assert store.sessions.active() == merged


def test_alerts_follow(store: Store, data_file: Path) -> None:
    first, second = added(store, 0, 10), added(store, 10, 30)
    with store.write():
        insert = "INSERT INTO alert (session_id, kind, due_time, reason) VALUES (?, 'Overtime', ?, ?)"
        for row in ((first.id, 1, "own"), (second.id, 1, "other"), (second.id, 2, "other")):
            store._database.peewee.execute_sql(insert, row)
    joints.merge(store, moment(600), first.id, second.id)
    assert rows(data_file, "SELECT session_id, due_time, reason FROM alert") == [(1, 1, "own"), (1, 2, "other")]


def test_another_session_between_is_named(store: Store, refusal: Unchanged) -> None:
    first, last = added(store, 0, 10), added(store, 30, 40)
    added(store, 15, 20, project="Post")
    sentence = refusal(lambda: joints.merge(store, moment(600), first.id, last.id))
    assert sentence == "Post, 13:15 to 13:20, lies between them."


def test_sessions_that_overlap_are_not_merged(store: Store, ended: Session, refusal: Unchanged) -> None:
    second = operations.start(store, moment(10), Start(25))
    sentence = refusal(lambda: joints.merge(store, moment(20), ended.id, second.id))
    assert sentence == errors.OVERLAP_THEMSELVES


def test_a_session_is_not_merged_with_itself(store: Store, ended: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: joints.merge(store, moment(20), ended.id, ended.id)) == errors.ONE_SESSION


def test_what_was_split_and_merged_again_has_the_same_worked_time(store: Store) -> None:
    whole = added(store, 0, 60, gaps=(a_gap(15, 25, id_=0),))
    second = joints.split(store, moment(600), whole.id, at(20))
    merged = joints.merge(store, moment(600), whole.id, second.id)
    assert (merged.worked, merged.start, merged.end) == (whole.worked, whole.start, whole.end)
    assert corrections.delete(store, merged.id) == merged
