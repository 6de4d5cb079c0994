"""The running session as it stands: held here, followed through time, and told of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Flag, auto
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.control import gaps, steps
from app.control.commands import Commands
from app.control.heartbeat import Heartbeat
from app.control.schedule import Schedule
from app.control.timekeeper import Timekeeper
from app.core import errors, recovery
from app.core.clock import Clock, Moment
from app.core.clock_steps import Correction
from app.core.errors import Refused, Unavailable
from app.core.model import Session
from app.store.store import Store

T = TypeVar("T")


class Changes(Flag):
    """What kind of thing a write changed. Readers decide whether to read again."""

    RUNNING = auto()
    RECORD = auto()
    CATALOGUE = auto()
    SETTINGS = auto()


class RunningSession(QObject):
    """Holds the active session, writes its heartbeat, moves it with a clock that is set. Lives on the GUI thread."""

    changed = Signal(object)
    """`Changes`, after each write."""
    session_started = Signal(object)
    session_stopped = Signal(object)
    timing_changed = Signal()
    """The running session's plan, gaps, mute or end changed by a command, just now."""
    moved = Signal(object)
    """`Move`: a step of the clock moves the running session's instants, those that are not on disk too."""
    steps_stand = Signal(object)
    """The steps forward (tuple of ForwardStep) that stand in the running session as gaps, after one more step."""
    ticked = Signal(object)
    """The instant, whenever what is drawn of the running time may have changed."""

    def __init__(self, store: Store, clock: Clock, schedule: Schedule, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._clock, self._schedule = store, clock, schedule
        self.timekeeper = Timekeeper(clock, self)
        self.commands = Commands(self.timekeeper, schedule, self)
        self._session: Session | None = None
        self._heartbeat = Heartbeat(store, self.commands)
        schedule.add_source(self._next_wake)
        schedule.woke.connect(self._on_woke)
        self.timekeeper.stepped.connect(self._on_stepped)

    @property
    def session(self) -> Session | None:
        """The active session, or None."""
        return self._session

    def now(self) -> datetime:
        return self.timekeeper.now()

    def local_offset(self, instant: datetime) -> timedelta:
        """East of UTC at that instant, where the person is now."""
        return self._clock.local(instant).offset

    def active_id(self) -> int:
        """The active session's id. Raises Refused where none is."""
        if self._session is None:
            raise Refused(errors.NONE_ACTIVE)
        return self._session.id

    def be_seen(self) -> None:
        """Write down that the program is alive with the session: before sleep, and before the end."""
        self._heartbeat.beat(self._session, self.timekeeper.look())

    def _note(self, operation: Callable[[Moment], Session], done: Callable[[Session], None]) -> None:
        """What the program writes by itself."""
        self.commands.note(lambda moment: steps.carried(self._store, lambda: operation(moment)), done)

    def _take_over(self, active: Session | None, changes: Changes, *, timing: bool) -> None:
        """Another session may run now, or none; who follows the running one is told of its end and beginning."""
        was = self._session
        self._take_running(active)
        self._announce(changes, timing=timing)
        if was is not None and (active is None or active.id != was.id):
            ended = self._store.sessions.find(was.id)
            if ended is not None and ended.end is not None:
                self.session_stopped.emit(ended)
        if active is not None and (was is None or active.id != was.id):
            self.session_started.emit(active)

    def _gap_ended(self, session: Session) -> None:
        self._take_running(session)
        self._announce(Changes.RUNNING | Changes.RECORD, timing=True)

    def _take_running(self, session: Session | None) -> None:
        self._session = session
        self._heartbeat.follow(session, self._clock.now())

    def _announce(self, changes: Changes, *, timing: bool) -> None:
        if timing:
            self.timing_changed.emit()
        self.changed.emit(changes)
        self._schedule.arm()

    # Time

    def _next_wake(self, _now: datetime) -> datetime | None:
        wishes = [wish for wish in (self.commands.retry_at, self._heartbeat.due) if wish is not None]
        return min(wishes, default=None)

    def _on_woke(self, _now: datetime) -> None:
        moment = self.timekeeper.look()
        self.commands.try_again_if_due(moment.now)
        self.ticked.emit(moment.now)
        self._heartbeat.beat_if_due(self._session, moment)  # last: the panel asks for the tooltip while the disk works

    def _on_stepped(self, step: timedelta, now: datetime) -> None:
        if (session := self._session) is None:
            return
        correction = gaps.correction_of(self._store, session, step, now)
        try:
            self._note(
                lambda moment: gaps.correct_clock(self._store, moment, session.id, step, now),
                lambda corrected: self._corrected(correction, corrected),
            )
        except Unavailable:
            self._show_meanwhile(recovery.corrected(session, correction))

    def _show_meanwhile(self, session: Session | None) -> None:
        """What holds until the file takes it: time that was none must not be counted, nor told of."""
        self._session = session
        self._announce(Changes.RUNNING, timing=True)

    def _corrected(self, correction: Correction, session: Session) -> None:
        for move in correction.moves:
            self.moved.emit(move)
        self.steps_stand.emit(correction.memory.forward)
        self._gap_ended(session)
