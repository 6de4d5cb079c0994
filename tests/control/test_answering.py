"""The four answers on the real file: what they write."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.control import answering, gaps, operations
from app.control.operations import Start
from app.core import answers, errors, timing
from app.core.model import Answer, Cause, Session, Verdict
from app.store.store import Store
from tests.control.conftest import Known, moment
from tests.control.waiting_gaps import CASES, NOW, Asked, Case, made, second_of, shape
from tests.fakes import MINUTE, at, rows


@pytest.fixture(params=list(CASES))
def asked(request: pytest.FixtureRequest, store: Store, known: Known) -> Asked:
    return made(store, known, CASES[request.param])


@pytest.fixture
def away(store: Store, known: Known) -> Asked:
    """The running session was left from 10 to 20 minutes after noon."""
    return made(store, known, Case(((10, 20),), 0, None))


Said = Callable[[], object]


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
    assert answering.answer(store, NOW, gap.id, Answer.KEEP).first.gaps == (gap._replace(verdict=Verdict.KEPT),)


def test_a_gap_that_is_not_there_is_refused(store: Store, refusal: Callable[[Said], str]) -> None:
    assert refusal(lambda: answering.answer(store, NOW, 7, Answer.KEEP)) == errors.GAP_NOT_FOUND


def test_a_gap_that_lasts_is_refused(store: Store, running: Session, refusal: Callable[[Said], str]) -> None:
    (gap,) = gaps.pause(store, moment(5), running.id).gaps
    assert refusal(lambda: answering.answer(store, NOW, gap.id, Answer.SPLIT)) == errors.GAP_NOT_ENDED
