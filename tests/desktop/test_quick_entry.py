"""Starting a session from the line, by keyboard alone."""

import re

from .harness.stage import Stage
from .harness.waiting import until


def test_a_line_typed_and_returned_is_a_session_on_disk(stage: Stage) -> None:
    program = stage.start()
    stage.windows.type("Write the report @Thesis #writing 25")
    stage.windows.press("Return")
    program.ui.wait_for_value("state", "Running")
    assert stage.record.row(
        "SELECT p.name, i.title, i.unplanned, s.planned_duration, s.end_time, s.zone FROM session s "
        "JOIN project p ON p.id = s.project_id JOIN planning i ON i.id = s.planning_id"
    ) == ("Thesis", "Write the report", 1, 25, None, "Europe/Berlin")
    assert stage.record.rows("SELECT tag.name FROM session_tag JOIN tag ON tag.id = tag_id") == [("writing",)]
    assert re.fullmatch(r"25:00|24:5\d", program.ui.value("remaining"))
    until(lambda: stage.tray.tooltip == "Thesis, 25 min left", 5, "the tray tells the same")


def test_names_that_are_new_are_told_before_return(stage: Stage) -> None:
    program = stage.start()
    stage.windows.type("@Thesis #writing")
    program.ui.wait_for_words("New project: Thesis. New tag: writing.")
    assert stage.record.rows("SELECT name FROM project") == []


def test_a_line_that_is_refused_says_why_and_stays(stage: Stage) -> None:
    program = stage.start()
    line = "@" + "x" * 201
    stage.windows.type(line)
    stage.windows.press("Return")
    program.ui.wait_for_words("200 characters")
    assert program.ui.edit("Quick entry").text == line
    assert stage.record.rows("SELECT id FROM session") == []
