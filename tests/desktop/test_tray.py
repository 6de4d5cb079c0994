"""The tray: every entry of its menu does what it says, and people's names survive in it."""

from .harness.record import MINUTE
from .harness.stage import Stage
from .harness.waiting import until

LABELS = [
    "Start…",
    "Start again",
    "Start planned",
    "Stop",
    "Pause",
    "Add 15 min",
    "Add note…",
    "Mute notifications",
    "Quiet for",
    "Start break",
    "Show Sessile",
    "Quit",
]
NEED_A_SESSION = ["Stop", "Pause", "Add 15 min", "Add note…", "Mute notifications"]


def enabled(stage: Stage) -> list[str]:
    return [entry.label for entry in stage.tray.entries if entry.enabled]


def test_with_no_session_only_what_needs_none_can_be_chosen(stage: Stage) -> None:
    stage.start()
    assert stage.tray.labels == ["No session", *LABELS]
    assert enabled(stage) == ["Start…", "Quiet for", "Start break", "Show Sessile", "Quit"]
    assert stage.tray.tooltip == "No session"


def test_with_a_session_only_a_second_start_can_not_be_chosen(stage: Stage) -> None:
    stage.start_session("@Thesis 25")
    assert stage.tray.labels == ["Thesis, 25 min left", *LABELS]
    assert enabled(stage) == [*NEED_A_SESSION, "Quiet for", "Show Sessile", "Quit"]
    assert stage.tray.tooltip == "Thesis, 25 min left"


def test_start_opens_the_window_at_the_quick_entry(stage: Stage) -> None:
    program = stage.start_hidden()
    assert not stage.windows.is_on_screen("Sessile")
    stage.tray.click("Start…")
    stage.windows.wait_for_active("Sessile")
    until(lambda: program.ui.edit("Quick entry").is_focused, 5, "the quick entry has the keyboard")


def test_start_again_starts_the_same_project_tags_and_length(stage: Stage) -> None:
    program = stage.start_session("Chapter two @Thesis #writing 45")
    stage.tray.click("Stop")
    until(lambda: stage.tray.status == "No session", 5, "the session has ended")
    stage.tray.click("Start again", "Thesis #writing, 45 min")
    program.ui.wait_for_value("state", "Running")
    assert (
        stage.record.rows(
            "SELECT p.name, t.name, s.planned_duration FROM session s JOIN project p ON p.id = s.project_id "
            "JOIN session_tag st ON st.session_id = s.id JOIN tag t ON t.id = st.tag_id ORDER BY s.id"
        )
        == [("Thesis", "writing", 45)] * 2
    )
    assert stage.record.one("SELECT count(*) FROM session WHERE end_time IS NULL") == 1


def test_start_again_offers_the_last_five_that_differ(stage: Stage) -> None:
    stage.prepare()
    for number in range(6):
        begin = (60 - number) * MINUTE
        stage.record.add_session(f"Project {number}", 25, started=begin, ended=begin - MINUTE)
    stage.record.add_session("Project 5", 25, started=2 * MINUTE, ended=MINUTE)
    stage.start()
    offered = [entry.label for entry in stage.tray.entry("Start again").entries]
    assert offered == [f"Project {number}, 25 min" for number in (5, 4, 3, 2, 1)]


def test_start_planned_starts_what_was_typed_into_the_plan_of_today(stage: Stage) -> None:
    program = stage.start()
    stage.windows.press("ctrl+2")
    until(lambda: program.ui.edit("Add to plan").is_focused, 5, "the line has the keyboard")
    stage.windows.type("Read_two papers @Thesis #reading 60")
    stage.windows.press("Return")
    stage.tray.click("Start planned", "Read_two papers, 1 h")
    until(lambda: stage.tray.status == "Thesis, 1 h left", 5, "it runs")
    assert not stage.tray.entry("Start planned").enabled
    assert stage.record.one("SELECT s.planning_id = p.id FROM session s, planning p") == 1


def test_stop_ends_the_session_on_disk(stage: Stage) -> None:
    stage.start_session()
    stage.tray.click("Stop")
    until(lambda: stage.record.one("SELECT end_time IS NOT NULL FROM session"), 5, "the session has ended")
    assert stage.record.one("SELECT worked = end_time - start_time FROM session") == 1
    until(lambda: stage.tray.labels == ["No session", *LABELS], 5, "the menu offers a start again")


def test_pause_and_resume_open_and_close_a_gap(stage: Stage) -> None:
    program = stage.start_session()
    stage.tray.click("Pause")
    program.ui.wait_for_value("state", "Paused")
    assert stage.record.rows("SELECT cause, verdict, end_time FROM gap") == [("pause", "discarded", None)]
    assert stage.tray.tooltip == "Thesis, 25 min left, paused"
    stage.tray.click("Resume")
    program.ui.wait_for_value("state", "Running")
    assert stage.record.one("SELECT end_time >= start_time FROM gap") == 1


def test_add_15_min_makes_the_plan_longer(stage: Stage) -> None:
    stage.start_session()
    stage.tray.click("Add 15 min")
    until(lambda: stage.tray.status == "Thesis, 40 min left", 5, "the tray shows the longer plan")
    assert stage.record.one("SELECT planned_duration FROM session") == 40


def test_add_note_opens_the_note_window_alone(stage: Stage) -> None:
    program = stage.start_session()
    stage.tray.click_icon()
    stage.windows.wait_until_gone("Sessile")
    stage.tray.click("Add note…")
    stage.windows.wait_for_active("Add note")
    stage.windows.type("half of it")
    stage.windows.press("Return")
    stage.windows.wait_until_gone("Add note")
    assert stage.record.one("SELECT notes FROM session")[8:] == "half of it"
    assert not stage.windows.is_on_screen("Sessile")
    assert program.is_running


def test_mute_is_ticked_and_in_the_tooltip(stage: Stage) -> None:
    program = stage.start_session()
    stage.tray.click("Mute notifications")
    program.ui.wait_for_value("state", "Running, muted")
    assert stage.tray.entry("Mute notifications").checked is True
    assert stage.tray.tooltip == "Thesis, 25 min left, muted"
    assert stage.record.one("SELECT notification_disabled FROM session") == 1
    stage.tray.click("Mute notifications")
    program.ui.wait_for_value("state", "Running")
    assert stage.tray.entry("Mute notifications").checked is False


def test_show_sessile_brings_the_hidden_window_up(stage: Stage) -> None:
    stage.start_hidden()
    stage.tray.click("Show Sessile")
    stage.windows.wait_for_active("Sessile")


def test_a_click_on_the_icon_hides_and_shows_the_window(stage: Stage) -> None:
    stage.start()
    stage.tray.click_icon()
    stage.windows.wait_until_gone("Sessile")
    stage.tray.click_icon()
    stage.windows.wait_for_active("Sessile")


def test_quit_ends_the_program_in_order(stage: Stage) -> None:
    program = stage.start_session()
    stage.tray.click("Quit")
    assert program.exit_code() == 0
    assert stage.record.one("SELECT end_time FROM session") is None


def test_the_icon_differs_with_what_is_going_on(stage: Stage) -> None:
    stage.start()
    seen = [stage.tray.icon]
    assert {16, 22, 32} <= {width for width, _height, _data in seen[0]}
    for command in ("Ctrl+Return", "Mute notifications", "Pause"):
        stage.windows.press("ctrl+Return") if command == "Ctrl+Return" else stage.tray.click(command)
        until(lambda: stage.tray.icon not in seen, 5, f"another icon after {command}")
        seen.append(stage.tray.icon)


def test_names_with_underscores_and_ampersands_survive(stage: Stage) -> None:
    stage.start_session('@"15_min & more" 25')
    assert stage.tray.status == "15_min & more, 25 min left"
    assert stage.tray.tooltip == "15_min & more, 25 min left"
    stage.tray.click("Stop")
    until(lambda: stage.tray.entry("Start again").enabled, 5, "the project can be started again")
    assert [entry.label for entry in stage.tray.entry("Start again").entries] == ["15_min & more, 25 min"]
