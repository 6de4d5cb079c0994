"""Wakes the schedule for what a person is looking at: each second of a running time, each minute of a clock."""

from datetime import datetime, timedelta

from app.control.breaks import Breaks
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import timing

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


class Display:
    """Knows whether somebody can see the running time; while nobody can, it asks for no waking."""

    def __init__(self, controller: SessionController, schedule: Schedule, breaks: Breaks) -> None:
        self._controller, self._schedule, self._breaks = controller, schedule, breaks
        self._watched = False
        schedule.add_source(self._next_wake)

    def set_watched(self, watched: bool) -> None:
        if watched != self._watched:
            self._watched = watched
            self._schedule.arm()

    def _next_wake(self, now: datetime) -> datetime | None:
        if not self._watched:
            return None
        session, running = self._controller.session, self._breaks.running
        if session is not None and not session.is_paused:
            left = timing.read(session, now).left or timing.ZERO
        elif running is not None:
            left = running.left(now)
        else:
            return now + (MINUTE - timedelta(seconds=now.second, microseconds=now.microsecond))
        return now + (left % SECOND or SECOND)
