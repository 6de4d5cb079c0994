"""Breaks on a real desktop: begun in the tray, counted down by tray and window, told when they are over."""

from .harness.record import MINUTE, now
from .harness.stage import Stage
from .harness.waiting import until


def break_that_ends_in(stage: Stage, seconds: int) -> None:
    """A break of five minutes that runs."""
    start = now() - 5 * MINUTE + seconds * 1000
    stage.record.choose(breaks={"last": [start, 5 * MINUTE, False], "sessions": 1})


def test_a_break_begins_after_a_stop_and_is_counted_down(stage: Stage) -> None:
    program = stage.start_session()
    plain = stage.tray.icon
    program.ui.button("Stop", "Sessile").press()
    program.ui.button("Start break", "Sessile").press()
    program.ui.wait_for_value("state", "Break")
    assert program.ui.value("remaining") in ("05:00", "04:59", "04:58", "04:57")
    assert (stage.tray.status, stage.tray.tooltip) == ("Break", "Break, 5 min left")
    assert stage.tray.icon != plain
    until(lambda: program.ui.value("remaining") < "04:57", 10, "it counts down")
    stage.tray.click("End break")
    until(lambda: stage.tray.status == "No session", 5, "the break has ended")
    assert program.ui.edit("Quick entry").is_enabled


def test_the_end_of_a_break_offers_to_start_again(stage: Stage) -> None:
    stage.prepare()
    stage.record.add_session("Thesis", 25, started=40 * MINUTE, ended=10 * MINUTE)
    break_that_ends_in(stage, 4)
    stage.start_hidden()
    note = stage.notifications.wait()
    assert (note.title, note.buttons["start_again"]) == ("Break is over", "Start again")
    stage.notifications.press(note, "start_again")
    until(lambda: stage.tray.tooltip == "Thesis, 25 min left", 5, "the same runs again")
    until(lambda: stage.notifications.closed == [note.number], 5, "the note is withdrawn")


def test_a_break_runs_on_while_the_program_is_closed(stage: Stage) -> None:
    stage.prepare()
    break_that_ends_in(stage, -60)
    stage.start_hidden()
    until(lambda: stage.notifications.titles == ["Break is over"], 10, "it is told at the start")
    stage.programs[-1].terminate()
    stage.start_hidden()
    assert stage.notifications.titles == ["Break is over"]


def test_the_quick_entry_can_be_used_in_a_break(stage: Stage) -> None:
    stage.prepare()
    break_that_ends_in(stage, 200)
    program = stage.start()
    program.ui.wait_for_value("state", "Break")
    stage.windows.press("ctrl+l")
    stage.windows.type("Write the report @Thesis 25")
    stage.windows.press("Return")
    program.ui.wait_for_value("state", "Running")
    assert stage.record.row("SELECT count(*), end_time FROM session") == (1, None)
