"""Every key of the contract does what it says, and a changed one does so after a restart too."""

from .harness.program import Program
from .harness.stage import Stage
from .harness.waiting import stays, until


def test_ctrl_return_starts_and_stops(stage: Stage) -> None:
    program = stage.start()
    stage.windows.type("@Thesis 25")
    stage.windows.press("ctrl+Return")
    program.ui.wait_for_value("state", "Running")
    stage.windows.press("ctrl+Return")
    until(lambda: stage.record.one("SELECT end_time IS NOT NULL FROM session"), 5, "the session has ended")


def test_ctrl_p_pauses_and_resumes(stage: Stage) -> None:
    program = stage.start_session()
    stage.windows.press("ctrl+p")
    program.ui.wait_for_value("state", "Paused")
    stage.windows.press("ctrl+p")
    program.ui.wait_for_value("state", "Running")


def test_ctrl_shift_a_adds_15_min(stage: Stage) -> None:
    stage.start_session()
    stage.windows.press("ctrl+shift+a")
    until(lambda: stage.record.one("SELECT planned_duration FROM session") == 40, 5, "the plan is longer")


def test_ctrl_n_opens_the_note_window(stage: Stage) -> None:
    stage.start_session()
    stage.windows.press("ctrl+n")
    stage.windows.wait_for_active("Add note")


def test_ctrl_m_mutes(stage: Stage) -> None:
    program = stage.start_session()
    stage.windows.press("ctrl+m")
    program.ui.wait_for_value("state", "Running, muted")


def test_keys_that_need_a_session_do_nothing_without_one(stage: Stage) -> None:
    program = stage.start()
    stage.windows.press("ctrl+p", "ctrl+shift+a", "ctrl+n", "ctrl+m")
    stage.windows.press("ctrl+3")
    program.ui.wait_for_words("History")
    assert not stage.windows.is_on_screen("Add note")
    assert stage.record.rows("SELECT id FROM session") == []


def test_ctrl_1_and_ctrl_3_turn_the_pages(stage: Stage) -> None:
    program = stage.start()
    stage.windows.press("ctrl+3")
    until(lambda: not program.ui.has("text", "Quick entry"), 5, "the Timer page is left")
    stage.windows.press("ctrl+1")
    program.ui.edit("Quick entry")


def test_ctrl_l_leads_to_the_quick_entry_from_anywhere(stage: Stage) -> None:
    program = stage.start()
    stage.windows.press("ctrl+3", "ctrl+l")
    until(lambda: program.ui.edit("Quick entry").is_focused, 5, "the quick entry has the keyboard")


def test_ctrl_comma_opens_the_settings(stage: Stage) -> None:
    stage.start()
    stage.windows.press("ctrl+comma")
    stage.windows.wait_for_active("Settings")
    stage.windows.press("ctrl+w")
    stage.windows.wait_until_gone("Settings")
    assert stage.windows.is_on_screen("Sessile")


def test_ctrl_w_closes_to_the_tray(stage: Stage) -> None:
    program = stage.start()
    stage.windows.press("ctrl+w")
    stage.windows.wait_until_gone("Sessile")
    assert program.is_running


def test_ctrl_q_quits_in_order(stage: Stage) -> None:
    program = stage.start_session()
    stage.windows.press("ctrl+q")
    assert program.exit_code() == 0


def test_a_changed_key_holds_at_once_and_after_a_restart(stage: Stage) -> None:
    program = stage.start_session()
    change_pause(stage, program, "ctrl+shift+p")
    stage.windows.press("ctrl+w")
    stage.windows.wait_for_active("Sessile")
    stage.windows.press("ctrl+shift+p")
    program.ui.wait_for_value("state", "Paused")
    stage.windows.press("ctrl+p")
    stays(lambda: program.ui.value("state") == "Paused", 0.3, "the old keys do nothing")
    assert program.terminate() == 0
    program = stage.start()
    stage.windows.press("ctrl+shift+p")
    program.ui.wait_for_value("state", "Running")


def test_keys_that_are_taken_are_refused_by_name(stage: Stage) -> None:
    program = stage.start_session()
    change_pause(stage, program, "ctrl+n")
    program.ui.wait_for_words("Ctrl+N belongs to Add note. Change that one first.", "Settings")
    assert stage.record.rows("SELECT value FROM setting WHERE key = 'shortcuts'") in ([], [("{}",)])


def change_pause(stage: Stage, program: Program, keys: str) -> None:
    stage.windows.press("ctrl+comma")
    program.ui.button("Shortcuts", "Settings").press()
    program.ui.button("Change Pause", "Settings").press()
    field = program.ui.find("filler", "Keys for Pause", "Settings")
    until(lambda: field.is_focused, 5, "the keys are asked for")
    stage.windows.press(keys)
    until(lambda: not program.ui.has("filler", "Keys for Pause", "Settings"), 5, "the keys were taken")
