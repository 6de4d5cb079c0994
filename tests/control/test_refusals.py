"""Every refusal of the contract's section 2: its sentence, that nothing changed, and which comes first."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.control import answering, gaps, operations
from app.control.operations import Fields, Start
from app.control.session_controller import SessionController
from app.core.model import Answer, Review, Session
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from tests.control.conftest import Known, Unchanged, moment
from tests.fakes import MINUTE, NOON, at

TAKES_AN_ID: dict[str, Callable[[Store, int], object]] = {
    "get by id": operations.get,
    "stop": lambda store, id_: operations.stop(store, moment(1), id_),
    "review": lambda store, id_: operations.review(store, id_, Review(score=3)),
    "add note": lambda store, id_: operations.add_note(store, moment(1), id_, "note"),
    "add time": lambda store, id_: operations.add_time(store, moment(1), id_),
    "toggle notifications": lambda store, id_: operations.toggle_notifications(store, moment(1), id_),
    "pause": lambda store, id_: gaps.pause(store, moment(1), id_),
    "resume": lambda store, id_: gaps.resume(store, moment(1), id_),
}
NEEDS_A_RUNNING_SESSION = ("add note", "add time", "toggle notifications", "pause", "resume")


@pytest.mark.parametrize("name", TAKES_AN_ID)
def test_an_unknown_session_is_not_found(store: Store, running: Session, refusal: Unchanged, name: str) -> None:
    assert refusal(lambda: TAKES_AN_ID[name](store, 7)) == "Session not found"


def test_a_session_is_stopped_once(store: Store, ended: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: operations.stop(store, moment(30), ended.id)) == "Session already stopped"


@pytest.mark.parametrize("name", NEEDS_A_RUNNING_SESSION)
def test_a_session_that_has_ended_refuses(store: Store, ended: Session, refusal: Unchanged, name: str) -> None:
    assert refusal(lambda: TAKES_AN_ID[name](store, ended.id)) == "Session has ended"


def test_a_running_session_is_not_reviewed(store: Store, running: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: operations.review(store, running.id, Review(score=3))) == "Session has not ended yet"


def test_a_second_session_is_not_started(store: Store, running: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: operations.start(store, moment(5), Start(25))) == "Another session is already active"


def test_a_second_session_is_not_started_from_a_line(store: Store, running: Session, refusal: Unchanged) -> None:
    entry = QuickEntry("New", "New project", ("new tag",), 25)
    sentence = refusal(lambda: operations.start_entry(store, moment(5), entry, Fields(), FOUR))
    assert sentence == "Another session is already active"


def test_a_command_for_the_active_session_needs_one(controller: SessionController, refusal: Unchanged) -> None:
    assert refusal(controller.active_id) == "No session is active"


def test_a_paused_session_is_not_paused_again(store: Store, running: Session, refusal: Unchanged) -> None:
    gaps.pause(store, moment(5), running.id)
    assert refusal(lambda: gaps.pause(store, moment(6), running.id)) == "Session is already paused"


def test_a_session_that_is_not_paused_is_not_resumed(store: Store, running: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: gaps.resume(store, moment(6), running.id)) == "Session is not paused"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Start(25, project_id=7), "Project 7 not found"),
        (Start(25, planning_id=7), "Plan item 7 not found"),
        (Start(25, tag_ids=(1, 7, 8)), "Tag 7 not found"),
    ],
)
def test_an_unknown_id_is_named(store: Store, known: Known, refusal: Unchanged, asked: Start, sentence: str) -> None:
    assert refusal(lambda: operations.start(store, moment(0), asked)) == sentence


def test_an_unknown_tag_of_a_stop_is_named(store: Store, running: Session, refusal: Unchanged) -> None:
    review = Review(notes="n", tag_ids=(1, 7))
    assert refusal(lambda: operations.stop(store, moment(5), running.id, review)) == "Tag 7 not found"


def test_an_unknown_tag_of_a_review_is_named(store: Store, ended: Session, refusal: Unchanged) -> None:
    review = Review(notes="n", tag_ids=(7,))
    assert refusal(lambda: operations.review(store, ended.id, review)) == "Tag 7 not found"


def test_a_start_lies_in_the_past(store: Store, refusal: Unchanged) -> None:
    asked = Start(25, start=at(0) + timedelta(milliseconds=1))
    assert refusal(lambda: operations.start(store, moment(0), asked)) == "Start lies in the future"


@pytest.mark.parametrize("minutes", [-60, 0, 19.9], ids=["before it", "at its start", "inside it"])
def test_a_given_start_overlaps_no_other_session(
    store: Store, ended: Session, refusal: Unchanged, minutes: float
) -> None:
    asked = Start(25, start=at(minutes))
    sentence = refusal(lambda: operations.start(store, moment(30), asked))
    assert sentence == "Start overlaps the session from 13:00 to 13:20"


@pytest.mark.parametrize("minutes", [-5, 0, 1441])
def test_a_plan_has_1_to_1440_minutes(store: Store, refusal: Unchanged, minutes: int) -> None:
    sentence = refusal(lambda: operations.start(store, moment(0), Start(minutes)))
    assert sentence == "Planned duration must be 1 to 1440 minutes"


def test_a_plan_out_of_range_makes_nothing_of_a_line(store: Store, refusal: Unchanged) -> None:
    entry, fields = QuickEntry("New", "New project", ("new tag",)), Fields(minutes=1441)
    sentence = refusal(lambda: operations.start_entry(store, moment(0), entry, fields, FOUR))
    assert sentence == "Planned duration must be 1 to 1440 minutes"


@pytest.mark.parametrize("score", [-1, 0, 6])
def test_a_stop_takes_a_score_of_1_to_5(store: Store, running: Session, refusal: Unchanged, score: int) -> None:
    review = Review(score=score, notes="n", tag_names=("new",))
    sentence = refusal(lambda: operations.stop(store, moment(5), running.id, review))
    assert sentence == "Satisfaction score must be 1 to 5"


@pytest.mark.parametrize("score", [0, 6])
def test_a_review_takes_a_score_of_1_to_5(store: Store, ended: Session, refusal: Unchanged, score: int) -> None:
    sentence = refusal(lambda: operations.review(store, ended.id, Review(score=score)))
    assert sentence == "Satisfaction score must be 1 to 5"


@pytest.mark.parametrize("limit", [-1, 0, 1001])
def test_recent_has_a_limit_of_1_to_1000(store: Store, refusal: Unchanged, limit: int) -> None:
    assert refusal(lambda: operations.recent(store, limit)) == "Limit must be 1 to 1000"


@pytest.mark.parametrize("note", ["", "  ", "\n\t"])
def test_a_note_is_not_empty(store: Store, running: Session, refusal: Unchanged, note: str) -> None:
    assert refusal(lambda: operations.add_note(store, moment(5), running.id, note)) == "Note is empty"


def test_no_minutes_are_no_time(store: Store, running: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: operations.add_time(store, moment(5), running.id, 0)) == "Minutes must not be 0"


# Texts that are too long


def test_a_note_that_is_too_long(store: Store, running: Session, refusal: Unchanged) -> None:
    sentence = refusal(lambda: operations.add_note(store, moment(5), running.id, "x" * 10_001))
    assert sentence == "A note can have at most 10,000 characters"


def test_notes_that_would_become_too_long(store: Store, running: Session, refusal: Unchanged) -> None:
    with store.write():
        store.sessions.set_notes(running.id, "x" * 999_999)
    sentence = refusal(lambda: operations.add_note(store, moment(5), running.id, "more"))
    assert sentence == "Notes can have at most 1,000,000 characters"


@pytest.mark.parametrize(
    ("review", "sentence"),
    [
        (Review(score=3, tasks_done="x" * 1_000_001), "Tasks done can have at most 1,000,000 characters"),
        (Review(score=3, notes="x" * 1_000_001), "Notes can have at most 1,000,000 characters"),
        (Review(score=3, all_notes="x" * 1_000_001), "Notes can have at most 1,000,000 characters"),
        (Review(score=3, tag_names=("x" * 201,)), "A name can have at most 200 characters"),
    ],
    ids=["tasks", "notes", "all notes", "tag"],
)
def test_a_review_that_is_too_long(
    store: Store, ended: Session, refusal: Unchanged, review: Review, sentence: str
) -> None:
    assert refusal(lambda: operations.review(store, ended.id, review)) == sentence


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (QuickEntry("x" * 10_001, "new"), "A title can have at most 10,000 characters"),
        (QuickEntry("title", "x" * 201), "A name can have at most 200 characters"),
        (QuickEntry("title", "new", ("new", "x" * 201)), "A name can have at most 200 characters"),
    ],
    ids=["title", "project", "tag"],
)
def test_a_line_that_is_too_long(store: Store, refusal: Unchanged, entry: QuickEntry, sentence: str) -> None:
    assert refusal(lambda: operations.start_entry(store, moment(0), entry, Fields(), FOUR)) == sentence


def test_an_unknown_gap_is_not_found(store: Store, refusal: Unchanged) -> None:
    assert refusal(lambda: answering.answer(store, moment(0), 7, Answer.KEEP)) == "Gap not found"


# Which comes first

FOUR = NOON.time().replace(hour=4)
WRONG_IN_EVERY_WAY = Start(0, project_id=7, planning_id=7, tag_ids=(7,), start=at(99))
START_ORDER = [
    (WRONG_IN_EVERY_WAY, "Project 7 not found"),
    (Start(0, planning_id=7, tag_ids=(7,), start=at(99)), "Plan item 7 not found"),
    (Start(0, tag_ids=(7,), start=at(99)), "Tag 7 not found"),
    (Start(0, start=at(99)), "Start lies in the future"),
    (Start(0, start=at(10)), "Start overlaps the session from 13:00 to 13:20"),
    (Start(0), "Planned duration must be 1 to 1440 minutes"),
]


@pytest.mark.parametrize(("asked", "sentence"), START_ORDER, ids=[sentence for _, sentence in START_ORDER])
def test_the_first_refusal_of_a_start(
    store: Store, ended: Session, refusal: Unchanged, asked: Start, sentence: str
) -> None:
    assert refusal(lambda: operations.start(store, moment(30), asked)) == sentence


def test_an_active_session_is_told_before_what_is_wrong_with_a_start(
    store: Store, running: Session, refusal: Unchanged
) -> None:
    sentence = refusal(lambda: operations.start(store, moment(30), WRONG_IN_EVERY_WAY))
    assert sentence == "Another session is already active"


WRONG_REVIEW = Review(score=9, tag_ids=(7,))


def test_the_first_refusal_of_a_stop_is_about_the_session(store: Store, ended: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: operations.stop(store, moment(30), ended.id, WRONG_REVIEW)) == "Session already stopped"


def test_the_first_refusal_of_a_review_is_about_the_session(store: Store, running: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: operations.review(store, running.id, WRONG_REVIEW)) == "Session has not ended yet"


def test_an_unknown_tag_is_told_before_a_wrong_score(store: Store, ended: Session, refusal: Unchanged) -> None:
    assert refusal(lambda: operations.review(store, ended.id, WRONG_REVIEW)) == "Tag 7 not found"


@pytest.mark.parametrize(
    "operation",
    [
        lambda store, id_: operations.add_note(store, moment(30), id_, ""),
        lambda store, id_: operations.add_time(store, moment(30), id_, 0),
    ],
    ids=["empty note", "no minutes"],
)
def test_an_ended_session_is_told_before_what_is_wrong_with_the_rest(
    store: Store, ended: Session, refusal: Unchanged, operation: Callable[[Store, int], object]
) -> None:
    assert refusal(lambda: operation(store, ended.id)) == "Session has ended"


# What is not refused


def test_a_session_may_begin_at_the_millisecond_another_ends(store: Store, ended: Session) -> None:
    assert operations.start(store, moment(30), Start(25, start=ended.end)).start == at(20)


def test_a_start_without_a_time_is_never_refused_for_what_lies_around_it(store: Store, ended: Session) -> None:
    assert operations.start(store, moment(10), Start(25)).start == at(10)


@pytest.mark.parametrize("minutes", [1, 1440])
def test_the_ends_of_the_range_are_allowed(store: Store, minutes: int) -> None:
    assert operations.start(store, moment(0), Start(minutes)).planned == minutes * MINUTE


def test_a_start_may_be_now(store: Store) -> None:
    assert operations.start(store, moment(0), Start(25, start=at(0))).start == at(0)
