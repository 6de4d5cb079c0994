"""What a person did to the record, in words: `delete of Thesis, 09:10 to 09:35`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.core.model import Named, PlanItem, Project, Session, Tag
from app.core.text import LINE_LIMIT


class Deed(StrEnum):
    """A kind of step. The values lie in the column `change.what`."""

    START = "start"
    STOP = "stop"
    NOTE = "note"
    ADD_TIME = "added time"
    MUTE = "mute"
    PAUSE = "pause"
    RESUME = "resume"
    REVIEW = "review"
    EDIT = "edit"
    ADD = "adding"
    DELETE = "delete"
    SPLIT = "split"
    MERGE = "merge"
    KEEP = "Keep"
    DISCARD = "Discard"
    STOP_THEN = "Stop then"
    SPLIT_AT_GAP = "Split"
    RENAME = "rename"
    RECOLOUR = "new colour"
    ARCHIVE = "archiving"
    UNARCHIVE = "return"
    TARGET = "weekly target"
    QUIET = "alerts"
    IMPORT = "import"
    TICK = "tick"
    UNTICK = "reopening"
    MINUTES = "new minutes"
    REORDER = "new place"
    MOVE = "move"


class Subject(NamedTuple):
    """What a step was done to.

    `kind` is `session`, `project`, `tag`, `plan item` or `import`; only a session has instants.

    Offsets are east of UTC; `end` is None while a session is active.
    """

    kind: str
    id: int
    name: str
    start: datetime | None = None
    start_offset: timedelta = timedelta()
    end: datetime | None = None
    end_offset: timedelta = timedelta()


def of_session(session: Session) -> Subject:
    end_offset = session.start_offset if session.end_offset is None else session.end_offset
    return Subject("session", session.id, session.name, session.start, session.start_offset, session.end, end_offset)


def of_project(project: Project) -> Subject:
    return Subject("project", project.id, project.name)


def of_named(named: Named) -> Subject:
    return of_project(named) if isinstance(named, Project) else of_tag(named)


def of_import(import_id: int, added: int, kind: str) -> Subject:
    """`31 sessions from Toggl Track`."""
    return Subject("import", import_id, f"{added:,} session{'' if added == 1 else 's'} from {kind}")


def of_item(item: PlanItem) -> Subject:
    return Subject("plan item", item.id, item.title)


def of_items(items: Sequence[PlanItem]) -> Subject:
    """One or several, which are then named one behind the other."""
    if len(items) == 1:
        return of_item(items[0])
    return Subject("plan items", 0, ", ".join(item.title for item in items)[:LINE_LIMIT])


def of_tag(tag: Tag) -> Subject:
    return Subject("tag", tag.id, tag.name)
