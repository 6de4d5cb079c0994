"""Taking a step back, and doing it again: the file is as it was, and nothing said by others is lost."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.control import answering, gaps, operations, steps
from app.control.operations import Start
from app.control.steps import Step
from app.core import deeds, errors
from app.core.away import Thresholds
from app.core.clock import Moment
from app.core.deeds import Deed
from app.core.model import Answer, Cause, Session, Verdict
from app.store.journal import KEPT
from app.store.store import Store
from tests.control.conftest import Known, moment
from tests.control.waiting_gaps import CASES, NOW, Asked, Case, all_of, made, record
from tests.fakes import MINUTE, at, rows

Said = Callable[[], object]


@pytest.fixture(params=list(CASES))
def asked(request: pytest.FixtureRequest, store: Store, known: Known) -> Asked:
    return made(store, known, CASES[request.param])


@pytest.fixture
def away(store: Store, known: Known) -> Asked:
    """The running session was left from 10 to 20 minutes after noon."""
    return made(store, known, Case(((10, 20),), 0, None))


def answer(store: Store, then: Moment, gap_id: int, said: Answer) -> answering.Answered:
    return steps.recorded(
        store,
        then,
        Deed(said.value),
        lambda answered: deeds.of_session(answered.first),
        lambda moment: answering.answer(store, moment, gap_id, said),
    )


def step(store: Store, deed: Deed, then: Moment, operation: Callable[[Moment], Session]) -> Session:
    return steps.recorded(store, then, deed, deeds.of_session, operation)


def undo(store: Store, then: Moment = NOW) -> Step:
    return steps.undo(store, then, Thresholds())


def redo(store: Store, then: Moment = NOW) -> Step:
    return steps.redo(store, then, Thresholds())


def execute(path: Path, statement: str) -> None:
    """Another program's write."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(statement)


# Undone and done again


@pytest.mark.parametrize("said", Answer)
def test_undo_leaves_the_file_as_it_was(store: Store, asked: Asked, said: Answer, data_file: Path) -> None:
    before = record(data_file)
    answer(store, NOW, asked.gap, said)
    undo(store)
    assert record(data_file) == before


@pytest.mark.parametrize("said", Answer)
def test_redo_does_it_again(store: Store, asked: Asked, said: Answer) -> None:
    answer(store, NOW, asked.gap, said)
    after = all_of(store)
    undo(store)
    redo(store)
    assert all_of(store) == after


@pytest.mark.parametrize("said", Answer)
def test_what_was_done_again_can_be_undone_again(store: Store, away: Asked, said: Answer, data_file: Path) -> None:
    before = record(data_file)
    answer(store, NOW, away.gap, said)
    for _ in range(3):
        undo(store)
        redo(store)
    undo(store)
    assert record(data_file) == before


def test_steps_are_undone_from_the_last_to_the_first(store: Store, known: Known, data_file: Path) -> None:
    asked = made(store, known, CASES["ended"])
    later = asked.session.gaps[2].id
    pictures = []
    for gap_id, said in ((later, Answer.KEEP), (asked.gap, Answer.SPLIT), (later, Answer.STOP_THEN)):
        pictures.append(record(data_file))
        answer(store, NOW, gap_id, said)
    for picture in reversed(pictures):
        undo(store)
        assert record(data_file) == picture


def test_an_answer_in_the_second_session_outlives_undo_and_redo_of_the_split(
    store: Store, known: Known, data_file: Path
) -> None:
    asked = made(store, known, CASES["ended"])
    before = record(data_file)
    answer(store, NOW, asked.gap, Answer.SPLIT)
    answer(store, NOW, asked.session.gaps[2].id, Answer.KEEP)
    for turn in (undo, undo, redo, redo, undo, undo):
        turn(store)
    assert record(data_file) == before


def test_nothing_to_undo_is_refused(store: Store, refusal: Callable[[Said], str]) -> None:
    assert refusal(lambda: undo(store)) == errors.NOTHING_TO_UNDO


def test_nothing_to_redo_is_refused(store: Store, away: Asked, refusal: Callable[[Said], str]) -> None:
    answer(store, NOW, away.gap, Answer.KEEP)
    assert refusal(lambda: redo(store)) == errors.NOTHING_TO_REDO


def test_a_new_answer_forgets_what_was_undone(store: Store, away: Asked, refusal: Callable[[Said], str]) -> None:
    answer(store, NOW, away.gap, Answer.SPLIT)
    undo(store)
    answer(store, NOW, away.gap, Answer.KEEP)
    assert refusal(lambda: redo(store)) == errors.NOTHING_TO_REDO


def test_the_last_hundred_are_kept(store: Store, away: Asked, data_file: Path) -> None:
    """Those that were undone and forgotten are none of them."""
    for number in range(KEPT + 20):
        answer(store, NOW, away.gap, Answer.KEEP)
        if number % 4 == 0:
            undo(store)
    assert rows(data_file, "SELECT count(*) FROM change WHERE NOT undone") == [(90,)]


def test_a_step_that_changed_nothing_is_one_all_the_same(store: Store, away: Asked, data_file: Path) -> None:
    before = record(data_file)
    answer(store, NOW, away.gap, Answer.KEEP)
    answer(store, NOW, away.gap, Answer.KEEP)
    undo(store)
    undo(store)
    assert record(data_file) == before


def test_undo_of_a_start_takes_the_session_with_its_notes_and_redo_brings_all_back(
    store: Store, known: Known, data_file: Path
) -> None:
    before = record(data_file)
    asked_for = Start(25, known.project, tag_ids=(known.tag,))
    session = step(store, Deed.START, moment(0), lambda then: operations.start(store, then, asked_for))
    step(store, Deed.NOTE, moment(1), lambda then: operations.add_note(store, then, session.id, "said"))
    with store.write():
        store.gaps.add(session.id, at(2), at(8), Cause.LOCKED, Verdict.UNDECIDED)
    after = record(data_file)
    undo(store, moment(9))
    undo(store, moment(9))
    without = record(data_file)
    redo(store, moment(9))
    redo(store, moment(9))
    assert (without, record(data_file)) == (before, after)


def test_undo_of_a_stop_makes_the_session_active_as_after_a_crash(store: Store, running: Session) -> None:
    step(store, Deed.STOP, moment(20), lambda then: operations.stop(store, then, running.id))
    undo(store, moment(30))
    active = store.sessions.active()
    assert active is not None
    found = [(gap.start, gap.end, gap.cause, gap.verdict) for gap in active.gaps]
    assert found == [(at(20), at(30), Cause.CLOSED, Verdict.UNDECIDED)]


def test_redo_of_a_stop_leaves_no_trace_of_its_undo(store: Store, running: Session, data_file: Path) -> None:
    step(store, Deed.STOP, moment(20), lambda then: operations.stop(store, then, running.id))
    stopped = record(data_file)
    undo(store, moment(30))
    redo(store, moment(35))
    assert record(data_file) == stopped


def test_undo_of_a_resume_goes_on_with_the_pause_and_takes_what_came_since_into_it(
    store: Store, running: Session
) -> None:
    step(store, Deed.PAUSE, moment(5), lambda then: gaps.pause(store, then, running.id))
    step(store, Deed.RESUME, moment(10), lambda then: gaps.resume(store, then, running.id))
    with store.write():
        store.gaps.add(running.id, at(12), at(18), Cause.LOCKED, Verdict.UNDECIDED)
    undo(store, moment(20))
    found = [(gap.start, gap.end, gap.cause) for gap in operations.get(store, running.id).gaps]
    assert found == [(at(5), None, Cause.PAUSE)]


# What happened since


@pytest.fixture
def second(store: Store, away: Asked) -> Session:
    """The running session that a split made, from 20 minutes after noon on."""
    answered = answer(store, moment(21), away.gap, Answer.SPLIT)
    assert answered.active is not None
    return answered.active


def test_undo_of_a_split_keeps_the_gaps_that_came_since(store: Store, second: Session, away: Asked) -> None:
    with store.write():
        store.gaps.add(second.id, at(30), at(33), Cause.LOCKED, Verdict.UNDECIDED)
        store.gaps.add(second.id, at(40), None, Cause.IDLE, Verdict.UNDECIDED)
    undo(store)
    found = [(gap.start, gap.end, gap.cause) for gap in operations.get(store, away.session.id).gaps]
    assert found == [
        (at(10), at(20), Cause.ASLEEP),
        (at(30), at(33), Cause.LOCKED),
        (at(40), None, Cause.IDLE),
    ]


def test_redo_of_a_split_gives_each_session_its_part_of_a_gap_that_came_since(
    store: Store, second: Session, away: Asked
) -> None:
    undo(store, moment(22))
    with store.write():
        store.gaps.add(away.session.id, at(24), at(33), Cause.LOCKED, Verdict.UNDECIDED)
    redo(store, moment(40))
    found = [(gap.session_id, gap.start, gap.end) for gap in operations.get(store, second.id).gaps]
    assert (found, operations.get(store, away.session.id).gaps) == ([(second.id, at(24), at(33))], ())


def test_undo_of_a_split_leaves_one_session(store: Store, second: Session, data_file: Path) -> None:
    undo(store)
    assert rows(data_file, "SELECT count(*) FROM session") == [(1,)]


def test_undo_is_refused_while_another_session_runs(store: Store, away: Asked, refusal: Callable[[Said], str]) -> None:
    answer(store, moment(21), away.gap, Answer.STOP_THEN)
    operations.start(store, moment(30), Start(25))
    assert refusal(lambda: undo(store)) == errors.ANOTHER_ACTIVE


def test_undo_is_refused_where_another_session_lies_by_now(
    store: Store, known: Known, refusal: Callable[[Said], str]
) -> None:
    asked = made(store, known, CASES["ended"])
    answer(store, moment(70), asked.gap, Answer.STOP_THEN)
    other = operations.start(store, moment(80), Start(25, start=at(30)))
    operations.stop(store, moment(90), other.id)
    assert refusal(lambda: undo(store)) == "Undo would overlap the session from 13:30 to 14:30"


def test_undo_never_overwrites_what_another_program_wrote(
    store: Store, running: Session, data_file: Path, refusal: Callable[[Said], str]
) -> None:
    step(store, Deed.NOTE, moment(5), lambda then: operations.add_note(store, then, running.id, "mine"))
    execute(data_file, "UPDATE session SET notes = 'theirs'")
    assert refusal(lambda: undo(store)) == errors.UNDO_CHANGED_SINCE


def test_undo_leaves_what_another_program_wrote_beside_it(store: Store, running: Session, data_file: Path) -> None:
    step(store, Deed.ADD_TIME, moment(5), lambda then: operations.add_time(store, then, running.id))
    execute(data_file, "UPDATE session SET notes = 'theirs'")
    undo(store)
    found = operations.get(store, running.id)
    assert (found.notes, found.planned) == ("theirs", 25 * MINUTE)


@pytest.mark.parametrize(
    "theirs",
    [
        "UPDATE session SET tasks_done = 'theirs'",
        "INSERT INTO session_tag SELECT session.id, tag.id FROM session, tag WHERE tag.name = 'other'",
    ],
    ids=["its text", "its tags"],
)
def test_a_start_is_not_undone_once_another_program_said_something_of_the_session(
    store: Store, known: Known, data_file: Path, refusal: Callable[[Said], str], theirs: str
) -> None:
    with store.write():
        store.catalogue.tag_ids(("other",))
    step(store, Deed.START, moment(0), lambda then: operations.start(store, then, Start(25, known.project)))
    execute(data_file, theirs)
    assert refusal(lambda: undo(store)) == errors.UNDO_CHANGED_SINCE


def test_the_heartbeat_is_no_change(store: Store, known: Known, data_file: Path) -> None:
    before = record(data_file)
    session = step(store, Deed.START, moment(0), lambda then: operations.start(store, then, Start(25, known.project)))
    gaps.heartbeat(store, moment(5), session.id)
    undo(store, moment(6))
    assert record(data_file) == before


def test_a_step_of_the_clock_is_no_change_by_another_program(store: Store, known: Known, data_file: Path) -> None:
    before = record(data_file)
    session = step(store, Deed.START, moment(0), lambda then: operations.start(store, then, Start(25, known.project)))
    steps.carried(store, lambda: gaps.correct_clock(store, moment(4), session.id, -MINUTE, at(4)))
    started = operations.get(store, session.id).start
    undo(store, moment(6))
    gone = record(data_file)
    redo(store, moment(6))
    tables = ("session", "gap", "project")
    assert (started, operations.get(store, session.id).start) == (at(-1), at(-1))
    assert {t: gone[t] for t in tables} == {t: before[t] for t in tables}


def test_a_deleted_project_is_not_made_twice(store: Store, known: Known, data_file: Path) -> None:
    """What undo puts back has the name that somebody else took meanwhile."""
    with store.write(), store.journal.recording() as changed:
        store._database.peewee.execute_sql("DELETE FROM project")
    with store.write():
        store.journal.note(Deed.DELETE, deeds.Subject("project", known.project, "Thesis"), changed, at(0))
    execute(data_file, "INSERT INTO project (id, name, name_key) VALUES (99, 'Thesis', 'thesis')")
    with pytest.raises(errors.Refused, match=errors.UNDO_CHANGED_SINCE):
        undo(store)


def test_an_item_that_nobody_planned_is_ticked_off_by_stop_then_and_open_again_after_its_undo(
    store: Store, away: Asked, data_file: Path
) -> None:
    store._database.peewee.execute_sql("UPDATE planning SET unplanned = 1")
    done = [rows(data_file, "SELECT done FROM planning")]
    answer(store, NOW, away.gap, Answer.STOP_THEN)
    done.append(rows(data_file, "SELECT done FROM planning"))
    undo(store)
    done.append(rows(data_file, "SELECT done FROM planning"))
    assert done == [[(0,)], [(1,)], [(0,)]]


def test_a_step_of_an_older_file_can_be_undone(store: Store, away: Asked, data_file: Path) -> None:
    """Version 3 kept a step without the name of what it was done to."""
    before = record(data_file)
    key = f'"{away.gap}": {{"id": {away.gap}, "verdict": "%s"}}'
    about = f'"about": {{"ids": {{"session": {away.session.id}, "gap": {away.gap}}}}}'
    execute(data_file, f"UPDATE gap SET verdict = 'kept' WHERE id = {away.gap}")
    execute(
        data_file,
        "INSERT INTO change (time, what, before, after) VALUES (0, 'Keep', "
        f"'{{\"gap\": {{{key % 'undecided'}}}, {about}}}', '{{\"gap\": {{{key % 'kept'}}}}}')",
    )
    undo(store)
    assert record(data_file) == before
