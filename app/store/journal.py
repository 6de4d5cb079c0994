"""The memory of undo: what each step changed, row by row and column by column, and how rows are put back."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import peewee

from app.core.deeds import Deed, Subject
from app.store import instants
from app.store.database import Database
from app.store.step_sides import Brought, Changed, as_json, columns_of, parts, subject_of
from app.store.tables import ChangeRow
from app.store.trail import COLUMNS, UNTOUCHED, Row, Rows, Trail, keys_of

KEPT = 100
_POINTS_TO = {
    "project": (("session", "project_id"), ("planning", "project_id")),
    "tag": (("session_tag", "tag_id"), ("planning_tag", "tag_id")),
    "planning": (("session", "planning_id"),),
    "session": (("session_tag", "session_id"),),
    "import": (("session", "import_id"),),
}
"""Where rows of other tables name a row of this one: they would change or go with it."""
_PARENTS = {
    "project_id": "project",
    "tag_id": "tag",
    "planning_id": "planning",
    "session_id": "session",
    "import_id": "import",
}
_INSTANTS = frozenset({"start_time", "end_time"})


class ChangedSince(Exception):
    """Rows that a step left are not as it left them: another program wrote."""


class Change(NamedTuple):
    """A step that can be undone or done again.

    `beside`: sessions whose time overlapped that of the step's own when it was done. `moved`: by how much steps of the
    clock moved a session of it since.
    """

    id: int
    deed: Deed
    subject: Subject
    beside: tuple[int, ...]
    moved: timedelta
    before: Rows
    after: Rows
    brought: Brought | None = None
    """Of an import that was never taken back: what it remembers instead of its rows."""


class Journal:
    """Keeps the last hundred steps, and puts back what they changed. All of it inside a transaction of the caller's."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._trail = Trail(database)

    @contextmanager
    def recording(self) -> Iterator[Changed]:
        """What is written inside is in the value afterwards. It can't be nested."""
        changed = Changed({}, {})
        self._trail.begin()
        yield changed
        before, after = self._trail.end()
        changed.before.update(before)
        changed.after.update(after)

    def note(
        self,
        deed: Deed,
        subject: Subject,
        changed: Changed,
        now: datetime,
        *,
        beside: tuple[int, ...] = (),
        brought: Brought | None = None,
    ) -> None:
        """A new step, also where nothing changed: as many undos as steps. The last hundred are kept, none undone."""
        database = self._database.peewee
        ChangeRow.delete().where(ChangeRow.undone == 1).execute(database)
        row = {"time": instants.to_ms(now), "what": deed.value, "undone": 0}
        ChangeRow.insert(row | columns_of(subject, beside, *parts(changed), brought)).execute(database)
        newest = ChangeRow.select(ChangeRow.id).order_by(ChangeRow.id.desc()).limit(KEPT)
        ChangeRow.delete().where(ChangeRow.id.not_in(newest)).execute(database)

    def turned(self, change: Change, changed: Changed, *, undone: bool) -> None:
        """The step was undone, or done again: what that wrote is what the next turn takes back."""
        then, first = parts(changed) if undone else reversed(parts(changed))
        sides = columns_of(change.subject, change.beside, first, then)
        ChangeRow.update({**sides, "undone": int(undone)}).where(ChangeRow.id == change.id).execute(
            self._database.peewee
        )

    def marked(self, change: Change, *, undone: bool) -> None:
        """The step was undone without keeping what it took."""
        ChangeRow.update(undone=int(undone)).where(ChangeRow.id == change.id).execute(self._database.peewee)

    def last_done(self) -> Change | None:
        """The step that undo takes back."""
        return self._first(ChangeRow.undone == 0, ChangeRow.id.desc())

    def last_undone(self) -> Change | None:
        """The step that redo does again."""
        return self._first(ChangeRow.undone == 1, ChangeRow.id)

    def name(self, *, undone: bool) -> tuple[Deed, Subject] | None:
        """What undo would take back, or, with `undone`, redo do again: only its name is read."""
        order = ChangeRow.id if undone else ChangeRow.id.desc()
        names = peewee.fn.json_extract(ChangeRow.before, "$.about")
        query = ChangeRow.select(ChangeRow.what, names).where(ChangeRow.undone == int(undone)).order_by(order).limit(1)
        for what, about in query.tuples().execute(self._database.peewee):
            return Deed(what), subject_of(json.loads(about))
        return None

    def brings(self, *, undone: bool) -> int:
        """How many sessions the import brought that undo or redo would turn by its id; 0 where it is another step."""
        order = ChangeRow.id if undone else ChangeRow.id.desc()
        added = peewee.fn.json_extract(ChangeRow.before, "$.about.brought.added")
        query = ChangeRow.select(added).where(ChangeRow.undone == int(undone)).order_by(order).limit(1)
        return int(query.scalar(self._database.peewee) or 0)

    def put(self, present: Rows, wanted: Rows) -> None:
        """From what is there to what is wanted. Raises ChangedSince; the caller's transaction must be given up then."""
        if not all(self._is_there(table, row) for table in present for row in present[table].values()):
            raise ChangedSince
        self._check_nothing_points_to_what_goes(present, wanted)
        self._run("PRAGMA defer_foreign_keys = ON", [])  # until the commit; rows are checked below
        try:
            for table in reversed(COLUMNS):  # children first: those that change parents stay
                self._delete_and_update(table, present.get(table, {}), wanted.get(table, {}))
            for table in COLUMNS:
                for key in wanted.get(table, {}).keys() - present.get(table, {}).keys():
                    self._insert(table, wanted[table][key])
        except (sqlite3.IntegrityError, peewee.IntegrityError) as error:
            raise ChangedSince from error
        self._check_parents_are_there(wanted)

    def carry(self, changed: Changed) -> None:
        """What the program wrote by itself is no change by another one: the steps take it along.

        An instant that moved moves wherever a step names it; of any other column the side that is now is as it is now.
        """
        for table, rows in changed.after.items():
            for key, row in rows.items():
                if was := changed.before.get(table, {}).get(key):
                    self._carry_row(table, key, was, row)

    def _carry_row(self, table: str, key: str, was: Row, now: Row) -> None:
        columns = [column for column in now if now[column] != was[column] and column != UNTOUCHED]
        moves = {c: now[c] - was[c] for c in columns if c in _INSTANTS and None not in (now[c], was[c])}
        name = f'"{key}"'
        about = (peewee.fn.instr(ChangeRow.before, name) > 0) | (peewee.fn.instr(ChangeRow.after, name) > 0)
        query = ChangeRow.select(ChangeRow.id, ChangeRow.before, ChangeRow.after, ChangeRow.undone).where(about)
        for id_, *sides, undone in list(query.tuples().execute(self._database.peewee)):
            images = [json.loads(side) for side in sides]
            for number, image in enumerate(images):
                there = image.get(table, {}).get(key, {})
                is_now = number == (0 if undone else 1)
                for column in there.keys() & set(columns):
                    if column in moves and there[column] is not None:
                        there[column] += moves[column]
                    elif column not in moves and is_now and there[column] == was[column]:
                        there[column] = now[column]
            if table == "session":
                images[0]["about"]["moved"] = images[0]["about"].get("moved", 0) + moves.get("start_time", 0)
            row = dict(zip(("before", "after"), map(as_json, images), strict=True))
            ChangeRow.update(row).where(ChangeRow.id == id_).execute(self._database.peewee)

    def _is_there(self, table: str, row: Row) -> bool:
        """Whether the row is as in the step's picture: its content tells, without `last_seen`."""
        if table == "alert":
            return True
        columns = [column for column in row if column != UNTOUCHED and column not in keys_of(table)]
        same = "".join(f" AND +{column} IS ?" for column in columns)  # `+`: found by its key, by no other index
        values = [*_key_values(table, row), *(row[column] for column in columns)]
        return bool(self._run(f"SELECT 1 FROM {table} WHERE {_where(table)}{same}", values).fetchone())

    def _check_nothing_points_to_what_goes(self, present: Rows, wanted: Rows) -> None:
        for table, pointers in _POINTS_TO.items():
            for key in present.get(table, {}).keys() - wanted.get(table, {}).keys():
                for other, column in pointers:
                    known = set(present.get(other, {}))
                    if self._keys_of_those_that_name(other, column, present[table][key]["id"]) - known:
                        raise ChangedSince

    def _keys_of_those_that_name(self, table: str, column: str, id_: int) -> set[str]:
        names = " || '-' || ".join(keys_of(table))
        return {str(row[0]) for row in self._run(f"SELECT {names} FROM {table} WHERE {column} = ?", [id_])}

    def _check_parents_are_there(self, wanted: Rows) -> None:
        named = {
            (_PARENTS[column], row[column])
            for rows in wanted.values()
            for row in rows.values()
            for column in row.keys() & _PARENTS.keys()
            if row[column] is not None
        }
        for table, id_ in named:
            if not self._run(f"SELECT 1 FROM {table} WHERE id = ?", [id_]).fetchone():
                raise ChangedSince

    def _delete_and_update(self, table: str, present: dict[str, Row], wanted: dict[str, Row]) -> None:
        for key in present.keys() - wanted.keys():
            self._run(f"DELETE FROM {table} WHERE {_where(table)}", _key_values(table, present[key]))
        for key in wanted.keys() & present.keys():
            self._update(table, wanted[key])

    def _update(self, table: str, row: Row) -> None:
        columns = [column for column in row if column not in keys_of(table)]
        sets = ", ".join(f"{column} = ?" for column in columns)
        values = [*(row[column] for column in columns), *_key_values(table, row)]
        self._run(f"UPDATE {table} SET {sets} WHERE {_where(table)}", values)

    def _insert(self, table: str, row: Row) -> None:
        marks = ", ".join("?" * len(row))
        self._run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))

    def _run(self, statement: str, values: list[Any]) -> Any:
        return self._database.peewee.execute_sql(statement, values)

    def _first(self, which: Any, order: Any) -> Change | None:
        columns = (ChangeRow.id, ChangeRow.what, ChangeRow.before, ChangeRow.after)
        query = ChangeRow.select(*columns).where(which).order_by(order).limit(1).tuples()
        for id_, what, before, after in query.execute(self._database.peewee):
            rows = json.loads(before)
            about = rows.pop("about")
            beside, moved = tuple(about.get("beside", ())), timedelta(milliseconds=about.get("moved", 0))
            brought = Brought(**about["brought"]) if "brought" in about else None
            return Change(id_, Deed(what), subject_of(about), beside, moved, rows, json.loads(after), brought)
        return None


def _key_values(table: str, row: Row) -> list[Any]:
    return [row[column] for column in keys_of(table)]


def _where(table: str) -> str:
    return " AND ".join(f"{column} = ?" for column in keys_of(table))
