"""The sentences and figures that more than one surface says."""

from datetime import timedelta

import pytest

from app.core import wording
from app.core.alerts import AlertKind
from app.core.model import Project, Session
from app.core.timing import Reading, read
from tests.fakes import MINUTE, a_gap, a_session, at

THESIS = Project(1, "Thesis", "lagoon")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1500, "25:00"),
        (1499.999, "25:00"),
        (1499, "24:59"),
        (0.001, "00:01"),
        (0, "00:00"),
        (-0.999, "+00:00"),
        (-1, "+00:01"),
        (-61.5, "+01:01"),
        (3600, "1:00:00"),
        (3599.001, "1:00:00"),
        (86400, "24:00:00"),
        (-3661, "+1:01:01"),
    ],
)
def test_time_left_is_rounded_up_and_overtime_down(seconds: float, words: str) -> None:
    assert wording.clock(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 min"), (59, "0 min"), (2700, "45 min"), (4199, "1 h 9 min"), (7200, "2 h"), (90000, "25 h")],
)
def test_a_length_is_told_in_whole_minutes(seconds: int, words: str) -> None:
    assert wording.length(timedelta(seconds=seconds)) == words


STATES = [
    (a_session(), 5, "Running"),
    (a_session(), 25, "Running"),
    (a_session(), 26, "Overtime"),
    (a_session(a_gap(5, None)), 9, "Paused"),
    (a_session(a_gap(26, None)), 30, "Paused"),
    (a_session(muted=True), 5, "Running, muted"),
    (a_session(a_gap(26, None), muted=True), 30, "Paused, muted"),
    (a_session(muted=True), 30, "Overtime, muted"),
]


@pytest.mark.parametrize(("session", "minutes", "words"), STATES)
def test_the_state_says_paused_before_overtime_before_running(session: Session, minutes: int, words: str) -> None:
    assert wording.state(session, read(session, at(minutes))) == words


@pytest.mark.parametrize(("minutes", "words"), [(0.5, "24:30 left"), (25, "00:00 left"), (37, "12:00 over")])
def test_time_left_and_time_over(minutes: float, words: str) -> None:
    assert wording.time_left(read(a_session(), at(minutes))) == words


@pytest.mark.parametrize(("minutes", "words"), [(0.1, "25 min left"), (24.9, "1 min left"), (37.9, "+12 min")])
def test_minutes_left_are_rounded_like_the_clock(minutes: float, words: str) -> None:
    assert wording.minutes_left(read(a_session(), at(minutes))) == words


def test_with_nothing_planned_it_is_said_how_long_it_runs() -> None:
    reading = Reading(70 * MINUTE, 70 * MINUTE, None)
    assert (wording.time_left(reading), wording.minutes_left(reading)) == ("1 h 10 min", "1 h 10 min")


@pytest.mark.parametrize(
    ("session", "minutes", "line"),
    [
        (a_session(project=THESIS), 0, "Thesis, 25 min left"),
        (a_session(project=THESIS, title="Chapter"), 0, "Thesis, 25 min left"),
        (a_session(title="Chapter"), 0, "Chapter, 25 min left"),
        (a_session(project=THESIS, muted=True), 30, "Thesis, +5 min, overtime, muted"),
        (a_session(a_gap(5, None), project=THESIS), 9, "Thesis, 20 min left, paused"),
    ],
)
def test_the_status_line_names_the_session_and_its_time(session: Session, minutes: int, line: str) -> None:
    assert wording.status(session, read(session, at(minutes))) == line


def test_the_status_line_without_a_session() -> None:
    assert wording.status(None, None) == "No session"


def test_the_early_alert_names_project_and_time() -> None:
    session = a_session(project=THESIS, title="Chapter")
    words = wording.alert_text(AlertKind.TIME_ALMOST_UP, session, read(session, at(20)), "13:25")
    assert words == "Chapter (Thesis): 5 min left, ends at 13:25"


def test_the_alert_at_the_end_names_project_and_time() -> None:
    session = a_session(project=THESIS)
    words = wording.alert_text(AlertKind.TIME_IS_UP, session, read(session, at(25)), "13:25")
    assert words == "Thesis: the 25 min planned were over at 13:25"


def test_an_alert_stands_in_one_line_without_control_characters() -> None:
    session = a_session(title="a\tb\x1b[31m\u202e" + "x" * 500)
    words = wording.alert_text(AlertKind.TIME_IS_UP, session, read(session, at(25)), "13:25")
    assert words.startswith("a b [31mxxx") and len(words) < 200
