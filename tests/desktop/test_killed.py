"""The program is killed at random moments, and the clock goes on until it is started again."""

import random
import time
from pathlib import Path
from typing import Any

import pytest

from .harness.clock import WallClock
from .harness.program import Program
from .harness.record import MINUTE
from .harness.stage import Stage
from .harness.waiting import stays

CARD = "While you were away"
ROUNDS = 5
LONGEST_START_S, LONGEST_COMMAND_S = 0.9, 0.03
COMMANDS = ("Add 15 min", "Mute notifications", "Pause", "Resume", "Stop")


def kill_during_the_start(stage: Stage, chance: random.Random) -> None:
    program = stage.launch("--hidden")
    time.sleep(chance.uniform(0, LONGEST_START_S))
    program.cut_off()


def kill_during_a_command(stage: Stage, program: Program, chance: random.Random) -> None:
    """Whether it is carried out is as random as the moment."""
    stage.tray.choose(chance.choice([e for e in stage.tray.entries if e.enabled and e.label in COMMANDS]))
    time.sleep(chance.uniform(0, LONGEST_COMMAND_S))
    program.cut_off()


def gaps(stage: Stage) -> list[tuple[Any, ...]]:
    return stage.record.rows("SELECT start_time, end_time, cause, verdict FROM gap ORDER BY id")


def start_again(stage: Stage, clock: WallClock) -> Program:
    """Start, and look whether the session is found and the stretch between is the one new gap."""
    session, seen, paused = stage.record.row(
        """SELECT session.id, last_seen, gap.id IS NOT NULL FROM session
        LEFT JOIN gap ON gap.session_id = session.id AND gap.end_time IS NULL WHERE session.end_time IS NULL"""
    )
    before, asked = gaps(stage), clock.now()
    program = stage.start_hidden()
    assert stage.record.rows("SELECT id FROM session WHERE end_time IS NULL") == [(session,)]
    if paused:
        assert gaps(stage) == before
        stays(lambda: not stage.windows.is_on_screen(CARD), 0.3, "a pause is not asked about")
        return program
    *others, (start, end, *closed) = gaps(stage)
    assert (others, start, closed) == (before, seen, ["closed", "undecided"])
    assert asked <= end <= clock.now()
    stage.windows.wait_for(CARD)
    program.ui.wait_for_words("Not running from ", CARD)
    assert [words for words in program.ui.words(CARD) if "more stretch" in words] == []
    return program


@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_program_finds_its_session_and_the_time_between(
    stage: Stage, clock: WallClock, new_file: Path, seed: int
) -> None:
    chance = random.Random(seed)
    stage.record.make(new_file)
    stage.record.add_session("Thesis", 600, started=10 * MINUTE)
    for _ in range(ROUNDS):
        if chance.random() < 0.4:
            kill_during_the_start(stage, chance)
        clock.jump(chance.randint(3 * MINUTE, 90 * MINUTE))
        if not stage.record.rows("SELECT 1 FROM session WHERE end_time IS NULL"):
            stage.record.add_session("Thesis", 600, started=2 * MINUTE, seen=MINUTE, at=clock.now())
        program = start_again(stage, clock)
        kill_during_a_command(stage, program, chance)
        assert stage.record.rows("PRAGMA integrity_check") == [("ok",)]
