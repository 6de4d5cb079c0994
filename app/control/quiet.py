"""Whether alerts are held back now: by a quiet while, by rules, by the desktop's do-not-disturb."""

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.control.memory import Memory
from app.control.running import Changes
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import days, quiet
from app.core.model import Session
from app.core.quiet import QuietWhile
from app.store import instants
from app.store.store import Store


class Quiet(QObject):
    """A quiet while lasts over restarts, and ends by itself."""

    changed = Signal()
    """Alerts may be held back now and were not before, or the other way round."""
    told_changed = Signal()
    """Whether the desktop's do-not-disturb is known, or why it is not."""

    def __init__(
        self, store: Store, controller: SessionController, schedule: Schedule, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controller, self._schedule, self._memory = controller, schedule, Memory(store, "quiet")
        self._is_do_not_disturb, self._why_not_told = False, ""
        self._while = _read(self._memory.recall())
        if self._while is not None and controller.now() < self._while.since:  # the clock was ahead then
            self._while = self._asked_now(self._while)
            self._memory.keep_for_later(_stored(self._while))
        self._forget_if_over(controller.now())
        self._holds_in_it = controller.settings.holds_in_do_not_disturb
        schedule.add_source(self._next_wake)
        schedule.woke.connect(self._on_woke)
        controller.timekeeper.step_found.connect(self._on_step_found)
        controller.changed.connect(self._on_changed)

    @property
    def until(self) -> datetime | None:
        """When the quiet while ends; None where there is none."""
        quiet_while = self._while
        return quiet_while.until if quiet_while is not None and quiet_while.lasts(self._controller.now()) else None

    def held_for(self, session: Session | None) -> str | None:
        """Why no alert about this session, or about none, may go out now; its own mute aside. None where it may."""
        is_do_not_disturb = self._is_do_not_disturb and self._controller.settings.holds_in_do_not_disturb
        return quiet.held_for(session, self._while, do_not_disturb=is_do_not_disturb, now=self._controller.now())

    def keep_for(self, length: timedelta) -> None:
        """Quiet from now on for so long."""
        now = self._controller.timekeeper.look().now
        self._set(QuietWhile(now, now + length))

    def keep_until_tomorrow(self) -> None:
        """Until the person's next day starts."""
        now = self._controller.timekeeper.look().now
        self._set(QuietWhile(now, self._tomorrow(now), by_clock=True))

    def end(self) -> None:
        self._set(None)

    @property
    def why_not_told(self) -> str:
        """Why the desktop's do-not-disturb is not known here; empty where it is."""
        return self._why_not_told

    def set_why_not_told(self, why: str) -> None:
        if why != self._why_not_told:
            self._why_not_told = why
            self.told_changed.emit()

    def set_do_not_disturb(self, is_on: bool) -> None:
        """What the desktop says."""
        if is_on != self._is_do_not_disturb:
            self._is_do_not_disturb = is_on
            self.changed.emit()

    def write(self) -> None:
        """Write what is not on disk yet."""
        self._memory.write()

    def _tomorrow(self, now: datetime) -> datetime:
        return days.bounds(now, self._controller.local_offset, self._controller.settings.day_start)[1]

    def _asked_now(self, asked: QuietWhile) -> QuietWhile:
        """Of one that seems to begin later nobody knows how much is left."""
        now = self._controller.now()
        until = self._tomorrow(now) if asked.by_clock else now + (asked.until - asked.since)
        return QuietWhile(now, until, asked.by_clock)

    def _set(self, quiet_while: QuietWhile | None) -> None:
        self._while = quiet_while
        self._memory.keep(_stored(quiet_while))
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
        if self._while is None or self._while.lasts(now):
            return False
        self._while = None
        self._memory.keep_for_later(None)
        return True

    def _on_step_found(self, step: timedelta) -> None:
        """A length stays as long as it was meant; a time of day stays that time."""
        if self._while is not None:
            since, until = self._while.since + step, self._while.until
            self._while = self._while._replace(since=since, until=until if self._while.by_clock else until + step)
            self._memory.keep(_stored(self._while))
            self._schedule.arm()

    def _on_changed(self, changes: Changes) -> None:
        holds_in_it = self._controller.settings.holds_in_do_not_disturb
        if changes & Changes.SETTINGS and holds_in_it != self._holds_in_it:
            self._holds_in_it = holds_in_it
            self.changed.emit()


def _stored(quiet_while: QuietWhile | None) -> dict[str, Any] | None:
    if quiet_while is None:
        return None
    since, until = instants.to_ms(quiet_while.since), instants.to_ms(quiet_while.until)
    return {"since": since, "until": until, "by_clock": quiet_while.by_clock}


def _read(stored: Any) -> QuietWhile | None:  # noqa: ANN401 - JSON
    try:
        since, until = instants.from_ms(stored["since"]), instants.from_ms(stored["until"])
        return QuietWhile(since, until, bool(stored["by_clock"]))
    except (TypeError, KeyError, ValueError, OverflowError):
        return None
