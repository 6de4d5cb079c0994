"""Breaks: begun by hand or by themselves, over after their length, and what is told then."""

from pathlib import Path

import pytest

from app.control.alerter import Alert, Alerter
from app.control.breaks import Breaks
from app.control.operations import Start
from app.control.quiet import Quiet
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core.alerts import AlertKind, AlertRecord, Result
from app.core.errors import Refused
from app.core.model import Answer
from app.core.settings import Settings
from app.store.store import Store
from tests.control.life import told
from tests.control.test_alerter import RECORD, Restarted, deliver
from tests.fakes import MINUTE, FakeClock, Waker, at, locked, rows

OVER = AlertKind.BREAK_IS_OVER
HOUR = 60 * MINUTE
Sent = list[Alert]


def work(controller: SessionController, waker: Waker, minutes: float = 1) -> None:
    """A session."""
    session = controller.start(Start(25))
    waker.run(minutes * MINUTE)
    controller.stop(session.id)


def test_a_break_counts_down_and_is_told_when_it_is_over(
    breaks: Breaks, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    breaks.start()
    waker.run(4 * MINUTE)
    running = breaks.running
    waker.run(MINUTE)
    assert running is not None and running.left(at(4)) == MINUTE
    assert (told(sent), breaks.running, clock.now()) == ([(OVER, 5)], None, at(5))


def test_a_break_wakes_where_its_minutes_change(breaks: Breaks, sent: Sent, waker: Waker) -> None:
    breaks.start()
    assert waker.run(5 * MINUTE) == 5


def test_no_break_begins_while_a_session_runs(controller: SessionController, breaks: Breaks) -> None:
    controller.start(Start(25))
    with pytest.raises(Refused, match="A break can begin when no session is active"):
        breaks.start()


def test_a_second_break_does_not_begin_in_the_first(breaks: Breaks) -> None:
    breaks.start()
    with pytest.raises(Refused, match="A break is running already"):
        breaks.start()


def test_a_break_that_is_ended_is_not_told_of(breaks: Breaks, sent: Sent, waker: Waker, data_file: Path) -> None:
    breaks.start()
    waker.run(2 * MINUTE)
    breaks.end()
    waker.run(10 * MINUTE)
    assert (breaks.running, sent, rows(data_file, RECORD)) == (None, [], [])
    with pytest.raises(Refused, match="No break is running"):
        breaks.end()


def test_a_session_that_begins_ends_the_break(
    breaks: Breaks, controller: SessionController, sent: Sent, waker: Waker
) -> None:
    breaks.start()
    waker.run(2 * MINUTE)
    controller.start(Start(25))
    waker.run(10 * MINUTE)
    assert (breaks.last, sent) == (None, [])


@pytest.mark.parametrize("act", ["session", "break"])
def test_what_follows_a_break_takes_its_alert_away(
    breaks: Breaks, controller: SessionController, alerter: Alerter, sent: Sent, waker: Waker, act: str
) -> None:
    over: list[Alert] = []
    alerter.alert_over.connect(lambda alert, _seen: over.append(alert))
    breaks.start()
    waker.run(6 * MINUTE)
    if act == "session":
        controller.start(Start(25))
    else:
        breaks.start()
    assert (alerter.shown, over) == (None, sent)


def test_every_fourth_session_is_followed_by_a_long_break(
    breaks: Breaks, controller: SessionController, waker: Waker
) -> None:
    lengths = []
    for _ in range(6):
        work(controller, waker)
        breaks.start()
        assert breaks.running is not None
        lengths.append(breaks.running.length / MINUTE)
        breaks.end()
    assert lengths == [5, 5, 5, 15, 5, 5]


def test_the_lengths_are_the_persons(breaks: Breaks, controller: SessionController, waker: Waker) -> None:
    controller.change_settings(Settings(break_minutes=7, long_break_minutes=20, long_break_after=1))
    breaks.start()
    first = breaks.running
    work(controller, waker)
    breaks.start()
    assert [rest and rest.length for rest in (first, breaks.running)] == [7 * MINUTE, 20 * MINUTE]


def test_no_break_begins_unasked(breaks: Breaks, controller: SessionController, waker: Waker) -> None:
    work(controller, waker)
    assert breaks.last is None


def test_a_break_begins_after_a_stop_where_the_person_chose_so(
    breaks: Breaks, controller: SessionController, waker: Waker, clock: FakeClock
) -> None:
    controller.change_settings(Settings(break_by_itself=True))
    work(controller, waker)
    assert breaks.running is not None and breaks.running.start == clock.now()


def test_a_break_runs_on_through_sleep(breaks: Breaks, sent: Sent, waker: Waker, clock: FakeClock) -> None:
    breaks.start()
    waker.run(MINUTE)
    clock.sleep(8 * HOUR)
    waker.fire()
    assert (told(sent), breaks.running) == ([(OVER, 5)], None)


def test_a_step_of_the_clock_leaves_a_break_as_long_as_it_was(
    breaks: Breaks, controller: SessionController, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    breaks.start()
    clock.step(3 * HOUR)
    waker.fire()
    running = breaks.running
    assert running is not None and running.left(controller.now()) == 4 * MINUTE
    waker.run(4 * MINUTE)
    assert told(sent) == [(OVER, 185)]


def test_a_break_that_begins_after_a_step_nobody_saw_is_as_long_too(
    breaks: Breaks, controller: SessionController, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    clock.step(3 * HOUR)
    breaks.start()
    waker.run(6 * MINUTE)
    assert told(sent) == [(OVER, 185)]


@pytest.mark.parametrize("is_seen", [True, False])
def test_a_break_that_is_over_does_not_begin_again_when_the_clock_is_set_back(
    breaks: Breaks, sent: Sent, waker: Waker, store: Store, clock: FakeClock, is_seen: bool
) -> None:
    breaks.start()
    if is_seen:
        waker.run(6 * MINUTE)
    else:
        clock.advance(6 * MINUTE)
        Restarted(store, clock).run(0.1)
    clock.step(-HOUR)
    again = Restarted(store, clock)
    assert (again.breaks.running, again.sent) == (None, [])


def test_what_a_clock_that_was_ahead_left_keeps_no_alert_back(
    breaks: Breaks, quiet: Quiet, store: Store, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    with store.write():
        store.alerts.put(None, AlertRecord(OVER, at(9000), Result.SHOWN), at(9000))
    breaks.start()
    quiet.keep_for(10 * MINUTE)
    waker.run(11 * MINUTE)
    assert told(Restarted(store, clock).sent or sent) == [(OVER, 5)]


def test_however_much_a_clock_that_was_ahead_left_nothing_is_told_again(
    breaks: Breaks, alerter: Alerter, store: Store, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    with store.write():
        for minute in range(200):
            store.alerts.put(None, AlertRecord(OVER, at(9000 + minute), Result.SHOWN), at(9000))
    breaks.start()
    waker.run(6 * MINUTE)
    deliver(alerter, sent)
    assert (told(sent), Restarted(store, clock).sent) == ([(OVER, 5)], [])


def test_a_step_back_after_the_end_tells_nothing_again(
    breaks: Breaks, sent: Sent, waker: Waker, clock: FakeClock, controller: SessionController
) -> None:
    breaks.start()
    waker.run(6 * MINUTE)
    clock.step(-3 * HOUR)
    controller.timekeeper.look()
    waker.run(HOUR)
    assert (told(sent), breaks.running) == ([(OVER, 5)], None)


def test_a_break_runs_on_over_a_restart(
    breaks: Breaks, sent: Sent, waker: Waker, store: Store, clock: FakeClock
) -> None:
    breaks.start()
    waker.run(2 * MINUTE)
    again = Restarted(store, clock)
    again.run(5)
    assert (sent, told(again.sent)) == ([], [(OVER, 5)])


def test_a_break_that_ended_while_the_program_was_closed_is_told_once(
    breaks: Breaks, sent: Sent, waker: Waker, store: Store, clock: FakeClock
) -> None:
    breaks.start()
    waker.run(2 * MINUTE)
    clock.advance(HOUR)
    first, second = Restarted(store, clock), Restarted(store, clock)
    assert (told(first.sent), told(second.sent)) == ([(OVER, 5)], [])


def test_a_break_that_ended_in_quiet_is_told_when_quiet_ends(
    breaks: Breaks, quiet: Quiet, sent: Sent, waker: Waker, data_file: Path
) -> None:
    quiet.keep_for(10 * MINUTE)
    breaks.start()
    waker.run(8 * MINUTE)
    held = rows(data_file, RECORD)
    waker.run(2 * MINUTE)
    assert (held, told(sent)) == ([("Break is over", 5, 5, "held", "", "quiet was on")], [(OVER, 5)])


def test_a_break_that_could_not_be_written_is_written_later(
    breaks: Breaks, sent: Sent, waker: Waker, data_file: Path
) -> None:
    with locked(data_file):
        breaks.start()
    waker.fire()
    assert rows(data_file, "SELECT value FROM setting WHERE key = 'breaks'") != []


def test_the_alert_can_be_turned_off(breaks: Breaks, controller: SessionController, sent: Sent, waker: Waker) -> None:
    controller.change_settings(Settings(tells_break_is_over=False))
    breaks.start()
    waker.run(10 * MINUTE)
    assert sent == []


def test_a_break_that_was_over_while_the_alert_was_off_is_not_told_later(
    breaks: Breaks, controller: SessionController, sent: Sent, waker: Waker
) -> None:
    controller.change_settings(Settings(tells_break_is_over=False))
    breaks.start()
    waker.run(10 * MINUTE)
    controller.change_settings(Settings())
    waker.run(10 * MINUTE)
    assert sent == []


def test_a_session_that_is_split_is_followed_by_no_break_and_counts_once(
    breaks: Breaks, controller: SessionController, waker: Waker, data_file: Path
) -> None:
    controller.change_settings(Settings(break_by_itself=True))
    session = controller.start(Start(25))
    waker.run(5 * MINUTE)
    controller.pause(session.id)
    waker.run(0.5 * MINUTE)
    controller.resume(session.id)
    controller.answer(controller.get(session.id).gaps[0].id, Answer.SPLIT)
    assert (breaks.last, controller.session is not None) == (None, True)
    assert rows(data_file, "SELECT value FROM setting WHERE key = 'breaks'") == []


def test_a_break_that_ended_in_sleep_is_told_at_once_whoever_looks_first(
    breaks: Breaks, controller: SessionController, schedule: Schedule, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    breaks.start()
    waker.run(MINUTE)
    controller.timekeeper.going_to_sleep()
    clock.sleep(8 * HOUR)
    controller.timekeeper.woke()
    schedule.arm()  # as a sign does that the computer woke
    assert schedule.waits == 0 * MINUTE
    waker.fire()
    assert told(sent) == [(OVER, 5)]


def test_a_step_at_the_very_end_of_a_break_tells_it_once(
    breaks: Breaks, sent: Sent, waker: Waker, clock: FakeClock, data_file: Path
) -> None:
    breaks.start()
    waker.run(4 * MINUTE)
    clock.step(5 * HOUR)
    waker.late(MINUTE)
    waker.run(10 * MINUTE)
    assert (told(sent), len(rows(data_file, RECORD))) == ([(OVER, 305)], 1)
