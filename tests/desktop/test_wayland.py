"""The program on a real Wayland desktop: sway with its bar, and mako for notifications."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .harness.record import MINUTE
from .harness.stage import Stage
from .harness.sway import Sway
from .harness.waiting import until


@pytest.fixture(scope="module")
def desktop() -> Iterator[Sway]:
    with Sway() as desktop:
        yield desktop


@pytest.fixture
def stage(desktop: Sway, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(desktop, tmp_path, desktop.tray())
    stage.tray.appear()
    try:
        yield stage
    finally:
        stage.tray.vanish()
        stage.close()
    assert [program.faults for program in stage.programs if program.faults] == []


def test_window_and_icon_are_there_and_a_session_runs(stage: Stage) -> None:
    program = stage.start()
    stage.windows.type("Write the report @Thesis 25\n")
    program.ui.wait_for_value("state", "Running")
    assert stage.tray.tooltip == "Thesis, 25 min left"
    stage.windows.press("ctrl+p")
    program.ui.wait_for_value("state", "Paused")


def test_the_tray_shows_and_hides_the_window(stage: Stage) -> None:
    stage.start_hidden()
    assert not stage.windows.is_on_screen("Sessile")
    stage.tray.click("Show Sessile")
    stage.windows.wait_for("Sessile")
    stage.tray.click_icon()
    stage.windows.wait_until_gone("Sessile")


def test_the_icon_is_back_after_the_bar_was_started_again(stage: Stage) -> None:
    program = stage.start()
    stage.tray.vanish()
    stage.tray.appear()
    stage.tray.wait_for_icon()
    assert program.is_running


def test_an_alert_is_shown_by_mako(stage: Stage, desktop: Sway) -> None:
    stage.prepare()
    stage.record.add_session("Thesis", 9, started=9 * MINUTE - 3000)
    program = stage.start()
    until(lambda: "Time is up" in desktop.shown_notes, 10, "mako shows the alert")
    program.ui.wait_for_words("Time is up", "Sessile")
    until(
        lambda: stage.record.rows("SELECT result FROM alert WHERE kind = 'Time is up'") == [("shown",)], 10, "settled"
    )
