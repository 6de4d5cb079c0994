"""When a backup is made by itself, and what is said of it."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.control.keeper import LONGEST_DAY, SETTLES_IN, TRY_AGAIN_IN, Keeper
from app.store import backup
from tests.fakes import FakeClock, Waker

HOUR = timedelta(hours=1)


def settled(keeper: Keeper, waker: Waker, qtbot: QtBot) -> None:
    """The file was looked through."""
    keeper.open()
    assert waker.fire() == SETTLES_IN
    qtbot.waitUntil(lambda: keeper._backup_at is not None)


def made(data_file: Path) -> list[str]:
    return [named.file_name for named in backup.names(data_file.parent / "backups")]


def test_the_first_is_made_when_the_day_is_over(
    keeper: Keeper, waker: Waker, clock: FakeClock, data_file: Path, qtbot: QtBot
) -> None:
    """At four in Berlin: three UTC. The start was at noon."""
    settled(keeper, waker, qtbot)
    assert made(data_file) == []
    with qtbot.waitSignal(keeper.made):
        assert waker.fire() == 15 * HOUR - SETTLES_IN
    assert made(data_file) == ["sessile-2026-03-11T03-00-00Z-daily.db"]
    with qtbot.waitSignal(keeper.made):
        assert waker.fire() == 24 * HOUR


def test_soon_after_a_start_when_the_last_is_of_another_day(
    keeper: Keeper, waker: Waker, clock: FakeClock, data_file: Path, qtbot: QtBot
) -> None:
    with closing(sqlite3.connect(data_file)) as plain:
        plain.execute("INSERT INTO session (uid, start_time, end_time) VALUES ('u', 0, 60000)")
        plain.commit()
    keeper.open()
    with qtbot.waitSignal(keeper.made):
        waker.fire()
    assert len(made(data_file)) == 1


def test_an_idle_program_wakes_for_nothing_else(keeper: Keeper, waker: Waker, qtbot: QtBot) -> None:
    settled(keeper, waker, qtbot)
    assert waker.run(14 * HOUR) == 0


def test_a_clock_that_was_set_back_by_a_year_puts_off_no_backup(
    keeper: Keeper, waker: Waker, clock: FakeClock, qtbot: QtBot
) -> None:
    settled(keeper, waker, qtbot)
    clock.step(timedelta(days=-365))
    with qtbot.waitSignal(keeper.made):
        waker.late(timedelta())


def test_a_failure_is_said_once_and_tried_again_every_hour(
    keeper: Keeper, waker: Waker, data_file: Path, qtbot: QtBot
) -> None:
    folder = data_file.parent / "backups"
    folder.write_text("")
    said: list[str] = []
    keeper.failed.connect(said.append)
    settled(keeper, waker, qtbot)
    waker.fire()
    qtbot.waitUntil(lambda: keeper._backup_at is not None)
    assert waker.fire() == TRY_AGAIN_IN
    qtbot.waitUntil(lambda: keeper._backup_at is not None)
    folder.unlink()
    with qtbot.waitSignal(keeper.made):
        waker.fire()
    assert said == [f"{folder} can't be written to, so no backup was made. Your record is as it was."]


def test_a_damaged_file_is_told_of_and_never_backed_up(
    keeper: Keeper, waker: Waker, data_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "check", lambda _connection: "wrong")
    keeper.open()
    with qtbot.waitSignal(keeper.damage_found):
        waker.fire()
    assert waker.run(2 * LONGEST_DAY) == 0
    assert made(data_file) == []


def test_what_the_person_asks_for_is_answered(keeper: Keeper, qtbot: QtBot) -> None:
    with qtbot.waitSignal(keeper.sound):
        keeper.check()
    with qtbot.waitSignal(keeper.made):
        keeper.back_up()
    with qtbot.waitSignal(keeper.found) as waited:
        keeper.look()
    assert waited.args is not None
    assert [point.named.reason for point in waited.args[0].points] == ["asked"]
