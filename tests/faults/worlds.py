"""Data files with something in them, and whether a program that opens one can be used."""

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from app import paths
from app.control.operations import Start
from app.core.errors import CannotOpen, Damaged
from app.engine import Engine
from app.store import backup, caches, doctor, restore
from app.store.backup import Kept
from app.store.database import FILE_NAME
from app.store.store import Store
from tests.fakes import NOON

SESSIONS = 1500
MINUTE_MS = 60_000
FIRST = int((NOON - timedelta(days=400)).timestamp() * 1000)


def make(directory: Path, sessions: int = SESSIONS, *, with_backup: bool = True) -> Path:
    """A year of sessions with notes, tags, gaps and alerts; the backup lacks the last hundred."""
    path = directory / FILE_NAME
    store = Store(path, paths.migrations(), NOON)
    connection = store._database.peewee.connection()
    connection.execute("PRAGMA synchronous = OFF")
    caches.drop(store._database.peewee)
    connection.execute("BEGIN")
    for number in range(1, 13):
        connection.execute("INSERT INTO project (id, name, name_key) VALUES (?1, 'P' || ?1, 'p' || ?1)", (number,))
        connection.execute("INSERT INTO tag (id, name, name_key) VALUES (?1, 'T' || ?1, 't' || ?1)", (number,))
    fill(connection, 1, sessions - 100)
    connection.execute("COMMIT")
    caches.make(store._database.peewee)
    if with_backup:
        back_up(path, NOON - timedelta(days=1))
    with store.write():
        fill(connection, sessions - 99, sessions)
    store.close()
    return path


def fill(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Sessions with these numbers."""
    dice = random.Random(first)
    for number in range(first, last + 1):
        start = FIRST + number * 6 * 60 * MINUTE_MS
        note = "".join(dice.choices("abcdefghij klmnop", k=dice.choice((0, 40, 200, 6000 if number % 50 == 0 else 20))))
        row = (number, f"uid-{number}", 1 + number % 12, start, start + 50 * MINUTE_MS, note, 50 * MINUTE_MS)
        connection.execute(
            "INSERT INTO session (id, uid, project_id, start_time, end_time, start_offset, end_offset, notes, worked)"
            " VALUES (?, ?, ?, ?, ?, 60, 60, ?, ?)",
            row,
        )
        connection.execute("INSERT INTO session_tag VALUES (?, ?)", (number, 1 + number % 12))
        gap = (number, start + MINUTE_MS, start + 2 * MINUTE_MS)
        connection.execute(
            "INSERT INTO gap (session_id, start_time, end_time, cause, verdict) VALUES (?, ?, ?, 'idle', 'kept')", gap
        )
        connection.execute(
            "INSERT INTO alert (session_id, kind, due_time, done_time, result) VALUES (?, 'Time is up', ?, ?, 'shown')",
            gap,
        )


def copied(path: Path, directory: Path) -> Path:
    """The file and its backups, in another place."""
    shutil.copytree(path.parent, directory, dirs_exist_ok=True)
    return directory / path.name


def back_up(path: Path, now: datetime, reason: str = "daily") -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as source:
        backup.make(source, Kept(path, datetime.date), reason, now, lambda: None)


def uids(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {uid for (uid,) in connection.execute("SELECT uid FROM session")}


class CheckFailed(Exception):
    """It opens, and the check that follows finds damage."""


def use(path: Path) -> set[str]:
    """Open it as the program does, show what a start shows, look it through, and record a session.

    Raises what that raises. The sessions that are there then.
    """
    store = Store(path, paths.migrations(), NOON)
    try:
        with store.first_reading():
            engine = Engine(store)
            engine.questions.look()
            engine.overview.today()
            engine.overview.deliveries()
            engine.overview.combinations()
        reading = store.reading_store()
        with reading.moment():
            problem = reading.check()
        reading.close()
        if problem:
            raise CheckFailed(problem)
        engine.controller.start(Start(25))
        engine.controller.add_note(engine.controller.active_id(), "written")
        engine.controller.stop(engine.controller.active_id())
        engine.close()
    finally:
        store.close()
    return uids(path)


def start(path: Path) -> tuple[set[str], str]:
    """What a start comes to, choosing what has more sessions where there is a choice."""
    try:
        if not doctor.is_gone(path):
            return use(path), "opens, and is sound"
        found = "is gone"
    except Damaged:
        found = "found at the start"
    except CheckFailed:
        found = "found by the check"
    except CannotOpen:
        raise
    except Exception:
        if not doctor.is_damaged(path):
            raise
        found = "found after a fault"
    offers = doctor.examine(path, paths.migrations(), NOON)
    salvaged, good = offers
    chosen = salvaged if good is None or salvaged.content.sessions >= good.content.sessions else good
    restore.mend(path, chosen.named, NOON)
    return use(path), f"{found}: {'what could be read' if chosen is salvaged else 'the newest backup'}"


class Ended(NamedTuple):
    """How a start with a damaged file ended."""

    how: str
    sessions: int
    """Of those that were recorded before."""


def damaged_start(path: Path, seed: int) -> Ended:
    """Damage one to five places of it and start. Raises where something is lost that was in the damaged file."""
    dice = random.Random(seed)
    before, content = uids(path), bytearray(path.read_bytes())
    for _ in range(dice.choice((1, 1, 2, 5))):
        at = dice.randrange(len(content) if dice.random() < 0.9 else 4096)
        length = len(content[at : at + dice.choice((1, 16, 512, 4096, 65536))])
        content[at : at + length] = dice.randbytes(length)
    path.write_bytes(content)
    backups = {file.name: file.read_bytes() for file in backup.folder_of(path).iterdir()}
    found, how = start(path)
    if "sound" not in how:
        (aside,) = path.parent.glob("sessile-*-damaged.db")
        assert aside.read_bytes() == content
    assert backups.items() <= {file.name: file.read_bytes() for file in backup.folder_of(path).iterdir()}.items()
    return Ended(how, len(found & before))
