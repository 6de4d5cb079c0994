"""The one timer: wakes at the next instant somebody named, and never while nothing is due."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.core.clock import Clock

LONGEST_WAIT = timedelta(seconds=60)
"""The timer stands still in sleep, so it looks at the clock at least this often while something is due."""

_MS = timedelta(milliseconds=1)


class Schedule(QObject):
    """Asks each of its sources when it next wants to be woken, and waits for the earliest."""

    woke = Signal(object)
    """Emitted with the instant (datetime) whenever the timer ends."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._sources: list[Callable[[datetime], datetime | None]] = []
        self._patient_sources: list[Callable[[datetime], datetime | None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)

    def add_source(self, next_wake: Callable[[datetime], datetime | None]) -> None:
        """`next_wake(now)` gives the next instant wanted, or None for no wish."""
        self._sources.append(next_wake)

    def add_patient_source(self, next_wake: Callable[[datetime], datetime | None]) -> None:
        """The same for what may come late by as long as the computer slept: nobody looks at the clock for it."""
        self._patient_sources.append(next_wake)

    def arm(self) -> None:
        """Wait anew; to be called when what a source would answer has changed."""
        now = self._clock.now()
        waits = [min(wish - now, LONGEST_WAIT) for source in self._sources if (wish := source(now)) is not None]
        waits += [wish - now for source in self._patient_sources if (wish := source(now)) is not None]
        if not waits:
            self._timer.stop()
            return
        self._timer.start(max(-(-min(waits) // _MS), 0))

    @property
    def waits(self) -> timedelta | None:
        """How long the timer was set to wait; None while it stands."""
        return timedelta(milliseconds=self._timer.interval()) if self._timer.isActive() else None

    def _on_timeout(self) -> None:
        self.woke.emit(self._clock.now())
        self.arm()
