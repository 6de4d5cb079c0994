"""Ctrl+Z and Ctrl+Shift+Z in a field: its own while it has something to undo or redo, else the program's."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QTimeEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.fields import spin_box
from app.ui.hours_box import HoursBox
from app.ui.keys import share_undo
from app.ui.line_edit import LineEdit
from app.ui.project_box import ProjectBox
from app.ui.text_edit import TextEdit
from app.ui.theme import Theme
from app.ui.time_edit import TimeEdit


def _a_date(_theme: Theme) -> QWidget:
    edit = QDateEdit(QDate(2026, 3, 10))
    share_undo(edit)
    return edit


def _a_time(_theme: Theme) -> QWidget:
    edit = QTimeEdit(QTime(9, 0))
    share_undo(edit)
    return edit


def _hours(theme: Theme) -> QWidget:
    box = HoursBox(theme, "Target")
    box.setValue(60)
    return box


FIELDS: dict[str, Callable[[Theme], QWidget]] = {
    "line": lambda _theme: LineEdit("Note", 100),
    "text": lambda _theme: TextEdit("Notes"),
    "time": lambda theme: TimeEdit(theme, "Start"),
    "project": ProjectBox,
    "number": lambda theme: spin_box(theme, "Minutes", 1, 999, 25, " min"),
    "hours": _hours,
    "date": _a_date,
    "hour and minute": _a_time,
}
TYPED = ["line", "text", "time", "project", "number", "hours"]
"""Those that undo what is typed; Qt's date and time fields forget each digit as they read it."""


class Said(list[str]):
    """What the program was asked for, and the field the caret is in."""

    window: QWidget
    field: QWidget

    def presses(self, key: str) -> None:
        modifiers = Qt.KeyboardModifier.ControlModifier
        if key == "redo":
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self.field, Qt.Key.Key_Z, modifiers)


@pytest.fixture
def said(theme: Theme, qtbot: QtBot, request: pytest.FixtureRequest) -> Said:
    window, said = QWidget(), Said()
    said.window = window
    qtbot.addWidget(window)
    for name, keys in (("undo", "Ctrl+Z"), ("redo", "Ctrl+Shift+Z")):
        action = QAction(name, window)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.triggered.connect(lambda _checked=False, name=name: said.append(name))
        window.addAction(action)
    said.field = FIELDS[request.param](theme)
    QVBoxLayout(window).addWidget(said.field)
    window.show()
    window.activateWindow()
    said.field.setFocus(Qt.FocusReason.TabFocusReason)
    return said


@pytest.mark.parametrize("said", FIELDS, indirect=True)
@pytest.mark.parametrize("key", ["undo", "redo"])
def test_a_field_that_nothing_was_typed_in_leaves_it_to_the_program(key: str, said: Said) -> None:
    said.presses(key)
    assert said == [key]


@pytest.mark.parametrize("said", TYPED, indirect=True)
def test_what_was_typed_is_undone_before_the_program_undoes(said: Said) -> None:
    QTest.keyClicks(said.field, "5")
    said.presses("undo")
    first = list(said)
    for _ in range(3):
        said.presses("undo")
    assert (first, set(said)) == ([], {"undo"})


@pytest.mark.parametrize("said", TYPED, indirect=True)
def test_what_was_undone_in_the_field_is_done_again_there(said: Said) -> None:
    QTest.keyClicks(said.field, "5")
    said.presses("undo")
    said.presses("redo")
    assert said == []


@pytest.mark.parametrize("said", ["date", "hour and minute"], indirect=True)
def test_a_date_or_time_never_swallows_an_undo_it_does_not_do(said: Said) -> None:
    QTest.keyClicks(said.field, "5")
    for _ in range(4):
        said.presses("undo")
    assert "undo" in said
