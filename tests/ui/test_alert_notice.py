"""The notice of an alert: it offers what helps there, and nothing that belongs to another alert."""

from datetime import datetime

import pytest

from app.control.alerter import Alerter
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.core.settings import Settings
from app.ui.actions import Actions
from app.ui.main_window import MainWindow
from app.ui.notice import Notice
from tests.fakes import MINUTE, Waker, at
from tests.ui.looking import told


@pytest.fixture
def reminded(shown: MainWindow, controller: SessionController, waker: Waker) -> MainWindow:
    """Nothing has run for half an hour."""
    controller.change_settings(Settings(tells_no_session=True))
    waker.run(31 * MINUTE)
    return shown


def notice(window: MainWindow) -> Notice:
    return window.timer_page._notices["alert"]


def offers(window: MainWindow) -> list[str]:
    return [words for words, button in notice(window)._by_words.items() if button.isVisible()]


def test_that_nothing_runs_can_be_snoozed(reminded: MainWindow) -> None:
    assert "Nothing has run since 13:00" in told(reminded)
    assert offers(reminded) == ["Snooze 1 h", "Until tomorrow", "Seen"]


@pytest.mark.parametrize(("words", "until"), [("Snooze 1 h", at(91)), ("Until tomorrow", at(15 * 60))])
def test_what_is_snoozed_goes(
    reminded: MainWindow, snooze: Snooze, alerter: Alerter, words: str, until: datetime
) -> None:
    notice(reminded).button(words).click()
    assert (notice(reminded).isVisible(), alerter.shown, snooze.until) == (False, None, until)


def test_what_was_only_seen_is_not_snoozed(reminded: MainWindow, snooze: Snooze) -> None:
    notice(reminded).button("Seen").click()
    assert (notice(reminded).isVisible(), snooze.until) == (False, None)


def test_the_end_of_a_break_offers_to_start_again(
    shown: MainWindow, actions: Actions, alerter: Alerter, waker: Waker
) -> None:
    actions["break"].trigger()
    waker.run(6 * MINUTE)
    assert offers(shown) == ["Start again", "Seen"]
