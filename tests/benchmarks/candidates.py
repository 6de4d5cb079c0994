"""The programs that are measured beside each other, and their lives on a screen."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from app import paths
from app.core.clock import SystemClock
from app.store.database import FILE_NAME
from app.store.store import Store
from tests.desktop.harness.program import FROM_SOURCE, ROOT
from tests.desktop.harness.record import MINUTE, Record
from tests.desktop.harness.screen import Screen

PROJECT = "Thesis"
_SESSIONS, _EIGHT_HOURS = 500, 8 * 60 * MINUTE


class Candidate(NamedTuple):
    """A program to measure; its window has words in a label `remaining`, its tooltip holds `tooltip`."""

    name: str
    command: Sequence[str]
    tooltip: str

    @property
    def hidden(self) -> "Candidate":
        """The same with nothing but its tray icon."""
        return self._replace(command=(*self.command, "--hidden"))


BARE = Candidate("bare", (sys.executable, "-m", "tests.benchmarks.bare"), "Bare")


def sessile(data: Path, *, running: bool) -> Candidate:
    """With a file of half a year that is made in `data`, and a session that is now being worked on, or none."""
    data.mkdir(mode=0o700)
    Store(data / FILE_NAME, paths.migrations(), SystemClock().now()).close()
    record = Record(data)
    for number in range(1, _SESSIONS + 1):
        begun = number * _EIGHT_HOURS
        record.add_session(PROJECT, 45, started=begun, ended=begun - 50 * MINUTE)
    if running:
        record.add_session(PROJECT, 45, started=10 * MINUTE)
    return Candidate("Sessile", (*FROM_SOURCE, "--data-dir", str(data)), PROJECT if running else "No session")


def without_reader(screen: Screen) -> dict[str, str]:
    """The environment of a person who needs no reader of the screen."""
    reader = ("AT_SPI_BUS_ADDRESS", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON")
    return {name: value for name, value in screen.environment.items() if name not in reader}


@contextmanager
def alive(candidate: Candidate, environment: dict[str, str]) -> Iterator[int]:
    """From its start to its end; its process number."""
    process = subprocess.Popen(candidate.command, cwd=ROOT, env=environment)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)
