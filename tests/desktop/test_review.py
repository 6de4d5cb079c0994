"""The review after a stop: it comes by itself, and takes the keyboard from nobody who types."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .harness import editor
from .harness.stage import Stage
from .harness.waiting import until


@pytest.fixture
def typed(stage: Stage, tmp_path: Path) -> Iterator[Path]:
    """The file that holds what was typed into another program's window, which has the keyboard at first."""
    target = tmp_path / "typed"
    target.touch()
    process = stage.screen.start(sys.executable, editor.__file__, str(target))
    stage.windows.wait_for_active("Editor")
    yield target
    process.kill()
    process.wait()


def test_a_stop_from_the_tray_leaves_the_keyboard_in_another_program(stage: Stage, typed: Path) -> None:
    program = stage.start_session()
    stage.windows.choose("Editor")
    stage.windows.wait_for_active("Editor")
    until(lambda: not program.ui.window("Sessile").is_active, 5, "the program has noticed")
    stage.windows.type("before ")
    stage.tray.click("Stop")
    stage.windows.wait_for("Review session")
    stage.windows.type("after 3")
    until(lambda: typed.read_text() == "before after 3", 5, "every letter went into the editor")
    assert stage.windows.active == "Editor"
    assert stage.record.row("SELECT end_time IS NOT NULL, satisfaction_score FROM session") == (1, None)


def test_a_stop_from_the_tray_leaves_the_keyboard_in_the_note_window(stage: Stage) -> None:
    program = stage.start_session()
    stage.windows.press("ctrl+n")
    stage.windows.wait_for_active("Add note")
    stage.windows.type("half ")
    stage.tray.click("Stop")
    stage.windows.wait_for("Review session")
    stage.windows.type("of it")
    until(lambda: program.ui.edit("Note", "Add note").text == "half of it", 5, "every letter went into the note")


def test_a_stop_by_key_on_the_timer_page_opens_a_review_that_takes_the_score_at_once(stage: Stage) -> None:
    stage.start_session()
    stage.windows.press("ctrl+Return")
    stage.windows.wait_for_active("Review session")
    stage.windows.press("4", "Return")
    until(lambda: stage.record.one("SELECT satisfaction_score FROM session") == 4, 5, "the score is on disk")


def test_the_caret_is_back_in_the_quick_entry_after_the_review(stage: Stage) -> None:
    program = stage.start_session()
    stage.windows.press("ctrl+Return")
    stage.windows.wait_for_active("Review session")
    stage.windows.press("Escape")
    stage.windows.wait_for_active("Sessile")
    stage.windows.type("next")
    until(lambda: program.ui.edit("Quick entry").text == "next", 5, "every letter went into the line")


def test_a_stop_by_key_on_another_page_opens_a_review_that_takes_the_score_at_once(stage: Stage) -> None:
    stage.start_session()
    stage.windows.press("ctrl+3", "ctrl+Return")
    stage.windows.wait_for_active("Review session")
    stage.windows.press("4", "Return")
    until(lambda: stage.record.one("SELECT satisfaction_score FROM session") == 4, 5, "the score is on disk")


def test_the_next_session_starts_while_the_review_is_open(stage: Stage) -> None:
    program = stage.start_session()
    stage.tray.click("Stop")
    stage.windows.wait_for("Review session")
    stage.tray.click("Start again", "Thesis, 25 min")
    program.ui.wait_for_value("state", "Running")
    assert stage.windows.is_on_screen("Review session")


def stop_a_second_one(stage: Stage) -> None:
    stage.tray.click("Start again", "Thesis, 25 min")
    until(lambda: stage.tray.entry("Stop").enabled, 5, "the second session runs")
    stage.tray.click("Stop")
    until(lambda: not stage.tray.entry("Stop").enabled, 5, "the second session has ended")


def test_a_review_that_is_being_written_is_not_replaced_by_the_next(stage: Stage) -> None:
    program = stage.start_session()
    stage.windows.press("ctrl+Return")
    stage.windows.wait_for_active("Review session")
    program.ui.edit("Tasks done", "Review session").set_text("First")
    stop_a_second_one(stage)
    assert program.ui.edit("Tasks done", "Review session").text == "First"
    program.ui.button("Save", "Review session").press()
    until(lambda: stage.record.rows("SELECT tasks_done FROM session ORDER BY id") == [("First",), ("",)], 5, "saved")


def test_a_review_left_for_another_window_gives_way_and_keeps_its_draft(stage: Stage) -> None:
    program = stage.start_session()
    stage.windows.press("ctrl+Return")
    stage.windows.wait_for_active("Review session")
    program.ui.edit("Tasks done", "Review session").set_text("First")
    stage.windows.choose("Sessile")
    stage.windows.wait_for_active("Sessile")
    until(lambda: program.ui.window("Sessile").is_active, 5, "the program has noticed")
    stop_a_second_one(stage)
    until(lambda: program.ui.edit("Tasks done", "Review session").text == "", 5, "the second one is asked about")
    drafts = stage.record.one("SELECT count(*) FROM setting WHERE value LIKE '%First%'")
    assert (drafts, stage.record.rows("SELECT tasks_done FROM session")) == (1, [("",), ("",)])


def test_the_review_says_what_it_is_about(stage: Stage) -> None:
    program = stage.start_session("Chapter two @Thesis 25")
    stage.tray.click("Stop")
    words = until(lambda: program.ui.words("Review session"), 5, "the review shows")
    assert "Chapter two" in words
    assert any(line.startswith("Thesis, ") for line in words)
