"""Which alerts there are, which one is due when, and which of those that came due is sent. Decides, does not send.

Rules: product contract, section 6.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.core import timing
from app.core.model import Session
from app.core.quiet import DO_NOT_DISTURB, MUTED, QUIET

OVERTAKEN = "another alert said it already"
TOLD_BEFORE = "told before the time was changed"
PASSED_BY_CHANGE = "its time had passed when the time was changed"
NO_LONGER_HOLDS = "no longer true when it could be sent"
SEEN_IN_WINDOW = "seen in the window meanwhile"
INTERRUPTED = "the program ended while it was being sent"
LIFTED = {
    QUIET: "sent when quiet ended",
    DO_NOT_DISTURB: "sent when do-not-disturb ended",
    INTERRUPTED: "sent again, for the program ended while it was being sent",
}
"""What ends by itself, and what is said of an alert that goes out then; what is held otherwise is never sent."""
BY_SERVICE, BY_PLYER, BY_TRAY, IN_WINDOW = "service", "plyer", "tray", "window"
"""The ways: the desktop's notification service, plyer, the tray icon's own message, the window alone."""


class AlertKind(StrEnum):
    """An alert's title is its name."""

    TIME_ALMOST_UP = "Time almost up"
    TIME_IS_UP = "Time is up"
    OVERTIME = "Overtime"
    STILL_WORKING = "Still working?"
    BREAK_IS_OVER = "Break is over"
    NO_SESSION_RUNNING = "No session running"


_RANK = (AlertKind.TIME_ALMOST_UP, AlertKind.OVERTIME, AlertKind.STILL_WORKING, AlertKind.TIME_IS_UP)
"""Of two that are due at one instant the later one here is sent."""


class Result(StrEnum):
    """What became of an alert."""

    SHOWN = "shown"
    HELD = "held"
    FAILED = "failed"


class AlertRules(NamedTuple):
    """What a session is told of; None where that alert is off."""

    lead: timedelta | None = timedelta(minutes=5)
    tells_end: bool = True
    overtime_every: timedelta | None = timedelta(minutes=10)
    still_working_after: timedelta | None = timedelta(hours=4)


class DueAlert(NamedTuple):
    """An alert and the instant it is due."""

    kind: AlertKind
    due: datetime


class AlertRecord(NamedTuple):
    """What became of an alert that came due. `result` is None while it is being sent; `way` is the one that worked."""

    kind: AlertKind
    due: datetime
    result: Result | None
    reason: str = ""
    way: str = ""

    @property
    def skipped_a_way(self) -> bool:
        """Whether the way that worked was not the first one."""
        return self.result is Result.SHOWN and bool(self.reason) and self.reason not in LIFTED.values()

    @property
    def was_sent(self) -> bool:
        """Whether the window showed it, be it that it no longer held before it was out."""
        return self.result is not Result.HELD or self.reason == NO_LONGER_HOLDS

    @property
    def can_still_be_sent(self) -> bool:
        """Whether it was held back by something that ends."""
        return self.result is Result.HELD and self.reason in LIFTED


class Delivered(NamedTuple):
    """An alert that came due, with what its session is called; `name` is empty where it is about none."""

    record: AlertRecord
    name: str


class Decision(NamedTuple):
    """What to do with an alert that came due: send it, or hold it for `held_for`.

    `late` says why one that is sent was held back before.
    """

    alert: DueAlert
    held_for: str | None
    late: str = ""

    @property
    def is_sent(self) -> bool:
        return self.held_for is None


def due_once(session: Session, rules: AlertRules) -> tuple[DueAlert, ...]:
    """Every alert that comes once in the session with its instant, past ones too; in order."""
    amounts = {AlertKind.STILL_WORKING: rules.still_working_after}
    if session.planned is not None:
        amounts[AlertKind.TIME_IS_UP] = session.planned if rules.tells_end else None
        if rules.lead and session.planned >= 2 * rules.lead:
            amounts[AlertKind.TIME_ALMOST_UP] = session.planned - rules.lead
    instants = ((kind, timing.instant_of(session, amount)) for kind, amount in amounts.items() if amount is not None)
    return tuple(sorted((DueAlert(kind, at) for kind, at in instants if at is not None), key=_order))


def overtime_after(session: Session, rules: AlertRules, instant: datetime) -> DueAlert | None:
    """The first `Overtime` due after `instant`; None where none is."""
    count = _overtimes_by(session, rules, instant)
    return None if count is None else _overtime(session, rules, count + 1)


def holds(session: Session, rules: AlertRules, alert: DueAlert) -> bool:
    """Whether the alert is still due when it was."""
    if alert.kind is AlertKind.OVERTIME:
        return overtime_after(session, rules, alert.due - timing.MILLISECOND) == alert
    return alert in due_once(session, rules)


def next_due(session: Session, rules: AlertRules, now: datetime) -> datetime | None:
    """The next instant after `now` at which an alert is due; None where none is."""
    once = (alert.due for alert in due_once(session, rules) if alert.due > now)
    overtime = overtime_after(session, rules, now)
    return min([*once, *([overtime.due] if overtime else [])], default=None)


def decide(
    session: Session,
    records: tuple[AlertRecord, ...],
    rules: AlertRules,
    now: datetime,
    *,
    changed_after: datetime | None,
    held_for: str | None,
) -> tuple[Decision, ...]:
    """What to do with each alert that is due and not yet settled.

    The newest that still holds is sent, the others are held. `changed_after`: the session's time was just changed, and
    until then all that had come due before the change is settled. What the change put there has passed: a kind that
    came due before, sent or held, is not sent for it. `held_for` is why nothing may be sent now.
    """
    left = timing.read(session, now).left
    known = {(record.kind, record.due) for record in records}

    def why_not(alert: DueAlert) -> str | None:
        if session.muted:
            return MUTED
        if changed_after is not None and alert.due <= changed_after and alert not in known:
            if alert.kind in (AlertKind.OVERTIME, AlertKind.STILL_WORKING):
                return PASSED_BY_CHANGE
            if any(record.kind is alert.kind for record in records):
                return TOLD_BEFORE
        return held_for

    def is_true(alert: DueAlert) -> bool:
        return alert.kind is not AlertKind.TIME_ALMOST_UP or (left is not None and left > timing.ZERO)

    due = [*_once(session, records, rules, now), *_overtimes(session, records, rules, now, changed_after)]
    return settle(sorted(due, key=_order), records, why_not, is_true)


def settle(
    due: Iterable[DueAlert],
    records: tuple[AlertRecord, ...],
    why_not: Callable[[DueAlert], str | None],
    is_true: Callable[[DueAlert], bool] = lambda _alert: True,
) -> tuple[Decision, ...]:
    """Decide on what came due, in order: the newest that may be sent and still holds is sent.

    What was held back by something that ended is decided again: it is sent, or stays as it is.
    """
    known = {(record.kind, record.due): record for record in records}
    newest_sent = max((record.due for record in records if record.was_sent), default=None)
    decisions: list[Decision] = []
    is_newest = True
    for alert in reversed(list(due)):
        record = known.get((alert.kind, alert.due))
        if record is not None and not record.can_still_be_sent:
            continue
        reason = why_not(alert) or (None if is_newest else OVERTAKEN) or (None if is_true(alert) else NO_LONGER_HOLDS)
        if record is None:
            decisions.append(Decision(alert, reason))
        elif reason is None and not (newest_sent and alert.due < newest_sent):
            decisions.append(Decision(alert, None, LIFTED[record.reason]))
        else:
            continue
        is_newest = is_newest and reason is not None
    return tuple(reversed(decisions))


def since_newest(records: Iterable[AlertRecord], kind: AlertKind, now: datetime) -> AlertRecord | None:
    """The newest alert of a kind that comes again and again: what lies before it is settled."""
    return max((r for r in records if r.kind is kind and r.due <= now), key=lambda r: r.due, default=None)


def _once(session: Session, records: tuple[AlertRecord, ...], rules: AlertRules, now: datetime) -> Iterator[DueAlert]:
    asked = any(r.kind is AlertKind.STILL_WORKING and r.result is not Result.HELD for r in records)
    for alert in due_once(session, rules):
        if alert.due <= now and not (asked and alert.kind is AlertKind.STILL_WORKING):
            yield alert


def _overtimes(
    session: Session,
    records: tuple[AlertRecord, ...],
    rules: AlertRules,
    now: datetime,
    changed_after: datetime | None,
) -> list[DueAlert]:
    """Those since the newest that is settled, and that one if it can still be sent.

    Of those that a change let pass only the last one.
    """
    newest = since_newest(records, AlertKind.OVERTIME, now)
    found: list[DueAlert] = []
    if newest is not None and newest.can_still_be_sent and holds(session, rules, DueAlert(newest.kind, newest.due)):
        found.append(DueAlert(newest.kind, newest.due))
    since = newest.due if newest else session.start
    if changed_after is not None and changed_after > since:
        passed = _overtime(session, rules, _overtimes_by(session, rules, changed_after) or 0)
        found += [passed] if passed is not None and passed.due > since else []
        since = changed_after
    after = overtime_after(session, rules, since)
    while after is not None and after.due <= now:
        found.append(after)
        after = overtime_after(session, rules, after.due)
    return found


def _overtimes_by(session: Session, rules: AlertRules, instant: datetime) -> int | None:
    """How many came due until `instant`; None where there are none in this session."""
    if session.planned is None or not rules.overtime_every:
        return None
    return max((timing.timer_time(session, instant) - session.planned) // rules.overtime_every, 0)


def _overtime(session: Session, rules: AlertRules, count: int) -> DueAlert | None:
    """The one with that number, from 1 on; None where there is none, or while an open gap keeps it from coming due."""
    if session.planned is None or not rules.overtime_every or not count:
        return None
    at = timing.instant_of(session, session.planned + count * rules.overtime_every)
    return None if at is None else DueAlert(AlertKind.OVERTIME, at)


def _order(alert: DueAlert) -> tuple[datetime, int]:
    return alert.due, _RANK.index(alert.kind)
