"""What tests of exports begin with: a session with everything in it, what goes out around it, and all that is read."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from app.core.alerts import AlertKind, AlertRecord, Result
from app.core.errors import Refused
from app.core.incoming import (
    IncomingItem,
    IncomingProject,
    IncomingRunning,
    IncomingSession,
    IncomingTag,
    Problem,
)
from app.core.model import Cause, PlanItem, Project, Session, Tag, Verdict
from app.core.outgoing import Outgoing, OutgoingAlert, OutgoingItem, OutgoingSession
from app.core.read_json import read_export
from tests.fakes import MINUTE, a_gap, a_session, at

THESIS, DEEP, QUIET = Project(1, "Thesis", "lagoon", weekly_target=600), Tag(1, "deep"), Tag(2, "quiet, please", True)
ITEM = PlanItem(5, date(2026, 3, 10), "Chapter; two", THESIS, (DEEP,), 25, True, False)


def full(**fields: Any) -> Session:
    """An hour from noon on, nothing of which is left empty."""
    values: dict[str, Any] = {
        "uid": "0b5c1f0e-8a51-4c4e-9a7e-0d3f6f2f7a10",
        "ended": 60,
        "end_offset": 60 * MINUTE,
        "project": THESIS,
        "planning_id": ITEM.id,
        "title": ITEM.title,
        "tags": (DEEP, QUIET),
        "muted": True,
        "score": 4,
        "tasks_done": "the outline",
        "notes": "[13:10] x, \"y\"\n\n[13:20] z\\n",
        "worked": 50 * MINUTE,
    }  # fmt: skip
    return a_session(a_gap(5, 15, Cause.IDLE, Verdict.UNDECIDED), **(values | fields))


def outgoing(*sessions: Session, **parts: Any) -> Outgoing:
    """These sessions, and nothing around them."""
    return Outgoing(**({"projects": (), "tags": (), "items": ()} | parts), sessions=_bare(sessions))


def everything() -> Outgoing:
    """A little of each part, the active session too."""
    running = a_session(a_gap(95, None), id=2, uid="runs", start=at(90), last_seen=at(99), planned=None)
    told = OutgoingAlert(AlertRecord(AlertKind.TIME_IS_UP, at(25), Result.SHOWN, "", "service"), at(25))
    return Outgoing(
        projects=(THESIS, Project(2, "Café “=1”", "sky", archived=True, quiet=True)),
        tags=(DEEP, QUIET),
        items=(OutgoingItem("item-uid", 3, ITEM),),
        sessions=(OutgoingSession(full(), "toggl:7", "item-uid", (told,)), OutgoingSession(running)),
    )


def _bare(sessions: Iterable[Session]) -> tuple[OutgoingSession, ...]:
    return tuple(OutgoingSession(session) for session in sessions)


class Read(NamedTuple):
    """All that was found in a file. `refused` says why nothing of it may be kept."""

    projects: tuple[IncomingProject, ...] = ()
    tags: tuple[IncomingTag, ...] = ()
    items: tuple[IncomingItem, ...] = ()
    sessions: tuple[IncomingSession, ...] = ()
    running: tuple[IncomingRunning, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: str = ""


def lines_of(content: bytes) -> Iterator[str]:
    return iter(io.TextIOWrapper(io.BytesIO(content), "utf-8", "surrogateescape", newline=""))


def read(content: bytes) -> Read:
    found: list[object] = []
    refused = ""
    try:
        for one in read_export(lines_of(content)):
            found.append(one)
    except Refused as error:
        refused = str(error)
    return Read(
        projects=tuple(one for one in found if isinstance(one, IncomingProject)),
        tags=tuple(one for one in found if isinstance(one, IncomingTag)),
        items=tuple(one for one in found if isinstance(one, IncomingItem)),
        sessions=tuple(one for one in found if isinstance(one, IncomingSession)),
        running=tuple(one for one in found if isinstance(one, IncomingRunning)),
        problems=tuple(one for one in found if isinstance(one, Problem)),
        refused=refused,
    )


def without_lines(found: Read) -> Read:
    """The same, wherever it stands in a file."""
    return found._replace(
        sessions=tuple(one._replace(line=0) for one in found.sessions),
        running=tuple(one._replace(session=one.session._replace(line=0)) for one in found.running),
    )
