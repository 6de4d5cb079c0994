"""`No session running`: within working hours, while nothing runs and the person can be told."""

from pathlib import Path

import pytest

from app.control.alerter import Alert, Alerter
from app.control.breaks import Breaks
from app.control.operations import Start
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.core.alerts import AlertKind
from app.core.model import Answer
from app.core.settings import Settings
from tests.control.life import told
from tests.control.test_alerter import RECORD
from tests.fakes import MINUTE, FakeClock, Waker, at, rows

NOTHING = AlertKind.NO_SESSION_RUNNING
HOUR = 60 * MINUTE
ON = Settings(tells_no_session=True)
Sent = list[Alert]


@pytest.fixture(autouse=True)
def turned_on(controller: SessionController, sent: Sent) -> None:
    """At one in the afternoon where the person is."""
    controller.change_settings(ON)


def test_it_is_off_unless_it_was_turned_on(controller: SessionController, sent: Sent, waker: Waker) -> None:
    controller.change_settings(Settings())
    waker.run(3 * HOUR)
    assert sent == []


def test_it_comes_again_as_long_as_nothing_runs(sent: Sent, waker: Waker) -> None:
    waker.run(70 * MINUTE)
    assert told(sent) == [(NOTHING, 30), (NOTHING, 60)]


def test_it_counts_from_the_end_of_the_last_session(controller: SessionController, sent: Sent, waker: Waker) -> None:
    session = controller.start(Start(25))
    waker.run(10 * MINUTE)
    controller.stop(session.id)
    waker.run(31 * MINUTE)
    assert [(alert.kind, alert.span) for alert in sent] == [(NOTHING, 30 * MINUTE)]


def test_it_counts_from_the_end_of_a_break(breaks: Breaks, sent: Sent, waker: Waker) -> None:
    breaks.start()
    waker.run(36 * MINUTE)
    assert told(sent) == [(AlertKind.BREAK_IS_OVER, 5), (NOTHING, 35)]


def test_it_counts_from_the_end_of_a_break_that_the_person_ended_too(breaks: Breaks, sent: Sent, waker: Waker) -> None:
    waker.run(28 * MINUTE)
    breaks.start()
    waker.run(4 * MINUTE)
    breaks.end()
    waker.run(31 * MINUTE)
    assert told(sent) == [(NOTHING, 62)]


def test_it_counts_from_when_a_session_ceased_to_run_not_from_the_end_it_was_given(
    controller: SessionController, gap: int, sent: Sent, waker: Waker
) -> None:
    controller.answer(gap, Answer.STOP_THEN)
    waker.run(31 * MINUTE)
    assert [alert.due for alert in sent if alert.kind is NOTHING] == [at(70)]


def test_a_session_of_a_clock_that_was_ahead_does_not_keep_it_back(
    controller: SessionController, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    clock.step(100 * HOUR)
    controller.stop(controller.start(Start(25)).id)
    clock.step(-100 * HOUR)
    controller.timekeeper.look()
    waker.run(31 * MINUTE)
    assert told(sent) == [(NOTHING, 30)]


def test_a_step_of_the_clock_tells_nothing_again(
    controller: SessionController, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    waker.run(31 * MINUTE)
    clock.step(-10 * MINUTE)
    waker.run(20 * MINUTE)
    assert told(sent) == [(NOTHING, 30)]


def test_turned_on_it_waits_for_its_next_instant(controller: SessionController, sent: Sent, waker: Waker) -> None:
    controller.change_settings(Settings())
    waker.run(100 * MINUTE)
    controller.change_settings(ON)
    waker.run(21 * MINUTE)
    assert told(sent) == [(NOTHING, 120)]


def test_other_settings_leave_it_when_it_was(controller: SessionController, sent: Sent, waker: Waker) -> None:
    waker.run(20 * MINUTE)
    controller.change_settings(ON._replace(lead_minutes=3))
    waker.run(20 * MINUTE)
    assert told(sent) == [(NOTHING, 30)]


def test_it_does_not_come_after_work(sent: Sent, waker: Waker) -> None:
    waker.run(15 * HOUR)
    assert told(sent)[-1] == (NOTHING, 300)  # six in the evening


def test_a_session_takes_it_away(controller: SessionController, alerter: Alerter, sent: Sent, waker: Waker) -> None:
    waker.run(31 * MINUTE)
    shown = alerter.shown
    controller.start(Start(25))
    assert (shown, alerter.shown) == (sent[0], None)


def test_sleep_is_no_time_in_which_one_could_have_been_told(sent: Sent, waker: Waker, clock: FakeClock) -> None:
    waker.run(5 * MINUTE)
    clock.sleep(2 * HOUR)
    waker.run(31 * MINUTE)
    assert [alert.span for alert in sent] == [30 * MINUTE]


def test_a_sleep_that_nobody_found_yet_is_none_either(
    controller: SessionController, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    waker.run(5 * MINUTE)
    clock.sleep(2 * HOUR)
    controller.change_settings(ON._replace(review_after_stop=False))
    assert sent == []


def test_quiet_holds_it_back_and_the_newest_goes_out_then(
    quiet: Quiet, sent: Sent, waker: Waker, data_file: Path
) -> None:
    quiet.keep_for(65 * MINUTE)
    waker.run(66 * MINUTE)
    assert told(sent) == [(NOTHING, 60)]
    assert [(row[0], row[1], row[5]) for row in rows(data_file, RECORD)] == [
        ("No session running", 30, "quiet was on"),
        ("No session running", 60, "sent when quiet ended"),
    ]


def test_what_was_held_back_until_work_was_over_is_not_told_in_the_night(
    quiet: Quiet, sent: Sent, waker: Waker
) -> None:
    quiet.keep_until_tomorrow()
    waker.run(20 * HOUR)
    assert sent == []
