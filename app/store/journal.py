"""The memory of undo: what a step changed, row by row and column by column."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from app.store import instants
from app.store.database import Database
from app.store.tables import ChangeRow

KEPT = 100
_TABLES = {
    "session": "SELECT * FROM session WHERE id IN ({})",
    "planning": "SELECT id, done FROM planning WHERE id IN (SELECT planning_id FROM session WHERE id IN ({}))",
    "session_tag": "SELECT * FROM session_tag WHERE session_id IN ({})",
    "gap": "SELECT * FROM gap WHERE session_id IN ({})",
}
_KEYS = {"session_tag": ("session_id", "tag_id")}
_UNTOUCHED = frozenset({"last_seen"})
"""Written once a minute: no step of the person's."""

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]
"""By table, then by key."""


class Change(NamedTuple):
    """A step that can be undone: its name, the ids of what it was done to, and what it changed, before and after."""

    id: int
    what: str
    about: dict[str, int]
    before: Rows
    after: Rows


class Journal:
    """Takes pictures of rows, keeps what differs, and puts rows back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def picture(self, session_ids: Iterable[int]) -> Rows:
        """The rows of these sessions as they are now, parents before children."""
        ids = list(session_ids)
        marks = ", ".join("?" * len(ids))
        return {table: self._read(table, query.format(marks), ids) for table, query in _TABLES.items()}

    def note(self, what: str, about: dict[str, int], before: Rows, after: Rows, now: datetime) -> None:
        """A new step: the last hundred are kept, and those that were undone are gone."""
        database = self._database.peewee
        ChangeRow.delete().where(ChangeRow.undone == 1).execute(database)
        first, then = _differences(before, after)
        first["about"] = {"ids": dict(about)}
        row = {"time": instants.to_ms(now), "what": what, "before": _json(first), "after": _json(then), "undone": 0}
        ChangeRow.insert(row).execute(database)
        newest = ChangeRow.select(ChangeRow.id).order_by(ChangeRow.id.desc()).limit(KEPT)
        ChangeRow.delete().where(ChangeRow.id.not_in(newest)).execute(database)

    def last_done(self) -> Change | None:
        """The step that undo takes back."""
        return self._first(ChangeRow.undone == 0, ChangeRow.id.desc())

    def last_undone(self) -> Change | None:
        """The step that redo does again."""
        return self._first(ChangeRow.undone == 1, ChangeRow.id)

    def has(self, *, undone: bool) -> bool:
        """Whether there is a step to take back, or, with `undone`, one to do again."""
        return bool(ChangeRow.select().where(ChangeRow.undone == int(undone)).exists(self._database.peewee))

    def mark_undone(self, change_id: int) -> None:
        ChangeRow.update(undone=1).where(ChangeRow.id == change_id).execute(self._database.peewee)

    def mark_done(self, change: Change, before: Rows, after: Rows) -> None:
        """Done again, with what it changed this time."""
        first, then = _differences(before, after)
        first["about"] = {"ids": dict(change.about)}
        row = {"before": _json(first), "after": _json(then), "undone": 0}
        ChangeRow.update(row).where(ChangeRow.id == change.id).execute(self._database.peewee)

    def put_back(self, change: Change) -> None:
        """Rows that the step made go, those it took come back, and the columns it changed are as before."""
        for table in reversed(_TABLES):
            for key, row in change.after.get(table, {}).items():
                if key not in change.before.get(table, {}):
                    self._run(f"DELETE FROM {table} WHERE {_where(table)}", _key_values(table, row))
        for table in _TABLES:
            for key, row in change.before.get(table, {}).items():
                if key in change.after.get(table, {}):
                    columns = [column for column in row if column not in _keys(table)]
                    sets = ", ".join(f"{column} = ?" for column in columns)
                    values = [*(row[column] for column in columns), *_key_values(table, row)]
                    self._run(f"UPDATE {table} SET {sets} WHERE {_where(table)}", values)
                else:
                    marks = ", ".join("?" * len(row))
                    self._run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))

    def _read(self, table: str, query: str, ids: Sequence[int]) -> dict[str, Row]:
        cursor = self._database.peewee.execute_sql(query, ids)
        names = [column[0] for column in cursor.description]
        rows = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
        return {"-".join(str(value) for value in _key_values(table, row)): row for row in rows}

    def _run(self, statement: str, values: Sequence[Any]) -> None:
        self._database.peewee.execute_sql(statement, values)

    def _first(self, which: Any, order: Any) -> Change | None:
        columns = (ChangeRow.id, ChangeRow.what, ChangeRow.before, ChangeRow.after)
        query = ChangeRow.select(*columns).where(which).order_by(order).limit(1).tuples()
        found = next(iter(query.execute(self._database.peewee)), None)
        if found is None:
            return None
        id_, what, before, after = found
        rows = json.loads(before)
        return Change(id_, what, rows.pop("about")["ids"], rows, json.loads(after))


def _differences(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """What differs only: of a row that both have its key and the columns that changed, of others all."""
    first: Rows = {}
    then: Rows = {}
    for table in _TABLES:
        old, new = before[table], after[table]
        for key in old.keys() | new.keys():
            a, b = old.get(key), new.get(key)
            if a is not None and b is not None:
                changed = [c for c in a if a[c] != b[c] and c not in _UNTOUCHED]
                columns = [*_keys(table), *changed] if changed else []
                a, b = ({column: row[column] for column in columns} for row in (a, b))
            if a:
                first.setdefault(table, {})[key] = a
            if b:
                then.setdefault(table, {})[key] = b
    return first, then


def _keys(table: str) -> tuple[str, ...]:
    return _KEYS.get(table, ("id",))


def _key_values(table: str, row: Row) -> list[Any]:
    return [row[column] for column in _keys(table)]


def _where(table: str) -> str:
    return " AND ".join(f"{column} = ?" for column in _keys(table))


def _json(rows: Rows) -> str:
    return json.dumps(rows, ensure_ascii=False)
