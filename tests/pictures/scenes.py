"""What is to be seen: each scene is one run of the program, and takes its pictures on the way."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.core.model import Cause, Verdict
from tests.desktop.harness.stage import MAIN

from .desk import Desk
from .seed import MORNING, PAUSED_REPORT, POST, REPORT, TODAY, a_break, at

_POST_RUNNING = replace(POST, end=None, planned=90, score=None)
_PAGES = ("General", "Alerts", "Away time", "Breaks", "Shortcuts")


@dataclass(frozen=True, slots=True)
class Scene:
    """`play` takes the pictures named here."""

    play: Callable[[Desk], None]
    pictures: tuple[str, ...]


def _empty(desk: Desk) -> None:
    with desk.open((), at("09:00")):
        desk.take("empty-timer")
        desk.stage.windows.press("ctrl+3")
        desk.take("empty-history")


def _idle(desk: Desk) -> None:
    with desk.open(TODAY, at("14:12")):
        desk.stage.windows.type("Write the report @Thesis #writing 45")
        desk.take("timer-idle")


def _running(desk: Desk) -> None:
    """The clock is read last: until then there are seconds enough for all else."""
    with desk.open((*TODAY, replace(REPORT, last_seen="14:35")), at("14:35:36")):
        desk.stage.windows.press("ctrl+n")
        desk.stage.windows.wait_for_active("Add note")
        desk.stage.windows.type("Reference 14 is wrong")
        desk.take("note", "Add note")
        desk.stage.windows.press("Escape")
        desk.stage.windows.wait_for_active(MAIN)
        desk.wait_until_left("24:13")
        desk.take("timer-running")


def _settings(desk: Desk) -> None:
    with desk.open(TODAY, at("14:12")):
        desk.stage.windows.press("ctrl+comma")
        desk.stage.windows.wait_for_active("Settings")
        for page, picture in zip(_PAGES, SETTINGS.pictures, strict=True):
            desk.press(page, "Settings")
            desk.take(picture, "Settings")


def _paused(desk: Desk) -> None:
    """The time left stands still, in the sidebar of History too."""
    with desk.open((*TODAY, PAUSED_REPORT), at("14:38:10")):
        desk.take("timer-paused")
        desk.stage.windows.press("ctrl+3")
        desk.take("history")
        desk.stage.windows.press("Down", "Down", "Down")
        desk.take("history-gap")


def _overtime(desk: Desk) -> None:
    with desk.open((*TODAY, replace(REPORT, is_muted=True, last_seen="15:11:30")), at("15:11:55")):
        desk.wait_until_left("+12:04")
        desk.take("timer-overtime-muted")
        desk.press("Stop")
        desk.stage.windows.wait_for_active("Review session")
        desk.stage.windows.press("4")
        desk.take("review", "Review session")
        desk.stage.windows.press("Escape")
        desk.stage.windows.wait_for_active(MAIN)
        desk.take("timer-stopped")


def _alert(desk: Desk) -> None:
    with desk.open((*TODAY, replace(REPORT, last_seen="15:01:40")), at("15:01:55")):
        desk.wait_until_left("+02:04")
        desk.take("timer-alert")


def _break(desk: Desk) -> None:
    """In quiet."""
    with desk.open((*TODAY, replace(REPORT, end="15:12")), at("15:17:00"), remembered=a_break("15:14")):
        desk.stage.tray.click(desk.say("Quiet for"), desk.say("1 h"))
        desk.wait_until_left("01:54")
        desk.take("timer-break")


def _away(desk: Desk) -> None:
    with desk.open((*MORNING, replace(_POST_RUNNING, last_seen="12:36")), at("12:36:10")):
        desk.press("Decide…")
        desk.program.ui.button(desk.say("Keep"))
        desk.take("away-over-page")
        desk.press("Stop then")
        desk.program.ui.button(desk.say("Undo"))
        desk.take("timer-answered")


def _several(desk: Desk) -> None:
    locked = ("11:20", "11:29", Cause.LOCKED, Verdict.UNDECIDED)
    post = replace(_POST_RUNNING, gaps=(locked, *POST.gaps), last_seen="12:36")
    with desk.open((*MORNING, post), at("12:36:10")):
        desk.press("Decide…")
        desk.program.ui.wait_for_words(desk.say("1 more stretch"))
        desk.take("away-several")


def _away_window(desk: Desk) -> None:
    with desk.open((*MORNING, replace(_POST_RUNNING, gaps=(), last_seen="11:48")), at("12:30:10"), hidden=True):
        desk.take("away-window", "While you were away")


RUNNING = Scene(_running, ("note", "timer-running"))
HISTORY = Scene(_paused, ("timer-paused", "history", "history-gap"))
BREAK = Scene(_break, ("timer-break",))
AWAY = Scene(_away, ("away-over-page", "timer-answered"))
SETTINGS = Scene(_settings, tuple(f"settings-{page.lower().replace(' ', '-')}" for page in _PAGES))
EVERYWHERE = (
    Scene(_empty, ("empty-timer", "empty-history")),
    Scene(_idle, ("timer-idle",)),
    RUNNING,
    HISTORY,
    Scene(_overtime, ("timer-overtime-muted", "review", "timer-stopped")),
    Scene(_alert, ("timer-alert",)),
    BREAK,
    AWAY,
    Scene(_several, ("away-several",)),
    Scene(_away_window, ("away-window",)),
    SETTINGS,
)
