"""Fields for people's texts: nothing is cut in silence, and no length stops the window."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.text import LINE_LIMIT
from app.ui.elided_label import ElidedLabel
from app.ui.line_edit import LineEdit
from app.ui.text_edit import TextEdit

LINES = st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30), max_size=6)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=LINES)
def test_a_text_comes_back_as_it_was(qapp: QApplication, lines: list[str]) -> None:
    edit = TextEdit("Notes")
    text = "\n".join(lines).replace("\ufdd0", "").replace("\ufdd1", "").replace("\xa0", " ")
    edit.set_text(text)
    assert edit.text() == text


@pytest.mark.parametrize("length", [LINE_LIMIT, LINE_LIMIT + 1, 3 * LINE_LIMIT, 1_000_000])
def test_a_very_long_line_comes_back_as_one(qtbot: QtBot, length: int) -> None:
    edit = TextEdit("Notes")
    qtbot.addWidget(edit)
    text = f"before\n{'x' * length}\nafter"
    edit.set_text(text)
    assert edit.text() == text


def test_no_piece_of_a_long_line_is_longer_than_the_limit(qtbot: QtBot) -> None:
    edit = TextEdit("Notes")
    qtbot.addWidget(edit)
    edit.set_text("x" * 25_000)
    assert [len(line) for line in edit.toPlainText().split("\n")] == [10_000, 10_000, 5_000]


def test_a_long_line_broken_by_hand_is_two_lines(qtbot: QtBot) -> None:
    edit = TextEdit("Notes")
    qtbot.addWidget(edit)
    edit.set_text("x" * 15_000)
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(3):
        edit.moveCursor(QTextCursor.MoveOperation.Right)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert [len(line) for line in edit.text().split("\n")] == [3, 14_997]


def test_a_pasted_long_line_is_shown_in_pieces(qtbot: QtBot) -> None:
    edit, pasted = TextEdit("Notes"), QMimeData()
    qtbot.addWidget(edit)
    pasted.setText("y" * 20_001)
    edit.insertFromMimeData(pasted)
    assert (edit.text(), edit.document().blockCount()) == ("y" * 20_001, 3)


def test_a_paste_over_the_limit_is_refused_and_what_was_typed_stays(qtbot: QtBot) -> None:
    line = LineEdit("Note", LINE_LIMIT)
    qtbot.addWidget(line)
    line.setText("typed")
    QGuiApplication.clipboard().setText("x" * 20_000)
    with qtbot.waitSignal(line.refused, timeout=0) as refusal:
        QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (line.text(), refusal.args) == ("typed", ["Note can have at most 10,000 characters"])


def test_line_breaks_in_a_paste_become_spaces(qtbot: QtBot) -> None:
    line = LineEdit("Note", LINE_LIMIT)
    qtbot.addWidget(line)
    QGuiApplication.clipboard().setText("one\r\ntwo\u2028three")
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "one two three"


def test_no_text_makes_a_label_s_window_wider(qtbot: QtBot) -> None:
    label = ElidedLabel(2)
    qtbot.addWidget(label)
    label.setText("x" * 10_000)
    assert (label.minimumSizeHint().width(), label.text()) == (0, "x" * 10_000)


def test_a_label_takes_no_more_lines_than_it_may(qtbot: QtBot) -> None:
    label = ElidedLabel(2)
    qtbot.addWidget(label)
    label.setText("word " * 500)
    assert label.heightForWidth(200) == 2 * label.fontMetrics().height()
