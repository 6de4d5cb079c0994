"""What a session becomes when the program ends under it, and how the person decides about the stretch between."""

import re
import signal

import pytest

from .harness.program import Program
from .harness.record import MINUTE
from .harness.stage import Stage
from .harness.waiting import until


def closed_for_half_an_hour(stage: Stage) -> Program:
    """A session of an hour, ten minutes old when the program was cut off, found half an hour later."""
    stage.start_session("@Thesis 60").cut_off()
    stage.record.change(
        "UPDATE session SET start_time = start_time - ?, last_seen = last_seen - ?", 40 * MINUTE, 30 * MINUTE
    )
    return stage.start()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_program_in_order_and_the_session_goes_on(stage: Stage, number: int) -> None:
    assert stage.start_session().end_by(number) == 0
    program = stage.start()
    program.ui.wait_for_value("state", "Running")
    assert re.fullmatch(r"25:00|24:\d\d", program.ui.value("remaining"))
    assert stage.record.rows("SELECT * FROM gap") == []


def test_a_signal_during_the_start_ends_the_program_too(stage: Stage) -> None:
    program = stage.launch("--hidden")
    until(lambda: program.catches(signal.SIGTERM), 10, "the program minds the signal itself")
    assert program.terminate() == 0


def test_a_paused_session_is_paused_after_a_restart(stage: Stage) -> None:
    program = stage.start_session()
    stage.windows.press("ctrl+p")
    program.ui.wait_for_value("state", "Paused")
    program.terminate()
    program = stage.start()
    program.ui.wait_for_value("state", "Paused")
    assert stage.record.rows("SELECT cause, verdict, end_time FROM gap") == [("pause", "discarded", None)]


def test_a_muted_session_is_muted_after_a_restart(stage: Stage) -> None:
    program = stage.start_session()
    stage.windows.press("ctrl+m")
    program.ui.wait_for_value("state", "Running, muted")
    program.terminate()
    stage.start().ui.wait_for_value("state", "Running, muted")


def test_the_time_the_program_was_closed_is_said_and_does_not_count(stage: Stage) -> None:
    program = closed_for_half_an_hour(stage)
    said = program.ui.wait_for_words("Not running from ")
    assert re.fullmatch(r"Not running from \d\d:\d\d to \d\d:\d\d", said)
    program.ui.wait_for_words("30 min of Thesis are in no total until you decide.")
    assert re.fullmatch(r"50:00|49:5\d", program.ui.value("remaining"))
    assert stage.record.rows("SELECT cause, verdict FROM gap") == [("closed", "undecided")]
    assert 30 * MINUTE <= stage.record.one("SELECT end_time - start_time FROM gap") < 31 * MINUTE


@pytest.mark.parametrize(
    ("button", "verdict", "left"), [("Keep", "kept", r"20:00|19:5\d"), ("Discard", "discarded", r"50:00|49:5\d")]
)
def test_the_verdict_is_written_and_the_time_left_follows(stage: Stage, button: str, verdict: str, left: str) -> None:
    program = closed_for_half_an_hour(stage)
    program.ui.button(button, "Sessile").press()
    until(lambda: stage.record.one("SELECT verdict FROM gap") == verdict, 5, "the verdict is on disk")
    until(lambda: re.fullmatch(left, program.ui.value("remaining")), 5, "the time left follows")
    assert not program.ui.has("button", button)


def test_an_undecided_stretch_stays_out_of_the_worked_time(stage: Stage) -> None:
    program = closed_for_half_an_hour(stage)
    program.ui.button("Stop", "Sessile").press()
    until(lambda: stage.record.one("SELECT end_time IS NOT NULL FROM session"), 5, "the session has ended")
    assert 10 * MINUTE <= stage.record.one("SELECT worked FROM session") < 11 * MINUTE
    program.ui.button("Keep", "Sessile").press()
    until(lambda: stage.record.one("SELECT worked FROM session") >= 40 * MINUTE, 5, "the verdict counts afterwards")
