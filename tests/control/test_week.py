"""A few simulated days on the real program, heartbeat by heartbeat; `make bench` lives a whole year."""

import random
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.simulation.held_against import flaws
from tests.simulation.person import live_a_year
from tests.simulation.program import Program
from tests.simulation.tracker import Source
from tests.simulation.world import World


@pytest.mark.parametrize(("source", "days"), [(Source.ASKED, 4), (Source.TELLS, 3), (Source.NONE, 3)])
def test_the_file_holds_what_was_really_worked_and_each_alert_came_when_it_had_to(
    qapp: QApplication, new_file: Path, data_file: Path, source: Source, days: int
) -> None:
    """Each session is compared when it ends, and the file at the end; most of the alerts to the millisecond."""
    programs: list[Program] = []

    def program(world: World) -> Program:
        shutil.copy(new_file, data_file)
        programs.append(Program(world, source, data_file))
        return programs[0]

    person = live_a_year(2026, days, 5, random.Random(f"a week {source.name}"), program)
    programs[0].close()
    assert list(flaws(person, programs[0])) == []
    assert sum(programs[0].watch.counts.values()) > 10
