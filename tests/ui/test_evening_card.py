"""The end-of-day card on the Timer page: quiet, in step with the record, and a way to settle what is not."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit

from app.control.evening import Evening
from app.control.operations import Start
from app.control.overview import Overview, UndecidedGap
from app.control.presence import Presence
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core.model import Answer, Review, Session
from app.settling import Settling
from app.store.store import Store
from app.ui.evening_card import EveningCard
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from tests.control.test_evening import OVER, work
from tests.fakes import MINUTE, FakeClock, Waker
from tests.ui.looking import button, cut_words, nameless, settle, tab_order, told
from tests.ui.making import open_page


@pytest.fixture
def evening(
    shown: MainWindow, store: Store, controller: SessionController, overview: Overview, schedule: Schedule
) -> Evening:
    evening = Evening(store, controller, overview, schedule)
    shown.watched.connect(evening.set_watched)
    return evening


@pytest.fixture
def settling(shown: MainWindow, evening: Evening, theme: Theme) -> Settling:
    settling = Settling(evening, theme, shown.timer_page, shown)
    evening.set_watched(True)
    return settling


@pytest.fixture
def slept(controller: SessionController, settling: Settling, waker: Waker, presence: Presence) -> int:
    """The id of a session of an hour in which twenty minutes are undecided; it is the evening of its day."""
    session = controller.start(Start(60))
    waker.run(10 * MINUTE)
    presence.locked()
    waker.run(20 * MINUTE)
    presence.unlocked()
    waker.run(30 * MINUTE)
    controller.stop(session.id)
    waker.run(OVER)
    return session.id


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda e: found.append((e.message(), e.politeness())))
    return found


def card(window: MainWindow) -> EveningCard:
    found = window.findChild(EveningCard)
    assert found is not None
    return found


def offers(window: MainWindow) -> list[str]:
    return [each.text() for each in tab_order(window) if card(window).isAncestorOf(each) and hasattr(each, "text")]


def test_it_says_what_was_worked_and_what_is_not_settled(shown: MainWindow, slept: int) -> None:
    assert told(card(shown)) - {""} == {
        "Today: 40 min worked in 1 session.",
        "20 min undecided",
        "1 not reviewed",
    }
    assert offers(shown) == ["Close", "Decide…", "Review…"]


def test_what_is_settled_goes_and_in_the_end_all_is(
    shown: MainWindow, controller: SessionController, slept: int
) -> None:
    gap = controller.get(slept).gaps[0]
    controller.answer(gap.id, Answer.KEEP)
    decided = told(card(shown)) - {""}
    controller.review(slept, Review(score=4))
    assert (decided, told(card(shown)) - {""}) == (
        {"Today: 1 h worked in 1 session.", "1 not reviewed"},
        {"Today: 1 h worked in 1 session.", "All settled."},
    )


def test_the_page_says_once_that_a_gap_waits(shown: MainWindow, slept: int) -> None:
    gap_notice = shown.timer_page._notices["gap"]
    before = gap_notice.isVisible()
    button(card(shown), "Close").click()
    assert (before, card(shown).isVisible(), gap_notice.isVisible()) == (False, False, True)


def test_decide_asks_for_the_gaps_of_the_day(
    shown: MainWindow, settling: Settling, controller: SessionController, slept: int
) -> None:
    asked: list[tuple[UndecidedGap, ...]] = []
    settling.gaps_wanted.connect(asked.append)
    button(card(shown), "Decide…").click()
    session = controller.get(slept)
    assert asked == [(UndecidedGap(session, session.gaps[0]),)]


def test_review_leads_from_one_to_the_next_as_long_as_each_is_saved(
    shown: MainWindow, settling: Settling, controller: SessionController, waker: Waker, clock: FakeClock
) -> None:
    asked: list[Session] = []
    settling.review_wanted.connect(asked.append)
    ids = [work(controller, clock) for _ in range(3)]
    waker.run(OVER)
    button(card(shown), "Review…").click()
    controller.review(ids[0], Review(score=3))
    settling.reviewed(True)
    settling.reviewed(True)  # saved without a score: it is not asked for again now
    settling.reviewed(True)
    assert [session.id for session in asked] == ids


def test_review_later_ends_it_there(
    shown: MainWindow, settling: Settling, controller: SessionController, waker: Waker, clock: FakeClock
) -> None:
    asked: list[Session] = []
    settling.review_wanted.connect(asked.append)
    work(controller, clock), work(controller, clock)
    waker.run(OVER)
    button(card(shown), "Review…").click()
    settling.reviewed(False)
    settling.reviewed(True)  # of another session, from elsewhere
    assert len(asked) == 1


def test_it_takes_no_keyboard(
    shown: MainWindow, settling: Settling, controller: SessionController, waker: Waker, clock: FakeClock
) -> None:
    work(controller, clock)
    waker.run(OVER - 26 * MINUTE)
    shown.timer_page.focus()
    before = shown.focusWidget()
    waker.run(MINUTE)
    assert card(shown).isVisible() and isinstance(before, QLineEdit)
    assert shown.focusWidget() is before


def test_readers_hear_of_it_once_and_politely(
    shown: MainWindow, announced: list[tuple[str, object]], slept: int
) -> None:
    shown.hide()
    shown.show()
    words = "Today: 40 min worked in 1 session.\n20 min undecided\n1 not reviewed"
    assert announced == [(words, QAccessible.AnnouncementPoliteness.Polite)]


def test_readers_hear_nothing_of_it_on_another_page(
    shown: MainWindow,
    announced: list[tuple[str, object]],
    settling: Settling,
    controller: SessionController,
    waker: Waker,
    clock: FakeClock,
) -> None:
    work(controller, clock)
    open_page(shown, "History")
    waker.run(OVER)
    before = len(announced)
    shown.show_page("Timer")
    assert (before, len(announced)) == (0, 1)


def test_everything_to_press_has_a_name_and_says_what_about(shown: MainWindow, slept: int) -> None:
    assert (nameless(card(shown)), card(shown).accessibleName()) == ([], "End of day")
    assert button(card(shown), "Review…").accessibleDescription() == "1 not reviewed"


@pytest.mark.usefixtures("slept")
def test_no_word_is_cut_in_the_smallest_window(shown: MainWindow) -> None:
    shown.resize(440, 600)
    settle()
    assert cut_words(card(shown)) == []
