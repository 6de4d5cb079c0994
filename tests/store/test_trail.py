"""What a transaction changed, row by row."""

from datetime import timedelta

import pytest

from app.core.deeds import Deed, Subject
from app.store.store import Store
from app.store.trail import COLUMNS
from tests.fakes import at

TABLES = {"import", "alert", "change", "setting"}
"""Not followed, or only where a session takes its rows along."""


@pytest.fixture
def tagged(store: Store) -> None:
    """A project, and a tag that a plan item and a session have."""
    with store.write():
        for statement in (
            "INSERT INTO project (id, name, name_key) VALUES (1, 'Thesis', 'thesis')",
            "INSERT INTO tag (id, name, name_key) VALUES (1, 'deep', 'deep')",
            "INSERT INTO planning (id, uid, day, title, title_key) VALUES (1, 'p', '2026-03-10', 'Chapter', 'chapter')",
            "INSERT INTO planning_tag VALUES (1, 1)",
            "INSERT INTO session (id, uid, start_time) VALUES (1, 's', 0)",
            "INSERT INTO session_tag VALUES (1, 1)",
        ):
            run(store, statement)


def run(store: Store, statement: str) -> None:
    store._database.peewee.execute_sql(statement)


def test_every_column_of_the_record_is_followed(store: Store) -> None:
    tables = [name for name in store._database.peewee.get_tables() if name not in TABLES | {"schema_migration"}]
    tables = [name for name in tables if not name.startswith(("cache_", "sqlite_"))]
    there = {table: tuple(c.name for c in store._database.peewee.get_columns(table)) for table in tables}
    assert there == {table: columns for table, columns in COLUMNS.items() if table not in TABLES}


def test_a_cascade_is_seen(store: Store, tagged: None) -> None:
    with store.write(), store.journal.recording() as changed:
        run(store, "DELETE FROM tag")
    assert {table: list(rows) for table, rows in changed.before.items()} == {
        "tag": ["1"],
        "planning_tag": ["1-1"],
        "session_tag": ["1-1"],
    }


def test_what_is_as_it_was_is_no_change(store: Store, tagged: None) -> None:
    with store.write(), store.journal.recording() as changed:
        run(store, "UPDATE project SET name = 'Other'")
        run(store, "UPDATE project SET name = 'Thesis'")
        run(store, "INSERT INTO tag (id, name, name_key) VALUES (9, 'a', 'a')")
        run(store, "DELETE FROM tag WHERE id = 9")
    assert changed == ({}, {})


def test_the_heartbeat_is_no_change(store: Store, tagged: None) -> None:
    with store.write(), store.journal.recording() as changed:
        store.sessions.set_last_seen(1, at(3))
    assert changed == ({}, {})


def test_a_recording_after_one_that_was_rolled_back_sees_all(store: Store, tagged: None) -> None:
    try:
        with store.write(), store.journal.recording():
            raise ValueError
    except ValueError:
        pass
    with store.write(), store.journal.recording() as changed:
        run(store, "UPDATE tag SET quiet = 1")
    assert list(changed.after) == ["tag"]


def test_the_name_of_a_step_is_read_without_its_rows(store: Store, tagged: None) -> None:
    subject = Subject("session", 3, "Thesis", at(0), timedelta(hours=1), at(20), timedelta(hours=1))
    with store.write():
        with store.journal.recording() as changed:
            run(store, "UPDATE tag SET quiet = 1")
        store.journal.note(Deed.DELETE, subject, changed, at(21))
    assert store.journal.name(undone=False) == (Deed.DELETE, subject)
