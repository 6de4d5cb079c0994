"""The write of an import: what the dry run settled, in one transaction, statement by statement.

What is for speed is made anew where more comes in than a part of what is there: all of it at once is quicker than a
trigger for each session.
"""

from contextlib import nullcontext
from datetime import datetime
from typing import NamedTuple

from app.core.importing import Options, Plan
from app.store import caches, instants
from app.store.importing import Importing, Step
from app.store.incoming_rows import COMES

SLICE = 20_000
_FEW = 2_000
"""So many are left to the triggers in any case."""
_SHARES = (0.1, 0.5, 0.7)
"""How much of the time has gone when the places are settled, the sessions are written, and their tags and gaps."""
_ITEM = "SELECT id FROM planning WHERE day = i.day AND title_key = i.title_key ORDER BY done, position, id LIMIT 1"
_ITEMS = f"""INSERT INTO planning (uid, day, title, title_key, project_id, position, done, unplanned)
SELECT lower(hex(randomblob(16))), i.day, i.title, i.title_key, p.id,
    coalesce((SELECT max(position) + 1 FROM planning WHERE day = i.day), 0)
    + row_number() OVER (PARTITION BY i.day ORDER BY min(i.n)) - 1, 1, 1
FROM incoming AS i LEFT JOIN incoming_name AS p ON p.kind = 'project' AND p.key = i.project_key
WHERE i.state = ? AND i.title_key != '' AND NOT EXISTS ({_ITEM}) GROUP BY i.day, i.title_key ORDER BY min(i.n)"""
_OWN_ITEMS = """INSERT INTO planning
    (uid, day, title, title_key, project_id, planned_duration, position, done, unplanned)
SELECT i.uid, i.day, i.title, i.title_key, p.id, i.planned, i.position, i.done, i.unplanned
FROM incoming_item AS i LEFT JOIN incoming_name AS p ON p.kind = 'project' AND p.key = i.project_key
WHERE NOT EXISTS (SELECT 1 FROM planning WHERE uid = i.uid) ORDER BY i.n"""
_OWN_ITEM_TAGS = """INSERT OR IGNORE INTO planning_tag (planning_id, tag_id)
SELECT p.id, name.id FROM incoming_item_tag AS t JOIN incoming_item AS i USING (n)
JOIN planning AS p ON p.uid = i.uid AND p.id > ?
JOIN incoming_name AS name ON name.kind = 'tag' AND name.key = t.key"""
_BY_UID = """UPDATE incoming SET planning_id = (SELECT id FROM planning WHERE uid = incoming.item)
WHERE state = ? AND item != ''"""
_LISTED = """UPDATE project SET color = coalesce(l.color, project.color), archived = l.archived, quiet = l.quiet,
weekly_target = l.weekly_target FROM incoming_listed AS l
WHERE project.id > ? AND l.kind = 'project' AND l.key = project.name_key"""
_LISTED_TAGS = """UPDATE tag SET quiet = l.quiet FROM incoming_listed AS l
WHERE tag.id > ? AND l.kind = 'tag' AND l.key = tag.name_key"""
_SESSIONS = """INSERT INTO session (id, uid, source, import_id, project_id, planning_id, start_time, start_offset,
    end_time, end_offset, zone, planned_duration, notification_disabled, satisfaction_score, tasks_done, notes, worked,
    last_seen)
SELECT ? + i.n, i.uid, i.source, ?, p.id, i.planning_id, i.at, i.start_offset, i.until, i.end_offset, i.zone,
    i.planned, i.muted, i.score, i.tasks_done, i.notes, coalesce(i.worked, i.until - i.at), i.until
FROM incoming AS i LEFT JOIN incoming_name AS p ON p.kind = 'project' AND p.key = i.project_key
WHERE i.state = ? AND i.n > ? AND i.n <= ?"""
_TAGS = """INSERT INTO session_tag (session_id, tag_id)
SELECT DISTINCT ? + t.n, name.id FROM incoming_tag AS t JOIN incoming AS i USING (n)
JOIN incoming_name AS name ON name.kind = 'tag' AND name.key = t.key WHERE i.state = ?"""
_GAPS = """INSERT INTO gap (session_id, start_time, end_time, cause, verdict)
SELECT ? + n, start_time, end_time, cause, verdict FROM incoming_gap ORDER BY n, start_time"""
_ALERTS = """INSERT OR IGNORE INTO alert (session_id, kind, due_time, done_time, result, way, reason)
SELECT ? + a.n, a.kind, a.due_time, a.done_time, a.result, a.way, a.reason
FROM incoming_alert AS a JOIN incoming AS i USING (n) WHERE i.state = ? ORDER BY a.rowid"""
_MADE = ("project", "tag", "planning")


class TakenIn(NamedTuple):
    """An import that was written. `made` are the first and last ids of what is new, by table."""

    import_id: int
    added: int
    made: dict[str, tuple[int, int]]


def take_in(importing: Importing, plan: Plan, options: Options, now: datetime, step: Step) -> TakenIn:
    """In the caller's transaction. The dry run is done anew in it: the record may have changed since."""
    run = importing.connection.execute
    importing.settle(options, lambda share: step(share * _SHARES[0]))
    before = {table: _last_id(importing, table) for table in _MADE}
    added = run("SELECT count(*) FROM incoming WHERE state = ?", (COMES,)).fetchone()[0]
    row = (instants.to_ms(now), plan.kind, plan.file_name, added)
    import_id = run("INSERT INTO import (time, source, file_name, added) VALUES (?, ?, ?, ?)", row).lastrowid or 0
    _make_names(importing)
    run(_LISTED, (before["project"],))
    run(_LISTED_TAGS, (before["tag"],))
    _make_items(importing, before["planning"])
    there = run("SELECT count(*) FROM session").fetchone()[0]
    anew = added > _FEW and added * 4 > there
    with caches.many_at_once(importing.store.peewee) if anew else nullcontext():
        _write_sessions(importing, import_id, step)
        if anew:
            caches.mark_import(importing.store.peewee, import_id)
    made = {table: (first + 1, _last_id(importing, table)) for table, first in before.items()}
    return TakenIn(import_id, added, {table: ids for table, ids in made.items() if ids[0] <= ids[1]})


def _make_names(importing: Importing) -> None:
    catalogue = importing.store.catalogue
    query = "SELECT kind, key, name FROM incoming_name WHERE id IS NULL ORDER BY kind, key"
    for kind, key, name in importing.connection.execute(query).fetchall():
        id_ = catalogue.project_id(name) if kind == "project" else catalogue.tag_ids((name,))[0]
        importing.connection.execute("UPDATE incoming_name SET id = ? WHERE kind = ? AND key = ?", (id_, kind, key))


def _make_items(importing: Importing, last: int) -> None:
    """A title is that of a plan item of its day: the one that is there, else one as a start makes it.

    Those that the file tells of by themselves come as they are. `last` is the last id that was there.
    """
    run = importing.connection.execute
    run(_OWN_ITEMS)
    run(_OWN_ITEM_TAGS, (last,))
    run(_BY_UID, (COMES,))
    run(_ITEMS, (COMES,))
    run(f"UPDATE incoming AS i SET planning_id = ({_ITEM}) WHERE state = ? AND title_key != ''", (COMES,))


def _write_sessions(importing: Importing, import_id: int, step: Step) -> None:
    run = importing.connection.execute
    base = _last_id(importing, "session")
    last = run("SELECT coalesce(max(n), 0) FROM incoming").fetchone()[0]
    for n in range(0, last, SLICE):
        run(_SESSIONS, (base, import_id, COMES, n, n + SLICE))
        step(_SHARES[0] + (_SHARES[1] - _SHARES[0]) * min((n + SLICE) / last, 1))
    run(_TAGS, (base, COMES))
    run(_GAPS, (base,))
    run(_ALERTS, (base, COMES))
    step(_SHARES[2])


def _last_id(importing: Importing, table: str) -> int:
    """No id up to it is given again."""
    query = (
        f"SELECT max(coalesce(max(id), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)) FROM {table}"
    )
    return int(importing.connection.execute(query, (table,)).fetchone()[0])
