"""Settings, `Data`: what is told of the file and its backups, and what a restore would change."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from app.control.keeper import Keeper
from app.control.session_controller import SessionController
from app.core.keeping import ASKED, BEFORE_RESTORE, Content, Named, Point, Preview
from app.ui.restore_dialog import RestoreDialog, told
from app.ui.settings_dialog import SettingsDialog
from tests.fakes import MINUTE, NOON
from tests.ui.looking import label

DAY = timedelta(days=1)


@pytest.fixture
def page(settings_dialog: SettingsDialog, qtbot: QtBot, keeper: Keeper) -> SettingsDialog:
    settings_dialog.show()
    with qtbot.waitSignal(keeper.found):
        settings_dialog._buttons["Data"].click()
    return settings_dialog


def button(page: SettingsDialog, name: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == name)


def table_of(page: SettingsDialog) -> QTableView:
    table = page.findChild(QTableView)
    assert isinstance(table, QTableView)
    return table


def shown(page: SettingsDialog) -> list[list[str]]:
    model = table_of(page).model()
    return [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]


def words(page: SettingsDialog) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def backed_up(page: SettingsDialog, keeper: Keeper, qtbot: QtBot) -> None:
    with qtbot.waitSignals([keeper.made, keeper.found]):
        button(page, "Back up now").click()


def test_nothing_is_read_before_the_page_is_shown(settings_dialog: SettingsDialog, keeper: Keeper) -> None:
    settings_dialog.show()
    assert keeper._reader._thread is None


def test_without_a_backup_it_says_when_the_first_is_made(page: SettingsDialog, data_file: Path) -> None:
    assert "No backup yet. The first is made tonight." in words(page)
    assert not table_of(page).isVisible()
    assert label(page, "data_file") == str(data_file)
    assert label(page, "last_backup") == "Last backup: none yet"
    assert label(page, "data_counts").endswith(", 0 sessions")


def test_a_backup_stands_in_the_table_at_once(page: SettingsDialog, keeper: Keeper, qtbot: QtBot) -> None:
    backed_up(page, keeper, qtbot)
    (row,) = shown(page)
    assert row[:4] == ["10 Mar 2026 13:00", "Back up now", "0", ""]
    assert (label(page, "data_said"), label(page, "last_backup")) == (
        "The backup is made.",
        "Last backup: 10 Mar 2026 13:00",
    )


def test_a_check_is_answered(page: SettingsDialog, keeper: Keeper, qtbot: QtBot) -> None:
    with qtbot.waitSignal(keeper.sound):
        button(page, "Check now").click()
    assert label(page, "data_said") == "The data file is sound."


def test_what_fails_is_told_in_a_sentence(page: SettingsDialog, keeper: Keeper, qtbot: QtBot, data_file: Path) -> None:
    (data_file.parent / "backups").write_text("")
    with qtbot.waitSignal(keeper.refused):
        button(page, "Back up now").click()
    assert any("so no backup was made" in each for each in words(page))


def test_a_restore_is_asked_for_only_after_its_preview(
    page: SettingsDialog, keeper: Keeper, controller: SessionController, data_file: Path, qtbot: QtBot
) -> None:
    assert not button(page, "Restore…").isEnabled()
    backed_up(page, keeper, qtbot)
    with closing(sqlite3.connect(data_file)) as plain:
        plain.execute("INSERT INTO session (uid, start_time, end_time) VALUES ('u', 0, 60000)")
        plain.commit()
    with qtbot.waitSignal(keeper.previewed):
        button(page, "Restore…").click()
    dialog = page.findChild(RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    assert "1 session would go: 1 Jan 1970." in [each.text() for each in dialog.findChildren(QLabel)]
    with qtbot.waitSignal(keeper.restore_wanted) as wanted:
        next(each for each in dialog.findChildren(QPushButton) if each.text() == "Restore").click()
    assert wanted.args == [Named(NOON, ASKED)]


def test_the_folder_is_opened(page: SettingsDialog, data_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    button(page, "Open folder").click()
    assert opened == [QUrl.fromLocalFile(str(data_file.parent))]


def test_a_folder_is_asked_for_before_the_move(
    page: SettingsDialog, keeper: Keeper, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    with qtbot.waitSignal(keeper.move_wanted) as wanted:
        button(page, "Move to another folder…").click()
    assert wanted.args == [tmp_path]


def test_a_preview_names_all_that_would_change() -> None:
    then = Content(3, NOON - 9 * DAY, NOON - 5 * DAY)
    point = Point(Named(NOON - 4 * DAY, BEFORE_RESTORE), 1, then)
    gone, back = Content(12, NOON - 3 * DAY, NOON), Content(1, NOON, NOON)
    preview = Preview(point, Content(14, NOON, NOON), gone, back, 2, True)
    assert told(preview, lambda _instant: 60 * MINUTE) == (
        "Restore the backup of 6 Mar 2026 13:00?",
        "It holds 3 sessions; there are 14 now.",
        "12 sessions would go: 7 Mar 2026 to 10 Mar 2026.",
        "The session that is running now would go too: it is one of them.",
        "1 session would come back: 10 Mar 2026.",
        "2 sessions would be as they were then.",
    )
