"""The windows `Split session` and `Change start`."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.control.correcting import Correcting
from app.control.operations import Start
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core.corrections import Record
from app.core.model import Session
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.running_panel import RunningPanel
from app.ui.split_dialog import SplitDialog
from app.ui.start_dialog import StartDialog
from app.ui.theme import Theme
from tests.fakes import MINUTE, FakeClock, a_gap, at
from tests.ui.looking import button, cut_words, nameless, settle, told
from tests.ui.test_edit_form import HOUR, added, field, problems, type_in


@pytest.fixture
def correcting(store: Store, controller: SessionController) -> Correcting:
    return Correcting(store, controller)


@pytest.fixture
def split(correcting: Correcting, controller: SessionController, theme: Theme, qtbot: QtBot) -> SplitDialog:
    dialog = SplitDialog(correcting, controller, theme)
    qtbot.addWidget(dialog)
    return dialog


@pytest.fixture
def change(correcting: Correcting, controller: SessionController, theme: Theme, qtbot: QtBot) -> StartDialog:
    dialog = StartDialog(correcting, controller, theme)
    qtbot.addWidget(dialog)
    return dialog


@pytest.fixture
def session(correcting: Correcting, clock: FakeClock) -> Session:
    """13:00 to 14:00 in Berlin with a pause of 10 minutes, seen at 23:00."""
    clock.advance(600 * MINUTE)
    return correcting.add(Record(at(0), HOUR, at(60), HOUR, "Thesis", gaps=(a_gap(10, 20, id_=0),)))


@pytest.fixture
def running(controller: SessionController, clock: FakeClock) -> Session:
    """Since 13:00 in Berlin, seen at 13:05."""
    session = controller.start(Start(25))
    clock.advance(5 * MINUTE)
    return session


def test_both_parts_are_shown_as_they_would_become(split: SplitDialog, session: Session) -> None:
    split.open_for(session)
    assert {"13:00 to 13:30, 20 min worked", "13:30 to 14:00, 30 min worked"} <= told(split)
    type_in(split, "Second part begins", "1315")
    assert {"13:00 to 13:15, 10 min worked", "13:15 to 14:00, 40 min worked"} <= told(split)


def test_a_typed_time_splits(store: Store, split: SplitDialog, session: Session) -> None:
    split.open_for(session)
    settle()
    typed_in = QApplication.focusWidget()
    assert typed_in is field(split, "Second part begins")
    QTest.keyClicks(typed_in, "1340")
    QTest.keyClick(typed_in, Qt.Key.Key_Return)
    spans = [(s.start, s.end) for s in store.sessions.recent(2)]
    assert (spans, split.isVisible()) == ([(at(40), at(60)), (at(0), at(40))], False)


def test_a_time_outside_is_said_at_once_and_refused(store: Store, split: SplitDialog, session: Session) -> None:
    split.open_for(session)
    type_in(split, "Second part begins", "1400")
    assert problems(split) == ["Choose a time between 13:00 and 14:00."]
    button(split, "Split").click()
    assert problems(split) == ["The time lies outside Thesis, 13:00 to 14:00."]


def test_the_arrow_keys_move_the_instant_by_a_minute(split: SplitDialog, session: Session) -> None:
    split.open_for(session)
    QTest.keyClick(field(split, "Second part begins"), Qt.Key.Key_Up)
    assert {"13:00 to 13:31, 21 min worked", "13:31 to 14:00, 29 min worked"} <= told(split)


def test_the_active_session_began_earlier(controller: SessionController, change: StartDialog, running: Session) -> None:
    change.ask()
    button(change, "10 min earlier").click()
    assert (field(change, "Start").text(), "15 min ago" in told(change)) == ("12:50", True)
    QTest.keyClick(field(change, "Start"), Qt.Key.Key_Return)
    assert controller.session is not None
    assert (controller.session.start, change.isVisible()) == (at(-10), False)


def test_a_typed_start_is_the_last_such_time(
    controller: SessionController, change: StartDialog, running: Session
) -> None:
    change.ask()
    type_in(change, "Start", "2345")
    assert "13 h 20 min ago" in told(change)
    button(change, "Save").click()
    assert controller.session is not None
    assert controller.session.start == at(-13 * 60 - 15)


def test_a_start_inside_an_earlier_session_is_refused_with_what_would_fit(
    correcting: Correcting, controller: SessionController, change: StartDialog, clock: FakeClock
) -> None:
    clock.advance(30 * MINUTE)
    added(correcting, 0, 20)
    controller.start(Start(25))
    clock.advance(5 * MINUTE)
    change.ask()
    button(change, "15 min earlier").click()
    button(change, "Save").click()
    assert problems(change) == ["Overlaps Post, 13:00 to 13:20. A start from 13:20 on would fit."]
    button(change, "Use 13:20").click()
    button(change, "Save").click()
    assert controller.session is not None
    assert controller.session.start == at(20)


def test_the_running_panel_leads_to_it(
    controller: SessionController, overview: Overview, actions: Actions, theme: Theme, running: Session, qtbot: QtBot
) -> None:
    panel = RunningPanel(controller, overview, actions, theme)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(actions.change_start_wanted):
        button(panel, "Change start").click()


@pytest.mark.parametrize("window", ["split", "change"])
def test_all_has_a_name_and_no_word_is_cut(window: str, request: pytest.FixtureRequest) -> None:
    if window == "split":
        dialog = request.getfixturevalue("split")
        dialog.open_for(request.getfixturevalue("session"))
    else:
        request.getfixturevalue("running")
        dialog = request.getfixturevalue("change")
        dialog.ask()
    settle()
    assert (nameless(dialog), cut_words(dialog)) == ([], [])
    assert [b.text() for b in dialog.findChildren(QPushButton) if b.isDefault()] == [
        "Split" if window == "split" else "Save"
    ]
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText or "<" not in label.text()
        for label in dialog.findChildren(QLabel)
    )


# Daylight saving

TWICE = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""02:30 in Berlin, the first time."""
SKIPPED = datetime(2026, 3, 29, 1, tzinfo=UTC)
"""There 01:59 is followed by 03:00."""


def offered(dialog: QWidget) -> list[str]:
    """What can be chosen, and what is."""
    found = [box for box in dialog.findChildren(QComboBox) if box.isVisible()]
    return [words for box in found for words in (*(box.itemText(i) for i in range(box.count())), box.currentText())]


def choose(dialog: QWidget, index: int) -> None:
    next(box for box in dialog.findChildren(QComboBox) if box.isVisible()).setCurrentIndex(index)


def over(correcting: Correcting, clock: FakeClock, start: datetime, end: datetime) -> Session:
    clock.advance(timedelta(days=300))
    return correcting.add(Record(start, HOUR, end, HOUR))


def running_since(controller: SessionController, clock: FakeClock, start: datetime, now: datetime) -> None:
    clock.advance(start - clock.now())
    controller.start(Start(25))
    clock.advance(now - start)


def test_a_session_is_split_at_either_of_two_times(
    store: Store, correcting: Correcting, split: SplitDialog, clock: FakeClock
) -> None:
    split.open_for(over(correcting, clock, TWICE - HOUR, TWICE + 2 * HOUR))
    type_in(split, "Second part begins", "0230")
    seen = offered(split)
    choose(split, 1)
    parts = {words for words in told(split) if "worked" in words}
    button(split, "Split").click()
    assert (seen, parts) == (
        ["02:30 (UTC+2)", "02:30 (UTC+1)", "02:30 (UTC+2)"],
        {"01:30 to 02:30, 2 h worked", "02:30 to 03:30, 1 h worked"},
    )
    assert [(s.start, s.start_offset) for s in store.sessions.recent(1)] == [(TWICE + HOUR, HOUR)]


def test_where_the_middle_is_the_second_of_two_times_that_one_is_proposed(
    correcting: Correcting, split: SplitDialog, clock: FakeClock
) -> None:
    split.open_for(over(correcting, clock, TWICE - HOUR, TWICE + 3 * HOUR))
    assert offered(split) == ["02:30 (UTC+2)", "02:30 (UTC+1)", "02:30 (UTC+1)"]


def test_a_session_that_holds_one_of_two_times_offers_no_choice(
    correcting: Correcting, split: SplitDialog, clock: FakeClock
) -> None:
    split.open_for(over(correcting, clock, TWICE + 10 * MINUTE, TWICE + 2 * HOUR))
    type_in(split, "Second part begins", "0230")
    assert (offered(split), problems(split)) == ([], [])


def test_a_session_is_split_beside_a_time_that_is_skipped(
    store: Store, correcting: Correcting, split: SplitDialog, clock: FakeClock
) -> None:
    split.open_for(over(correcting, clock, SKIPPED - HOUR, SKIPPED + HOUR))
    type_in(split, "Second part begins", "0230")
    seen = offered(split)
    choose(split, 0)
    button(split, "Split").click()
    assert seen == ["01:59 (UTC+1)", "03:00 (UTC+2)", "03:00 (UTC+2)"]
    assert [(s.start, s.start_offset) for s in store.sessions.recent(1)] == [(SKIPPED - MINUTE, HOUR)]


def test_a_start_at_a_double_time_is_the_last_one_until_the_other_is_chosen(
    controller: SessionController, change: StartDialog, clock: FakeClock
) -> None:
    running_since(controller, clock, TWICE + 80 * MINUTE, TWICE + 2 * HOUR)
    change.ask()
    type_in(change, "Start", "0230")
    seen = (offered(change), "1 h ago" in told(change))
    choose(change, 0)
    since = "2 h ago" in told(change)
    button(change, "Save").click()
    assert (seen, since) == ((["02:30 (UTC+2)", "02:30 (UTC+1)", "02:30 (UTC+1)"], True), True)
    assert controller.session is not None
    assert (controller.session.start, controller.session.start_offset) == (TWICE, 2 * HOUR)


def test_a_start_at_the_first_of_two_times_stays_there(
    controller: SessionController, change: StartDialog, clock: FakeClock
) -> None:
    running_since(controller, clock, TWICE, TWICE + 2 * HOUR)
    change.ask()
    assert (offered(change)[-1], "2 h ago" in told(change)) == ("02:30 (UTC+2)", True)


def test_earlier_buttons_go_from_the_second_of_two_times_to_the_first(
    controller: SessionController, change: StartDialog, clock: FakeClock
) -> None:
    running_since(controller, clock, TWICE + HOUR, TWICE + 2 * HOUR)
    change.ask()
    for _ in range(2):
        button(change, "30 min earlier").click()
    assert (offered(change)[-1], "2 h ago" in told(change)) == ("02:30 (UTC+2)", True)


def test_a_start_that_has_not_come_yet_is_not_offered(
    controller: SessionController, change: StartDialog, clock: FakeClock
) -> None:
    running_since(controller, clock, TWICE, TWICE + 10 * MINUTE)
    change.ask()
    assert (offered(change), "10 min ago" in told(change)) == ([], True)


def test_a_start_at_a_skipped_time_is_beside_it(
    controller: SessionController, change: StartDialog, clock: FakeClock
) -> None:
    running_since(controller, clock, SKIPPED + 20 * MINUTE, SKIPPED + 30 * MINUTE)
    change.ask()
    type_in(change, "Start", "0230")
    assert (offered(change), "30 min ago" in told(change)) == (
        ["01:59 (UTC+1)", "03:00 (UTC+2)", "03:00 (UTC+2)"],
        True,
    )
