"""The settings page `Away time`: the thresholds, and which signs work on this desktop."""

import pytest

from tests.system.signs_logind import FakeLogind

from .harness.program import Program
from .harness.stage import Stage
from .harness.waiting import until

SETTINGS = "Settings"


@pytest.fixture
def page(stage: Stage, logind: FakeLogind) -> Program:
    """On X11, with logind and without a screen saver."""
    program = stage.start()
    stage.windows.press("ctrl+comma")
    program.ui.button("Away time", SETTINGS).press()
    program.ui.wait_for_words("Signs on this computer", SETTINGS)
    return program


def test_the_thresholds_hold_at_once(stage: Stage, page: Program) -> None:
    names = {"Idle": "idle", "Locked": "locked", "Asleep": "asleep", "Not running": "closed"}
    for minutes, name in enumerate(names, 10):
        page.ui.find("spin box", name, SETTINGS).take_focus()
        stage.windows.press("ctrl+a")
        stage.windows.type(f"{minutes}\t")
    wanted = sorted((f"{key}_minutes", str(minutes)) for minutes, key in enumerate(names.values(), 10))
    stored = "SELECT key, value FROM setting WHERE key LIKE '%\\_minutes' ESCAPE '\\' ORDER BY key"
    until(lambda: stage.record.rows(stored) == wanted, 5, "they are on disk")


def test_it_names_what_works_here_and_why_the_rest_does_not(page: Program) -> None:
    signs = {
        "Sleep, logind: works": "used",
        "Sleep, The computer's clocks: works": "find a sleep that nothing told of, within a minute",
        "Lock, logind: works": "used",
        "Lock, Screen saver: does not work": "there is no such service",
        "Idle, GNOME idle monitor: does not work": "there is no such service",
        "Idle, Wayland idle notification: does not work": "this is no Wayland session",
        "Idle, Screen saver (freedesktop): does not work": "there is no such service",
        "Idle, X11 screen saver extension: works": "used",
        "Idle, logind's idle hint: works": "listened to as well",
    }

    def shown() -> dict[str, str]:
        rows = page.ui.all("filler", SETTINGS)
        return {row.name: row.description for row in rows if row.name.endswith("work") or row.name.endswith("works")}

    until(lambda: shown() == signs, 5, "each sign is named")
    page.ui.wait_for_words("This is no Wayland session", SETTINGS)
