"""What a transaction changed, row by row."""

from app.core.deeds import Deed, Subject
from app.store.store import Store
from app.store.trail import COLUMNS
from tests.control.conftest import Known, known, moment, running  # noqa: F401 - fixtures
from tests.fakes import at

TABLES = {"import", "alert", "change", "setting"}
"""Not followed, or only where a session takes its rows along."""


def run(store: Store, statement: str) -> None:
    store._database.peewee.execute_sql(statement)


def test_every_column_of_the_record_is_followed(store: Store) -> None:
    tables = [name for name in store._database.peewee.get_tables() if name not in TABLES | {"schema_migration"}]
    tables = [name for name in tables if not name.startswith(("cache_", "sqlite_"))]
    there = {table: tuple(c.name for c in store._database.peewee.get_columns(table)) for table in tables}
    assert there == {table: columns for table, columns in COLUMNS.items() if table not in TABLES}


def test_a_cascade_is_seen(store: Store, known: Known, running: object) -> None:  # noqa: F811
    with store.write(), store.journal.recording() as changed:
        run(store, "DELETE FROM tag")
    assert {table: list(rows) for table, rows in changed.before.items()} == {
        "tag": ["1"],
        "planning_tag": ["1-1"],
        "session_tag": ["1-1"],
    }


def test_what_is_as_it_was_is_no_change(store: Store, known: Known) -> None:  # noqa: F811
    with store.write(), store.journal.recording() as changed:
        run(store, "UPDATE project SET name = 'Other'")
        run(store, "UPDATE project SET name = 'Thesis'")
        run(store, "INSERT INTO tag (id, name, name_key) VALUES (9, 'a', 'a')")
        run(store, "DELETE FROM tag WHERE id = 9")
    assert changed == ({}, {})


def test_the_heartbeat_is_no_change(store: Store, running: object) -> None:  # noqa: F811
    with store.write(), store.journal.recording() as changed:
        store.sessions.set_last_seen(1, at(3))
    assert changed == ({}, {})


def test_a_recording_after_one_that_was_rolled_back_sees_all(store: Store, known: Known) -> None:  # noqa: F811
    try:
        with store.write(), store.journal.recording():
            raise ValueError
    except ValueError:
        pass
    with store.write(), store.journal.recording() as changed:
        run(store, "UPDATE tag SET quiet = 1")
    assert list(changed.after) == ["tag"]


def test_the_name_of_a_step_is_read_without_its_rows(store: Store, known: Known) -> None:  # noqa: F811
    subject = Subject("session", 3, "Thesis", at(0), moment(0).local.offset, at(20), moment(0).local.offset)
    with store.write():
        with store.journal.recording() as changed:
            run(store, "UPDATE tag SET quiet = 1")
        store.journal.note(Deed.DELETE, subject, changed, at(21))
    assert store.journal.name(undone=False) == (Deed.DELETE, subject)
