"""The buttons that start again what was done before."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core.model import Combination, Project, Tag
from app.ui.start_again import StartAgain
from app.ui.theme import Theme

THESIS, WRITING = Project(1, "Thesis", "lagoon"), Tag(1, "writing")


def words(theme: Theme, qtbot: QtBot, *combinations: Combination) -> list[str]:
    again = StartAgain(theme)
    qtbot.addWidget(again)
    again.show_combinations(combinations)
    return [button.text() for button in again.findChildren(QPushButton)]


def test_project_and_length_say_what_starts(theme: Theme, qtbot: QtBot) -> None:
    assert words(theme, qtbot, Combination(THESIS, (WRITING,), 60)) == ["Thesis, 1 h"]


def test_two_that_would_be_alike_are_told_apart_by_their_tags(theme: Theme, qtbot: QtBot) -> None:
    both = Combination(THESIS, (WRITING,), 60), Combination(THESIS, (), 60)
    assert words(theme, qtbot, *both) == ["Thesis #writing, 1 h", "Thesis, 1 h"]
