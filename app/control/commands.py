"""Carries commands out; what the file can't take is kept in order, each with the moment it was asked for."""

import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from app.control.schedule import Schedule
from app.control.timekeeper import Timekeeper
from app.core.clock import Moment
from app.core.errors import Refused, Unavailable

RETRY_AFTER = timedelta(seconds=1)
T = TypeVar("T")
log = logging.getLogger(__name__)


class _Kept(NamedTuple, Generic[T]):
    """An operation, the moment it is carried out as of, and what its success leads to."""

    moment: Moment
    operation: Callable[[Moment], T]
    done: Callable[[T], None]


class Commands(QObject):
    """A command raises Refused (nothing changed) or Unavailable: then it is kept, and tried again, in order and as of
    the moment it was asked for, until it is done or refused.
    """

    asked = Signal(object)
    """The instant a command was asked for, before it is carried out."""
    trouble = Signal(str)
    """A sentence: the file can't be written for now, and what was asked for is kept."""
    damage_found = Signal()
    """Besides `trouble`: what is kept can't be written to this file any more."""
    trouble_over = Signal(str)
    """A sentence: empty when the kept command was done, else why it was refused after all."""

    def __init__(self, timekeeper: Timekeeper, schedule: Schedule, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timekeeper, self._schedule = timekeeper, schedule
        self._kept: deque[_Kept[Any]] = deque()
        self._retry_at: datetime | None = None
        self._reason = ""

    @property
    def waits_for(self) -> str:
        """Why something that was asked for is not on disk yet: a sentence, empty when all is."""
        return self._reason if self._kept else ""

    @property
    def retry_at(self) -> datetime | None:
        """When to try again; None while nothing waits."""
        return self._retry_at if self._kept else None

    @property
    def count(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def run(self, operation: Callable[[Moment], T], done: Callable[[T], None]) -> T:
        """Carry out what the person asked for, after what is kept."""
        self.asked.emit(self._timekeeper.look().now)
        return self.note(operation, done)

    def note(self, operation: Callable[[Moment], T], done: Callable[[T], None]) -> T:
        """The same for what the program itself has to write down of the time: nothing is told of before it is done."""
        moment = self._timekeeper.look()
        try:
            self._carry_out_kept()
            outcome = operation(moment)
        except Unavailable as error:
            self.keep(moment, operation, done, error)
            raise
        done(outcome)
        return outcome

    def keep(
        self, moment: Moment, operation: Callable[[Moment], T], done: Callable[[T], None], error: Unavailable
    ) -> None:
        self._kept.append(_Kept(moment, operation, done))
        self._reason = str(error)
        self._retry_at = moment.now + RETRY_AFTER
        self._schedule.arm()
        log.warning("a command is kept: %s", error.detail)
        self.trouble.emit(str(error))
        if error.is_damage:
            self.damage_found.emit()

    def try_again_if_due(self, now: datetime) -> None:
        """Also after the clock was set back: the wait is never longer than it was meant."""
        if self.retry_at is not None and not now < self.retry_at <= now + RETRY_AFTER:
            self.try_again(now)

    def try_again(self, now: datetime) -> None:
        """Carry out what is kept, if the file takes it now."""
        try:
            self._carry_out_kept()
        except Unavailable:
            self._retry_at = now + RETRY_AFTER
            self._schedule.arm()

    def _carry_out_kept(self) -> None:
        """Raises Unavailable while the file takes none."""
        if not self._kept:
            return
        sentence = ""
        while self._kept:
            command = self._kept[0]
            try:
                outcome = command.operation(command.moment)
            except Refused as refusal:
                sentence = str(refusal)
                self._kept.popleft()
            else:
                self._kept.popleft()
                command.done(outcome)
        self.trouble_over.emit(sentence)
