"""The sentences and figures that more than one surface says."""

from datetime import timedelta

import pytest

from app.core import wording
from app.core.alerts import OVERTAKEN, AlertKind, AlertRecord, Result
from app.core.breaks import Break
from app.core.model import Project, Session
from app.core.quiet import MUTED
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
    assert wording.status(wording.tray_name(session), session, read(session, at(minutes))) == line


def words_of(kind: AlertKind, session: Session, minutes: float) -> str:
    return wording.alert_text(kind, wording.alert_name(session), session, read(session, at(minutes)), "13:25")


def test_the_early_alert_names_project_and_time() -> None:
    session = a_session(project=THESIS, title="Chapter")
    assert words_of(AlertKind.TIME_ALMOST_UP, session, 20) == "Chapter (Thesis): 5 min left, ends at 13:25"


def test_the_alert_at_the_end_names_project_and_time() -> None:
    session = a_session(project=THESIS)
    assert words_of(AlertKind.TIME_IS_UP, session, 25) == "Thesis: the 25 min planned were over at 13:25"


def test_an_alert_stands_in_one_line_without_control_characters() -> None:
    session = a_session(title="a\tb\x1b[31m\u202e" + "x" * 500)
    words = words_of(AlertKind.TIME_IS_UP, session, 25)
    assert words.startswith("a b [31mxxx") and len(words) < 200


def test_overtime_says_how_much_and_since_when() -> None:
    words = words_of(AlertKind.OVERTIME, a_session(project=THESIS), 35)
    assert words == "Thesis: 10 min over the 25 min planned, since 13:25"


def test_a_long_session_says_how_long_it_runs() -> None:
    words = words_of(AlertKind.STILL_WORKING, a_session(project=THESIS, planned=None), 240)
    assert words == "Thesis: running for 4 h"


def test_alerts_about_no_session_say_since_when() -> None:
    about_none = wording.alert_about_none
    assert about_none(AlertKind.BREAK_IS_OVER, 5 * MINUTE, "13:00") == "The break of 5 min that began at 13:00 is over"
    assert about_none(AlertKind.NO_SESSION_RUNNING, 30 * MINUTE, "13:00") == "Nothing has run since 13:00"


def held(kind: AlertKind, minutes: float, reason: str = MUTED) -> AlertRecord:
    return AlertRecord(kind, at(minutes), Result.HELD, reason)


@pytest.mark.parametrize(
    ("records", "line"),
    [
        ((), ""),
        ((held(AlertKind.TIME_IS_UP, 25),), "1 alert was held back: Time is up 25"),
        (
            (held(AlertKind.TIME_ALMOST_UP, 20), held(AlertKind.TIME_IS_UP, 25)),
            "2 alerts were held back: Time almost up 20, Time is up 25",
        ),
        (
            tuple(held(AlertKind.OVERTIME, minutes) for minutes in (35, 45, 55, 65, 75)),
            "5 alerts were held back: Overtime 35, Overtime 45, Overtime 55, 2 more",
        ),
    ],
)
def test_what_was_held_back_is_counted_and_named(records: tuple[AlertRecord, ...], line: str) -> None:
    assert wording.held_back(records, lambda due: f"{(due - at(0)) / MINUTE:.0f}") == line


@pytest.mark.parametrize(
    ("record", "line"),
    [
        ((Result.HELD, MUTED, ""), "Held back: session muted"),
        ((Result.HELD, OVERTAKEN, ""), "Not sent: another alert said it already"),
        ((Result.SHOWN, "", "service"), "Shown by the desktop's notification service"),
        ((Result.SHOWN, "the service failed", "plyer"), "The service failed; plyer showed it"),
        ((Result.FAILED, "there is no session bus", ""), "In the window only: there is no session bus"),
    ],
)
def test_the_delivery_list_says_which_way_or_why_not(record: tuple[Result, str, str], line: str) -> None:
    result, reason, way = record
    assert wording.outcome(AlertRecord(AlertKind.TIME_IS_UP, at(25), result, reason, way)) == line


def test_a_break_counts_whole_minutes_up() -> None:
    rest = Break(at(0), 5 * MINUTE)
    assert [wording.break_left(rest, at(minutes)) for minutes in (0, 0.5, 4.5)] == [
        "Break, 5 min left",
        "Break, 5 min left",
        "Break, 1 min left",
    ]
