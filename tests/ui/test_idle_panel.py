"""The quick entry and the fields below it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from app.control.overview import Overview
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core.model import Combination, Project, Tag
from app.ui.idle_panel import HINT, IdlePanel
from app.ui.line_edit import LineEdit
from tests.fakes import locked, rows


def fields(idle: IdlePanel) -> tuple[str, int, str]:
    """Project, minutes and tags as they are shown."""
    project, minutes = idle.findChild(QComboBox), idle.findChild(QSpinBox)
    tags = next(edit for edit in idle.findChildren(LineEdit) if edit.accessibleName() == "Tags")
    assert project is not None
    assert minutes is not None
    return project.currentText(), minutes.value(), tags.text()


def words(idle: IdlePanel) -> set[str]:
    return {label.text() for label in idle.findChildren(QLabel) if not label.isHidden()}


def test_the_fields_follow_the_line_as_it_is_typed(idle: IdlePanel) -> None:
    QTest.keyClicks(idle.line, "Write the report @Thesis #writing 45")
    assert fields(idle) == ("Thesis", 45, "writing")


def test_what_the_line_no_longer_says_goes_from_the_fields(idle: IdlePanel) -> None:
    idle.line.setText("@Thesis #writing 45")
    idle.line.setText("Write")
    assert fields(idle) == ("", 25, "")


def test_new_names_are_told_before_return_is_pressed(idle: IdlePanel) -> None:
    idle.line.setText("Write @Thesis #writing #deep")
    assert "New project: Thesis. New tags: writing, deep." in words(idle)


def test_known_names_are_not_called_new(idle: IdlePanel, controller: SessionController) -> None:
    idle.line.setText("@Thesis #writing")
    idle.start()
    controller.stop(controller.active_id())
    idle.line.setText("@thesis #WRITING")
    assert HINT in words(idle)


def test_return_starts_and_empties_the_line(idle: IdlePanel, data_file: Path) -> None:
    QTest.keyClicks(idle.line, "Write the report @Thesis #writing 25")
    QTest.keyClick(idle.line, Qt.Key.Key_Return)
    found = rows(data_file, "SELECT title, project, tags, planned_duration FROM session_readable")
    assert (found, idle.line.text()) == ([("Write the report", "Thesis", "writing", 25)], "")


def test_the_fields_fill_what_the_line_leaves_out(idle: IdlePanel, data_file: Path) -> None:
    project, minutes = idle.findChild(QComboBox), idle.findChild(QSpinBox)
    assert project is not None
    assert minutes is not None
    project.setEditText("Post")
    minutes.setValue(10)
    idle.line.setText("Answer")
    idle.start()
    assert rows(data_file, "SELECT title, project, planned_duration FROM session_readable") == [("Answer", "Post", 10)]


def test_return_in_the_minutes_starts_with_what_was_typed(idle: IdlePanel, data_file: Path) -> None:
    minutes = idle.findChild(QSpinBox)
    assert minutes is not None
    minutes.lineEdit().selectAll()
    QTest.keyClicks(minutes.lineEdit(), "7")
    QTest.keyClick(minutes.lineEdit(), Qt.Key.Key_Return)
    assert rows(data_file, "SELECT planned_duration FROM session") == [(7,)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (f"@{'x' * 201}", "A name can have at most 200 characters"),
        (f"#{'x' * 201}", "A name can have at most 200 characters"),
        ("x" * 10_001, "Quick entry can have at most 10,000 characters"),
    ],
)
def test_a_refusal_stands_under_the_line_and_the_line_stays(
    idle: IdlePanel, data_file: Path, line: str, sentence: str
) -> None:
    idle.line.setText(line)
    idle.start()
    found = rows(data_file, "SELECT count(*) FROM session")
    assert (sentence in words(idle), idle.line.text(), found) == (True, line, [(0,)])


def test_what_a_locked_file_could_not_take_stays_in_the_line(idle: IdlePanel, data_file: Path) -> None:
    idle.line.setText("Write @Thesis")
    with locked(data_file):
        idle.start()
    assert idle.line.text() == "Write @Thesis"


def test_what_can_be_started_again_is_read_when_somebody_looks(
    idle: IdlePanel, overview: Overview, controller: SessionController, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[str] = []

    def read() -> tuple[Combination, ...]:
        reads.append("read")
        return ()

    monkeypatch.setattr(overview, "combinations", read)
    idle.hide()
    controller.changed.emit(Changes.RECORD)
    while_hidden = len(reads)
    idle.show()
    assert (while_hidden, len(reads)) == (0, 1)


def test_what_was_done_last_can_be_started_again(idle: IdlePanel, controller: SessionController, qtbot: QtBot) -> None:
    idle.resize(480, 600)
    idle.line.setText("@Thesis #writing 45")
    idle.start()
    controller.stop(controller.active_id())
    buttons = [button for button in idle.findChildren(QPushButton) if button.text() == "Thesis, 45 min"]
    with qtbot.waitSignal(idle.again.wanted, timeout=0) as wanted:
        buttons[-1].click()
    assert wanted.args == [Combination(Project(1, "Thesis", "lagoon"), (Tag(1, "writing"),), 45)]
