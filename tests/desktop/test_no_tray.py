"""A desktop without a tray: the window stays within reach, and a tray that comes later is used."""

import pytest

from .harness.program import Program
from .harness.stage import Stage
from .harness.waiting import stays, until

NOTICE = "This desktop shows no tray icons."


def start(stage: Stage) -> Program:
    program = stage.launch()
    stage.windows.wait_for_active("Sessile")
    until(lambda: program.ui.words("Sessile"), 5, "the window can be read")
    return program


def test_the_window_says_that_there_is_no_tray_once_for_all(bare_stage: Stage) -> None:
    program = start(bare_stage)
    program.ui.wait_for_words(NOTICE)
    program.terminate()
    program = start(bare_stage)
    stays(lambda: NOTICE not in program.ui.words("Sessile"), 0.5, "it is said once")


@pytest.mark.parametrize("keys", ["alt+F4", "ctrl+w"])
def test_a_closed_window_is_small_and_can_be_found_again(bare_stage: Stage, keys: str) -> None:
    program = start(bare_stage)
    bare_stage.windows.press(keys)
    bare_stage.windows.wait_until_gone("Sessile")
    assert program.is_running
    bare_stage.windows.choose("Sessile")
    bare_stage.windows.wait_for_active("Sessile")


def test_with_a_tray_a_closed_window_hides(stage: Stage) -> None:
    program = stage.start()
    stage.windows.press("alt+F4")
    stage.windows.wait_until_gone("Sessile")
    stage.windows.choose("Sessile")
    stays(lambda: not stage.windows.is_on_screen("Sessile"), 0.3, "no task bar lists it")
    assert program.is_running


def test_a_tray_that_comes_later_gets_the_icon(bare_stage: Stage) -> None:
    program = start(bare_stage)
    bare_stage.tray.appear()
    bare_stage.tray.wait_for_icon()
    bare_stage.tray.click_icon()
    bare_stage.windows.wait_until_gone("Sessile")
    bare_stage.tray.click("Show Sessile")
    bare_stage.windows.wait_for_active("Sessile")
    assert program.is_running


def test_a_hidden_start_before_the_panel_waits_for_its_tray(bare_stage: Stage) -> None:
    bare_stage.launch("--hidden")
    stays(lambda: not bare_stage.windows.is_on_screen("Sessile"), 1.5, "the window stays hidden")
    bare_stage.tray.appear()
    bare_stage.tray.wait_for_icon()
    assert not bare_stage.windows.is_on_screen("Sessile")


def test_the_icon_comes_back_with_the_panel(stage: Stage) -> None:
    stage.start()
    stage.tray.vanish()
    assert not stage.tray.has_icon
    stage.tray.appear()
    stage.tray.wait_for_icon()
