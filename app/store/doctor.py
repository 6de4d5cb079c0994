"""What is done about a file that is damaged or gone: what can be read is saved, and the newest good backup is found.

The file itself is not written to. It moves aside when the person has chosen what takes its place.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import peewee

from app.core import keeping
from app.core.alerts import AlertKind
from app.core.deeds import Deed
from app.core.errors import CannotOpen, SessileError
from app.core.keeping import Point
from app.store import backup, caches, salvage
from app.store.backup import CANT_READ, folder_of
from app.store.database import SCHEMA_VERSION, Database
from app.store.salvage import TABLES, Shape

_EARLIEST, _LATEST = -62_000_000_000_000, 253_000_000_000_000
"""Instants that Python has dates for, in every zone."""
_TEMPORARY = "salvage-"


def _instant(column: str) -> str:
    return f"(typeof({column}) = 'integer' AND {column} BETWEEN {_EARLIEST} AND {_LATEST})"


def _instant_or_none(column: str) -> str:
    return f"({column} IS NULL OR {_instant(column)})"


def _offset(column: str) -> str:
    return f"({column} IS NULL OR typeof({column}) = 'integer' AND abs({column}) <= 1560)"


def _texts(*columns: str) -> str:
    return " AND ".join(f"typeof({column}) = 'text'" for column in columns)


def _one_of(column: str, values: Sequence[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


_MAKES_SENSE = {
    "project": _texts("name", "name_key", "color"),
    "tag": _texts("name", "name_key"),
    "planning": f"{_texts('uid', 'title', 'title_key')} AND date(day) IS day",
    "session": " AND ".join((
        _texts("uid", "zone", "tasks_done", "notes"),
        _instant("start_time"),
        *map(_instant_or_none, ("end_time", "worked", "last_seen")),
        *map(_offset, ("start_offset", "end_offset")),
    )),
    "gap": f"{_instant('start_time')} AND {_instant_or_none('end_time')}",
    "alert": " AND ".join((
        _one_of("kind", list(AlertKind)), _instant("due_time"), _instant_or_none("done_time"), _texts("way", "reason"),
    )),
    "change": f"{_one_of('what', list(Deed))} AND {_instant('time')} AND json_valid(before) AND json_valid(after)",
    "setting": _texts("key", "value"),
}  # fmt: skip
"""What SQLite has no rule for and the program takes for granted."""
_LINKS = {
    "planning": {"project_id": "project"},
    "session": {"project_id": "project", "planning_id": "planning", "import_id": "import"},
}
_PARTS = {
    "planning_tag": {"planning_id": "planning", "tag_id": "tag"},
    "session_tag": {"session_id": "session", "tag_id": "tag"},
    "gap": {"session_id": "session"},
    "alert": {"session_id": "session"},
}
"""Rows that are nothing without what they belong to."""


class Offers(NamedTuple):
    """What may take the place of the file."""

    salvaged: Point
    """What could be read of it; it holds no session where that is nothing."""
    backup: Point | None
    """The newest that is sound; None where there is none."""


def is_gone(path: Path) -> bool:
    """Whether there is no file, or an empty one, where backups say that there was more."""
    try:
        if path.stat().st_size:
            return False
    except FileNotFoundError:
        pass
    except OSError:
        return False
    return any(named.reason != keeping.SALVAGED for named in backup.names(folder_of(path)))


def is_damaged(path: Path) -> bool:
    """Looked at closely, after something that should never happen has happened."""
    connection = salvage.open_as_it_is(path)
    if connection is None:
        return path.exists()
    with closing(connection):
        try:
            return bool(backup.check(connection)) or any(
                connection.execute(f'SELECT 1 FROM "{name}" WHERE NOT ifnull({rule}, 0) LIMIT 1').fetchone()
                for name, rule in _MAKES_SENSE.items()
            )
        except CANT_READ:
            return True


def examine(path: Path, migrations: Path, now: datetime) -> Offers:
    """Save what can be read as a backup of its own. Raises CannotOpen where nothing can be saved."""
    folder = folder_of(path)
    good = next(_sound(folder), None)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        for left in folder.glob(f"{_TEMPORARY}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_TEMPORARY, dir=folder) as made:
            salvaged = _salvaged(path, Path(made), migrations, now)
    except (OSError, peewee.DatabaseError, SessileError, *CANT_READ) as error:
        raise CannotOpen(
            f"{path} is damaged, and what can be read of it can't be saved beside it. It was left as it is; "
            "give it room there, and start Sessile again."
        ) from error
    return Offers(salvaged, good)


def forget(path: Path, offers: Offers) -> None:
    """Nothing was chosen: what was read lies in the damaged file still."""
    with suppress(OSError):
        (folder_of(path) / offers.salvaged.named.file_name).unlink()


def _sound(folder: Path) -> Iterator[Point]:
    """Newest first, as they are found."""
    for named in backup.names(folder):
        if named.reason == keeping.SALVAGED or not _is_sound(folder / named.file_name):
            continue
        if (point := backup.read_point(folder, named)) is not None:
            yield point


def _is_sound(path: Path) -> bool:
    with suppress(*CANT_READ), closing(backup.whole(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return version <= SCHEMA_VERSION and not backup.check(connection)
    return False


def _salvaged(path: Path, made: Path, migrations: Path, now: datetime) -> Point:
    """The best of all ways to read it, as a backup."""
    folder = folder_of(path)
    new = made / "new.db"
    Database(new, migrations, now).close()
    if path.exists() and path.stat().st_size:
        for damaged in _ways_to_read(path, made, new):
            with closing(damaged), closing(sqlite3.connect(new, isolation_level=None)) as connection:
                _take_over(damaged, connection)
                if backup.content(connection).sessions:
                    break
    database = Database(new, migrations, now)
    try:
        caches.make(database.peewee)
        named = keeping.free_name(now, keeping.SALVAGED, backup.names(folder))
        backup.copy(database.peewee.connection(), folder / named.file_name, lambda: None)
    finally:
        database.close()
    point = backup.read_point(folder, named)
    if point is None:
        raise FileNotFoundError(named.file_name)  # the directory has gone meanwhile
    return point


def _ways_to_read(path: Path, made: Path, new: Path) -> Iterator[sqlite3.Connection]:
    """As it is; else with the list of tables of the newest backup that has one; else with that of a new file."""
    if (connection := salvage.open_as_it_is(path)) is not None:
        yield connection
    folder = folder_of(path)
    for like in (*(folder / named.file_name for named in backup.names(folder)[:3]), new):
        if tables := _tables(like):
            yield salvage.open_with(path, tables, made)


def _tables(path: Path) -> dict[str, Shape]:
    """None where they can't be read."""
    with suppress(*CANT_READ), closing(backup.whole(path)) as sound:
        return salvage.shapes(sound)
    return {}


def _take_over(damaged: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Every row that can be read and makes sense, in one transaction; what it names and is gone, it names no more."""
    theirs, ours = salvage.shapes(damaged), salvage.shapes(new)
    new.execute("PRAGMA foreign_keys = OFF")
    new.execute("BEGIN IMMEDIATE")
    for (name,) in new.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        new.execute(f"DROP TRIGGER {name}")
    for name in TABLES:
        if name in theirs:
            _take_table(damaged, new, name, theirs[name], ours[name])
    for name, rule in _MAKES_SENSE.items():
        new.execute(f'DELETE FROM "{name}" WHERE NOT ifnull({rule}, 0)')
    for name, links in _LINKS.items():
        for column, other in links.items():
            new.execute(f'UPDATE "{name}" SET {column} = NULL WHERE {column} NOT IN (SELECT id FROM "{other}")')
    for name, links in _PARTS.items():
        for column, other in links.items():
            new.execute(f'DELETE FROM "{name}" WHERE {column} NOT IN (SELECT id FROM "{other}")')
    new.execute("COMMIT")


def _take_table(damaged: sqlite3.Connection, new: sqlite3.Connection, name: str, theirs: Shape, ours: Shape) -> None:
    """A row that breaks a rule of the database is no row of ours."""
    columns = [column for column in ours.columns if column in theirs.columns]
    places = ", ".join("?" * len(columns))
    statement = f'INSERT OR IGNORE INTO "{name}" ({", ".join(columns)}) VALUES ({places})'
    for row in salvage.rows_of(damaged, name, columns, theirs):
        new.execute(statement, row)
