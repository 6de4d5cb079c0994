"""Quiet on a real desktop: nothing goes out on any way, and afterwards it is listed."""

from .harness.program import Program
from .harness.record import MINUTE
from .harness.stage import Stage
from .harness.waiting import stays, until

RECORD = "SELECT kind, result, way, reason FROM alert ORDER BY due_time"


def session_ending_in(stage: Stage, seconds: int) -> None:
    stage.record.add_session("Thesis", 9, started=9 * MINUTE - 1000 * seconds)


def held(stage: Stage, reason: str) -> None:
    """The one alert came due and was held; nothing went out."""
    until(lambda: stage.record.rows(RECORD) == [("Time is up", "held", "", reason)], 10, "the alert is held")
    stays(lambda: not stage.notifications.shown, 0.3, "nothing goes out")


def opened(stage: Stage) -> Program:
    stage.tray.click("Show Sessile")
    stage.windows.wait_for_active("Sessile")
    return stage.programs[-1]


def test_quiet_is_asked_for_in_the_tray_and_ended_there(stage: Stage) -> None:
    stage.prepare()
    session_ending_in(stage, 6)
    stage.start_hidden()
    stage.tray.click("Quiet for", "1 h")
    assert ", quiet until " in stage.tray.tooltip
    until(lambda: stage.record.rows(RECORD) == [("Time is up", "held", "", "quiet was on")], 15, "the alert is held")
    assert stage.notifications.shown == []
    stage.tray.click("Quiet for", "Off")
    until(lambda: stage.notifications.titles == ["Time is up"], 5, "it goes out when quiet ends")
    late = ("Time is up", "shown", "service", "sent when quiet ended")
    until(lambda: stage.record.rows(RECORD) == [late], 5, "the list says so")


def test_the_window_says_until_when_it_is_quiet_and_ends_it(stage: Stage) -> None:
    program = stage.start()
    stage.tray.click("Quiet for", "Until tomorrow")
    (name,) = until(
        lambda: [w.name for w in program.ui.all("button", "Sessile") if w.name.startswith("Quiet until ")],
        5,
        "the window says so",
    )
    program.ui.button(name, "Sessile").press()
    until(lambda: stage.tray.tooltip == "No session", 5, "quiet has ended")


def test_what_was_held_back_is_listed_when_the_session_ends(stage: Stage) -> None:
    stage.prepare()
    stage.record.choose(quiet={"since": 0, "until": 4_000_000_000_000, "by_clock": True})
    session_ending_in(stage, 2)
    stage.start_hidden()
    held(stage, "quiet was on")
    program = opened(stage)
    program.ui.button("Stop", "Sessile").press()
    program.ui.wait_for_words("1 alert was held back: Time is up ", "Review session")
    program.ui.wait_for_words("1 alert was held back: Time is up ", "Sessile")


def test_the_desktops_do_not_disturb_holds_back_until_it_ends(stage: Stage) -> None:
    stage.notifications.inhibit(True)
    stage.prepare()
    session_ending_in(stage, 2)
    stage.start_hidden()
    held(stage, "do-not-disturb was on")
    stage.notifications.inhibit(False)
    until(lambda: stage.notifications.titles == ["Time is up"], 5, "it goes out then")


def test_an_alert_that_came_due_while_closed_waits_for_do_not_disturb_too(stage: Stage) -> None:
    stage.notifications.inhibit(True)
    stage.prepare()
    stage.record.add_session("Thesis", 9, started=9 * MINUTE + 5000, seen=10_000)
    stage.start_hidden()
    held(stage, "do-not-disturb was on")


def test_no_alerts_for_a_project(stage: Stage) -> None:
    stage.prepare()
    session_ending_in(stage, 2)
    stage.record.change("UPDATE project SET quiet = 1")
    stage.start_hidden()
    held(stage, "no alerts for its project")


def test_the_settings_say_which_way_a_test_alert_went(stage: Stage) -> None:
    program = stage.start()
    stage.windows.press("ctrl+comma")
    stage.windows.wait_for_active("Settings")
    program.ui.button("Alerts", "Settings").press()
    program.ui.button("Send test alert", "Settings").press()
    program.ui.wait_for_words("It went out by the desktop's notification service.", "Settings")
    assert stage.notifications.titles == ["Test alert"]
    stage.notifications.vanish()
    program.ui.button("Send test alert", "Settings").press()
    program.ui.wait_for_words(
        "Nothing outside the window works here: the desktop has no notification service.", "Settings"
    )
