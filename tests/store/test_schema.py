"""The tables of the file and the rules the database itself keeps, seen by plain sqlite3."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.store.store import Store

COLUMNS = {
    "project": "id name name_key color archived quiet weekly_target",
    "tag": "id name name_key quiet",
    "planning": "id uid day title title_key project_id planned_duration position done",
    "planning_tag": "planning_id tag_id",
    "session_tag": "session_id tag_id",
    "session": "id uid source import_id project_id planning_id start_time start_offset end_time end_offset zone "
    "planned_duration notification_disabled satisfaction_score tasks_done notes worked last_seen",
    "gap": "id session_id start_time end_time cause verdict",
    "alert": "id session_id kind due_time done_time result way reason",
    "import": "id time source file_name added",
    "change": "id time what before after undone",
    "setting": "key value",
}


@pytest.fixture
def db(store: Store, data_file: Path) -> Iterator[sqlite3.Connection]:
    """A connection of somebody else, with foreign keys on, in a file that holds one of each."""
    with closing(sqlite3.connect(data_file, isolation_level=None)) as connection:
        connection.executescript(
            """
            PRAGMA foreign_keys = ON;
            INSERT INTO project (id, name, name_key) VALUES (1, 'Thesis', 'thesis');
            INSERT INTO tag (id, name, name_key) VALUES (1, 'deep', 'deep');
            INSERT INTO planning (id, uid, day, title, title_key, project_id)
                VALUES (1, 'p1', '2026-03-10', 'Chapter', 'chapter', 1);
            INSERT INTO planning_tag (planning_id, tag_id) VALUES (1, 1);
            INSERT INTO session (id, uid, source, project_id, planning_id, start_time, end_time, worked)
                VALUES (1, 's1', 'there:1', 1, 1, 0, 600000, 600000);
            INSERT INTO session_tag (session_id, tag_id) VALUES (1, 1);
            INSERT INTO gap (id, session_id, start_time, end_time, cause, verdict)
                VALUES (1, 1, 0, 1000, 'idle', 'kept');
            INSERT INTO alert (id, session_id, kind, due_time) VALUES (1, 1, 'Time is up', 5);
            """
        )
        yield connection


@pytest.mark.parametrize("table", COLUMNS)
def test_each_table_has_the_columns_of_the_contract(db: sqlite3.Connection, table: str) -> None:
    there = {row[1] for row in db.execute(f'PRAGMA table_info("{table}")')}
    assert set(COLUMNS[table].split()) - there == set()


ACTIVE = "INSERT INTO session (uid, start_time) VALUES ('{}', 0)"
OPEN_GAP = "INSERT INTO gap (session_id, start_time, cause, verdict) VALUES (1, {}, 'pause', 'discarded')"
RULES = {
    "a score of 0": "UPDATE session SET satisfaction_score = 0",
    "a score of 6": "UPDATE session SET satisfaction_score = 6",
    "a plan of 0 minutes": "UPDATE session SET planned_duration = 0",
    "a plan of 1441 minutes": "UPDATE session SET planned_duration = 1441",
    "an item of 0 minutes": "UPDATE planning SET planned_duration = 0",
    "an item of 1441 minutes": "UPDATE planning SET planned_duration = 1441",
    "a mute of 2": "UPDATE session SET notification_disabled = 2",
    "a project archived twice": "UPDATE project SET archived = 2",
    "a project quiet by 2": "UPDATE project SET quiet = 2",
    "a tag quiet by 2": "UPDATE tag SET quiet = 2",
    "an item done by -1": "UPDATE planning SET done = -1",
    "a change undone by 2": "INSERT INTO change (time, what, before, after, undone) VALUES (0, '', '', '', 2)",
    "an unknown cause": "UPDATE gap SET cause = 'lunch'",
    "an unknown verdict": "UPDATE gap SET verdict = 'perhaps'",
    "an unknown result": "UPDATE alert SET result = 'lost'",
    "a session that ends before it starts": "UPDATE session SET end_time = -1",
    "a gap that ends before it starts": "UPDATE gap SET start_time = 2000",
    "a name twice": "INSERT INTO project (name, name_key) VALUES ('THESIS', 'thesis')",
    "a tag twice": "INSERT INTO tag (name, name_key) VALUES ('Deep', 'deep')",
    "an item's uid twice": "INSERT INTO planning (uid, day, title, title_key) VALUES ('p1', '2026-03-10', '', '')",
    "a session's uid twice": "INSERT INTO session (uid, start_time, end_time) VALUES ('s1', 0, 1)",
    "a source twice": "INSERT INTO session (uid, source, start_time, end_time) VALUES ('s2', 'there:1', 0, 1)",
    "an unknown project": "UPDATE session SET project_id = 7",
    "an unknown plan item": "UPDATE session SET planning_id = 7",
    "an unknown tag": "INSERT INTO session_tag (session_id, tag_id) VALUES (1, 7)",
    "a gap of no session": "UPDATE gap SET session_id = 7",
}


@pytest.mark.parametrize("rule", RULES)
def test_the_database_refuses(db: sqlite3.Connection, rule: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(RULES[rule])


def test_the_database_refuses_a_second_active_session(db: sqlite3.Connection) -> None:
    db.execute(ACTIVE.format("s2"))
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(ACTIVE.format("s3"))


def test_the_database_refuses_a_second_open_gap(db: sqlite3.Connection) -> None:
    db.execute(OPEN_GAP.format(0))
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(OPEN_GAP.format(1))


def test_the_database_takes_every_cause_and_verdict(db: sqlite3.Connection) -> None:
    for cause in ("pause", "idle", "clock", "locked", "asleep", "closed"):
        for verdict in ("kept", "discarded", "undecided"):
            db.execute("UPDATE gap SET cause = ?, verdict = ?", (cause, verdict))
    assert db.execute("SELECT cause, verdict FROM gap").fetchall() == [("closed", "undecided")]


def test_any_number_of_sessions_come_from_nowhere_else(db: sqlite3.Connection) -> None:
    for uid in ("s2", "s3"):
        db.execute("INSERT INTO session (uid, start_time, end_time) VALUES (?, 0, 1)", (uid,))
    assert db.execute("SELECT count(*) FROM session WHERE source IS NULL").fetchone() == (2,)


def test_deleting_a_project_empties_it_in_its_sessions_and_items(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM project")
    found = db.execute("SELECT s.project_id, p.project_id FROM session AS s JOIN planning AS p").fetchall()
    assert found == [(None, None)]


def test_deleting_a_plan_item_empties_it_in_its_sessions(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM planning")
    assert db.execute("SELECT planning_id FROM session").fetchall() == [(None,)]


@pytest.mark.parametrize("table", ["session_tag", "gap", "alert"])
def test_deleting_a_session_takes_along_its(db: sqlite3.Connection, table: str) -> None:
    db.execute("DELETE FROM session")
    assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_an_alert_may_belong_to_no_session(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO alert (kind, due_time) VALUES ('Break is over', 0)")
    assert db.execute("SELECT kind FROM alert WHERE session_id IS NULL").fetchall() == [("Break is over",)]


def test_an_id_is_not_given_again_after_its_session_was_deleted(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM session")
    db.execute(ACTIVE.format("s2"))
    assert db.execute("SELECT id FROM session").fetchall() == [(2,)]


def test_the_readable_view_shows_local_iso_times_and_names(db: sqlite3.Connection) -> None:
    db.executescript(
        """
        INSERT INTO tag (id, name, name_key) VALUES (2, 'Ärger', 'ärger'), (3, 'a b', 'a b');
        INSERT INTO session_tag (session_id, tag_id) VALUES (1, 2), (1, 3);
        UPDATE session SET start_time = 1773144000123, start_offset = 345, end_time = 1773145799999, end_offset = -210,
            zone = 'Asia/Kathmandu', planned_duration = 25, worked = 1799876, satisfaction_score = 4, tasks_done = 't',
            notes = 'n', notification_disabled = 1;
        """
    )
    cursor = db.execute("SELECT * FROM session_readable")
    names = [column[0] for column in cursor.description]
    assert dict(zip(names, cursor.fetchone(), strict=True)) == {
        "id": 1,
        "start_time": "2026-03-10T17:45:00+05:45",
        "end_time": "2026-03-10T08:59:59-03:30",
        "zone": "Asia/Kathmandu",
        "title": "Chapter",
        "project": "Thesis",
        "tags": "a b, deep, Ärger",
        "planned_duration": 25,
        "actual_duration": 29,
        "overtime": 4,
        "satisfaction_score": 4,
        "tasks_done": "t",
        "notes": "n",
        "notification_disabled": 1,
    }


def test_the_readable_view_leaves_the_end_of_an_active_session_empty(db: sqlite3.Connection) -> None:
    db.execute(ACTIVE.format("s2"))
    found = db.execute("SELECT start_time, end_time, actual_duration FROM session_readable WHERE id = 2").fetchall()
    assert found == [("1970-01-01T00:00:00+00:00", None, None)]
