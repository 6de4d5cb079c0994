"""What each answer makes of a session and its gaps."""

from typing import Any

import pytest

from app.core.answers import Outcome, cut, outcome
from app.core.model import Answer, Cause, Gap, Session, Tag, Verdict
from tests.fakes import MINUTE, a_gap, a_session, at

WAITS = Verdict.UNDECIDED


def away(start: float, end: float | None, id_: int = 1) -> Gap:
    return a_gap(start, end, Cause.ASLEEP, WAITS, id_=id_)


def session(*gaps: Gap, ended: float | None = None, worked: float | None = None) -> Session:
    return a_session(*gaps, ended=ended, worked=None if worked is None else worked * MINUTE)


ASKED = away(10, 20, id_=2)
EARLIER, LATER, PAUSE = away(2, 4, id_=1), away(30, 35, id_=3), a_gap(40, None, id_=4)


@pytest.mark.parametrize(
    ("said", "verdict", "worked"), [(Answer.KEEP, Verdict.KEPT, 53), (Answer.DISCARD, Verdict.DISCARDED, 43)]
)
def test_keep_and_discard_set_the_verdict_and_the_time_worked(said: Answer, verdict: Verdict, worked: int) -> None:
    before = session(EARLIER, ASKED, LATER, ended=60, worked=43)
    decided = ASKED._replace(verdict=verdict)
    assert outcome(before, ASKED, said) == Outcome(session(EARLIER, decided, LATER, ended=60, worked=worked))


@pytest.mark.parametrize("said", [Answer.KEEP, Answer.DISCARD])
def test_a_verdict_can_be_changed_later(said: Answer) -> None:
    once = outcome(session(ASKED, ended=60), ASKED, Answer.KEEP).first
    assert outcome(once, once.gaps[0], said) == outcome(session(ASKED, ended=60), ASKED, said)


def test_an_active_session_has_no_time_worked_yet() -> None:
    assert outcome(session(ASKED), ASKED, Answer.KEEP).first.worked is None


@pytest.mark.parametrize("ended", [None, 60])
def test_stop_then_ends_the_session_at_the_start_of_the_gap_and_what_it_had_after_that_goes(
    ended: float | None,
) -> None:
    before = session(EARLIER, ASKED, LATER, PAUSE, ended=ended)
    assert outcome(before, ASKED, Answer.STOP_THEN) == Outcome(session(EARLIER, ended=10, worked=8))


@pytest.mark.parametrize(("ended", "worked"), [(None, None), (60, 35)])
def test_split_makes_a_second_one_from_the_end_of_the_gap_with_the_later_gaps(
    ended: float | None, worked: float | None
) -> None:
    before = session(EARLIER, ASKED, LATER, ended=ended)
    second = session(LATER, ended=ended, worked=worked)._replace(start=at(20))
    assert outcome(before, ASKED, Answer.SPLIT) == Outcome(session(EARLIER, ended=10, worked=8), second)


def test_the_second_one_takes_a_pause_that_lasts_with_it() -> None:
    second = outcome(session(ASKED, PAUSE), ASKED, Answer.SPLIT).second
    assert second == session(PAUSE)._replace(start=at(20))


def test_the_second_one_has_project_tags_plan_item_plan_and_mute_but_no_review() -> None:
    same: dict[str, Any] = {"tags": (Tag(1, "deep"),), "planning_id": 7, "planned": 50, "muted": True}
    before = a_session(ASKED, score=5, tasks_done="all", notes="text", **same)
    assert outcome(before, ASKED, Answer.SPLIT).second == a_session(start=at(20), **same)


@pytest.mark.parametrize("said", [Answer.STOP_THEN, Answer.SPLIT])
def test_a_gap_at_the_very_start_leaves_an_empty_first_one(said: Answer) -> None:
    first = outcome(session(ASKED._replace(start=at(0)), LATER, ended=60), ASKED._replace(start=at(0)), said).first
    assert first == session(ended=0, worked=0)


def test_a_gap_at_the_very_end_leaves_an_empty_second_one() -> None:
    second = outcome(session(ASKED, ended=20), ASKED, Answer.SPLIT).second
    assert second == session(ended=20, worked=0)._replace(start=at(20))


# Cut to fit


@pytest.mark.parametrize(
    ("gap", "left"),
    [
        ((10, 20), (10, 20)),
        ((-5, 20), (0, 20)),
        ((50, 70), (50, 60)),
        ((-5, 70), (0, 60)),
        ((50, None), (50, 60)),
        ((-5, 0), None),
        ((60, 70), None),
        ((70, None), None),
    ],
)
def test_a_gap_is_cut_to_its_session_and_what_is_left_empty_goes(
    gap: tuple[float, float | None], left: tuple[float, float] | None
) -> None:
    expected = () if left is None else (away(*left),)
    assert cut(session(away(*gap), ended=60)) == expected


@pytest.mark.parametrize(
    ("gap", "left"), [((-5, 20), (0, 20)), ((-5, None), (0, None)), ((-9, -5), None), ((10, None), (10, None))]
)
def test_an_active_session_cuts_at_its_start_only(
    gap: tuple[float, float | None], left: tuple[float, float | None] | None
) -> None:
    assert cut(session(away(*gap))) == (() if left is None else (away(*left),))
