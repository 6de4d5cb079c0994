"""Sends each alert at its instant, once, or holds it back with a reason; writes down what became of it."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.control.alert_book import AlertBook
from app.control.breaks import Breaks
from app.control.memory import Memory
from app.control.quiet import Quiet
from app.control.reminder import Reminder
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.core import alerts
from app.core.alerts import (
    IN_WINDOW,
    INTERRUPTED,
    NO_LONGER_HOLDS,
    SEEN_IN_WINDOW,
    AlertKind,
    AlertRecord,
    Decision,
    DueAlert,
    Result,
)
from app.core.clock_steps import Move
from app.core.model import Session
from app.core.quiet import BY_PROJECT, BY_TAG, HELD_BACK, MUTED
from app.core.timing import ZERO
from app.store import instants
from app.store.store import Store

log = logging.getLogger(__name__)


class Alert(NamedTuple):
    """An alert to show now. `session` is None where it is about none; `span` is then the length that it tells of."""

    session: Session | None
    kind: AlertKind
    due: datetime
    span: timedelta = ZERO

    @property
    def session_id(self) -> int | None:
        return None if self.session is None else self.session.id


class Alerter(QObject):
    """Decides at each waking and after each change; the routes of `system` deliver."""

    alert_shown = Signal(object)
    """An `Alert` that every surface shows now, in place of the one before."""
    alert_sent = Signal(object)
    """The same that is to go out of the window, too: once."""
    alert_over = Signal(object, str)
    """The `Alert` shown last, and why it is shown no more: it was seen, no longer holds, or is held back now."""
    noted = Signal()
    """What became of an alert was written down."""

    def __init__(
        self,
        store: Store,
        controller: SessionController,
        schedule: Schedule,
        quiet: Quiet,
        breaks: Breaks,
        snooze: Snooze,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._controller, self._schedule = store, controller, schedule
        self._quiet, self._breaks, self._snooze = quiet, breaks, snooze
        self._book, self._reminder = AlertBook(store), Reminder(controller, breaks, snooze)
        self._is_open = False
        self._looked = controller.now()
        """Until then all that had come due is settled. A change of time may be one of several at an instant."""
        self._runs = False
        self._shown: Alert | None = None
        self._unseen = Memory(store, "unseen_alert")
        schedule.add_source(self._next_wake)
        schedule.woke.connect(lambda now: self._settle(now, after_change=False))
        controller.commands.asked.connect(lambda now: self._settle(now, after_change=False))
        controller.timing_changed.connect(self._on_timing_changed)
        controller.moved.connect(self._on_session_moved)
        breaks.changed.connect(self._on_put_off_or_back)
        controller.timekeeper.step_found.connect(self._on_step_found)
        quiet.changed.connect(self._on_quiet_changed)
        snooze.changed.connect(self._on_put_off_or_back)

    @property
    def shown(self) -> Alert | None:
        """The alert nobody has seen yet, or None."""
        return self._shown

    def open(self) -> None:
        """Take up what the last run left. To be called once, after the controller found the running session."""
        if self._is_open:
            return
        self._is_open = True
        self._book.close_unfinished(INTERRUPTED, self._controller.now())
        self._load()
        self._show_again()
        self._settle(self._controller.now(), after_change=False)
        self._schedule.arm()

    def seen(self) -> None:
        """The person saw the alert that is shown."""
        self._end_shown(SEEN_IN_WINDOW)

    def write(self) -> None:
        """Write what is not on disk yet."""
        self._book.write_down(self._controller.now())
        self._unseen.write()

    def delivered(self, alert: Alert, way: str, reason: str) -> None:
        """What became of a note; `way` is empty where none worked, `reason` says why one was skipped."""
        if reason == SEEN_IN_WINDOW:
            way, reason = IN_WINDOW, ""
        result = Result.SHOWN if way else Result.HELD if reason in (NO_LONGER_HOLDS, *HELD_BACK) else Result.FAILED
        log.info("alert %s of session %s: %s %s %s", alert.kind.name, alert.session_id, result.value, way, reason)
        before = self._being_sent(alert)
        late = before.reason if way else ""
        record = before._replace(result=result, reason="; ".join(text for text in (late, reason) if text), way=way)
        self._book.note([(alert.session_id, record)], self._controller.now())
        self.noted.emit()

    def _being_sent(self, alert: Alert) -> AlertRecord:
        """Its record as it stands; a step of the clock may have moved it since."""
        found = self._book.find(alert.session_id, alert.kind, alert.due)
        if found is None or found.result is not None:
            unfinished = (r for r in self._book.of(alert.session_id) if r.kind is alert.kind and r.result is None)
            found = next(unfinished, found)
        return found or AlertRecord(alert.kind, alert.due, None)

    # What is due

    def _next_wake(self, now: datetime) -> datetime | None:
        if not self._is_open:
            return None
        wishes = (self._next_due(now), self._book.next_try(now))
        return min((wish for wish in wishes if wish is not None), default=None)

    def _next_due(self, now: datetime) -> datetime | None:
        """The first that is not settled yet: what has come due since the last look must not wait for the next one."""
        since, last = min(self._looked, now), self._breaks.last
        if self._controller.session is not None:
            return alerts.next_due(self._controller.session, self._controller.settings.alert_rules, since)
        if last is not None and last.end > since:
            return last.end
        return self._reminder.next_after(since)

    def _decisions(self, now: datetime, *, after_change: bool) -> Iterator[tuple[Alert, Decision]]:
        session, rules = self._controller.session, self._controller.settings.alert_rules
        held_for = self._quiet.held_for(session)
        if session is not None:
            records = self._book.of(session.id)
            after = self._looked if after_change else None
            decided = alerts.decide(session, records, rules, now, changed_after=after, held_for=held_for)
            yield from ((Alert(session, d.alert.kind, d.alert.due), d) for d in decided)
            return
        records = tuple(record for record in self._book.of(None) if record.due <= now)  # not of a clock that was ahead
        found = (*self._break_due(now), *self._reminder.due(records, now))
        due = dict(sorted(found, key=lambda item: item[0].due))
        for decision in alerts.settle(due, records, lambda _alert: held_for):
            yield Alert(None, decision.alert.kind, decision.alert.due, due[decision.alert]), decision

    def _break_due(self, now: datetime) -> Iterator[tuple[DueAlert, timedelta]]:
        last = self._breaks.last
        if last is not None and not last.runs(now):
            yield DueAlert(AlertKind.BREAK_IS_OVER, last.end), last.length

    # What is done with it

    def _settle(self, now: datetime, *, after_change: bool) -> None:
        if not self._is_open:
            return
        self._book.write_down(now)
        if not self._controller.settings.tells_break_is_over:
            self._breaks.let_go()
        decisions = list(self._decisions(now, after_change=after_change))
        if not after_change:
            self._looked = now
        self._book.note([(alert.session_id, _record(alert, decision)) for alert, decision in decisions], now)
        if decisions:
            self.noted.emit()
        for alert, decision in decisions:
            if decision.is_sent:
                self._show(alert)
                self.alert_sent.emit(alert)

    def _show(self, alert: Alert) -> None:
        self._shown = alert
        self._unseen.keep([alert.session_id, alert.kind.value, instants.to_ms(alert.due)])
        self.alert_shown.emit(alert)

    def _show_again(self) -> None:
        """What nobody had seen when the program ended."""
        session, told = self._controller.session, self._unseen.recall()
        for record in self._book.of(None if session is None else session.id):
            alert = Alert(session, record.kind, record.due)
            key = [alert.session_id, record.kind.value, instants.to_ms(record.due)]
            if told == key and record.result is not Result.HELD and session is not None and self._still_holds(alert):
                self._show(alert)

    def _load(self) -> None:
        session = self._controller.session
        self._runs = session is not None
        self._book.load(None if session is None else session.id, self._controller.now())

    def _on_timing_changed(self) -> None:
        if not self._is_open:
            return
        if self._runs and self._controller.session is None:
            self._reminder.session_ended(self._controller.now())
        self._load()
        self._drop_what_is_over()
        self._settle(self._controller.now(), after_change=True)

    def _on_quiet_changed(self) -> None:
        """What is still on its way goes no further where alerts are held back now."""
        now, shown = self._controller.timekeeper.look().now, self._shown
        if shown is not None and self._being_sent(shown).result is None:
            why = self._quiet.held_for(self._controller.session)
            if why is not None:
                self._end_shown(why)
        self._settle(now, after_change=False)

    def _on_put_off_or_back(self) -> None:
        """A break or a snooze began or ended."""
        self._drop_what_is_over()
        self._settle(self._controller.now(), after_change=False)

    def _drop_what_is_over(self) -> None:
        if self._shown is not None and not self._still_holds(self._shown):
            session = self._controller.session
            is_muted = session is not None and session.muted and session.id == self._shown.session_id
            self._end_shown(MUTED if is_muted else self._held_for_good(self._shown) or NO_LONGER_HOLDS)

    def _held_for_good(self, alert: Alert) -> str | None:
        """The rule that lets no alert of its session out; None where none does."""
        session = self._controller.session
        why = self._quiet.held_for(session) if session is not None and session.id == alert.session_id else None
        return why if why in (BY_PROJECT, BY_TAG) else None

    def _end_shown(self, reason: str) -> None:
        if self._shown is not None:
            shown, self._shown = self._shown, None
            self._unseen.keep(None)
            self.alert_over.emit(shown, reason)

    def _still_holds(self, alert: Alert) -> bool:
        """Whether it is still due when it was; a session without alerts marks no surface."""
        session, last = self._controller.session, self._breaks.last
        if alert.kind is AlertKind.BREAK_IS_OVER:
            return last is not None and last.end == alert.due
        if alert.kind is AlertKind.NO_SESSION_RUNNING:
            return session is None and self._breaks.running is None and self._snooze.until is None
        if session is None or session.id != alert.session_id or session.muted:
            return False
        if self._held_for_good(alert):
            return False
        return alerts.holds(session, self._controller.settings.alert_rules, DueAlert(alert.kind, alert.due))

    # Steps of the clock

    def _on_session_moved(self, move: Move) -> None:
        """The file's records were moved with the rest of the session."""
        session = self._controller.session
        if session is not None:
            self._book.move(session.id, move)
            self._looked = move.applied(self._looked)
            self._move_shown(session.id, move)

    def _on_step_found(self, step: timedelta) -> None:
        """Where nothing runs, what was told of the break and since the last session moves with them."""
        is_idle, last, since = self._controller.session is None, self._breaks.last, self._reminder.idle_since
        if is_idle:
            move = Move(min(since, last.start) if last else since, step)
            self._book.move_in_file(None, move)
            self._move_shown(None, move)
        self._reminder.stepped(step, idle=is_idle)

    def _move_shown(self, session_id: int | None, move: Move) -> None:
        if self._shown is not None and self._shown.session_id == session_id:
            self._shown = self._shown._replace(due=move.applied(self._shown.due))


def _record(alert: Alert, decision: Decision) -> AlertRecord:
    result = None if decision.is_sent else Result.HELD
    return AlertRecord(alert.kind, alert.due, result, decision.held_for or decision.late)
