"""Opening, checking, migrating and closing the one file."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase
from playhouse.migrations import Migration

from app import paths
from app.core.errors import CannotOpen, Unavailable
from app.store import caches, database, migrate
from app.store.database import FILE_NAME, SCHEMA_VERSION
from app.store.store import Store
from tests.fakes import NOON, ROOT, dump, locked, read_only_for_user, rows

LOCKED = "Another program is using the data file. Sessile tries again by itself."
needs_modes = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
Files = dict[str, bytes]


def open_store(path: Path, migrations: Path | None = None) -> Store:
    return Store(path, migrations or paths.migrations(), NOON)


def files_in(directory: Path) -> Files:
    return {file.name: file.read_bytes() for file in directory.iterdir() if file.is_file()}


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def pragma(store: Store, name: str) -> Any:
    return store._database.peewee.pragma(name)


@pytest.fixture
def filled(data_file: Path) -> Path:
    """A closed file that holds a project."""
    store = open_store(data_file)
    with store.write():
        store.catalogue.project_id("Thesis")
    store.close()
    return data_file


@pytest.fixture
def one_more_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A program that is one migration further; the last script's body is given."""

    def make(body: str) -> Path:
        directory = tmp_path / "migrations"
        directory.mkdir()
        for script in paths.migrations().glob("0*.py"):
            shutil.copy(script, directory)
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        (directory / f"{SCHEMA_VERSION + 1:04}_more.py").write_text(f"def up(migrator, db):\n{lines}")
        monkeypatch.setattr(database, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
        return directory

    return make


NEXT = f"db.execute_sql('ALTER TABLE project ADD COLUMN more TEXT')\ndb.pragma('user_version', {SCHEMA_VERSION + 1})"


# How the file is kept


@pytest.mark.parametrize(("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
def test_the_file_is_opened_with(data_file: Path, name: str, value: object) -> None:
    store = open_store(data_file)
    found = pragma(store, name)
    store.close()
    assert found == value


def test_user_version_is_the_number_of_the_last_migration(store: Store, data_file: Path) -> None:
    last = max(int(script.name[:4]) for script in paths.migrations().glob("[0-9]*.py"))
    assert (rows(data_file, "PRAGMA user_version"), SCHEMA_VERSION) == ([(last,)], last)


@needs_modes
def test_the_file_and_its_companions_are_for_their_owner_only(store: Store, data_file: Path) -> None:
    with store.write():
        store.catalogue.project_id("Thesis")
    assert {file.name: mode(file) for file in data_file.parent.glob("sessile.db*")} == {
        "sessile.db": 0o600,
        "sessile.db-wal": 0o600,
        "sessile.db-shm": 0o600,
    }


@needs_modes
def test_a_file_that_others_could_read_is_made_private(filled: Path) -> None:
    filled.chmod(0o644)
    open_store(filled).close()
    assert mode(filled) == 0o600


@needs_modes
def test_directories_that_the_program_makes_are_for_their_owner_only(tmp_path: Path) -> None:
    places = paths.places(str(tmp_path / "new"))
    places.make()
    assert mode(places.data) == 0o700


@needs_modes
def test_a_directory_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    there.chmod(0o755)
    paths.places(str(there)).make()
    assert mode(there) == 0o755


def test_a_command_line_directory_wins_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SESSILE_DATA_DIR", str(tmp_path / "environment"))
    here = tmp_path / "line"
    assert paths.places(str(here)) == paths.Places(here, here, here)


def test_the_environment_moves_only_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = paths.places(None)
    monkeypatch.setenv("SESSILE_DATA_DIR", str(tmp_path))
    assert paths.places(None) == paths.Places(tmp_path, usual.config, usual.state)


def test_what_was_written_is_there_after_opening_again(filled: Path) -> None:
    store = open_store(filled)
    assert [project.name for project in store.catalogue.projects()] == ["Thesis"]
    store.close()


def test_closing_leaves_one_file(filled: Path) -> None:
    assert list(files_in(filled.parent)) == [FILE_NAME]


# What is refused, and left as it is


def refused(path: Path, migrations: Path | None = None) -> str:
    with pytest.raises(CannotOpen) as refusal:
        open_store(path, migrations).close()
    return str(refusal.value)


def test_a_newer_file_is_refused_untouched(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        connection.execute("PRAGMA journal_mode = delete")
    before = files_in(filled.parent)
    sentence = refused(filled)
    assert files_in(filled.parent) == before
    assert sentence == (
        f"{filled} was written by a newer Sessile (version {SCHEMA_VERSION + 1} of its tables, this program knows "
        f"{SCHEMA_VERSION}). It was left as it is; please update Sessile."
    )


@pytest.mark.parametrize("content", [b"x", b"not a database\n" * 40, b"SQLite format 3\0", b"\0" * 4096])
def test_a_file_that_is_not_sqlite_is_refused_untouched(data_file: Path, content: bytes) -> None:
    data_file.write_bytes(content)
    sentence = refused(data_file)
    assert files_in(data_file.parent) == {FILE_NAME: content}
    assert sentence == (
        f"{data_file} is no data file of Sessile, or it is damaged. It was left as it is; move it away to begin anew."
    )


def test_a_damaged_file_is_refused(filled: Path) -> None:
    content = filled.read_bytes()
    filled.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    assert "it is damaged" in refused(filled)


def test_a_directory_in_the_place_of_the_file_is_refused(data_file: Path) -> None:
    data_file.mkdir()
    assert refused(data_file) == f"{data_file} can't be opened: Is a directory. Nothing was changed."


def test_an_empty_file_becomes_a_data_file(data_file: Path) -> None:
    data_file.touch()
    open_store(data_file).close()
    assert rows(data_file, "PRAGMA user_version") == [(SCHEMA_VERSION,)]


@needs_modes
def test_a_directory_that_cannot_be_written_to_is_told_in_a_sentence(users_directory: Path) -> None:
    path = users_directory / FILE_NAME
    with read_only_for_user(users_directory):
        assert refused(path) == f"{path} can't be opened: Permission denied. Nothing was changed."


@needs_modes
def test_a_file_in_a_directory_that_became_read_only_is_left_as_it_is(users_directory: Path) -> None:
    path = users_directory / FILE_NAME
    open_store(path).close()
    before = files_in(users_directory)
    with read_only_for_user(users_directory):
        sentence = refused(path)
    assert files_in(users_directory) == before
    assert sentence == f"{path} can't be opened for writing. Nothing was changed."


# Migrations


def test_fewer_scripts_than_the_programs_number_refuse_to_start(tmp_path: Path, data_file: Path) -> None:
    (tmp_path / "empty").mkdir()
    sentence = "This copy of Sessile is incomplete: its migrations are missing. Please install it again."
    assert refused(data_file, tmp_path / "empty") == sentence


def test_each_script_sets_its_own_number(tmp_path: Path) -> None:
    found = []
    connection = SqliteDatabase(str(tmp_path / "x.db"))
    for migration in Migration.load_directory(str(paths.migrations())):
        migration.load().up(None, connection)
        found.append((migration.idx, connection.pragma("user_version")))
    connection.close()
    assert found == [(number, number) for number in range(1, SCHEMA_VERSION + 1)]


def test_no_script_imports_the_program(tmp_path: Path) -> None:
    scripts = [script.read_text() for script in paths.migrations().glob("[0-9]*.py")]
    assert [text for text in scripts if "import app" in text or "from app" in text] == []


def test_a_file_that_holds_data_is_backed_up_before_it_is_migrated(
    filled: Path, one_more_script: Callable[[str], Path]
) -> None:
    before = dump(filled)
    open_store(filled, one_more_script(NEXT)).close()
    (backup,) = (filled.parent / "backups").iterdir()
    assert (backup.name, dump(backup)) == (f"sessile-2026-03-10T12-00-00Z-version-{SCHEMA_VERSION}.db", before)


@needs_modes
def test_a_backup_is_for_its_owner_only(filled: Path, one_more_script: Callable[[str], Path]) -> None:
    open_store(filled, one_more_script(NEXT)).close()
    (backup,) = (filled.parent / "backups").iterdir()
    assert (mode(backup), mode(backup.parent)) == (0o600, 0o700)


def test_what_was_there_is_there_after_a_migration(filled: Path, one_more_script: Callable[[str], Path]) -> None:
    open_store(filled, one_more_script(NEXT)).close()
    assert rows(filled, "SELECT name, more FROM project") == [("Thesis", None)]
    assert rows(filled, "PRAGMA user_version") == [(SCHEMA_VERSION + 1,)]


def test_a_file_of_the_first_version_keeps_its_gaps_and_never_uses_a_number_again(
    tmp_path: Path, data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gap = "INSERT INTO gap (session_id, start_time, end_time, cause, verdict) VALUES (1, 0, 1000, 'idle', 'kept')"
    (tmp_path / "first").mkdir()
    shutil.copy(paths.migrations() / "0001_tables.py", tmp_path / "first")
    with monkeypatch.context() as first_version:
        first_version.setattr(database, "SCHEMA_VERSION", 1)
        open_store(data_file, tmp_path / "first").close()
    with closing(sqlite3.connect(data_file, isolation_level=None)) as plain:
        plain.execute("INSERT INTO session (id, uid, start_time, end_time) VALUES (1, 'u', 0, 60000)")
        plain.execute(gap)
    open_store(data_file).close()
    with closing(sqlite3.connect(data_file, isolation_level=None)) as plain:
        there = plain.execute("SELECT * FROM gap").fetchall()
        plain.execute("DELETE FROM gap")
        plain.execute(gap)
        assert (there, plain.execute("SELECT id FROM gap").fetchall()) == ([(1, 1, 0, 1000, "idle", "kept")], [(2,)])


def test_a_new_file_needs_no_backup(data_file: Path, one_more_script: Callable[[str], Path]) -> None:
    open_store(data_file, one_more_script(NEXT)).close()
    assert not (data_file.parent / "backups").exists()


def test_a_file_of_version_zero_that_holds_data_is_backed_up_too(data_file: Path) -> None:
    with closing(sqlite3.connect(data_file)) as connection:
        connection.executescript("CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('bread');")
    try:
        open_store(data_file).close()
    except CannotOpen:
        return  # refusing somebody else's file is as good
    backups = [dump(backup) for backup in data_file.parent.glob("backups/*")]
    assert backups == [{"recipe": [("bread",)]}]


def test_a_migration_that_fails_changes_nothing(filled: Path, one_more_script: Callable[[str], Path]) -> None:
    before = dump(filled)
    body = NEXT + "\ndb.execute_sql('CREATE TABLE project (id INTEGER)')"
    with pytest.raises(CannotOpen):
        open_store(filled, one_more_script(body))
    assert (dump(filled)["project"], rows(filled, "PRAGMA user_version")) == (before["project"], [(SCHEMA_VERSION,)])


def test_a_backup_that_fails_is_told_in_a_sentence(
    filled: Path, one_more_script: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, found: int, now: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")  # as sqlite3.Connection.backup does

    monkeypatch.setattr(migrate, "_back_up", full)
    with pytest.raises(CannotOpen):
        open_store(filled, one_more_script(NEXT))


def test_what_migrates_is_not_loaded_for_a_file_that_is_up_to_date(filled: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from app import paths; from app.store.store import Store\n"
        "Store(Path(sys.argv[1]), paths.migrations(), datetime.now(UTC)).close()\n"
        "print([m for m in sys.modules if m == 'app.store.migrate' or m.startswith('playhouse.migrat')])\n"
    )
    command = [sys.executable, "-c", script, str(filled)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


# Caches


SCHEMA = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"


def test_every_index_for_speed_is_named_a_cache(store: Store, data_file: Path) -> None:
    made = rows(data_file, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    rules = {"one_active_session", "one_open_gap", "alert_of_no_session", "schema_migration_name"}
    assert {name for (name,) in made} - rules == set(caches.INDEXES)


def test_every_trigger_is_named_a_cache(store: Store, data_file: Path) -> None:
    made = rows(data_file, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    assert [name for (name,) in made if not name.startswith("cache_")] == []


def test_caches_can_be_dropped_and_made_anew(store: Store, data_file: Path) -> None:
    before = rows(data_file, SCHEMA)
    caches.drop(store._database.peewee)
    caches.make(store._database.peewee)
    assert rows(data_file, SCHEMA) == before


def test_a_file_without_caches_gets_them_when_it_is_opened(filled: Path) -> None:
    before = rows(filled, SCHEMA)
    store = open_store(filled)
    caches.drop(store._database.peewee)
    store.close()
    open_store(filled).close()
    assert rows(filled, SCHEMA) == before


# Writing


def unavailable(store: Store) -> str:
    with pytest.raises(Unavailable) as refusal, store.write():
        store.catalogue.project_id("New")
    return str(refusal.value)


def test_a_lock_of_another_program_is_told_in_a_sentence(store: Store, data_file: Path) -> None:
    with locked(data_file):
        assert unavailable(store) == LOCKED


def test_a_lock_of_another_program_is_waited_for_about_50_ms(store: Store, data_file: Path) -> None:
    with locked(data_file):
        began = time.monotonic()
        unavailable(store)
        assert 0.03 < time.monotonic() - began < 0.5


def test_the_store_reads_while_another_program_holds_the_lock(store: Store, data_file: Path) -> None:
    with locked(data_file):
        assert store.catalogue.projects() == ()


def test_a_write_works_again_after_the_lock_is_gone(store: Store, data_file: Path) -> None:
    with locked(data_file):
        unavailable(store)
    with store.write():
        store.catalogue.project_id("New")
    assert rows(data_file, "SELECT name FROM project") == [("New",)]


def test_a_write_that_is_broken_off_leaves_nothing(store: Store, data_file: Path) -> None:
    with pytest.raises(KeyError), store.write():
        store.catalogue.project_id("New")
        raise KeyError
    assert rows(data_file, "SELECT name FROM project") == []


def test_a_write_inside_a_write_joins_it(store: Store, data_file: Path) -> None:
    with pytest.raises(KeyError), store.write():
        with store.write():
            store.catalogue.project_id("New")
        raise KeyError
    assert rows(data_file, "SELECT name FROM project") == []


def test_a_file_that_was_moved_away_acknowledges_nothing(store: Store, data_file: Path) -> None:
    aside = data_file.with_name("aside.db")
    data_file.rename(aside)
    sentence = (
        f"The data file is no longer at {data_file}. Nothing is lost: put it back, and Sessile goes on by itself."
    )
    assert (unavailable(store), data_file.exists()) == (sentence, False)
    assert store.catalogue.projects() == ()


def test_a_file_that_was_replaced_is_never_written_over(store: Store, data_file: Path) -> None:
    data_file.rename(data_file.with_name("aside.db"))
    data_file.write_bytes(b"somebody else's")
    unavailable(store)
    assert (store.catalogue.projects(), data_file.read_bytes()) == ((), b"somebody else's")


def test_the_store_goes_on_when_the_same_file_is_back(store: Store, data_file: Path) -> None:
    aside = data_file.with_name("aside.db")
    data_file.rename(aside)
    unavailable(store)
    aside.rename(data_file)
    with store.write():
        store.catalogue.project_id("New")
    assert rows(data_file, "SELECT name FROM project") == [("New",)]


def test_damage_that_comes_later_is_told_in_a_sentence(filled: Path) -> None:
    store = open_store(filled)
    content = filled.read_bytes()
    with filled.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * (len(content) - 100))
    unavailable(store)
    store.close()


def test_a_full_disk_is_told_in_a_sentence_and_nothing_is_written(store: Store, data_file: Path) -> None:
    before = dump(data_file)
    store._database.peewee.pragma("max_page_count", pragma(store, "page_count"))  # the file can't grow any more
    with pytest.raises(Unavailable) as refusal, store.write():
        for number in range(1000):
            store.catalogue.project_id(f"{number:0200d}")
    sentence = "The disk is full. Nothing recorded is lost; free some space, and Sessile tries again by itself."
    assert (str(refusal.value), dump(data_file)) == (sentence, before)


def test_damage_that_the_header_does_not_show_is_told_at_the_first_reading(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        page_size = connection.execute("PRAGMA page_size").fetchone()[0]
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'setting'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * page_size)
        file.write(b"\xff" * page_size)
    store = open_store(path)
    with closing(store), pytest.raises(CannotOpen, match="damaged"), store.first_reading():
        store.settings.load()
