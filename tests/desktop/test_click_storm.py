"""A thousand commands at once, by tray, keys and buttons, with sleeps, locks and clock changes in between."""

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.system.signs_logind import FakeLogind

from .harness.accessibility import Widget
from .harness.bus import BusError
from .harness.clock import WallClock
from .harness.program import Program
from .harness.record import MINUTE
from .harness.screen import Screen
from .harness.stage import MAIN, Stage
from .harness.waiting import until

COMMANDS, KEYS_AT_ONCE, TRAY_AT_ONCE, BUTTONS_AT_ONCE = 1000, 12, 12, 8
TRAY = {"Start…", "Resume", "Add 15 min", "Add note…", "Mute notifications", "Show Sessile"}
BUTTONS = {"Start", "Stop", "Resume", "Add 15 min", "Add note", "Keep", "Discard", "Stop then", "Split",
           "Decide later", "Decide…", "Undo", "Review", "Save", "Later", "Cancel"}  # fmt: skip
KEYS = ("ctrl+Return", "ctrl+p", "ctrl+shift+a", "ctrl+n", "ctrl+m", "ctrl+l", "ctrl+1", "ctrl+3", "ctrl+z",
        "ctrl+z", "ctrl+shift+z", "Escape", "Return", "space", "Tab")  # fmt: skip
GAPS_THAT_OVERLAP = """SELECT * FROM gap a JOIN gap b ON a.session_id = b.session_id AND a.id < b.id
WHERE a.start_time < coalesce(b.end_time, 9e18) AND b.start_time < coalesce(a.end_time, 9e18)"""
GAPS_THAT_LEAVE_THEIR_SESSION = """SELECT * FROM gap g JOIN session s ON s.id = g.session_id
WHERE g.start_time < s.start_time OR g.end_time > s.end_time OR (g.end_time IS NULL AND s.end_time IS NOT NULL)"""
WORKED_THAT_IS_WRONG = """SELECT * FROM session s WHERE end_time IS NOT NULL AND worked IS NOT end_time - start_time
- coalesce((SELECT sum(end_time - start_time) FROM gap WHERE session_id = s.id AND verdict <> 'kept'), 0)"""


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """Where nothing tells of keys, who is awake and unlocked is back."""
    with Screen(knows_idle=False) as screen:
        yield screen


class Storm:
    """Sends what comes to mind, as fast as it is taken."""

    def __init__(self, stage: Stage, program: Program, logind: FakeLogind, clock: WallClock, seed: int) -> None:
        self._stage, self._program, self._logind, self._clock = stage, program, logind, clock
        self._chance = random.Random(seed)
        self.sent = 0

    def rage(self) -> None:
        while self.sent < COMMANDS:
            self._click_in_tray()
            self._happen()
            self._press_keys()
            self._happen()
            self._press_buttons()
            self._happen()

    def _click_in_tray(self) -> None:
        menu = self._stage.tray.entries
        again = next(entry for entry in menu if entry.label == "Start again")
        entries = [entry for entry in (*menu, *again.entries) if entry.label in TRAY or entry in again.entries]
        for entry in self._chance.choices(entries, k=TRAY_AT_ONCE):
            self._stage.tray.choose(entry)
        self.sent += TRAY_AT_ONCE

    def _press_keys(self) -> None:
        self._stage.windows.press(*self._chance.choices(KEYS, k=KEYS_AT_ONCE))
        self.sent += KEYS_AT_ONCE

    def _press_buttons(self) -> None:
        """Those that are seen now; some are gone or disabled when their turn comes."""
        buttons = [button for button in self._program.ui.all("button") if _name(button) in BUTTONS]
        for button in self._chance.choices(buttons, k=BUTTONS_AT_ONCE) if buttons else ():
            with suppress(BusError, AssertionError):
                button.press()
            self.sent += 1

    def _happen(self) -> None:
        """The person goes away, or somebody sets the clock."""
        minutes = self._chance.randint(2, 90)
        match self._chance.choice(["sleep", "lock", "forward", "back", "wrong and right", "nothing"]):
            case "sleep":
                self._logind.sleep(True)
                until(lambda: not self._logind.held(), 5, "the computer may sleep")
                self._clock.jump(minutes * MINUTE)
                self._logind.sleep(False)
            case "lock":
                self._logind.set("LockedHint", True)
                self._stage.tray.round_trip()
                self._clock.jump(minutes * MINUTE)
                self._logind.set("LockedHint", False)
            case "forward":
                self._clock.jump(minutes * MINUTE)
            case "back":
                self._clock.jump(-minutes * MINUTE // 4)
            case "wrong and right":
                self._clock.jump(minutes * MINUTE)
                self._stage.tray.round_trip()
                self._clock.jump(-minutes * MINUTE)


def _name(button: Widget) -> str:
    with suppress(BusError):
        return button.name
    return ""


@pytest.mark.parametrize("seed", [1])
def test_a_click_storm_leaves_a_consistent_record(
    stage: Stage, clock: WallClock, logind: FakeLogind, new_file: Path, seed: int
) -> None:
    stage.record.make(new_file)
    stage.record.add_session("Thesis", 60, started=40 * MINUTE)
    program = stage.start()
    until(logind.held, 5, "the program hears signs")
    storm = Storm(stage, program, logind, clock, seed)
    storm.rage()
    assert storm.sent >= COMMANDS
    assert stage.tray.round_trip() < 5
    assert program.terminate() == 0
    record = stage.record
    assert record.rows("PRAGMA integrity_check") == [("ok",)]
    assert record.rows("PRAGMA foreign_key_check") == []
    assert record.one("SELECT count(*) FROM session WHERE end_time IS NULL") <= 1
    assert record.one("SELECT count(*) FROM gap WHERE end_time IS NULL") <= 1
    for wrong in (GAPS_THAT_OVERLAP, GAPS_THAT_LEAVE_THEIR_SESSION, WORKED_THAT_IS_WRONG):
        assert record.rows(wrong) == []
    assert "Traceback" not in (record.path.parent / "sessile.log").read_text()
    assert record.one("SELECT count(*) FROM session") > 10
    assert stage.start().ui.has("button", "Settings", MAIN)
