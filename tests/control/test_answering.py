"""The four answers on the real file: what they write, taking them back, doing them again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.control import answering, gaps, operations
from app.control.operations import Start
from app.core import answers, errors, timing
from app.core.model import Answer, Cause, Review, Session, Verdict
from app.store.journal import KEPT
from app.store.store import Store
from tests.control.conftest import Known, moment
from tests.fakes import MINUTE, at, dump, rows

NOW = moment(120)
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Case:
    """Gaps in minutes after noon, which of them is asked for, the end, and from when on a pause lasts."""

    gaps: tuple[tuple[float, float], ...]
    asked: int
    ended: float | None
    paused: float | None = None


CASES = {
    "active": Case(((2, 4), (10, 20), (30, 35), (40, 50)), 1, None),
    "active and paused": Case(((10, 20), (30, 35)), 0, None, paused=60),
    "active, at the very start": Case(((0, 20), (30, 35)), 0, None),
    "ended": Case(((2, 4), (10, 20), (30, 35), (40, 50)), 1, 60),
    "ended, at the very end": Case(((2, 4), (10, 60)), 1, 60),
    "ended, nothing else": Case(((0, 60),), 0, 60),
}


@dataclass(frozen=True)
class Asked:
    """A session and the id of the gap that the person is asked about."""

    session: Session
    gap: int


@pytest.fixture(params=list(CASES))
def asked(request: pytest.FixtureRequest, store: Store, known: Known) -> Asked:
    return made(store, known, CASES[request.param])


@pytest.fixture
def away(store: Store, known: Known) -> Asked:
    """The running session was left from 10 to 20 minutes after noon."""
    return made(store, known, Case(((10, 20),), 0, None))


def made(store: Store, known: Known, case: Case) -> Asked:
    """A muted session with project, tag and plan item from noon on; every gap waits for a verdict."""
    session = operations.start(store, moment(0), Start(50, known.project, known.item, (known.tag,)))
    operations.toggle_notifications(store, moment(0), session.id)
    operations.add_note(store, moment(1), session.id, "first")
    with store.write():
        ids = [
            store.gaps.add(session.id, at(start), at(end), Cause.ASLEEP, Verdict.UNDECIDED) for start, end in case.gaps
        ]
    if case.paused is not None:
        gaps.pause(store, moment(case.paused), session.id)
    if case.ended is not None:
        operations.stop(store, moment(case.ended), session.id, Review(score=3, tasks_done="this"))
    return Asked(operations.get(store, session.id), ids[case.asked])


def record(path: Path) -> Rows:
    """Every row, but for what is written once a minute and the memory of undo itself."""
    tables = dump(path)
    columns = [name for (name,) in rows(path, "SELECT name FROM pragma_table_info('session') ORDER BY cid")]
    seen = columns.index("last_seen")
    tables["session"] = [row[:seen] + row[seen + 1 :] for row in tables["session"]]
    return {name: each for name, each in tables.items() if name not in ("change", "sqlite_sequence")}


def shape(session: Session | None) -> Session | None:
    """What an outcome settles: not ids and offsets."""
    if session is None:
        return None
    own = tuple(replace(gap, id=0, session_id=0) for gap in session.gaps)
    return replace(session, id=0, uid="", start_offset=timedelta(), end_offset=None, last_seen=None, gaps=own)


def all_of(store: Store) -> list[Session | None]:
    return [shape(session) for session in store.sessions.overlapping(at(-60), at(10_000))]


def second_of(store: Store, first: Session) -> Session | None:
    newest = store.sessions.overlapping(at(-60), at(10_000))
    return next((session for session in newest if session.id != first.id), None)


# What they write


@pytest.mark.parametrize("said", Answer)
def test_an_answer_writes_what_the_rules_say(store: Store, asked: Asked, said: Answer) -> None:
    gap = next(gap for gap in asked.session.gaps if gap.id == asked.gap)
    expected = answers.outcome(asked.session, gap, said)
    answered = answering.answer(store, NOW, asked.gap, said)
    assert shape(answered.first) == shape(expected.first)
    if expected.second is not None and expected.second.end != expected.second.start:
        assert shape(second_of(store, answered.first)) == shape(expected.second)


@pytest.mark.parametrize("said", Answer)
def test_worked_is_right_in_all(store: Store, asked: Asked, said: Answer, data_file: Path) -> None:
    answering.answer(store, NOW, asked.gap, said)
    for session_id, end, worked in rows(data_file, "SELECT id, end_time, worked FROM session"):
        session = operations.get(store, session_id)
        assert worked == (None if end is None else timing.worked(session, at(0)) // timedelta(milliseconds=1))


def test_split_hands_on_project_tags_plan_item_plan_and_mute_but_no_review(store: Store, known: Known) -> None:
    asked = made(store, known, CASES["ended"])
    first = answering.answer(store, NOW, asked.gap, Answer.SPLIT).first
    second = second_of(store, first)
    assert second is not None
    assert (second.project, second.tags, second.planning_id, second.planned, second.muted) == (
        first.project,
        first.tags,
        first.planning_id,
        first.planned,
        first.muted,
    )
    assert (second.score, second.tasks_done, second.notes, second.zone) == (None, "", "", first.zone)


def test_split_of_the_running_session_leaves_the_second_one_running(store: Store, away: Asked) -> None:
    answered = answering.answer(store, NOW, away.gap, Answer.SPLIT)
    assert (answered.first.end, answered.active and answered.active.start) == (at(10), at(20))


def test_split_takes_the_offset_of_the_zone_at_the_new_start(store: Store, known: Known) -> None:
    """The 29th of March 2026 at 01:00 UTC: Berlin goes from UTC+1 to UTC+2."""
    summer = (19 * 24 * 60) - 11 * 60.0
    session = operations.start(store, moment(summer - 30), Start(25, known.project))
    with store.write():
        gap = store.gaps.add(session.id, at(summer - 10), at(summer + 10), Cause.ASLEEP, Verdict.UNDECIDED)
    answered = answering.answer(store, moment(summer + 20), gap, Answer.SPLIT)
    assert answered.active is not None
    assert (answered.first.end_offset, answered.active.start_offset) == (60 * MINUTE, 120 * MINUTE)


def test_each_answer_can_be_changed_later(store: Store, away: Asked) -> None:
    answering.answer(store, NOW, away.gap, Answer.KEEP)
    answered = answering.answer(store, NOW, away.gap, Answer.DISCARD)
    assert [gap.verdict for gap in answered.first.gaps] == [Verdict.DISCARDED]


def test_a_pause_can_be_answered_like_any_other(store: Store, running: Session) -> None:
    gaps.pause(store, moment(5), running.id)
    (gap,) = gaps.resume(store, moment(9), running.id).gaps
    assert answering.answer(store, NOW, gap.id, Answer.KEEP).first.gaps == (replace(gap, verdict=Verdict.KEPT),)


Said = Callable[[], object]


def test_a_gap_that_is_not_there_is_refused(store: Store, refusal: Callable[[Said], str]) -> None:
    assert refusal(lambda: answering.answer(store, NOW, 7, Answer.KEEP)) == errors.GAP_NOT_FOUND


def test_a_gap_that_lasts_is_refused(store: Store, running: Session, refusal: Callable[[Said], str]) -> None:
    (gap,) = gaps.pause(store, moment(5), running.id).gaps
    assert refusal(lambda: answering.answer(store, NOW, gap.id, Answer.SPLIT)) == errors.GAP_NOT_ENDED


# Undone and done again


@pytest.mark.parametrize("said", Answer)
def test_undo_leaves_the_file_as_it_was(store: Store, asked: Asked, said: Answer, data_file: Path) -> None:
    before = record(data_file)
    answering.answer(store, NOW, asked.gap, said)
    answering.undo(store, NOW)
    assert record(data_file) == before


@pytest.mark.parametrize("said", Answer)
def test_redo_does_it_again(store: Store, asked: Asked, said: Answer) -> None:
    answering.answer(store, NOW, asked.gap, said)
    after = all_of(store)
    answering.undo(store, NOW)
    answering.redo(store, NOW)
    assert all_of(store) == after


@pytest.mark.parametrize("said", Answer)
def test_what_was_done_again_can_be_undone_again(store: Store, away: Asked, said: Answer, data_file: Path) -> None:
    before = record(data_file)
    answering.answer(store, NOW, away.gap, said)
    for _ in range(3):
        answering.undo(store, NOW)
        answering.redo(store, NOW)
    answering.undo(store, NOW)
    assert record(data_file) == before


def test_steps_are_undone_from_the_last_to_the_first(store: Store, known: Known, data_file: Path) -> None:
    asked = made(store, known, CASES["ended"])
    later = asked.session.gaps[2].id
    pictures = []
    for gap_id, said in ((later, Answer.KEEP), (asked.gap, Answer.SPLIT), (later, Answer.STOP_THEN)):
        pictures.append(record(data_file))
        answering.answer(store, NOW, gap_id, said)
    for picture in reversed(pictures):
        answering.undo(store, NOW)
        assert record(data_file) == picture


def test_an_answer_in_the_second_session_outlives_undo_and_redo_of_the_split(
    store: Store, known: Known, data_file: Path
) -> None:
    asked = made(store, known, CASES["ended"])
    before = record(data_file)
    answering.answer(store, NOW, asked.gap, Answer.SPLIT)
    answering.answer(store, NOW, asked.session.gaps[2].id, Answer.KEEP)
    for step in (answering.undo, answering.undo, answering.redo, answering.redo, answering.undo, answering.undo):
        step(store, NOW)
    assert record(data_file) == before


def test_nothing_to_undo_is_refused(store: Store, refusal: Callable[[Said], str]) -> None:
    assert refusal(lambda: answering.undo(store, NOW)) == errors.NOTHING_TO_UNDO


def test_nothing_to_redo_is_refused(store: Store, away: Asked, refusal: Callable[[Said], str]) -> None:
    answering.answer(store, NOW, away.gap, Answer.KEEP)
    assert refusal(lambda: answering.redo(store, NOW)) == errors.NOTHING_TO_REDO


def test_a_new_answer_forgets_what_was_undone(store: Store, away: Asked, refusal: Callable[[Said], str]) -> None:
    answering.answer(store, NOW, away.gap, Answer.SPLIT)
    answering.undo(store, NOW)
    answering.answer(store, NOW, away.gap, Answer.KEEP)
    assert refusal(lambda: answering.redo(store, NOW)) == errors.NOTHING_TO_REDO


def test_the_last_hundred_are_kept(store: Store, away: Asked, data_file: Path) -> None:
    """Those that were undone and forgotten are none of them."""
    rows_now = store.journal.picture([away.session.id])
    with store.write():
        for number in range(KEPT + 20):
            store.journal.note("Keep", {"session": away.session.id, "gap": away.gap}, rows_now, rows_now, at(number))
            if number % 4 == 0 and (newest := store.journal.last_done()):
                store.journal.mark_undone(newest.id)
    assert rows(data_file, "SELECT count(*) FROM change WHERE NOT undone") == [(90,)]


# What happened since


@pytest.fixture
def second(store: Store, away: Asked) -> Session:
    """The running session that a split made, from 20 minutes after noon on."""
    answered = answering.answer(store, moment(21), away.gap, Answer.SPLIT)
    assert answered.active is not None
    return answered.active


def test_undo_of_a_split_keeps_the_notes_of_both(store: Store, second: Session) -> None:
    operations.add_note(store, moment(30), second.id, "later")
    assert answering.undo(store, NOW).first.notes == "[13:01] first\n\n[13:30] later"


def test_undo_of_a_split_keeps_the_gaps_of_both(store: Store, second: Session) -> None:
    gaps.pause(store, moment(30), second.id)
    gaps.resume(store, moment(33), second.id)
    gaps.pause(store, moment(40), second.id)
    found = [(gap.start, gap.end, gap.cause) for gap in answering.undo(store, NOW).first.gaps]
    assert found == [
        (at(10), at(20), Cause.ASLEEP),
        (at(30), at(33), Cause.PAUSE),
        (at(40), None, Cause.PAUSE),
    ]


def test_undo_of_a_split_keeps_the_stop(store: Store, second: Session) -> None:
    operations.stop(store, moment(50), second.id, Review(score=4, tasks_done="much"))
    first = answering.undo(store, NOW).first
    assert (first.end, first.worked, first.score, first.tasks_done) == (at(50), 40 * MINUTE, 4, "much")


def test_undo_of_a_split_leaves_one_session(store: Store, second: Session, data_file: Path) -> None:
    answering.undo(store, NOW)
    assert rows(data_file, "SELECT count(*) FROM session") == [(1,)]


def test_undo_of_a_verdict_keeps_what_was_said_since(store: Store, away: Asked) -> None:
    answering.answer(store, NOW, away.gap, Answer.KEEP)
    operations.add_time(store, NOW, away.session.id)
    operations.add_note(store, NOW, away.session.id, "later")
    first = answering.undo(store, NOW).first
    assert (first.planned, first.notes) == (65 * MINUTE, "[13:01] first\n[15:00] later")


def test_undo_is_refused_while_another_session_runs(store: Store, away: Asked, refusal: Callable[[Said], str]) -> None:
    answering.answer(store, moment(21), away.gap, Answer.STOP_THEN)
    operations.start(store, moment(30), Start(25))
    assert refusal(lambda: answering.undo(store, NOW)) == errors.ANOTHER_ACTIVE


def test_undo_is_refused_where_another_session_lies_by_now(
    store: Store, known: Known, refusal: Callable[[Said], str]
) -> None:
    asked = made(store, known, CASES["ended"])
    answering.answer(store, moment(70), asked.gap, Answer.STOP_THEN)
    other = operations.start(store, moment(80), Start(25, start=at(30)))
    operations.stop(store, moment(90), other.id)
    assert refusal(lambda: answering.undo(store, NOW)) == "Undo would overlap the session from 13:30 to 14:30"


def test_an_item_that_nobody_planned_is_ticked_off_by_stop_then_and_open_again_after_its_undo(
    store: Store, away: Asked, data_file: Path
) -> None:
    store._database.peewee.execute_sql("UPDATE planning SET unplanned = 1")
    done = [rows(data_file, "SELECT done FROM planning")]
    answering.answer(store, NOW, away.gap, Answer.STOP_THEN)
    done.append(rows(data_file, "SELECT done FROM planning"))
    answering.undo(store, NOW)
    done.append(rows(data_file, "SELECT done FROM planning"))
    assert done == [[(0,)], [(1,)], [(0,)]]
