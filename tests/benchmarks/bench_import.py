"""An import of a million sessions beside what plain SQLite needs to write the same rows; and 100 MB of junk."""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from app import paths
from app.core.errors import Refused
from app.core.importing import Options
from app.core.readers.said import Clocks
from app.store.import_file import ImportFile
from app.store.importing import Importing
from app.store.store import Store
from app.store.taking_in import take_in
from tests.fakes import ROOT

SESSIONS = 1_000_000
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HEADER = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags\n"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory:
        folder = Path(directory)
        write_toggl(folder / "toggl.csv", SESSIONS)
        imported = in_a_process("bring", folder)
        plain = in_a_process("plain", folder)
        print(f"import {imported:.1f} s, plain SQLite {plain:.1f} s: {imported / plain:.1f} times")
        junk(folder)


def in_a_process(what: str, folder: Path) -> float:
    """So that memory is that of one alone."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_import", what, str(folder)]
    out = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    print(out, end="")
    return float(out.split()[-1])


def write_toggl(path: Path, count: int) -> None:
    start, step = NOW - timedelta(days=3652), timedelta(days=3652) / count
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for n in range(count):
            first = start + step * n
            last = first + timedelta(seconds=int(step.total_seconds() * 0.9))
            file.write(
                f"Ada,ada@example.org,,Project {n % 40},,Topic {n % 50},No,{first:%Y-%m-%d},{first:%H:%M:%S},"
                f'{last:%Y-%m-%d},{last:%H:%M:%S},{last - first},"tag {n % 60}, deep"\n'
            )


def bring(folder: Path) -> None:
    store = Store(folder / "sessile.db", paths.migrations(), NOW)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = at = perf_counter()
    importing, file = Importing(store), ImportFile(folder / "toggl.csv")
    importing.read(file, Clocks("UTC", timedelta()), NOW, nothing)
    at = said("read", at)
    importing.settle(Options(), nothing)
    plan = importing.plan("toggl.csv", "UTC", file)
    at = said("dry run", at)
    with store.write():
        take_in(importing, plan, Options(), NOW, nothing)
    said("write", at)
    store.close()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    print(f"{plan.to_add} sessions, {plan.problem_count} problems; memory grew by {grown} MB; seconds")
    print(perf_counter() - started)


def plain(folder: Path) -> None:
    """The rows that the import wrote, in the order of the tables, into tables of the same kind."""
    with closing(sqlite3.connect(folder / "sessile.db")) as source:
        kept = [
            row[0] for row in source.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT NULL")
        ]
        tables = [name for name in kept if name in ("project", "tag", "planning", "import", "session", "session_tag")]
        rows = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    Store(folder / "plain.db", paths.migrations(), NOW).close()
    with closing(sqlite3.connect(folder / "plain.db", isolation_level=None)) as target:
        target.execute("PRAGMA foreign_keys = 1")
        target.execute("PRAGMA synchronous = FULL")
        started = perf_counter()
        target.execute("BEGIN")
        for name in ("project", "tag", "planning", "import", "session", "session_tag"):
            marks = ", ".join("?" * len(rows[name][0]))
            target.executemany(f"INSERT INTO {name} VALUES ({marks})", rows[name])
        target.execute("COMMIT")
        print(f"plain SQLite with the file's triggers and indexes {perf_counter() - started:.1f}")
    bare(folder / "bare.db", rows)


def bare(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """The same without what is for speed."""
    from peewee import SqliteDatabase

    from app.store import caches

    Store(path, paths.migrations(), NOW).close()
    with closing(SqliteDatabase(str(path))) as database:
        caches.drop(database)
    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        target.execute("PRAGMA foreign_keys = 1")
        target.execute("PRAGMA synchronous = FULL")
        started = perf_counter()
        target.execute("BEGIN")
        for name, its in rows.items():
            target.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(its[0]))})", its)
        target.execute("COMMIT")
        print("plain SQLite without them, seconds")
        print(perf_counter() - started)


def junk(folder: Path) -> None:
    """100 MB of it, bare and behind a good beginning."""
    block = os.urandom(1 << 20)
    for name, head in (
        ("bare", b""),
        ("table", HEADER.encode()),
        ("frames", b'[[1773129600, 1773131400, "a", "1", [], 0],'),
    ):
        path = folder / name
        path.write_bytes(head + block * 100)
        at = perf_counter()
        try:
            store = Store(folder / "junk.db", paths.migrations(), NOW)
            importing, file = Importing(store), ImportFile(path)
            importing.read(file, Clocks("UTC", timedelta()), NOW, nothing)
            said(f"100 MB of junk behind {name}: {importing.rows.sessions} sessions, {importing.rows.problems[:1]}", at)
        except Refused as refused:
            said(f"100 MB of junk: {refused}", at)
        finally:
            store.close()


def nothing(_share: float) -> None:
    """Nobody looks on."""


def said(what: str, since: float) -> float:
    print(f"{what} {perf_counter() - since:.1f}")
    return perf_counter()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        {"bring": bring, "plain": plain}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
