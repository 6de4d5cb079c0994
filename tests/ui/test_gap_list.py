"""The gaps of a session in the review window: all of them, their verdicts, and the way to change one."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.control.operations import Fields
from app.control.overview import UndecidedGap
from app.control.session_controller import SessionController
from app.core.model import Answer, Cause, Review, Session
from app.core.quick_entry import QuickEntry
from app.ui.gap_list import GapList
from app.ui.review_dialog import ReviewDialog
from app.ui.text_edit import TextEdit
from tests.fakes import MINUTE, FakeClock


def worked(controller: SessionController, clock: FakeClock, away: int = 1, pauses: int = 1) -> Session:
    """A session that has ended: so often 10 minutes of work and 10 asleep, so often 10 of work and 5 of pause."""
    controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
    for _ in range(away):
        clock.advance(20 * MINUTE)
        controller.begin_away(clock.now() - 10 * MINUTE, Cause.ASLEEP)
        controller.end_away(clock.now(), MINUTE)
    for _ in range(pauses):
        clock.advance(10 * MINUTE)
        controller.pause(controller.active_id())
        clock.advance(5 * MINUTE)
        controller.resume(controller.active_id())
    clock.advance(10 * MINUTE)
    return controller.stop(controller.active_id())


@pytest.fixture
def dialog(review_dialog: ReviewDialog) -> ReviewDialog:
    return review_dialog


def told(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def gap_list(dialog: QWidget) -> GapList:
    found = dialog.findChild(GapList)
    assert found is not None
    return found


def changes(dialog: QWidget) -> list[QPushButton]:
    return [b for b in gap_list(dialog).findChildren(QPushButton) if b.isVisible()]


def test_all_gaps_are_listed_with_their_verdicts(
    dialog: ReviewDialog, controller: SessionController, clock: FakeClock
) -> None:
    dialog.open_for(worked(controller, clock), take_keyboard=False)
    words = [text for text in told(gap_list(dialog)) if text]
    assert words == ["Asleep 13:10 to 13:20, 10 min", "not decided", "Paused 13:30 to 13:35, 5 min", "not counted"]
    assert [b.text() for b in changes(dialog)] == ["Change…", "Change…"]
    assert changes(dialog)[0].accessibleDescription() == "Asleep 13:10 to 13:20, 10 min, not decided"


def test_without_gaps_there_is_no_list(dialog: ReviewDialog, controller: SessionController, clock: FakeClock) -> None:
    dialog.open_for(worked(controller, clock, away=0, pauses=0), take_keyboard=False)
    assert not gap_list(dialog).isVisible()


def test_a_change_is_wanted_for_that_gap(dialog: ReviewDialog, controller: SessionController, clock: FakeClock) -> None:
    dialog.open_for(worked(controller, clock), take_keyboard=False)
    wanted: list[UndecidedGap] = []
    dialog.gap_wanted.connect(wanted.append)
    changes(dialog)[1].click()
    assert [(one.session.id, one.gap.cause) for one in wanted] == [(1, Cause.PAUSE)]


def test_an_answer_shows_in_list_and_header_and_what_is_typed_stays(
    dialog: ReviewDialog, controller: SessionController, clock: FakeClock
) -> None:
    dialog.open_for(worked(controller, clock), take_keyboard=True)
    tasks = next(edit for edit in dialog.findChildren(TextEdit) if edit.accessibleName() == "Tasks done")
    tasks.set_text("half a thought")
    before = told(dialog)
    controller.answer(1, Answer.KEEP)
    after = told(dialog)
    assert ("30 min" in before, "40 min" in after, "30 min" in after) == (True, True, False)
    assert ("counts as work" in after, tasks.text()) == (True, "half a thought")
    controller.undo()
    assert "not decided" in told(dialog)


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_after_an_answer(
    dialog: ReviewDialog, controller: SessionController, clock: FakeClock
) -> None:
    dialog.open_for(worked(controller, clock), take_keyboard=True)
    controller.review(1, Review(tasks_done="From elsewhere"))
    controller.answer(1, Answer.KEEP)
    QTest.keyClick(dialog, Qt.Key.Key_4)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Save").click()
    session = controller.get(1)
    assert (session.score, session.tasks_done) == (4, "From elsewhere")


def test_a_stop_earlier_moves_the_end_in_the_header(
    dialog: ReviewDialog, controller: SessionController, clock: FakeClock
) -> None:
    dialog.open_for(worked(controller, clock), take_keyboard=True)
    controller.answer(1, Answer.STOP_THEN)
    assert {"Thesis, 13:00 to 13:10", "10 min"} <= set(told(dialog))
    assert not gap_list(dialog).isVisible()


def test_many_gaps_scroll_after_four(
    dialog: ReviewDialog, controller: SessionController, clock: FakeClock, qapp: QApplication
) -> None:
    dialog.open_for(worked(controller, clock, away=3), take_keyboard=False)
    qapp.processEvents()
    four = gap_list(dialog).height()
    dialog.reject()
    clock.advance(timedelta(hours=1))
    dialog.open_for(worked(controller, clock, away=4, pauses=4), take_keyboard=False)
    qapp.processEvents()
    assert (gap_list(dialog).height(), len(changes(dialog))) == (four, 8)
