"""Makes the file that the benchmarks of the past ask: a million sessions over ten years, the same each time."""

import hashlib
import random
import shutil
import sqlite3
from bisect import bisect
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from app import paths
from app.store import caches
from app.store.store import Store
from tests.fakes import ROOT

SESSIONS, YEARS = 1_000_000, 10
LAST = datetime(2026, 3, 10, 12, tzinfo=UTC)
"""The last session has ended by then."""
FIRST = LAST - timedelta(days=3652)
PROJECTS, TAGS, ITEMS, VOCABULARY = 40, 60, 60_000, 30_000
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/Lisbon", "Asia/Tokyo")
DIRECTORY = ROOT / "build" / "made_history"
_SYLLABLES = tuple(
    a + b for a in ("b", "ch", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w") for b in "aeiou"
)


class Made(NamedTuple):
    """The file, and words with the share of sessions that have them, about."""

    path: Path
    words: tuple[str, ...]
    """From the most common to the rarest."""


def made(sessions: int = SESSIONS) -> Made:
    """Made when it is not there, or was made by another recipe."""
    recipe = Path(__file__).read_bytes() + b"".join(
        file.read_bytes()
        for file in sorted(ROOT.glob("app/*/*.py"))
        if any(word in file.name for word in ("cache", "sum", "day_parts"))
    )
    name = f"{sessions}-{hashlib.sha256(recipe).hexdigest()[:12]}.db"
    path = DIRECTORY / name
    if not path.exists():
        DIRECTORY.mkdir(parents=True, exist_ok=True)
        for old in DIRECTORY.glob(f"{sessions}-*"):
            old.unlink()
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        _make(part, sessions)
        part.replace(path)
    return Made(path, _vocabulary(random.Random(1)))


def copy(made: Made, directory: Path) -> Path:
    """One that may be written to."""
    return Path(shutil.copy(made.path, directory / "sessile.db"))


def _make(path: Path, sessions: int) -> None:
    Store(path, paths.migrations(), LAST).close()
    database = SqliteDatabase(str(path), pragmas={"journal_mode": "off", "synchronous": 0, "foreign_keys": 0})
    with closing(database):
        caches.drop(database)
        connection = database.connection()
        connection.execute("BEGIN")
        _fill(connection, sessions)
        connection.execute("COMMIT")
        caches.make(database)
        connection.execute("PRAGMA journal_mode = wal")


def _fill(db: sqlite3.Connection, sessions: int) -> None:
    some = random.Random(0)
    vocabulary = _vocabulary(random.Random(1))
    words = _Zipf(vocabulary, 1.05)
    db.executemany(
        "INSERT INTO project (id, name, name_key) VALUES (?, ?, ?)",
        ((n, f"Project {n}", f"project {n}") for n in range(1, PROJECTS + 1)),
    )
    db.executemany(
        "INSERT INTO tag (id, name, name_key) VALUES (?, ?, ?)",
        ((n, f"tag {n}", f"tag {n}") for n in range(1, TAGS + 1)),
    )
    items = min(ITEMS, sessions)
    db.executemany("INSERT INTO planning (id, uid, day, title, title_key) VALUES (?, ?, ?, ?, ?)", _items(items, words))
    rows = _Rows(sessions, items, some, words)
    marks = ", ".join("?" * 17)
    db.executemany(f"INSERT INTO session VALUES ({marks}, NULL)", rows.sessions())
    db.executemany("INSERT INTO session_tag VALUES (?, ?)", rows.tags)
    db.executemany(
        "INSERT INTO gap (session_id, start_time, end_time, cause, verdict) VALUES (?, ?, ?, ?, ?)", rows.gaps
    )


def _items(count: int, words: "_Zipf") -> Iterator[tuple[Any, ...]]:
    some = random.Random(2)
    for number in range(1, count + 1):
        title = " ".join(words.some(some, some.randint(1, 4))).capitalize()
        day = (FIRST + (LAST - FIRST) * number / count).date()
        yield number, f"p{number}", day.isoformat(), title, title.casefold()


class _Rows:
    """Sessions one after the other; tags and gaps gather beside them."""

    def __init__(self, count: int, items: int, some: random.Random, words: "_Zipf") -> None:
        self._count, self._items, self._some, self._words = count, items, some, words
        self.tags: list[tuple[int, int]] = []
        self.gaps: list[tuple[Any, ...]] = []
        self._projects = _Zipf(tuple(range(1, PROJECTS + 1)), 0.8)
        self._tag_ids = _Zipf(tuple(range(1, TAGS + 1)), 0.8)

    def sessions(self) -> Iterator[tuple[Any, ...]]:
        some, step = self._some, (LAST - FIRST) // timedelta(milliseconds=1) // self._count
        start = int(FIRST.timestamp() * 1000)
        zone, offset = ZONES[0], 60
        for id_ in range(1, self._count + 1):
            if id_ % (self._count // 60 or 1) == 0:
                zone = some.choice(ZONES)
            if id_ % 200 == 1:
                offset = _offset(zone, start)
            length = int(step * some.uniform(0.2, 0.95))
            gap = self._gap(id_, start, length) if some.random() < 0.1 else 0
            item = self._items * id_ // self._count or None if some.random() < 0.7 else None
            for tag in {self._tag_ids.one(some) for _ in range(some.randint(1, 3))}:
                self.tags.append((id_, tag))
            yield (
                *(id_, f"{some.getrandbits(128):032x}", None, None),
                *(self._projects.one(some) if some.random() < 0.95 else None, item),
                *(start, offset, start + length, offset, zone, some.choice((5, 10, 25)), 0),
                some.choices((None, 1, 2, 3, 4, 5), (12, 3, 7, 20, 38, 20))[0],
                " ".join(self._words.some(some, some.randint(0, 8))),
                self._notes(),
                length - gap,
            )
            start += step

    def _notes(self) -> str:
        some = self._some
        lines = (" ".join(self._words.some(some, some.randint(3, 9))) for _ in range(some.randint(0, 3)))
        return "\n\n".join(f"[{some.randint(0, 23):02}:{some.randint(0, 59):02}] {line}" for line in lines)

    def _gap(self, session: int, start: int, length: int) -> int:
        some = self._some
        verdict = some.choices(("undecided", "discarded", "kept"), (3, 57, 40))[0]
        begin = start + int(length * some.uniform(0.1, 0.5))
        gap = int(length * some.uniform(0.05, 0.4))
        self.gaps.append((session, begin, begin + gap, some.choice(("idle", "locked", "asleep", "pause")), verdict))
        return 0 if verdict == "kept" else gap


def _offset(zone: str, ms: int) -> int:
    """Minutes east of UTC."""
    offset = datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return offset // timedelta(minutes=1)


class _Zipf:
    """Chooses things, the first ones most often."""

    def __init__(self, things: tuple[Any, ...], steepness: float) -> None:
        self._things = things
        self._sums = list(accumulate(1 / (rank + 2) ** steepness for rank in range(len(things))))

    def one(self, some: random.Random) -> Any:
        return self._things[bisect(self._sums, some.random() * self._sums[-1])]

    def some(self, some: random.Random, count: int) -> list[Any]:
        return [self.one(some) for _ in range(count)]


def _vocabulary(some: random.Random) -> tuple[str, ...]:
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(some.choice(_SYLLABLES) for _ in range(some.choice((1, 2, 2, 3, 3, 3, 4))))] = None
    return tuple(found)
