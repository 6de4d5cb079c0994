"""The Timer page in a break: what is left, what can follow, and what ends it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.control.breaks import Breaks
from app.control.operations import Fields
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.break_panel import BreakPanel
from app.ui.main_window import MainWindow
from tests.fakes import MINUTE, FakeClock, Waker
from tests.pictures import wordy
from tests.ui.looking import button, cut_names, cut_words, label, named, nameless, settle, tab_order, told

PLAN = (
    "INSERT INTO planning (uid, day, title, title_key, planned_duration, position, done) VALUES (?, ?, ?, ?, ?, 1, 0)"
)


def work(controller: SessionController, clock: FakeClock, minutes: int = 25) -> None:
    controller.start_entry(QuickEntry("Write the report", "Thesis", ("writing",), 25), Fields())
    clock.advance(minutes * MINUTE)
    controller.stop(controller.active_id())


def plan(store: Store, title: str, minutes: int | None = 120, day: str = "2026-03-10") -> None:
    with store.write():
        store._database.peewee.execute_sql(PLAN, (title, day, title, title.casefold(), minutes))


def panel(window: MainWindow) -> BreakPanel:
    found = window.findChild(BreakPanel)
    assert found is not None
    return found


def rests(window: MainWindow) -> bool:
    """Whether the page shows the break."""
    found = window.findChild(BreakPanel)
    return found is not None and found.isVisible()


def sessions(controller: SessionController) -> list[str]:
    """What is running, by name."""
    return [controller.session.name] if controller.session else []


def test_a_break_is_told_by_state_and_remaining(shown: MainWindow, actions: Actions) -> None:
    actions["break"].trigger()
    in_break = panel(shown)
    assert (label(in_break, "state"), label(in_break, "remaining")) == ("Break", "05:00")
    assert {"of 5 min", "ends at 13:05"} <= told(in_break)


def test_what_is_left_goes_down_each_second(shown: MainWindow, actions: Actions, waker: Waker) -> None:
    actions["break"].trigger()
    seen = []
    for _ in range(3):
        waker.fire()
        seen.append(label(panel(shown), "remaining"))
    waker.run(2 * MINUTE)
    assert (seen, label(panel(shown), "remaining")) == (["04:59", "04:58", "04:57"], "02:57")


def test_a_break_in_a_hidden_window_wakes_it_only_each_minute(
    shown: MainWindow, actions: Actions, schedule: Schedule
) -> None:
    actions["break"].trigger()
    shown.hide()
    schedule.arm()
    assert schedule.waits == MINUTE


def test_end_break_leads_back_to_what_can_be_started(shown: MainWindow, actions: Actions, breaks: Breaks) -> None:
    actions["break"].trigger()
    button(panel(shown), "End break").click()
    assert (rests(shown), breaks.running, shown.timer_page.idle.isVisible()) == (False, None, True)


def test_start_again_starts_the_last_session_with_its_title(
    shown: MainWindow, actions: Actions, controller: SessionController, clock: FakeClock, breaks: Breaks
) -> None:
    work(controller, clock)
    actions["break"].trigger()
    button(panel(shown), "Start again").click()
    session = controller.session
    assert session is not None
    assert (session.title, [tag.name for tag in session.tags], session.planned) == (
        "Write the report",
        ["writing"],
        25 * MINUTE,
    )
    assert (rests(shown), breaks.running, label(shown, "state")) == (False, None, "Running")


def test_ctrl_return_in_a_break_starts_the_same_again(
    shown: MainWindow, actions: Actions, controller: SessionController, clock: FakeClock
) -> None:
    actions.start_wanted.connect(shown.timer_page.start)
    work(controller, clock)
    actions["break"].trigger()
    QTest.keyClick(shown, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sessions(controller) == ["Write the report"]


def test_where_nothing_was_done_yet_start_again_asks_what_it_shall_be(
    shown: MainWindow, actions: Actions, controller: SessionController
) -> None:
    actions.quick_entry_wanted.connect(shown.timer_page.show_entry)
    actions["break"].trigger()
    button(panel(shown), "Start again").click()
    line = shown.timer_page.idle.line
    assert (sessions(controller), line.isVisible(), QApplication.focusWidget() is line) == ([], True, True)


def test_quick_entry_shows_its_line_in_a_break_and_what_it_says_starts(
    shown: MainWindow, actions: Actions, controller: SessionController, breaks: Breaks
) -> None:
    actions.quick_entry_wanted.connect(shown.timer_page.show_entry)
    actions["break"].trigger()
    actions["quick_entry"].trigger()
    line = named(shown, QLineEdit, "Quick entry")
    seen = (rests(shown), line.isVisible(), line.hasFocus(), breaks.running is not None)
    QTest.keyClicks(line, "Post @Office 10")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert (seen, sessions(controller), breaks.running) == ((False, True, True, True), ["Post"], None)


def test_what_is_being_typed_stays_when_the_break_is_over(shown: MainWindow, actions: Actions, waker: Waker) -> None:
    actions["break"].trigger()
    shown.timer_page.show_entry()
    QTest.keyClicks(shown.timer_page.idle.line, "Half a thou")
    waker.run(6 * MINUTE)
    line = shown.timer_page.idle.line
    assert (line.text(), line.isVisible(), line.hasFocus()) == ("Half a thou", True, True)


def test_the_next_break_shows_again_after_the_line_was_wanted_in_one(shown: MainWindow, actions: Actions) -> None:
    actions["break"].trigger()
    shown.timer_page.show_entry()
    actions["break"].trigger()
    actions["break"].trigger()
    assert rests(shown)


def test_a_session_that_starts_elsewhere_ends_the_break(
    shown: MainWindow, actions: Actions, controller: SessionController, breaks: Breaks
) -> None:
    actions["break"].trigger()
    controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
    assert (rests(shown), breaks.last, actions["break"].isEnabled()) == (False, None, False)


def test_a_break_that_is_over_is_told_with_start_again(
    shown: MainWindow, actions: Actions, controller: SessionController, clock: FakeClock, waker: Waker
) -> None:
    work(controller, clock)
    actions["break"].trigger()
    waker.run(6 * MINUTE)
    words = {"Break is over", "The break of 5 min that began at 13:25 is over"} <= told(shown)
    notice = shown.timer_page._notices["alert"]
    buttons = [found.text() for found in notice.findChildren(QPushButton) if found.isVisible()]
    again = notice.button("Start again")
    seen = (rests(shown), again.isVisible())
    again.click()
    assert (words, buttons, seen, sessions(controller)) == (
        True,
        ["Start again", "Seen"],
        (False, True),
        ["Write the report"],
    )
    assert "Break is over" not in told(shown)


def test_the_notice_of_another_alert_has_no_start_again(
    shown: MainWindow, controller: SessionController, waker: Waker
) -> None:
    controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
    waker.run(26 * MINUTE)
    assert (button(shown, "Seen").isVisible(), button(shown, "Start again").isVisible()) == (True, False)


@pytest.mark.parametrize(
    ("title", "minutes", "words"),
    [
        ("Mark eleven essays", 120, "Next in the plan: Mark eleven essays, 2 h"),
        ("Mark eleven essays", 45, "Next in the plan: Mark eleven essays, 45 min"),
        ("<b>R&D</b> a_b", None, "Next in the plan: <b>R&D</b> a_b"),
    ],
)
def test_the_next_planned_item_is_told_in_words(
    title: str, minutes: int | None, words: str, shown: MainWindow, actions: Actions, store: Store
) -> None:
    plan(store, title, minutes)
    actions["break"].trigger()
    assert words in told(panel(shown))


def test_another_day_s_plan_is_not_what_comes_next(shown: MainWindow, actions: Actions, store: Store) -> None:
    plan(store, "Mark eleven essays", day="2026-03-11")
    actions["break"].trigger()
    assert [words for words in told(panel(shown)) if words.startswith("Next")] == []


def test_what_is_next_is_read_anew_for_each_break(shown: MainWindow, actions: Actions, store: Store) -> None:
    actions["break"].trigger()
    actions["break"].trigger()
    plan(store, "Mark eleven essays")
    actions["break"].trigger()
    assert "Next in the plan: Mark eleven essays, 2 h" in told(panel(shown))


def test_everything_to_press_has_a_name_and_tab_follows_the_eye(shown: MainWindow, actions: Actions) -> None:
    actions["break"].trigger()
    words = [w.text() for w in tab_order(shown) if panel(shown).isAncestorOf(w) and hasattr(w, "text")]
    assert (nameless(shown), words) == ([], ["End break", "Start again"])


# For the eye


@pytest.mark.parametrize("is_wordy", [False, True], ids=["English", "longer words"])
@pytest.mark.parametrize("state", ["break", "break is over", "stopped"])
def test_no_word_is_cut_in_the_smallest_window(
    state: str,
    is_wordy: bool,
    letters: None,
    controller: SessionController,
    store: Store,
    breaks: Breaks,
    waker: Waker,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    if is_wordy:
        wordy.lengthen_all(monkeypatch.setattr)
    plan(store, "Mark eleven essays")
    window: MainWindow = request.getfixturevalue("window")
    window.show()
    window.resize(1, 1)
    controller.start_entry(QuickEntry("Write the report", "Thesis", ("writing",), 25), Fields())
    controller.toggle_notifications(controller.active_id())
    waker.run(timedelta(minutes=80))
    controller.stop(controller.active_id())
    if state != "stopped":
        breaks.start()
    if state == "break is over":
        waker.run(6 * MINUTE)
    settle()
    assert (cut_words(window), cut_names(window)) == ([], [])
