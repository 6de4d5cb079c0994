"""The session controller: the running session, every command, and the signals that tell of it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.control import answering, gaps, operations, steps
from app.control.answering import Answered
from app.control.operations import Fields, Start
from app.control.running import Changes, RunningSession
from app.control.schedule import Schedule
from app.control.steps import Step, Way
from app.core import deeds, errors, recovery
from app.core.clock import Clock, Moment
from app.core.deeds import Deed, Subject
from app.core.errors import GoesOnBeside, Refused, Unavailable
from app.core.model import Answer, Cause, Review, Session
from app.core.quick_entry import QuickEntry
from app.core.settings import Settings
from app.store.store import Store

T = TypeVar("T")
log = logging.getLogger(__name__)


class SessionController(RunningSession):
    """The one way to change a session. Lives on the GUI thread.

    A command raises Refused (nothing changed) or Unavailable: then `commands` keeps it.
    """

    session_reviewed = Signal(object)
    answered = Signal(object)
    """`Answered`: what an answer to a gap left."""
    step_done = Signal(object)
    """`Step`: a correction, or the undo or redo of any step."""
    takes_long = Signal()
    """An undo was asked for that would hold the window: whoever has a thread for it does it, and tells `did_beside`."""

    def __init__(self, store: Store, clock: Clock, schedule: Schedule, parent: QObject | None = None) -> None:
        super().__init__(store, clock, schedule, parent)
        self._settings = self._written_settings = store.settings.load()

    # What is

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def undoes(self) -> tuple[Deed, Subject] | None:
        """What undo would take back; None where there is nothing."""
        return self._store.journal.name(undone=False)

    @property
    def redoes(self) -> tuple[Deed, Subject] | None:
        """What redo would do again; None where there is nothing."""
        return self._store.journal.name(undone=True)

    def get(self, session_id: int) -> Session:
        return operations.get(self._store, session_id)

    def recent(self, limit: int = 20) -> tuple[Session, ...]:
        return operations.recent(self._store, limit)

    # Commands

    def open(self) -> None:
        """Find the session that was active when the program last ended. To be called once, at the start."""
        moment = self.timekeeper.look()
        try:
            self._take_running(self._recovered(moment))
        except Unavailable as error:
            thresholds = self._settings.thresholds
            self._take_running(recovery.recovered(self._store.sessions.active(), moment.now, thresholds))
            self.commands.keep(moment, self._recover, self._gap_ended, error)

    def start(self, asked: Start) -> Session:
        return self._step(Deed.START, lambda moment: operations.start(self._store, moment, asked), self._started)

    def start_entry(self, entry: QuickEntry, fields: Fields) -> Session:
        """Start from a line and the fields below it."""
        day_start = self._settings.day_start
        return self._step(
            Deed.START,
            lambda moment: operations.start_entry(self._store, moment, entry, fields, day_start),
            self._started,
        )

    def start_item(self, planning_id: int) -> Session:
        """Start what was planned."""
        minutes, day_start = self._settings.default_minutes, self._settings.day_start
        return self._step(
            Deed.START,
            lambda moment: operations.start_item(self._store, moment, planning_id, minutes, day_start),
            self._started,
        )

    def stop(self, session_id: int, review: Review | None = None) -> Session:
        return self._step(
            Deed.STOP, lambda moment: operations.stop(self._store, moment, session_id, review), self._stopped
        )

    def review(self, session_id: int, said: Review) -> Session:
        return self._step(Deed.REVIEW, lambda _: operations.review(self._store, session_id, said), self._reviewed)

    def add_note(self, session_id: int, note: str) -> Session:
        return self._change(Deed.NOTE, lambda moment: operations.add_note(self._store, moment, session_id, note))

    def add_time(self, session_id: int, minutes: int = 15) -> Session:
        return self._change(Deed.ADD_TIME, lambda moment: operations.add_time(self._store, moment, session_id, minutes))

    def toggle_notifications(self, session_id: int) -> Session:
        return self._change(Deed.MUTE, lambda moment: operations.toggle_notifications(self._store, moment, session_id))

    def pause(self, session_id: int) -> Session:
        return self._change(Deed.PAUSE, lambda moment: gaps.pause(self._store, moment, session_id))

    def resume(self, session_id: int) -> Session:
        return self._change(Deed.RESUME, lambda moment: gaps.resume(self._store, moment, session_id))

    def answer(self, gap_id: int, said: Answer) -> Answered:
        return self.commands.run(
            lambda moment: steps.recorded(
                self._store,
                moment,
                Deed(said.value),
                lambda answered: deeds.of_session(answered.first),
                lambda moment: answering.answer(self._store, moment, gap_id, said),
            ),
            self._on_answered,
        )

    def correct(self, deed: Deed, subject: Subject, operation: Callable[[Moment], T]) -> T:
        """Carry out a change of the record, as one step that can be undone."""
        return self.commands.run(
            lambda moment: steps.recorded(self._store, moment, deed, lambda _outcome: subject, operation),
            lambda _outcome: self._on_step(Step(deed, subject, Way.DONE)),
        )

    def undo(self) -> Step:
        """Raises GoesOnBeside, and `takes_long` is told, where a large import is to be taken back."""
        if self._store.journal.brings(undone=False) > steps.KEPT_OF_IMPORT:
            self.takes_long.emit()
            raise GoesOnBeside(errors.IMPORT_TAKEN_BACK_BESIDE)
        thresholds = self._settings.thresholds
        return self.commands.run(lambda moment: steps.undo(self._store, moment, thresholds), self._on_step)

    def redo(self) -> Step:
        thresholds = self._settings.thresholds
        return self.commands.run(lambda moment: steps.redo(self._store, moment, thresholds), self._on_step)

    def did_beside(self, step: Step) -> None:
        """A step was written over another connection."""
        self._on_step(step)

    def begin_away(self, start: datetime, cause: Cause) -> None:
        """The person is away since `start`. Raises Refused where no session is active."""
        session_id = self.active_id()
        try:
            self._note(
                lambda moment: gaps.begin_away(self._store, moment, session_id, start, cause), self._running_changed
            )
        except Unavailable:
            self._show_meanwhile(recovery.left(self._session, start, cause))
            raise

    def end_away(self, end: datetime, shortest: timedelta) -> None:
        """The person was back at `end`; a stretch shorter than `shortest` is no gap."""
        session_id = self.active_id()
        self._note(lambda moment: gaps.end_away(self._store, moment, session_id, end, shortest), self._gap_ended)

    def change_settings(self, settings: Settings) -> None:
        """The choice holds at once. Raises Unavailable; it is kept then as any command."""
        before, self._settings = self._settings, settings
        self._announce(Changes.SETTINGS, timing=settings.alert_rules != before.alert_rules)
        self.commands.run(lambda _: self._save_settings(), lambda _: None)

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

    def _recovered(self, moment: Moment) -> Session | None:
        return steps.carried(self._store, lambda: gaps.recover(self._store, moment, self._settings.thresholds))

    def _recover(self, moment: Moment) -> Session:
        if (session := self._recovered(moment)) is None:
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

    def _on_answered(self, answered: Answered) -> None:
        timing = answered.active != self._session
        self._take_over(answered.active, Changes.RUNNING | Changes.RECORD | Changes.CATALOGUE, timing=timing)
        self.answered.emit(answered)

    def _on_step(self, step: Step) -> None:
        changes = Changes.RUNNING | Changes.RECORD | Changes.CATALOGUE
        self._take_over(self._store.sessions.active(), changes, timing=True)
        self.step_done.emit(step)

    def _step(self, deed: Deed, operation: Callable[[Moment], Session], done: Callable[[Session], None]) -> Session:
        """One step of the person's."""
        return self.commands.run(
            lambda moment: steps.recorded(self._store, moment, deed, deeds.of_session, operation), done
        )

    def _change(self, deed: Deed, operation: Callable[[Moment], Session]) -> Session:
        """One that leaves the running session running."""
        return self._step(deed, operation, self._running_changed)
