"""What is pressed on a notification: the same as in the window, and a sentence where it came too late."""

from collections.abc import Callable

import pytest

from .harness.notifications import RAN_OUT, Shown
from .harness.record import MINUTE
from .harness.stage import Stage
from .harness.waiting import stays, until


@pytest.fixture
def note(stage: Stage) -> Shown:
    """`Time is up` of a session of nine minutes; the program is hidden."""
    stage.prepare()
    stage.record.add_session("Thesis", 9, started=9 * MINUTE - 1000)
    stage.start_hidden()
    return stage.notifications.wait()


def says(stage: Stage, sentence: str) -> None:
    stage.windows.wait_for("Sessile")
    stage.programs[-1].ui.wait_for_words(sentence, "Sessile")


def is_gone(stage: Stage, note: Shown) -> Callable[[], bool]:
    return lambda: stage.notifications.closed == [note.number]


def test_an_alert_offers_what_helps(note: Shown) -> None:
    assert note.buttons == {
        "default": "Show Sessile",
        "add_time": "Add 15 min",
        "stop": "Stop",
        "mute": "Mute",
    }
    assert note.hints["image-data"][1][:2] == (64, 64)
    assert (note.hints["urgency"], note.hints["suppress-sound"]) == (("y", 1), ("b", True))


def test_add_time_adds_it_and_the_note_is_withdrawn(stage: Stage, note: Shown) -> None:
    stage.notifications.press(note, "add_time")
    until(lambda: stage.record.one("SELECT planned_duration FROM session") == 24, 5, "the plan is longer")
    until(is_gone(stage, note), 5, "the note is withdrawn")
    assert stage.tray.tooltip == "Thesis, 15 min left"


def test_stop_stops_and_opens_the_review(stage: Stage, note: Shown) -> None:
    stage.notifications.press(note, "stop", alone=True)
    stage.windows.wait_for("Review session")
    assert stage.record.one("SELECT end_time IS NOT NULL FROM session")
    until(is_gone(stage, note), 5, "the note is withdrawn")


def test_mute_mutes_and_pressed_twice_it_stays_so(stage: Stage, note: Shown) -> None:
    stage.notifications.press(note, "mute")
    until(lambda: stage.record.one("SELECT notification_disabled FROM session") == 1, 5, "the session is muted")
    stage.notifications.press(note, "mute")
    stays(lambda: stage.record.one("SELECT notification_disabled FROM session") == 1, 0.5, "it stays muted")


@pytest.mark.parametrize(
    ("button", "sentence"),
    [("stop", "Session already stopped"), ("add_time", "Session has ended"), ("mute", "Session has ended")],
)
def test_pressed_after_the_session_ended_it_says_so(stage: Stage, note: Shown, button: str, sentence: str) -> None:
    stage.tray.click("Stop")
    until(is_gone(stage, note), 5, "the note is withdrawn")
    stage.notifications.press(note, button)
    says(stage, sentence)


def test_a_late_press_does_not_reach_another_session(stage: Stage, note: Shown) -> None:
    stage.tray.click("Stop")
    until(is_gone(stage, note), 5, "the note is withdrawn")
    stage.tray.click("Start again", "Thesis, 9 min")
    stage.notifications.press(note, "stop")
    says(stage, "Session already stopped")
    assert stage.record.one("SELECT count(*) FROM session WHERE end_time IS NULL") == 1


def test_what_was_never_offered_does_nothing(stage: Stage, note: Shown) -> None:
    for name in ("quit", "pause", "start_again", "foo", ""):
        stage.notifications.press(note, name)
    stage.notifications.press(note, "add_time")
    until(lambda: stage.record.one("SELECT planned_duration FROM session") == 24, 5, "what was offered works")
    assert stage.programs[-1].is_running
    assert stage.record.one("SELECT count(*) FROM gap") == 0
    assert not stage.windows.is_on_screen("Sessile")


def test_the_note_itself_shows_the_window(stage: Stage, note: Shown) -> None:
    stage.notifications.press(note, token="token")
    stage.windows.wait_for_active("Sessile")


def test_a_note_that_the_person_puts_away_is_seen(stage: Stage, note: Shown) -> None:
    marked = stage.tray.icon
    stage.notifications.close_note(note)
    until(lambda: stage.tray.icon != marked, 5, "the icon is not marked any more")
    stage.tray.click("Show Sessile")
    stage.windows.wait_for_active("Sessile")
    assert "Time is up" not in stage.programs[-1].ui.words("Sessile")


def test_a_note_that_ran_out_was_not_seen(stage: Stage, note: Shown) -> None:
    stage.notifications.close_note(note, RAN_OUT)
    stage.tray.click("Show Sessile")
    stage.programs[-1].ui.wait_for_words("Time is up", "Sessile")


def test_a_note_is_withdrawn_when_the_program_ends(stage: Stage, note: Shown) -> None:
    assert stage.programs[-1].terminate() == 0
    until(is_gone(stage, note), 5, "the note is withdrawn")


def test_the_next_alert_takes_the_place_of_the_one_before(stage: Stage) -> None:
    stage.prepare()
    stage.record.choose(overtime_minutes=1)
    stage.record.add_session("Thesis", 9, started=10 * MINUTE - 4000, seen=0)
    stage.start_hidden()
    until(lambda: len(stage.notifications.shown) == 2, 15, "two alerts came")
    first, second = stage.notifications.shown
    assert (first.title, second.title, second.replaces) == ("Time is up", "Overtime", first.number)
    assert [each.title for each in stage.notifications.up] == ["Overtime"]


def test_a_service_without_buttons_gets_none(stage: Stage) -> None:
    stage.notifications.capabilities = ("body",)
    stage.prepare()
    stage.record.add_session("Thesis", 9, started=9 * MINUTE - 1000)
    stage.start_hidden()
    note = stage.notifications.wait()
    assert note.actions == ()


def test_a_sound_is_asked_for_where_the_service_can_make_one(stage: Stage) -> None:
    stage.notifications.capabilities = ("body", "sound")
    stage.prepare()
    stage.record.choose(plays_sound=True)
    stage.record.add_session("Thesis", 9, started=9 * MINUTE - 1000)
    stage.start_hidden()
    note = stage.notifications.wait()
    assert (note.hints["sound-name"], "suppress-sound" in note.hints) == (("s", "message-new-instant"), False)


def test_names_stay_out_of_notes_and_tooltip_where_the_person_chose_so(stage: Stage) -> None:
    stage.prepare()
    stage.record.choose(names_in_notifications=False)
    stage.record.add_session("Thesis", 9, started=9 * MINUTE - 2000)
    stage.start_hidden()
    assert stage.tray.tooltip == "Session, 1 min left"
    note = stage.notifications.wait()
    assert note.body.startswith("Session: the 9 min planned were over at ")
