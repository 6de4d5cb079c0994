"""Alerts that come again while a session runs over, and the one that asks about a long session."""

from pathlib import Path

from app.control.alerter import Alert, Alerter
from app.control.operations import Start
from app.control.presence import Presence
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.core.alerts import AlertKind
from app.core.settings import Settings
from app.store.store import Store
from tests.control.life import told
from tests.control.test_alerter import RECORD, Restarted, deliver
from tests.fakes import MINUTE, SECOND, FakeClock, Waker, rows

ALMOST, UP, OVER, STILL = (
    AlertKind.TIME_ALMOST_UP,
    AlertKind.TIME_IS_UP,
    AlertKind.OVERTIME,
    AlertKind.STILL_WORKING,
)
Sent = list[Alert]


def test_overtime_is_told_every_ten_minutes(controller: SessionController, sent: Sent, waker: Waker) -> None:
    controller.start(Start(25))
    waker.run(50 * MINUTE)
    assert told(sent) == [(ALMOST, 20), (UP, 25), (OVER, 35), (OVER, 45)]


def test_the_interval_is_the_persons(controller: SessionController, sent: Sent, waker: Waker) -> None:
    controller.change_settings(Settings(overtime_minutes=3))
    controller.start(Start(25))
    waker.run(32 * MINUTE)
    assert told(sent) == [(ALMOST, 20), (UP, 25), (OVER, 28), (OVER, 31)]


def test_added_time_in_overtime_lets_the_next_one_count_from_the_new_end(
    controller: SessionController, sent: Sent, waker: Waker
) -> None:
    session = controller.start(Start(25))
    waker.run(58 * MINUTE)
    before = len(sent)
    controller.add_time(session.id, 15)
    waker.run(25 * MINUTE)
    assert told(sent[before:]) == [(OVER, 60), (OVER, 70), (OVER, 80)]


def test_a_pause_in_overtime_moves_the_next_one(controller: SessionController, sent: Sent, waker: Waker) -> None:
    session = controller.start(Start(25))
    waker.run(30 * MINUTE)
    controller.pause(session.id)
    waker.run(20 * MINUTE)
    controller.resume(session.id)
    waker.run(10 * MINUTE)
    assert told(sent) == [(ALMOST, 20), (UP, 25), (OVER, 55)]


def test_overtime_is_not_repeated_after_a_restart(
    controller: SessionController, alerter: Alerter, sent: Sent, waker: Waker, store: Store, clock: FakeClock
) -> None:
    controller.start(Start(25))
    waker.run(36 * MINUTE)
    deliver(alerter, sent)
    again = Restarted(store, clock)
    again.run(10)
    assert (told(sent)[-1], told(again.sent)) == ((OVER, 35), [(OVER, 45)])


def test_an_overtime_alert_that_is_shown_holds_until_the_time_is_changed(
    controller: SessionController, alerter: Alerter, sent: Sent, waker: Waker
) -> None:
    session = controller.start(Start(25))
    waker.run(36 * MINUTE)
    shown = alerter.shown
    controller.add_note(session.id, "still at it")
    after_note = alerter.shown
    controller.add_time(session.id, 30)
    assert (shown, after_note, alerter.shown) == (sent[-1], sent[-1], None)


def test_a_long_session_is_asked_about_once_over_restarts_too(
    controller: SessionController,
    alerter: Alerter,
    sent: Sent,
    waker: Waker,
    store: Store,
    clock: FakeClock,
    data_file: Path,
) -> None:
    controller.change_settings(Settings(tells_overtime=False))
    controller.start(Start(1440))
    waker.run(245 * MINUTE)
    deliver(alerter, sent)
    again = Restarted(store, clock)
    again.run(300)
    assert (told(sent), told(again.sent)) == ([(STILL, 240)], [])
    assert len(rows(data_file, RECORD)) == 1


def test_alerts_that_are_off_are_not_sent_and_not_written_down(
    controller: SessionController, sent: Sent, waker: Waker, data_file: Path
) -> None:
    off = Settings(tells_almost_up=False, tells_time_is_up=False, tells_overtime=False, tells_still_working=False)
    controller.change_settings(off)
    controller.start(Start(25))
    waker.run(300 * MINUTE)
    assert (sent, rows(data_file, RECORD)) == ([], [])


def test_an_alert_that_is_turned_on_in_overtime_waits_for_its_next_instant(
    controller: SessionController, sent: Sent, waker: Waker
) -> None:
    controller.change_settings(Settings(tells_overtime=False))
    controller.start(Start(25))
    waker.run(50 * MINUTE)
    controller.change_settings(Settings())
    waker.run(10 * MINUTE)
    assert told(sent) == [(ALMOST, 20), (UP, 25), (OVER, 55)]


# The time is changed while something comes due


def test_what_came_due_at_the_waking_that_finds_a_step_is_sent(
    controller: SessionController, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    controller.start(Start(25))
    waker.run(34.5 * MINUTE)
    clock.step(180 * MINUTE)
    waker.run(2 * MINUTE)
    assert told(sent)[2:] == [(OVER, 35)]


def test_what_came_due_between_a_sleep_and_the_waking_that_finds_it_is_sent(
    controller: SessionController, presence: Presence, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    controller.start(Start(60 * 5))
    waker.run(239.5 * MINUTE)
    clock.sleep(10 * MINUTE)
    waker.late(40 * SECOND)
    assert told(sent) == [(STILL, 250)]


def test_of_two_that_were_held_back_a_wake_after_quiet_sends_the_newest(
    controller: SessionController, presence: Presence, quiet: Quiet, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    controller.start(Start(1))
    quiet.keep_for(30 * MINUTE)
    waker.run(15 * MINUTE)
    clock.sleep(120 * MINUTE)
    waker.run(2 * MINUTE)
    assert told(sent) == [(OVER, 11)]
