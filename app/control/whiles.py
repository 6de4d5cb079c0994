"""A while that the person asked for: it lasts over restarts and steps of the clock, and ends by itself."""

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.control.memory import Memory
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import days
from app.core.whiles import While
from app.store import instants
from app.store.store import Store


class AskedWhile(QObject):
    """At most one lasts: another one takes its place."""

    changed = Signal()
    """It began or ended."""

    def __init__(
        self, key: str, store: Store, controller: SessionController, schedule: Schedule, parent: QObject | None = None
    ) -> None:
        """Remembered as `key` in the table `setting`."""
        super().__init__(parent)
        self._controller, self._schedule, self._memory = controller, schedule, Memory(store, key)
        self._was_over_at: datetime | None = None
        self._while = _read(self._memory.recall())
        if self._while is not None and controller.now() < self._while.since:  # the clock was ahead then
            self._while = self._asked_now(self._while)
            self._memory.keep_for_later(_stored(self._while))
        self._forget_if_over(controller.now())
        schedule.add_source(self._next_wake)
        schedule.woke.connect(self._on_woke)
        controller.timekeeper.step_found.connect(self._on_step_found)

    @property
    def until(self) -> datetime | None:
        """When it ends; None where none lasts."""
        return self._while.until if self._while is not None and self._while.lasts(self._controller.now()) else None

    @property
    def over_at(self) -> datetime | None:
        """When it is over, or the last one was by itself; None where the person asked for none, or ended it."""
        return self._while.until if self._while is not None else self._was_over_at

    def keep_for(self, length: timedelta) -> None:
        """From now on for so long."""
        now = self._controller.timekeeper.look().now
        self._set(While(now, now + length))

    def keep_until_tomorrow(self) -> None:
        """Until the person's next day starts."""
        now = self._controller.timekeeper.look().now
        self._set(While(now, self._tomorrow(now), by_clock=True))

    def end(self) -> None:
        """Before its time."""
        self._set(None)

    def write(self) -> None:
        """Write what is not on disk yet."""
        self._memory.write()

    def _tomorrow(self, now: datetime) -> datetime:
        return days.bounds(now, self._controller.local_offset, self._controller.settings.day_start)[1]

    def _asked_now(self, asked: While) -> While:
        """Of one that seems to begin later nobody knows how much is left."""
        now = self._controller.now()
        until = self._tomorrow(now) if asked.by_clock else now + (asked.until - asked.since)
        return While(now, until, asked.by_clock)

    def _set(self, asked: While | None) -> None:
        self._while, self._was_over_at = asked, None
        self._memory.keep(_stored(asked))
        self._schedule.arm()
        self.changed.emit()

    def _next_wake(self, now: datetime) -> datetime | None:
        wishes = (self._while.until if self._while else None, self._memory.next_try(now))
        return min((wish for wish in wishes if wish is not None), default=None)

    def _on_woke(self, now: datetime) -> None:
        if self._forget_if_over(now):
            self.changed.emit()
        self._memory.write()

    def _forget_if_over(self, now: datetime) -> bool:
        """In the file too, where a start would find it again after the clock was set back."""
        asked = self._while
        if asked is None or asked.lasts(now):
            return False
        self._while, self._was_over_at = None, asked.until
        self._memory.keep_for_later(None)
        return True

    def _on_step_found(self, step: timedelta) -> None:
        """A length stays as long as it was meant; a time of day stays that time."""
        if self._was_over_at is not None:
            self._was_over_at += step
        if self._while is not None:
            since, until = self._while.since + step, self._while.until
            self._while = self._while._replace(since=since, until=until if self._while.by_clock else until + step)
            self._memory.keep(_stored(self._while))
            self._schedule.arm()


def _stored(asked: While | None) -> dict[str, Any] | None:
    if asked is None:
        return None
    since, until = instants.to_ms(asked.since), instants.to_ms(asked.until)
    return {"since": since, "until": until, "by_clock": asked.by_clock}


def _read(stored: Any) -> While | None:  # noqa: ANN401 - JSON
    try:
        since, until = instants.from_ms(stored["since"]), instants.from_ms(stored["until"])
        return While(since, until, bool(stored["by_clock"]))
    except (TypeError, KeyError, ValueError, OverflowError):
        return None
