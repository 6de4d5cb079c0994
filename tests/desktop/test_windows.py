"""The windows' buttons, edits and boxes, found and pressed by the names on them."""

import re

import pytest

from .harness.stage import Stage
from .harness.waiting import until


def test_the_timer_page_offers_its_fields_by_name(stage: Stage) -> None:
    program = stage.start()
    program.ui.edit("Quick entry").set_text("@Thesis #writing 45")
    until(lambda: program.ui.edit("Tags").text == "writing", 5, "the tags follow the line")
    assert program.ui.edit("Project").text == "Thesis"
    assert program.ui.find("spin box", "Minutes").is_enabled
    assert program.ui.find("combo box", "Project").is_enabled
    assert program.ui.button("Start").is_enabled


def test_the_fields_fill_what_the_line_leaves_out(stage: Stage) -> None:
    program = stage.start()
    program.ui.edit("Project").take_focus()
    stage.windows.type("Thesis\t")
    program.ui.edit("Tags").take_focus()
    stage.windows.type("writing, deep")
    program.ui.button("Start").press()
    program.ui.wait_for_value("state", "Running")
    assert stage.record.one("SELECT p.name FROM session JOIN project p ON p.id = project_id") == "Thesis"
    assert stage.record.rows("SELECT t.name FROM session_tag JOIN tag t ON t.id = tag_id ORDER BY t.name") == [
        ("deep",),
        ("writing",),
    ]


def test_pause_resume_and_stop_are_buttons(stage: Stage) -> None:
    program = stage.start_session()
    program.ui.button("Pause").press()
    program.ui.wait_for_value("state", "Paused")
    program.ui.button("Resume").press()
    program.ui.wait_for_value("state", "Running")
    program.ui.button("Stop").press()
    program.ui.button("Start", "Sessile")
    assert stage.record.one("SELECT end_time IS NOT NULL FROM session") == 1


def test_add_15_min_is_a_button(stage: Stage) -> None:
    program = stage.start_session()
    program.ui.button("Add 15 min").press()
    until(lambda: re.fullmatch(r"40:00|39:5\d", program.ui.value("remaining")), 5, "15 minutes more are left")


def test_mute_notifications_is_a_check_box(stage: Stage) -> None:
    program = stage.start_session()
    program.ui.check_box("Mute notifications").press()
    program.ui.wait_for_value("state", "Running, muted")
    assert program.ui.check_box("Mute notifications").is_checked
    program.ui.check_box("Mute notifications").press()
    program.ui.wait_for_value("state", "Running")
    assert not program.ui.check_box("Mute notifications").is_checked


def test_the_note_window_adds_a_line_with_its_time(stage: Stage) -> None:
    program = stage.start_session()
    program.ui.button("Add note", "Sessile").press()
    program.ui.edit("Note", "Add note").set_text("half of it")
    program.ui.button("Add", "Add note").press()
    stage.windows.wait_until_gone("Add note")
    assert re.fullmatch(r"\[\d\d:\d\d\] half of it", stage.record.one("SELECT notes FROM session"))


def test_a_cancelled_note_is_not_added(stage: Stage) -> None:
    program = stage.start_session()
    program.ui.button("Add note", "Sessile").press()
    program.ui.edit("Note", "Add note").set_text("half of it")
    program.ui.button("Cancel", "Add note").press()
    stage.windows.wait_until_gone("Add note")
    assert stage.record.one("SELECT notes FROM session") == ""


def test_an_empty_note_is_refused_and_the_window_stays(stage: Stage) -> None:
    program = stage.start_session()
    program.ui.button("Add note", "Sessile").press()
    program.ui.button("Add", "Add note").press()
    program.ui.wait_for_words("Note is empty", "Add note")


def test_a_review_is_saved_whole(stage: Stage) -> None:
    program = stage.start_session()
    program.ui.button("Stop").press()
    program.ui.find("radio button", "4", "Review session").press()
    for edit, text in (("Tasks done", "Draft"), ("Notes", "Went well"), ("Tags", "writing, deep")):
        program.ui.edit(edit, "Review session").set_text(text)
    program.ui.button("Save", "Review session").press()
    stage.windows.wait_until_gone("Review session")
    assert stage.record.row("SELECT satisfaction_score, tasks_done, notes FROM session") == (4, "Draft", "Went well")
    assert stage.record.rows("SELECT t.name FROM session_tag JOIN tag t ON t.id = tag_id ORDER BY t.name") == [
        ("deep",),
        ("writing",),
    ]


@pytest.mark.parametrize("score", [1, 2, 3, 4, 5])
def test_every_score_can_be_given(stage: Stage, score: int) -> None:
    program = stage.start_session()
    program.ui.button("Stop").press()
    program.ui.find("radio button", str(score), "Review session").press()
    program.ui.button("Save", "Review session").press()
    until(lambda: stage.record.one("SELECT satisfaction_score FROM session") == score, 5, "the score is on disk")


def test_later_saves_nothing_and_keeps_the_draft(stage: Stage) -> None:
    program = stage.start_session()
    program.ui.button("Stop").press()
    program.ui.edit("Tasks done", "Review session").set_text("Draft")
    program.ui.button("Later", "Review session").press()
    stage.windows.wait_until_gone("Review session")
    assert stage.record.one("SELECT tasks_done FROM session") == ""
    program.ui.button("Review", "Sessile").press()
    assert program.ui.edit("Tasks done", "Review session").text == "Draft"


def test_the_sidebar_leads_to_every_page_and_to_the_settings(stage: Stage) -> None:
    program = stage.start()
    program.ui.button("History", "Sessile").press()
    until(lambda: not program.ui.has("text", "Quick entry"), 5, "the Timer page is left")
    program.ui.button("Timer", "Sessile").press()
    program.ui.edit("Quick entry")
    program.ui.button("Settings", "Sessile").press()
    stage.windows.wait_for_active("Settings")


def test_settings_hold_at_once_and_after_a_restart(stage: Stage) -> None:
    program = stage.start()
    stage.windows.press("ctrl+comma")
    stage.windows.wait_for_active("Settings")
    chosen = "SELECT value FROM setting WHERE key = ?"
    program.ui.check_box("Open the review after a stop").press()
    # pressed through the bus it is held down for a moment, and let go where the focus leaves it (qabstractbutton.cpp)
    until(lambda: stage.record.rows(chosen, "review_after_stop") == [("false",)], 5, "on disk")
    program.ui.find("spin box", "Minutes offered", "Settings").take_focus()
    stage.windows.press("ctrl+a")
    stage.windows.type("50\t")
    until(lambda: stage.record.rows(chosen, "default_minutes") == [("50",)], 5, "on disk")
    program.terminate()
    program = stage.start_session("@Thesis")
    assert stage.record.one("SELECT planned_duration FROM session") == 50
    program.ui.button("Stop").press()
    until(lambda: stage.record.one("SELECT end_time IS NOT NULL FROM session"), 5, "the session has ended")
    assert not stage.windows.is_on_screen("Review session")


def test_the_settings_show_every_page_by_its_button(stage: Stage) -> None:
    program = stage.start()
    stage.windows.press("ctrl+comma")
    program.ui.find("combo box", "Theme", "Settings")
    program.ui.find("combo box", "Tray icon", "Settings")
    program.ui.button("Alerts", "Settings").press()
    program.ui.find("spin box", "Time almost up", "Settings")
    program.ui.button("Shortcuts", "Settings").press()
    program.ui.button("Change Pause", "Settings")
    program.ui.button("General", "Settings").press()
    program.ui.find("combo box", "Theme", "Settings")
