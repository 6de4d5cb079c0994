"""The session controller: the running session, every command, and the signals that tell of it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Flag, auto
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.control import operations
from app.control.kept_commands import KeptCommand, KeptCommands
from app.control.operations import Fields, Moment, Start
from app.control.schedule import Schedule
from app.core import errors, recovery, timing
from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.model import Review, Session, Verdict
from app.core.quick_entry import QuickEntry
from app.core.settings import Settings
from app.store.store import Store

HEARTBEAT = timedelta(minutes=1)

T = TypeVar("T")
log = logging.getLogger(__name__)


class Changes(Flag):
    """What kind of thing a write changed. Readers decide whether to read again."""

    RUNNING = auto()
    RECORD = auto()
    CATALOGUE = auto()
    SETTINGS = auto()


class SessionController(QObject):
    """The one way to change a session. Lives on the GUI thread.

    A command raises Refused (nothing changed) or Unavailable: then it is kept, and tried again, in order and as of the
    instant it was asked for, until it is done or refused.
    """

    changed = Signal(object)
    """`Changes`, after each write."""
    asked = Signal(object)
    """The instant a command was asked for, before it is carried out."""
    session_started = Signal(object)
    session_stopped = Signal(object)
    session_reviewed = Signal(object)
    timing_changed = Signal()
    """The running session's plan, gaps, mute or end changed by a command, just now."""
    ticked = Signal(object)
    """The instant, whenever what is drawn of the running time may have changed."""
    trouble = Signal(str)
    """A sentence: the file can't be written for now, and what was asked for is kept."""
    trouble_over = Signal(str)
    """A sentence: empty when the kept command was done, else why it was refused after all."""

    def __init__(self, store: Store, clock: Clock, schedule: Schedule, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._clock, self._schedule = store, clock, schedule
        self._session: Session | None = None
        self._kept = KeptCommands()
        self._beat_at: datetime | None = None
        self._settings = self._written_settings = store.settings.load()
        schedule.add_source(self._next_wake)
        schedule.woke.connect(self._on_woke)

    # What is

    @property
    def session(self) -> Session | None:
        """The active session, or None."""
        return self._session

    @property
    def settings(self) -> Settings:
        return self._settings

    def now(self) -> datetime:
        return self._clock.now()

    def local_offset(self, instant: datetime) -> timedelta:
        """East of UTC at that instant, where the person is now."""
        return self._clock.local(instant).offset

    def get(self, session_id: int) -> Session:
        return operations.get(self._store, session_id)

    def recent(self, limit: int = 20) -> tuple[Session, ...]:
        return operations.recent(self._store, limit)

    # Commands

    def open(self) -> None:
        """Find the session that was active when the program last ended. To be called once, at the start."""
        try:
            self._take_running(operations.recover(self._store, self._moment()))
        except Unavailable as error:
            self._take_running(recovery.recovered(self._store.sessions.active(), self._clock.now()))
            self._keep(KeptCommand(self._moment(), self._recover, self._running_changed), error)

    def start(self, asked: Start) -> Session:
        return self._do(lambda moment: operations.start(self._store, moment, asked), self._started)

    def start_entry(self, entry: QuickEntry, fields: Fields) -> Session:
        """Start from a line and the fields below it."""
        day_start = self._settings.day_start
        return self._do(
            lambda moment: operations.start_entry(self._store, moment, entry, fields, day_start), self._started
        )

    def stop(self, session_id: int, review: Review | None = None) -> Session:
        return self._do(lambda moment: operations.stop(self._store, moment, session_id, review), self._stopped)

    def review(self, session_id: int, said: Review) -> Session:
        return self._do(lambda _: operations.review(self._store, session_id, said), self._reviewed)

    def add_note(self, session_id: int, note: str) -> Session:
        return self._do(
            lambda moment: operations.add_note(self._store, moment, session_id, note), self._running_changed
        )

    def add_time(self, session_id: int, minutes: int = 15) -> Session:
        return self._do(
            lambda moment: operations.add_time(self._store, moment, session_id, minutes), self._running_changed
        )

    def toggle_notifications(self, session_id: int) -> Session:
        return self._do(
            lambda moment: operations.toggle_notifications(self._store, moment, session_id), self._running_changed
        )

    def pause(self, session_id: int) -> Session:
        return self._do(lambda moment: operations.pause(self._store, moment, session_id), self._running_changed)

    def resume(self, session_id: int) -> Session:
        return self._do(lambda moment: operations.resume(self._store, moment, session_id), self._running_changed)

    def decide(self, gap_id: int, verdict: Verdict) -> Session:
        return self._do(lambda _: operations.decide(self._store, gap_id, verdict), self._decided)

    def change_settings(self, settings: Settings) -> None:
        """The choice holds at once. Raises Unavailable; it is kept then as any command."""
        before, self._settings = self._settings, settings
        self._announce(Changes.SETTINGS, timing=settings.lead != before.lead)
        self._do(lambda _: self._save_settings(), lambda _: None)

    def active_id(self) -> int:
        """The active session's id. Raises Refused where none is."""
        if self._session is None:
            raise Refused(errors.NONE_ACTIVE)
        return self._session.id

    def close(self) -> None:
        """The last try of what is kept, and the last heartbeat, before the program ends."""
        self.try_again()
        if self._kept:
            log.error("%d commands were not written", len(self._kept))
        self._beat(self._moment())

    # Keeping what the file can't take

    def _moment(self) -> Moment:
        now = self._clock.now()
        return Moment(now, self._clock.local(now))

    def _do(self, operation: Callable[[Moment], T], done: Callable[[T], None]) -> T:
        moment = self._moment()
        self.asked.emit(moment.now)
        try:
            self._carry_out_kept()
            outcome = operation(moment)
        except Unavailable as error:
            self._keep(KeptCommand(moment, operation, done), error)
            raise
        done(outcome)
        return outcome

    def _keep(self, command: KeptCommand[T], error: Unavailable) -> None:
        self._kept.keep(command, error)
        self._schedule.arm()
        log.warning("a command is kept: %s", error.detail)
        self.trouble.emit(str(error))

    def _save_settings(self) -> None:
        settings = self._settings
        with self._store.write():
            self._store.settings.save(settings, self._written_settings)
        self._written_settings = settings

    def _recover(self, moment: Moment) -> Session:
        session = operations.recover(self._store, moment)
        if session is None:
            raise Refused(errors.NONE_ACTIVE)
        return session

    @property
    def waits_for(self) -> str:
        """Why something that was asked for is not on disk yet: a sentence, empty when all is."""
        return self._kept.reason

    def try_again(self) -> None:
        """Carry out what is kept, if the file takes it now."""
        try:
            self._carry_out_kept()
        except Unavailable:
            self._kept.wait_on(self._clock.now())
            self._schedule.arm()

    def _carry_out_kept(self) -> None:
        """In order, each as of the instant it was asked for. Raises Unavailable while the file takes none."""
        if self._kept:
            self.trouble_over.emit(self._kept.carry_out())

    # What a write leads to

    def _started(self, session: Session) -> None:
        log.info("session %d started", session.id)
        self._take_running(session)
        self._announce(Changes.RUNNING | Changes.CATALOGUE, timing=True)
        self.session_started.emit(session)

    def _stopped(self, session: Session) -> None:
        log.info("session %d stopped", session.id)
        self._take_running(None)
        self._announce(Changes.RUNNING | Changes.RECORD | Changes.CATALOGUE, timing=True)
        self.session_stopped.emit(session)

    def _running_changed(self, session: Session) -> None:
        self._take_running(session)
        self._announce(Changes.RUNNING, timing=True)

    def _reviewed(self, session: Session) -> None:
        self._announce(Changes.RECORD | Changes.CATALOGUE, timing=False)
        self.session_reviewed.emit(session)

    def _decided(self, session: Session) -> None:
        if session.end is None:
            self._take_running(session)
        self._announce(Changes.RUNNING | Changes.RECORD, timing=session.end is None)

    def _take_running(self, session: Session | None) -> None:
        self._session = session
        self._beat_at = None if session is None else self._next_beat(self._clock.now())

    def _announce(self, changes: Changes, *, timing: bool) -> None:
        if timing:
            self.timing_changed.emit()
        self.changed.emit(changes)
        self._schedule.arm()

    # Time

    def _next_wake(self, _now: datetime) -> datetime | None:
        wishes = [wish for wish in (self._kept.retry_at, self._beat_at) if wish is not None]
        return min(wishes, default=None)

    def _on_woke(self, now: datetime) -> None:
        if self._kept.is_due(now):
            self.try_again()
        if self._beat_at is not None and not now < self._beat_at <= now + HEARTBEAT:
            self._beat(self._moment())
        self.ticked.emit(now)

    def _next_beat(self, now: datetime) -> datetime:
        """Within a minute, where the minutes left change: heartbeat, tooltip and alerts are one waking."""
        session = self._session
        stands = session is None or session.open_gap is not None
        left = None if stands or session is None else timing.read(session, now).left
        return now + ((left or HEARTBEAT) % HEARTBEAT or HEARTBEAT)

    def _beat(self, moment: Moment) -> None:
        """Not while something is kept: it may still ask for the stretch since the session was last seen."""
        if self._session is None:
            return
        self._beat_at = self._next_beat(moment.now)
        if self._kept:
            return
        try:
            operations.heartbeat(self._store, moment, self._session.id)
        except Unavailable as error:
            log.warning("heartbeat left out: %s", error.detail)
