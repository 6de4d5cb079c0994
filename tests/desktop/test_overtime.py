"""Overtime as the person sees it: in the window, in the tray, and in the review."""

import re
from pathlib import Path

from .harness.record import MINUTE
from .harness.stage import MAIN, Stage
from .harness.waiting import until

REVIEW = "Review session"


def test_overtime_counts_on_and_the_review_tells_planned_and_worked(stage: Stage, new_file: Path) -> None:
    stage.record.make(new_file)
    stage.record.add_session("Thesis", 25, started=41 * MINUTE)
    program = stage.start()
    until(lambda: re.fullmatch(r"\+16:\d\d", program.ui.value("remaining")), 5, "the time over is shown")
    assert program.ui.value("state") == "Overtime"
    assert stage.tray.tooltip == "Thesis, +16 min, overtime"
    assert stage.tray.status == "Thesis, +16 min, overtime"
    program.ui.button("Stop", MAIN).press()
    for words in ("41 min", "planned 25,", "+16"):
        program.ui.wait_for_words(words, REVIEW)
    assert stage.record.one("SELECT actual_duration FROM session_readable") == 41
