"""Steps of the clock around the time that the person is away: what a simulated year found."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.core.model import Cause, Session
from tests.fakes import MINUTE, NOON, SECOND
from tests.simulation.program import Program
from tests.simulation.tracker import Source
from tests.simulation.world import World

HOUR = 60 * MINUTE


@pytest.fixture
def world() -> World:
    """The person types from noon on."""
    world = World(datetime(2026, 3, 10, 12, tzinfo=UTC), "Europe/Berlin")
    world.types()
    return world


@pytest.fixture(params=[Source.ASKED])
def program(
    request: pytest.FixtureRequest, qapp: QApplication, new_file: Path, data_file: Path, world: World
) -> Iterator[Program]:
    data_file.write_bytes(new_file.read_bytes())
    program = Program(world, request.param, data_file)
    yield program
    program.close()


def gaps(session: Session) -> list[tuple[float, float, Cause]]:
    """In minutes after noon."""
    return [((g.start - NOON) / MINUTE, ((g.end or g.start) - NOON) / MINUTE, g.cause) for g in session.gaps]


def set_clock(program: Program, world: World, by: timedelta) -> None:
    """And time goes by until it is seen."""
    world.step(by)
    program.live(MINUTE)


def comes_back(program: Program, world: World) -> None:
    world.types()
    program.live(MINUTE)


def test_a_step_that_also_takes_one_back_leaves_the_start_of_an_open_gap(program: Program, world: World) -> None:
    key = program.start(25)
    world.rests()
    program.lock()
    program.live(10 * MINUTE)
    set_clock(program, world, -30 * SECOND)
    set_clock(program, world, 2 * HOUR)
    assert (program.session(key).start, gaps(program.session(key))[0][0]) == (NOON, 0)


def test_a_sleep_and_a_step_found_together_are_one_gap_and_no_alert(program: Program, world: World) -> None:
    key = program.start(25)
    world.rests()
    world.sleep(10 * MINUTE)
    world.step(8 * HOUR)
    program.live(2 * MINUTE)
    comes_back(program, world)
    assert (gaps(program.session(key)), program.sent) == ([(0, 492, Cause.ASLEEP)], [])


@pytest.mark.parametrize("program", [Source.NONE], indirect=True)
def test_without_a_source_of_keys_the_step_comes_after_the_sleep_and_brings_no_alert(
    program: Program, world: World
) -> None:
    key = program.start(25)
    world.sleep(10 * MINUTE)
    world.step(8 * HOUR)
    program.live(MINUTE)
    assert (gaps(program.session(key)), program.sent) == ([(0, 10, Cause.ASLEEP), (11, 491, Cause.CLOCK)], [])


def test_keys_are_asked_for_although_the_clock_was_wrong_in_the_session_before(program: Program, world: World) -> None:
    program.start(25)
    set_clock(program, world, 12 * HOUR)
    program.live(10 * MINUTE)
    program.stop()
    set_clock(program, world, -12 * HOUR)
    world.types()
    program.start(25)
    world.rests()
    before = len(world.asked)
    program.live(6 * MINUTE)
    assert len(world.asked) > before


def test_a_gap_ends_at_the_key_although_the_clock_was_ahead_when_the_last_one_ended(
    program: Program, world: World
) -> None:
    program.start(25)
    set_clock(program, world, 12 * HOUR)
    program.lock()
    program.unlock()
    program.stop()
    set_clock(program, world, -12 * HOUR)
    world.types()
    key = program.start(25)
    world.rests()
    program.live(10 * MINUTE)
    comes_back(program, world)
    start = (program.session(key).start - NOON) / MINUTE
    assert gaps(program.session(key)) == [(start, start + 10, Cause.IDLE)]


def test_idle_that_began_before_a_step_begins_at_the_last_key_all_the_same(program: Program, world: World) -> None:
    key = program.start(25)
    world.rests()
    program.live(2 * MINUTE)
    set_clock(program, world, 8 * HOUR)
    program.live(10 * MINUTE)
    comes_back(program, world)
    assert [gap[0] for gap in gaps(program.session(key))] == [0]


def test_what_the_clock_was_set_forward_after_the_last_key_is_part_of_the_one_gap(
    program: Program, world: World
) -> None:
    key = program.start(25)
    world.rests()
    for _ in range(2):
        set_clock(program, world, 2 * MINUTE)
    program.sleep(2 * MINUTE, timedelta())
    program.live(MINUTE)
    comes_back(program, world)
    assert gaps(program.session(key)) == [(0, 9, Cause.ASLEEP)]


def test_what_the_clock_was_set_forward_after_the_person_was_back_is_no_part_of_the_gap_and_no_work(
    program: Program, world: World
) -> None:
    key = program.start(25)
    world.rests()
    program.sleep(10 * MINUTE, timedelta())
    program.live(5 * SECOND)
    world.types()
    program.live(2 * SECOND)
    set_clock(program, world, 8 * HOUR)
    program.stop()
    assert gaps(program.session(key)) == [(0, 10 + 5 / 60, Cause.ASLEEP), (10.25, 490.25, Cause.CLOCK)]


def test_a_clock_set_right_while_the_program_was_closed_takes_its_gap_back(program: Program, world: World) -> None:
    key = program.start(25)
    program.live(10 * MINUTE)
    set_clock(program, world, 8 * HOUR)
    program.live(10 * MINUTE)
    program.kill(quits=True)
    world.step(-8 * HOUR)
    world.advance(5 * MINUTE)
    program.open()
    assert (program.session(key).start, gaps(program.session(key))) == (NOON, [(11, 16, Cause.CLOCK)])


@pytest.mark.parametrize("program", [Source.NONE], indirect=True)
def test_without_a_source_of_keys_a_gap_that_a_start_finds_open_ends_with_it(program: Program, world: World) -> None:
    key = program.start(25)
    program.live(10 * MINUTE)
    program.lock()
    program.live(10 * MINUTE)
    program.kill(quits=True)
    world.advance(30 * SECOND)
    program.open()
    assert gaps(program.session(key)) == [(10, 20.5, Cause.LOCKED)]


def test_the_memory_of_a_step_outlives_a_restart(program: Program, world: World) -> None:
    key = program.start(25)
    set_clock(program, world, 8 * HOUR)
    program.kill(quits=True)
    program.open()
    set_clock(program, world, -8 * HOUR)
    assert (program.session(key).start, gaps(program.session(key))) == (NOON, [])


@pytest.mark.parametrize("steps", [(8 * HOUR, -8 * HOUR), (-8 * HOUR, 8 * HOUR), (30 * SECOND, -30 * SECOND)])
@pytest.mark.parametrize("what", ["pause", "lock"])
def test_a_clock_set_wrong_and_right_in_a_gap_leaves_no_trace(
    program: Program, world: World, steps: tuple[timedelta, timedelta], what: str
) -> None:
    key = program.start(60)
    program.live(5 * MINUTE)
    world.types()
    world.rests()
    program.pause() if what == "pause" else program.lock()
    program.live(10 * MINUTE)
    for step in steps:
        set_clock(program, world, step)
    session = program.session(key)
    assert (session.start, [(gap.start - NOON, gap.end) for gap in session.gaps]) == (NOON, [(5 * MINUTE, None)])


def test_the_alerts_of_a_moved_session_come_once_and_when_they_are_due(program: Program, world: World) -> None:
    program.start(25)
    program.live(22 * MINUTE)
    set_clock(program, world, -HOUR)
    program.live(10 * MINUTE)
    assert [(kind.value, due) for _key, kind, due in program.sent] == [
        ("Time almost up", 20 * MINUTE),
        ("Time is up", 25 * MINUTE),
    ]


@pytest.mark.parametrize("program", [Source.NONE], indirect=True)
@pytest.mark.parametrize("steps", [5 * HOUR, -5 * MINUTE])
def test_told_sleep_is_the_wall_clock_whatever_the_others_say(program: Program, world: World, steps: timedelta) -> None:
    key = program.start(25)
    program.live(MINUTE)
    program.sleep(10 * MINUTE, steps)
    program.live(MINUTE)
    session = program.session(key)
    assert (session.start, gaps(session)) == (NOON, [(1, 11 + steps / MINUTE, Cause.ASLEEP)])
