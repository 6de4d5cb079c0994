from pathlib import Path

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QComboBox, QTimeEdit
from pytestqt.qtbot import QtBot

from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.ui.actions import Actions
from app.ui.general_page import GeneralPage
from app.ui.theme import Theme
from tests.fakes import rows


@pytest.fixture
def page(controller: SessionController, actions: Actions, theme: Theme, qtbot: QtBot) -> GeneralPage:
    page = GeneralPage(controller, actions, theme, "System", "Automatic")
    qtbot.addWidget(page)
    return page


def named(page: GeneralPage, name: str) -> QComboBox:
    return next(box for box in page.findChildren(QComboBox) if box.accessibleName() == name)


def test_the_day_starts_when_it_is_chosen_to(page: GeneralPage, controller: SessionController, data_file: Path) -> None:
    (edit,) = page.findChildren(QTimeEdit)
    assert (edit.accessibleName(), edit.time()) == ("Day starts at", QTime(4, 0))
    edit.setTime(QTime(5, 30))
    assert controller.settings.day_starts_at == "05:30"
    assert rows(data_file, "SELECT value FROM setting WHERE key = 'day_starts_at'") == [('"05:30"',)]


def test_the_week_starts_on_the_day_that_is_chosen(page: GeneralPage, overview: Overview) -> None:
    week = named(page, "Week starts on")
    assert (week.currentText(), week.count()) == ("As your language has it", 8)
    week.setCurrentIndex(week.findData(6))
    assert overview.first_weekday() == 6
    week.setCurrentIndex(0)
    assert overview.first_weekday() in (1, 6, 7)
