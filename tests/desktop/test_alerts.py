"""Alerts: once, by a service that may be good, gone, hung or rude, and in words that nobody reads as markup."""

import time
from pathlib import Path

import pytest

from .harness import needs
from .harness.bus import Bus
from .harness.notifications import Mood
from .harness.program import Program
from .harness.record import MINUTE
from .harness.stage import Stage
from .harness.waiting import stays, until

NASTY = "-5 <b>x</b> \\new & 'q'"
ALERT = "SELECT kind, result, way FROM alert WHERE kind = 'Time is up'"
HANGS = "the desktop's notification service did not answer within 2 s"
RUDE = "the desktop's notification service answered with an error"
SETTLED = "SELECT result IS NOT NULL FROM alert WHERE kind = 'Time is up'"


def session_ending_in(stage: Stage, seconds: float, project: str = "Thesis", *, muted: bool = False) -> Program:
    """A hidden program with a session of nine minutes whose planned end lies a little ahead."""
    stage.prepare()
    stage.record.add_session(project, 9, started=int(9 * MINUTE - seconds * 1000), muted=muted)
    return stage.start_hidden()


def is_settled(stage: Stage) -> bool:
    return stage.record.rows(SETTLED) == [(1,)]


def settled(stage: Stage) -> None:
    until(lambda: is_settled(stage), 10, "the alert is settled")


def test_time_is_up_is_sent_once_and_written_down(stage: Stage) -> None:
    program = session_ending_in(stage, 3)
    settled(stage)
    assert stage.record.rows(ALERT) == [("Time is up", "shown", "service")]
    assert stage.notifications.titles == ["Time is up"]
    assert stage.notifications.shown[0].body.startswith("Thesis: the 9 min planned were over at ")
    (note,) = stage.notifications.shown
    assert (note.app_name, note.timeout, note.hints["desktop-entry"]) == ("Sessile", -1, ("s", "sessile"))
    assert Path(note.icon.removeprefix("file://")).is_file()
    due, start, done = stage.record.row("SELECT due_time, start_time, done_time FROM alert, session")
    assert due == start + 9 * MINUTE
    assert 0 <= done - due < 2000
    program.terminate()
    stage.start()
    stays(lambda: stage.notifications.titles == ["Time is up"], 0.5, "a restart repeats nothing")


def test_the_window_shows_the_alert_until_it_is_seen(stage: Stage) -> None:
    session_ending_in(stage, 3)
    plain = stage.tray.icon
    settled(stage)
    until(lambda: stage.tray.icon != plain, 5, "the icon is marked")
    stage.tray.click("Show Sessile")
    stage.windows.wait_for_active("Sessile")
    program = stage.programs[-1]
    program.ui.wait_for_words("Time is up", "Sessile")
    program.ui.wait_for_value("state", "Overtime")
    program.ui.button("Seen", "Sessile").press()
    until(lambda: "Time is up" not in program.ui.words("Sessile"), 5, "the notice is gone")


def test_a_muted_session_sends_nothing_ever(stage: Stage) -> None:
    session_ending_in(stage, 1, muted=True)
    settled(stage)
    assert stage.record.row("SELECT result, way, reason FROM alert") == ("held", "", "session muted")
    stage.tray.click("Mute notifications")
    until(lambda: not stage.tray.entry("Mute notifications").checked, 5, "the session is not muted")
    stays(lambda: not stage.notifications.shown, 0.5, "what came due while muted is not sent later")


def test_what_came_due_while_closed_is_sent_once_as_the_newest(stage: Stage) -> None:
    stage.prepare()
    stage.record.add_session("Thesis", 25, started=30 * MINUTE, seen=10_000)
    stage.start()
    settled(stage)
    assert stage.notifications.titles == ["Time is up"]
    assert stage.record.rows("SELECT kind, result FROM alert ORDER BY kind") == [
        ("Time almost up", "held"),
        ("Time is up", "shown"),
    ]


def test_without_a_service_the_window_shows_the_alert_and_the_row_says_why(bare_stage: Stage) -> None:
    bare_stage.tray.appear()
    session_ending_in(bare_stage, 2)
    settled(bare_stage)
    assert failure(bare_stage) == "the desktop has no notification service"
    shows_the_alert(bare_stage)


def test_a_service_that_answers_with_errors_is_skipped_with_a_reason(stage: Stage) -> None:
    stage.notifications.mood = Mood.ERROR
    session_ending_in(stage, 2)
    settled(stage)
    assert failure(stage) == RUDE
    shows_the_alert(stage)


def test_a_hung_service_holds_up_neither_window_nor_quitting(stage: Stage) -> None:
    stage.notifications.mood = Mood.HUNG
    program = session_ending_in(stage, 2)
    assert slowest_answer(stage) < 0.5
    assert failure(stage) == HANGS
    shows_the_alert(stage)
    assert quitting_takes(program) < 2


def test_a_service_that_hangs_after_its_first_answer_holds_up_nothing(stage: Stage) -> None:
    needs.program("notify-send")
    stage.notifications.hangs_on_notify = True
    program = session_ending_in(stage, 2)
    assert slowest_answer(stage) < 0.5
    assert failure(stage) == f"{HANGS}; plyer did not answer within 2 s"
    shows_the_alert(stage)
    assert quitting_takes(program) < 2


def test_a_note_that_is_shown_too_late_is_withdrawn(stage: Stage) -> None:
    needs.program("notify-send")
    stage.notifications.mood = Mood.SLOW
    session_ending_in(stage, 1)
    settled(stage)
    stage.notifications.go_on()
    until(lambda: stage.notifications.closed, 5, "the note is withdrawn")
    (ours,) = [note for note in stage.notifications.shown if note.number in stage.notifications.closed]
    assert "desktop-entry" in ours.hints


def test_plyer_follows_a_service_that_refused_the_note(stage: Stage) -> None:
    needs.program("notify-send")
    stage.notifications.refusals = 1
    session_ending_in(stage, 1)
    settled(stage)
    assert stage.record.row("SELECT way, reason FROM alert WHERE kind = 'Time is up'") == ("plyer", RUDE)
    (note,) = stage.notifications.shown
    assert (note.app_name, note.title, note.actions) == ("Sessile", "Time is up", ())


def test_plyer_says_when_the_service_refused_it_too_and_the_tray_is_not_asked_to_try_it_again(stage: Stage) -> None:
    needs.program("notify-send")
    stage.notifications.refusals = 2
    session_ending_in(stage, 1)
    settled(stage)
    reasons = f"{RUDE}; plyer failed: notify-send ended with an error"
    assert failure(stage) == reasons
    assert stage.notifications.asked.count("Notify") == 2


@pytest.mark.parametrize("way", ["service", "plyer"])
@pytest.mark.parametrize(
    ("capabilities", "name"),
    [
        (("body", "body-markup"), "-5 &lt;b&gt;x&lt;/b&gt; \\new &amp; 'q'"),
        (("body",), NASTY),
    ],
)
def test_text_from_people_is_no_markup_option_or_escape(
    stage: Stage, way: str, capabilities: tuple[str, ...], name: str
) -> None:
    needs.program("notify-send")
    stage.notifications.capabilities = capabilities
    stage.notifications.refusals = int(way == "plyer")
    session_ending_in(stage, 1, NASTY)
    settled(stage)
    (note,) = stage.notifications.shown
    assert note.body.removeprefix("\u200b").startswith(f"{name}: the 9 min planned were over at ")
    assert stage.record.rows(ALERT) == [("Time is up", "shown", way)]


def test_a_real_service_shows_the_note_as_plain_text(bare_stage: Stage) -> None:
    bare_stage.screen.start(needs.program("dunst"))
    bare_stage.tray.appear()
    bus = Bus(bare_stage.screen.bus_address)
    try:
        until(lambda: bus.has_owner("org.freedesktop.Notifications"), 10, "dunst is there")
        session_ending_in(bare_stage, 1, NASTY)
        settled(bare_stage)
        history = until(lambda: dunst_history(bus), 5, "dunst has shown it")
    finally:
        bus.close()
    assert bare_stage.record.rows(ALERT) == [("Time is up", "shown", "service")]
    assert [title for title, _body in history] == ["Time is up"]
    assert "&lt;b&gt;x&lt;/b&gt; \\new &amp; 'q'" in history[0][1]


def slowest_answer(stage: Stage) -> float:
    """Seconds that the menu took at worst, asked again and again until the alert is settled."""
    slowest = 0.0

    def ask() -> bool:
        nonlocal slowest
        slowest = max(slowest, stage.tray.round_trip())
        return is_settled(stage)

    until(ask, 10, "the alert is settled")
    return slowest


def quitting_takes(program: Program) -> float:
    """Seconds."""
    begin = time.monotonic()
    assert program.terminate() == 0
    return time.monotonic() - begin


def dunst_history(bus: Bus) -> list[tuple[str, str]]:
    dunst, path, commands = "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.dunstproject.cmd0"
    bus.call(dunst, path, f"{commands}.NotificationCloseAll")
    (notes,) = bus.call(dunst, path, f"{commands}.NotificationListHistory")
    return [(note["summary"][1], note["body"][1]) for note in notes]


def failure(stage: Stage) -> str:
    """Why the one alert reached nobody outside the window."""
    result, way, reason = stage.record.row("SELECT result, way, reason FROM alert")
    assert (result, way) == ("failed", "")
    return str(reason)


def shows_the_alert(stage: Stage) -> None:
    program = stage.programs[-1]
    stage.tray.click("Show Sessile")
    stage.windows.wait_for_active("Sessile")
    program.ui.wait_for_words("Time is up", "Sessile")
    program.ui.wait_for_words("Thesis: the 9 min planned were over at ", "Sessile")
