"""The windows: what they show, what they keep, and that no word is cut."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.control.alerter import Alerter
from app.control.breaks import Breaks
from app.control.display import Display
from app.control.operations import Fields, Start
from app.control.overview import Overview
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core.model import Answer, Review
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.commands import COMMANDS
from app.ui.history_page import HistoryPage
from app.ui.main_window import MainWindow
from app.ui.note_dialog import NoteDialog
from app.ui.review_dialog import ReviewDialog
from app.ui.satisfaction import Satisfaction
from app.ui.settings_dialog import SettingsDialog
from app.ui.text_edit import TextEdit
from app.ui.theme import Theme
from tests.by_day import by_day
from tests.fakes import MINUTE, FakeClock, Waker, locked, rows
from tests.ui.looking import button, cut_words, label, settle, tab_order
from tests.ui.making import open_page

STATES = ("idle", "running", "paused", "overtime", "undecided")


def bring_to(state: str, controller: SessionController, clock: FakeClock, waker: Waker) -> None:
    if state == "idle":
        return
    controller.start_entry(QuickEntry("Write the report", "Thesis", ("writing", "deep"), 25), Fields())
    waker.late(timedelta(minutes=10))
    if state == "paused":
        controller.pause(controller.active_id())
    if state == "overtime":
        controller.toggle_notifications(controller.active_id())
        waker.late(timedelta(minutes=80))
    if state == "undecided":
        clock.advance(timedelta(minutes=40))
        controller.open()
    waker.late(timedelta(seconds=1))


@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("state", STATES)
def test_no_word_is_cut_in_the_smallest_window(
    state: str,
    scale: float,
    qapp: QApplication,
    controller: SessionController,
    clock: FakeClock,
    waker: Waker,
    request: pytest.FixtureRequest,
) -> None:
    before = qapp.font()
    font = qapp.font()
    font.setPointSizeF(before.pointSizeF() * scale)
    qapp.setFont(font)
    try:
        bring_to(state, controller, clock, waker)
        window: MainWindow = request.getfixturevalue("window")
        window.show()
        window.resize(440, 600)
        qapp.processEvents()
        assert cut_words(window) == []
    finally:
        qapp.setFont(before)


def test_the_running_session_is_told_by_state_and_remaining(
    window: MainWindow, controller: SessionController, clock: FakeClock, waker: Waker
) -> None:
    window.show()
    bring_to("running", controller, clock, waker)
    assert (label(window, "state"), label(window, "remaining")) == ("Running", "14:59")


def test_overtime_and_mute_are_told_in_words(
    window: MainWindow, controller: SessionController, clock: FakeClock, waker: Waker
) -> None:
    window.show()
    bring_to("overtime", controller, clock, waker)
    assert (label(window, "state"), label(window, "remaining")) == ("Overtime, muted", "+1:05:01")


def test_a_hidden_window_asks_for_no_waking(
    window: MainWindow, controller: SessionController, schedule: Schedule, breaks: Breaks
) -> None:
    display = Display(controller, schedule, breaks)
    window.watched.connect(display.set_watched)
    window.show()
    window.hide()
    schedule.arm()
    assert schedule.waits is None


def test_the_line_about_the_closed_stretch_goes_with_the_verdict(
    controller: SessionController,
    clock: FakeClock,
    waker: Waker,
    data_file: Path,
    request: pytest.FixtureRequest,
) -> None:
    bring_to("undecided", controller, clock, waker)
    window: MainWindow = request.getfixturevalue("window")
    window.show()
    told = {found.text() for found in window.findChildren(QLabel)}
    before = button(window, "Decide…").isVisible()
    controller.answer(1, Answer.DISCARD)
    assert "Not running from 13:10 to 13:50" in told
    assert rows(data_file, "SELECT cause, verdict FROM gap") == [("closed", "discarded")]
    assert (before, button(window, "Decide…").isVisible()) == (True, False)


def test_an_alert_shows_in_the_window_until_it_is_seen(
    window: MainWindow, alerter: Alerter, controller: SessionController, waker: Waker
) -> None:
    window.show()
    controller.start(Start(25))
    waker.late(timedelta(minutes=26))
    shown = button(window, "Seen").isVisible()
    button(window, "Seen").click()
    assert (shown, button(window, "Seen").isVisible(), alerter.shown) == (True, False, None)


def test_every_command_has_its_default_keys(actions: Actions) -> None:
    expected = {command.name: command.keys for command in COMMANDS}
    assert {name: actions[name].shortcut().toString() for name in expected} == expected


def test_what_can_t_be_done_now_is_disabled(actions: Actions, controller: SessionController) -> None:
    names = ("start", "stop", "pause", "add_time", "add_note", "mute")
    before = [actions[name].isEnabled() for name in names]
    controller.start(Start(25))
    after = [actions[name].isEnabled() for name in names]
    assert (before, after) == ([True, *[False] * 5], [False, *[True] * 5])


def test_a_changed_key_holds_at_once_and_a_taken_one_names_its_owner(
    actions: Actions, settings_dialog: SettingsDialog
) -> None:
    dialog = settings_dialog
    dialog.show()
    button(dialog, "Shortcuts").click()
    for row, keys in (("Pause", Qt.Key.Key_F5), ("Add note", Qt.Key.Key_F5)):
        button(dialog, f"Change {row}").click()
        edit = next(w for w in dialog.findChildren(QWidget) if w.accessibleName() == f"Keys for {row}")
        QTest.keyClick(edit, keys)
        edit.editingFinished.emit()  # type: ignore[attr-defined]
    told = {found.text() for found in dialog.findChildren(QLabel) if found.isVisible()}
    assert (actions["pause"].shortcut().toString(), actions["add_note"].shortcut().toString()) == ("F5", "Ctrl+N")
    assert "F5 belongs to Pause. Change that one first." in told


def test_a_note_is_added_with_return(
    controller: SessionController, theme: Theme, qtbot: QtBot, data_file: Path
) -> None:
    controller.start(Start(25))
    dialog = NoteDialog(controller, theme)
    qtbot.addWidget(dialog)
    dialog.ask()
    line = next(w for w in dialog.findChildren(QWidget) if w.accessibleName() == "Note")
    QTest.keyClicks(line, "Reference 14 is wrong")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert rows(data_file, "SELECT notes FROM session") == [("[13:00] Reference 14 is wrong",)]


def test_an_empty_note_is_refused_in_place(controller: SessionController, theme: Theme, qtbot: QtBot) -> None:
    controller.start(Start(25))
    dialog = NoteDialog(controller, theme)
    qtbot.addWidget(dialog)
    dialog.ask()
    button(dialog, "Add").click()
    told = {found.text() for found in dialog.findChildren(QLabel) if found.isVisible()}
    assert ("Note is empty" in told, dialog.isVisible()) == (True, True)


@pytest.fixture
def review(controller: SessionController, review_dialog: ReviewDialog) -> ReviewDialog:
    """Open for a session that was just stopped."""
    controller.start(Start(25))
    controller.add_note(controller.active_id(), "First")
    review_dialog.open_for(controller.stop(controller.active_id()), take_keyboard=True)
    return review_dialog


def text_edit(dialog: QWidget, name: str) -> TextEdit:
    return next(edit for edit in dialog.findChildren(TextEdit) if edit.accessibleName() == name)


def test_a_review_is_saved(review: ReviewDialog, data_file: Path) -> None:
    QTest.keyClick(review, Qt.Key.Key_4)
    text_edit(review, "Tasks done").set_text("Section 2")
    button(review, "Save").click()
    found = rows(data_file, "SELECT satisfaction_score, tasks_done, notes FROM session")
    assert found == [(4, "Section 2", "[13:00] First")]


def test_later_keeps_what_was_typed_as_a_draft(review: ReviewDialog, controller: SessionController) -> None:
    text_edit(review, "Notes").set_text("half a thought")
    button(review, "Later").click()
    stored = controller.get(1)
    review.open_for(stored, take_keyboard=False)
    assert (text_edit(review, "Notes").text(), stored.notes) == ("half a thought", "[13:00] First")


def test_what_somebody_else_noted_meanwhile_is_kept_below(
    review: ReviewDialog, controller: SessionController, data_file: Path
) -> None:
    controller.review(1, Review(notes="From elsewhere"))
    text_edit(review, "Notes").set_text("[13:00] First, and more")
    button(review, "Save").click()
    assert rows(data_file, "SELECT notes FROM session") == [("[13:00] First, and more\n\nFrom elsewhere",)]


def test_a_review_opens_with_no_ring_around_a_score(review: ReviewDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(review.hasFocus)
    focused = review.focusWidget()
    QTest.keyClick(review, Qt.Key.Key_Tab)
    assert (focused, review.focusWidget()) == (review, review.findChild(QRadioButton))


def test_a_reader_hears_the_review_and_its_keys(review: ReviewDialog) -> None:
    heard = QAccessible.queryAccessibleInterface(review)
    assert heard.role() is QAccessible.Role.Dialog
    assert heard.text(QAccessible.Text.Name) == "Review session"
    assert "Press 1 to 5" in heard.text(QAccessible.Text.Description)


def test_the_five_circles_are_one_group(review: ReviewDialog) -> None:
    group = review.findChild(Satisfaction)
    assert group is not None
    names = [radio.text() for radio in group.findChildren(QRadioButton)]
    assert (group.title(), names) == ("Satisfaction", ["1", "2", "3", "4", "5"])


def test_a_review_that_can_t_be_written_yet_stays_as_a_draft(
    review: ReviewDialog, controller: SessionController, store: Store, data_file: Path
) -> None:
    text_edit(review, "Tasks done").set_text("Section 2")
    with locked(data_file):
        button(review, "Save").click()
    review.open_for(controller.get(1), take_keyboard=False)
    assert text_edit(review, "Tasks done").text() == "Section 2"


def test_today_counts_what_lies_in_it_also_of_a_session_that_began_before(
    controller: SessionController, overview: Overview, clock: FakeClock
) -> None:
    clock.advance(timedelta(hours=14))  # 03:00 of the next day in Berlin
    controller.start(Start(25))
    clock.advance(timedelta(hours=2))
    running = overview.today().running(clock.now())
    controller.stop(controller.active_id())
    today = overview.today()
    assert (running, today.ended, today.ended_count) == (60 * MINUTE, 60 * MINUTE, 1)


def test_a_day_s_sum_is_history_s_total(controller: SessionController, overview: Overview, clock: FakeClock) -> None:
    clock.advance(timedelta(hours=14))
    controller.start(Start(25))
    clock.advance(timedelta(hours=2))
    controller.stop(controller.active_id())
    worked = {day.date: day.worked for day in by_day(controller.recent(9), controller.settings.day_start)}
    assert worked == {day: overview.worked_on(day) for day in worked}
    assert len(worked) == 2


def test_tab_follows_the_eye_whatever_was_made_first(
    controller: SessionController, clock: FakeClock, waker: Waker, request: pytest.FixtureRequest
) -> None:
    bring_to("undecided", controller, clock, waker)
    window: MainWindow = request.getfixturevalue("window")
    window.show()
    window.timer_page.tell("Something is wrong.")
    order = [w.text() for w in tab_order(window) if isinstance(w, QAbstractButton)]
    *page, foot = order[order.index("OK") :]
    assert page == ["OK", "Decide…", "Pause", "Stop", "Add 15 min", "Add note", "Mute notifications", "Change start"]
    assert foot.endswith("undecided")


@pytest.mark.parametrize("sign", ["pointer", "finger", "Space"])
def test_a_page_is_made_but_not_shown_while_a_hand_is_on_its_way(shown: MainWindow, qtbot: QtBot, sign: str) -> None:
    to_history = next(b for b in shown.findChildren(QPushButton) if b.accessibleName() == "History")
    match sign:
        case "pointer":
            QApplication.sendEvent(to_history, QEvent(QEvent.Type.Enter))
        case "finger":
            qtbot.mousePress(to_history, Qt.MouseButton.LeftButton)
        case "Space":
            qtbot.keyPress(to_history, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.findChild(HistoryPage) is not None)
    settle()
    assert (shown.shows_timer, set(shown._pages._made)) == (True, {"Timer", "History"})


@pytest.mark.parametrize("page", ["Plan", "History"])
def test_no_page_widens_the_smallest_window(page: str, shown: MainWindow) -> None:
    shown.resize(440, 600)
    settle()
    open_page(shown, page)
    settle()
    assert shown.width() == 440
