"""Puts a backup in the place of the closed data file, and tells before what that would change."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from app.core import keeping
from app.core.errors import Unavailable
from app.core.keeping import Content, Named, Point, Preview
from app.store import backup, instants, swap
from app.store.backup import folder_of
from app.store.database import SCHEMA_VERSION

_DIFFER = ("start_time", "end_time", "worked", "planned_duration", "satisfaction_score", "tasks_done", "notes")
_ONLY_IN = """SELECT count(*), min(start_time), max(start_time) FROM {0}.session
WHERE uid NOT IN (SELECT uid FROM {1}.session)"""
_CHANGED = f"""SELECT count(*) FROM now.session AS a JOIN then_.session AS b USING (uid)
WHERE {" OR ".join(f"a.{column} IS NOT b.{column}" for column in _DIFFER)}"""
_RUNS = """SELECT 1 FROM now.session WHERE end_time IS NULL
AND uid NOT IN (SELECT uid FROM then_.session WHERE end_time IS NULL)"""


def preview(path: Path, point: Point) -> Preview:
    """Reads both files. Raises Unavailable."""
    then = folder_of(path) / point.named.file_name
    try:
        with closing(sqlite3.connect(":memory:", uri=True, isolation_level=None)) as connection:
            connection.execute("ATTACH ? AS now", (f"{path.resolve().as_uri()}?mode=ro",))
            connection.execute("ATTACH ? AS then_", (f"{then.resolve().as_uri()}?mode=ro&immutable=1",))
            _check_version(int(connection.execute("PRAGMA then_.user_version").fetchone()[0]), then)
            return Preview(
                point,
                _content(connection, "SELECT count(*), min(start_time), max(start_time) FROM now.session"),
                _content(connection, _ONLY_IN.format("now", "then_")),
                _content(connection, _ONLY_IN.format("then_", "now")),
                connection.execute(_CHANGED).fetchone()[0],
                connection.execute(_RUNS).fetchone() is not None,
            )
    except sqlite3.Error as error:
        raise Unavailable(_CANT_READ.format(name=then.name), str(error)) from error


def restore(path: Path, source: Named, now: datetime) -> Named:
    """The file that was there becomes a backup itself: nothing is lost by it, and it takes no room.

    Its name is given back. Raises Unavailable, with everything as it was. Broken off anywhere, the next opening finds
    the old file or the new one, whole.
    """
    folder = folder_of(path)
    named = keeping.free_name(now, keeping.BEFORE_RESTORE, backup.names(folder))
    _put(path, folder / source.file_name, folder / named.file_name)
    return named


def mend(path: Path, source: Named, now: datetime) -> Path:
    """The damaged file moves aside under the dated name that is given back. Raises Unavailable as `restore`."""
    there = [named for file in path.parent.iterdir() if (named := keeping.read_name(file.name)) is not None]
    aside = path.with_name(keeping.free_name(now, keeping.DAMAGED, there).file_name)
    _put(path, folder_of(path) / source.file_name, aside)
    return aside


_CANT_READ = "{name} can't be read. Nothing was changed."


def _put(path: Path, source: Path, aside: Path) -> None:
    try:
        with closing(backup.whole(source)) as connection:
            _check_version(int(connection.execute("PRAGMA user_version").fetchone()[0]), source)
            if problem := backup.check(connection):
                raise Unavailable(_CANT_READ.format(name=source.name), problem)
            backup.copy(connection, swap.next_name(aside), lambda: None)
        swap.exchange(path, aside)
    except OSError as error:
        raise Unavailable(f"{path} can't be replaced: {error.strerror or error}. Nothing was changed.") from error
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            sentence = "The disk is full, so nothing was restored. Nothing was changed."
        else:
            sentence = _CANT_READ.format(name=source.name)
        raise Unavailable(sentence, str(error)) from error


def _check_version(version: int, path: Path) -> None:
    if version > SCHEMA_VERSION:
        raise Unavailable(f"{path.name} was written by a newer Sessile. Nothing was changed; please update Sessile.")


def _content(connection: sqlite3.Connection, query: str) -> Content:
    count, first, last = connection.execute(query).fetchone()
    return Content(count, instants.from_ms(first), instants.from_ms(last))
