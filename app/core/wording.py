"""The sentences and figures that more than one surface says. Clock times come ready from the surface's locale."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from app.core import timing
from app.core.alerts import BY_PLYER, BY_SERVICE, BY_TRAY, IN_WINDOW, AlertKind, AlertRecord, Result
from app.core.breaks import Break
from app.core.model import Combination, PlanItem, Session
from app.core.quiet import HELD_BACK
from app.core.text import shown
from app.core.timing import Reading

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
NO_SESSION = "No session"
BREAK = "Break"
SESSION = "Session"
"""What a session is called where no names are to be seen."""
WAYS = {
    BY_SERVICE: "the desktop's notification service",
    BY_PLYER: "plyer",
    BY_TRAY: "the tray icon's own message",
    IN_WINDOW: "the window",
}
_NAMED = 3


def clock(left: timedelta) -> str:
    """`MM:SS` or `H:MM:SS` of time left, rounded up to the second; overtime rounded down with a `+`."""
    seconds = -((-left) // SECOND)
    sign = "+" if left < timing.ZERO else ""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{sign}{minutes:02d}:{seconds:02d}"


def length(span: timedelta) -> str:
    """`45 min`, `1 h 9 min`, `2 h`, rounded down to whole minutes."""
    hours, minutes = divmod(span // MINUTE, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def rest(span: timedelta) -> str:
    """What is left of something that is under way: `8 s`, `2 min`, rounded up."""
    return f"{-(-span // SECOND)} s" if span < MINUTE else length(-(-span // MINUTE) * MINUTE)


def data_size(size: int) -> str:
    """`4.2 MB` of so many bytes."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{max(size // 1000, 1)} kB"


def sessions(count: int) -> str:
    """`1,204 sessions`."""
    return f"{count:,} session{'' if count == 1 else 's'}"


def day_sum(worked: timedelta, sessions: int) -> str:
    """`5 h 12 min worked in 7 sessions`."""
    return f"{length(worked)} worked in {sessions} session{'' if sessions == 1 else 's'}"


def of_target(worked: timedelta, target: timedelta) -> str:
    """`6 h 20 min of 10 h this week`."""
    return f"{length(worked)} of {length(target)} this week"


def overtime(session: Session) -> str:
    """`Planned 25, worked 41, +16` of an ended session; empty where there was no overtime."""
    over = timing.overtime(session)
    if not over or session.planned is None or session.worked is None:
        return ""
    planned, worked = session.planned // MINUTE, session.worked // MINUTE
    return f"Planned {planned}, worked {worked}, +{over // MINUTE} min"


def state(session: Session, reading: Reading) -> str:
    """`Paused` before `Overtime` before `Running`, with `, muted` behind it."""
    word = "Paused" if session.is_paused else "Overtime" if reading.is_over else "Running"
    return f"{word}, muted" if session.muted else word


def time_left(reading: Reading) -> str:
    """`24:13 left`, `12:04 over`, or how long it runs where nothing was planned."""
    if reading.left is None:
        return length(reading.elapsed)
    return f"{clock(reading.left).removeprefix('+')} {'over' if reading.is_over else 'left'}"


def minutes_left(reading: Reading) -> str:
    """The same in whole minutes, for what is not drawn each second: `25 min left`, `+12 min`."""
    if reading.left is None:
        return length(reading.elapsed)
    if reading.is_over:
        return f"+{length(-reading.left)}"
    return f"{length(timedelta(minutes=-(-reading.left // MINUTE)))} left"


def status(name: str, session: Session, reading: Reading) -> str:
    """The tray's status line and tooltip: name, time left, and the state where it is not plainly running."""
    line = f"{shown(name, 60)}, {minutes_left(reading)}"
    words = state(session, reading).removeprefix("Running").removeprefix(", ").lower()
    return f"{line}, {words}" if words else line


def tray_name(session: Session) -> str:
    """The project, as the tray names a session; its title where it has none."""
    return session.project.name if session.project else session.name


def combination(again: Combination, letters: int) -> str:
    """`Thesis #writing, 45 min`, the names cut at so many letters."""
    names = [again.project.name if again.project else "No project", *(f"#{tag.name}" for tag in again.tags)]
    return f"{shown(' '.join(names), letters)}, {length(MINUTE * again.planned_minutes)}"


def planned(item: PlanItem, letters: int) -> str:
    """`Read two papers, 1 h`, the title cut at so many letters."""
    title = shown(item.title, letters)
    return title if item.planned_minutes is None else f"{title}, {length(MINUTE * item.planned_minutes)}"


def alert_name(session: Session) -> str:
    """What an alert calls the session: its title with the project, or the project."""
    name = session.name
    if session.project and session.project.name != name:
        name = f"{name} ({session.project.name})"
    return shown(name, 120)


def alert_text(kind: AlertKind, name: str, session: Session, reading: Reading, ends_at: str) -> str:
    """One plain line under the alert's title; `ends_at` is the planned end as a local clock time."""
    planned = length(session.planned or timing.ZERO)
    match kind:
        case AlertKind.TIME_ALMOST_UP:
            return f"{name}: {minutes_left(reading)}, ends at {ends_at}"
        case AlertKind.OVERTIME:
            return f"{name}: {length(-(reading.left or timing.ZERO))} over the {planned} planned, since {ends_at}"
        case AlertKind.STILL_WORKING:
            return f"{name}: running for {length(reading.elapsed)}"
    return f"{name}: the {planned} planned were over at {ends_at}"


def alert_about_none(kind: AlertKind, span: timedelta, since: str) -> str:
    """The same for an alert about no session; `since` is when the span began, as a local clock time."""
    if kind is AlertKind.BREAK_IS_OVER:
        return f"The break of {length(span)} that began at {since} is over"
    return f"Nothing has run since {since}"


def break_left(rest: Break, now: datetime) -> str:
    """`Break, 4 min left`, in whole minutes."""
    return f"{BREAK}, {length(timedelta(minutes=-(-rest.left(now) // MINUTE)))} left"


def held_back(records: Sequence[AlertRecord], clock_of: Callable[[datetime], str]) -> str:
    """`2 alerts were held back: Time almost up 14:55, Time is up 15:00`; empty where none was."""
    if not records:
        return ""
    count = "1 alert was" if len(records) == 1 else f"{len(records)} alerts were"
    named = [f"{record.kind} {clock_of(record.due)}" for record in records[:_NAMED]]
    more = [f"{len(records) - _NAMED} more"] if len(records) > _NAMED else []
    return f"{count} held back: {', '.join([*named, *more])}"


def test_outcome(way: str, reason: str) -> str:
    """What became of a test alert; `way` is empty where none worked."""
    if not way:
        return f"Nothing outside the window works here: {reason}."
    shown_by = f"It went out by {WAYS[way]}."
    return f"{shown_by} Skipped before: {reason}." if reason else shown_by


def outcome(record: AlertRecord) -> str:
    """What became of an alert, for the delivery list."""
    reason = record.reason[:1].upper() + record.reason[1:]
    if record.result is Result.HELD:
        return f"Held back: {record.reason}" if record.reason in HELD_BACK else f"Not sent: {record.reason}"
    if record.result is Result.FAILED:
        return f"In the window only: {record.reason}"
    shown_by = WAYS[record.way]
    return f"{reason}; {shown_by} showed it" if reason else f"Shown by {shown_by}"
