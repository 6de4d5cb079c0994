"""The sentences and figures that more than one surface says. Clock times come ready from the surface's locale."""

from datetime import timedelta

from app.core import timing
from app.core.alerts import AlertKind
from app.core.model import Combination, Session
from app.core.text import shown
from app.core.timing import Reading

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
NO_SESSION = "No session"


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


def status(session: Session | None, reading: Reading | None) -> str:
    """The tray's status line and tooltip: name, time left, and the state where it is not plainly running."""
    if session is None or reading is None:
        return NO_SESSION
    line = f"{shown(tray_name(session), 60)}, {minutes_left(reading)}"
    words = state(session, reading).removeprefix("Running").removeprefix(", ").lower()
    return f"{line}, {words}" if words else line


def tray_name(session: Session) -> str:
    """The project, as the tray names a session; its title where it has none."""
    return session.project.name if session.project else session.name


def combination(again: Combination, letters: int) -> str:
    """`Thesis #writing, 45 min`, the names cut at so many letters."""
    names = [again.project.name if again.project else "No project", *(f"#{tag.name}" for tag in again.tags)]
    return f"{shown(' '.join(names), letters)}, {length(MINUTE * again.planned_minutes)}"


def alert_text(kind: AlertKind, session: Session, reading: Reading, ends_at: str) -> str:
    """One plain line under the alert's title; `ends_at` is the planned end as a local clock time."""
    name = session.name
    if session.project and session.project.name != name:
        name = f"{name} ({session.project.name})"
    name = shown(name, 120)
    planned = length(session.planned or timing.ZERO)
    if kind is AlertKind.TIME_ALMOST_UP:
        return f"{name}: {minutes_left(reading)}, ends at {ends_at}"
    return f"{name}: the {planned} planned were over at {ends_at}"
