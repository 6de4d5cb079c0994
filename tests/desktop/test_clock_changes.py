"""A wall clock that somebody sets: what that makes of the running session, and when it leaves no trace."""

import re
from pathlib import Path

import pytest

from .harness.clock import WallClock
from .harness.program import Program
from .harness.record import MINUTE
from .harness.stage import MAIN, Stage
from .harness.waiting import stays, until

HOUR = 60 * MINUTE
NEAR = 100
"""What is read of two clocks one after the other may differ by so many milliseconds."""


@pytest.fixture
def start(stage: Stage, clock: WallClock, new_file: Path) -> int:
    """When the session began: an hour was planned, ten minutes ago."""
    stage.record.make(new_file)
    stage.record.add_session("Thesis", 60, started=10 * MINUTE)
    return int(stage.record.one("SELECT start_time FROM session"))


def start_of(stage: Stage) -> int:
    return int(stage.record.one("SELECT start_time FROM session"))


def gaps(stage: Stage) -> list[tuple[object, ...]]:
    return stage.record.rows("SELECT cause, verdict FROM gap")


def fifty_minutes_are_left(program: Program) -> None:
    until(lambda: re.fullmatch(r"50:00|49:[2-5]\d", program.ui.value("remaining")), 5, "the time left goes on")


def test_eight_hours_forward_are_a_gap_that_the_card_asks_about(stage: Stage, start: int, clock: WallClock) -> None:
    program = stage.start()
    before = clock.now()
    clock.jump(8 * HOUR + NEAR)
    program.ui.wait_for_words("The clock went forward by 8 h, or the computer stood still", MAIN)
    cause, verdict, *stretch = stage.record.row("SELECT cause, verdict, start_time, end_time FROM gap")
    assert (cause, verdict, stretch[1] - stretch[0]) == ("clock", "undecided", pytest.approx(8 * HOUR + NEAR, abs=NEAR))
    assert before <= stretch[0] <= before + 2000
    fifty_minutes_are_left(program)
    assert start_of(stage) == start


def test_an_hour_back_moves_the_session(stage: Stage, start: int, clock: WallClock) -> None:
    program = stage.start()
    clock.jump(-HOUR)
    until(lambda: start_of(stage) != start, 5, "the session is moved")
    assert start_of(stage) == pytest.approx(start - HOUR, abs=NEAR)
    fifty_minutes_are_left(program)
    assert gaps(stage) == []


def test_half_a_minute_forward_moves_the_session(stage: Stage, start: int, clock: WallClock) -> None:
    program = stage.start()
    clock.jump(MINUTE // 2)
    until(lambda: start_of(stage) != start, 5, "the session is moved")
    assert start_of(stage) == pytest.approx(start + MINUTE // 2, abs=NEAR)
    fifty_minutes_are_left(program)
    assert gaps(stage) == []


def test_a_second_is_no_step(stage: Stage, start: int, clock: WallClock) -> None:
    stage.start()
    clock.jump(1000)
    stays(lambda: (start_of(stage), gaps(stage)) == (start, []), 1.5, "nothing is moved")


@pytest.mark.parametrize("wrong", [8 * HOUR, -HOUR])
def test_a_clock_set_wrong_and_right_again_leaves_no_trace(
    stage: Stage, start: int, clock: WallClock, wrong: int
) -> None:
    program = stage.start()
    clock.jump(wrong)
    until(lambda: gaps(stage) or start_of(stage) != start, 5, "the clock is wrong")
    clock.jump(-wrong)
    until(lambda: not gaps(stage) and abs(start_of(stage) - start) < 2 * NEAR, 5, "no trace is left")
    fifty_minutes_are_left(program)
    assert not program.ui.has("button", "Keep", MAIN)


def test_a_clock_before_the_last_sign_of_life_moves_the_session_at_the_start(
    stage: Stage, start: int, clock: WallClock
) -> None:
    seen = stage.record.one("SELECT last_seen FROM session")
    clock.jump(-2 * HOUR)
    program = stage.start()
    fifty_minutes_are_left(program)
    moved = start_of(stage) - start
    assert -2 * HOUR <= moved <= -2 * HOUR + 10_000
    assert stage.record.one("SELECT last_seen FROM session") >= seen + moved
    assert gaps(stage) == []
