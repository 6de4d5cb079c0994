"""Damaged files: what can be read is saved, nothing is destroyed, and a usable file takes the place."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import paths
from app.core.errors import CannotOpen, Damaged, Unavailable
from app.store import backup, doctor, restore, swap
from app.store.doctor import Offers
from app.store.store import Store
from tests.fakes import NOON, dump, rows
from tests.faults import worlds

SESSIONS = 300
PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of three hundred sessions, and a backup that lacks the last hundred."""
    return worlds.make(tmp_path_factory.mktemp("whole"), SESSIONS)


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return worlds.copied(whole, tmp_path)


def root_of(path: Path, table: str) -> int:
    return int(rows(path, "SELECT rootpage FROM sqlite_schema WHERE name = ?", table)[0][0])


def spoil(path: Path, at: int, length: int = PAGE) -> bytes:
    """What the file holds then."""
    content = bytearray(path.read_bytes())
    content[at : at + length] = b"\xa5" * length
    path.write_bytes(content)
    return bytes(content)


def examined(path: Path) -> Offers:
    return doctor.examine(path, paths.migrations(), NOON)


def test_a_file_without_its_head_is_damaged(path: Path) -> None:
    spoil(path, 0, 100)
    with pytest.raises(Damaged):
        Store(path, paths.migrations(), NOON)


def test_a_version_that_no_sessile_has_is_damage(path: Path) -> None:
    spoil(path, 60, 4)
    with pytest.raises(Damaged):
        Store(path, paths.migrations(), NOON)


def test_without_the_list_of_tables_every_session_is_read(path: Path) -> None:
    before = worlds.uids(path)
    spoil(path, 0)
    offers = examined(path)
    assert offers.salvaged.content.sessions == SESSIONS
    assert worlds.uids(backup.folder_of(path) / offers.salvaged.named.file_name) == before


def test_the_same_without_any_backup(path: Path) -> None:
    for file in backup.folder_of(path).iterdir():
        file.unlink()
    spoil(path, 0)
    offers = examined(path)
    assert (offers.salvaged.content.sessions, offers.backup) == (SESSIONS, None)


@pytest.mark.parametrize("content", [b"x", b"not a database\n" * 40, b"\0" * 4096 * 5])
def test_where_nothing_can_be_read_an_empty_record_is_offered(data_file: Path, content: bytes) -> None:
    data_file.write_bytes(content)
    offers = examined(data_file)
    assert (offers.salvaged.content.sessions, offers.backup) == (0, None)
    assert data_file.read_bytes() == content


@pytest.mark.parametrize("left", [5000, 4096 * 20, 4096 * 60])
def test_of_a_file_that_was_cut_short_the_rest_is_read(path: Path, left: int) -> None:
    with path.open("r+b") as file:
        file.truncate(left)
    assert examined(path).salvaged.content.sessions < SESSIONS


def test_around_a_page_that_cannot_be_read_all_else_is(path: Path) -> None:
    before = dump(path)
    (leaf,) = rows(path, "SELECT pageno FROM dbstat WHERE name = 'session' AND pagetype = 'leaf' LIMIT 1 OFFSET 3")[0]
    spoil(path, (leaf - 1) * PAGE)
    salvaged = dump(backup.folder_of(path) / examined(path).salvaged.named.file_name)
    lost = {row for row in before["session"] if row not in salvaged["session"]}
    assert 0 < len(lost) < 40
    assert [salvaged[name] for name in ("project", "tag")] == [before[name] for name in ("project", "tag")]
    assert {row[1] for row in salvaged["gap"]} == {row[0] for row in salvaged["session"]}


def test_what_makes_no_sense_is_left_out(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("UPDATE session SET start_time = -9000000000000000 WHERE id = 1")
        plain.execute("UPDATE alert SET kind = 'x' WHERE session_id = 2")
        plain.commit()
    assert doctor.is_damaged(path)
    assert examined(path).salvaged.content.sessions == SESSIONS - 1


def test_damage_that_sqlite_quotes_is_damage(path: Path) -> None:
    """Its sentence is no UTF-8 then."""
    content = path.read_bytes()
    path.write_bytes(
        content.replace(b"CREATE INDEX cache_gap_session ON gap", b"CREATE \xedNDEX cache_\xff\xfe\xfd_session ON gap")
    )
    with pytest.raises(Damaged):
        Store(path, paths.migrations(), NOON)
    assert doctor.is_damaged(path)
    assert examined(path).salvaged.content.sessions == SESSIONS


def test_a_sound_file_is_not_damaged(path: Path) -> None:
    assert (doctor.is_damaged(path), doctor.is_gone(path)) == (False, False)


def test_the_newest_backup_that_is_sound_is_offered(path: Path) -> None:
    worlds.back_up(path, NOON)
    spoil(backup.folder_of(path) / "sessile-2026-03-10T12-00-00Z-daily.db", 8 * PAGE)
    good = examined(path).backup
    assert good is not None
    assert (good.named.instant, good.content.sessions) == (NOON - timedelta(days=1), SESSIONS - 100)


def test_the_damaged_file_lies_aside_byte_for_byte(path: Path) -> None:
    content = spoil(path, 0)
    aside = restore.mend(path, examined(path).salvaged.named, NOON)
    assert (aside.name, aside.read_bytes()) == ("sessile-2026-03-10T12-00-00Z-damaged.db", content)
    assert len(worlds.uids(path)) == SESSIONS


def test_a_second_one_is_not_written_over_the_first(path: Path) -> None:
    first = spoil(path, 0)
    aside = restore.mend(path, examined(path).salvaged.named, NOON)
    spoil(path, 0)
    other = restore.mend(path, examined(path).salvaged.named, NOON)
    assert (aside.read_bytes(), other == aside) == (first, False)


def test_where_nothing_is_chosen_nothing_stays(path: Path) -> None:
    content = spoil(path, 0)
    before = sorted(backup.folder_of(path).iterdir())
    doctor.forget(path, examined(path))
    assert (path.read_bytes(), sorted(backup.folder_of(path).iterdir())) == (content, before)


def test_a_file_that_is_gone_while_there_are_backups_is_no_new_start(path: Path) -> None:
    path.unlink()
    assert doctor.is_gone(path)
    path.touch()
    assert doctor.is_gone(path)
    offers = examined(path)
    assert (offers.salvaged.content.sessions, offers.backup is not None) == (0, True)


def test_what_can_be_read_and_not_be_saved_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise Unavailable("full")

    content = spoil(path, 0)
    monkeypatch.setattr(backup, "copy", full)
    with pytest.raises(CannotOpen) as refusal:
        examined(path)
    assert "It was left as it is" in str(refusal.value)
    assert path.read_bytes() == content


@pytest.mark.parametrize("seed", range(12))
def test_a_start_with_a_file_damaged_anywhere_ends_with_a_usable_program(
    path: Path, qapp: QApplication, seed: int
) -> None:
    assert worlds.damaged_start(path, seed).sessions >= SESSIONS - 100


# The exchange


def test_what_a_killed_program_left_of_a_copy_goes_with_the_next_opening(path: Path) -> None:
    part = backup.folder_of(path) / "sessile-2026-03-10T11-00-00Z-daily.db.part"
    part.write_bytes(b"half")
    Store(path, paths.migrations(), NOON).close()
    assert not part.exists()


@pytest.mark.parametrize("reached", ["log", "aside"])
def test_an_exchange_that_was_cut_off_is_ended_by_the_next_opening(path: Path, reached: str) -> None:
    """The log moved, or the file too."""
    (good,) = backup.points(path)
    old = worlds.uids(path)
    aside = backup.folder_of(path) / "sessile-2026-03-10T12-00-00Z-before-restore.db"
    with closing(backup.whole(backup.folder_of(path) / good.named.file_name)) as source:
        backup.copy(source, swap.next_name(aside), lambda: None)
    if reached == "aside":
        path.rename(aside)
    Store(path, paths.migrations(), NOON).close()
    assert len(worlds.uids(path)) == SESSIONS - 100
    assert worlds.uids(aside) == old
    assert not swap.next_name(aside).exists()


def test_a_folder_that_cannot_be_moved_into_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (good,) = backup.points(path)
    before = path.read_bytes()
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self == swap.next_name(target) or "next" in self.name:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(Unavailable) as refusal:
        restore.restore(path, good.named, NOON)
    assert str(refusal.value) == f"{path} can't be replaced: No space left on device. Nothing was changed."
    assert path.read_bytes() == before
    assert [file.name for file in backup.folder_of(path).iterdir()] == [good.named.file_name]


# Restoring


def test_a_preview_tells_what_would_go_and_come_back(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("DELETE FROM session WHERE id = 1")
        plain.execute("UPDATE session SET notes = 'another' WHERE id IN (2, 3)")
        plain.execute("INSERT INTO session (uid, start_time) VALUES ('runs', 1)")
        plain.commit()
    (point,) = backup.points(path)
    shown = restore.preview(path, point)
    assert (shown.now.sessions, shown.gone.sessions, shown.back.sessions) == (SESSIONS, 101, 1)
    assert (shown.changed, shown.runs) == (2, True)


def test_a_restore_makes_the_old_file_a_backup(path: Path) -> None:
    (good,) = backup.points(path)
    before = dump(path)
    kept = restore.restore(path, good.named, NOON)
    assert kept.file_name == "sessile-2026-03-10T12-00-00Z-before-restore.db"
    assert dump(backup.folder_of(path) / kept.file_name) == before
    assert len(worlds.uids(path)) == SESSIONS - 100
    restore.restore(path, kept, NOON)
    assert dump(path) == before


def test_a_backup_of_a_newer_program_is_refused(path: Path) -> None:
    (good,) = backup.points(path)
    with closing(sqlite3.connect(backup.folder_of(path) / good.named.file_name)) as plain:
        plain.execute("PRAGMA user_version = 99")
    for refused in (lambda: restore.preview(path, good), lambda: restore.restore(path, good.named, NOON)):
        with pytest.raises(Unavailable, match="was written by a newer Sessile"):
            refused()
