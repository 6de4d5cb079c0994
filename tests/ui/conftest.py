"""The windows on the fake clock, offscreen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.control.alerter import Alerter
from app.control.breaks import Breaks
from app.control.catalogue import Catalogue
from app.control.display import Display
from app.control.drafts import Drafts
from app.control.keeper import Keeper
from app.control.overview import Overview
from app.control.planner import Planner
from app.control.presence import Presence
from app.control.quiet import Quiet
from app.control.reader import Reader
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.history_page import HistoryPage
from app.ui.idle_panel import IdlePanel
from app.ui.main_window import MainWindow
from app.ui.plan_page import PlanPage
from app.ui.review_dialog import ReviewDialog
from app.ui.settings_dialog import SettingsDialog
from app.ui.theme import Theme
from app.ui.timer_page import TimerPage
from tests.ui.past import FakeHistory, recorded


@pytest.fixture(autouse=True)
def gone_widgets() -> Iterator[None]:
    """No event loop runs here to delete what a test leaves; each later style sheet would visit it."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module")
def theme_of_module(qapp: QApplication) -> Iterator[Theme]:
    """One for all tests of a file: to give the application its style sheet takes long."""
    theme = Theme(qapp, "Light")
    yield theme
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.fixture(params=[1.0, 1.6], ids=["usual letters", "large letters"])
def letters(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    before, font = qapp.font(), qapp.font()
    font.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(font)
    yield
    qapp.setFont(before)


@pytest.fixture
def theme(theme_of_module: Theme) -> Iterator[Theme]:
    """The light one, whatever a test before chose."""
    yield theme_of_module
    if (theme_of_module._choice, theme_of_module._desktop_is_dark) != ("Light", None):
        theme_of_module._desktop_is_dark = None
        theme_of_module.choose("Light")


@pytest.fixture
def actions(
    controller: SessionController, overview: Overview, breaks: Breaks, quiet: Quiet, snooze: Snooze, theme: Theme
) -> Actions:
    actions = Actions(controller, overview, breaks, quiet, snooze, theme)
    actions.complete()
    return actions


@pytest.fixture
def settings_dialog(
    store: Store,
    controller: SessionController,
    overview: Overview,
    alerter: Alerter,
    quiet: Quiet,
    snooze: Snooze,
    presence: Presence,
    keeper: Keeper,
    actions: Actions,
    theme: Theme,
    qtbot: QtBot,
) -> SettingsDialog:
    dialog = SettingsDialog(
        controller,
        actions,
        theme,
        overview=overview,
        alerter=alerter,
        quiet=quiet,
        snooze=snooze,
        catalogue=Catalogue(store, controller),
        presence=presence,
        keeper=keeper,
        chosen_theme="System",
        chosen_tray_icon="Automatic",
    )
    qtbot.addWidget(dialog)
    return dialog


@pytest.fixture
def review_dialog(
    store: Store, controller: SessionController, overview: Overview, theme: Theme, qtbot: QtBot
) -> ReviewDialog:
    dialog = ReviewDialog(controller, overview, Drafts(store), theme)
    qtbot.addWidget(dialog)
    return dialog


@pytest.fixture
def idle(controller: SessionController, overview: Overview, theme: Theme, qtbot: QtBot) -> IdlePanel:
    panel = IdlePanel(controller, overview, theme)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def history(controller: SessionController) -> FakeHistory:
    """Answers at once from the file."""
    return FakeHistory(recorded(controller))


@pytest.fixture
def planner(store: Store, controller: SessionController, overview: Overview) -> Iterator[Planner]:
    reader = Reader(store.reading_store)
    yield Planner(store, controller, overview, reader)
    reader.close()


@pytest.fixture
def window(
    controller: SessionController,
    overview: Overview,
    alerter: Alerter,
    breaks: Breaks,
    quiet: Quiet,
    history: FakeHistory,
    planner: Planner,
    actions: Actions,
    theme: Theme,
    qtbot: QtBot,
) -> MainWindow:
    timer = TimerPage(controller, overview, alerter, breaks, actions, theme)
    window = MainWindow(controller, breaks, quiet, actions, theme, timer)
    window.add_page("Plan", lambda: PlanPage.in_pieces(controller, planner, actions, theme))
    window.add_page("History", lambda: HistoryPage.in_pieces(controller, overview, history, actions, theme))
    qtbot.addWidget(window)
    return window


@pytest.fixture
def shown(window: MainWindow, controller: SessionController, schedule: Schedule, breaks: Breaks) -> MainWindow:
    """The window, shown, with what wakes it each second."""
    display = Display(controller, schedule, breaks)
    window.watched.connect(display.set_watched)
    window.show()
    window.activateWindow()
    return window
