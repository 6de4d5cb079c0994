"""What else tells of breaks: the small ring on other pages, and what stands above the page after a stop."""

from app.control.breaks import Breaks
from app.control.operations import Fields
from app.control.session_controller import SessionController
from app.core.quick_entry import QuickEntry
from app.ui.actions import Actions
from app.ui.break_panel import BreakPanel
from app.ui.main_window import MainWindow
from tests.fakes import MINUTE, SECOND, FakeClock, Waker
from tests.ui.looking import button, told
from tests.ui.making import open_page


def rests(window: MainWindow) -> bool:
    found = window.findChild(BreakPanel)
    return found is not None and found.isVisible()


def work(controller: SessionController, clock: FakeClock) -> None:
    controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
    clock.advance(25 * MINUTE)
    controller.stop(controller.active_id())


def test_the_small_ring_shows_the_break_on_another_page(shown: MainWindow, actions: Actions, waker: Waker) -> None:
    actions["break"].trigger()
    open_page(shown, "History")
    waker.run(65 * SECOND)
    mini = button(shown, "Break, running")
    seen = (mini.isVisible(), {"Break", "03:55 left"} <= told(shown))
    mini.click()
    assert (seen, mini.isVisible()) == ((True, True), False)


def test_the_small_ring_goes_when_the_break_is_over(shown: MainWindow, actions: Actions, waker: Waker) -> None:
    actions["break"].trigger()
    open_page(shown, "History")
    waker.run(6 * MINUTE)
    assert not button(shown, "Break, running").isVisible()


def test_after_a_stop_a_break_is_offered_until_it_begins(
    shown: MainWindow, controller: SessionController, clock: FakeClock, breaks: Breaks
) -> None:
    work(controller, clock)
    offer = button(shown, "Start break")
    seen = (offer.isVisible(), "Stopped. 25 min kept." in told(shown))
    offer.click()
    assert (seen, breaks.running is not None, "Stopped. 25 min kept." in told(shown)) == ((True, True), True, False)


def test_a_stop_that_a_break_follows_by_itself_offers_none(
    shown: MainWindow, controller: SessionController, clock: FakeClock
) -> None:
    controller.change_settings(controller.settings._replace(break_by_itself=True))
    work(controller, clock)
    offer = shown.timer_page._notices["done"].button("Start break")
    assert (rests(shown), "Stopped. 25 min kept." in told(shown), offer.isVisible()) == (True, True, False)


def test_a_stop_says_what_was_held_back(
    shown: MainWindow, controller: SessionController, clock: FakeClock, waker: Waker
) -> None:
    controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
    controller.toggle_notifications(controller.active_id())
    waker.run(26 * MINUTE)
    controller.stop(controller.active_id())
    line = "Planned 25, worked 26, +1 min. 2 alerts were held back: Time almost up 13:20, Time is up 13:25"
    assert line in told(shown)


def test_a_stop_says_nothing_of_alerts_where_none_was_held_back(
    shown: MainWindow, controller: SessionController, clock: FakeClock
) -> None:
    work(controller, clock)
    assert [words for words in told(shown) if "held back" in words] == []
