"""Backups: whole copies of the file by SQLite's own backup, checked, and moved into place when they are complete."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from app.core import keeping
from app.core.errors import Unavailable
from app.core.keeping import Content, Named, Point
from app.core.wording import data_size
from app.store import instants
from app.store.swap import flush

_PAGES = 256
"""Copied in one step: a megabyte, some milliseconds."""
_LEFT_FREE = 4 * 2**20
"""Bytes of the disk that no backup takes: the record itself goes on growing."""
_CANT_WRITE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR)
CANT_READ = (sqlite3.Error, UnicodeDecodeError)
"""Python reads SQLite's sentences as UTF-8, and they quote what is damaged."""
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_CHECK = "SELECT CAST(quick_check AS BLOB) FROM pragma_quick_check(1)"
_CONTENT = "SELECT count(*), min(start_time), max(start_time) FROM session"
_WAS_LEFT = "Your record is as it was."


class Kept(NamedTuple):
    """Where backups of a file go, and by which days they are thinned."""

    path: Path
    """The data file."""
    day_of: Callable[[datetime], date]

    @property
    def folder(self) -> Path:
        return folder_of(self.path)


def folder_of(path: Path) -> Path:
    """Where the backups of the data file lie."""
    return path.parent / "backups"


def names(folder: Path) -> tuple[Named, ...]:
    """Those that are there, newest first; none where the folder can't be read."""
    try:
        found = [keeping.read_name(entry.name) for entry in os.scandir(folder)]
    except OSError:
        return ()
    return tuple(sorted((named for named in found if named is not None), reverse=True))


def points(path: Path) -> tuple[Point, ...]:
    """Those backups that can be read, newest first."""
    folder = folder_of(path)
    return tuple(point for named in names(folder) if (point := read_point(folder, named)) is not None)


def read_point(folder: Path, named: Named) -> Point | None:
    """None where it can't be read."""
    path = folder / named.file_name
    try:
        with closing(whole(path)) as connection:
            return Point(named, path.stat().st_size, content(connection))
    except (OSError, *CANT_READ):
        return None


def whole(path: Path) -> sqlite3.Connection:
    """To a file that nobody writes: SQLite makes no companions beside it, and takes it as it is."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)


def content(connection: sqlite3.Connection) -> Content:
    count, first, last = connection.execute(_CONTENT).fetchone()
    return Content(count, instants.from_ms(first), instants.from_ms(last))


def check(connection: sqlite3.Connection) -> str:
    """What SQLite finds wrong first; empty where the file is sound."""
    try:
        found = str(connection.execute(_CHECK).fetchone()[0], "utf-8", "replace")
    except CANT_READ as error:
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
            raise
        return str(error)
    return "" if found == "ok" else found


def make(source: sqlite3.Connection, kept: Kept, reason: str, now: datetime, on_step: Callable[[], None]) -> Named:
    """Copy what `source` sees, which holds one moment while its transaction lasts, and thin what is there.

    `on_step` is called after each megabyte; what it raises breaks off. Raises Unavailable. Then, as ever, nothing is
    left of the copy, and every backup that was there still is.
    """
    folder = kept.folder
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _make_room(_size(source), kept, now)
        named = keeping.free_name(now, reason, names(folder))
        copy(source, folder / named.file_name, on_step)
    except (OSError, sqlite3.Error) as error:
        raise Unavailable(_sentence(error, folder), str(error)) from error
    thin(kept, now)
    return named


def copy(source: sqlite3.Connection, target: Path, on_step: Callable[[], None]) -> None:
    """A whole copy at `target`, which is not there before it is complete, checked and on disk."""
    part = target.with_name(target.name + ".part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        with closing(sqlite3.connect(part, isolation_level=None)) as copied:
            copied.execute("PRAGMA synchronous = OFF")  # it is written to disk as a whole, below
            copied.execute("PRAGMA journal_mode = OFF")
            source.backup(copied, pages=_PAGES, progress=lambda *_: on_step())
        with closing(whole(part)) as copied:
            if problem := check(copied):
                raise sqlite3.DatabaseError(f"the copy is damaged: {problem}")
        flush(part)
        part.replace(target)
        flush(target.parent)
    finally:
        part.unlink(missing_ok=True)


def thin(kept: Kept, now: datetime) -> None:
    """Delete those that need not stay. What can't be deleted stays until the next time."""
    for each in keeping.dropped(names(kept.folder), now, kept.day_of):
        with suppress(OSError):
            (kept.folder / each.file_name).unlink()


def _size(source: sqlite3.Connection) -> int:
    (pages,), (size,) = (source.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages * size)


def _make_room(size: int, kept: Kept, now: datetime) -> None:
    """Thin first where it is short. Raises Unavailable where the copy would fill the disk."""
    needed = size + _LEFT_FREE
    if shutil.disk_usage(kept.folder).free < needed:
        thin(kept, now)
    free = shutil.disk_usage(kept.folder).free
    if free < needed:
        raise Unavailable(
            f"There is no room for a backup: it wants {data_size(needed)} free, and there are {data_size(free)}. "
            f"{_WAS_LEFT}"
        )


def _sentence(error: Exception, folder: Path) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full, so no backup was made. {_WAS_LEFT}"
    if isinstance(error, OSError) or code in _CANT_WRITE:
        return f"{folder} can't be written to, so no backup was made. {_WAS_LEFT}"
    return f"No backup was made, for the data file can't be read as a whole. {_WAS_LEFT}"
