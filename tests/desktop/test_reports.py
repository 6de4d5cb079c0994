"""Reports by keyboard: from a figure to its sessions in History."""

from datetime import UTC, datetime

from .harness.record import MINUTE
from .harness.stage import Stage

_TO_THE_BARS = ("Tab",) * 5
"""From the spans over both chevrons, `Copy summary` and `Table`."""
NOON = int(datetime(2026, 3, 11, 12, tzinfo=UTC).timestamp() * 1000)


def test_a_bar_leads_to_its_sessions_in_history(stage: Stage) -> None:
    stage.prepare()
    stage.record.add_session("Thesis", 60, started=50 * MINUTE, ended=10 * MINUTE, at=NOON)
    program = stage.start()
    stage.windows.press("ctrl+4")
    program.ui.wait_for_words("No sessions in this week.")
    program.ui.button("Show the last week that has some").press()
    program.ui.button("Table: Satisfaction")
    stage.windows.press(*_TO_THE_BARS, "Return")
    program.ui.wait_for_words("1 session")
