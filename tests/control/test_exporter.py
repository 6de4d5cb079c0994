"""Exports: what is told of them, what lies where afterwards, and that nothing is left of one that fails."""

import errno
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.control import exporter as exporter_module
from app.control.exporter import Exporter
from app.control.session_controller import SessionController
from app.core.errors import Refused
from app.core.model import Session
from app.core.outgoing import Form, Outgoing
from app.core.periods import Period, Span
from app.store.reading import ReadingStore
from app.store.store import Store
from tests.core.outgoing import read
from tests.fakes import dump, read_only_for_user

PATIENCE_S = 10
SOME = (
    "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count}) "
    "INSERT INTO session (uid, start_time, end_time, worked) SELECT 'n' || n, n, n, 0 FROM n"
)
TODAY = Period(Span.DAY, date(2026, 3, 10), date(2026, 3, 10))


class Listener:
    """Everything an exporter says, in order."""

    def __init__(self, exporter: Exporter, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.heard: list[tuple[Any, ...]] = []
        for name in ("progressed", "finished", "failed", "cancelled"):
            getattr(exporter, name).connect(self._hearing(name))

    def _hearing(self, name: str) -> Callable[..., None]:
        return lambda *told: self.heard.append((name, *told))

    def end(self) -> tuple[Any, ...]:
        """What it says last."""
        self._qtbot.waitUntil(lambda: bool(self.heard) and self.heard[-1][0] != "progressed")
        return self.heard[-1]


@pytest.fixture
def exporter(store: Store, controller: SessionController) -> Iterator[Exporter]:
    exporter = Exporter(store.reading_store, controller)
    yield exporter
    exporter.close()


@pytest.fixture
def listener(exporter: Exporter, qtbot: QtBot) -> Listener:
    return Listener(exporter, qtbot)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder


def execute(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script)


class Held:
    """Pieces that come only when they are let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.began, self.go = threading.Event(), threading.Event()
        monkeypatch.setitem(exporter_module._PIECES, Form.CSV, self._pieces)

    def _pieces(self, outgoing: Outgoing) -> Iterator[bytes]:
        yield b"half"
        self.began.set()
        self.go.wait(PATIENCE_S)
        for _ in outgoing.sessions:
            yield b"session"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held(monkeypatch)
    yield held
    held.go.set()


def test_a_file_is_written_for_its_owner_alone(
    exporter: Exporter, listener: Listener, ended: Session, folder: Path
) -> None:
    path = folder / "sessions.json"
    exporter.export(path, Form.JSON, None)
    assert listener.end() == ("finished", path, 1)
    assert [file.name for file in folder.iterdir()] == ["sessions.json"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.uid for one in read(path.read_bytes()).sessions] == [ended.uid]
    assert not exporter.is_running


@pytest.mark.parametrize(
    ("form", "first"),
    [(Form.JSON, b'{"sessile"'), (Form.CSV, b"\xef\xbb\xbfstart_time"), (Form.CALENDAR, b"BEGIN:VCAL")],
)
def test_each_form_has_its_own_file(
    exporter: Exporter, listener: Listener, ended: Session, folder: Path, form: Form, first: bytes
) -> None:
    path = folder / f"sessions{form.suffix}"
    exporter.export(path, form, TODAY)
    assert listener.end() == ("finished", path, 1)
    assert path.read_bytes().startswith(first)


def test_days_without_sessions_give_a_file_without_any(
    exporter: Exporter, listener: Listener, ended: Session, folder: Path
) -> None:
    path = folder / "sessions.csv"
    exporter.export(path, Form.CSV, TODAY._replace(first=date(2026, 3, 11), last=date(2026, 3, 12)))
    assert listener.end() == ("finished", path, 0)
    assert path.read_bytes().count(b"\r\n") == 1


def test_it_is_told_how_far_it_is(exporter: Exporter, listener: Listener, data_file: Path, folder: Path) -> None:
    execute(data_file, SOME.format(count=1200))
    exporter.export(folder / "x.csv", Form.CSV, None)
    listener.end()
    assert listener.heard == [
        ("progressed", 0, 1200),
        ("progressed", 500, 1200),
        ("progressed", 1000, 1200),
        ("finished", folder / "x.csv", 1200),
    ]


def test_a_file_that_lay_there_is_replaced_when_the_new_one_is_complete(
    exporter: Exporter, listener: Listener, ended: Session, folder: Path, held: Held
) -> None:
    path = folder / "x.csv"
    path.write_text("older")
    exporter.export(path, Form.CSV, None)
    held.began.wait(PATIENCE_S)
    assert path.read_text() == "older"
    held.go.set()
    listener.end()
    assert path.read_bytes() == b"halfsession"


def test_what_is_cancelled_leaves_nothing(
    exporter: Exporter, listener: Listener, ended: Session, folder: Path, held: Held
) -> None:
    exporter.export(folder / "x.csv", Form.CSV, None)
    held.began.wait(PATIENCE_S)
    exporter.cancel()
    held.go.set()
    assert listener.end() == ("cancelled",)
    assert list(folder.iterdir()) == []
    assert not exporter.is_running


def test_what_is_cancelled_before_the_file_is_open_writes_nothing(
    store: Store, controller: SessionController, qtbot: QtBot, folder: Path
) -> None:
    opening, go = threading.Event(), threading.Event()

    def open_store() -> ReadingStore:
        opening.set()
        go.wait(PATIENCE_S)
        return store.reading_store()

    exporter = Exporter(open_store, controller)
    listener = Listener(exporter, qtbot)
    exporter.export(folder / "x.csv", Form.CSV, None)
    opening.wait(PATIENCE_S)
    exporter.cancel()
    go.set()
    assert listener.end() == ("cancelled",)
    assert list(folder.iterdir()) == []


def test_a_second_one_waits_for_the_person_to_ask_again(
    exporter: Exporter, listener: Listener, folder: Path, held: Held
) -> None:
    exporter.export(folder / "x.csv", Form.CSV, None)
    with pytest.raises(Refused, match="An export is running already"):
        exporter.export(folder / "y.csv", Form.CSV, None)
    held.go.set()
    assert listener.end()[0] == "finished"
    exporter.export(folder / "y.csv", Form.JSON, None)
    listener.heard.clear()
    assert listener.end() == ("finished", folder / "y.csv", 0)


def test_the_end_of_the_program_takes_away_what_is_half(
    exporter: Exporter, ended: Session, folder: Path, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporter_module, "_PATIENCE_S", 0)
    exporter.export(folder / "x.csv", Form.CSV, None)
    held.began.wait(PATIENCE_S)
    exporter.close()
    held.go.set()
    assert exporter._thread is not None
    exporter._thread.join(PATIENCE_S)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_gone_is_told(exporter: Exporter, listener: Listener, folder: Path) -> None:
    exporter.export(folder / "gone" / "x.csv", Form.CSV, None)
    sentence = f"The folder {folder / 'gone'} is not there, so nothing was exported. Choose another one."
    assert listener.end() == ("failed", sentence)


def test_a_folder_that_may_not_be_written_to_is_told(users_directory: Path) -> None:
    path = users_directory / "x.csv"
    with read_only_for_user(users_directory), pytest.raises(PermissionError) as denied:
        exporter_module._write(path, (b"x",))
    sentence = f"The folder {users_directory} can't be written to, so nothing was exported. Choose another one."
    assert exporter_module._sentence(denied.value, path) == sentence


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_and_leaves_nothing(
    exporter: Exporter, listener: Listener, folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    (folder / "x.csv").write_text("older")
    exporter.export(folder / "x.csv", Form.CSV, None)
    sentence = "The disk is full, so nothing was exported. Free some space, and try again."
    assert listener.end() == ("failed", sentence)
    assert [(file.name, file.read_text()) for file in folder.iterdir()] == [("x.csv", "older")]


def test_a_folder_is_not_replaced(exporter: Exporter, listener: Listener, folder: Path) -> None:
    exporter.export(folder, Form.CSV, None)
    assert listener.end() == ("failed", f"{folder} is a folder, so nothing was exported. Choose another name.")
    assert [file.name for file in folder.parent.iterdir() if file.suffix == ".part"] == []


@pytest.mark.parametrize("name", ["sessile.db", "sessile.db-wal", "exports/../sessile.db", "exports/link.db"])
def test_the_record_itself_is_never_written_over(
    exporter: Exporter, listener: Listener, ended: Session, folder: Path, data_file: Path, name: str
) -> None:
    (folder / "link.db").symlink_to(data_file)
    before = dump(data_file)
    path = data_file.parent / name
    exporter.export(path, Form.CSV, None)
    sentence = f"{path} is the file that Sessile keeps its record in. Nothing was exported; choose another name."
    assert listener.end() == ("failed", sentence)
    assert dump(data_file) == before


def test_a_record_that_is_not_in_its_place_is_not_read(
    exporter: Exporter, listener: Listener, folder: Path, data_file: Path
) -> None:
    data_file.rename(data_file.with_name("aside.db"))
    exporter.export(folder / "x.csv", Form.CSV, None)
    assert listener.end()[0] == "failed"
    assert "is no longer at" in listener.heard[-1][1]


def test_a_fault_of_the_program_leaves_nothing_and_is_raised_where_faults_are_caught(
    exporter: Exporter, listener: Listener, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pieces(outgoing: Outgoing) -> Iterator[bytes]:
        yield b"half"
        raise ZeroDivisionError

    monkeypatch.setitem(exporter_module._PIECES, Form.CSV, pieces)
    with qtbot.captureExceptions() as faults:
        exporter.export(folder / "x.csv", Form.CSV, None)
        said = listener.end()
    sentence = "Something went wrong in Sessile, so nothing was exported. The log says what."
    assert (said, [kind for kind, *_ in faults]) == (("failed", sentence), [ZeroDivisionError])
    assert list(folder.iterdir()) == []
