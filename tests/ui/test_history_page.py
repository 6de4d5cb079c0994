"""The History page: keys, the menu, filters, what stays where it is while the record changes, and narrow windows."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt, SignalInstance
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.control.operations import Fields, Start
from app.control.overview import Overview, UndecidedGap
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core.history import Filter, PageKey
from app.core.model import Answer, Cause, Review, Session
from app.core.quick_entry import QuickEntry
from app.ui.actions import Actions
from app.ui.history_dates import Dates, bounds
from app.ui.history_page import HistoryPage
from app.ui.history_rows import COLUMNS, Column, GapRow
from app.ui.history_table import HistoryTable
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from tests.fakes import FakeClock, rows
from tests.ui.looking import box, button, cut_words, named, nameless, settle, tab_order
from tests.ui.making import at_once, open_page
from tests.ui.past import NEWEST, FakeHistory, Past, made, past_of, recorded

Made = Callable[..., "Shown"]


class Shown(NamedTuple):
    """A page that is shown, its table, and what answers it."""

    page: HistoryPage
    table: HistoryTable
    history: FakeHistory

    @property
    def row(self) -> int:
        """The current one; -1 where there is none."""
        return self.table.currentIndex().row()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.table, key)

    def go_to(self, row: int) -> None:
        self.table.setCurrentIndex(self.table.model().index(row, 0))

    def past(self, past: Past) -> None:
        """The record changes to that."""
        self.history.past = lambda _filter: past

    @property
    def columns(self) -> list[str]:
        """Those that are seen."""
        return [c.value for number, c in enumerate(COLUMNS) if not self.table.isColumnHidden(number)]


@pytest.fixture
def shown(
    controller: SessionController, overview: Overview, actions: Actions, theme: Theme, clock: FakeClock, qtbot: QtBot
) -> Made:
    def make(past: Past | Callable[[Filter], Past], *, width: int = 900, widths: dict[str, int] | None = None) -> Shown:
        history = FakeHistory(past if callable(past) else lambda _filter: past)
        page = at_once(HistoryPage.in_pieces(controller, overview, history, actions, theme, widths=widths or {}))
        qtbot.addWidget(page)
        page.resize(width, 500)
        page.show()
        page.activateWindow()
        page.setFocus()
        QApplication.processEvents()
        table = page.findChild(HistoryTable)
        assert table is not None
        return Shown(page, table, history)

    return make


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """What it will be emitted with."""
    found: list[tuple[object, ...]] = []
    signal.connect(lambda *values: found.append(values))
    return found


def first(entry_of: Past, day: int = 0, row: int = 0) -> Session:
    return list(entry_of.values())[day][row].session


def buttons(page: QWidget) -> list[str]:
    """Those in the table."""
    table = page.findChild(HistoryTable)
    assert table is not None
    return [found.text() for found in table.findChildren(QPushButton) if found.isVisible()]


def chips(made_: Shown) -> list[str]:
    return [found.text() for found in made_.page.findChildren(QPushButton) if found.isVisible() and "×" in found.text()]


def words(page: QWidget) -> set[str]:
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


# Keys


def test_arrows_leave_headings_out(shown: Made) -> None:
    made_ = shown(past_of(2, 2))
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        made_.press(key)
        seen.append(made_.row)
    assert seen == [1, 2, 4, 2, 1, 1]


def test_a_heading_alone_can_t_be_current(shown: Made) -> None:
    days = [NEWEST - timedelta(days=number) for number in range(4)]
    made_ = shown({days[0]: (), days[1]: made(1, 1), days[2]: made(2, 1), days[3]: ()})
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End):
        made_.press(key)
        seen.append(made_.row)
    assert seen == [2, 2, 2, 4, 4, 4]


def test_where_there_are_headings_alone_nothing_is_current(shown: Made) -> None:
    made_ = shown({NEWEST: ()})
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        made_.press(key)
    assert (made_.row, made_.table.isVisible()) == (-1, True)


def test_home_and_end_lead_to_the_first_and_the_last_row(shown: Made) -> None:
    made_ = shown(past_of(300, 2, 1))
    made_.press(Qt.Key.Key_End)
    end = made_.row
    made_.press(Qt.Key.Key_Home)
    assert (end, made_.row) == (305, 1)


def test_a_page_down_and_a_page_up_lead_back(shown: Made) -> None:
    made_ = shown(past_of(300))
    made_.go_to(20)
    made_.press(Qt.Key.Key_PageDown)
    below = made_.row
    made_.press(Qt.Key.Key_PageUp)
    assert (20 + 5 < below < 20 + 20, made_.row) == (True, 20)


def test_page_keys_stop_at_the_ends(shown: Made) -> None:
    made_ = shown(past_of(2, 2))
    made_.press(Qt.Key.Key_PageDown)
    made_.press(Qt.Key.Key_PageDown)
    below = made_.row
    made_.press(Qt.Key.Key_PageUp)
    made_.press(Qt.Key.Key_PageUp)
    assert (below, made_.row) == (5, 1)


def test_return_and_a_double_click_edit(shown: Made) -> None:
    past = past_of(2)
    made_ = shown(past)
    wanted = heard(made_.page.edit_wanted)
    made_.go_to(2)
    made_.press(Qt.Key.Key_Return)
    place = made_.table.visualRect(made_.table.model().index(1, 0)).center()
    QTest.mouseClick(made_.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(made_.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted == [(first(past, row=1),), (first(past),)]


def test_delete_wants_the_session_deleted(shown: Made) -> None:
    past = past_of(2)
    made_ = shown(past)
    wanted = heard(made_.page.delete_wanted)
    made_.go_to(1)
    made_.press(Qt.Key.Key_Delete)
    assert wanted == [(first(past),)]


def test_a_gap_is_not_deleted(shown: Made) -> None:
    made_ = shown({NEWEST: made(0, 1, gap=True)})
    wanted = heard(made_.page.delete_wanted)
    made_.go_to(2)
    made_.press(Qt.Key.Key_Delete)
    assert wanted == []


def test_a_click_on_a_heading_changes_nothing(shown: Made) -> None:
    made_ = shown(past_of(2))
    made_.go_to(2)
    heading = made_.table.visualRect(made_.table.model().index(0, 0)).center()
    QTest.mouseClick(made_.table.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert made_.row == 2


def test_a_letter_in_the_table_reads_no_rows(shown: Made) -> None:
    made_ = shown(past_of(3))
    made_.go_to(2)
    QTest.keyClicks(made_.table, "th")
    assert made_.row == 2


def test_tab_follows_the_eye(shown: Made) -> None:
    made_ = shown(past_of(3))
    order = [w.accessibleName() or getattr(w, "text", str)() for w in tab_order(made_.page.window())]
    assert order == [
        "Search history",
        "Add session",
        "Project",
        "Tag",
        "Score",
        "Dates",
        "Not reviewed",
        "Sessions",
    ]


# The menu


def menu_of(made_: Shown, row: int) -> QMenu:
    """What the context menu key opens at that row."""
    made_.go_to(row)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(made_.table.viewport(), event)
    menu = made_.page.findChildren(QMenu)[-1]
    menu.close()
    return menu


def choose(menu: QMenu, words_: str) -> None:
    next(action for action in menu.actions() if action.text() == words_).trigger()


def test_the_menu_offers_what_can_be_done(shown: Made) -> None:
    menu = menu_of(shown(past_of(3)), 2)
    assert [action.text() for action in menu.actions()] == [
        "Edit…",
        "Review…",
        "Start again",
        "",
        "Split…",
        "Merge with the session before",
        "Merge with the session after",
        "",
        "Delete",
        "",
        "Undo",
        "Redo",
    ]


@pytest.mark.parametrize(
    ("words_", "signal"),
    [
        ("Edit…", "edit_wanted"),
        ("Review…", "review_wanted"),
        ("Start again", "again_wanted"),
        ("Split…", "split_wanted"),
        ("Delete", "delete_wanted"),
    ],
)
def test_the_menu_asks_for_it(shown: Made, words_: str, signal: str) -> None:
    past = past_of(3)
    made_ = shown(past)
    wanted = heard(getattr(made_.page, signal))
    choose(menu_of(made_, 2), words_)
    assert wanted == [(first(past, row=1),)]


def test_merging_names_the_neighbour(shown: Made) -> None:
    past = past_of(2, 1)
    made_ = shown(past)
    wanted = heard(made_.page.merge_wanted)
    menu = menu_of(made_, 2)
    choose(menu, "Merge with the session before")
    choose(menu, "Merge with the session after")
    assert wanted == [(first(past, row=1), first(past, 1)), (first(past, row=1), first(past))]


def test_what_has_no_neighbour_is_not_merged(shown: Made) -> None:
    menu = menu_of(shown(past_of(1)), 1)
    enabled = {action.text(): action.isEnabled() for action in menu.actions()}
    assert (enabled["Merge with the session before"], enabled["Merge with the session after"]) == (False, False)


# Search and filters


def asked_with(made_: Shown) -> Filter:
    return made_.history.asked[-1][0]


def search_of(made_: Shown) -> QLineEdit:
    return named(made_.page, QLineEdit, "Search history")


def test_a_search_asks_after_a_pause(shown: Made, qtbot: QtBot) -> None:
    made_ = shown(past_of(1))
    QTest.keyClicks(search_of(made_), "tid")
    before = len(made_.history.asked)
    qtbot.waitUntil(lambda: asked_with(made_).text == "tid")
    assert (before, len(made_.history.asked)) == (1, 2)


def test_return_searches_at_once(shown: Made) -> None:
    made_ = shown(past_of(1))
    QTest.keyClicks(search_of(made_), "tides ")
    QTest.keyClick(search_of(made_), Qt.Key.Key_Return)
    assert asked_with(made_) == Filter(text="tides")


def test_escape_empties_the_search_and_then_leads_to_the_table(shown: Made) -> None:
    made_ = shown(past_of(1))
    made_.page.focus_search()
    QTest.keyClicks(search_of(made_), "tides")
    QTest.keyClick(search_of(made_), Qt.Key.Key_Escape)
    first_ = (search_of(made_).text(), made_.table.hasFocus())
    QTest.keyClick(search_of(made_), Qt.Key.Key_Escape)
    assert (first_, made_.table.hasFocus()) == (("", False), True)


def test_down_leads_from_the_search_to_the_first_row(shown: Made) -> None:
    made_ = shown(past_of(2))
    made_.page.focus_search()
    QTest.keyClick(search_of(made_), Qt.Key.Key_Down)
    assert (made_.table.hasFocus(), made_.row) == (True, 1)


def test_filters_ask_for_what_they_say(shown: Made, controller: SessionController) -> None:
    controller.start_entry(QuickEntry("", "Thesis", ("deep",), 25), Fields())
    controller.stop(controller.active_id())
    made_ = shown(past_of(1))
    for name, chosen in (("Project", "Thesis"), ("Tag", "deep"), ("Score", "4"), ("Dates", "This month")):
        combo = named(made_.page, QComboBox, name)
        combo.setCurrentIndex(combo.findText(chosen))
    box(made_.page, "Not reviewed").click()
    assert asked_with(made_) == Filter("", 1, 1, 4, date(2026, 3, 1), date(2026, 3, 31), not_reviewed=True)


MORE = Filter(hour=9, least=30, most=60, cause=Cause.IDLE)


def test_what_it_is_led_to_stands_in_the_fields_and_in_chips(shown: Made, controller: SessionController) -> None:
    controller.start_entry(QuickEntry("", "Thesis", ("deep",), 25), Fields())
    controller.stop(controller.active_id())
    made_ = shown(past_of(1))
    wanted = MORE._replace(text="tides", project_id=1, tag_id=1, score=4, since=date(2026, 3, 9), not_reviewed=True)
    wanted = wanted._replace(until=date(2026, 3, 15))
    made_.page.show_filter(wanted)
    combos = [named(made_.page, QComboBox, name).currentText() for name in ("Project", "Tag", "Score", "Dates")]
    assert (asked_with(made_), combos, search_of(made_).text()) == (
        wanted,
        ["Thesis", "deep", "4", "This week"],
        "tides",
    )
    assert chips(made_) == ["Began 09:00 to 10:00 ×", "Worked 30 to 60 min ×", "With idle gaps ×"]


def test_a_chip_is_taken_away_by_a_press(shown: Made) -> None:
    made_ = shown(past_of(1))
    made_.page.show_filter(MORE)
    button(made_.page, "Remove Worked 30 to 60 min").click()
    assert (asked_with(made_), chips(made_)) == (
        Filter(hour=9, cause=Cause.IDLE),
        ["Began 09:00 to 10:00 ×", "With idle gaps ×"],
    )


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(0, 15, "Worked under 15 min ×"), (None, 15, "Worked under 15 min ×"), (120, None, "Worked 120 min or more ×")],
)
def test_a_length_without_a_bound_is_said(shown: Made, least: int | None, most: int | None, words: str) -> None:
    made_ = shown(past_of(1))
    made_.page.show_filter(Filter(least=least, most=most))
    assert chips(made_) == [words]


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(since=date(2024, 2, 29), until=date(2024, 3, 1)),
        Filter(since=date(2026, 3, 10), until=date(2026, 3, 10)),
        Filter(since=date(1990, 1, 1), until=date(2030, 12, 31)),
    ],
)
def test_any_range_of_days_can_be_shown(shown: Made, wanted: Filter) -> None:
    made_ = shown(past_of(1))
    made_.page.show_filter(wanted)
    assert asked_with(made_) == wanted


def test_what_runs_into_the_first_day_is_wanted_until_other_dates_are_chosen(shown: Made) -> None:
    made_ = shown(past_of(1))
    made_.page.show_filter(Filter(since=date(2026, 3, 9), until=date(2026, 3, 15), reaching=True))
    asked = [asked_with(made_)]
    box(made_.page, "Not reviewed").click()
    asked.append(asked_with(made_))
    combo = named(made_.page, QComboBox, "Dates")
    combo.setCurrentIndex(combo.findText("Today"))
    asked.append(asked_with(made_))
    assert [each.reaching for each in asked] == [True, True, False]


def test_a_bound_that_is_not_there_is_as_far_as_a_date_goes(shown: Made) -> None:
    made_ = shown(past_of(1))
    made_.page.show_filter(Filter(until=date(2020, 1, 1)))
    since, until = asked_with(made_).since, asked_with(made_).until
    assert (since is not None and since.year < 1900, until) == (True, date(2020, 1, 1))


def test_what_it_is_led_to_is_asked_for_when_it_is_looked_at(shown: Made) -> None:
    made_ = shown(past_of(1))
    made_.page.hide()
    made_.page.show_filter(MORE)
    before = asked_with(made_)
    made_.page.show()
    assert (before, asked_with(made_)) == (Filter(), MORE)


def test_chips_are_cleared_with_the_filters(shown: Made) -> None:
    made_ = shown(lambda wanted: past_of(2) if wanted == Filter() else {})
    made_.page.show_filter(MORE._replace(text="tides"))
    button(made_.page, "Clear filters").click()
    assert (asked_with(made_), chips(made_)) == (Filter(), [])


def test_sessions_without_a_project_can_be_asked_for(shown: Made) -> None:
    made_ = shown(past_of(1))
    combo = named(made_.page, QComboBox, "Project")
    combo.setCurrentIndex(combo.findText("No project"))
    assert asked_with(made_) == Filter(project_id=0)


def test_a_range_begins_a_month_back(shown: Made) -> None:
    made_ = shown(past_of(1))
    combo = named(made_.page, QComboBox, "Dates")
    combo.setCurrentIndex(combo.findText("Range…"))
    assert asked_with(made_) == Filter(since=date(2026, 2, 8), until=date(2026, 3, 10))


@pytest.mark.parametrize(
    ("dates", "week_starts", "expected"),
    [
        (Dates.ALL, 1, (None, None)),
        (Dates.TODAY, 1, (date(2026, 3, 10), date(2026, 3, 10))),
        (Dates.WEEK, 1, (date(2026, 3, 9), date(2026, 3, 15))),
        (Dates.WEEK, 7, (date(2026, 3, 8), date(2026, 3, 14))),
        (Dates.WEEK, 3, (date(2026, 3, 4), date(2026, 3, 10))),
        (Dates.MONTH, 1, (date(2026, 3, 1), date(2026, 3, 31))),
        (Dates.YEAR, 1, (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_dates_have_bounds(dates: Dates, week_starts: int, expected: tuple[date | None, date | None]) -> None:
    assert bounds(dates, date(2026, 3, 10), week_starts) == expected


def test_the_count_is_told(shown: Made) -> None:
    made_ = shown(past_of(1200, 84))
    assert f"{QLocale().toString(1284)} sessions" in words(made_.page)


def test_without_hits_the_filters_can_be_cleared(shown: Made) -> None:
    made_ = shown(lambda wanted: past_of(2) if wanted == Filter() else {})
    box(made_.page, "Not reviewed").click()
    told = words(made_.page)
    button(made_.page, "Clear filters").click()
    assert ("Nothing matches." in told, made_.table.isVisible(), asked_with(made_)) == (True, True, Filter())
    assert not box(made_.page, "Not reviewed").isChecked()


def test_an_empty_record_says_what_will_stand_here(shown: Made) -> None:
    made_ = shown({})
    assert "No sessions yet.\nYour first one will stand here as soon as you stop it." in words(made_.page)


def test_a_failed_reading_says_so_and_is_tried_again(shown: Made) -> None:
    made_ = shown(past_of(1))
    made_.history.failed.emit("The file can't be read.")
    told = words(made_.page)
    button(made_.page, "Try again").click()
    assert ("The file can't be read." in told, made_.table.isVisible(), len(made_.history.asked)) == (True, True, 2)


# While the record changes


def test_the_current_session_stays_where_it_is_seen(shown: Made, controller: SessionController) -> None:
    made_ = shown(past_of(0, 300, 300))
    made_.go_to(250)
    y = made_.table.rowViewportPosition(250)
    made_.past(past_of(5, 300, 300))
    controller.changed.emit(Changes.RECORD)
    assert (made_.row, made_.table.rowViewportPosition(made_.row)) == (255, y)
    assert made_.history.asked[-1] == (Filter(), PageKey(NEWEST - timedelta(days=1), 1))


def test_a_current_session_out_of_sight_is_found_by_its_place(shown: Made, controller: SessionController) -> None:
    made_ = shown(past_of(0, 300, 300))
    made_.go_to(250)
    QApplication.processEvents()
    made_.table.verticalScrollBar().setValue(15_000)
    QApplication.processEvents()
    top = made_.table.rowAt(0)
    made_.past(past_of(5, 300, 300))
    controller.changed.emit(Changes.RECORD)
    assert (made_.row, made_.table.rowAt(0)) == (255, top + 5)


def test_a_current_session_is_found_also_by_an_answer_that_comes_later(
    shown: Made, controller: SessionController
) -> None:
    made_ = shown(past_of(0, 300, 300))
    made_.go_to(250)
    QApplication.processEvents()
    made_.table.verticalScrollBar().setValue(15_000)
    QApplication.processEvents()
    made_.past(past_of(5, 300, 300))
    made_.history.waits = True
    controller.changed.emit(Changes.RECORD)
    seen = []
    for _ in range(3):
        made_.history.answer()
        seen.append(made_.row)
    assert seen == [-1, 255, 255]


def test_after_a_delete_the_next_row_is_current(shown: Made, controller: SessionController) -> None:
    past = past_of(3, 2)
    made_ = shown(past)
    made_.go_to(2)
    made_.past({**past, NEWEST: (past[NEWEST][0], past[NEWEST][2])})
    controller.changed.emit(Changes.RECORD)
    assert (made_.row, made_.table.session_row(2)) == (2, made_.table.session_row(made_.row))


def test_a_new_session_is_seen_at_the_top(shown: Made, controller: SessionController) -> None:
    made_ = shown(past_of(300))
    made_.past(past_of(301))
    controller.changed.emit(Changes.RECORD)
    assert made_.table.verticalScrollBar().value() == 0


def test_another_question_begins_at_the_top(shown: Made) -> None:
    made_ = shown(past_of(300))
    made_.go_to(200)
    box(made_.page, "Not reviewed").click()
    assert (made_.row, made_.table.verticalScrollBar().value()) == (-1, 0)


def test_rows_stay_on_screen_until_the_answer(shown: Made, controller: SessionController) -> None:
    made_ = shown(past_of(3))
    made_.history.waits = True
    made_.past(past_of(4))
    controller.changed.emit(Changes.RECORD)
    before = made_.table.model().rowCount()
    made_.history.answer()
    assert (before, made_.table.model().rowCount()) == (4, 5)


def test_a_hidden_page_asks_only_when_it_is_looked_at(shown: Made, controller: SessionController) -> None:
    made_ = shown(past_of(3))
    made_.page.hide()
    controller.changed.emit(Changes.RECORD)
    hidden = len(made_.history.asked)
    made_.page.show()
    assert (hidden, len(made_.history.asked)) == (1, 2)


def test_yesterday_is_called_by_its_date_after_midnight(
    window: MainWindow, controller: SessionController, clock: FakeClock
) -> None:
    controller.start(Start(25))
    controller.stop(controller.active_id())
    window.show()
    open_page(window, "History")
    window.hide()
    clock.advance(timedelta(days=1))
    window.show()
    table = window.findChild(HistoryTable)
    assert table is not None
    assert table.model().index(0, 0).data() == "Tuesday 10 March"


# Gaps


@pytest.fixture
def gap(controller: SessionController, clock: FakeClock, shown: Made) -> Shown:
    """One session with a stretch asleep from 13:10 to 13:20; its row is the current one, with the keyboard."""
    controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
    clock.advance(timedelta(minutes=20))
    controller.begin_away(clock.now() - timedelta(minutes=10), Cause.ASLEEP)
    controller.end_away(clock.now(), timedelta(minutes=1))
    controller.stop(controller.active_id())
    made_ = shown(recorded(controller))
    made_.go_to(1)
    made_.press(Qt.Key.Key_Down)
    return made_


def test_the_gap_that_is_current_has_real_buttons(gap: Shown) -> None:
    before = buttons(gap.page)
    gap.press(Qt.Key.Key_Up)
    assert (before, buttons(gap.page)) == (["Keep", "Discard", "More…"], [])


def test_the_buttons_of_a_gap_are_reached_by_tab(gap: Shown) -> None:
    gap.press(Qt.Key.Key_Tab)
    assert button(gap.page, "Keep").hasFocus()


def test_return_on_a_gap_wants_it_decided(gap: Shown) -> None:
    wanted: list[UndecidedGap] = []
    gap.page.gap_wanted.connect(wanted.append)
    gap.press(Qt.Key.Key_Return)
    button(gap.page, "More…").click()
    assert [(one.session.id, one.gap.id) for one in wanted] == [(1, 1), (1, 1)]


def test_a_gap_is_answered_in_its_row(gap: Shown, data_file: Path) -> None:
    keep = button(gap.page, "Keep")
    keep.setFocus(Qt.FocusReason.TabFocusReason)
    keep.click()
    assert rows(data_file, "SELECT verdict FROM gap") == [("kept",)]
    assert (gap.row, buttons(gap.page), gap.table.hasFocus()) == (1, [], True)


def test_a_gap_can_not_be_answered_twice_while_its_row_is_old(gap: Shown) -> None:
    gap.history.waits = True
    button(gap.page, "Keep").click()
    assert not button(gap.page, "Discard").isEnabled()


def test_a_gap_is_answered_from_the_menu(gap: Shown, data_file: Path) -> None:
    choose(menu_of(gap, 2), "Discard")
    assert rows(data_file, "SELECT verdict FROM gap") == [("discarded",)]


def test_a_gap_stays_current_while_the_record_changes(gap: Shown, controller: SessionController) -> None:
    controller.review(1, Review(score=4))
    assert isinstance(gap.table.session_row(gap.row), GapRow)
    assert buttons(gap.page) == ["Keep", "Discard", "More…"]


def test_a_gap_that_comes_with_its_page_has_its_buttons(gap: Shown, controller: SessionController) -> None:
    controller.answer(1, Answer.KEEP)
    controller.undo()
    gap.go_to(2)
    assert buttons(gap.page) == ["Keep", "Discard", "More…"]


def test_the_buttons_of_a_gap_go_below_its_words_where_it_is_narrow(gap: Shown) -> None:
    wide = gap.table.rowHeight(2)
    gap.page.resize(384, 500)
    settle()
    assert gap.table.rowHeight(2) == 2 * wide
    assert button(gap.page, "Keep").geometry().bottom() > wide
    assert not gap.page.grab().isNull()


# Looks


def test_headings_are_higher_than_other_rows(shown: Made, theme: Theme) -> None:
    made_ = shown(past_of(2, 2))
    assert [made_.table.rowHeight(row) for row in range(4)] == [theme.px(42), theme.px(34), theme.px(34), theme.px(42)]


def test_rows_have_no_spans(shown: Made) -> None:
    made_ = shown({NEWEST: made(0, 2, gap=True)})
    assert [made_.table.columnSpan(row, 0) for row in range(4)] == [1, 1, 1, 1]
    made_.go_to(2)
    spans = made_.table.columnSpan(2, 0)
    made_.go_to(1)
    assert (spans, made_.table.columnSpan(2, 0)) == (len(COLUMNS), 1)


def test_overlapping_sessions_are_painted_wide_and_narrow(shown: Made) -> None:
    one, other = made(0, 2)
    made_ = shown({NEWEST: (one._replace(overlaps=(other.session,)), other)})
    for width in (900, 384):
        made_.page.resize(width, 400)
        settle()
        assert not made_.page.grab().isNull()


@pytest.mark.parametrize(("width", "dropped"), [(1000, set()), (840, {"Tags"}), (700, {"Tags", "Planned", "Score"})])
def test_columns_go_where_it_is_narrow(shown: Made, width: int, dropped: set[str]) -> None:
    made_ = shown(past_of(2), width=width)
    assert {column.value for column in Column} - set(made_.columns) == dropped


def test_a_pane_takes_room_from_the_table(shown: Made) -> None:
    made_ = shown(past_of(2), width=1000)
    pane = QLabel("Edit")
    made_.page.show_pane(pane)
    settle()
    with_pane = (pane.isVisible(), "Tags" in made_.columns, cut_words(made_.page))
    made_.page.hide_pane()
    settle()
    assert (with_pane, pane.isVisible(), "Tags" in made_.columns) == ((True, False, []), False, True)


def test_a_pane_is_as_wide_as_its_words_need(shown: Made) -> None:
    made_ = shown(past_of(2), width=1200)
    pane = QLabel("Edit")
    pane.setMinimumWidth(500)
    made_.page.show_pane(pane)
    settle()
    assert pane.width() == 500


def test_the_page_tells_whether_there_is_room_for_a_pane(shown: Made) -> None:
    made_ = shown(past_of(2), width=999)
    told = heard(made_.page.pane_room_changed)
    before = made_.page.has_room_for_pane
    made_.page.resize(1000, 500)
    made_.page.resize(900, 500)
    settle()
    assert (before, told) == (False, [(True,), (False,)])


def test_the_widths_a_person_gave_are_told_and_kept(shown: Made) -> None:
    made_ = shown(past_of(2), width=1200)
    told = heard(made_.page.widths_chosen)
    made_.table.horizontalHeader().resizeSection(COLUMNS.index(Column.TAGS), 150)
    assert told == [({"Tags": 150},)]
    again = shown(past_of(2), width=1200, widths={"Tags": 150, "Unknown": 3})
    assert again.table.columnWidth(COLUMNS.index(Column.TAGS)) == 150


def test_a_column_takes_no_room_that_the_last_one_needs(shown: Made) -> None:
    made_ = shown(past_of(2), width=900)
    made_.table.horizontalHeader().resizeSection(0, 5000)
    settle()
    assert made_.table.horizontalHeader().length() <= made_.table.width()


def test_a_window_that_becomes_narrow_is_told_as_no_choice(shown: Made) -> None:
    made_ = shown(past_of(2), width=1200)
    told = heard(made_.page.widths_chosen)
    made_.page.resize(500, 500)
    made_.page.resize(1200, 500)
    settle()
    assert told == []


@pytest.mark.parametrize("width", [384, 760, 1200])
def test_nothing_is_cut_and_everything_has_a_name(shown: Made, width: int) -> None:
    made_ = shown(past_of(2), width=width)
    settle()
    assert (cut_words(made_.page), nameless(made_.page)) == ([], [])


def test_add_session_is_wanted(shown: Made) -> None:
    made_ = shown(past_of(1))
    wanted = heard(made_.page.add_wanted)
    button(made_.page, "Add session").click()
    assert wanted == [()]


# Readers


def test_readers_find_a_table_with_its_cells(shown: Made) -> None:
    made_ = shown(past_of(2))
    table = QAccessible.queryAccessibleInterface(made_.table)
    told = [table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())]
    assert (table.role(), table.text(QAccessible.Text.Name)) == (QAccessible.Role.Table, "Sessions")
    begins = told.index("Thesis")
    assert told[begins : begins + 4] == ["Thesis", "none", "12:00", "12:01"]


def test_filters_are_named_by_their_labels(shown: Made) -> None:
    made_ = shown(past_of(2))
    buddies = {label.text(): label.buddy() for label in made_.page.findChildren(QLabel) if label.buddy() is not None}
    named_ = {name: named(made_.page, QComboBox, name) for name in ("Project", "Tag", "Score", "Dates")}
    assert buddies == named_


def test_the_key_of_the_search_is_a_command(actions: Actions) -> None:
    wanted = heard(actions.search_wanted)
    actions["search_history"].trigger()
    assert (wanted, actions["search_history"].shortcut().toString()) == ([()], "Ctrl+F")


def test_a_page_that_was_wide_lets_its_window_become_narrow(shown: Made) -> None:
    made_ = shown(past_of(2), width=1200)
    made_.page.resize(384, 500)
    settle()
    assert (made_.page.width(), cut_words(made_.page)) == (384, [])
