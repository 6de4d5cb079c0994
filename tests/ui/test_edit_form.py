"""Putting a session right by keyboard: what is typed, what is refused, what stays."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QLabel,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.control import corrections
from app.control.correcting import Correcting
from app.control.operations import Start
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core.clock import LocalTime, Moment
from app.core.corrections import Record
from app.core.model import Cause, Session, Verdict
from app.store.store import Store
from app.ui.edit_dialog import EditDialog
from app.ui.edit_form import EditForm
from app.ui.problem_line import ProblemLine
from app.ui.text_edit import TextEdit
from app.ui.theme import Theme
from app.ui.time_edit import TimeEdit
from tests.fakes import MINUTE, FakeClock, a_gap, at
from tests.ui.looking import button, cut_words, named, nameless, settle, spin, tab_order

HOUR = 60 * MINUTE
MS = timedelta(milliseconds=1)


@pytest.fixture
def correcting(store: Store, controller: SessionController) -> Correcting:
    return Correcting(store, controller)


@pytest.fixture
def form(
    correcting: Correcting, controller: SessionController, overview: Overview, theme: Theme, qtbot: QtBot
) -> EditForm:
    form = EditForm(correcting, controller, overview, theme)
    qtbot.addWidget(form)
    form.resize(theme.px(320), theme.px(640))
    form.show()
    form.activateWindow()
    return form


@pytest.fixture
def session(correcting: Correcting, clock: FakeClock) -> Session:
    """13:00:20.5 to 13:30:10 in Berlin, with a gap, seen at 23:00."""
    clock.advance(600 * MINUTE)
    record = Record(at(0) + 20_500 * MS, HOUR, at(30) + 10_000 * MS, HOUR, "Thesis", ("deep",), 25, 4, "done", "notes")
    return correcting.add(record._replace(gaps=(a_gap(10, 15, Cause.ASLEEP, Verdict.UNDECIDED, id_=0),)))


def added(correcting: Correcting, start: float, end: float, project: str = "Post") -> Session:
    return correcting.add(Record(at(start), HOUR, at(end), HOUR, project))


def field(form: QWidget, name: str) -> TimeEdit:
    return named(form, TimeEdit, name)


def type_in(form: QWidget, name: str, text: str) -> None:
    edit = field(form, name)
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    edit.selectAll()
    QTest.keyClicks(edit, text)


def press(form: QWidget, words: str) -> None:
    QTest.mouseClick(button(form, words), Qt.MouseButton.LeftButton)


def problems(form: QWidget) -> list[str]:
    return [line.sentence for line in form.findChildren(ProblemLine) if line.isVisible()]


def now(store: Store, session: Session) -> Session:
    found = store.sessions.find(session.id)
    assert found is not None
    return found


def test_a_forgotten_stop_is_put_right_with_four_digits_and_return(
    store: Store, controller: SessionController, form: EditForm, clock: FakeClock
) -> None:
    session = controller.start(Start(25))
    clock.advance(20 * HOUR)  # it is 09:00 the next day
    session = controller.stop(session.id)
    form.open_for(session)
    typed_in = QApplication.focusWidget()
    assert typed_in is field(form, "End")
    QTest.keyClicks(typed_in, "1815")
    QTest.keyClick(typed_in, Qt.Key.Key_Return)
    after = now(store, session)
    assert (after.start, after.end, after.worked) == (at(0), at(315), 315 * MINUTE)


def test_what_is_not_touched_keeps_its_milliseconds(store: Store, form: EditForm, session: Session) -> None:
    form.open_for(session)
    type_in(form, "End", "13:20")
    form.save()
    after = now(store, session)
    assert (after.start, after.end) == (session.start, at(20))


def test_a_form_that_was_not_touched_changes_nothing(store: Store, form: EditForm, session: Session) -> None:
    form.open_for(session)
    assert not form.is_changed
    form.save()
    assert now(store, session) == session


def test_all_that_can_be_said_is_saved(store: Store, form: EditForm, session: Session) -> None:
    form.open_for(session)
    type_in(form, "Start", "12:50")
    named(form, QComboBox, "Project").setEditText("Garden")
    spin(form, "Minutes").setValue(0)
    next(b for b in form.findChildren(QRadioButton) if b.text() == "2").click()
    named(form, TextEdit, "Tasks done").set_text("more")
    named(form, TextEdit, "Notes").set_text("other")
    form.save()
    after = now(store, session)
    said = (after.start, after.name, after.planned, after.score, after.tasks_done, after.notes)
    assert said == (at(-10), "Garden", None, 2, "more", "other")


def test_a_score_can_be_taken_away(store: Store, form: EditForm, session: Session) -> None:
    form.open_for(session)
    press(form, "No score")
    form.save()
    assert now(store, session).score is None


def test_worked_time_is_shown_as_it_would_become(form: EditForm, session: Session) -> None:
    form.open_for(session)
    worked = form.findChild(QLabel, "workedTime")
    assert worked is not None
    before = worked.text()
    type_in(form, "End", "14:00")
    assert (before, worked.text()) == ("24 min worked", "54 min worked")


def test_an_end_typed_before_the_start_is_one_of_the_next_day(form: EditForm, session: Session) -> None:
    form.open_for(session)
    type_in(form, "End", "0130")
    shown = named(form, QDateEdit, "End date")
    assert (shown.isVisible(), shown.date()) == (True, QDate(2026, 3, 11))


def test_the_date_of_an_end_on_the_same_day_is_not_shown(form: EditForm, session: Session) -> None:
    form.open_for(session)
    assert not named(form, QDateEdit, "End date").isVisible()


def test_another_date_moves_the_whole_session_with_its_gaps(store: Store, form: EditForm, session: Session) -> None:
    form.open_for(session)
    named(form, QDateEdit, "Date").setDate(QDate(2026, 3, 9))
    form.save()
    after, day = now(store, session), timedelta(days=1)
    assert (after.start, after.end, after.worked) == (
        session.start - day,
        session.start - day + 1_789_500 * MS,
        session.worked,
    )
    assert [gap.start for gap in after.gaps] == [at(10) - day]


def test_an_overlap_is_said_under_the_times_and_what_would_fit_is_taken(
    store: Store, correcting: Correcting, form: EditForm, session: Session
) -> None:
    added(correcting, 40, 60)
    form.open_for(session)
    type_in(form, "End", "1350")
    form.save()
    assert problems(form) == ["Overlaps Post, 13:40 to 14:00. 13:00 to 13:40 would fit."]
    press(form, "Use 13:00 to 13:40")
    assert problems(form) == []
    form.save()
    after = now(store, session)
    assert (after.start, after.end) == (session.start, at(40))


def test_the_minute_of_a_neighbours_edge_means_the_edge(
    store: Store, correcting: Correcting, form: EditForm, session: Session
) -> None:
    after = added(correcting, 60, 90)
    form.open_for(after)
    type_in(form, "Start", "13:30")  # the other one ends ten seconds later
    form.save()
    assert now(store, after).start == session.end


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("1430", "", "End lies before its start"),
        ("", "2330", "End lies in the future"),
        ("9 o'clock", "", "Start is no time of day. Type it as 18:15 or 1815."),
        ("", "25", "End is no time of day. Type it as 18:15 or 1815."),
    ],
)
def test_times_that_cannot_be_are_said_under_them(
    form: EditForm, session: Session, start: str, end: str, sentence: str
) -> None:
    form.open_for(session)
    for name, typed in (("Start", start), ("End", end)):
        if typed:
            type_in(form, name, typed)
    form.save()
    assert problems(form) == [sentence]


def test_a_name_that_is_too_long_is_said_under_it(form: EditForm, session: Session) -> None:
    form.open_for(session)
    named(form, QComboBox, "Project").setEditText("a" * 201)
    form.save()
    assert problems(form) == ["Project can have at most 200 characters"]


def test_what_was_typed_and_cancelled_stands_there_again(form: EditForm, session: Session) -> None:
    form.open_for(session)
    type_in(form, "End", "1320")
    QTest.keyClick(field(form, "End"), Qt.Key.Key_Escape)
    form.open_for(session)
    assert field(form, "End").text() == "1320"


def test_another_session_is_opened_with_its_own_values(
    correcting: Correcting, form: EditForm, session: Session
) -> None:
    other = added(correcting, 60, 90)
    form.open_for(session)
    type_in(form, "End", "1320")
    form.open_for(other)
    assert field(form, "End").text() == "14:30"


def test_delete_asks_nothing(store: Store, form: EditForm, session: Session, qtbot: QtBot) -> None:
    form.open_for(session)
    with qtbot.waitSignal(form.deleted):
        press(form, "Delete")
    assert store.sessions.find(session.id) is None


def test_a_missed_session_is_added(store: Store, form: EditForm, clock: FakeClock) -> None:
    clock.advance(300 * MINUTE)  # 18:00
    form.open_new()
    suggested = field(form, "Start").text(), field(form, "End").text()
    type_in(form, "Start", "9")
    type_in(form, "End", "1045")
    form.save()
    (session,) = store.sessions.recent(1)
    assert (suggested, session.start, session.end) == (("17:35", "18:00"), at(-240), at(-135))
    assert (session.planned, session.zone) == (None, "Europe/Berlin")


def test_a_new_session_has_nothing_to_delete(form: EditForm) -> None:
    form.open_new()
    assert not next(b for b in form.findChildren(QPushButton) if b.text() == "Delete").isVisible()


def test_the_active_session_has_a_start_and_no_end(
    controller: SessionController, form: EditForm, clock: FakeClock
) -> None:
    controller.start(Start(25))
    clock.advance(5 * MINUTE)
    assert controller.session is not None
    form.open_for(controller.session)
    assert not field(form, "End").isVisible()
    QTest.keyClicks(field(form, "Start"), "1250")
    form.save()
    assert (controller.session.start, controller.session.end) == (at(-10), None)


# Gaps


def test_a_verdict_is_changed(store: Store, form: EditForm, session: Session) -> None:
    form.open_for(session)
    named(form, QComboBox, "Asleep counts").setCurrentText("Counts as work")
    form.save()
    after = now(store, session)
    assert ([gap.verdict for gap in after.gaps], after.worked) == ([Verdict.KEPT], 1_789_500 * MS)


def test_a_gap_is_shortened_and_keeps_its_other_end(store: Store, form: EditForm, session: Session) -> None:
    form.open_for(session)
    type_in(form, "Asleep until", "13:12")
    form.save()
    assert [(gap.start, gap.end) for gap in now(store, session).gaps] == [(at(10), at(12))]


def test_a_gap_is_removed(store: Store, form: EditForm, session: Session) -> None:
    form.open_for(session)
    named(form, QToolButton, "Remove Asleep").click()
    form.save()
    assert now(store, session).gaps == ()


def test_a_pause_is_added(store: Store, form: EditForm, session: Session) -> None:
    form.open_for(session)
    press(form, "Add pause")
    type_in(form, "Paused from", "1320")
    type_in(form, "Paused until", "1325")
    form.save()
    added_one = now(store, session).gaps[1]
    said = (added_one.start, added_one.end, added_one.cause, added_one.verdict)
    assert said == (at(20), at(25), Cause.PAUSE, Verdict.DISCARDED)


# Daylight saving


def in_berlin(store: Store, start: datetime, end: datetime) -> Session:
    moment = Moment(datetime(2026, 12, 1, tzinfo=UTC), LocalTime("Europe/Berlin", HOUR))
    return corrections.add(store, moment, Record(start, HOUR, end, HOUR), "Europe/Berlin")


def choice(form: EditForm) -> QComboBox:
    """The one that is seen and is no project."""
    boxes = [box for box in form.findChildren(QComboBox) if box.isVisible() and not box.isEditable()]
    (box,) = boxes
    return box


def test_a_time_that_happens_twice_is_shown_as_such_and_can_be_chosen(
    store: Store, form: EditForm, clock: FakeClock
) -> None:
    clock.advance(timedelta(days=300))
    session = in_berlin(store, datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2026, 10, 25, 0, 10, tzinfo=UTC))
    form.open_for(session)
    type_in(form, "End", "0230")
    box = choice(form)
    assert [box.itemText(i) for i in range(box.count())] == ["02:30 (UTC+2)", "02:30 (UTC+1)"]
    box.setCurrentIndex(1)
    form.save()
    after = now(store, session)
    assert (after.end, after.end_offset) == (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), HOUR)
    assert (after.start, after.start_offset) == (session.start, session.start_offset)


def test_the_second_of_two_stays_the_second(store: Store, form: EditForm, clock: FakeClock) -> None:
    clock.advance(timedelta(days=300))
    end = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    session = in_berlin(store, datetime(2026, 10, 24, 23, tzinfo=UTC), end)
    form.open_for(session)
    assert (choice(form).currentText(), form.is_changed) == ("02:30 (UTC+1)", False)


def test_a_time_that_is_skipped_is_shown_as_such_with_its_neighbours(
    store: Store, form: EditForm, clock: FakeClock
) -> None:
    clock.advance(timedelta(days=300))
    session = in_berlin(store, datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    form.open_for(session)
    type_in(form, "End", "0230")
    box = choice(form)
    assert [box.itemText(i) for i in range(box.count())] == ["01:59 (UTC+1)", "03:00 (UTC+2)"]
    box.setCurrentIndex(1)
    form.save()
    after = now(store, session)
    assert (after.end, after.end_offset) == (datetime(2026, 3, 29, 1, tzinfo=UTC), 2 * HOUR)


def test_a_session_of_another_zone_is_told_in_its_own(store: Store, form: EditForm, clock: FakeClock) -> None:
    clock.advance(HOUR)
    there = Moment(at(60), LocalTime("Asia/Tokyo", 9 * HOUR))
    session = corrections.add(store, there, Record(at(0), 9 * HOUR, at(30), 9 * HOUR), "Asia/Tokyo")
    form.open_for(session)
    assert (field(form, "Start").text(), field(form, "End").text()) == ("21:00", "21:30")
    assert any(label.text() == "Times as in Asia/Tokyo." for label in form.findChildren(QLabel))


# The look


def test_every_field_has_a_name_and_no_word_is_cut(form: EditForm, session: Session) -> None:
    form.open_for(session)
    settle()
    assert (nameless(form), cut_words(form)) == ([], [])


def test_delete_stands_apart_and_tab_comes_to_it_last(form: EditForm, session: Session) -> None:
    form.open_for(session)
    settle()
    delete, others = button(form, "Delete"), (button(form, "Save"), button(form, "Cancel"))
    ends = delete.mapTo(form, delete.rect().topRight()).x()
    begins = min(other.mapTo(form, other.rect().topLeft()).x() for other in others)
    last = [found.text() for found in tab_order(form) if isinstance(found, QPushButton)][-1]
    assert (begins - ends > form.width() // 10, last) == (True, "Delete")


def test_the_window_is_called_after_what_it_does(
    correcting: Correcting,
    controller: SessionController,
    overview: Overview,
    theme: Theme,
    qtbot: QtBot,
    session: Session,
) -> None:
    dialog = EditDialog(correcting, controller, overview, theme)
    qtbot.addWidget(dialog)
    titles = []
    for open_ in (dialog.open_new, lambda: dialog.open_for(session)):
        open_()
        titles.append(dialog.windowTitle())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert (titles, dialog.isVisible()) == (["Add session", "Edit session"], False)
