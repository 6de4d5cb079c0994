"""Writes once a minute that the program is alive with the running session."""

import logging
from datetime import datetime, timedelta

from app.control import gaps
from app.control.commands import Commands
from app.core import timing
from app.core.clock import Moment
from app.core.errors import Unavailable
from app.core.model import Session
from app.store.store import Store

HEARTBEAT = timedelta(minutes=1)
log = logging.getLogger(__name__)


class Heartbeat:
    """A minute at most, and where the minutes left change: heartbeat, tooltip and alerts are one waking."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands
        self._due: datetime | None = None

    @property
    def due(self) -> datetime | None:
        """The next one; None while no session is active."""
        return self._due

    def follow(self, session: Session | None, now: datetime) -> None:
        """The running session changed."""
        if session is None:
            self._due = None
            return
        left = None if session.open_gap is not None else timing.read(session, now).left
        self._due = now + ((left or HEARTBEAT) % HEARTBEAT or HEARTBEAT)

    def beat_if_due(self, session: Session | None, moment: Moment) -> None:
        """Also after the clock was set back: the wait is never longer than it was meant."""
        if self._due is not None and not moment.now < self._due <= moment.now + HEARTBEAT:
            self.beat(session, moment)

    def beat(self, session: Session | None, moment: Moment) -> None:
        """Not while a command is kept: it may still ask for the stretch since the session was last seen."""
        self.follow(session, moment.now)
        if session is None or self._commands.count:
            return
        try:
            gaps.heartbeat(self._store, moment, session.id)
        except Unavailable as error:
            log.warning("heartbeat left out: %s", error.detail)
