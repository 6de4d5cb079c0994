"""What makes reading fast: indexes, tables and the triggers that keep them. None is part of the record.

Each name begins with `cache_`. All can be dropped and made anew from the rest; triggers keep them right, whoever
writes.

`cache_past` has a row for each ended session. Its `place` sorts by local time: the seconds from the beginning of year
1 to the session's start as clocks showed it there, times `NUMBERS`, plus a free number. So the sessions of a day lie
side by side, whenever days begin, and every index of this table is in order of time by itself. `last` is the same of
the session's end, so that those that run over a day's beginning can be told from the table alone: `cache_past_late`
has the short ones by the time of day that they ended at, `cache_past_long` the few long ones, all of which are looked
at. `cache_past_tag` has the places by tag. `cache_words` finds places by the words of notes, tasks done and title
(FTS5 without a copy of them: what is taken out must be told word for word). It knows the beginnings of words up to six
letters. For a longer one it puts together, before the first row comes, where all words are that begin so: a tenth of a
second for a word in a third of a million sessions. Each further letter would make writing longer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from peewee import SqliteDatabase

from app.store import sums
from app.store.cache_triggers import DAY, FREE_PLACE, LAST_PLACE, SHORT, START_PLACE, TRIGGERS, undecided, words
from app.store.settings import SettingsTable
from app.store.sum_tables import SUM_TABLES, SUM_TRIGGERS, UTC_DAY

INDEXES = {
    "cache_session_start": "session (start_time, end_time)",
    "cache_session_length": "session (end_time - start_time)",
    "cache_session_project": "session (project_id)",
    "cache_session_planning": "session (planning_id)",
    "cache_session_tag": "session_tag (tag_id)",
    "cache_planning_day": "planning (day, title_key)",
    "cache_planning_project": "planning (project_id)",
    "cache_planning_tag": "planning_tag (tag_id)",
    "cache_alert_due": "alert (due_time)",
    "cache_alert_unfinished": "alert (due_time) WHERE result IS NULL",
    "cache_gap_session": "gap (session_id)",
    "cache_gap_undecided": "gap (start_time) WHERE verdict = 'undecided'",
    "cache_past_project": "cache_past (project_id)",
    "cache_past_score": "cache_past (score)",
    "cache_past_late": f"cache_past (last % {DAY}, last) WHERE {SHORT}",
    "cache_past_long": f"cache_past (last) WHERE NOT ({SHORT})",
}
TABLES = {
    "cache_past": """CREATE TABLE cache_past (
    place INTEGER PRIMARY KEY,
    last INTEGER NOT NULL,
    session_id INTEGER NOT NULL UNIQUE,
    start_time INTEGER NOT NULL,
    project_id INTEGER,
    score INTEGER,
    worked INTEGER,
    undecided INTEGER NOT NULL
)""",
    "cache_past_tag": """CREATE TABLE cache_past_tag (
    tag_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (tag_id, place)
) WITHOUT ROWID""",
    "cache_words": """CREATE VIRTUAL TABLE cache_words USING fts5 (
    words, content='', detail=none, columnsize=0, prefix='2 3 4 5 6',
    tokenize='unicode61 remove_diacritics 2'
)""",
}
_REST_OF_ROW = (
    f"{LAST_PLACE.format('s')}, s.id, s.start_time, s.project_id, s.satisfaction_score, s.worked, {undecided('s.id')}"
)
_NUMBERED = f"{START_PLACE.format('s')} + row_number() OVER (PARTITION BY {START_PLACE.format('s')} ORDER BY s.id) - 1"
_PAST = f"""INSERT OR IGNORE INTO cache_past
SELECT {_NUMBERED}, {_REST_OF_ROW} FROM session AS s WHERE s.end_time IS NOT NULL ORDER BY 1"""
_LEFT_OUT = "SELECT id FROM session WHERE end_time IS NOT NULL AND id NOT IN (SELECT session_id FROM cache_past)"
"""Where more begin in a second than it has places."""
_SQUEEZE_IN = f"INSERT INTO cache_past SELECT {FREE_PLACE.format('s')}, {_REST_OF_ROW} FROM session AS s WHERE s.id = ?"
_FROM_PLACES = (
    """INSERT INTO cache_past_tag
SELECT t.tag_id, p.place FROM session_tag AS t JOIN cache_past AS p USING (session_id) ORDER BY 1, 2""",
    f"""INSERT INTO cache_words (rowid, words)
SELECT p.place, {words("s", "i.title")} FROM cache_past AS p JOIN session AS s ON s.id = p.session_id
LEFT JOIN planning AS i ON i.id = s.planning_id ORDER BY p.place""",
)


class _Opened(NamedTuple):
    peewee: SqliteDatabase


def drop(database: SqliteDatabase) -> None:
    """Take all of them out of the file."""
    made = database.execute_sql(
        "SELECT type, name FROM sqlite_schema WHERE name LIKE 'cache!_%' ESCAPE '!' AND type != 'view' "
        "ORDER BY type = 'table', type = 'index', sql LIKE 'CREATE VIRTUAL%' DESC"
    ).fetchall()
    for kind, name in made:
        database.execute_sql(f"DROP {kind} IF EXISTS {name}")


def make(database: SqliteDatabase) -> None:
    """Make them anew from the record, all or none."""
    with database.atomic("IMMEDIATE"):
        drop(database)
        for statement in (TABLES | SUM_TABLES).values():
            database.execute_sql(statement)
        for name, columns in INDEXES.items():
            database.execute_sql(f"CREATE INDEX {name} ON {columns}")
        _fill_past(database)
        opened = _Opened(database)
        sums.fill(opened, SettingsTable(opened).load().day_start)
        for statement in (TRIGGERS | SUM_TRIGGERS).values():
            database.execute_sql(statement)


@contextmanager
def many_at_once(database: SqliteDatabase) -> Iterator[None]:
    """Around sessions that come or go by the thousand, in a transaction: all is right again behind it.

    What finds them is made anew, which is quicker than a trigger for each. Their days have to be marked
    (`mark_import`): sums are worked out when they are next asked for.
    """
    for name in TRIGGERS | SUM_TRIGGERS:
        database.execute_sql(f"DROP TRIGGER IF EXISTS {name}")
    for name in TABLES:
        database.execute_sql(f"DROP TABLE IF EXISTS {name}")
    yield
    for statement in TABLES.values():
        database.execute_sql(statement)
    for name, columns in INDEXES.items():
        database.execute_sql(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")
    _fill_past(database)
    for statement in (TRIGGERS | SUM_TRIGGERS).values():
        database.execute_sql(statement)


def mark_import(database: SqliteDatabase, import_id: int) -> None:
    """The sums of the days that its sessions lie in no longer hold."""
    first, last = UTC_DAY.format("start_time"), UTC_DAY.format("end_time")
    database.execute_sql(
        f"INSERT OR REPLACE INTO cache_unsummed (first, last) SELECT DISTINCT {first}, {last} FROM session "
        "WHERE import_id = ? AND end_time IS NOT NULL",
        (import_id,),
    )


def _fill_past(database: SqliteDatabase) -> None:
    database.execute_sql(_PAST)
    for left_out in database.execute_sql(_LEFT_OUT).fetchall():
        database.execute_sql(_SQUEEZE_IN, left_out)
    for statement in _FROM_PLACES:
        database.execute_sql(statement)
    database.execute_sql("INSERT INTO cache_words (cache_words) VALUES ('optimize')")  # no note pays for it later
