"""The two sides of a step as they lie in the file: the rows before and after, and what the step was done to."""

import json
from datetime import timedelta
from typing import Any, NamedTuple

from app.core.deeds import Subject
from app.store import instants
from app.store.trail import UNTOUCHED, Row, Rows, keys_of


class Changed(NamedTuple):
    """What a recording saw; filled when it ends."""

    before: Rows
    after: Rows


class Brought(NamedTuple):
    """What a step that is an import remembers. `made`: first and last id of what was new, by table.

    `print` tells whether its sessions are still as they came.
    """

    added: int
    made: dict[str, list[int]]
    print: list[float]


def parts(changed: Changed) -> tuple[Rows, Rows]:
    """Of a row that both sides have its key and the columns that changed, of others all."""
    first: Rows = {}
    then: Rows = {}
    for table in changed.before.keys() | changed.after.keys():
        old, new = changed.before.get(table, {}), changed.after.get(table, {})
        for key in old.keys() | new.keys():
            a, b = old.get(key), new.get(key)
            if a is not None and b is not None:
                columns = [*keys_of(table), *_changed(a, b)]
                a, b = ({column: row[column] for column in columns} for row in (a, b))
            if a is not None:
                first.setdefault(table, {})[key] = a
            if b is not None:
                then.setdefault(table, {})[key] = b
    return first, then


def _changed(one: Row, other: Row) -> list[str]:
    """The columns that differ; with another end, also the instant the session was seen at until then."""
    columns = [column for column in one if one[column] != other[column] and column != UNTOUCHED]
    return [*columns, UNTOUCHED] if "end_time" in columns and UNTOUCHED in one else columns


def columns_of(
    subject: Subject, beside: tuple[int, ...], before: Rows, after: Rows, brought: Brought | None = None
) -> dict[str, str]:
    about = _about(subject, beside) | ({} if brought is None else {"brought": brought._asdict()})
    return {"before": as_json({"about": about, **before}), "after": as_json(after)}


def _about(subject: Subject, beside: tuple[int, ...]) -> dict[str, Any]:
    return {
        "kind": subject.kind,
        "id": subject.id,
        "name": subject.name,
        "start": None if subject.start is None else instants.to_ms(subject.start),
        "start_offset": instants.to_minutes(subject.start_offset),
        "end": None if subject.end is None else instants.to_ms(subject.end),
        "end_offset": instants.to_minutes(subject.end_offset),
        "beside": list(beside),
    }


def subject_of(about: dict[str, Any]) -> Subject:
    """Steps of older files know the session's number only."""
    if "kind" not in about:
        return Subject("session", about["ids"]["session"], "")
    offsets = (timedelta(minutes=about[name]) for name in ("start_offset", "end_offset"))
    start_offset, end_offset = offsets
    return Subject(
        about["kind"],
        about["id"],
        about["name"],
        instants.from_ms(about["start"]),
        start_offset,
        instants.from_ms(about["end"]),
        end_offset,
    )


def as_json(rows: Any) -> str:
    return json.dumps(rows, ensure_ascii=False)
