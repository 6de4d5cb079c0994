"""Sends the running session's alerts at their instants, once each, and writes down what became of them."""

import logging
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import alerts
from app.core.alerts import AlertKind, AlertRecord, Decision, Result
from app.core.clock_steps import Move
from app.core.errors import Unavailable
from app.core.model import Session
from app.store.store import Store

log = logging.getLogger(__name__)
ENDED_MEANWHILE = "the program ended while it was being sent"


class Alert(NamedTuple):
    """An alert to show now."""

    session: Session
    kind: AlertKind
    due: datetime


class Alerter(QObject):
    """Decides at each waking and after each change; the routes of `system` deliver."""

    alert_sent = Signal(object)
    """An `Alert` that every surface shows now."""
    alert_over = Signal()
    """The alert shown last was seen, or no longer holds."""

    def __init__(
        self, store: Store, controller: SessionController, schedule: Schedule, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._controller = store, controller
        self._records: tuple[AlertRecord, ...] = ()
        self._unwritten: dict[tuple[int, AlertKind, datetime], AlertRecord] = {}
        self._shown: Alert | None = None
        schedule.add_source(self._next_wake)
        schedule.woke.connect(lambda now: self._settle(now, after_change=False))
        controller.commands.asked.connect(lambda now: self._settle(now, after_change=False))
        controller.timing_changed.connect(self._on_timing_changed)
        controller.moved.connect(self._on_moved)

    @property
    def shown(self) -> Alert | None:
        """The alert nobody has seen yet, or None."""
        return self._shown

    def open(self) -> None:
        """Take up what the last run left. To be called once, after the controller found the running session."""
        try:
            with self._store.write():
                self._store.alerts.close_unfinished(ENDED_MEANWHILE, self._controller.now())
        except Unavailable as error:
            log.warning("alerts of the last run not settled: %s", error.detail)
        self._load()
        self._settle(self._controller.now(), after_change=False)

    def seen(self) -> None:
        """The person saw the alert that is shown."""
        if self._shown is not None:
            self._shown = None
            self.alert_over.emit()

    def delivered(self, alert: Alert, way: str, reason: str) -> None:
        """What became of a note; `way` is empty where none worked, `reason` says why one was skipped."""
        result = Result.SHOWN if way else Result.FAILED
        log.info("alert %s of session %d: %s %s %s", alert.kind.name, alert.session.id, result.value, way, reason)
        self._note(alert.session.id, AlertRecord(alert.kind, alert.due, result, reason, way))
        self._write_down(self._controller.now())

    def _load(self) -> None:
        session = self._controller.session
        if session is None:
            self._records = ()
            return
        stored = {(record.kind, record.due): record for record in self._store.alerts.of_session(session.id)}
        unwritten = {key[1:]: record for key, record in self._unwritten.items() if key[0] == session.id}
        self._records = tuple((stored | unwritten).values())

    def _next_wake(self, now: datetime) -> datetime | None:
        session = self._controller.session
        return alerts.next_due(session, self._controller.settings.lead, now) if session else None

    def _on_timing_changed(self) -> None:
        self._load()
        if not self._still_holds():
            self.seen()
        self._settle(self._controller.now(), after_change=True)

    def _on_moved(self, move: Move) -> None:
        """After a step of the clock: what is not on disk yet, and what is shown, moves with the rest."""
        self._records = tuple(record._replace(due=move.applied(record.due)) for record in self._records)
        self._unwritten = {
            (session_id, kind, move.applied(due)): record._replace(due=move.applied(due))
            for (session_id, kind, due), record in self._unwritten.items()
        }
        if self._shown is not None:
            self._shown = self._shown._replace(due=move.applied(self._shown.due))

    def _still_holds(self) -> bool:
        """Whether the alert that is shown is still due when it was; a muted session marks no surface."""
        session = self._controller.session
        if session is None or session.muted or self._shown is None:
            return False
        due = alerts.due_alerts(session, self._controller.settings.lead)
        return any((alert.kind, alert.due) == (self._shown.kind, self._shown.due) for alert in due)

    def _settle(self, now: datetime, *, after_change: bool) -> None:
        session = self._controller.session
        self._write_down(now)
        if session is None:
            return
        lead = self._controller.settings.lead
        for decision in alerts.decide(session, self._records, lead, now, after_change=after_change):
            self._carry_out(session, decision, now)

    def _carry_out(self, session: Session, decision: Decision, now: datetime) -> None:
        kind, due = decision.alert.kind, decision.alert.due
        record = AlertRecord(kind, due, None if decision.is_sent else Result.HELD, decision.held_for or "")
        self._note(session.id, record)
        self._write_down(now)
        if decision.is_sent:
            self._shown = Alert(session, kind, due)
            self.alert_sent.emit(self._shown)

    def _note(self, session_id: int, record: AlertRecord) -> None:
        self._unwritten[(session_id, record.kind, record.due)] = record
        others = tuple(r for r in self._records if (r.kind, r.due) != (record.kind, record.due))
        self._records = (*others, record)

    def _write_down(self, now: datetime) -> None:
        """Write what is not on disk yet; what can't be written now is tried at the next waking."""
        if not self._unwritten:
            return
        try:
            with self._store.write():
                for (session_id, _kind, _due), record in self._unwritten.items():
                    self._store.alerts.put(session_id, record, now)
        except Unavailable as error:
            log.warning("alert not written yet: %s", error.detail)
            return
        self._unwritten.clear()
