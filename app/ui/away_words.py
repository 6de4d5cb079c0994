"""How a gap is told: its cause, its icon, from when to when, and what an answer made of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from app.control.answering import Answered
from app.control.overview import UNDECIDED_COUNTED, UndecidedGap
from app.core import text, timing, wording, zones
from app.core.model import Answer, Cause, Gap, Session
from app.ui import times

CAUSES = {
    Cause.PAUSE: "Paused",
    Cause.IDLE: "Idle",
    Cause.CLOCK: "Clock went forward",
    Cause.LOCKED: "Locked",
    Cause.ASLEEP: "Asleep",
    Cause.CLOSED: "Not running",
}
CAUSE_ICONS = {
    Cause.PAUSE: "pause",
    Cause.IDLE: "idle",
    Cause.CLOCK: "timer",
    Cause.LOCKED: "locked",
    Cause.ASLEEP: "asleep",
    Cause.CLOSED: "closed",
}
OffsetAt = Callable[[datetime], timedelta]
"""East of UTC at an instant: where the person is, or where the session was."""


def gap_words(session: Session, gap: Gap) -> str:
    """`Asleep 11:48 to 12:30, 42 min not decided`, where the session was."""
    return f"{gap_line(gap, *local_to(session))} not decided"


def gap_line(gap: Gap, offset_at: OffsetAt, today: date) -> str:
    """`Asleep 11:48 to 12:30, 42 min`."""
    end = gap.end or gap.start
    start, until = from_to(gap.start, end, offset_at, today)
    return f"{CAUSES[gap.cause]} {start} to {until}, {wording.length(end - gap.start)}"


def from_to(start: datetime, end: datetime, offset_at: OffsetAt, today: date) -> tuple[str, str]:
    """Two clock times; with the day, short, where they lie on two days or on another one than `today`."""
    first, last = ((at + offset_at(at)).date() for at in (start, end))
    days = [first, last] if first != last else [] if first == today else [first]
    words = [times.clock(at, offset_at(at)) for at in (start, end)]
    for number, day in enumerate(days):
        short = QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")
        words[number] = f"{short} {words[number]}"
    return words[0], words[1]


def local_to(session: Session) -> tuple[OffsetAt, date]:
    """The offsets of the session's own zone, and the day it began there."""
    own = (session.start + session.start_offset).date()
    return lambda at: zones.offset_at(session.zone, at, session.start_offset), own


def names(session: Session) -> tuple[str, ...]:
    """What the session is called, and its project where that is another name."""
    name = text.shown(session.name, 120)
    if session.project is None or session.project.name == session.name:
        return (name,)
    return name, text.shown(session.project.name, 60)


def waiting(newest: UndecidedGap, count: int, clock: Callable[[datetime], str]) -> tuple[str, str]:
    """A strong line and a plain one for the newest of `count` gaps that wait for a verdict."""
    session, gap = newest
    end = gap.end or gap.start
    at_least = "At least " if count == UNDECIDED_COUNTED else ""
    more = f" {at_least}{count - 1} more after this one." if count > 1 else ""
    length, name = wording.length(end - gap.start), text.shown(wording.tray_name(session), 60)
    strong = f"{CAUSES[gap.cause]} from {clock(gap.start)} to {clock(end)}"
    return strong, f"{length} of {name} are in no total until you decide.{more}"


def done(answered: Answered, clock: Callable[[datetime], str]) -> tuple[str, str]:
    """A strong line and a plain one; `clock` tells an instant as the person's clock shows it."""
    gap, first = answered.gap, answered.first
    end = gap.end or gap.start
    length, worked = wording.length(end - gap.start), wording.length(first.worked or timing.ZERO)
    match answered.answer:
        case Answer.KEEP:
            return "Kept.", f"{length} count as work."
        case Answer.DISCARD:
            return "Discarded.", f"{length} do not count."
        case Answer.STOP_THEN:
            return f"Stopped at {clock(first.end or gap.start)}. {worked} kept.", wording.overtime(first)
        case Answer.SPLIT:
            return f"Split. {worked} kept until {clock(gap.start)}.", f"A second session began at {clock(end)}."
