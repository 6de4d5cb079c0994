"""The settings page `Breaks`: each choice holds at once and is there again."""

import pytest
from pytestqt.qtbot import QtBot

from app.control.session_controller import SessionController
from app.ui.breaks_page import BreaksPage
from app.ui.theme import Theme
from tests.ui.looking import box, settle, spin

NUMBERS = {
    "Break": ("break_minutes", (1, 240), 5, 7),
    "Long break": ("long_break_minutes", (1, 240), 15, 20),
    "Long break after": ("long_break_after", (1, 24), 4, 3),
}
BY_ITSELF = "Begin a break after each stop"


@pytest.fixture
def page(controller: SessionController, theme: Theme, qtbot: QtBot) -> BreaksPage:
    return open_page(controller, theme, qtbot)


def open_page(controller: SessionController, theme: Theme, qtbot: QtBot) -> BreaksPage:
    page = BreaksPage(controller, theme)
    qtbot.addWidget(page)
    page.show()
    return page


def test_the_numbers_have_their_defaults_and_ranges(page: BreaksPage) -> None:
    spins = {name: spin(page, name) for name in NUMBERS}
    found = {name: ((box.minimum(), box.maximum()), box.value()) for name, box in spins.items()}
    assert found == {name: (limits, default) for name, (_choice, limits, default, _other) in NUMBERS.items()}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_changes_its_choice_at_once(name: str, page: BreaksPage, controller: SessionController) -> None:
    choice, _limits, _default, other = NUMBERS[name]
    before = controller.settings._asdict()
    spin(page, name).setValue(other)
    assert controller.settings._asdict() == before | {choice: other}


def test_breaks_that_begin_by_themselves_are_chosen_at_once(page: BreaksPage, controller: SessionController) -> None:
    before = controller.settings._asdict()
    box(page, BY_ITSELF).click()
    assert controller.settings._asdict() == before | {"break_by_itself": True}


def test_what_was_chosen_is_there_when_the_page_opens_again(
    page: BreaksPage, controller: SessionController, theme: Theme, qtbot: QtBot
) -> None:
    for name, (_choice, _limits, _default, other) in NUMBERS.items():
        spin(page, name).setValue(other)
    box(page, BY_ITSELF).click()
    again = open_page(controller, theme, qtbot)
    shown = ([spin(again, name).value() for name in NUMBERS], box(again, BY_ITSELF).isChecked())
    assert shown == ([7, 20, 3], True)


def test_the_number_boxes_stand_in_one_column(page: BreaksPage) -> None:
    settle()
    spins = [spin(page, name) for name in NUMBERS]
    assert len({(found.mapTo(page, found.rect().topLeft()).x(), found.width()) for found in spins}) == 1
