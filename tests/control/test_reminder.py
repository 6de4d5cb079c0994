"""`No session running`: within working hours, while nothing runs and the person can be told."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.control.alerter import Alert, Alerter
from app.control.breaks import Breaks
from app.control.operations import Start
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.core.alerts import AlertKind
from app.core.model import Answer
from app.core.settings import Settings
from app.store.store import Store
from tests.control.life import told
from tests.control.test_alerter import RECORD, Restarted
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


# Snoozed


def test_a_snooze_puts_it_off_to_its_end_and_from_there_it_comes_again(
    snooze: Snooze, sent: Sent, waker: Waker, data_file: Path
) -> None:
    waker.run(31 * MINUTE)
    snooze.keep_for(HOUR)
    waker.run(91 * MINUTE)
    assert [(alert.due, alert.span) for alert in sent] == [
        (at(30), 30 * MINUTE),
        (at(91), 91 * MINUTE),
        (at(121), 121 * MINUTE),
    ]
    assert [row[1] for row in rows(data_file, RECORD)] == [30, 91, 121]


def test_a_snooze_takes_it_off_every_surface(alerter: Alerter, snooze: Snooze, sent: Sent, waker: Waker) -> None:
    waker.run(31 * MINUTE)
    shown = alerter.shown
    snooze.keep_for(HOUR)
    assert (shown, alerter.shown) == (sent[0], None)


def test_until_tomorrow_it_comes_when_the_working_hours_of_that_day_say_so(
    snooze: Snooze, sent: Sent, waker: Waker
) -> None:
    waker.run(31 * MINUTE)
    snooze.keep_until_tomorrow()
    waker.run(20 * HOUR)
    assert [alert.due for alert in sent] == [at(30), at(20 * 60 + 30)]  # half past nine


def test_a_snooze_that_the_person_ended_tells_nothing_of_what_it_put_off(
    snooze: Snooze, sent: Sent, waker: Waker, data_file: Path
) -> None:
    waker.run(31 * MINUTE)
    snooze.keep_until_tomorrow()
    waker.run(40 * MINUTE)
    snooze.end()
    waker.run(20 * MINUTE)
    assert (told(sent), [row[1] for row in rows(data_file, RECORD)]) == ([(NOTHING, 30), (NOTHING, 90)], [30, 90])


def test_a_session_that_begins_ends_a_snooze(
    controller: SessionController, snooze: Snooze, sent: Sent, waker: Waker, store: Store, clock: FakeClock
) -> None:
    snooze.keep_for(3 * HOUR)
    session = controller.start(Start(25))
    waker.run(10 * MINUTE)
    controller.stop(session.id)
    ended = (snooze.until, Restarted(store, clock).snooze.until)
    waker.run(31 * MINUTE)
    assert (ended, [alert.due for alert in sent if alert.kind is NOTHING]) == ((None, None), [at(40)])


def test_a_snooze_that_is_over_puts_nothing_off_after_a_session(
    controller: SessionController, snooze: Snooze, sent: Sent, waker: Waker
) -> None:
    waker.run(31 * MINUTE)
    snooze.keep_for(20 * MINUTE)
    waker.run(21 * MINUTE)
    controller.stop(controller.start(Start(25)).id)
    waker.run(40 * MINUTE)
    assert told(sent) == [(NOTHING, 30), (NOTHING, 51), (NOTHING, 82)]


def test_a_snooze_lasts_over_a_restart(snooze: Snooze, waker: Waker, store: Store, clock: FakeClock) -> None:
    waker.run(31 * MINUTE)
    snooze.keep_for(HOUR)
    waker.run(10 * MINUTE)
    again = Restarted(store, clock)
    again.run(60)
    assert told(again.sent) == [(NOTHING, 91)]


def test_a_snooze_holds_no_other_alert_back(breaks: Breaks, snooze: Snooze, sent: Sent, waker: Waker) -> None:
    snooze.keep_for(HOUR)
    breaks.start()
    waker.run(10 * MINUTE)
    assert told(sent) == [(AlertKind.BREAK_IS_OVER, 5)]


def test_what_quiet_held_back_before_a_snooze_does_not_come_in_it(
    quiet: Quiet, snooze: Snooze, sent: Sent, waker: Waker
) -> None:
    quiet.keep_for(40 * MINUTE)
    waker.run(31 * MINUTE)
    snooze.keep_for(HOUR)
    waker.run(50 * MINUTE)
    assert sent == []


@pytest.mark.parametrize("step", [-3 * HOUR, 2 * HOUR])
def test_a_clock_that_is_set_leaves_a_snooze_as_long_as_it_was(
    snooze: Snooze, sent: Sent, waker: Waker, clock: FakeClock, step: timedelta
) -> None:
    waker.run(31 * MINUTE)
    snooze.keep_for(HOUR)
    clock.step(step)
    waker.run(59 * MINUTE)
    before = len(sent)
    waker.run(2 * MINUTE)
    assert (before, len(sent)) == (1, 2)


def test_a_snooze_of_a_clock_that_was_ahead_is_no_longer_than_it_was_meant(
    snooze: Snooze, store: Store, clock: FakeClock
) -> None:
    clock.step(2000 * 24 * HOUR)
    snooze.keep_for(HOUR)
    clock.step(-2000 * 24 * HOUR)
    assert Restarted(store, clock).snooze.until == at(60)
