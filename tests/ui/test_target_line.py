"""A weekly target on the Timer page."""

import pytest
from PySide6.QtWidgets import QLabel

from app.control.operations import Start
from app.control.session_controller import SessionController
from app.store.store import Store
from app.ui.idle_panel import IdlePanel
from app.ui.main_window import MainWindow
from app.ui.target_line import TargetLine
from tests.fakes import MINUTE, Waker
from tests.ui.looking import settle, told


@pytest.fixture
def thesis(store: Store) -> int:
    """The id of a project with a target of 10 hours."""
    with store.write():
        project_id = store.catalogue.project_id("Thesis")
        store.catalogue.set_target(project_id, 600)
    return project_id


def test_a_running_session_shows_its_project_s_target(
    shown: MainWindow, controller: SessionController, thesis: int, waker: Waker
) -> None:
    controller.start(Start(90, thesis))
    waker.run(80 * MINUTE)
    assert "1 h 20 min of 10 h this week" in told(shown)


def test_what_was_worked_before_counts(
    shown: MainWindow, controller: SessionController, thesis: int, waker: Waker
) -> None:
    controller.start(Start(30, thesis))
    waker.run(20 * MINUTE)
    controller.stop(1)
    controller.start(Start(30, thesis))
    waker.run(MINUTE)
    assert "21 min of 10 h this week" in told(shown)


def test_a_project_without_target_shows_none(shown: MainWindow, controller: SessionController, store: Store) -> None:
    with store.write():
        other = store.catalogue.project_id("Other")
    controller.start(Start(30, other))
    assert [words for words in told(shown) if "this week" in words] == []


def test_the_ring_yields_and_nothing_else_in_a_small_window(
    shown: MainWindow, controller: SessionController, thesis: int
) -> None:
    shown.resize(440, 600)
    controller.start(Start(90, thesis))
    settle()
    line = next(found for found in shown.findChildren(QLabel, "weeklyTarget") if found.isVisible())
    assert (line.text(), shown.height(), line.width() >= line.sizeHint().width() - 1) == (
        "0 min of 10 h this week",
        600,
        True,
    )


def test_the_project_in_the_field_shows_its_target(idle: IdlePanel, thesis: int) -> None:
    line = idle.findChild(TargetLine)
    assert line is not None
    before = line.isHidden()
    idle.line.setText("@thesis")
    assert (before, line.isHidden()) == (True, False)


def test_the_archive_is_told_of_before_a_start_brings_a_project_back(
    idle: IdlePanel, store: Store, thesis: int
) -> None:
    with store.write():
        store.catalogue.set_archived(thesis, True)
    idle.line.setText("@thesis")
    assert "Thesis comes back from the archive." in {found.text() for found in idle.findChildren(QLabel)}
