"""Reads what can be read of a damaged file: each table by its key, around what fails.

Where the list of tables is damaged too, that of a sound file takes its place: a first page is written, over a copy,
that says where the tables of the record begin. Migrations make them in one order, so they begin at the same pages in
every file of a version, and in its backups for certain.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from app.store import backup
from app.store.backup import CANT_READ

TABLES = (
    "project",
    "tag",
    "planning",
    "planning_tag",
    "import",
    "session",
    "session_tag",
    "gap",
    "alert",
    "change",
    "setting",
    "deleted_session",
)
"""Those of the record, each after those it names."""
_PAGE = 4096
_GIVES_UP_AFTER = 20_000
"""Rows in one table that can't be read one by one: then its tree has no top, and looking on would take hours."""
Row = tuple[Any, ...]


class Shape(NamedTuple):
    """A table as it lies in a sound file."""

    root: int
    """The page it begins at."""
    columns: tuple[str, ...]
    key: tuple[str, ...]
    has_rowid: bool


def shapes(connection: sqlite3.Connection) -> dict[str, Shape]:
    """Of the tables of the record that are there."""
    listed = connection.execute("SELECT name, rootpage, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    found = {}
    for name, root, sql in listed:
        if name in TABLES:
            columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
            key = tuple(each[1] for each in sorted(columns, key=lambda each: each[5]) if each[5])
            has_rowid = not sql.rstrip().upper().endswith("WITHOUT ROWID")
            found[name] = Shape(root, tuple(each[1] for each in columns), key, has_rowid)
    return found


def open_as_it_is(path: Path) -> sqlite3.Connection | None:
    """None where its list of tables can't be read, or has not all that a sound file has."""
    for options in (
        "mode=ro",
        "mode=ro&immutable=1",
    ):  # the second reads without the log, and where nothing may be made
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?{options}", uri=True, isolation_level=None)
        try:
            if "session" in shapes(connection):
                return connection
        except CANT_READ:
            pass
        connection.close()
    return None


def open_with(path: Path, tables: dict[str, Shape], folder: Path) -> sqlite3.Connection:
    """A copy in `folder` that gets another first page."""
    copied = folder / "copied.db"
    shutil.copyfile(path, copied)
    pages = max(copied.stat().st_size // _PAGE, 1)
    reached = {name: shape for name, shape in tables.items() if shape.root <= pages}
    first = bytearray(_first_page(reached, folder))
    first[28:32] = pages.to_bytes(4, "big")  # sqlite.org/fileformat.html, 1.3: so many pages, none of them free
    first[92:96] = first[24:28]
    first[32:40] = bytes(8)
    with copied.open("r+b") as file:
        file.write(first)
    return backup.whole(copied)


def _first_page(tables: dict[str, Shape], folder: Path) -> bytes:
    listing = folder / "listing.db"
    listing.unlink(missing_ok=True)
    with closing(sqlite3.connect(listing, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("CREATE TABLE first (x)")
        connection.execute("DELETE FROM sqlite_schema")
        for name, shape in tables.items():
            sql = _statement(name, shape)
            connection.execute("INSERT INTO sqlite_schema VALUES ('table', ?, ?, ?, ?)", (name, name, shape.root, sql))
    return listing.read_bytes()[:_PAGE]


def _statement(name: str, shape: Shape) -> str:
    columns = ", ".join(
        f"{column} INTEGER PRIMARY KEY" if shape.has_rowid and (column,) == shape.key else column
        for column in shape.columns
    )
    keyed = "" if shape.has_rowid else f", PRIMARY KEY ({', '.join(shape.key)})"
    return f'CREATE TABLE "{name}" ({columns}{keyed}){"" if shape.has_rowid else " WITHOUT ROWID"}'


def rows_of(damaged: sqlite3.Connection, name: str, columns: Sequence[str], shape: Shape) -> Iterator[Row]:
    """Each row that can be read, once or more often."""
    damaged.text_factory = lambda text: text.decode("utf-8", "replace")
    asked, key = f'SELECT {", ".join(columns)} FROM "{name}"', shape.key[0]
    parent = name if shape.has_rowid else key.removesuffix("_id")
    if shape.has_rowid or parent != key:
        highest = _highest(damaged, parent)
        yield from _by_number(damaged, f"{asked} WHERE {key}", columns.index(key), key, highest)
    else:
        for order in ("ASC", "DESC"):
            with suppress(*CANT_READ):
                yield from damaged.execute(f"{asked} ORDER BY {key} {order}")


def _by_number(damaged: sqlite3.Connection, asked: str, key_at: int, key: str, highest: int) -> Iterator[Row]:
    """A range of numbers that fails is halved from where it failed."""
    ranges, failures = [(-1, highest)], 0
    while ranges and failures < _GIVES_UP_AFTER:
        first, last = ranges.pop()
        try:
            for row in damaged.execute(f"{asked} BETWEEN ? AND ? ORDER BY {key}", (first, last)):
                first = row[key_at]
                yield row
        except CANT_READ:
            failures += 1
            if first < last:
                middle = (first + last) // 2
                ranges += [(middle + 1, last), (first, middle)]


def _highest(damaged: sqlite3.Connection, name: str) -> int:
    """The highest number of a row; where that can't be read, more than there can be in a file of this size."""
    with suppress(*CANT_READ):
        if (found := damaged.execute(f'SELECT max(id) FROM "{name}"').fetchone()[0]) is not None:
            return int(found)
    (pages,) = damaged.execute("PRAGMA page_count").fetchone()
    return int(pages) * 256
