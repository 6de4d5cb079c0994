"""Reads the three clocks together and tells what went by since the last reading: sleep, and steps of the wall clock."""

import logging
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from app.core import clock_steps
from app.core.clock import Clock, Moment, Reading

PATIENCE = timedelta(minutes=1)
"""How long the computer may stay awake after it said that it goes to sleep, before that is forgotten."""
log = logging.getLogger(__name__)


class Timekeeper(QObject):
    """Looked at with every command, sign and waking, so that each finds the record as the clock now tells it."""

    slept = Signal(object, object)
    """From when to when the computer slept, where only the clocks tell it."""
    step_found = Signal(object)
    """By how much the wall clock was set (timedelta), before anybody acts on it."""
    stepped = Signal(object, object)
    """By how much the wall clock was set (timedelta), and the instant it shows now."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = self._awoke = clock.read()
        self._sleeping_since: Reading | None = None
        self._untold = timedelta()

    def now(self) -> datetime:
        """The wall clock. While a sleep is told, a step found together with it has not been yet."""
        return self._clock.now() - self._untold

    def awake_since(self) -> datetime:
        """When this run of the program began, or the computer last woke, by the wall clock as it is set now."""
        return self._last.wall - (self._last.passed - self._awoke.passed)

    def look(self) -> Moment:
        """The moment that is now; what went by since the last look is told first."""
        now = self._clock.read()
        if self._sleeping_since is None or now.awake - self._sleeping_since.awake > PATIENCE:
            self._sleeping_since = None
            self._tell(now)
        wall = now.wall - self._untold
        return Moment(wall, self._clock.local(wall))

    def going_to_sleep(self) -> Moment:
        """The system says that it goes to sleep: until it woke the wall clock is the sleep, whatever the others say."""
        moment = self.look()
        self._sleeping_since = self._last
        return moment

    def woke(self) -> Moment:
        before, self._sleeping_since = self._sleeping_since, None
        now = self._awoke = self._clock.read()
        if before is not None and now.wall >= before.wall:
            self._last = now
        return self.look()

    def _tell(self, now: Reading) -> None:
        before, self._last = self._last, now
        lapse = clock_steps.between(before, now)
        if lapse.slept:
            log.info("the clocks tell of %s of sleep", lapse.slept)
            self._awoke, self._untold = now, lapse.step
            self.slept.emit(before.wall, before.wall + lapse.slept)
            self._untold = timedelta()
        if lapse.step:
            log.warning("the wall clock was set by %s", lapse.step)
            self.step_found.emit(lapse.step)
            self.stepped.emit(lapse.step, now.wall)
