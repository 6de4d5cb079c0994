"""The data file in another directory: whole in the one place or the other."""

from pathlib import Path

import pytest

from app import paths
from app.core.errors import CannotOpen, Refused
from app.store import move
from app.store.database import FILE_NAME
from app.store.store import Store
from app.system.local_settings import LocalSettings
from tests.fakes import NOON, dump


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    (tmp_path / "old").mkdir()
    path = tmp_path / "old" / FILE_NAME
    store = Store(path, paths.migrations(), NOON)
    with store.write():
        store.catalogue.project_id("Thesis")
    store.close()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "new, with = and ü"
    folder.mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SESSILE_DATA_DIR", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    paths.places(None).make()
    return tmp_path


def test_the_file_is_copied_and_the_old_one_becomes_a_backup(filled: Path, folder: Path) -> None:
    before = dump(filled)
    move.copy_to(filled, folder)
    move.leave(filled, NOON)
    (kept,) = (filled.parent / "backups").iterdir()
    assert (dump(folder / FILE_NAME), dump(kept), filled.exists()) == (before, before, False)
    assert [file.name for file in filled.parent.iterdir()] == ["backups"]
    assert kept.name == "sessile-2026-03-10T12-00-00Z-before-move.db"


def test_another_file_there_is_left_alone(filled: Path, folder: Path) -> None:
    (folder / FILE_NAME).write_text("mine")
    with pytest.raises(Refused, match=r"There is a sessile\.db in"):
        move.copy_to(filled, folder)
    assert (folder / FILE_NAME).read_text() == "mine"


def test_the_place_it_lies_in_is_refused(filled: Path) -> None:
    with pytest.raises(Refused, match=r"lies in .* already"):
        move.copy_to(filled, filled.parent)


def test_the_next_start_finds_where_it_was_moved_to(filled: Path, folder: Path, home: Path) -> None:
    usual = paths.places(None)
    move.copy_to(filled, folder)
    assert LocalSettings(usual.ini, NOON).move_data(folder)
    assert paths.places(None) == usual._replace(data=folder)
    assert LocalSettings(usual.ini, NOON).move_data(None)
    assert paths.places(None) == usual


def test_the_environment_wins(filled: Path, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move.copy_to(filled, folder)
    LocalSettings(paths.places(None).ini, NOON).move_data(folder)
    monkeypatch.setenv("SESSILE_DATA_DIR", str(home))
    assert paths.places(None).data == home


def test_where_the_moved_data_is_not_there_nothing_begins_anew(folder: Path, home: Path) -> None:
    LocalSettings(paths.places(None).ini, NOON).move_data(folder)
    with pytest.raises(CannotOpen, match="is not there now"):
        paths.places(None)
    assert list(folder.iterdir()) == []
