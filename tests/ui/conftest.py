"""The windows on the fake clock, offscreen."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.control.alerter import Alerter
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.ui.actions import Actions
from app.ui.history_page import HistoryPage
from app.ui.idle_panel import IdlePanel
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.ui.timer_page import TimerPage


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, "Light")
    yield theme
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.fixture
def actions(controller: SessionController, theme: Theme) -> Actions:
    return Actions(controller, theme)


@pytest.fixture
def idle(controller: SessionController, overview: Overview, theme: Theme, qtbot: QtBot) -> IdlePanel:
    panel = IdlePanel(controller, overview, theme)
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def window(
    controller: SessionController,
    overview: Overview,
    alerter: Alerter,
    actions: Actions,
    theme: Theme,
    qtbot: QtBot,
) -> MainWindow:
    timer = TimerPage(controller, overview, alerter, actions, theme)
    window = MainWindow(controller, actions, theme, timer)
    window.add_page("History", lambda: HistoryPage(controller, overview, theme))
    qtbot.addWidget(window)
    return window
