"""Stand-ins and small builders that the tests share: a clock that is set by hand, sessions, table dumps."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.control.schedule import Schedule
from app.core.clock import LocalTime, Reading
from app.core.model import Cause, Gap, Session, Verdict

ROOT = Path(__file__).parent.parent
"""Where a program that a test starts finds `app`."""
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
"""A Tuesday."""


class FakeClock:
    """A clock that stands until a test moves it, at a place that a test can change."""

    def __init__(self, now: datetime = NOON, zone: str = "Europe/Berlin", offset: timedelta = 60 * MINUTE) -> None:
        self._now = now
        self._awake = self._slept = timedelta()
        self.zone, self.offset = zone, offset

    def now(self) -> datetime:
        return self._now

    def read(self) -> Reading:
        return Reading(self._now, self._awake, self._awake + self._slept)

    def local(self, instant: datetime) -> LocalTime:  # noqa: ARG002 - the place keeps one offset
        return LocalTime(self.zone, self.offset)

    def advance(self, span: timedelta) -> None:
        """Time goes by while the computer is awake."""
        self._now += span
        self._awake += span

    def sleep(self, span: timedelta) -> None:
        """Time goes by while it sleeps."""
        self._now += span
        self._slept += span

    def step(self, span: timedelta) -> None:
        """Somebody sets the wall clock forward, or back where `span` is negative."""
        self._now += span


class Waker:
    """Lets a schedule's timer end without waiting: the clock moves by exactly what the schedule waits for."""

    def __init__(self, schedule: Schedule, clock: FakeClock) -> None:
        self._schedule, self._clock = schedule, clock

    def fire(self) -> timedelta:
        """Move the clock by what the timer was set to, and wake; gives the length of the wait."""
        waits = self._schedule.waits
        assert waits is not None, "the schedule does not wait for anything"
        self._clock.advance(waits)
        self._schedule._on_timeout()
        return waits

    def late(self, span: timedelta) -> None:
        """Wake only now, `span` after the last reading: what a sleep or a busy machine does to a timer."""
        self._clock.advance(span)
        self._schedule._on_timeout()

    def run(self, span: timedelta) -> int:
        """Live through `span`, waking as often as the schedule wants; how often that was."""
        until = self._clock.now() + span
        times = 0
        while (waits := self._schedule.waits) is not None and self._clock.now() + waits <= until:
            self.fire()
            times += 1
            assert times < 10_000, "the schedule does not come to rest"
        self._clock.advance(until - self._clock.now())
        return times


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def a_session(*gaps: Gap, planned: int | None = 25, ended: float | None = None, **fields: Any) -> Session:
    """A session from noon on; `ended` is in minutes after it."""
    values: dict[str, Any] = {
        "id": 1,
        "uid": "u",
        "start": NOON,
        "start_offset": 60 * MINUTE,
        "zone": "Europe/Berlin",
        "end": None if ended is None else at(ended),
        "planned": None if planned is None else planned * MINUTE,
        "gaps": gaps,
    }
    return Session(**(values | fields))


def a_gap(
    start: float, end: float | None, cause: Cause = Cause.PAUSE, verdict: Verdict = Verdict.DISCARDED, id_: int = 1
) -> Gap:
    """A gap between two times in minutes after noon."""
    return Gap(id_, 1, at(start), None if end is None else at(end), cause, verdict)


def rows(path: Path, query: str, *arguments: object) -> list[tuple[Any, ...]]:
    """What a query of its own connection finds in the file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, arguments).fetchall()


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but those for speed."""
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'cache!_%' ESCAPE '!'"
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute(tables)]
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall() for name in names}


@contextmanager
def read_only_for_user(directory: Path) -> Iterator[None]:
    """The directory belongs to an ordinary user, for whom modes count, and is read-only; root becomes that user.

    The program's own files need not be readable then: only what is imported already can be used.
    """
    is_root = os.geteuid() == 0
    if is_root:
        for path in (directory, *directory.rglob("*")):
            os.chown(path, 65534, 65534)
    directory.chmod(0o500)
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the file's write lock."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
