"""What an export reads: all that is the record, or a range of days, block by block in order of start."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from app.core.alerts import AlertKind, AlertRecord, Result
from app.core.model import Cause, Gap, PlanItem, Project, Session, Tag, Verdict
from app.core.outgoing import Outgoing, OutgoingAlert, OutgoingItem, OutgoingSession
from app.core.periods import Period
from app.core.zones import FARTHEST
from app.store import instants
from app.store.catalogue import project_of, tag_of
from app.store.database import Rows

_BLOCK = 500
"""So many sessions are held at a time."""
_EPOCH = date(1970, 1, 1)
_FARTHEST_MS = instants.span_to_ms(FARTHEST)
_KINDS = frozenset(AlertKind)

_SESSIONS = """
SELECT s.id, s.uid, s.source, s.start_time, s.start_offset, s.end_time, s.end_offset, s.zone, s.project_id,
    s.planning_id, i.uid, i.title, s.planned_duration, s.notification_disabled, s.satisfaction_score, s.tasks_done,
    s.notes, s.worked, s.last_seen
FROM session AS s LEFT JOIN planning AS i ON i.id = s.planning_id WHERE {} ORDER BY s.start_time, s.uid"""
_OF_SESSIONS = "WHERE session_id IN (SELECT value FROM json_each(?)) ORDER BY session_id"
_GAPS = f"SELECT session_id, id, start_time, end_time, cause, verdict FROM gap {_OF_SESSIONS}, start_time, end_time, id"
_TAGS = f"SELECT session_id, tag_id FROM session_tag JOIN tag ON tag.id = tag_id {_OF_SESSIONS}, name_key"
_ALERTS = f"SELECT session_id, kind, due_time, done_time, result, way, reason FROM alert {_OF_SESSIONS}, due_time, kind"
_ITEMS = """
SELECT i.id, i.uid, i.position, i.day, i.title, i.project_id, i.planned_duration, i.done, i.unplanned,
    (SELECT json_group_array(tag_id) FROM (SELECT t.tag_id FROM planning_tag AS t JOIN tag ON tag.id = t.tag_id
        WHERE t.planning_id = i.id ORDER BY tag.name_key))
FROM planning AS i WHERE {} ORDER BY i.day, i.position, i.uid"""


class Chosen(NamedTuple):
    """Which part is exported: conditions for sessions `s` and plan items `i`."""

    sessions: str
    items: str

    @property
    def is_everything(self) -> bool:
        return self == EVERYTHING


EVERYTHING = Chosen("1", "1")


def chosen(period: Period | None, day_start: time) -> Chosen:
    """The sessions that began on these days, in their own zone, and the plan items of the days and of the sessions."""
    if period is None:
        return EVERYTHING
    begins = instants.span_to_ms(timedelta(hours=day_start.hour, minutes=day_start.minute))
    low, high = ((day - _EPOCH).days * 86_400_000 + begins for day in (period.first, period.last))
    high += 86_400_000
    local = "s.start_time + s.start_offset * 60000"
    sessions = (
        f"s.start_time >= {low - _FARTHEST_MS} AND s.start_time < {high + _FARTHEST_MS} "  # these an index finds
        f"AND {local} >= {low} AND {local} < {high}"
    )
    days = f"i.day BETWEEN '{period.first.isoformat()}' AND '{period.last.isoformat()}'"
    return Chosen(sessions, f"{days} OR i.id IN (SELECT s.planning_id FROM session AS s WHERE {sessions})")


class Exporting:
    """Reads within one `moment`, on the thread of the store that it is given."""

    def __init__(self, database: Rows, which: Chosen) -> None:
        self._database, self._chosen = database, which
        self._projects = {row[0]: project_of(row) for row in self._rows("SELECT * FROM project ORDER BY name_key")}
        self._tags = {row[0]: tag_of(row) for row in self._rows("SELECT * FROM tag ORDER BY name_key")}

    def count(self) -> int:
        """How many sessions it will be that have ended."""
        query = f"SELECT count(*) FROM session AS s WHERE s.end_time IS NOT NULL AND {self._chosen.sessions}"
        return int(self._rows(query).fetchone()[0])

    def outgoing(self) -> Outgoing:
        """Of a range: what its sessions and plan items use."""
        if self._chosen.is_everything:
            return Outgoing(self._projects.values(), self._tags.values(), self._items(), self.sessions())
        return Outgoing(self._used_projects(), self._used_tags(), self._items(), self.sessions())

    def sessions(self) -> Iterator[OutgoingSession]:
        cursor = self._rows(_SESSIONS.format(self._chosen.sessions))
        while block := cursor.fetchmany(_BLOCK):
            ids = json.dumps([row[0] for row in block])
            tags, gaps, alerts = (self._by_session(query, ids) for query in (_TAGS, _GAPS, _ALERTS))
            for row in block:
                yield self._session(row, tags.get(row[0], ()), gaps.get(row[0], ()), alerts.get(row[0], ()))

    def _session(
        self, row: tuple[Any, ...], tags: Iterable[Any], gaps: Iterable[Any], alerts: Iterable[Any]
    ) -> OutgoingSession:
        id_, uid, source, start, offset, end, end_offset, zone, project, item, item_uid, title = row[:12]
        planned, muted, score, tasks, notes, worked, last_seen = row[12:]
        session = Session(
            id=id_,
            uid=uid,
            start=instants.from_ms(start),
            start_offset=timedelta(minutes=offset),
            zone=zone,
            end=instants.from_ms(end),
            end_offset=None if end is None else timedelta(minutes=offset if end_offset is None else end_offset),
            project=self._projects.get(project),
            planning_id=item,
            title=title,
            tags=tuple(self._tags[tag] for (tag,) in tags),
            planned=None if planned is None else timedelta(minutes=planned),
            muted=bool(muted),
            score=score,
            tasks_done=tasks,
            notes=notes,
            worked=None if worked is None else timedelta(milliseconds=worked),
            last_seen=instants.from_ms(last_seen),
            gaps=tuple(_gap(id_, end, *gap) for gap in gaps),
        )
        return OutgoingSession(session, source or "", item_uid or "", tuple(_alerts(alerts)))

    def _items(self) -> Iterator[OutgoingItem]:
        for row in self._rows(_ITEMS.format(self._chosen.items)):
            id_, uid, position, day, title, project, planned, done, unplanned, tags = row
            item = PlanItem(
                id=id_,
                day=date.fromisoformat(day),
                title=title,
                project=self._projects.get(project),
                tags=tuple(self._tags[tag] for tag in json.loads(tags)),
                planned_minutes=planned,
                done=bool(done),
                unplanned=bool(unplanned),
            )
            yield OutgoingItem(uid, position, item)

    def _used_projects(self) -> Iterator[Project]:
        used = self._used(
            "SELECT s.project_id FROM session AS s WHERE {}", "SELECT i.project_id FROM planning AS i WHERE {}"
        )
        return (project for id_, project in self._projects.items() if id_ in used)

    def _used_tags(self) -> Iterator[Tag]:
        used = self._used(
            "SELECT t.tag_id FROM session AS s JOIN session_tag AS t ON t.session_id = s.id WHERE {}",
            "SELECT t.tag_id FROM planning AS i JOIN planning_tag AS t ON t.planning_id = i.id WHERE {}",
        )
        return (tag for id_, tag in self._tags.items() if id_ in used)

    def _used(self, by_sessions: str, by_items: str) -> set[int]:
        query = f"{by_sessions.format(self._chosen.sessions)} UNION {by_items.format(self._chosen.items)}"
        return {id_ for (id_,) in self._rows(query)}

    def _by_session(self, query: str, ids: str) -> dict[int, list[tuple[Any, ...]]]:
        found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for session_id, *rest in self._rows(query, ids):
            found[session_id].append(tuple(rest))
        return found

    def _rows(self, query: str, *values: Any) -> Any:
        return self._database.peewee.execute_sql(query, values)


def _gap(
    session_id: int, session_end: int | None, id_: int, start: int, end: int | None, cause: str, verdict: str
) -> Gap:
    """A gap that lasts, in a session that has ended, ends with it."""
    until = session_end if end is None else end
    return Gap(id_, session_id, instants.from_ms(start), instants.from_ms(until), Cause(cause), Verdict(verdict))


def _alerts(rows: Iterable[tuple[Any, ...]]) -> Iterator[OutgoingAlert]:
    for kind, due, done, result, way, reason in rows:
        if kind in _KINDS:
            told = None if result is None else Result(result)
            record = AlertRecord(AlertKind(kind), instants.from_ms(due), told, reason, way)
            yield OutgoingAlert(record, _instant(done))


def _instant(value: int | None) -> datetime | None:
    return instants.from_ms(value)
