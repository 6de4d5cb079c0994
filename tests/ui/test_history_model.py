"""History's model over pages: what it asks for, what it shows meanwhile, and how it takes answers that come late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.control.operations import Fields, Start
from app.control.session_controller import SessionController
from app.core import day_parts, days
from app.core.history import PAGE, Entry, Filter, PageKey, Place
from app.core.model import Session
from app.core.quick_entry import QuickEntry
from app.core.settings import Settings
from app.ui.history_days import HEADING, Days
from app.ui.history_model import HistoryModel
from app.ui.history_rows import COLUMNS, NOT_READ, BlankRow, Column, DayRow, GapRow, SessionRow
from tests.fakes import MINUTE, FakeClock
from tests.ui.past import NEWEST, FakeHistory, Past, a_past_session, index_of, made, page_of, past_of, recorded

ALL, FOUND = Filter(), Filter(text="found")
BEFORE = NEWEST - timedelta(days=1)


def day_of(session: Session) -> date:
    return days.day_of_session(session, Settings().day_start)


def model_of(history: FakeHistory) -> HistoryModel:
    model = HistoryModel(history, day_of)
    model.set_today(NEWEST)
    return model


def asked(past: Past, *, waits: bool = False) -> tuple[HistoryModel, FakeHistory]:
    """A model that has asked for all of it."""
    history = FakeHistory(lambda _filter: past, waits=waits)
    model = model_of(history)
    model.ask(ALL)
    return model, history


def names(model: HistoryModel) -> list[str]:
    """The kind of each row."""
    return [type(model.row_at(row)).__name__ for row in range(model.rowCount())]


def column(model: HistoryModel, column: Column) -> list[str]:
    return [str(model.index(row, COLUMNS.index(column)).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize("waits", [False, True])
def test_it_keeps_qt_s_rules(waits: bool, qtmodeltester: ModelTester) -> None:
    model, history = asked(past_of(3, 450, 1), waits=waits)
    qtmodeltester.check(model, force_py=True)
    history.answer()
    model.see(0, 5)
    history.answer()
    model.ask(ALL)
    history.answer()
    qtmodeltester.check(model, force_py=True)


def test_rows_stand_under_their_day_with_its_total(controller: SessionController, clock: FakeClock) -> None:
    for hours in (1, 23):
        controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
        clock.advance(timedelta(minutes=41))
        controller.stop(controller.active_id())
        clock.advance(timedelta(hours=hours))
    model = model_of(FakeHistory(recorded(controller)))
    model.ask(ALL)
    table = [[str(model.index(row, column).data()) for column in range(9)] for row in range(model.rowCount())]
    session = ["Thesis", "", "41 min", "25", "+16", "Review"]
    assert table[0][:5] == ["Today, Tuesday 10 March", "", "", "", "1 h 22 min"]
    assert [[row[0], row[1], *row[4:8]] for row in table[1:]] == [session, session]


def test_a_gap_stands_under_its_session() -> None:
    model, _history = asked({NEWEST: made(0, 2, gap=True)})
    assert names(model) == ["DayRow", "SessionRow", "GapRow", "SessionRow"]
    assert column(model, Column.PROJECT)[2] == "Asleep 12:00 to 12:01, 1 min not decided"


def test_only_pages_that_are_seen_are_asked_for() -> None:
    model, history = asked(past_of(*[PAGE] * 50))
    model.see(10 * (PAGE + 1) + 50, 10 * (PAGE + 1) + 70)
    assert history.pages == [PageKey(NEWEST - timedelta(days=10), 0)]


def test_the_pages_close_by_are_asked_for_as_well() -> None:
    model, history = asked(past_of(*[PAGE] * 50))
    model.see(10 * (PAGE + 1), 10 * (PAGE + 1) + 20)
    assert history.pages == [PageKey(NEWEST - timedelta(days=number), 0) for number in (9, 10)]


def test_a_page_is_asked_for_once() -> None:
    model, history = asked(past_of(*[PAGE] * 3), waits=True)
    history.answer()
    model.see(300, 310)
    model.see(301, 311)
    assert history.pages == [PageKey(BEFORE, 0)]


def test_reading_a_row_asks_for_nothing() -> None:
    model, history = asked(past_of(*[PAGE] * 3))
    blank = model.index(300, 0)
    assert (blank.data(), blank.data(Qt.ItemDataRole.AccessibleTextRole)) == ("", NOT_READ)
    assert history.pages == []


def test_rows_of_a_page_are_told_when_it_comes() -> None:
    model, history = asked(past_of(1, 450), waits=True)
    history.answer()
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.see(230, 240)
    history.answer()
    assert told == [(3, 202), (203, 402)]
    assert isinstance(model.row_at(250), SessionRow)


def test_the_first_rows_come_before_the_index_and_totals_with_it() -> None:
    model, history = asked(past_of(150, 450), waits=True)
    entries = (*made(0, 150), *made(1, 50))
    history.first_page_ready.emit(ALL, entries)
    total = [model.row_at(0), model.row_at(151)]
    assert (model.rowCount(), total) == (202, [DayRow(NEWEST, None), DayRow(BEFORE, None)])
    history.answer()
    assert (model.rowCount(), model.row_at(151)) == (602, DayRow(BEFORE, 450 * MINUTE))


def test_a_few_first_rows_are_all_there_are() -> None:
    model, history = asked(past_of(2), waits=True)
    history.first_page_ready.emit(ALL, made(0, 2))
    assert model.row_at(0) == DayRow(NEWEST, 2 * MINUTE)


def test_first_rows_do_not_take_away_what_is_shown() -> None:
    model, history = asked(past_of(2, 3))
    history.first_page_ready.emit(ALL, made(0, 2))
    assert model.rowCount() == 7


def test_old_rows_stay_until_the_answer() -> None:
    model, history = asked(past_of(2))
    history.waits, history.past = True, lambda _filter: past_of(3)
    model.ask(FOUND)
    assert model.rowCount() == 3
    history.answer()
    assert model.rowCount() == 4


def test_a_late_answer_to_another_question_is_left() -> None:
    model, history = asked(past_of(2), waits=True)
    late = history.forget()
    model.ask(FOUND)
    late()
    assert (model.rowCount(), model.is_whole) == (0, False)


def test_a_late_page_of_another_question_is_left() -> None:
    past = past_of(1, 450)
    model, history = asked(past, waits=True)
    history.answer()
    model.see(250, 260)
    model.ask(FOUND)
    history.answer()
    history.page_ready.emit(ALL, PageKey(BEFORE, 1), page_of(past, PageKey(BEFORE, 1)))
    assert isinstance(model.row_at(250), BlankRow)


def test_the_rows_of_an_unchanged_day_are_shown_until_newer_ones_come() -> None:
    past = past_of(2, 3)
    model, history = asked(past)
    model.see(0, 6)
    history.index_ready.emit(ALL, index_of(past_of(1, 3)), {})
    assert names(model) == ["DayRow", "BlankRow", "DayRow", "SessionRow", "SessionRow", "SessionRow"]
    model.see(0, 5)
    assert history.pages[-2:] == [PageKey(NEWEST, 0), PageKey(BEFORE, 0)]


def test_pages_that_nobody_looks_at_go() -> None:
    model, _history = asked(past_of(*[PAGE] * 60))
    for row in range(0, model.rowCount(), 100):
        model.see(row, row + 10)
    kept = sum(isinstance(model.row_at(row), SessionRow) for row in range(model.rowCount()))
    assert kept == 40 * PAGE


def test_a_failed_reading_is_told() -> None:
    model, history = asked(past_of(2), waits=True)
    told: list[str] = []
    model.failed.connect(told.append)
    history.failed.emit("The file can't be read.")
    assert told == ["The file can't be read."]


def test_another_day_renames_the_headings() -> None:
    model, _history = asked(past_of(1))
    with_today = column(model, Column.PROJECT)[0]
    model.set_today(NEWEST + timedelta(days=1))
    assert (with_today, column(model, Column.PROJECT)[0]) == ("Today, Tuesday 10 March", "Tuesday 10 March")


def test_sessions_that_overlap_are_marked(controller: SessionController, clock: FakeClock) -> None:
    for minutes in (35, 35, 20):
        controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
        clock.advance(timedelta(minutes=minutes))
        controller.stop(controller.active_id())
        clock.step(timedelta(minutes=-5) if minutes == 35 else timedelta())
    model = model_of(FakeHistory(recorded(controller)))
    model.ask(ALL)
    told = [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(1, 4)]
    assert told == [
        "Overlaps the session from 13:30 to 14:05",
        "Overlaps the sessions from 13:00 to 13:35 and from 14:00 to 14:20",
        "Overlaps the session from 13:30 to 14:05",
    ]
    accessible = str(model.index(1, COLUMNS.index(Column.PROJECT)).data(Qt.ItemDataRole.AccessibleTextRole))
    assert accessible == "Thesis. Overlaps the session from 13:30 to 14:05"


def test_sessions_that_only_touch_do_not_overlap(controller: SessionController, clock: FakeClock) -> None:
    for _ in range(2):
        controller.start(Start(25))
        clock.advance(timedelta(minutes=30))
        controller.stop(controller.active_id())
    model = model_of(FakeHistory(recorded(controller)))
    model.ask(ALL)
    assert [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(1, 3)] == [None, None]


@pytest.mark.parametrize(
    ("length", "cell", "told"),
    [
        (timedelta(hours=14), "Wed 02:00", "Ends Wednesday 11 March, 02:00"),
        (timedelta(days=8), "18 Mar 12:00", "Ends Wednesday 18 March, 12:00"),
    ],
)
def test_an_end_on_another_day_says_which(length: timedelta, cell: str, told: str) -> None:
    (newest, *_others) = made(0, 1)
    session = newest.session._replace(end=newest.session.start + length)
    row = SessionRow(session)
    assert (row.texts[COLUMNS.index(Column.END)], row.tip) == (cell, told)
    assert row.accessible(Column.END) == f"{cell}. {told}"


def test_an_end_on_the_same_day_says_nothing_of_it() -> None:
    row = SessionRow(made(0, 1)[0].session)
    assert (row.texts[COLUMNS.index(Column.END)], row.tip) == ("12:01", "")


@pytest.mark.parametrize(
    ("begins", "length", "told"),
    [
        (16, timedelta(minutes=700), ""),
        (16, timedelta(minutes=760), "40 min of it on Wednesday"),
        (16, timedelta(minutes=1440 + 910), "24 h of it on Wednesday, 3 h 10 min on Thursday"),
    ],
)
def test_a_session_that_runs_over_says_what_of_it_lies_in_later_days(begins: int, length: timedelta, told: str) -> None:
    start = datetime(2026, 3, 10, begins, tzinfo=UTC)
    session = made(0, 1)[0].session._replace(start=start, end=start + length, worked=length)
    row = SessionRow(session, (), day_parts.later(session, Settings().day_start))
    worked = row.texts[COLUMNS.index(Column.WORKED)]
    assert (row.runs_over, row.accessible(Column.WORKED)) == (told, f"{worked}. {told}" if told else worked)
    assert told in row.tip


def test_a_week_later_a_weekday_would_be_mistaken() -> None:
    (newest, *_others) = made(0, 1)
    session = newest.session._replace(end=newest.session.start + timedelta(days=8), worked=timedelta(days=8))
    told = SessionRow(session, (), day_parts.later(session, Settings().day_start)).runs_over.split(", ")
    assert (told[0], told[5], told[6]) == ("24 h of it on Wednesday", "24 h on Monday", "24 h on 17 Mar")


def alone() -> Past:
    """Into the newest day and the one before a session runs that began before; none began there."""
    start = datetime(2026, 3, 8, 20, tzinfo=UTC)
    session = a_past_session(7, start)._replace(end=start + timedelta(days=2), worked=timedelta(days=2))
    entry = Entry(session, later=day_parts.later(session, Settings().day_start))
    return {NEWEST: (), BEFORE: (), BEFORE - timedelta(days=1): (entry,)}


@pytest.mark.parametrize("is_first_page", [False, True])
def test_a_day_that_is_only_run_into_is_a_heading_alone(is_first_page: bool) -> None:
    past = alone()
    model, history = asked(past, waits=is_first_page)
    if is_first_page:
        history.first_page_ready.emit(ALL, past[BEFORE - timedelta(days=1)])
    headings = [DayRow(NEWEST, timedelta(hours=16)), DayRow(BEFORE, timedelta(hours=24))]
    headings.append(DayRow(BEFORE - timedelta(days=1), timedelta(hours=8)))
    assert [model.row_at(row) for row in model.headings] == headings
    assert (names(model)[:3], model.rowCount()) == (["DayRow"] * 3, 4)
    model.see(0, 3)
    assert history.pages == ([] if is_first_page else [PageKey(BEFORE - timedelta(days=1), 0)])


def test_near_a_row_that_is_gone_is_one_that_is_no_heading() -> None:
    found = Days(tuple(index_of(alone()).days))
    places = [Place(NEWEST, 0), Place(NEWEST, HEADING), Place(BEFORE, 3), Place(BEFORE - timedelta(days=9), 0)]
    assert [found.row_near(place) for place in places] == [3, 0, 3, 3]
    assert Days(tuple(index_of({NEWEST: ()}).days)).row_near(Place(NEWEST, 0)) is None


def test_neighbours_are_found_over_headings_and_gaps() -> None:
    model, _history = asked({NEWEST: made(0, 1, gap=True), BEFORE: made(1, 1)})
    model.see(0, 4)
    neighbours = [model.neighbour(1, 1), model.neighbour(4, -1), model.neighbour(1, -1), model.neighbour(4, 1)]
    assert [session and session.id for session in neighbours] == [1000, 0, None, None]


def test_a_gap_is_found_and_its_session_where_it_is_gone() -> None:
    model, _history = asked({NEWEST: made(0, 3, gap=True)})
    assert (model.row_of(0, 1), model.row_of(0, 99), model.row_of(99)) == (2, 1, None)
    assert isinstance(model.row_at(2), GapRow)


# Days

DAYS = Days(index_of(past_of(2, 0, 3)).days)
"""Rows: heading, 0, 1; heading; heading, 0, 1, 2."""


def test_a_row_is_found_by_its_place_and_its_place_by_the_row() -> None:
    places = [DAYS.place_at(row) for row in range(DAYS.rows)]
    assert [place.row for place in places] == [-1, 0, 1, -1, -1, 0, 1, 2]
    assert [DAYS.row_of(place) for place in places] == list(range(8))


def test_a_row_that_is_gone_has_no_row() -> None:
    assert DAYS.row_of(Place(NEWEST, 2)) is None
    assert DAYS.row_of(Place(NEWEST + timedelta(days=1), 0)) is None


@pytest.mark.parametrize(
    ("days_before", "row", "near"),
    [(0, 1, 1 + 1), (0, 7, 2), (2, 3, 7), (-1, 0, 1), (9, 0, 7)],
)
def test_a_row_close_by_stands_in_for_one_that_is_gone(days_before: int, row: int, near: int) -> None:
    assert DAYS.row_near(Place(NEWEST - timedelta(days=days_before), row)) == near


def test_there_is_no_row_near_where_there_are_none() -> None:
    assert Days().row_near(Place(NEWEST, 0)) is None


def test_the_pages_of_rows_leave_headings_out() -> None:
    days_ = Days(index_of(past_of(450, 2)).days)
    assert list(days_.keys(0, 0)) == []
    assert list(days_.keys(250, 452)) == [PageKey(NEWEST, 1), PageKey(NEWEST, 2), PageKey(BEFORE, 0)]
