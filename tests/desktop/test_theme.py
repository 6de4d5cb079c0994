"""Light and dark, as seen on the screen: from the desktop, from the settings, from the environment."""

import json
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QColor

from .harness.portal import DARK, LIGHT, Portal
from .harness.program import ROOT, Program
from .harness.stage import Stage
from .harness.waiting import until

WINDOW = {
    mode: QColor(roles["window"])
    for mode, roles in json.loads((ROOT / "resources" / "tokens.json").read_text("utf-8"))["roles"].items()
}


@pytest.fixture
def portal(stage: Stage) -> Iterator[Callable[[int], Portal]]:
    """Makes the desktop's portal, which is taken away at the end."""
    made: list[Portal] = []

    def make(scheme: int) -> Portal:
        made.append(Portal(stage.screen.bus_address, scheme))
        return made[0]

    yield make
    for portal in made:
        portal.close()


def wait_for(stage: Stage, program: Program, mode: str) -> None:
    left, top, width, _height = program.ui.window("Sessile").rectangle
    until(
        lambda: stage.screen.picture().pixelColor(left + width - 6, top + 6) == WINDOW[mode], 5, f"the window is {mode}"
    )


def test_a_dark_desktop_makes_the_window_dark_and_a_light_one_light(
    stage: Stage, portal: Callable[[int], Portal]
) -> None:
    desktop = portal(DARK)
    program = stage.start()
    wait_for(stage, program, "dark")
    desktop.change(LIGHT)
    wait_for(stage, program, "light")
    desktop.change(DARK)
    wait_for(stage, program, "dark")


def test_a_light_desktop_makes_the_window_light(stage: Stage, portal: Callable[[int], Portal]) -> None:
    portal(LIGHT)
    wait_for(stage, stage.start(), "light")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_environment_wins_over_the_desktop(stage: Stage, portal: Callable[[int], Portal], mode: str) -> None:
    portal(LIGHT if mode == "dark" else DARK)
    wait_for(stage, stage.start(SESSILE_THEME=mode), mode)


def test_a_chosen_theme_holds_at_once_and_after_a_restart(stage: Stage, portal: Callable[[int], Portal]) -> None:
    portal(LIGHT)
    program = stage.start()
    wait_for(stage, program, "light")
    stage.windows.press("ctrl+comma")
    stage.windows.wait_for_active("Settings")
    theme = program.ui.find("combo box", "Theme", "Settings")
    theme.press()
    until(lambda: theme.is_expanded, 5, "the choices are shown")
    stage.windows.press("End", "Return")
    until(lambda: theme.name == "Dark", 5, "Dark is chosen")
    stage.windows.press("ctrl+w")
    stage.windows.wait_until_gone("Settings")
    wait_for(stage, program, "dark")
    program.terminate()
    wait_for(stage, stage.start(), "dark")
