"""Taking an answer back, and giving it again: the file is as it was, and nothing said since is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.control import answering, gaps, operations
from app.control.operations import Start
from app.core import errors
from app.core.model import Answer, Cause, Review, Session
from app.store.journal import KEPT
from app.store.store import Store
from tests.control.conftest import Known, moment
from tests.control.waiting_gaps import CASES, NOW, Asked, Case, all_of, made, record
from tests.fakes import MINUTE, at, rows


@pytest.fixture(params=list(CASES))
def asked(request: pytest.FixtureRequest, store: Store, known: Known) -> Asked:
    return made(store, known, CASES[request.param])


@pytest.fixture
def away(store: Store, known: Known) -> Asked:
    """The running session was left from 10 to 20 minutes after noon."""
    return made(store, known, Case(((10, 20),), 0, None))


Said = Callable[[], object]


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
