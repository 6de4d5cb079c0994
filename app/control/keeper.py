"""Keeps the record safe: looks whether the file is sound, and makes a copy of it each day, on a thread of its own."""

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from app.control.reader import Reader
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import days, keeping
from app.core.keeping import Content, Named, Point
from app.store import backup, restore
from app.store.backup import Kept
from app.store.reading import ReadingStore

SETTLES_IN = timedelta(seconds=10)
"""After the start; then the file is looked through."""
TRY_AGAIN_IN = timedelta(hours=1)
LONGEST_DAY = timedelta(hours=25)
T = TypeVar("T")
log = logging.getLogger(__name__)


class Found(NamedTuple):
    """The file, and the backups beside it."""

    size: int
    """Bytes, with those in the log."""
    content: Content
    points: tuple[Point, ...]
    """Newest first."""


class Keeper(QObject):
    """Silent unless something fails. Its reader is not that of History: no page waits for a copy to be made."""

    found = Signal(object)
    """`Found`, as it was asked for by `look`."""
    damage_found = Signal()
    """What is wrong stands in the log."""
    sound = Signal()
    """The check that was asked for found nothing."""
    made = Signal()
    """A backup."""
    failed = Signal(str)
    """A sentence: no backup was made by itself. The same is said once; it is tried again every hour."""
    previewed = Signal(object)
    """`Preview`, as it was asked for."""
    restore_wanted = Signal(object)
    """The `Named` backup that is to take the place of the file: the program has to close it."""
    move_wanted = Signal(object)
    """The directory (`Path`) that the file is to move to, the same way."""
    refused = Signal(str)
    """A sentence: what the person asked for could not be done."""

    def __init__(
        self,
        path: Path,
        reader: Reader,
        controller: SessionController,
        schedule: Schedule,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.path, self._reader, self._controller, self._schedule = path, reader, controller, schedule
        self._check_at: datetime | None = None
        self._backup_at: datetime | None = None
        self._said = ""
        schedule.add_patient_source(self._next_wake)
        schedule.woke.connect(self._on_woke)

    def open(self) -> None:
        """The program has started: the file is looked through when that holds up nobody any more."""
        self._check_at = self._controller.now() + SETTLES_IN
        self._schedule.arm()

    def close(self) -> None:
        """A copy that is being made is given up, and leaves nothing behind."""
        self._reader.close()

    def look(self) -> None:
        """Answered by `found`, or `refused`."""
        self._ask("look", self._found_in, self.found.emit, self.refused.emit)

    def check(self) -> None:
        """Answered by `sound` or `damage_found`, or `refused`."""
        self._ask("check", ReadingStore.check, self._on_checked_for_person, self.refused.emit)

    def preview(self, point: Point) -> None:
        """What a restore of it would change. Answered by `previewed` or `refused`."""
        self._ask("preview", lambda _store: restore.preview(self.path, point), self.previewed.emit, self.refused.emit)

    def back_up(self) -> None:
        """As the person asked. Answered by `made` or `refused`."""
        self.back_up_before(keeping.ASKED, self.made.emit, self.refused.emit)

    def back_up_before(self, reason: str, then: Callable[[], None], otherwise: Callable[[str], None]) -> None:
        """Make one and go on; `otherwise` is told in a sentence why there is none."""
        now = self._controller.now()
        kept = Kept(self.path, self._day_of)
        self._ask("back up", lambda store: store.back_up(kept, reason, now), lambda _named: then(), otherwise)

    # By itself

    def _next_wake(self, now: datetime) -> datetime | None:
        """The wait is never longer than it was meant, whatever became of the clock meanwhile."""
        wishes = (
            None if self._check_at is None else min(self._check_at, now + SETTLES_IN),
            None if self._backup_at is None else min(self._backup_at, now + LONGEST_DAY),
        )
        return min((wish for wish in wishes if wish is not None), default=None)

    def _on_woke(self, now: datetime) -> None:
        if _is_due(self._check_at, now, SETTLES_IN):
            self._check_at = None
            self._ask("look through", self._looked_through, self._on_looked_through, self._on_failed)
        if _is_due(self._backup_at, now, LONGEST_DAY):
            self._backup_at = None
            self.back_up_before(keeping.DAILY, self._on_made_by_itself, self._on_failed)

    def _looked_through(self, store: ReadingStore) -> tuple[str, tuple[Named, ...], Content]:
        problem = store.check()
        return problem, backup.names(backup.folder_of(self.path)), Content(0) if problem else store.content()

    def _on_looked_through(self, found: tuple[str, tuple[Named, ...], Content]) -> None:
        """The next backup is due when the day is over that the last was made on, or else the first session was on."""
        problem, names, content = found
        if problem:
            self._tell_of_damage(problem)
            return
        now = self._controller.now()
        last = keeping.latest((each for each in names if each.reason == keeping.DAILY), now)
        since = last.instant if last is not None else content.first
        self._back_up_after(now if since is None else min(since, now))

    def _on_made_by_itself(self) -> None:
        self._said = ""
        self._back_up_after(self._controller.now())
        self.made.emit()

    def _on_failed(self, sentence: str) -> None:
        self._backup_at = self._controller.now() + TRY_AGAIN_IN
        self._schedule.arm()
        if sentence != self._said:
            self._said = sentence
            self.failed.emit(sentence)

    def _back_up_after(self, instant: datetime) -> None:
        """When the person's day is over that it lies in."""
        _begin, end = days.bounds(instant, self._controller.local_offset, self._controller.settings.day_start)
        self._backup_at = end
        self._schedule.arm()

    def _day_of(self, instant: datetime) -> date:
        return days.day_of(instant, self._controller.local_offset(instant), self._controller.settings.day_start)

    # As it is asked for

    def _found_in(self, store: ReadingStore) -> Found:
        log_file = self.path.with_name(f"{self.path.name}-wal")
        size = sum(file.stat().st_size for file in (self.path, log_file) if file.exists())
        return Found(size, store.content(), backup.points(self.path))

    def _on_checked_for_person(self, problem: str) -> None:
        if problem:
            self._tell_of_damage(problem)
        else:
            self.sound.emit()

    def _tell_of_damage(self, problem: str) -> None:
        """No copy is made of what is damaged: it would take the place of a good one."""
        log.error("the data file is damaged: %s", problem)
        self._backup_at = None
        self.damage_found.emit()

    def _ask(
        self,
        topic: str,
        answer: Callable[[ReadingStore], T],
        on_answer: Callable[[T], None],
        on_failure: Callable[[str], None],
    ) -> None:
        """Memory that was needed for the answer is given back: it may be days until the next question."""

        def answered(store: ReadingStore) -> Iterator[T]:
            yield answer(store)
            store.rest()

        self._reader.ask(topic, answered, on_answer, on_failure)


def _is_due(at: datetime | None, now: datetime, longest: timedelta) -> bool:
    return at is not None and not now < at <= now + longest
