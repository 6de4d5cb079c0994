"""Which alert of a session is due when. Decides, does not send. Rules: product contract, section 6."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.core import timing
from app.core.model import Session

MUTED = "session muted"
OVERTAKEN = "a later alert said it already"
TOLD_BEFORE = "told before the time was changed"
NO_LONGER_HOLDS = "no longer true when it could be sent"


class AlertKind(StrEnum):
    """An alert's title is its name."""

    TIME_ALMOST_UP = "Time almost up"
    TIME_IS_UP = "Time is up"


class Result(StrEnum):
    """What became of an alert."""

    SHOWN = "shown"
    HELD = "held"
    FAILED = "failed"


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


class Decision(NamedTuple):
    """What to do with an alert that came due: send it, or hold it for `reason`."""

    alert: DueAlert
    held_for: str | None

    @property
    def is_sent(self) -> bool:
        return self.held_for is None


def due_alerts(session: Session, lead: timedelta) -> tuple[DueAlert, ...]:
    """Every alert of the session with its instant, past ones too; in order. A lead of zero turns the first one off."""
    if session.planned is None:
        return ()
    planned = session.planned
    amounts = {AlertKind.TIME_IS_UP: planned}
    if lead > timing.ZERO and planned >= 2 * lead:
        amounts[AlertKind.TIME_ALMOST_UP] = planned - lead
    due = ((kind, timing.instant_of(session, amount)) for kind, amount in amounts.items())
    return tuple(sorted((DueAlert(k, at) for k, at in due if at is not None), key=lambda alert: alert.due))


def next_due(session: Session, lead: timedelta, now: datetime) -> datetime | None:
    """The next instant after `now` at which an alert is due; None where none is."""
    return next((alert.due for alert in due_alerts(session, lead) if alert.due > now), None)


def decide(
    session: Session, records: tuple[AlertRecord, ...], lead: timedelta, now: datetime, *, after_change: bool
) -> tuple[Decision, ...]:
    """What to do with each alert that is due and not yet settled.

    The newest that still holds is sent, the others are held. `after_change`: the session's time was just changed; a
    kind that came due before, sent or held, is then not sent for an instant that did not move into the future.
    """
    settled = {(record.kind, record.due) for record in records}
    open_ = [a for a in due_alerts(session, lead) if a.due <= now and (a.kind, a.due) not in settled]
    came_due = {record.kind for record in records}
    decisions: list[Decision] = []
    newest = True
    for alert in reversed(open_):
        held_for = _reason_to_hold(session, alert, now, newest=newest, told=after_change and alert.kind in came_due)
        newest = newest and held_for is not None
        decisions.append(Decision(alert, held_for))
    return tuple(reversed(decisions))


def _reason_to_hold(session: Session, alert: DueAlert, now: datetime, *, newest: bool, told: bool) -> str | None:
    if session.muted:
        return MUTED
    if told:
        return TOLD_BEFORE
    if not newest:
        return OVERTAKEN
    left = timing.read(session, now).left
    if alert.kind is AlertKind.TIME_ALMOST_UP and (left is None or left <= timing.ZERO):
        return NO_LONGER_HOLDS
    return None
