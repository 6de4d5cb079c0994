"""What is to be seen: each scene is one run of the program, and takes its pictures on the way."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.core.model import Cause, Verdict
from tests.desktop.harness.stage import MAIN
from tests.desktop.harness.waiting import until
from tests.desktop.harness.windows import X11Windows

from .desk import Desk
from .seed import EVERY_DAY, MORNING, NIGHTS, PAUSED_REPORT, PLAN, PLANNED, POST, REPORT, TODAY, a_break, at

_POST_RUNNING = replace(POST, end=None, planned=90, score=None)
_PAGES = ("General", "Alerts", "Away time", "Breaks", "Shortcuts", "Data")


@dataclass(frozen=True, slots=True)
class Scene:
    """`play` takes the pictures named here."""

    play: Callable[[Desk], None]
    pictures: tuple[str, ...]


def _empty(desk: Desk) -> None:
    with desk.open((), at("09:00")):
        desk.take("empty-timer")
        desk.stage.windows.press("ctrl+2")
        desk.take("empty-plan")
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


def _plan(desk: Desk) -> None:
    """The item that runs is drawn at its minute; then what there is by keys."""
    with desk.open(PLANNED, at("14:36:10"), plan=PLAN, remembered=EVERY_DAY):
        windows = desk.stage.windows
        windows.press("ctrl+2")
        desk.program.ui.button(desk.say("Move to today"))
        desk.take("plan")
        windows.press("Down", "Down", "Down", "Down", "Down")
        desk.take("plan-current")
        windows.press("Return")
        windows.wait_for_active("Edit plan item")
        desk.take("plan-edit", "Edit plan item")
        windows.press("Escape")
        windows.wait_for_active(MAIN)
        windows.press("Home", "Up")
        windows.type("Tides at Wapping @Boats #new 30")
        desk.take("plan-line")


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
        desk.program.ui.wait_for_words(desk.say("sessions"))
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


def _evening(desk: Desk) -> None:
    """A Sunday, on which this person works; first with a gap that waits, then all settled."""
    every_day = {"working_days": "1234567"}
    with desk.open(TODAY, at("18:05"), remembered=every_day):
        desk.program.ui.button(desk.say("Close"))
        desk.take("timer-evening")
    settled = tuple(replace(done, gaps=(), score=done.score or 4) for done in TODAY)
    with desk.open(settled, at("18:05"), remembered=every_day):
        desk.program.ui.wait_for_words(desk.say("All settled."))
        desk.take("timer-evening-settled")


def _reminded(desk: Desk) -> None:
    """A minute after the start, which takes as long; then snoozed, which the settings tell."""
    reminds = {"working_days": "1234567", "tells_no_session": True, "no_session_minutes": 1}
    with desk.open(TODAY, at("14:11:10"), remembered=reminds):
        words = desk.say("Snooze 1 h")
        until(lambda: words in {each.name for each in desk.program.ui.all("button", MAIN)}, 90, "it is told")
        desk.take("timer-reminded")
        desk.press("Snooze 1 h")
        desk.stage.windows.press("ctrl+comma")
        desk.stage.windows.wait_for_active("Settings")
        desk.press("Alerts", "Settings")
        desk.take("settings-snoozed", "Settings")


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


def _history(desk: Desk) -> None:
    """Filters by key: what is searched for, then the first project of the list."""
    with desk.open(TODAY, at("14:12")):
        windows = desk.stage.windows
        windows.press("ctrl+f")
        desk.program.ui.edit("Search history")
        windows.type("essays")
        windows.press("Return", "Tab", "Tab", "T", "e")
        desk.program.ui.wait_for_words(desk.say("1 session"))
        desk.take("history-filters")
        windows.press("ctrl+f")
        windows.type(" of the moon")
        windows.press("Return")
        desk.program.ui.wait_for_words(desk.say("Nothing matches."))
        desk.take("history-no-hits")


def _nights(desk: Desk) -> None:
    with desk.open((*TODAY, *NIGHTS), at("14:12")):
        desk.stage.windows.press("ctrl+3")
        desk.program.ui.wait_for_words(desk.say("sessions"))
        desk.stage.windows.press("End", "Up")
        desk.take("history-nights")


def _forms(desk: Desk) -> None:
    """The third row is a session with a gap, the fourth the gap."""
    with desk.open(TODAY, at("14:12")):
        windows = desk.stage.windows
        windows.press("ctrl+3")
        desk.program.ui.wait_for_words(desk.say("sessions"))
        windows.press("Down", "Down", "Return")
        edit = desk.say("Edit session")
        windows.wait_for_active(edit)
        desk.take("edit", edit)
        windows.press("ctrl+a")
        windows.type("1330")
        windows.press("Return")
        desk.program.ui.wait_for_words(desk.say("would fit"))
        desk.take("edit-refused", edit)
        windows.press("Escape")
        windows.wait_for_active(MAIN)
        windows.press("Menu", "Down", "Down", "Down", "Down", "Return")
        windows.wait_for_active("Split session")
        desk.take("split", "Split session")
        windows.press("Escape")
        windows.wait_for_active(MAIN)
        desk.press("Add session")
        add = desk.say("Add session")
        windows.wait_for_active(add)
        desk.take("add", add)


def _pane(desk: Desk) -> None:
    """In a window wide enough for it."""
    with desk.open(TODAY, at("14:12")):
        windows = desk.stage.windows
        if isinstance(windows, X11Windows):
            windows.resize(MAIN, round(1240 * desk.look.zoom), round(780 * desk.look.zoom))
        windows.press("ctrl+3")
        desk.program.ui.wait_for_words(desk.say("sessions"))
        windows.press("Down", "Down", "Return")
        desk.program.ui.wait_for_words(desk.say("Edit session"))
        desk.take("history-pane")


def _change_start(desk: Desk) -> None:
    with desk.open((*TODAY, replace(REPORT, last_seen="14:35")), at("14:35:36")):
        desk.press("Change start")
        desk.stage.windows.wait_for_active("Change start")
        desk.press("10 min earlier", "Change start")
        desk.take("change-start", "Change start")


def _catalogue(desk: Desk) -> None:
    with desk.open(TODAY, at("14:12")):
        desk.stage.windows.press("ctrl+comma")
        desk.stage.windows.wait_for_active("Settings")
        desk.program.ui.button("Projects and tags", "Settings").press()  # its accessible name, which no look lengthens
        desk.stage.windows.wait_for_active("Projects and tags")
        desk.take("projects", "Projects and tags")


RUNNING = Scene(_running, ("note", "timer-running"))
HISTORY = Scene(_paused, ("timer-paused", "history", "history-gap"))
BREAK = Scene(_break, ("timer-break",))
AWAY = Scene(_away, ("away-over-page", "timer-answered"))
SETTINGS = Scene(_settings, tuple(f"settings-{page.lower().replace(' ', '-')}" for page in _PAGES))
FORMS = Scene(_forms, ("edit", "edit-refused", "split", "add"))
PAST = (
    Scene(_history, ("history-filters", "history-no-hits")),
    Scene(_nights, ("history-nights",)),
    FORMS,
    Scene(_pane, ("history-pane",)),
    Scene(_change_start, ("change-start",)),
    Scene(_catalogue, ("projects",)),
)
DAY_PLAN = Scene(_plan, ("plan", "plan-current", "plan-edit", "plan-line"))
EVERYWHERE = (
    Scene(_empty, ("empty-timer", "empty-plan", "empty-history")),
    Scene(_idle, ("timer-idle",)),
    RUNNING,
    HISTORY,
    DAY_PLAN,
    Scene(_overtime, ("timer-overtime-muted", "review", "timer-stopped")),
    Scene(_alert, ("timer-alert",)),
    BREAK,
    Scene(_evening, ("timer-evening", "timer-evening-settled")),
    Scene(_reminded, ("timer-reminded", "settings-snoozed")),
    AWAY,
    Scene(_several, ("away-several",)),
    Scene(_away_window, ("away-window",)),
    SETTINGS,
    *PAST,
)
