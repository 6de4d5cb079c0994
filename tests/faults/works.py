"""What a program is in the middle of when something happens to it. Each says `ack` for what it has acknowledged."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from app import paths
from app.core.errors import Unavailable
from app.store import backup, database, doctor, move, restore
from app.store.database import FILE_NAME
from app.store.store import Store
from tests.fakes import NOON

from . import worlds

SESSIONS = 300
WRITES = 150
Ack = Callable[[str], None]
"""Called with the `uid` of a session that was written."""


class Work(NamedTuple):
    name: str
    prepare: Callable[[Path], object]
    """Make the data in an empty directory."""
    do: Callable[[Path, Ack], None]
    """With the data file, in a process of its own. Raises SessileError."""


def _filled(directory: Path) -> None:
    worlds.make(directory, SESSIONS)


def _with_another(directory: Path) -> None:
    _filled(directory)
    (directory / "other").mkdir()


def _old(directory: Path) -> None:
    """A file as the first version of the program left it."""
    scripts = directory.with_name(f"{directory.name}-scripts")
    scripts.mkdir()
    shutil.copy(paths.migrations() / "0001_tables.py", scripts)
    known, database.SCHEMA_VERSION = database.SCHEMA_VERSION, 1
    try:
        Store(directory / FILE_NAME, scripts, NOON).close()
    finally:
        database.SCHEMA_VERSION = known
    with closing(sqlite3.connect(directory / FILE_NAME)) as connection:
        for name in ("project", "tag"):
            connection.executemany(f"INSERT INTO {name} (id, name, name_key) VALUES (?1, ?1, ?1)", zip(range(1, 13)))
        worlds.fill(connection, 1, SESSIONS)
        connection.commit()


def _damaged(directory: Path) -> None:
    path = worlds.make(directory, SESSIONS)
    content = bytearray(path.read_bytes())
    content[:4096] = bytes(4096)
    path.write_bytes(content)


def write(path: Path, ack: Ack) -> None:
    """Sessions, one a transaction; what the file can't take is not acknowledged."""
    store = Store(path, paths.migrations(), NOON)
    _write(store, ack)
    store.close()


def _write(store: Store, ack: Ack) -> None:
    for number in range(WRITES):
        uid = f"written-{number}"
        try:
            with store.write():
                connection = store._database.peewee.connection()
                start = worlds.FIRST + number * worlds.MINUTE_MS
                row = (uid, start, start + worlds.MINUTE_MS, "a note" * 20)
                connection.execute("INSERT INTO session (uid, start_time, end_time, notes) VALUES (?, ?, ?, ?)", row)
        except Unavailable:
            continue
        ack(uid)


def back_up(path: Path, ack: Ack) -> None:
    """Backups one after the other, while another thread of the program writes."""
    store = Store(path, paths.migrations(), NOON)
    over = threading.Event()

    def copy() -> None:
        for day in range(100):
            if over.is_set():
                return
            try:
                worlds.back_up(path, NOON + timedelta(days=day))
            except (Unavailable, sqlite3.Error):
                continue

    copying = threading.Thread(target=copy)
    copying.start()
    _write(store, ack)
    over.set()
    copying.join()
    store.close()


def open_old(path: Path, _ack: Ack) -> None:
    Store(path, paths.migrations(), NOON).close()


def go_back(path: Path, _ack: Ack) -> None:
    """To the backup and to what was there before, ten times."""
    (point,) = backup.points(path)
    named = point.named
    for minute in range(10):
        named = restore.restore(path, named, NOON + timedelta(minutes=minute))


def mend(path: Path, _ack: Ack) -> None:
    offers = doctor.examine(path, paths.migrations(), NOON)
    restore.mend(path, offers.salvaged.named, NOON)


def move_away(path: Path, _ack: Ack) -> None:
    move.copy_to(path, path.parent / "other")
    move.leave(path, NOON)


WORKS = (
    Work("writing", _filled, write),
    Work("backup while writing", _filled, back_up),
    Work("migration", _old, open_old),
    Work("restore", _filled, go_back),
    Work("mending", _damaged, mend),
    Work("move", _with_another, move_away),
)
