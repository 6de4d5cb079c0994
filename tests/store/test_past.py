"""Past sessions: days, pages and places, held against a plain count; caches kept against caches made anew."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import days
from app.core.day_parts import parts
from app.core.history import NO_PROJECT, PAGE, DayTotal, Entry, Filter, Index, PageKey, Place
from app.core.model import Cause, Session, Verdict
from app.store import caches
from app.store.reading import ReadingStore
from app.store.store import Store
from tests.by_day import by_day
from tests.fakes import rows

DAY_START = time(4, 30)
WORDS = ("Über", "cafe\u0301", "naïve", "thesis", "the", "don't", "it", "日本", "x'\"*(", "AND", "")


def a_file(path: Path, count: int, seed: int) -> None:
    """Sessions in several zones, some at one instant, some running into each other, with tags, items and gaps."""
    some = random.Random(seed)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA foreign_keys = ON")
        for n in (1, 2, 3):
            db.execute("INSERT INTO project (id, name, name_key) VALUES (?, ?, ?)", (n, f"P{n}", f"p{n}"))
            db.execute("INSERT INTO tag (id, name, name_key) VALUES (?, ?, ?)", (n, f"t{n}", f"t{n}"))
            title = some.choice(WORDS)
            item = "INSERT INTO planning (id, uid, day, title, title_key) VALUES (?, ?, '2026-03-10', ?, '')"
            db.execute(item, (n, f"u{n}", title))
        for id_ in range(1, count + 1):
            start = 1_773_100_800_000 + some.randrange(0, 5 * 86_400) * 1000 // some.choice((1, 7))
            end = None if id_ == count else start + some.randrange(0, 7_200_000)
            db.execute(
                "INSERT INTO session (id, uid, project_id, planning_id, start_time, start_offset, end_time, "
                "end_offset, satisfaction_score, tasks_done, notes, worked) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)",
                (
                    *(id_, f"s{id_}", some.choice((None, 1, 2, 3)), some.choice((None, 1, 2, 3))),
                    *(start, some.choice((-600, 0, 60, 345, 840)), end, some.choice((None, 1, 4))),
                    *(" ".join(some.choices(WORDS, k=2)), "\n".join(some.choices(WORDS, k=3))),
                    None if end is None else some.randrange(7_200_000),
                ),
            )
            for tag in some.sample((1, 2, 3), some.randint(0, 2)):
                db.execute("INSERT INTO session_tag VALUES (?, ?)", (id_, tag))
            for _ in range(some.choice((0, 0, 1, 2))):
                verdict = some.choice([verdict.value for verdict in Verdict])
                cause = some.choice([cause.value for cause in Cause])
                gap = "INSERT INTO gap (session_id, start_time, end_time, cause, verdict) VALUES (?, ?, ?, ?, ?)"
                db.execute(gap, (id_, start + some.randrange(1000), start + 2000, cause, verdict))
        db.commit()


@pytest.fixture
def filled(store: Store, data_file: Path) -> Path:
    a_file(data_file, 700, 1)
    return data_file


@pytest.fixture
def reading(store: Store, filled: Path) -> Iterator[ReadingStore]:
    reading = store.reading_store()
    yield reading
    reading.close()


Holds = Callable[[Session], bool]
FILTERS: dict[str, tuple[Filter, Holds]] = {
    "all": (Filter(), lambda _: True),
    "project": (Filter(project_id=2), lambda s: s.project is not None and s.project.id == 2),
    "no project": (Filter(project_id=NO_PROJECT), lambda s: s.project is None),
    "tag": (Filter(tag_id=1), lambda s: any(tag.id == 1 for tag in s.tags)),
    "score": (Filter(score=4), lambda s: s.score == 4),
    "not reviewed": (Filter(not_reviewed=True), lambda s: s.score is None),
    "a day": (Filter(since=date(2026, 3, 11), until=date(2026, 3, 11)), lambda _: True),
    "a project since a day": (
        Filter(project_id=1, since=date(2026, 3, 12)),
        lambda s: s.project is not None and s.project.id == 1,
    ),
    "a word until a day": (Filter(text="it", until=date(2026, 3, 11)), lambda s: "it" in words(s)),
    "together": (
        Filter(project_id=1, tag_id=2, score=1),
        lambda s: s.project is not None and s.project.id == 1 and any(t.id == 2 for t in s.tags) and s.score == 1,
    ),
    "an hour": (Filter(hour=9), lambda s: (s.start + s.start_offset).hour == 9),
    "a length": (Filter(least=30, most=60), lambda s: worked(s) in range(30, 60)),
    "a length and a word": (Filter(least=60, text="it"), lambda s: worked(s) >= 60 and "it" in words(s)),
    "a cause": (Filter(cause=Cause.ASLEEP), lambda s: any(gap.cause is Cause.ASLEEP for gap in s.gaps)),
    "a cause, an hour and a tag": (
        Filter(cause=Cause.IDLE, hour=10, tag_id=1),
        lambda s: (
            any(g.cause is Cause.IDLE for g in s.gaps)
            and (s.start + s.start_offset).hour == 10
            and any(t.id == 1 for t in s.tags)
        ),
    ),
    "a word without its accent": (Filter(text="uBE"), lambda s: "Über" in texts(s)),
    "a word and a tag": (
        Filter(text="cafe", tag_id=1),
        lambda s: "cafe" in texts(s) and any(t.id == 1 for t in s.tags),
    ),
    "two words": (Filter(text="thes it"), lambda s: "thesis" in texts(s) and "it" in words(s)),
    "a word with a sign in it": (Filter(text="don't"), lambda s: "don't" in texts(s)),
    "signs only": (Filter(text=" *\"(' "), lambda _: True),
    "what FTS5 takes for an operator": (Filter(text="AND"), lambda s: "AND" in texts(s)),
    "NUL": (Filter(text="\0"), lambda _: True),
}


def worked(session: Session) -> int:
    """In whole minutes."""
    return (session.worked or timedelta()) // timedelta(minutes=1)


def texts(session: Session) -> str:
    return f"{session.notes}\n{session.tasks_done}\n{session.title or ''}"


def words(session: Session) -> list[str]:
    return texts(session).split()


def expected(store: Store, name: str) -> tuple[Index, dict[date, list[Entry]]]:
    holds = FILTERS[name][1]
    past = [s for s in store.sessions.recent(1000) if holds(s)]
    past.sort(key=lambda s: (days.day_of_session(s, DAY_START), s.start, s.id), reverse=True)
    everyone = [*store.sessions.recent(1000), store.sessions.active()]
    totals, lines = [], {}
    for day, sessions, total in by_day(past, DAY_START):
        if not FILTERS[name][0].holds(day):
            continue
        of_day: list[Entry] = []
        for session in sessions:
            others = tuple(
                sorted(
                    (
                        o
                        for o in everyone
                        if o is not None
                        and o.id != session.id
                        and session.end is not None
                        and o.start < session.end
                        and (o.end is None or o.end > session.start)
                    ),
                    key=lambda o: (o.start, o.id),
                )
            )
            later = parts(session, DAY_START, session.end or session.start)[1:]
            of_day.append(Entry(session, None, others, tuple(part for part in later if part.worked)))
            of_day += [Entry(session, g, others) for g in session.gaps if g.verdict is Verdict.UNDECIDED]
        totals.append(DayTotal(day, len(sessions), len(of_day) - len(sessions), total))
        lines[day] = of_day
    return Index(tuple(totals)), lines


@pytest.mark.parametrize("name", FILTERS)
def test_the_days_of(store: Store, reading: ReadingStore, name: str) -> None:
    assert reading.past.index(FILTERS[name][0], DAY_START) == expected(store, name)[0]


@pytest.mark.parametrize("name", FILTERS)
def test_every_page_of(store: Store, reading: ReadingStore, name: str) -> None:
    _, lines = expected(store, name)
    found = {}
    for day, entries in lines.items():
        pages = range(-(-len(entries) // PAGE))
        found[day] = [e for n in pages for e in reading.past.page(FILTERS[name][0], PageKey(day, n), DAY_START)]
    assert found == lines


@pytest.mark.parametrize("name", FILTERS)
def test_the_newest_rows_of(store: Store, reading: ReadingStore, name: str) -> None:
    _, lines = expected(store, name)
    every = [entry for entries in lines.values() for entry in entries]
    assert list(reading.past.newest(FILTERS[name][0], DAY_START)) == every[:PAGE]


def test_where_a_session_stands(store: Store, reading: ReadingStore) -> None:
    _, lines = expected(store, "tag")
    for day, entries in lines.items():
        last = [row for row, entry in enumerate(entries) if entry.gap is None][-1]
        id_ = entries[last].session.id
        assert reading.past.place(Filter(tag_id=1), id_, DAY_START) == Place(day, last)


def test_a_session_that_is_not_wanted_stands_nowhere(store: Store, reading: ReadingStore) -> None:
    unwanted = next(s for s in store.sessions.recent(1000) if s.score == 4)
    assert reading.past.place(Filter(score=1), unwanted.id, DAY_START) is None


KEPT = (
    "SELECT place / 4096, last, session_id, start_time, project_id, score, worked, undecided FROM cache_past "
    "ORDER BY session_id",
    "SELECT tag_id, session_id FROM cache_past_tag JOIN cache_past USING (place) ORDER BY 1, 2",
    "SELECT count(*) FROM cache_past_tag",
)
DEEDS = (
    "UPDATE session SET notes = notes || ' ratio' WHERE id % 5 = 0",
    "UPDATE session SET start_time = start_time - 50000000, start_offset = 0, notes = 'moved' WHERE id % 7 = 0",
    "UPDATE session SET end_time = start_time + 1 WHERE end_time IS NULL",
    "UPDATE session SET end_time = end_time + 30000000 WHERE id % 3 = 0",
    "UPDATE session SET end_offset = CASE WHEN id % 2 = 0 THEN 60 END WHERE id % 3 = 0",
    "UPDATE session SET start_offset = -600, end_offset = NULL, end_time = end_time + 5 WHERE id % 5 = 0",
    "DELETE FROM session WHERE end_time IS NULL; UPDATE session SET end_time = NULL, worked = NULL WHERE id = 9",
    "UPDATE session SET project_id = 1, satisfaction_score = 5, worked = 7 WHERE id % 3 = 0",
    "UPDATE session SET planning_id = 2 WHERE id % 11 = 0",
    "UPDATE planning SET title = 'renamed' WHERE id = 1",
    "DELETE FROM planning WHERE id = 3",
    "DELETE FROM tag WHERE id = 2",
    "UPDATE session_tag SET tag_id = 2 WHERE tag_id = 1 AND session_id % 2 = 0 AND session_id NOT IN "
    "(SELECT session_id FROM session_tag WHERE tag_id = 2) AND 2 IN (SELECT id FROM tag)",
    "DELETE FROM project WHERE id = 2",
    "UPDATE gap SET verdict = 'kept' WHERE id % 2 = 0",
    "DELETE FROM gap WHERE id % 3 = 0",
    "DELETE FROM session WHERE id % 4 = 0",
    "UPDATE session SET last_seen = 5",
)


def kept(path: Path) -> list[object]:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, cache_words, row)")
        terms = [term for (term,) in db.execute("SELECT term FROM terms WHERE doc > 0")]
        hits = (
            "SELECT session_id FROM cache_words AS w LEFT JOIN cache_past ON place = w.rowid WHERE cache_words MATCH ?"
        )
        found = {term: sorted(db.execute(hits, (f'"{term}"',)).fetchall()) for term in terms}
        return [*(db.execute(query).fetchall() for query in KEPT), {t: h for t, h in found.items() if h}]


@pytest.mark.parametrize("deed", DEEDS)
def test_what_triggers_keep_is_what_is_made_anew_after(store: Store, filled: Path, deed: str) -> None:
    with closing(sqlite3.connect(filled)) as other:
        other.execute("PRAGMA foreign_keys = ON")
        other.executescript(deed)
        other.commit()
    before = kept(filled)
    caches.make(store._database.peewee)
    assert before == kept(filled)


@given(deeds=st.lists(st.sampled_from(DEEDS), min_size=2, max_size=8), seed=st.integers(0, 5))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_so_it_is_after_any_sequence_of_writes(store: Store, data_file: Path, deeds: list[str], seed: int) -> None:
    with closing(sqlite3.connect(data_file)) as other:
        other.execute("PRAGMA foreign_keys = ON")
        for table in ("session", "planning", "tag", "project"):
            other.execute(f"DELETE FROM {table}")
        other.commit()
    a_file(data_file, 60, seed)
    with closing(sqlite3.connect(data_file)) as other:
        other.execute("PRAGMA foreign_keys = ON")
        for deed in deeds:
            other.executescript(deed)
    before = kept(data_file)
    caches.make(store._database.peewee)
    assert before == kept(data_file)


def test_a_heartbeat_touches_no_cache(store: Store, filled: Path) -> None:
    data = rows(filled, "SELECT count(*), sum(length(block)) FROM cache_words_data")
    store.sessions.set_last_seen(3, datetime(2026, 3, 10, tzinfo=UTC))
    assert rows(filled, "SELECT count(*), sum(length(block)) FROM cache_words_data") == data
