"""The mark of an alert that nobody has seen: until the page that shows it was looked at."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from app.control.alerter import Alerter
from app.control.operations import Start
from app.control.session_controller import SessionController
from app.ui.main_window import MainWindow
from app.ui.unseen_mark import UnseenMark
from tests.fakes import Waker
from tests.ui.making import open_page


@pytest.fixture
def mark(alerter: Alerter, window: MainWindow) -> UnseenMark:
    return UnseenMark(alerter, window)


def come_due(controller: SessionController, waker: Waker) -> None:
    controller.start(Start(25))
    waker.late(timedelta(minutes=26))


def activate(window: MainWindow, qapp: QApplication) -> None:
    window.show()
    window.activateWindow()
    qapp.processEvents()
    assert window.isActiveWindow()


def test_it_is_on_until_the_page_is_looked_at(
    mark: UnseenMark, window: MainWindow, controller: SessionController, waker: Waker, qapp: QApplication
) -> None:
    told: list[bool] = []
    mark.changed.connect(told.append)
    come_due(controller, waker)
    activate(window, qapp)
    assert (told, mark.is_on) == ([True, False], False)


def test_another_page_does_not_show_it(
    mark: UnseenMark, window: MainWindow, controller: SessionController, waker: Waker, qapp: QApplication
) -> None:
    come_due(controller, waker)
    open_page(window, "History")
    activate(window, qapp)
    on_history = mark.is_on
    window.show_page("Timer")
    assert (on_history, mark.is_on) == (True, False)


def test_who_looks_at_the_page_already_sees_it_come(
    mark: UnseenMark, window: MainWindow, controller: SessionController, waker: Waker, qapp: QApplication
) -> None:
    activate(window, qapp)
    come_due(controller, waker)
    assert mark.is_on is False


def test_an_alert_that_no_longer_holds_takes_it_away(
    mark: UnseenMark, controller: SessionController, waker: Waker
) -> None:
    come_due(controller, waker)
    before = mark.is_on
    controller.stop(controller.active_id())
    assert (before, mark.is_on) == (True, False)


def test_the_next_alert_turns_it_on_again(
    mark: UnseenMark, window: MainWindow, controller: SessionController, waker: Waker, qapp: QApplication
) -> None:
    come_due(controller, waker)
    activate(window, qapp)
    window.hide()
    waker.late(timedelta(minutes=20))
    assert mark.is_on is True
