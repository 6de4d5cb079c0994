"""The Reports page: periods, what stays while answers come, what leads to History, the summary, narrow windows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from PySide6.QtCore import QDate, QPoint, Qt, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLabel
from pytestqt.qtbot import QtBot

from app.control.operations import Start
from app.control.overview import Overview
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core.history import Filter
from app.core.model import Cause
from app.core.periods import Period, Span, containing
from app.core.report import Report
from app.ui.actions import Actions
from app.ui.chart import Chart
from app.ui.report_card import ReportCard
from app.ui.report_table import ReportTable
from app.ui.reports_page import ReportsPage
from app.ui.segments import Segments
from app.ui.theme import Theme
from tests.fakes import FakeClock
from tests.ui.looking import button, cut_values, cut_words, label, named, nameless, settle, tab_order, told
from tests.ui.making import at_once
from tests.ui.reports import TODAY, FakeReporter, many, nothing, some

WEEK = containing(Span.WEEK, TODAY, 1)
BEFORE = containing(Span.WEEK, TODAY - timedelta(days=7), 1)
BEGUN = Filter(since=WEEK.first, until=WEEK.last)
IN_WEEK = BEGUN._replace(reaching=True)
CARDS = [
    "By day",
    "By project",
    "A year of days",
    "By tag",
    "By hour of day",
    "Planned and worked",
    "Gaps by cause",
    "Satisfaction",
]


class Shown(NamedTuple):
    """A page that is shown, and what answers it."""

    page: ReportsPage
    reporter: FakeReporter

    def card(self, title: str) -> ReportCard:
        return next(card for card in self.page.findChildren(ReportCard) if card._view.title == title)

    def chart(self, title: str) -> Chart:
        return named(self.page, Chart, title)

    @property
    def titles(self) -> list[str]:
        """Of the cards that are seen, as they lie."""
        cards = [card for card in self.page.findChildren(ReportCard) if card.isVisible()]
        places = {card: card.mapTo(self.page, QPoint(0, 0)) for card in cards}
        return [card._view.title for card in sorted(cards, key=lambda c: (places[c].y(), places[c].x()))]

    def choose(self, words: str) -> None:
        button(self.page, words).click()
        settle_all()

    def press(self, title: str, *keys: Qt.Key) -> None:
        chart = self.chart(title)
        chart.setFocus(Qt.FocusReason.TabFocusReason)
        for key in keys:
            QTest.keyClick(chart, key)


Made = Callable[..., Shown]


def settle_all() -> None:
    """An answer is shown in passes, one for each card."""
    for _ in range(2 * len(CARDS)):
        settle()


@pytest.fixture
def shown(controller: SessionController, overview: Overview, theme: Theme, clock: FakeClock, qtbot: QtBot) -> Made:
    def make(made: Callable[[Period], Report] = some, *, width: int = 888, height: int = 700) -> Shown:
        reporter = FakeReporter(made)
        page = at_once(ReportsPage.in_pieces(controller, overview, reporter, theme))
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        page.setFocus()
        settle_all()
        return Shown(page, reporter)

    return make


def heard(signal: SignalInstance) -> list[object]:
    found: list[object] = []
    signal.connect(found.append)
    return found


# What is seen


def test_a_page_opens_with_the_week_that_is_now(shown: Made) -> None:
    made = shown()
    assert (made.reporter.asked, label(made.page, "period")) == ([WEEK], "9 to 15 March")
    assert [label(made.page, name) for name in ("worked", "workedLine")] == [
        "19 h 55 min",
        "+4 h 55 min on the week before",
    ]
    assert made.titles == CARDS


def test_figures_stand_before_the_first_chart(shown: Made) -> None:
    made = shown()
    made.reporter.made = many
    made.page._reporter.ask(WEEK)
    assert (label(made.page, "worked"), len(made.chart("By project").drawing.marks)) == ("273 h 20 min", 3)
    settle_all()
    assert len(made.chart("By project").drawing.marks) == 8


def test_each_card_is_made_in_a_pass_of_its_own(shown: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made = shown()
    counts: list[int] = []
    monkeypatch.setattr(made.page, "_show_card", lambda _name, _report: counts.append(len(made.page._pieces)))
    made.page._reporter.ask(WEEK)
    before = list(counts)
    settle_all()
    assert (before, counts) == ([], [7, 6, 5, 4, 3, 2, 1, 0])


def test_a_day_has_its_hours_once(shown: Made) -> None:
    made = shown()
    made.choose("Day")
    assert (made.titles[0], "By hour of day" in made.titles) == ("By hour", False)


def test_the_running_session_counts_when_it_ends(shown: Made, controller: SessionController) -> None:
    sentence = "The running session counts when it ends."
    made = shown()
    seen = [sentence in told(made.page)]
    controller.start(Start(25))
    settle_all()
    seen.append(sentence in told(made.page))
    made.choose("The week before")
    seen.append(sentence in told(made.page))
    assert seen == [False, True, False]


def test_nothing_leads_to_the_last_that_has_some(shown: Made) -> None:
    made = shown(nothing)
    assert "No sessions in this week." in told(made.page)
    made.reporter.made = some
    made.choose("Show the last week that has some")
    assert made.reporter.asked[-1] == containing(Span.WEEK, WEEK.last - timedelta(days=70), 1)
    assert made.titles == CARDS


def test_of_a_record_that_is_empty_no_last_is_offered(shown: Made) -> None:
    made = shown(lambda period: nothing(period)._replace(last_worked=None))
    with pytest.raises(StopIteration):
        button(made.page, "Show the last week that has some")


def test_no_part_of_the_page_is_a_window_of_its_own(shown: Made) -> None:
    made = shown()
    assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == [made.page]


# Periods


@pytest.mark.parametrize(
    ("word", "period"),
    [
        ("Day", containing(Span.DAY, TODAY, 1)),
        ("Month", containing(Span.MONTH, TODAY, 1)),
        ("Year", containing(Span.YEAR, TODAY, 1)),
        ("Range", Period(Span.RANGE, WEEK.first, WEEK.last)),
    ],
)
def test_another_span_is_around_today(word: str, period: Period, shown: Made) -> None:
    made = shown()
    made.choose(word)
    assert made.reporter.asked[-1] == period


def test_another_span_of_the_past_is_around_its_first_day(shown: Made) -> None:
    made = shown()
    made.choose("The week before")
    made.choose("Month")
    assert made.reporter.asked == [WEEK, BEFORE, containing(Span.MONTH, BEFORE.first, 1)]


def test_what_lies_ahead_can_not_be_reached(shown: Made) -> None:
    made = shown()
    before = button(made.page, "The week after").isEnabled()
    made.choose("The week before")
    assert (before, button(made.page, "The week after").isEnabled()) == (False, True)


def test_a_range_never_ends_before_it_begins(shown: Made) -> None:
    made = shown()
    made.choose("Range")
    named(made.page, QDateEdit, "From").setDate(QDate(2026, 4, 2))
    assert made.reporter.asked[-1] == Period(Span.RANGE, date(2026, 4, 2), date(2026, 4, 2))
    named(made.page, QDateEdit, "To").setDate(QDate(2026, 1, 5))
    assert made.reporter.asked[-1] == Period(Span.RANGE, date(2026, 1, 5), date(2026, 1, 5))


def test_arrow_keys_choose_the_next_span(shown: Made) -> None:
    made = shown()
    QTest.keyClick(made.page.focusWidget(), Qt.Key.Key_Right)
    assert made.reporter.asked[-1].span is Span.MONTH


# Asking


def test_a_hidden_page_asks_when_it_is_looked_at(shown: Made, controller: SessionController) -> None:
    made = shown()
    made.page.hide()
    controller.start(Start(25))
    asked = len(made.reporter.asked)
    made.page.show()
    assert (asked, made.reporter.asked) == (1, [WEEK, WEEK])


def test_a_change_of_neither_record_nor_names_is_not_asked_for(shown: Made, controller: SessionController) -> None:
    made = shown()
    controller.changed.emit(Changes.SETTINGS)
    assert made.reporter.asked == [WEEK]


def test_another_week_is_shown_when_it_begins(shown: Made, controller: SessionController, clock: FakeClock) -> None:
    made = shown()
    clock.advance(timedelta(days=7))
    controller.ticked.emit(clock.now())
    assert made.reporter.asked == [WEEK, containing(Span.WEEK, TODAY + timedelta(days=7), 1)]


def test_a_week_begins_when_the_person_says(shown: Made, controller: SessionController) -> None:
    made = shown()
    controller.change_settings(controller.settings._replace(week_starts_on=7))
    assert made.reporter.asked == [WEEK, containing(Span.WEEK, TODAY, 7)]


def test_who_looks_at_the_past_stays_there(shown: Made, controller: SessionController, clock: FakeClock) -> None:
    made = shown()
    made.choose("The week before")
    clock.advance(timedelta(days=7))
    controller.ticked.emit(clock.now())
    assert made.reporter.asked[-1] == BEFORE


def test_what_was_shown_stays_until_the_answer_comes(shown: Made) -> None:
    made = shown()
    scroll = made.page._laid._scroll.verticalScrollBar()
    scroll.setValue(200)
    made.reporter.waits, made.reporter.made = True, many
    made.choose("The week before")
    before = label(made.page, "worked"), scroll.value(), made.titles
    made.reporter.answer()
    settle_all()
    assert before == ("19 h 55 min", 200, CARDS)
    assert (label(made.page, "worked"), scroll.value()) == ("273 h 20 min", 200)


def test_an_answer_to_an_older_question_is_left(shown: Made) -> None:
    made = shown()
    made.reporter.waits = True
    made.choose("The week before")
    made.reporter.report_ready.emit(many(WEEK))
    assert label(made.page, "worked") == "19 h 55 min"


def test_a_failure_is_told_and_can_be_tried_again(shown: Made) -> None:
    made = shown()
    made.reporter.failed.emit("The record could not be read.")
    assert "The record could not be read." in told(made.page)
    made.choose("Try again")
    assert (made.reporter.asked, made.titles) == ([WEEK, WEEK], CARDS)


# Sessions behind a figure


@pytest.mark.parametrize(
    ("title", "keys", "wanted"),
    [
        ("By day", (), Filter(since=WEEK.first, until=WEEK.first, reaching=True)),
        ("By day", (Qt.Key.Key_Up,), Filter(since=WEEK.first, until=WEEK.first, reaching=True, project_id=1)),
        ("By project", (Qt.Key.Key_Down,), IN_WEEK._replace(project_id=2)),
        ("By tag", (), IN_WEEK._replace(tag_id=1)),
        ("By hour of day", (), BEGUN._replace(hour=9)),
        ("Planned and worked", (), BEGUN._replace(project_id=1)),
        ("Gaps by cause", (), IN_WEEK._replace(cause=Cause.IDLE)),
        ("Satisfaction", (), BEGUN._replace(project_id=1)),
    ],
)
def test_return_leads_to_the_sessions(title: str, keys: tuple[Qt.Key, ...], wanted: Filter, shown: Made) -> None:
    made = shown()
    asked = heard(made.page.sessions_wanted)
    made.press(title, *keys, Qt.Key.Key_Return)
    assert asked == [wanted]


def test_a_length_leads_to_its_sessions(shown: Made) -> None:
    made = shown()
    asked = heard(made.page.sessions_wanted)
    made.choose("Length")
    made.press("Satisfaction", Qt.Key.Key_Return)
    assert asked == [BEGUN._replace(least=15, most=30)]


def test_a_day_of_the_year_leads_to_its_sessions(shown: Made) -> None:
    made = shown(lambda period: some(period)._replace(year=some(BEFORE).year))
    asked = heard(made.page.sessions_wanted)
    made.press("A year of days", Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Return)
    day = BEFORE.last - timedelta(days=1)
    assert asked == [Filter(since=day, until=day, reaching=True)]


def test_a_row_of_a_table_leads_to_its_sessions(shown: Made) -> None:
    made = shown()
    asked = heard(made.page.sessions_wanted)
    button(made.card("By tag"), "Table").click()
    table = named(made.page, ReportTable, "By tag")
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert asked == [IN_WEEK._replace(tag_id=1)]


# The summary


def test_the_summary_is_on_the_clipboard_as_text_and_markdown(shown: Made) -> None:
    made = shown()
    made.choose("Copy summary")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("# 9 to 15 March\n\nWorked 19 h 55 min in 10 sessions, planned 19 h.")
    assert bytes(data.data("text/markdown").data()).decode() == data.text()
    assert "Summary copied." in told(made.page)
    made.choose("The week before")
    assert "Summary copied." not in told(made.page)


def test_a_summary_that_fails_leaves_the_report_as_it_is(shown: Made) -> None:
    made = shown()
    made.reporter.doings_failed.emit("The record could not be read.")
    settle_all()
    assert "The record could not be read." in told(made.page)
    assert (made.titles, label(made.page, "worked")) == (CARDS, "19 h 55 min")


def test_why_a_chart_was_not_saved_is_told(shown: Made) -> None:
    made = shown()
    made.card("By tag").failed.emit("The chart was not saved: No space left on device.")
    assert "The chart was not saved: No space left on device." in told(made.page)


# Looks


@pytest.mark.parametrize("word", ["Week", "Range"])
@pytest.mark.parametrize("width", [336, 520, 720, 888, 1300])
def test_nothing_is_cut_and_everything_has_a_name(width: int, word: str, shown: Made) -> None:
    made = shown(many, width=width)
    made.choose(word)
    made.page.resize(width, 2600)
    settle_all()
    assert made.page.width() == width
    assert (cut_words(made.page), cut_values(made.page), nameless(made.page)) == ([], [], [])
    assert all(card.geometry().right() <= width for card in made.page.findChildren(ReportCard))


def test_a_page_that_was_wide_becomes_narrow(shown: Made) -> None:
    made = shown(width=1300)
    made.page.resize(336, 600)
    settle_all()
    lefts = {card.mapTo(made.page, QPoint(0, 0)).x() for card in made.page.findChildren(ReportCard)}
    assert (made.page.width(), len(lefts), cut_words(made.page)) == (336, 1, [])


def test_segments_become_a_box_where_they_have_no_room(shown: Made) -> None:
    made = shown(width=250)
    box = made.page.findChild(QComboBox)
    segments = next(found for found in made.page.findChildren(Segments) if found.accessibleName() == "Period")
    assert box is not None
    assert (box.isVisible(), segments.isVisible(), box.currentText()) == (True, False, "Week")
    buddies = [each.buddy() for each in made.page.findChildren(QLabel) if each.text() == "Period"]
    assert buddies == [box]
    box.setCurrentText("Month")
    assert made.reporter.asked[-1].span is Span.MONTH


def test_tab_comes_to_every_chart_in_the_order_they_lie(shown: Made) -> None:
    made = shown()
    charts = [widget.accessibleName() for widget in tab_order(made.page) if isinstance(widget, Chart)]
    assert charts == CARDS


def test_the_keyboard_scrolls_what_it_walks_into_sight(shown: Made) -> None:
    made = shown(many)
    button(made.card("Planned and worked"), "Show all").click()
    settle_all()
    made.press("Planned and worked", Qt.Key.Key_End)
    chart, scroll = made.chart("Planned and worked"), made.page._laid._scroll
    mark = chart.current
    assert mark is not None
    middle = chart.mapTo(scroll.viewport(), mark.area.center().toPoint())
    assert scroll.viewport().rect().contains(middle)


def test_page_keys_turn_the_page(shown: Made) -> None:
    made = shown()
    bar = made.page._laid._scroll.verticalScrollBar()
    QTest.keyClick(made.page.focusWidget(), Qt.Key.Key_PageDown)
    down = bar.value()
    QTest.keyClick(made.page.focusWidget(), Qt.Key.Key_PageUp)
    assert (down > 0, bar.value()) == (True, 0)


@pytest.mark.parametrize("theme_name", ["Light", "Dark"])
def test_a_page_is_painted_in_either_theme(theme_name: str, shown: Made, theme: Theme) -> None:
    theme.choose(theme_name)
    color = shown(many).page.grab().toImage().pixelColor(2, 2)
    wanted = theme.color("window")
    theme.choose("Light")
    assert color == wanted


def test_the_page_is_a_command(actions: Actions) -> None:
    wanted = heard(actions.page_wanted)
    actions["page_reports"].trigger()
    assert (wanted, actions["page_reports"].shortcut().toString()) == (["Reports"], "Ctrl+4")
