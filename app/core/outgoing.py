"""What goes out of the record into a file, as values: the whole of it, or a range of days."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from app.core.alerts import AlertRecord
from app.core.model import PlanItem, Project, Session, Tag


class Form(StrEnum):
    """What a file can be; the words of the choice."""

    JSON = "JSON"
    CSV = "CSV"
    CALENDAR = "iCalendar"

    @property
    def suffix(self) -> str:
        return ".ics" if self is Form.CALENDAR else f".{self.value.lower()}"


class OutgoingAlert(NamedTuple):
    """An alert that came due; `done` is when it was settled, None where it was not."""

    record: AlertRecord
    done: datetime | None


class OutgoingItem(NamedTuple):
    """A plan item, with what only its identity and its place in the day need."""

    uid: str
    position: int
    item: PlanItem


class OutgoingSession(NamedTuple):
    """A session with what only another file needs.

    `source` says which it was where it was imported from, and is empty for one of Sessile's own; `item` is the uid of
    its plan item, or empty.
    """

    session: Session
    source: str = ""
    item: str = ""
    alerts: tuple[OutgoingAlert, ...] = ()


class Outgoing(NamedTuple):
    """Each part is gone through once, in this order; the parts are in an order that no other file's ids change.

    `sessions` are by start, the active one among them.
    """

    projects: Iterable[Project]
    tags: Iterable[Tag]
    items: Iterable[OutgoingItem]
    sessions: Iterable[OutgoingSession]
