"""The past is put right by keyboard, and one key takes it back."""

from datetime import UTC, datetime
from typing import Any

from .harness.record import MINUTE
from .harness.stage import Stage
from .harness.waiting import until

MORNING = int(datetime(2026, 3, 11, 7, tzinfo=UTC).timestamp() * 1000)
"""08:00 in Berlin."""
HOUR = 60 * MINUTE


def last_night(stage: Stage) -> None:
    """A session that began at 17:00 and was stopped the next morning at eight."""
    stage.prepare()
    stage.record.add_session("Thesis", 60, started=15 * HOUR, ended=0, at=MORNING)


def record(stage: Stage) -> list[tuple[Any, ...]]:
    return stage.record.rows("SELECT start_time, end_time, worked FROM session")


def open_history(stage: Stage) -> None:
    program = stage.start()
    stage.windows.press("ctrl+3")
    until(lambda: "1 session" in " ".join(program.ui.words("Sessile")), 5, "the page was read")


def test_a_forgotten_stop_is_put_right_by_keyboard(stage: Stage) -> None:
    last_night(stage)
    open_history(stage)
    stage.windows.press("Down", "Return")
    stage.windows.wait_for_active("Edit session")
    stage.windows.type("1815")
    stage.windows.press("Return")
    begin = MORNING - 15 * HOUR
    until(lambda: record(stage) == [(begin, begin + 75 * MINUTE, 75 * MINUTE)], 5, "it ended at 18:15")


def test_a_wrong_delete_is_back_with_one_key(stage: Stage) -> None:
    last_night(stage)
    before = record(stage)
    open_history(stage)
    stage.windows.press("Down", "Delete")
    until(lambda: not record(stage), 5, "it is gone")
    stage.windows.press("ctrl+z")
    until(lambda: record(stage) == before, 5, "it is back")


def test_undo_reaches_over_a_restart(stage: Stage) -> None:
    last_night(stage)
    before = record(stage)
    open_history(stage)
    stage.windows.press("Down", "Delete")
    until(lambda: not record(stage), 5, "it is gone")
    assert stage.programs[-1].terminate() == 0
    stage.start()
    stage.windows.press("ctrl+z")
    until(lambda: record(stage) == before, 5, "it is back")
