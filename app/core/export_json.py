"""The record as JSON: complete, one record a line, the same bytes for the same record. The form: docs/data.md."""

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from app.core.model import Gap, Project, Tag
from app.core.outgoing import Outgoing, OutgoingAlert, OutgoingItem, OutgoingSession

FORMAT = 1
"""The number of the form. A program refuses a file whose number is greater than its own."""
_MINUTE, _MS = timedelta(minutes=1), timedelta(milliseconds=1)
_encoded = json.JSONEncoder(ensure_ascii=False).encode


def pieces(outgoing: Outgoing) -> Iterator[bytes]:
    """The file, piece by piece, with what tells later whether it was changed."""
    check = 0
    for line in _lines(outgoing):
        encoded = f"{line}\n".encode()
        check = zlib.crc32(encoded, check)
        yield encoded
    yield f'"check": "{check:08x}"\n}}\n'.encode()


def _lines(outgoing: Outgoing) -> Iterator[str]:
    yield f'{{"sessile": {{"format": {FORMAT}}},'
    yield from _list("projects", map(_project, outgoing.projects))
    yield from _list("tags", map(_tag, outgoing.tags))
    yield from _list("plan_items", map(_item, outgoing.items))
    yield from _list("sessions", map(_session, outgoing.sessions))


def _list(name: str, records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The comma behind a record comes with the next one."""
    yield f'"{name}": ['
    before = ""
    for record in records:
        if before:
            yield f"{before},"
        before = _encoded(record)
    if before:
        yield before
    yield "],"


def _project(project: Project) -> dict[str, Any]:
    return {
        "name": project.name,
        "color": project.color,
        "archived": project.archived,
        "quiet": project.quiet,
        "weekly_target": project.weekly_target,
    }


def _tag(tag: Tag) -> dict[str, Any]:
    return {"name": tag.name, "quiet": tag.quiet}


def _item(outgoing: OutgoingItem) -> dict[str, Any]:
    item = outgoing.item
    return {
        "uid": outgoing.uid,
        "day": item.day.isoformat(),
        "title": item.title,
        "project": item.project and item.project.name,
        "tags": [tag.name for tag in item.tags],
        "planned_duration": item.planned_minutes,
        "position": outgoing.position,
        "done": item.done,
        "unplanned": item.unplanned,
    }


def _session(outgoing: OutgoingSession) -> dict[str, Any]:
    """`last_seen` matters only while it is active; `worked` is for readers, and worked out anew by ours."""
    session = outgoing.session
    record = {
        "uid": session.uid,
        "source": outgoing.source,
        "start_time": _utc(session.start),
        "start_offset": session.start_offset // _MINUTE,
        "end_time": _utc(session.end),
        "end_offset": None if session.end_offset is None else session.end_offset // _MINUTE,
        "zone": session.zone,
        "project": session.project and session.project.name,
        "plan_item": outgoing.item,
        "tags": [tag.name for tag in session.tags],
        "planned_duration": None if session.planned is None else session.planned // _MINUTE,
        "notification_disabled": session.muted,
        "satisfaction_score": session.score,
        "tasks_done": session.tasks_done,
        "notes": session.notes,
        "worked": None if session.worked is None else session.worked // _MS,
        "gaps": [_gap(gap) for gap in session.gaps],
        "alerts": [_alert(alert) for alert in outgoing.alerts],
    }
    return record if session.end else record | {"last_seen": _utc(session.last_seen)}


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "start_time": _utc(gap.start),
        "end_time": _utc(gap.end),
        "cause": gap.cause.value,
        "verdict": gap.verdict.value,
    }


def _alert(alert: OutgoingAlert) -> dict[str, Any]:
    record = alert.record
    return {
        "kind": record.kind.value,
        "due_time": _utc(record.due),
        "done_time": _utc(alert.done),
        "result": record.result and record.result.value,
        "way": record.way,
        "reason": record.reason,
    }


def _utc(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat(timespec="milliseconds")[:-6] + "Z"
