"""The card `While you were away`: the four answers, taking them back, and deciding later."""

from pathlib import Path
from typing import Any

import pytest

from .harness.program import Program
from .harness.record import MINUTE
from .harness.stage import MAIN, Stage
from .harness.waiting import stays, until

CARD = "While you were away"
SESSIONS = """SELECT start_time, end_time, worked, project_id, planned_duration, notification_disabled
FROM session ORDER BY start_time, id"""
GAPS = "SELECT session_id, start_time, end_time, cause, verdict FROM gap ORDER BY id"
Rows = list[tuple[Any, ...]]


@pytest.fixture
def away(stage: Stage, new_file: Path) -> Program:
    """A session of an hour that began 40 minutes ago; for the last 30 the program was not running."""
    stage.record.make(new_file)
    stage.record.add_session("Thesis", 60, started=40 * MINUTE, seen=30 * MINUTE, muted=True)
    program = stage.start()
    program.ui.button("Keep", MAIN)
    return program


def everything(stage: Stage) -> tuple[Rows, Rows]:
    return stage.record.rows(SESSIONS), stage.record.rows(GAPS)


def answer(stage: Stage, program: Program, button: str) -> tuple[Rows, Rows]:
    """Press it; the record before, as it must be again when that is undone."""
    before = everything(stage)
    program.ui.button(button, MAIN).press()
    until(lambda: not program.ui.has("button", "Decide later", MAIN), 5, "the card goes")
    return before


@pytest.mark.parametrize(("button", "verdict", "worked"), [("Keep", "kept", 40), ("Discard", "discarded", 10)])
def test_a_verdict_says_whether_the_stretch_counts(
    stage: Stage, away: Program, button: str, verdict: str, worked: int
) -> None:
    answer(stage, away, button)
    assert stage.record.rows("SELECT verdict FROM gap") == [(verdict,)]
    away.ui.button("Stop", MAIN).press()
    until(lambda: stage.record.one("SELECT end_time IS NOT NULL FROM session"), 5, "the session has ended")
    assert worked * MINUTE <= stage.record.one("SELECT worked FROM session") < (worked + 1) * MINUTE


def test_stop_then_ends_the_session_where_the_stretch_began(stage: Stage, away: Program) -> None:
    ((start, *_),), ((_, gap_start, *_),) = answer(stage, away, "Stop then")
    assert everything(stage) == ([(start, gap_start, gap_start - start, 1, 60, 1)], [])
    away.ui.edit("Quick entry", MAIN)


def test_split_goes_on_with_a_second_session(stage: Stage, away: Program) -> None:
    ((start, *_),), ((_, gap_start, gap_end, *_),) = answer(stage, away, "Split")
    first, second = (start, gap_start, gap_start - start, 1, 60, 1), (gap_end, None, None, 1, 60, 1)
    assert everything(stage) == ([first, second], [])
    away.ui.wait_for_value("state", "Running, muted")


@pytest.mark.parametrize("button", ["Keep", "Discard", "Stop then", "Split"])
def test_ctrl_z_takes_an_answer_back(stage: Stage, away: Program, button: str) -> None:
    before = answer(stage, away, button)
    stage.windows.press("ctrl+z")
    until(lambda: everything(stage) == before, 5, "the record is as it was")
    away.ui.wait_for_value("state", "Running, muted")


def test_ctrl_shift_z_gives_the_answer_again(stage: Stage, away: Program) -> None:
    before = answer(stage, away, "Stop then")
    after = everything(stage)
    stage.windows.press("ctrl+z")
    until(lambda: everything(stage) == before, 5, "the record is as it was")
    stage.windows.press("ctrl+shift+z")
    until(lambda: everything(stage) == after, 5, "the answer holds again")


def test_in_a_line_edit_ctrl_z_takes_back_what_was_typed_first(stage: Stage, away: Program) -> None:
    before = answer(stage, away, "Stop then")
    after = everything(stage)
    stage.windows.press("ctrl+l")
    line = away.ui.edit("Quick entry", MAIN)
    until(lambda: line.is_focused, 5, "the line has the keyboard")
    stage.windows.type("tea")
    until(lambda: line.text == "tea", 5, "the line says so")
    stage.windows.press("ctrl+z")
    until(lambda: line.text == "", 5, "the typing is taken back")
    assert everything(stage) == after
    stage.windows.press("ctrl+z")
    until(lambda: everything(stage) == before, 5, "then the answer is")


def test_the_page_offers_to_undo_an_answer(stage: Stage, away: Program) -> None:
    before = answer(stage, away, "Split")
    away.ui.button("Undo", MAIN).press()
    until(lambda: everything(stage) == before, 5, "the record is as it was")


def test_decide_later_leaves_it_and_the_card_comes_only_when_it_is_wanted(stage: Stage, away: Program) -> None:
    answer(stage, away, "Decide later")
    away.ui.button("Add 15 min", MAIN).press()
    until(lambda: stage.record.one("SELECT planned_duration FROM session") == 75, 5, "something else changed")
    stays(lambda: not away.ui.has("button", "Keep"), 0.5, "it does not come by itself")
    assert stage.record.rows("SELECT verdict FROM gap") == [("undecided",)]
    away.ui.button("Decide…", MAIN).press()
    away.ui.button("Keep", MAIN)


def test_a_restart_does_not_ask_again(stage: Stage, away: Program) -> None:
    answer(stage, away, "Decide later")
    away.terminate()
    program = stage.start()
    program.ui.button("Decide…", MAIN)
    stays(lambda: not program.ui.has("button", "Keep"), 0.5, "it does not come by itself")
    assert stage.record.rows("SELECT verdict FROM gap") == [("undecided",)]


def test_return_and_space_decide_nothing_while_the_card_is_not_chosen(stage: Stage, away: Program) -> None:
    before = everything(stage)
    stage.windows.press("Return", "space", "Return")
    stays(lambda: everything(stage) == before, 0.5, "nothing is decided")
