"""The Plan page: what a row says and does, by keys, by buttons and by the mouse; other days; what was left undone."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QCheckBox, QLabel, QLineEdit, QMenu, QPushButton, QToolTip
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.control.operations import Fields, Start
from app.control.planner import Planner
from app.control.session_controller import SessionController
from app.core import plan
from app.core.model import PlanItem
from app.core.plan import Suggestion, kind_of
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.day_menu import DayMenu
from app.ui.main_window import MainWindow
from app.ui.plan_dialog import PlanDialog
from app.ui.plan_list import PlanList
from app.ui.plan_model import PlanModel
from app.ui.plan_page import PlanPage
from app.ui.theme import Theme
from tests.fakes import MINUTE, FakeClock, Waker, rows
from tests.pictures import wordy
from tests.ui.looking import button, cut_names, cut_words, label, named, nameless, settle, spin, tab_order
from tests.ui.making import at_once, open_page

TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


class Shown(NamedTuple):
    """A page that is shown, and its list."""

    page: PlanPage
    view: PlanList
    planner: Planner

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, modifier)

    @property
    def titles(self) -> list[str]:
        model = self.view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    @property
    def items(self) -> list[PlanItem]:
        return [row.planned.item for row in self.model.rows]

    @property
    def model(self) -> PlanModel:
        model = self.view.model()
        assert isinstance(model, PlanModel)
        return model

    def heard(self, row: int = 0) -> str:
        return str(self.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))

    def area(self, row: int, name: str) -> QPoint:
        """The middle of what lies in a row."""
        rect = self.view.visualRect(self.model.index(row))
        found: QPoint = getattr(self.view._delegate.areas(self.model.rows[row], rect), name).center()
        return found

    def click(self, row: int, name: str) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, NONE, self.area(row, name))

    def drag(self, row: int, to: QPoint, *, drop: bool = True) -> None:
        start = self.area(row, "grip")
        QTest.mousePress(self.view.viewport(), Qt.MouseButton.LeftButton, NONE, start)
        for at in (start + QPoint(0, 15), to):
            move(self.view, at)
        if drop:
            QTest.mouseRelease(self.view.viewport(), Qt.MouseButton.LeftButton, NONE, to)

    def line(self) -> QLineEdit:
        return named(self.page, QLineEdit, "Add to plan")

    def type(self, words: str) -> None:
        self.line().setText(words)
        QTest.keyClick(self.line(), Qt.Key.Key_Return)

    @property
    def told(self) -> set[str]:
        return {found.text() for found in self.page.findChildren(QLabel) if found.isVisible() and found.text()}

    def balance(self) -> str:
        return label(self.page, "planBalance")


def move(list_: PlanList, at: QPoint) -> None:
    """With the left button down: QTest's own moves have none."""
    where, left = QPointF(at), Qt.MouseButton.LeftButton
    glob = QPointF(list_.viewport().mapToGlobal(at))
    event = QMouseEvent(QEvent.Type.MouseMove, where, glob, Qt.MouseButton.NoButton, left, NONE)
    QApplication.sendEvent(list_.viewport(), event)


Made = Callable[..., Shown]


@pytest.fixture
def shown(
    controller: SessionController,
    planner: Planner,
    actions: Actions,
    theme: Theme,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Made:
    """With these lines as the plan of today. Suggestions are those that a test makes, unless it `reads` them."""

    def make(*lines: str, width: int = 768, height: int = 680, reads: bool = False) -> Shown:
        if not reads:
            monkeypatch.setattr(planner, "ask_suggestions", lambda _kinds: None)
        for line in lines:
            planner.add(line, TODAY)
        page = at_once(PlanPage.in_pieces(controller, planner, actions, theme))
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        page.setFocus()
        settle()
        list_ = page.findChild(PlanList)
        assert list_ is not None
        if lines:
            list_.go_to(0)
        return Shown(page, list_, planner)

    return make


THREE = ("A @Thesis #deep 45", "B 30", "C")


# Rows


def test_a_row_says_all_that_is_drawn_in_it(
    shown: Made, controller: SessionController, clock: FakeClock, waker: Waker
) -> None:
    made = shown(*THREE)
    controller.start_item(made.items[0].id)
    waker.run(21 * MINUTE)
    made.page._draw(clock.now())
    assert [made.heard(row) for row in range(3)] == [
        "A, not done, 21 of 45 min, Thesis, #deep, Running",
        "B, not done, 0 of 30 min",
        "C, not done",
    ]


def test_a_paused_item_says_so(shown: Made, controller: SessionController) -> None:
    made = shown(*THREE)
    controller.pause(controller.start_item(made.items[0].id).id)
    assert made.heard() == "A, not done, 0 of 45 min, Thesis, #deep, Paused"


def test_the_model_is_one_that_qt_takes(shown: Made, qtmodeltester: ModelTester) -> None:
    made = shown(*THREE)
    qtmodeltester.check(made.model)
    made.planner.delete(made.items[1])


def test_the_list_and_its_rows_have_names(shown: Made) -> None:
    made = shown(*THREE)
    reader = QAccessible.queryAccessibleInterface(made.view)
    first = reader.child(0)
    assert (reader.text(QAccessible.Text.Name), first.text(QAccessible.Text.Name)) == ("Plan items", made.heard())
    assert nameless(made.page) == []


def test_what_runs_is_drawn_once_a_minute_at_most(
    shown: Made, controller: SessionController, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, drawn = shown(*THREE), []
    controller.start_item(made.items[0].id)
    monkeypatch.setattr(made.model, "show_rows", lambda _rows: drawn.append(clock.now()))
    for _ in range(180):
        clock.advance(MINUTE / 60)
        controller.ticked.emit(clock.now())
    assert len(drawn) == 3


def test_nothing_is_read_while_nobody_looks(
    shown: Made, controller: SessionController, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = shown(*THREE)
    made.page.hide()
    asked: list[date] = []
    monkeypatch.setattr(made.planner, "day", asked.append)
    controller.start(Start(25))
    controller.ticked.emit(controller.now())
    assert asked == []


# Keys


def test_space_ticks_and_takes_the_tick_off(shown: Made) -> None:
    made = shown(*THREE)
    done = []
    for _ in range(2):
        made.press(Qt.Key.Key_Space)
        done.append([item.done for item in made.items])
    assert done == [[True, False, False], [False, False, False]]


def test_a_reader_that_checks_what_is_ticked_changes_nothing(shown: Made) -> None:
    made, role = shown(*THREE), Qt.ItemDataRole.CheckStateRole
    done = []
    for state in (Qt.CheckState.Checked, Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.Unchecked):
        made.model.setData(made.model.index(1), state, role)
        done.append(made.items[1].done)
    assert done == [True, True, False, False]


def test_alt_up_and_alt_down_move_the_row_and_it_stays_current(shown: Made) -> None:
    made = shown(*THREE)
    made.press(Qt.Key.Key_Down, ALT)
    made.press(Qt.Key.Key_Down, ALT)
    last = made.titles, made.view.row
    made.press(Qt.Key.Key_Down, ALT)
    made.press(Qt.Key.Key_Up, ALT)
    assert (last, made.titles, made.view.row) == ((["B", "C", "A"], 2), ["B", "A", "C"], 1)


def test_ctrl_return_starts_the_row(shown: Made, controller: SessionController) -> None:
    made = shown(*THREE)
    made.press(Qt.Key.Key_Down)
    made.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert controller.session is not None
    assert controller.session.planning_id == made.items[1].id


def test_ctrl_return_is_the_programs_while_a_session_runs(
    shown: Made, controller: SessionController, actions: Actions
) -> None:
    made = shown(*THREE)
    made.page.addAction(actions["start_or_stop"])
    controller.start(Start(25))
    made.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert controller.session is None


def test_delete_takes_the_item_away_and_its_neighbour_becomes_current(shown: Made, actions: Actions) -> None:
    made = shown(*THREE)
    made.press(Qt.Key.Key_Down)
    made.press(Qt.Key.Key_Delete)
    gone = made.titles, made.view.row, "Deleted: plan item B." in made.told
    button(made.page, "Undo").click()
    assert (gone, made.titles) == ((["A", "C"], 1, True), ["A", "B", "C"])


def test_return_edits(shown: Made) -> None:
    made = shown(*THREE)
    wanted: list[PlanItem] = []
    made.page.edit_wanted.connect(wanted.append)
    made.press(Qt.Key.Key_Return)
    assert wanted == [made.items[0]]


def test_up_from_the_first_row_leads_to_the_line_and_down_back(shown: Made) -> None:
    made = shown(*THREE)
    made.press(Qt.Key.Key_Up)
    in_line = made.line().hasFocus()
    QTest.keyClick(made.line(), Qt.Key.Key_Down)
    assert (in_line, made.view.hasFocus(), made.view.row) == (True, True, 0)


def test_what_is_typed_when_the_page_opens_is_an_item_and_ticks_nothing_off(shown: Made) -> None:
    made = shown(*THREE)
    made.page.setFocus()
    focused = made.page.focusWidget()
    assert focused is made.line()
    QTest.keyClicks(focused, "Call the boiler people")
    assert (made.line().text(), [item.done for item in made.items]) == ("Call the boiler people", [False] * 3)


def test_where_nothing_is_planned_the_caret_is_in_the_line(shown: Made) -> None:
    made = shown()
    assert made.line().hasFocus()
    words = "Nothing planned for this day.\nType a line above, for example: Read two papers @Thesis 60"
    assert words in made.told


# Buttons of the current row


def test_tab_leads_from_the_list_to_the_boxes_and_buttons_of_the_current_row(shown: Made) -> None:
    made = shown(*THREE)
    order = tab_order(made.page)
    after = order[order.index(made.view) + 1 :][:2]
    names = [type(widget) for widget in after]
    assert names == [QCheckBox, QPushButton]
    assert after[0].accessibleName() == "A done"


def test_the_real_box_and_button_do_what_the_painted_ones_do(shown: Made, controller: SessionController) -> None:
    made = shown(*THREE)
    made.view.viewport().findChildren(QCheckBox)[0].click()
    was_done = made.items[0].done
    made.view.go_to(1)
    next(b for b in made.view.viewport().findChildren(QPushButton) if b.isVisible() and b.text() == "Start").click()
    assert controller.session is not None
    assert (was_done, controller.session.planning_id) == (True, made.items[1].id)


def test_return_presses_the_button_that_has_the_keyboard(shown: Made, controller: SessionController) -> None:
    made = shown(*THREE)
    start = next(b for b in made.view.viewport().findChildren(QPushButton) if b.text() == "Start")
    start.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(start, Qt.Key.Key_Return)
    assert controller.session is not None
    assert made.view.hasFocus()


def test_a_title_that_is_cut_stands_whole_in_its_tip_as_it_was_typed(shown: Made) -> None:
    made = shown("<b>Bread</b> & butter " * 20)
    at = made.area(0, "title")
    event = QHelpEvent(QEvent.Type.ToolTip, at, made.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(made.view.viewport(), event)
    assert QToolTip.text().startswith("<qt>&lt;b&gt;Bread&lt;/b&gt; &amp; butter")


def test_arrows_go_on_from_the_box_of_the_current_row(shown: Made) -> None:
    made = shown(*THREE)
    box = made.view.viewport().findChildren(QCheckBox)[0]
    box.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert (made.view.row, box.accessibleName()) == (1, "B done")


# The mouse


def test_a_click_on_a_painted_box_ticks(shown: Made) -> None:
    made = shown(*THREE)
    made.click(2, "check")
    assert ([item.done for item in made.items], made.view.row) == ([False, False, True], 0)


def test_a_click_on_a_painted_start_starts(shown: Made, controller: SessionController) -> None:
    made = shown(*THREE)
    made.click(2, "act")
    assert controller.session is not None
    assert controller.session.planning_id == made.items[2].id


def test_what_is_done_or_waits_for_another_session_can_not_be_started(
    shown: Made, controller: SessionController
) -> None:
    made = shown(*THREE)
    made.press(Qt.Key.Key_Space)
    made.click(0, "act")
    assert controller.session is None
    session = controller.start(Start(25))
    made.click(1, "act")
    assert controller.session == controller.get(session.id)


def test_a_press_that_ends_elsewhere_does_nothing(shown: Made) -> None:
    made = shown(*THREE)
    QTest.mousePress(made.view.viewport(), Qt.MouseButton.LeftButton, NONE, made.area(2, "check"))
    QTest.mouseRelease(made.view.viewport(), Qt.MouseButton.LeftButton, NONE, made.area(1, "check"))
    assert [item.done for item in made.items] == [False, False, False]


def test_a_drag_puts_the_row_elsewhere(shown: Made) -> None:
    made = shown(*THREE)
    made.drag(0, made.area(2, "grip") + QPoint(0, 20))
    down = made.titles
    made.drag(2, QPoint(30, 2))
    assert (down, made.titles) == (["B", "C", "A"], ["A", "B", "C"])


def test_a_row_is_dropped_where_it_is_seen_to_go(shown: Made, planner: Planner) -> None:
    """What another surface took away meanwhile still stands there."""
    made = shown(*THREE, "D")
    made.drag(0, made.area(2, "grip") + QPoint(0, 20), drop=False)
    planner.delete(made.items[1])
    held = made.titles
    QTest.mouseRelease(made.view.viewport(), Qt.MouseButton.LeftButton, NONE, made.area(2, "grip"))
    assert (held, made.titles) == (["A", "B", "C", "D"], ["C", "A", "D"])


def test_escape_ends_a_drag_without_a_step(shown: Made, controller: SessionController) -> None:
    made = shown(*THREE)
    before = controller.undoes
    made.drag(0, made.area(2, "grip") + QPoint(0, 20), drop=False)
    made.press(Qt.Key.Key_Escape)
    QTest.mouseRelease(made.view.viewport(), Qt.MouseButton.LeftButton, NONE, made.area(2, "grip"))
    assert (made.titles, controller.undoes) == (["A", "B", "C"], before)


def test_a_drag_near_the_edge_scrolls(shown: Made) -> None:
    made = shown(*(f"Item {number}" for number in range(30)))
    made.drag(0, QPoint(30, made.view.viewport().height() - 3), drop=False)
    timer = made.view._drag._timer
    assert timer.isActive()
    for _ in range(500):
        timer.timeout.emit()
    bar = made.view.verticalScrollBar()
    assert (bar.value(), timer.isActive()) == (bar.maximum(), False)
    QTest.mouseRelease(made.view.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(30, 200))
    assert made.titles.index("Item 0") > 15


def test_the_menu_offers_all_that_can_be_done(shown: Made) -> None:
    made = shown(*THREE)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(made.view, event)
    menu = made.page.findChild(QMenu)
    assert menu is not None
    offered = {action.text(): action.isEnabled() for action in menu.actions() if not action.isSeparator()}
    assert list(offered) == [
        "Start",
        "Done",
        "Edit…",
        "Move up",
        "Move down",
        "Move to today",
        "Move to tomorrow",
        "Delete",
        "Undo adding of plan item C",
        "Redo",
    ]
    assert [words for words, enabled in offered.items() if not enabled] == ["Move up", "Move to today", "Redo"]
    next(action for action in menu.actions() if action.text() == "Move to tomorrow").trigger()
    menu.close()
    assert (made.titles, "Moved: plan item A." in made.told) == (["B", "C"], True)


# The line


def test_a_line_is_added_and_becomes_current(shown: Made) -> None:
    made = shown(*THREE)
    made.type("Read two papers @Thesis #reading 60")
    assert (made.heard(3), made.view.row, made.line().text()) == (
        "Read two papers, not done, 0 of 60 min, Thesis, #reading",
        3,
        "",
    )


def test_the_line_says_what_is_new_while_it_is_typed(shown: Made) -> None:
    made = shown(*THREE)
    made.line().setText("Read @New #deep #fresh")
    assert "New project: New. New tag: fresh." in made.told


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("45", "Title is empty"), (f"Read @{'x' * 201}", "A name can have at most 200 characters")],
)
def test_what_can_not_be_added_is_refused_and_stays(shown: Made, typed: str, sentence: str) -> None:
    made = shown(*THREE)
    made.type(typed)
    assert (sentence in made.told, made.line().text(), len(made.titles)) == (True, typed, 3)


# Days


def test_another_day_is_shown_and_added_to(shown: Made) -> None:
    made = shown(*THREE)
    button(made.page, "Day after").click()
    placeholder = made.line().placeholderText()
    made.type("Tomorrow's")
    tomorrow = made.titles
    button(made.page, "Today").click()
    assert (placeholder, tomorrow, made.titles) == (
        "Add to tomorrow: words @project #tag 45",
        ["Tomorrow's"],
        ["A", "B", "C"],
    )


def test_a_day_farther_off_is_named(shown: Made) -> None:
    made = shown()
    made.page.show_day(date(2026, 3, 13))
    assert made.line().placeholderText() == "Add to Friday 13 March: words @project #tag 45"
    assert button(made.page, "Day, Fri 13 March").text() == "Fri 13 March"


def test_a_day_is_chosen_from_a_month(shown: Made) -> None:
    made = shown(*THREE)
    button(made.page, "Day, Tue 10 March").click()
    menu = made.page.findChild(DayMenu)
    assert menu is not None
    calendar = named(menu, QCalendarWidget, "Day")
    before = calendar.selectedDate().toString("yyyy-MM-dd"), nameless(menu)
    calendar.activated.emit(QDate(2026, 3, 27))
    assert (before, made.page._plan.day, menu.isVisible()) == (("2026-03-10", []), date(2026, 3, 27), False)


@pytest.mark.parametrize(("day", "name"), [(date.min, "Day before"), (date.max, "Day after")])
def test_far_off_days_are_the_last_to_be_seen(shown: Made, day: date, name: str) -> None:
    made = shown(*THREE)
    made.page.show_day(day)
    seen = made.page._plan.day
    on = button(made.page, name)
    on.click()
    made.type("Far off")
    assert (seen in (plan.FIRST_DAY, plan.LAST_DAY), made.page._plan.day, made.titles) == (True, seen, ["Far off"])
    assert not on.isEnabled()


def test_the_month_begins_its_weeks_as_the_person_does(shown: Made, controller: SessionController) -> None:
    made = shown(*THREE)
    found = []
    for first in (6, 1):
        controller.change_settings(controller.settings._replace(week_starts_on=first))
        button(made.page, "Day, Tue 10 March").click()
        menu = made.page.findChildren(DayMenu)[-1]
        found.append(named(menu, QCalendarWidget, "Day").firstDayOfWeek())
        menu.close()
    assert found == [Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Monday]


def test_what_is_started_from_another_day_is_shown_where_it_runs(shown: Made, planner: Planner) -> None:
    planner.add("Tomorrow's", TODAY + DAY)
    made = shown(*THREE)
    made.page.show_day(TODAY + DAY)
    made.click(0, "act")
    assert (made.titles, made.heard(3)) == (["A", "B", "C", "Tomorrow's"], "Tomorrow's, not done, Running")


def test_today_goes_on_to_the_next_day_and_another_day_stays(
    shown: Made, controller: SessionController, clock: FakeClock
) -> None:
    made = shown(*THREE)
    clock.advance(DAY)
    controller.ticked.emit(clock.now())
    followed = made.page._plan.day
    made.page.show_day(TODAY)
    clock.advance(DAY)
    controller.ticked.emit(clock.now())
    assert (followed, made.page._plan.day) == (TODAY + DAY, TODAY)


# What was left undone


def test_what_was_left_undone_is_moved_to_today_in_one_step(shown: Made, planner: Planner) -> None:
    planner.add("Invoice for October", TODAY - DAY)
    planner.add("Read Connell 1961", TODAY - 4 * DAY)
    made = shown(*THREE)
    words = "2 not done since Friday: Read Connell 1961, Invoice for October"
    asked = words in made.told
    button(made.page, "Move to today").click()
    moved = made.titles
    button(made.page, "Undo").click()
    assert (asked, moved, made.titles, words in made.told) == (
        True,
        ["A", "B", "C", "Read Connell 1961", "Invoice for October"],
        ["A", "B", "C"],
        True,
    )


def test_leave_asks_no_more(shown: Made, planner: Planner) -> None:
    planner.add("Invoice for October", TODAY - DAY)
    made = shown(*THREE)
    asked = "1 not done yesterday: Invoice for October" in made.told
    button(made.page, "Leave").click()
    assert (asked, any("not done" in words for words in made.told)) == (True, False)


def test_other_days_do_not_ask_about_what_was_left(shown: Made, planner: Planner) -> None:
    planner.add("Invoice for October", TODAY - DAY)
    made = shown(*THREE)
    button(made.page, "Day after").click()
    assert not any("Invoice" in words for words in made.told)


# The foot


def test_the_foot_sums_the_day(shown: Made, controller: SessionController, clock: FakeClock) -> None:
    made = shown(*THREE)
    controller.start_item(made.items[0].id)
    clock.advance(15.5 * MINUTE)
    controller.stop(1)
    controller.start(Start(25))
    clock.advance(10 * MINUTE)
    made.page._draw(clock.now())
    assert (label(made.page, "plannedSum"), label(made.page, "workedSum")) == ("1 h 15 min", "25 min")
    assert made.balance() == "59 min still planned, 4 h 34 min until 18:00"
    assert "with this session" in made.told


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "40 min still planned, 5 h until 18:00"),
        (TODAY + DAY, "40 min still planned, 9 h from 09:00 to 18:00"),
        (TODAY - DAY, "40 min not done"),
        (date(2026, 3, 14), "40 min still planned"),
    ],
)
def test_the_foot_sets_the_plan_against_the_hours_of_the_day(
    shown: Made, planner: Planner, day: date, words: str
) -> None:
    planner.add("Read 40", day)
    made = shown()
    made.page.show_day(day)
    assert made.balance() == words


def test_more_than_there_are_hours_for_is_marked(shown: Made) -> None:
    made = shown("A 200")
    balance = made.page.findChild(QLabel, "planBalance")
    assert balance is not None
    marks = [balance.property("tone")]
    made.type("B 101")
    assert [*marks, balance.property("tone")] == ["", "overtime"]


# Suggestions


def suggest(made: Shown, minutes: int) -> None:
    made.planner.suggested.emit({kind_of(made.items[0]): Suggestion(minutes, 8)})
    settle()


def test_a_suggestion_is_told_with_its_reason_and_taken(shown: Made, controller: SessionController) -> None:
    made = shown(*THREE)
    suggest(made, 138)
    heard = made.heard()
    made.click(0, "use")
    settle()
    button(made.page, "Use 138 min")
    assert heard == "A, not done, 0 of 45 min, Thesis, #deep, Median of your last 8: 138 min"


def test_a_suggestion_that_is_taken_is_the_plan(shown: Made, controller: SessionController) -> None:
    made = shown(*THREE)
    suggest(made, 138)
    QTest.mouseClick(button(made.page, "Use 138 min"), Qt.MouseButton.LeftButton)
    used = made.heard()
    controller.undo()
    assert (used, made.items[0].planned_minutes) == ("A, not done, 0 of 138 min, Thesis, #deep", 45)


@pytest.mark.parametrize("minutes", [45, 41, 49])
def test_a_suggestion_like_the_plan_is_not_told(shown: Made, minutes: int) -> None:
    made = shown(*THREE)
    suggest(made, minutes)
    assert made.model.rows[0].suggestion is None


def test_what_was_begun_or_done_gets_no_suggestion(
    shown: Made, controller: SessionController, clock: FakeClock
) -> None:
    made = shown(*THREE)
    suggest(made, 138)
    controller.start_item(made.items[0].id)
    running = made.model.rows[0].suggestion
    clock.advance(5 * MINUTE)
    controller.stop(1)
    assert (running, made.model.rows[0].suggestion) == (None, None)


def test_no_row_moves_under_a_button_that_is_down(shown: Made) -> None:
    made = shown(*THREE)
    QTest.mousePress(made.view.viewport(), Qt.MouseButton.LeftButton, NONE, made.area(1, "check"))
    suggest(made, 138)
    held = made.model.rows[0].suggestion
    QTest.mouseRelease(made.view.viewport(), Qt.MouseButton.LeftButton, NONE, made.area(1, "check"))
    assert (held, made.model.rows[0].suggestion) == (None, Suggestion(138, 8))


@pytest.mark.parametrize("by_key", [False, True])
def test_what_came_while_a_row_was_held_is_seen_when_it_is_let_go(shown: Made, planner: Planner, by_key: bool) -> None:
    made = shown(*THREE)
    made.drag(1, made.area(1, "grip"), drop=False)
    planner.add("D", TODAY)
    held = made.titles
    if by_key:
        made.press(Qt.Key.Key_Escape)
    else:
        QTest.mouseRelease(made.view.viewport(), Qt.MouseButton.LeftButton, NONE, made.area(1, "grip"))
    assert (held, made.titles) == (["A", "B", "C"], ["A", "B", "C", "D"])


def test_a_row_is_held_no_more_on_a_page_that_is_left(shown: Made, planner: Planner) -> None:
    made = shown(*THREE)
    QTest.mousePress(made.view.viewport(), Qt.MouseButton.LeftButton, NONE, made.area(1, "grip"))
    made.page.hide()
    planner.add("D", TODAY)
    made.page.show()
    assert made.titles == ["A", "B", "C", "D"]


def test_suggestions_are_read_from_the_persons_own_past(
    shown: Made, controller: SessionController, clock: FakeClock, qtbot: QtBot
) -> None:
    for minutes in (70, 80, 90):
        session = controller.start_entry(QuickEntry("", "Thesis", ("deep",), 25), Fields())
        clock.advance(minutes * MINUTE)
        controller.stop(session.id)
    made = shown(*THREE, reads=True)
    qtbot.waitUntil(lambda: made.model.rows[0].suggestion == Suggestion(80, 3))


# Where it stands


def test_a_start_by_itself_is_in_the_list(shown: Made, controller: SessionController, clock: FakeClock) -> None:
    made = shown(*THREE)
    controller.start_entry(QuickEntry("Unplanned", None, (), 25), Fields())
    clock.advance(5 * MINUTE)
    controller.stop(1)
    assert made.heard(3) == "Unplanned, done, 5 of 25 min"


@pytest.mark.parametrize("is_wordy", [False, True], ids=["English", "longer words"])
def test_no_word_is_cut_in_the_smallest_window(
    is_wordy: bool,
    letters: None,
    planner: Planner,
    controller: SessionController,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    if is_wordy:
        wordy.lengthen_all(monkeypatch.setattr)
    planner.add("Invoice for October", TODAY - DAY)
    for line in THREE:
        planner.add(line, TODAY)
    window: MainWindow = request.getfixturevalue("window")
    window.show()
    open_page(window, "Plan")
    window.resize(1, 1)
    controller.start(Start(25))
    planner.delete(planner.day(TODAY).rows[0].item)
    settle()
    assert (cut_words(window), cut_names(window)) == ([], [])


def test_ctrl_2_opens_the_page(window: MainWindow, actions: Actions, qtbot: QtBot) -> None:
    window.show()
    actions["page_plan"].trigger()
    assert actions["page_plan"].shortcut().toString() == "Ctrl+2"
    qtbot.waitUntil(lambda: isinstance(window._pages.currentWidget(), PlanPage))


# The window that edits


@pytest.fixture
def dialog(planner: Planner, store: Store, controller: SessionController, theme: Theme, qtbot: QtBot) -> PlanDialog:
    from app.control.overview import Overview

    dialog = PlanDialog(planner, Overview(store, controller), theme)
    qtbot.addWidget(dialog)
    return dialog


def test_all_of_an_item_can_be_edited(dialog: PlanDialog, planner: Planner, data_file: Path) -> None:
    dialog.open_for(planner.add("A @Thesis #deep 45", TODAY))
    named(dialog, QLineEdit, "Title").setText("B")
    named(dialog, QLineEdit, "Tags").setText("mail, deep")
    spin(dialog, "Minutes").setValue(0)
    dialog._project.setEditText("Post")
    dialog._day.setDate(dialog._day.date().addDays(1))
    button(dialog, "Save").click()
    ((item, _worked),) = planner.day(TODAY + DAY).rows
    names = [tag.name for tag in item.tags]
    assert item.project is not None
    assert (item.title, item.project.name, names, item.planned_minutes) == ("B", "Post", ["deep", "mail"], None)
    assert not dialog.isVisible()
    assert rows(data_file, "SELECT count(*) FROM change") == [(2,)]


def test_what_was_typed_stays_while_the_window_is_open_and_is_discarded_by_cancel(
    dialog: PlanDialog, planner: Planner
) -> None:
    item, title, found = planner.add("A", TODAY), named(dialog, QLineEdit, "Title"), []
    dialog.open_for(item)
    title.setText("B")
    dialog.open_for(item)
    found.append(title.text())
    button(dialog, "Cancel").click()
    dialog.open_for(item)
    assert [*found, title.text()] == ["B", "A"]


def test_an_item_goes_to_no_day_that_can_not_be_seen(dialog: PlanDialog, planner: Planner) -> None:
    dialog.open_for(planner.add("A", TODAY))
    dialog._day.setDate(QDate(9999, 12, 31))
    button(dialog, "Save").click()
    assert [row.item.title for row in planner.day(plan.LAST_DAY).rows] == ["A"]


def test_what_is_refused_stays_with_its_sentence(dialog: PlanDialog, planner: Planner) -> None:
    dialog.open_for(planner.add("A", TODAY))
    named(dialog, QLineEdit, "Title").setText("  ")
    button(dialog, "Save").click()
    assert (dialog._problem.sentence, dialog.isVisible()) == ("Title is empty", True)
    assert (nameless(dialog), cut_words(dialog)) == ([], [])
