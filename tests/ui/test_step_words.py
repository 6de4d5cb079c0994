"""What the menu says of undo and redo, and the notice after a step."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from app.control.operations import Fields
from app.control.session_controller import SessionController
from app.control.steps import Step, Way
from app.core import deeds
from app.core.deeds import Deed, Subject
from app.core.model import Review
from app.core.quick_entry import QuickEntry
from app.ui import step_words
from app.ui.actions import Actions
from app.ui.main_window import MainWindow
from tests.fakes import MINUTE, FakeClock, at

TODAY = date(2026, 3, 10)
THESIS = Subject("session", 1, "Thesis", at(-170), timedelta(hours=0), at(-145), timedelta(hours=0))


@pytest.mark.parametrize(
    ("deed", "subject", "today", "words"),
    [
        (Deed.DELETE, THESIS, TODAY, "delete of Thesis, 09:10 to 09:35"),
        (Deed.NOTE, THESIS, TODAY, "note in Thesis, 09:10 to 09:35"),
        (Deed.START, THESIS._replace(end=None), TODAY, "start of Thesis, from 09:10"),
        (Deed.DELETE, THESIS, date(2026, 3, 11), "delete of Thesis, Tue 10 Mar 09:10 to 09:35"),
        (Deed.RENAME, Subject("project", 2, "Post"), TODAY, "rename of project Post"),
        (Deed.DELETE, Subject("plan item", 3, "Read two papers"), TODAY, "delete of plan item Read two papers"),
        (Deed.MOVE, Subject("plan items", 0, "Read, Write"), TODAY, "move of plan items Read, Write"),
        (Deed.KEEP, Subject("session", 2, ""), TODAY, "Keep"),
        (Deed.IMPORT, deeds.of_import(1, 31, "Toggl Track"), TODAY, "import of 31 sessions from Toggl Track"),
        (Deed.IMPORT, deeds.of_import(1, 1, "Watson"), TODAY, "import of 1 session from Watson"),
    ],
)
def test_a_step_is_named(deed: Deed, subject: Subject, today: date, words: str) -> None:
    assert step_words.name(deed, subject, today) == words


def test_the_menu_says_what_it_will_undo(actions: Actions, controller: SessionController, clock: FakeClock) -> None:
    controller.start_entry(QuickEntry("", "Bread & butter", (), 25), Fields())
    clock.advance(25 * MINUTE)
    controller.stop(controller.active_id())
    controller.undo()
    names = (actions["undo"].text(), actions["redo"].text())
    assert names == (
        "Undo start of Bread && butter, from 13:00",
        "Redo stop of Bread && butter, 13:00 to 13:25",
    )


def test_where_nothing_was_done_there_is_nothing_to_undo(actions: Actions) -> None:
    assert (actions["undo"].text(), actions["undo"].isEnabled()) == ("Undo", False)


def test_an_undo_is_told(shown: MainWindow, actions: Actions, controller: SessionController, clock: FakeClock) -> None:
    controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
    clock.advance(60 * MINUTE)
    controller.stop(controller.active_id())
    actions["undo"].trigger()
    words = [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]
    assert "Undone: stop of Thesis, 13:00 to 14:00." in words


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(Deed.DELETE, THESIS, Way.DONE), "Deleted: Thesis, 09:10 to 09:35."),
        (Step(Deed.DELETE, THESIS, Way.REDONE), "Redone: delete of Thesis, 09:10 to 09:35."),
    ],
)
def test_a_step_is_told(step: Step, words: str) -> None:
    assert step_words.done(step, TODAY) == words


def test_what_was_told_goes_with_the_next_act_for_undo_means_that_one(
    shown: MainWindow, controller: SessionController, clock: FakeClock
) -> None:
    controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
    clock.advance(60 * MINUTE)
    session = controller.stop(controller.active_id())
    controller.review(session.id, Review(score=4))
    words = [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]
    assert [each for each in words if each.startswith("Stopped")] == []
