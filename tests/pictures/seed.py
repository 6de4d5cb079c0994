"""A person's record, written by the store itself: the days of the mockups, all in UTC."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app import paths
from app.core.alerts import AlertKind, AlertRecord, Result
from app.core.model import Cause, Verdict
from app.core.timing import ZERO
from app.store.database import FILE_NAME
from app.store.sessions import NewSession
from app.store.store import Store

_DAY = 22


def at(clock: str, day: int = _DAY) -> datetime:
    """That time of day in November 2026; the 22nd is today, 0 is the last of October."""
    hour, minute, second = map(int, f"{clock}:00".split(":")[:3])
    return datetime(2026, 11, 1, hour, minute, second, tzinfo=UTC) + timedelta(days=day - 1)


Stretch = tuple[str, str | None, Cause, Verdict]
"""A gap; without an end it lasts."""


Told = tuple[str, AlertKind, Result, str, str]
"""When an alert came due, what became of it, its way and the reason."""


@dataclass(frozen=True, slots=True)
class Done:
    """A session of the record; without an end it runs. It ends `nights` days after the one it began on."""

    project: str
    tags: tuple[str, ...]
    start: str
    end: str | None
    planned: int
    score: int | None = None
    notes: str = ""
    title: str = ""
    gaps: tuple[Stretch, ...] = ()
    day: int = _DAY
    nights: int = 0
    is_muted: bool = False
    last_seen: str = ""
    alerts: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Todo:
    """What was planned for a day."""

    title: str
    project: str
    tags: tuple[str, ...]
    minutes: int
    is_done: bool = False
    day: int = _DAY


_NAMES = ("Thesis", "Client work", "Teaching", "Rowing", "Post", "House", "Garden society")
"""In this order, so that each has the colour it has in the mockups."""
PAUSED = ("14:27", "14:29", Cause.PAUSE, Verdict.DISCARDED)
_SLEPT = ("11:48", "12:30", Cause.ASLEEP, Verdict.UNDECIDED)
_NOTES = "[14:17] Outline agreed with M.\n[14:32] Ask about the 1961 data"

MORNING = (
    Done("Thesis", ("writing",), "14:00", "15:31", 90, 4, "[14:40] Figure 3 redrawn", day=19),
    Done("Teaching", ("marking",), "09:02", "12:12", 180, 2, "Nineteen of thirty essays", day=19),
    Done("House", ("repairs",), "16:05", "17:20", 60, 5, "Boiler, at last", day=20),
    Done("Thesis", ("writing", "deep"), "13:02", "14:47", 90, 5, "The argument holds", "Chapter 2", day=20),
    Done("Client work", ("invoice",), "10:30", "11:12", 45, day=20),
    Done("Garden society", ("minutes",), "09:10", "10:30", 75, 3, "Minutes sent", day=20),
    Done("Thesis", ("reading",), "08:36", "09:30", 60, 3, "Two papers on tidal settling"),
    Done("Thesis", ("writing",), "09:45", "10:54", 60, 4, "[10:02] Outline agreed with M."),
)
_SILENT = "the desktop's notification service did not answer within 2 s"
_POST_TOLD = (
    ("11:31", AlertKind.TIME_IS_UP, Result.SHOWN, "service", ""),
    ("11:41", AlertKind.OVERTIME, Result.SHOWN, "plyer", _SILENT),
    ("12:31", AlertKind.OVERTIME, Result.FAILED, "", "the desktop has no notification service"),
)
_ANSWERED = Done("Post", ("mail",), "11:06", "12:36", 25, 2, "[11:20] Box 14 found", "Answer the archive", (_SLEPT,))
POST = replace(_ANSWERED, alerts=_POST_TOLD)
_MUTED = (("13:55", AlertKind.TIME_ALMOST_UP, Result.HELD, "", "session muted"),)
SEMINAR = Done(
    "Teaching", ("seminar",), "13:15", "14:00", 45, 4, "Slides for week six; two questions on tides", alerts=_MUTED
)
TODAY = (*MORNING, POST, SEMINAR)
NIGHTS = (
    Done("Client work", ("deadline",), "22:10", "05:40", 420, 3, "Handed in at dawn", "The tender", day=20, nights=1),
    Done("Garden society", ("camp",), "18:00", "07:15", 60, None, "Watched the pots", day=17, nights=2),
)
"""They run over into the days after."""
REPORT = Done("Thesis", ("writing", "deep"), "14:13", None, 45, None, _NOTES, "Write the report", (PAUSED,))
"""Planned until 15:00."""
PAUSED_REPORT = replace(REPORT, gaps=(PAUSED, ("14:36", None, Cause.PAUSE, Verdict.DISCARDED)), last_seen="14:36")

_ESSAYS = (95, 120, 131, 138, 138, 150, 166)
"""Minutes of seven evenings."""
PLANNED = (
    *(
        Done("Teaching", ("marking",), "16:30", f"{16 + (30 + m) // 60}:{(30 + m) % 60:02}", 120, day=5 + number)
        for number, m in enumerate(_ESSAYS)
    ),
    *(replace(done, title="Read two papers on settling") if done.start == "08:36" else done for done in MORNING),
    POST,
    replace(SEMINAR, title="Slides for week six"),
    replace(REPORT, last_seen="14:36"),
)
"""A day that went by the plan below; the report is being written."""
PLAN = (
    Todo("Invoice for October", "Client work", ("invoice",), 30, day=20),
    Todo("Read Connell 1961", "Thesis", ("reading",), 45, day=20),
    Todo("Slides for week six", "Teaching", ("seminar",), 45, is_done=True),
    Todo("Write the report", "Thesis", ("writing", "deep"), 45),
    Todo("Read two papers on settling", "Thesis", ("reading",), 60),
    Todo("Answer the archive", "Post", ("mail",), 25),
    Todo("Mark eleven essays", "Teaching", ("marking",), 120),
    Todo("Call the boiler people", "House", ("repairs",), 15),
)
EVERY_DAY = {"working_days": "1234567"}
"""The 22nd is a Sunday."""


def a_break(start: str) -> dict[str, Any]:
    """What the program remembers of a break of five minutes."""
    return {"breaks": {"last": [round(at(start).timestamp() * 1000), 300_000, False], "sessions": 1}}


def write(
    directory: Path,
    record: Iterable[Done],
    plan: Iterable[Todo],
    remembered: Mapping[str, Any],
    targets: Mapping[str, int],
) -> None:
    """Make the data directory of a program that is not running.

    `remembered` are rows of its settings, `targets` the weekly ones of projects in minutes.
    """
    directory.mkdir(mode=0o700)
    store = Store(directory / FILE_NAME, paths.migrations(), at("00:00", 1))
    with store.write():
        for name in _NAMES:
            store.catalogue.set_target(store.catalogue.project_id(name), targets.get(name))
        for todo in plan:
            _plan(store, todo)
        for done in record:
            _add(store, done)
        for key, value in remembered.items():
            store.settings.remember(key, value)
    store.close()


def _plan(store: Store, todo: Todo) -> None:
    project, tags = store.catalogue.project_id(todo.project), store.catalogue.tag_ids(todo.tags)
    item = store.planning.add(at("12:00", todo.day).date(), todo.title, project, tags, todo.minutes)
    store.planning.set_done(item, todo.is_done)


def _add(store: Store, done: Done) -> None:
    start, tags = at(done.start, done.day), store.catalogue.tag_ids(done.tags)
    project, item = store.catalogue.project_id(done.project), None
    if done.title:
        known = store.planning.find(start.date(), done.title)
        item = (
            known.id if known else store.planning.add_unplanned(start.date(), done.title, project, tags, done.planned)
        )
    session = store.sessions.insert(NewSession(start, ZERO, "UTC", project, item, done.planned, tags, start))
    store.sessions.set_notes(session, done.notes)
    store.sessions.set_muted(session, done.is_muted)
    for begin, end, cause, verdict in done.gaps:
        store.gaps.add(session, at(begin, done.day), at(end, done.day) if end else None, cause, verdict)
    if done.score is not None:
        store.sessions.set_score(session, done.score)
    if done.end is not None:
        store.sessions.end(session, at(done.end, done.day + done.nights), ZERO)
    for clock, kind, result, way, reason in done.alerts:
        store.alerts.put(session, AlertRecord(kind, at(clock), result, reason, way), at(clock))
    if done.last_seen:
        store.sessions.set_last_seen(session, at(done.last_seen))
