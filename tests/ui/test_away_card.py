"""The card `While you were away`: its words and numbers, its answers, and that no stray key decides."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.control.operations import Fields
from app.control.overview import Overview, UndecidedGap
from app.control.session_controller import SessionController
from app.core.model import Answer, Cause, Session, Verdict
from app.core.quick_entry import QuickEntry
from app.ui.away_card import AwayCard
from app.ui.away_window import AwayWindow
from app.ui.gap_list import AnswerButton
from app.ui.stretch import Stretch, _Picture
from app.ui.theme import Theme
from tests.fakes import MINUTE, FakeClock, a_gap, a_session, at, locked, rows

WORDS = ("Keep", "Discard", "Stop then", "Split")


class Day:
    """Lives through a session of the plan item `Archive` in the project `Post`."""

    def __init__(self, controller: SessionController, clock: FakeClock) -> None:
        self._controller, self._clock = controller, clock

    def start(self) -> Session:
        return self._controller.start_entry(QuickEntry("Archive", "Post", (), 25), Fields())

    def work(self, minutes: float) -> None:
        self._clock.advance(minutes * MINUTE)

    def be_away(self, minutes: float, cause: Cause = Cause.ASLEEP) -> None:
        start = self._clock.now()
        self.work(minutes)
        self._controller.begin_away(start, cause)
        self._controller.end_away(self._clock.now(), MINUTE)


@pytest.fixture
def day(controller: SessionController, clock: FakeClock) -> Day:
    """Noon in UTC is 13:00 on the person's clock."""
    day = Day(controller, clock)
    day.start()
    return day


@pytest.fixture
def card(controller: SessionController, overview: Overview, theme: Theme, qtbot: QtBot) -> AwayCard:
    card = AwayCard(controller, overview, theme)
    qtbot.addWidget(card)
    return card


@pytest.fixture
def window(controller: SessionController, overview: Overview, theme: Theme, qtbot: QtBot) -> AwayWindow:
    window = AwayWindow(controller, overview, theme)
    qtbot.addWidget(window)
    return window


def told(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text() and label.isVisibleTo(widget)]


def button(widget: QWidget, name: str) -> QPushButton:
    buttons = widget.findChildren(QPushButton)
    return next(b for b in buttons if name in (b.text(), b.accessibleName()) and b.isVisibleTo(widget))


def effects(card: AwayCard) -> list[str]:
    return [button(card, word).accessibleDescription() for word in WORDS]


def other_rows(card: AwayCard) -> list[str]:
    return [b.accessibleName() for b in card.findChildren(QPushButton) if b.accessibleName() and b.isVisibleTo(card)]


def test_the_card_says_what_was_and_what_each_answer_makes_of_it(card: AwayCard, overview: Overview, day: Day) -> None:
    day.work(42)
    day.be_away(42)
    day.work(6)
    card.show_gaps(overview.undecided())
    assert effects(card) == [
        "It was work. Worked becomes 1 h 30 min",
        "It was not work. The session goes on. Worked stays 48 min",
        "The session ended at 13:42. Worked 42 min, nothing running now",
        "It ended at 13:42 and began anew at 14:24. Two sessions, 42 min and 6 min",
    ]
    expected = {
        "While you were away",
        "Asleep from 13:42 to 14:24, 42 min",
        "Archive",
        "Post",
        "Until you decide, these 42 min are in no total.",
    }
    assert expected <= set(told(card))
    assert card.findChild(QLabel, "awayHeading") is not None


def test_an_ended_session_goes_on_no_more(
    card: AwayCard, controller: SessionController, overview: Overview, day: Day
) -> None:
    day.work(42)
    day.be_away(42)
    day.work(6)
    controller.stop(controller.active_id())
    card.show_gaps(overview.undecided())
    assert effects(card)[1:3] == ["It was not work. Worked stays 48 min", "The session ended at 13:42. Worked 42 min"]


def test_a_step_of_the_clock_has_a_sentence_of_its_own(card: AwayCard, overview: Overview, day: Day) -> None:
    day.work(10)
    day.be_away(480, Cause.CLOCK)
    card.show_gaps(overview.undecided())
    sentence = "The clock went forward by 8 h, or the computer stood still\nFrom 13:10 to 21:10"
    assert sentence in told(card)


def test_a_stretch_over_midnight_says_the_days(card: AwayCard, overview: Overview, day: Day) -> None:
    day.work(42)
    day.be_away(15 * 60, Cause.CLOSED)
    card.show_gaps(overview.undecided())
    line = "Not running from Tue 10 Mar 13:42 to Wed 11 Mar 04:42, 15 h"
    assert line in [words.replace("\u00a0", " ") for words in told(card)]


def test_the_numbers_follow_the_time(card: AwayCard, overview: Overview, day: Day, clock: FakeClock) -> None:
    day.work(42)
    day.be_away(42)
    card.show_gaps(overview.undecided())
    day.work(6)
    card.refresh(clock.now())
    assert effects(card)[3].endswith("Two sessions, 42 min and 6 min")


def test_an_answer_is_written_and_the_card_is_done(
    card: AwayCard, controller: SessionController, overview: Overview, day: Day, data_file: Path
) -> None:
    day.work(10)
    day.be_away(42)
    done: list[bool] = []
    card.finished.connect(lambda: done.append(True))
    found = []
    for word in WORDS:
        card.show_gaps(overview.undecided())
        button(card, word).click()
        found.append((rows(data_file, "SELECT verdict FROM gap"), rows(data_file, "SELECT count(*) FROM session")))
        controller.undo()
    assert found == [([("kept",)], [(1,)]), ([("discarded",)], [(1,)]), ([], [(1,)]), ([], [(2,)])]
    assert (len(done), card.gaps) == (4, ())


@pytest.fixture
def three(card: AwayCard, overview: Overview, day: Day) -> AwayCard:
    """Shows an idle, a locked and an asleep stretch; the newest is open."""
    for minutes, cause in ((42, Cause.ASLEEP), (15, Cause.LOCKED), (7, Cause.IDLE)):
        day.work(10)
        day.be_away(minutes, cause)
    card.show_gaps(overview.undecided())
    return card


def test_several_stretches_are_a_list_with_one_open(three: AwayCard) -> None:
    assert "Idle from 14:27 to 14:34, 7 min" in told(three)
    assert other_rows(three) == ["Locked 14:02 to 14:17, 15 min", "Asleep 13:10 to 13:52, 42 min"]


def test_a_click_opens_another_one(three: AwayCard) -> None:
    button(three, "Asleep 13:10 to 13:52, 42 min").click()
    assert "Asleep from 13:10 to 13:52, 42 min" in told(three)
    assert other_rows(three) == ["Idle 14:27 to 14:34, 7 min", "Locked 14:02 to 14:17, 15 min"]


def test_after_an_answer_the_next_one_opens(three: AwayCard, qtbot: QtBot, data_file: Path) -> None:
    with qtbot.assertNotEmitted(three.finished):
        button(three, "Keep").click()
    assert "Locked from 14:02 to 14:17, 15 min" in told(three)
    assert rows(data_file, "SELECT cause FROM gap WHERE verdict = 'kept'") == [("idle",)]


def test_the_second_click_of_a_double_one_does_not_decide_on_the_next(three: AwayCard, data_file: Path) -> None:
    keep = button(three, "Keep")
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(keep, Qt.MouseButton.LeftButton)
    assert rows(data_file, "SELECT count(*) FROM gap WHERE verdict = 'kept'") == [(1,)]


def test_what_is_decided_elsewhere_leaves_the_card(three: AwayCard, controller: SessionController) -> None:
    controller.answer(three.gaps[0].gap.id, Answer.DISCARD)
    assert [shown.gap.cause for shown in three.gaps] == [Cause.LOCKED, Cause.ASLEEP]
    assert "Locked from 14:02 to 14:17, 15 min" in told(three)


def test_a_gap_that_a_split_gave_to_the_second_session_stays(three: AwayCard, controller: SessionController) -> None:
    controller.answer(three.gaps[1].gap.id, Answer.SPLIT)
    assert [(shown.session.id, shown.gap.cause) for shown in three.gaps] == [(2, Cause.IDLE), (1, Cause.ASLEEP)]


def test_an_open_stretch_stays_open_when_more_come(three: AwayCard, overview: Overview, day: Day) -> None:
    three.show()
    button(three, "Asleep 13:10 to 13:52, 42 min").click()
    day.be_away(9)
    three.show_gaps(overview.undecided())
    assert "Asleep from 13:10 to 13:52, 42 min" in told(three)
    assert len(other_rows(three)) == 3


def test_one_of_another_session_says_its_name(
    card: AwayCard, controller: SessionController, overview: Overview, day: Day
) -> None:
    day.be_away(9)
    controller.stop(controller.active_id())
    controller.start_entry(QuickEntry("Other", None, (), 25), Fields())
    day.be_away(8)
    card.show_gaps(overview.undecided())
    assert button(card, "Asleep 13:00 to 13:09, 9 min").accessibleDescription() == "Archive"


def test_a_verdict_can_be_changed(card: AwayCard, controller: SessionController, day: Day, data_file: Path) -> None:
    day.work(10)
    controller.pause(controller.active_id())
    day.work(5)
    session = controller.resume(controller.active_id())
    card.show_gaps((UndecidedGap(session, session.gaps[0]),))
    assert {"Paused from 13:10 to 13:15, 5 min", "Discarded until now."} <= set(told(card))
    button(card, "Keep").click()
    assert rows(data_file, "SELECT verdict FROM gap") == [("kept",)]


def test_a_refusal_is_told(card: AwayCard, controller: SessionController, overview: Overview, day: Day) -> None:
    day.be_away(9)
    gaps = overview.undecided()
    controller.answer(gaps[0].gap.id, Answer.STOP_THEN)
    sentences: list[str] = []
    card.refused.connect(sentences.append)
    card.show_gaps(gaps)
    button(card, "Keep").click()
    assert (sentences, card.gaps) == (["Gap not found"], ())


def test_an_answer_that_can_t_be_written_yet_counts_as_given(
    card: AwayCard, controller: SessionController, overview: Overview, day: Day, data_file: Path
) -> None:
    day.be_away(9)
    card.show_gaps(overview.undecided())
    with locked(data_file):
        button(card, "Keep").click()
    assert (card.gaps, controller.commands.count) == ((), 1)


def test_the_window_opens_with_no_button_in_reach_of_a_stray_key(
    window: AwayWindow, overview: Overview, day: Day, qapp: QApplication, data_file: Path
) -> None:
    day.be_away(9)
    window.open_for(overview.undecided())
    qapp.processEvents()
    buttons = window.findChildren(QPushButton)
    assert [b.text() for b in buttons if b.hasFocus() or b.isDefault() or b.autoDefault()] == []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter):
        QTest.keyClick(window, key)
    assert (rows(data_file, "SELECT verdict FROM gap"), window.isVisible()) == ([("undecided",)], True)


def test_a_button_that_was_tabbed_to_takes_return(
    window: AwayWindow, overview: Overview, day: Day, qapp: QApplication, data_file: Path
) -> None:
    day.be_away(9)
    window.open_for(overview.undecided())
    qapp.processEvents()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    focused = window.focusWidget()
    assert isinstance(focused, AnswerButton)
    assert focused.text() == "Keep"
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert (rows(data_file, "SELECT verdict FROM gap"), window.isVisible()) == ([("kept",)], False)


def test_qt_s_own_choice_of_a_first_button_is_not_taken(
    card: AwayCard, overview: Overview, day: Day, qapp: QApplication
) -> None:
    day.be_away(9)
    card.show_gaps(overview.undecided())
    card.show()
    card.activateWindow()
    qapp.processEvents()
    button(card, "Keep").setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert not button(card, "Keep").hasFocus()


def test_deciding_later_changes_nothing(window: AwayWindow, overview: Overview, day: Day, data_file: Path) -> None:
    day.be_away(9)
    ways: list[Callable[[], object]] = [
        lambda: QTest.keyClick(window, Qt.Key.Key_Escape),
        window.close,
        lambda: button(window, "Decide later").click(),
    ]
    for leave in ways:
        window.offer(overview.undecided())
        before = window.isVisible()
        leave()
        assert (before, window.isVisible()) == (True, False)
    assert rows(data_file, "SELECT verdict FROM gap") == [("undecided",)]


def test_escape_in_the_card_is_decide_later(card: AwayCard, overview: Overview, day: Day, qtbot: QtBot) -> None:
    day.be_away(9)
    card.show_gaps(overview.undecided())
    with qtbot.waitSignal(card.finished, timeout=0):
        QTest.keyClick(button(card, "Split"), Qt.Key.Key_Escape)


def test_an_offered_window_does_not_ask_for_the_keyboard(window: AwayWindow, overview: Overview, day: Day) -> None:
    day.be_away(9)
    window.offer(overview.undecided())
    shown = Qt.WidgetAttribute.WA_ShowWithoutActivating
    assert (window.testAttribute(shown), window.isModal(), window.windowTitle()) == (True, False, "While you were away")


def test_the_four_buttons_are_equal_and_grow_together(window: AwayWindow, overview: Overview, day: Day) -> None:
    day.be_away(9)
    button(window, "Split").setText("In zwei Sitzungen teilen")
    window.offer(overview.undecided())
    widths = {b.width() for b in window.findChildren(AnswerButton) if b.text() not in {"", "Decide later"}}
    assert len(widths) == 1
    assert widths.pop() >= button(window, "In zwei Sitzungen teilen").sizeHint().width()


def test_the_stretch_is_told_in_words(card: AwayCard, overview: Overview, day: Day) -> None:
    day.work(42)
    day.be_away(42)
    day.work(6)
    card.show_gaps(overview.undecided())
    picture = card.findChild(_Picture)
    assert picture is not None
    assert picture.accessibleDescription() == "13:00 to 13:42 worked, 13:42 to 14:24 asleep, 14:24 to now worked"


LENGTHS = [(42, 42, 48), (1, 600, 1), (1, 1, 600), (600, 1, 1), (0, 5, 0)]
"""Minutes before, in and after the gap."""


def test_the_times_under_the_stretch_never_overlap(theme: Theme, qtbot: QtBot) -> None:
    stretch, metrics = Stretch(theme, lambda _at: timedelta(hours=1)), QFontMetricsF(theme.font("small"))
    qtbot.addWidget(stretch)
    picture = stretch.findChild(_Picture)
    assert picture is not None
    for width, (before, away, after) in itertools.product((60, 120, 200, 448), LENGTHS):
        gap = a_gap(before, before + away, Cause.LOCKED, Verdict.UNDECIDED)
        stretch.show_gap(UndecidedGap(a_session(gap), gap), at(before + away + after))
        picture.resize(width, 60)
        spans = sorted((left, left + metrics.horizontalAdvance(words)) for left, words in picture._words(metrics))
        assert 2 <= len(spans) <= 4
        assert all(one[1] < next_[0] for one, next_ in itertools.pairwise(spans)), (width, before, away, after)
        assert len(spans) == 4 or width < 448 or 0 in (before, after) or 1 in (before, away, after)


def test_the_stretch_can_be_painted_when_nothing_was_worked(card: AwayCard, overview: Overview, day: Day) -> None:
    day.be_away(9)
    card.show_gaps(overview.undecided())
    card.resize(300, 500)
    assert not card.grab().isNull()


def test_no_word_is_cut_when_narrow(three: AwayCard, qapp: QApplication, clock: FakeClock) -> None:
    clock.advance(timedelta(hours=30))
    three.resize(384, three.heightForWidth(384))
    three.show()
    qapp.processEvents()
    for label in three.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width())
