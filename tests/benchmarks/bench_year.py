"""A simulated working year on the real controller, schedule, presence, alerter and file, with every heartbeat."""

import logging
import random
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from tests.fakes import rows
from tests.simulation.held_against import flaws
from tests.simulation.person import Person, live_a_year
from tests.simulation.program import MS, Program
from tests.simulation.tracker import Source
from tests.simulation.world import World

DAYS, SESSIONS = 365, 9


def live(directory: Path, source: Source, begins: int) -> tuple[Person, Program]:
    programs: list[Program] = []

    def program(world: World) -> Program:
        programs.append(Program(world, source, directory / "sessile.db"))
        return programs[0]

    person = live_a_year(begins, DAYS, SESSIONS, random.Random(f"{begins} {source.name}"), program)
    programs[0].close()
    return person, programs[0]


def run(source: Source, begins: int) -> int:
    """How many flaws were found; what was lived and how long it took is printed."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory:
        person, program = live(Path(directory), source, begins)
        took = time.perf_counter() - started
        found = list(flaws(person, program))
        (in_file,) = rows(program.path, "SELECT sum(worked) FROM session")[0]
        gaps = rows(program.path, "SELECT cause, verdict, count(*) FROM gap GROUP BY cause, verdict")
        (alerts,) = rows(program.path, "SELECT count(*) FROM alert")[0]
        size = program.path.stat().st_size
    lived = person.account.sessions
    print(f"{begins}, keys: {source.name}")
    print(
        f"  {len(lived)} sessions, {program.wakings} wakings, {took:.0f} s, {took / program.wakings * 1000:.2f} ms each"
    )
    print(f"  gaps: {', '.join(f'{count} {cause} {verdict}' for cause, verdict, count in gaps)}")
    print(f"  alerts: {len(program.sent)} sent, {alerts} in the file of {size / 1e6:.1f} MB")
    watch = program.watch
    print(f"  held against the account: {len(watch.strong)} sessions whole, {len(watch.weak)} in part")
    print(*(f"  {count:6} {became}" for became, count in sorted(watch.counts.items())), sep="\n")
    print(f"  worked by the account: {person.account.worked}")
    print(f"  worked by the file:    {in_file * MS}")
    print(f"  flaws: {len(found)}", *found[:20], sep="\n    ")
    return len(found)


def main() -> int:
    logging.disable(logging.CRITICAL)
    application = QCoreApplication.instance() or QCoreApplication([])
    found = sum(run(source, 2026 + 2 * number) for number, source in enumerate(Source))
    application.quit()
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main())
