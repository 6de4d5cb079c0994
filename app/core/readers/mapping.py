"""Which column of a table holds what: guessed from its first line, and for the person to put right."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from app.core.text import key


class DateOrder(StrEnum):
    """How dates are written that are not ISO 8601."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class Mapping(NamedTuple):
    """Columns by their number from 0; None where there is none.

    `start` and `end` hold a time, with its date or with that in a column of its own. Without an end the duration tells
    it. `labelled` columns come into the notes under their own name; `uid` tells which session of Sessile's a line is.
    """

    start: int | None = None
    start_date: int | None = None
    end: int | None = None
    end_date: int | None = None
    duration: int | None = None
    project: int | None = None
    title: int | None = None
    tags: int | None = None
    notes: int | None = None
    labelled: tuple[int, ...] = ()
    uid: int | None = None
    date_order: DateOrder = DateOrder.DAY_FIRST

    @property
    def has_times(self) -> bool:
        return self.start is not None and (self.end is not None or self.duration is not None)


_NAMES = {
    "start": ("start time", "start_time", "start", "started", "started at", "from", "begin", "beginning"),
    "start_date": ("start date", "start_date", "date", "day"),
    "end": (
        "end time",
        "end_time",
        "stop time",
        "end",
        "stop",
        "ended",
        "ended at",
        "finish",
        "to",
        "until",
        "time out",
    ),
    "end_date": ("end date", "end_date", "stop date"),
    "duration": ("duration", "duration (h)", "time (h)", "hours", "length", "duration (hours)"),
    "project": ("project", "project name"),
    "title": ("title", "description", "activity", "task", "name", "what"),
    "tags": ("tags", "tag", "labels"),
    "notes": ("notes", "note", "comment", "comments"),
    "uid": ("uid",),
}
_LABELLED = ("client", "task")


def guessed(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Mapping:
    """From the names in the first line; the order of day and month from the dates in some rows below it."""
    names = [key(name) for name in header]

    def column(what: str) -> int | None:
        return next((names.index(name) for name in _NAMES[what] if name in names), None)

    title = column("title")
    mapping = Mapping(
        start=column("start"),
        start_date=column("start_date"),
        end=column("end"),
        end_date=column("end_date"),
        duration=column("duration"),
        project=column("project"),
        title=title,
        tags=column("tags"),
        notes=column("notes"),
        labelled=tuple(n for n, name in enumerate(names) if name in _LABELLED and n != title),
        uid=column("uid"),
    )
    dates = {mapping.start_date, mapping.end_date, mapping.start, mapping.end} - {None}
    cells = (row[n] for row in rows for n in dates if n is not None and n < len(row))
    return mapping._replace(date_order=_order(cells))


def _order(cells: Iterable[str]) -> DateOrder:
    """Day first, unless a number behind the first can be no month, or the clock has am and pm."""
    for cell in cells:
        parts = cell.replace(".", "/").replace("-", "/").split("/")
        if len(parts) >= 2 and len(parts[0].strip()) <= 2:
            first, second = (part.strip()[:2] for part in parts[:2])
            if first.isdecimal() and int(first) > 12:
                return DateOrder.DAY_FIRST
            if second.isdecimal() and int(second) > 12:
                return DateOrder.MONTH_FIRST
    return DateOrder.DAY_FIRST
