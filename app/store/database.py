"""Opens, checks, migrates and closes the one SQLite file, and holds every write in one transaction."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

import peewee
from peewee import SqliteDatabase

from app.core.errors import CannotOpen, Damaged, Unavailable
from app.store import swap

SCHEMA_VERSION = 6
HIGHEST_VERSION = 9999
"""No Sessile will ever have more migrations: a larger number is damage."""
FILE_NAME = "sessile.db"
LOCK_WAIT_MS = 50
"""How long a write waits for a lock that another program holds: it stands on the GUI thread."""
_SHORT_LOCK_WAIT_MS = 5
"""The same for what can be written later: several of them may come at one instant."""

MOVED = "The data file is no longer at {name}. Nothing is lost: put it back, and Sessile goes on by itself."
_MAGIC = b"SQLite format 3\0"
_UNREADABLE = "{name} is no data file of Sessile, or it is damaged. It was left as it is; move it away to begin anew."
_NEWER = (
    "{name} was written by a newer Sessile (version {found} of its tables, this program knows {known}). "
    "It was left as it is; please update Sessile."
)


Identity = tuple[int, int]
"""Device and file number."""


class Rows(Protocol):
    """What reads can be asked of: the open file, or a read-only connection to it."""

    @property
    def peewee(self) -> SqliteDatabase: ...


class Database:
    """The open file. Used on the thread that made it."""

    def __init__(self, path: Path, migrations: Path, now: datetime) -> None:
        """Open `path`, making it or bringing it up to date first. Raises CannotOpen, leaving the file as it is."""
        self.path = path
        _finish_exchange(path)
        found = _checked_version(path)
        _make_private(path)
        self.peewee = SqliteDatabase(
            str(path),
            pragmas={"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1},
            timeout=LOCK_WAIT_MS / 1000,
            autoconnect=False,
        )
        try:
            self.peewee.connect()
            self.identity = identity(path)
            found = max(found, int(self.peewee.pragma("user_version")))
            if found > SCHEMA_VERSION:
                raise CannotOpen(_NEWER.format(name=path.name, found=found, known=SCHEMA_VERSION))
            if found == 0 and (tables := self._tables()):
                raise (Damaged if "session" in tables else CannotOpen)(_UNREADABLE.format(name=path))
            if found < SCHEMA_VERSION or not self._has_caches():
                from app.store import migrate

                migrate.to_current(self.peewee, path, migrations, found=found, wanted=SCHEMA_VERSION, now=now)
        except (peewee.DatabaseError, sqlite3.DatabaseError, UnicodeDecodeError, OSError) as error:
            self.peewee.close()
            raise _cannot_open(path, error) from error
        except Unavailable as error:
            self.peewee.close()
            raise CannotOpen(str(error)) from error
        except CannotOpen:
            self.peewee.close()
            raise

    def close(self) -> None:
        self.peewee.close()

    @contextmanager
    def first_reading(self) -> Iterator[None]:
        """What is read at the start may show damage that the header does not. Raises CannotOpen then."""
        try:
            yield
        except peewee.DatabaseError as error:
            raise _cannot_open(self.path, error) from error

    @contextmanager
    def write(self, *, patiently: bool = True) -> Iterator[None]:
        """One transaction, committed to disk when the block ends. Raises Unavailable; nothing is written then.

        `patiently`: it waits for a lock as long as a person may wait. Inside another `write` it joins that one.
        """
        connection: sqlite3.Connection = self.peewee.connection()
        if connection.in_transaction:
            yield
            return
        try:
            connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MS if patiently else _SHORT_LOCK_WAIT_MS}")
            connection.execute("BEGIN IMMEDIATE")
            yield
            self.check_file_is_in_place()
            connection.execute("COMMIT")
        except (peewee.IntegrityError, sqlite3.IntegrityError):
            raise  # a rule of the database that our own code should have kept
        except (sqlite3.DatabaseError, peewee.DatabaseError) as error:
            raise Unavailable(_sentence(error, self.path), _code_name(error)) from error
        finally:
            if connection.in_transaction:  # a full disk ends the transaction by itself
                connection.execute("ROLLBACK")

    def _tables(self) -> set[str]:
        """Those that are more than a migration leaves that was broken off."""
        return set(self.peewee.get_tables()) - {"schema_migration"}

    def _has_caches(self) -> bool:
        """They come and go together; without them there are no triggers, and nothing of the past is found."""
        return bool(self.peewee.execute_sql("SELECT 1 FROM sqlite_schema WHERE name = 'cache_past'").fetchone())

    def check_file_is_in_place(self) -> None:
        if identity(self.path) != self.identity:
            raise Unavailable(MOVED.format(name=self.path))


def identity(path: Path) -> Identity | None:
    """None where there is no file."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _finish_exchange(path: Path) -> None:
    """A restore that was broken off; and copies that were."""
    try:
        swap.finish(path)
    except OSError as error:
        raise _cannot_open(path, error) from error


def _checked_version(path: Path) -> int:
    """`user_version` from the file's header, before SQLite opens it; 0 for a file that is not there or empty.

    Raises CannotOpen for a newer file and for one that is no SQLite file. Offsets: sqlite.org/fileformat.html, 1.3.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise _cannot_open(path, error) from error
    if not header:
        return 0
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise Damaged(_UNREADABLE.format(name=path))
    version = max(int.from_bytes(header[60:64], "big"), _version_in_log(path))
    if version > HIGHEST_VERSION:
        raise Damaged(_UNREADABLE.format(name=path))
    if version > SCHEMA_VERSION:
        raise CannotOpen(_NEWER.format(name=path, found=version, known=SCHEMA_VERSION))
    return version


def _version_in_log(path: Path) -> int:
    """`user_version` where a program that did not end in order left it in the write-ahead log only.

    A read-only connection moves nothing from the log into the file.
    """
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return 0
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return 0
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError):
        return 0
    finally:
        connection.close()


def _make_private(path: Path) -> None:
    """The file exists afterwards, readable by its owner only; SQLite gives its companions the same mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise _cannot_open(path, error) from error


def _cannot_open(path: Path, error: Exception) -> CannotOpen:
    if isinstance(error, OSError):
        return CannotOpen(f"{path} can't be opened: {error.strerror or error}. Nothing was changed.")
    is_damage = getattr(_origin(error), "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
    if is_damage or isinstance(error, UnicodeDecodeError):  # Python can't read SQLite's sentence, which quotes the file
        return Damaged(_UNREADABLE.format(name=path))
    return CannotOpen(_opening_sentence(error, path))


def _opening_sentence(error: Exception, path: Path) -> str:
    match getattr(_origin(error), "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"Another program is using {path}. Close it, and start Sessile again."
        case sqlite3.SQLITE_FULL:
            return f"The disk is full, so {path} can't be opened. Nothing was changed; free some space and start again."
    return f"{path} can't be opened for writing. Nothing was changed."


def _sentence(error: Exception, path: Path) -> str:
    """By SQLite's own code (sqlite.org/rescode.html); the lower byte is the primary one."""
    code = getattr(_origin(error), "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "Another program is using the data file. Sessile tries again by itself."
        case sqlite3.SQLITE_FULL:
            return "The disk is full. Nothing recorded is lost; free some space, and Sessile tries again by itself."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return f"{path} can't be written to. Nothing recorded is lost; Sessile tries again by itself."
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"{path} is damaged. What was recorded before is left as it is; Sessile tries again by itself."
    return f"{path} can't be written to. Nothing recorded is lost; Sessile tries again by itself."


def _origin(error: Exception) -> Exception:
    """SQLite's own error behind Peewee's."""
    origin = getattr(error, "orig", None)
    return origin if isinstance(origin, Exception) else error


def _code_name(error: Exception) -> str:
    return str(getattr(_origin(error), "sqlite_errorname", type(error).__name__))
