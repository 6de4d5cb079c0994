"""The fixtures: one screen for each module, one stage for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.signs_logind import FakeLogind

from .harness.clock import WallClock
from .harness.screen import Screen
from .harness.stage import Stage


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with Screen() as screen:
        yield screen


@pytest.fixture
def bare_stage(screen: Screen, tmp_path: Path) -> Iterator[Stage]:
    """A desktop with neither a tray nor a notification service."""
    stage = Stage(screen, tmp_path)
    try:
        yield stage
    finally:
        stage.close()
    assert [program.faults for program in stage.programs if program.faults] == []


@pytest.fixture
def stage(bare_stage: Stage) -> Stage:
    """A desktop that has all."""
    bare_stage.tray.appear()
    bare_stage.notifications.appear()
    return bare_stage


@pytest.fixture
def logind(screen: Screen) -> Iterator[FakeLogind]:
    """On the system bus."""
    logind = FakeLogind(screen.system_bus_address)
    yield logind
    logind.close()


@pytest.fixture
def clock(bare_stage: Stage, tmp_path: Path) -> WallClock:
    """The wall clock of every program that the stage starts."""
    clock = WallClock(tmp_path / "clock")
    bare_stage.environment |= clock.environment
    return clock
