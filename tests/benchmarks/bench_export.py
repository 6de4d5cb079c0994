"""Exports a million sessions in each form and reads them back, beside plain SQLite with the same rows."""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from subprocess import run
from time import perf_counter, process_time

from app.control.exporter import _PIECES
from app.core.incoming import IncomingSession
from app.core.outgoing import Form
from app.core.read_json import read_export
from app.store.database import identity
from app.store.exporting import EVERYTHING, Exporting
from app.store.reading import ReadingStore
from tests.fakes import ROOT

from .made_history import copy, made
from .memory import peak

TABLES = ("project", "tag", "planning", "planning_tag", "session", "session_tag", "gap", "alert")
"""What an export holds."""


def main() -> None:
    """Each on its own process, so that each has its own peak."""
    with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory:
        path = copy(made(), Path(directory))
        print(f"{'':36}{'seconds':>9}{'processor':>11}{'peak MiB':>10}{'file MB':>9}")
        for what in ("read plain", "write plain", *Form, "read"):
            command = [sys.executable, "-m", "tests.benchmarks.bench_export", what, str(path)]
            run(command, cwd=ROOT, check=True)


def one(what: str, path: Path) -> None:
    known = {"read plain": plain_read, "write plain": plain_write, "read": read}
    began, began_working = perf_counter(), process_time()
    name, size = known[what](path) if what in known else export(Form(what), path)
    took, worked = perf_counter() - began, process_time() - began_working
    print(f"{name:36}{took:9.1f}{worked:11.1f}{peak(os.getpid()):10.0f}{size / 1e6:9.0f}", flush=True)


def rows(path: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as db:
        for table in TABLES:
            for row in db.execute(f"SELECT * FROM {table} ORDER BY {'start_time' if table == 'session' else '1'}"):
                yield table, row


def plain_read(path: Path) -> tuple[str, int]:
    count = sum(1 for _ in rows(path))
    return f"plain SQLite reads {count:,} rows", path.stat().st_size


def plain_write(path: Path) -> tuple[str, int]:
    """Into tables with the same rules, without what is for speed."""
    target = path.with_name("plain.db")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as db:
        db.execute("PRAGMA journal_mode = wal")
        names = ", ".join(f"'{table}'" for table in TABLES)
        for (sql,) in source.execute(
            f"SELECT sql FROM sqlite_schema WHERE tbl_name IN ({names}) AND type IN ('table', 'index') "
            "AND sql IS NOT NULL AND name NOT LIKE 'cache!_%' ESCAPE '!' ORDER BY type DESC"
        ):
            db.execute(sql)
        for table in TABLES:
            found = source.execute(f"SELECT * FROM {table}")
            marks = ", ".join("?" for _ in found.description)
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
        db.commit()
    return "plain SQLite reads and writes them", target.stat().st_size


def export(form: Form, path: Path) -> tuple[str, int]:
    target = path.with_suffix(form.suffix)
    store = ReadingStore(path, identity(path))
    with store.moment(), target.open("wb") as file:
        file.writelines(_PIECES[form](Exporting(store, EVERYTHING).outgoing()))
    store.close()
    return f"export as {form}", target.stat().st_size


def read(path: Path) -> tuple[str, int]:
    target = path.with_suffix(Form.JSON.suffix)
    with target.open(encoding="utf-8", errors="surrogateescape", newline="") as lines:
        count = sum(isinstance(found, IncomingSession) for found in read_export(lines))
    return f"read {count:,} sessions of JSON", target.stat().st_size


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        one(sys.argv[1], Path(sys.argv[2]))
