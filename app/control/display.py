"""Wakes the schedule for what a person is looking at: each second of a running time, each minute of a clock."""

from datetime import datetime, timedelta

from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import timing

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


class Display:
    """Knows whether somebody can see the running time; while nobody can, it asks for no waking."""

    def __init__(self, controller: SessionController, schedule: Schedule) -> None:
        self._controller, self._schedule = controller, schedule
        self._watched = False
        schedule.add_source(self._next_wake)

    def set_watched(self, watched: bool) -> None:
        if watched != self._watched:
            self._watched = watched
            self._schedule.arm()

    def _next_wake(self, now: datetime) -> datetime | None:
        if not self._watched:
            return None
        session = self._controller.session
        if session is None or session.is_paused:
            return now + (MINUTE - timedelta(seconds=now.second, microseconds=now.microsecond))
        left = timing.read(session, now).left or timing.ZERO
        return now + (left % SECOND or SECOND)
