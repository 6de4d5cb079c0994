"""Hamster's database, read from a copy: facts with their activity, category and tags; local times without a zone.

It counts what the clocks show between start and end, so of two ends that a changed clock makes possible that one is
taken. A fact keeps its number there as long as it is not edited.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

from app.core.errors import Refused
from app.core.incoming import Found, Problem
from app.core.readers import said
from app.core.readers.said import Clocks

NAME = "Hamster"
MAGIC = b"SQLite format 3\0"
DAMAGED = "The database is damaged: nothing can be read from here on"
BROKEN = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What sqlite3 raises for damage; the second where the damage is in what SQLite says of it."""
_TABLES = frozenset({"facts", "activities", "categories", "tags", "fact_tags"})
_FACTS = """SELECT f.id, f.start_time, f.end_time, f.description, a.name, c.name
FROM facts AS f LEFT JOIN activities AS a ON a.id = f.activity_id LEFT JOIN categories AS c ON c.id = a.category_id
ORDER BY f.start_time, f.id"""
_TAGS = "SELECT t.name FROM fact_tags AS f JOIN tags AS t ON t.id = f.tag_id WHERE f.fact_id = ? ORDER BY t.name"


def is_hamster(database: sqlite3.Connection) -> bool:
    """Whether it has the tables; False for a file that SQLite can't read."""
    try:
        return {name for (name,) in database.execute("SELECT name FROM sqlite_schema")} >= _TABLES
    except BROKEN:
        return False


def read_facts(database: sqlite3.Connection, clocks: Clocks) -> Iterator[Found]:
    """A fact's number stands for the line."""
    try:
        for id_, *fact in database.execute(_FACTS):
            tags = [str(name) for (name,) in database.execute(_TAGS, (id_,))]
            try:
                yield _session(id_, fact, tags, clocks)
            except Refused as refused:
                yield Problem(id_, str(refused))
    except BROKEN:
        yield Problem(0, DAMAGED)


def _session(id_: int, fact: list[object], tags: list[str], clocks: Clocks) -> Found:
    written_start, written_end, description, activity, category = fact
    if written_end is None:
        raise Refused(said.STILL_RUNS)
    start, end = _local(written_start), _local(written_end)
    first, last = clocks.pair(start, end)
    return said.session(
        id_,
        f"hamster:{id_}:{start.replace(tzinfo=None).isoformat()}",
        first,
        last,
        clocks.zone,
        project=str(category or ""),
        tags=tags,
        title=str(activity or ""),
        notes=str(description or ""),
    )


def _local(written: object) -> datetime:
    """As if it were UTC."""
    try:
        found = datetime.fromisoformat(str(written)).replace(tzinfo=UTC)
    except ValueError:
        raise Refused(said.NO_TIME.format(str(written)[:40])) from None
    said.check_year(found)
    return found
