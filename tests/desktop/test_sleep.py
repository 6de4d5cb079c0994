"""Sleep as logind tells it: the process stands still and the wall clock goes on, as where a computer sleeps."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.system.signs_logind import FakeLogind

from .harness.clock import WallClock
from .harness.program import Program
from .harness.record import MINUTE
from .harness.screen import Screen
from .harness.stage import MAIN, Stage
from .harness.waiting import stays, until

CARD = "While you were away"
HOUR = 60 * MINUTE
SECOND = 1000
Nap = Callable[[Program], tuple[int, int]]


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """Where nothing tells of keys, who is awake is back."""
    with Screen(knows_idle=False) as screen:
        yield screen


@pytest.fixture
def session(stage: Stage, clock: WallClock, logind: FakeLogind, new_file: Path) -> None:
    """An hour was planned, ten minutes ago."""
    stage.record.make(new_file)
    stage.record.add_session("Thesis", 60, started=10 * MINUTE)


@pytest.fixture
def sleep(clock: WallClock, logind: FakeLogind) -> Nap:
    """The computer sleeps for eight hours; gives from when to when."""

    def eight_hours(program: Program) -> tuple[int, int]:
        until(logind.held, 5, "sleep would wait for the program")
        start = clock.now()
        logind.sleep(True)
        until(lambda: not logind.held(), 5, "the program lets the computer sleep")
        program.freeze()
        clock.jump(8 * HOUR)
        program.thaw()
        end = clock.now()
        logind.sleep(False)
        return start, end

    return eight_hours


def gap_ended(stage: Stage) -> None:
    until(lambda: stage.record.rows("SELECT 1 FROM gap WHERE end_time IS NOT NULL"), 5, "the gap has ended")


def test_a_night_is_one_gap_from_sleep_to_waking(stage: Stage, session: None, sleep: Nap) -> None:
    start, end = sleep(stage.start_hidden())
    gap_ended(stage)
    cause, verdict, *stretch = stage.record.row("SELECT cause, verdict, start_time, end_time FROM gap")
    assert (cause, verdict) == ("asleep", "undecided")
    assert (abs(stretch[0] - start) < SECOND, abs(stretch[1] - end) < SECOND) == (True, True)


def test_where_the_window_is_hidden_the_card_is_a_window_that_comes_once(
    stage: Stage, session: None, sleep: Nap
) -> None:
    program = stage.start_hidden()
    sleep(program)
    stage.windows.wait_for(CARD)
    said = program.ui.wait_for_words("Asleep from ", CARD)
    assert re.fullmatch(r"Asleep from (.+\s)?\d\d:\d\d to (.+\s)?\d\d:\d\d, 8\sh", said)
    assert not stage.windows.is_on_screen(MAIN)
    program.ui.button("Decide later", CARD).press()
    stage.windows.wait_until_gone(CARD)
    stage.tray.click("Add 15 min")
    stays(lambda: not stage.windows.is_on_screen(CARD), 0.5, "it does not come again by itself")
    assert stage.record.rows("SELECT verdict FROM gap") == [("undecided",)]


def test_where_the_window_is_shown_the_card_lies_over_the_page_and_the_time_left_goes_on(
    stage: Stage, session: None, sleep: Nap
) -> None:
    program = stage.start()
    assert re.fullmatch(r"50:00|49:5\d", program.ui.value("remaining"))
    sleep(program)
    program.ui.button("Keep", MAIN)
    assert not stage.windows.is_on_screen(CARD)
    assert re.fullmatch(r"50:00|49:[45]\d", program.ui.value("remaining"))


def test_no_alert_goes_out_for_a_night(stage: Stage, session: None, sleep: Nap) -> None:
    sleep(stage.start_hidden())
    stage.windows.wait_for(CARD)
    stays(lambda: stage.notifications.titles == [], 0.5, "nobody is told that the time is up")
    assert stage.record.rows("SELECT * FROM alert") == []


def test_what_is_kept_of_a_night_ends_the_planned_time(stage: Stage, session: None, sleep: Nap) -> None:
    program = stage.start_hidden()
    sleep(program)
    program.ui.button("Keep", CARD).press()
    until(lambda: stage.notifications.titles == ["Time is up"], 10, "that it is up is told once")


def test_before_sleep_it_is_written_that_the_program_was_there(
    stage: Stage, session: None, clock: WallClock, logind: FakeLogind
) -> None:
    stage.start_hidden()
    until(logind.held, 5, "sleep would wait for the program")
    asked = clock.now()
    logind.sleep(True)
    until(lambda: not logind.held(), 5, "the program lets the computer sleep")
    seen, *gap = stage.record.row("SELECT last_seen, cause, gap.end_time FROM session JOIN gap")
    assert asked <= seen <= clock.now()
    assert gap == ["asleep", None]


def test_sleep_waits_only_while_a_session_is_active(stage: Stage, clock: WallClock, logind: FakeLogind) -> None:
    program = stage.start()
    until(lambda: logind.count("GetSession"), 5, "the program has found logind")
    stays(lambda: not logind.held(), 0.3, "nothing is to be written down")
    program.ui.button("Start", MAIN).press()
    until(logind.held, 5, "a session is active")
    logind.sleep(True)
    until(lambda: not logind.held(), 1, "let go within a moment")
    logind.sleep(False)
    until(logind.held, 5, "taken again after waking")
    stage.windows.press("ctrl+Return")
    until(lambda: not logind.held(), 5, "the session has ended")


def test_to_stand_still_for_a_while_costs_nothing(stage: Stage, session: None, clock: WallClock) -> None:
    program = stage.start()
    start = stage.record.one("SELECT start_time FROM session")
    program.freeze()
    stopped = clock.now()
    until(lambda: clock.now() > stopped + 3 * SECOND, 5, "three seconds went by")
    program.thaw()

    def left() -> int:
        minutes, seconds = program.ui.value("remaining").split(":")
        return (int(minutes) * 60 + int(seconds)) * SECOND

    until(lambda: abs(start + HOUR - clock.now() - left()) <= 1.2 * SECOND, 2, "the time left is right")
    program.ui.check_box("Mute notifications").press()
    program.ui.wait_for_value("state", "Running, muted")
    assert stage.record.rows("SELECT * FROM gap") == []
    assert stage.record.one("SELECT start_time FROM session") == start
