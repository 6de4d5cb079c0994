"""Backups: whole or not there, and nothing that was there goes for one that failed."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from app.core import wording
from app.core.errors import Unavailable
from app.core.keeping import ASKED, DAILY, Content
from app.store import backup
from app.store.backup import Kept
from app.store.reading import Dropped, ReadingStore
from app.store.store import Store
from tests.fakes import NOON, dump, locked, rows

DAY = timedelta(days=1)


@pytest.fixture
def reading(store: Store) -> Iterator[ReadingStore]:
    with store.write():
        store.catalogue.project_id("Thesis")
    reading = store.reading_store()
    yield reading
    reading.close()


@pytest.fixture
def make(reading: ReadingStore, data_file: Path) -> Callable[..., Path]:
    def make(now: datetime = NOON, reason: str = DAILY) -> Path:
        with reading.moment():
            return folder_of(data_file) / reading.back_up(Kept(data_file, datetime.date), reason, now).file_name

    return make


def folder_of(data_file: Path) -> Path:
    return data_file.parent / "backups"


def names_in(data_file: Path) -> list[str]:
    return sorted(file.name for file in folder_of(data_file).iterdir())


def test_a_backup_is_a_plain_file_with_all_that_was_written(make: Callable[..., Path], data_file: Path) -> None:
    made = make()
    assert made.name == "sessile-2026-03-10T12-00-00Z-daily.db"
    assert dump(made) == dump(data_file)
    assert names_in(data_file) == [made.name]
    if os.name == "posix":
        assert (made.stat().st_mode & 0o777, made.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_what_is_written_meanwhile_neither_holds_it_up_nor_gets_into_it(
    reading: ReadingStore, store: Store, data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PAGES", 1)
    steps = []

    def write_once() -> None:
        steps.append(1)
        with store.write():
            store.catalogue.project_id(f"Written meanwhile {len(steps)}")

    monkeypatch.setattr(reading.peewee, "check_wanted", write_once)
    with reading.moment():
        assert reading.content().sessions == 0
        named = reading.back_up(Kept(data_file, datetime.date), ASKED, NOON)
    pages = rows(data_file, "PRAGMA page_count")[0][0]
    assert rows(folder_of(data_file) / named.file_name, "SELECT name FROM project") == [("Thesis",)]
    assert 10 < len(steps) <= pages + 1


def test_a_lock_of_another_program_does_not_keep_it_from_being_made(make: Callable[..., Path], data_file: Path) -> None:
    with locked(data_file):
        assert make().exists()


def test_no_backup_is_written_over(make: Callable[..., Path]) -> None:
    assert len({make(reason=ASKED) for _ in range(3)}) == 3


def test_old_ones_go_when_a_new_one_is_there(make: Callable[..., Path], data_file: Path) -> None:
    for day in range(20):
        make(NOON + day * DAY)
    assert len(names_in(data_file)) == 7 + 2


def test_one_that_is_given_up_leaves_nothing(reading: ReadingStore, data_file: Path) -> None:
    with pytest.raises(Dropped), reading.moment():
        reading._connection.execute("SELECT 1")
        reading.drop()
        backup.make(reading._connection, Kept(data_file, datetime.date), DAILY, NOON, reading.peewee.check_wanted)
    assert names_in(data_file) == []


class _Usage(NamedTuple):
    free: int


def refusal(make: Callable[..., Path]) -> str:
    with pytest.raises(Unavailable) as raised:
        make()
    return str(raised.value)


def test_a_disk_without_room_is_said_before_anything_is_written(
    make: Callable[..., Path], data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = make(NOON - DAY)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: _Usage(1_000_000))
    wanted = wording.data_size(data_file.stat().st_size + 4 * 2**20)
    assert refusal(make) == (
        f"There is no room for a backup: it wants {wanted} free, and there are 1.0 MB. Your record is as it was."
    )
    assert names_in(data_file) == [good.name]


def test_a_copy_that_is_damaged_is_not_kept(
    make: Callable[..., Path], data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "check", lambda _connection: "wrong")
    assert refusal(make) == (
        "No backup was made, for the data file can't be read as a whole. Your record is as it was."
    )
    assert names_in(data_file) == []


def test_a_folder_that_is_no_folder_is_said(make: Callable[..., Path], data_file: Path) -> None:
    folder_of(data_file).write_text("")
    assert refusal(make) == (
        f"{folder_of(data_file)} can't be written to, so no backup was made. Your record is as it was."
    )


def test_a_point_tells_what_lies_in_it(make: Callable[..., Path], data_file: Path, store: Store) -> None:
    with closing(sqlite3.connect(data_file)) as plain:
        plain.execute("INSERT INTO session (uid, start_time, end_time) VALUES ('u', 0, 60000)")
        plain.commit()
    made = make()
    (point,) = backup.points(data_file)
    first = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    assert (point.named.reason, point.size, point.content) == (DAILY, made.stat().st_size, Content(1, first, first))


def test_what_cannot_be_read_is_no_point(make: Callable[..., Path], data_file: Path) -> None:
    make().write_bytes(b"x" * 5000)
    assert backup.points(data_file) == ()
    assert names_in(data_file) == ["sessile-2026-03-10T12-00-00Z-daily.db"]
