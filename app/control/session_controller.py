"""The session controller: the running session, every command, and the signals that tell of it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Flag, auto
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.control import answering, gaps, operations
from app.control.answering import Answered
from app.control.commands import Commands
from app.control.heartbeat import Heartbeat
from app.control.operations import Fields, Start
from app.control.schedule import Schedule
from app.control.timekeeper import Timekeeper
from app.core import errors, recovery
from app.core.clock import Clock, Moment
from app.core.clock_steps import Correction
from app.core.deeds import Deed, Subject
from app.core.errors import Refused, Unavailable
from app.core.model import Answer, Cause, Review, Session
from app.core.quick_entry import QuickEntry
from app.core.settings import Settings
from app.store.store import Store

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

    A command raises Refused (nothing changed) or Unavailable: then `commands` keeps it.
    """

    changed = Signal(object)
    """`Changes`, after each write."""
    session_started = Signal(object)
    session_stopped = Signal(object)
    session_reviewed = Signal(object)
    answered = Signal(object)
    """`Answered`: what an answer to a gap left, or its undo or redo."""
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
        self._settings = self._written_settings = store.settings.load()
        schedule.add_source(self._next_wake)
        schedule.woke.connect(self._on_woke)
        self.timekeeper.stepped.connect(self._on_stepped)

    # What is

    @property
    def session(self) -> Session | None:
        """The active session, or None."""
        return self._session

    @property
    def settings(self) -> Settings:
        return self._settings

    def now(self) -> datetime:
        return self.timekeeper.now()

    def local_offset(self, instant: datetime) -> timedelta:
        """East of UTC at that instant, where the person is now."""
        return self._clock.local(instant).offset

    @property
    def can_undo(self) -> bool:
        return self._store.journal.has(undone=False)

    @property
    def can_redo(self) -> bool:
        return self._store.journal.has(undone=True)

    def get(self, session_id: int) -> Session:
        return operations.get(self._store, session_id)

    def recent(self, limit: int = 20) -> tuple[Session, ...]:
        return operations.recent(self._store, limit)

    # Commands

    def open(self) -> None:
        """Find the session that was active when the program last ended. To be called once, at the start."""
        moment = self.timekeeper.look()
        try:
            self._take_running(gaps.recover(self._store, moment, self._settings.thresholds))
        except Unavailable as error:
            thresholds = self._settings.thresholds
            self._take_running(recovery.recovered(self._store.sessions.active(), moment.now, thresholds))
            self.commands.keep(moment, self._recover, self._gap_ended, error)

    def start(self, asked: Start) -> Session:
        return self.commands.run(lambda moment: operations.start(self._store, moment, asked), self._started)

    def start_entry(self, entry: QuickEntry, fields: Fields) -> Session:
        """Start from a line and the fields below it."""
        day_start = self._settings.day_start
        return self.commands.run(
            lambda moment: operations.start_entry(self._store, moment, entry, fields, day_start), self._started
        )

    def stop(self, session_id: int, review: Review | None = None) -> Session:
        return self.commands.run(lambda moment: operations.stop(self._store, moment, session_id, review), self._stopped)

    def review(self, session_id: int, said: Review) -> Session:
        return self.commands.run(lambda _: operations.review(self._store, session_id, said), self._reviewed)

    def add_note(self, session_id: int, note: str) -> Session:
        return self.commands.run(
            lambda moment: operations.add_note(self._store, moment, session_id, note), self._running_changed
        )

    def add_time(self, session_id: int, minutes: int = 15) -> Session:
        return self.commands.run(
            lambda moment: operations.add_time(self._store, moment, session_id, minutes), self._running_changed
        )

    def toggle_notifications(self, session_id: int) -> Session:
        return self.commands.run(
            lambda moment: operations.toggle_notifications(self._store, moment, session_id), self._running_changed
        )

    def pause(self, session_id: int) -> Session:
        return self.commands.run(lambda moment: gaps.pause(self._store, moment, session_id), self._running_changed)

    def resume(self, session_id: int) -> Session:
        return self.commands.run(lambda moment: gaps.resume(self._store, moment, session_id), self._running_changed)

    def begin_away(self, start: datetime, cause: Cause) -> None:
        """The person is away since `start`. Raises Refused where no session is active."""
        session_id = self.active_id()
        try:
            self.commands.note(
                lambda moment: gaps.begin_away(self._store, moment, session_id, start, cause), self._running_changed
            )
        except Unavailable:
            self._show_meanwhile(recovery.left(self._session, start, cause))
            raise

    def end_away(self, end: datetime, shortest: timedelta) -> None:
        """The person was back at `end`; a stretch shorter than `shortest` is no gap."""
        session_id = self.active_id()
        self.commands.note(
            lambda moment: gaps.end_away(self._store, moment, session_id, end, shortest), self._gap_ended
        )

    def answer(self, gap_id: int, said: Answer) -> Answered:
        return self.commands.run(lambda moment: answering.answer(self._store, moment, gap_id, said), self._on_answered)

    def undo(self) -> Answered:
        alive_since, thresholds = self.timekeeper.alive_since, self._settings.thresholds
        return self.commands.run(
            lambda moment: answering.undo_in_this_run(self._store, moment, alive_since(), thresholds), self._on_answered
        )

    def redo(self) -> Answered:
        return self.commands.run(lambda moment: answering.redo(self._store, moment), self._on_answered)

    def change_settings(self, settings: Settings) -> None:
        """The choice holds at once. Raises Unavailable; it is kept then as any command."""
        before, self._settings = self._settings, settings
        self._announce(Changes.SETTINGS, timing=settings.alert_rules != before.alert_rules)
        self.commands.run(lambda _: self._save_settings(), lambda _: None)

    def correct(self, deed: Deed, subject: Subject, operation: Callable[[Moment], T]) -> T:
        """Carry out a change of the record, as one step that can be undone."""
        return self.commands.run(operation, lambda _outcome: self._on_corrected())

    def active_id(self) -> int:
        """The active session's id. Raises Refused where none is."""
        if self._session is None:
            raise Refused(errors.NONE_ACTIVE)
        return self._session.id

    def be_seen(self) -> None:
        """Write down that the program is alive with the session: before sleep, and before the end."""
        self._heartbeat.beat(self._session, self.timekeeper.look())

    def close(self) -> None:
        """The last try of what is kept, and the last heartbeat, before the program ends."""
        self.commands.try_again(self.now())
        if self.commands.count:
            log.error("%d commands were not written", self.commands.count)
        self.be_seen()

    def _save_settings(self) -> None:
        settings = self._settings
        with self._store.write():
            self._store.settings.save(settings, self._written_settings)
        self._written_settings = settings

    def _recover(self, moment: Moment) -> Session:
        if (session := gaps.recover(self._store, moment, self._settings.thresholds)) is None:
            raise Refused(errors.NONE_ACTIVE)
        return session

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

    def _gap_ended(self, session: Session) -> None:
        self._take_running(session)
        self._announce(Changes.RUNNING | Changes.RECORD, timing=True)

    def _on_corrected(self) -> None:
        """The running session may be another one, or look different."""
        self._take_running(self._store.sessions.active())
        self._announce(Changes.RUNNING | Changes.RECORD | Changes.CATALOGUE, timing=True)

    def _on_answered(self, answered: Answered) -> None:
        was_running, timing_changed = self._session, answered.active != self._session
        self._take_running(answered.active)
        self._announce(Changes.RUNNING | Changes.RECORD | Changes.CATALOGUE, timing=timing_changed)
        if was_running is not None and was_running.id == answered.first.id and answered.first.end is not None:
            self.session_stopped.emit(answered.first)
        if answered.active is not None and (was_running is None or was_running.id != answered.active.id):
            self.session_started.emit(answered.active)
        self.answered.emit(answered)

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
            self.commands.note(
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
