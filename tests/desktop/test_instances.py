"""One program for each data directory: a second start hands over, and a crash leaves nothing in the way."""

from .harness.stage import Stage
from .harness.waiting import until


def test_a_second_start_raises_the_hidden_window_and_ends(stage: Stage) -> None:
    first = stage.start()
    stage.windows.press("ctrl+w")
    stage.windows.wait_until_gone("Sessile")
    second = stage.launch()
    assert second.exit_code() == 0
    stage.windows.wait_for_active("Sessile")
    assert first.is_running


def test_a_second_start_raises_the_window_from_behind_another(stage: Stage) -> None:
    stage.start()
    stage.windows.press("ctrl+comma")
    stage.windows.wait_for_active("Settings")
    assert stage.launch().exit_code() == 0
    stage.windows.wait_for_active("Sessile")


def test_a_second_hidden_start_leaves_the_window_alone(stage: Stage) -> None:
    stage.start()
    stage.windows.press("ctrl+w")
    stage.windows.wait_until_gone("Sessile")
    assert stage.launch("--hidden").exit_code() == 0
    assert not stage.windows.is_on_screen("Sessile")


def test_after_a_crash_the_next_start_works_at_once(stage: Stage) -> None:
    stage.start_session().cut_off()
    program = stage.start()
    program.ui.wait_for_value("state", "Running")


def test_another_data_directory_gets_a_program_of_its_own(stage: Stage) -> None:
    first = stage.start()
    other = stage.launch("--data-dir", str(stage.data / "other"), "--hidden")
    until((stage.data / "other" / "sessile.db").exists, 10, "the other data file is made")
    assert first.is_running and other.is_running


def test_a_newer_data_file_is_refused_and_left_byte_for_byte(stage: Stage) -> None:
    stage.prepare()
    stage.record.change("PRAGMA journal_mode = DELETE")
    stage.record.change("PRAGMA user_version = 99")
    before = stage.record.path.read_bytes()
    program = stage.launch()
    program.ui.button("Close").press()
    assert program.exit_code() == 1
    assert "was written by a newer Sessile" in program.complaints
    assert "Traceback" not in program.complaints
    assert stage.record.path.read_bytes() == before
    assert not list(stage.data.glob("sessile.db-*"))


def test_a_file_that_is_no_database_is_refused_and_left_alone(stage: Stage) -> None:
    stage.data.mkdir()
    stage.record.path.write_text("not a database at all\n" * 20)
    before = stage.record.path.read_bytes()
    program = stage.launch()
    program.ui.button("Quit").press()
    assert program.exit_code() == 1
    assert stage.record.path.read_bytes() == before
