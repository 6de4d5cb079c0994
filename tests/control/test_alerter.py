"""Alerts at their instants: sent once, held with a reason, written down."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.control.alerter import Alert, Alerter
from app.control.breaks import Breaks
from app.control.operations import Start
from app.control.quiet import Quiet
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.core.alerts import AlertKind
from app.core.model import Answer
from app.core.settings import Settings
from app.store.store import Store
from tests.fakes import MINUTE, SECOND, FakeClock, Waker, at, locked, rows

ALMOST, UP = AlertKind.TIME_ALMOST_UP, AlertKind.TIME_IS_UP
RECORD = (
    "SELECT kind, (due_time - 1773144000000) / 60000, (done_time - 1773144000000) / 60000, result, way, reason "
    "FROM alert ORDER BY due_time, kind"
)
Sent = list[Alert]


def told(sent: Sent) -> list[tuple[AlertKind, float]]:
    """Each alert with its due instant in minutes after noon."""
    return [(alert.kind, (alert.due - at(0)) / MINUTE) for alert in sent]


@pytest.fixture(autouse=True)
def once_only(controller: SessionController, sent: Sent) -> None:
    """Without the alerts that come again: see test_overtime_alerts.py."""
    controller.change_settings(Settings(tells_overtime=False))


@pytest.fixture
def running(controller: SessionController, sent: Sent) -> int:
    """The id of a session of 25 minutes that begins at noon, with alerts at 20 and 25."""
    return controller.start(Start(25)).id


class Restarted:
    """The program closed and started again on the same file."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.schedule = Schedule(clock)
        self.controller = SessionController(store, clock, self.schedule)
        self.quiet = Quiet(store, self.controller, self.schedule)
        self.breaks = Breaks(store, self.controller, self.schedule)
        self.snooze = Snooze(store, self.controller, self.schedule)
        self.alerter = Alerter(store, self.controller, self.schedule, self.quiet, self.breaks, self.snooze)
        self.sent: Sent = []
        self.alerter.alert_sent.connect(self._on_sent)
        self.controller.open()
        self.alerter.open()
        self.waker = Waker(self.schedule, clock)

    def _on_sent(self, alert: Alert) -> None:
        self.sent.append(alert)
        self.alerter.delivered(alert, "service", "")

    def run(self, minutes: float) -> None:
        self.schedule.arm()
        self.waker.run(minutes * MINUTE)
        self.schedule._timer.stop()


def test_each_alert_is_sent_once_at_its_instant(running: int, sent: Sent, waker: Waker, clock: FakeClock) -> None:
    instants = []
    for _ in range(30):
        before = len(sent)
        waker.fire()
        instants += [clock.now()] * (len(sent) - before)
    assert (told(sent), instants) == ([(ALMOST, 20), (UP, 25)], [at(20), at(25)])


def test_an_instant_between_two_heartbeats_is_met(
    controller: SessionController, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    session = controller.start(Start(25))
    controller.pause(session.id)
    clock.advance(7 * SECOND)
    controller.resume(session.id)
    waker.run(25 * MINUTE)
    assert [alert.due for alert in sent] == [at(20) + 7 * SECOND, at(25) + 7 * SECOND]


def test_a_late_timer_sends_only_the_newest(running: int, sent: Sent, waker: Waker, data_file: Path) -> None:
    waker.late(40 * MINUTE)
    assert told(sent) == [(UP, 25)]
    assert rows(data_file, RECORD) == [
        ("Time almost up", 20, 40, "held", "", "another alert said it already"),
        ("Time is up", 25, None, None, "", ""),
    ]


def test_an_alert_is_written_down_before_it_is_shown(alerter: Alerter, running: int, waker: Waker) -> None:
    path = Path(alerter._store._database.path)
    found: list[object] = []
    alerter.alert_sent.connect(lambda _: found.extend(rows(path, RECORD)))
    waker.run(20 * MINUTE)
    assert found == [("Time almost up", 20, None, None, "", "")]


@pytest.mark.parametrize(
    ("way", "reason", "row"),
    [
        ("plyer", "", ("Time almost up", 20, 21, "shown", "plyer", "")),
        ("tray", "plyer failed: E", ("Time almost up", 20, 21, "shown", "tray", "plyer failed: E")),
        ("", "no service", ("Time almost up", 20, 21, "failed", "", "no service")),
    ],
)
def test_the_outcome_is_written_down(
    alerter: Alerter,
    running: int,
    sent: Sent,
    waker: Waker,
    clock: FakeClock,
    data_file: Path,
    way: str,
    reason: str,
    row: tuple[object, ...],
) -> None:
    waker.run(20 * MINUTE)
    clock.advance(MINUTE)
    alerter.delivered(sent[0], way, reason)
    assert rows(data_file, RECORD) == [row]


# Over a restart


def deliver(alerter: Alerter, sent: Sent) -> None:
    """Each went out by the desktop's service."""
    for alert in sent:
        alerter.delivered(alert, "service", "")


def test_an_alert_is_not_repeated_after_a_restart(
    alerter: Alerter, running: int, sent: Sent, waker: Waker, store: Store, clock: FakeClock
) -> None:
    waker.run(25 * MINUTE)
    deliver(alerter, sent)
    again = Restarted(store, clock)
    again.run(10)
    assert (told(sent), told(again.sent)) == ([(ALMOST, 20), (UP, 25)], [])


def test_an_alert_is_not_lost_over_a_restart(
    running: int, sent: Sent, waker: Waker, controller: SessionController, store: Store, clock: FakeClock
) -> None:
    waker.run(24.5 * MINUTE)
    controller.close()
    clock.advance(50 * SECOND)  # shorter than what makes a gap
    again = Restarted(store, clock)
    assert (told(sent), told(again.sent)) == ([(ALMOST, 20)], [(UP, 25)])


def test_time_in_which_the_program_was_closed_moves_the_alerts(
    running: int, waker: Waker, store: Store, clock: FakeClock
) -> None:
    waker.run(10 * MINUTE)
    clock.advance(60 * MINUTE)
    again = Restarted(store, clock)
    again.run(20)
    assert told(again.sent) == [(ALMOST, 80), (UP, 85)]


def test_an_alert_that_was_on_its_way_at_the_end_is_sent_again_once(
    running: int, waker: Waker, store: Store, clock: FakeClock, data_file: Path
) -> None:
    waker.run(20 * MINUTE)
    first, second = Restarted(store, clock), Restarted(store, clock)
    assert (told(first.sent), told(second.sent)) == ([(ALMOST, 20)], [])
    reason = "sent again, for the program ended while it was being sent"
    assert rows(data_file, RECORD) == [("Time almost up", 20, 20, "shown", "service", reason)]


def test_a_kept_verdict_sends_the_end_that_thereby_passed_once(
    running: int, waker: Waker, store: Store, clock: FakeClock
) -> None:
    waker.run(10 * MINUTE)
    clock.advance(30 * MINUTE)
    again = Restarted(store, clock)
    again.controller.answer(1, Answer.KEEP)
    again.run(10)
    assert told(again.sent) == [(UP, 25)]


# Mute


def test_a_muted_session_sends_nothing_and_writes_down_why(
    controller: SessionController, running: int, sent: Sent, waker: Waker, data_file: Path
) -> None:
    controller.toggle_notifications(running)
    waker.run(30 * MINUTE)
    assert sent == []
    assert rows(data_file, RECORD) == [
        ("Time almost up", 20, 20, "held", "", "session muted"),
        ("Time is up", 25, 25, "held", "", "session muted"),
    ]


def test_mute_lasts_over_a_restart(
    controller: SessionController, running: int, waker: Waker, store: Store, clock: FakeClock
) -> None:
    controller.toggle_notifications(running)
    waker.run(10 * MINUTE)
    again = Restarted(store, clock)
    again.run(20)
    assert again.sent == []


def test_what_came_due_while_muted_is_not_sent_later(
    controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    controller.toggle_notifications(running)
    waker.run(30 * MINUTE)
    controller.toggle_notifications(running)
    waker.run(30 * MINUTE)
    assert sent == []


def test_what_came_due_while_muted_is_not_sent_even_if_the_timer_was_late(
    controller: SessionController, running: int, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    controller.toggle_notifications(running)
    clock.advance(30 * MINUTE)
    controller.toggle_notifications(running)
    waker.run(30 * MINUTE)
    assert sent == []


def test_an_unmuted_session_sends_what_comes_due_after_that(
    controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    controller.toggle_notifications(running)
    waker.run(22 * MINUTE)
    controller.toggle_notifications(running)
    waker.run(10 * MINUTE)
    assert told(sent) == [(UP, 25)]


def test_added_time_in_overtime_sends_nothing_at_once_after_a_mute(
    controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    controller.toggle_notifications(running)
    waker.run(30 * MINUTE)
    controller.toggle_notifications(running)
    controller.add_time(running, 2)
    assert sent == []


# Changed time


def test_added_time_arms_the_alerts_anew(controller: SessionController, running: int, sent: Sent, waker: Waker) -> None:
    waker.run(26 * MINUTE)
    controller.add_time(running, 15)
    waker.run(30 * MINUTE)
    assert told(sent) == [(ALMOST, 20), (UP, 25), (ALMOST, 35), (UP, 40)]


def test_added_time_that_is_not_enough_sends_nothing_at_once(
    controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    waker.run(60 * MINUTE)
    controller.add_time(running, 15)
    waker.run(30 * MINUTE)
    assert told(sent) == [(ALMOST, 20), (UP, 25)]


def test_time_taken_away_past_the_end_sends_one_alert(
    controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    waker.run(10 * MINUTE)
    controller.add_time(running, -20)
    assert told(sent) == [(UP, 5)]


def test_time_added_and_taken_away_again_repeats_nothing(
    controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    waker.run(26 * MINUTE)
    controller.add_time(running, 15)
    controller.add_time(running, -15)
    waker.run(30 * MINUTE)
    assert told(sent) == [(ALMOST, 20), (UP, 25)]


def test_a_pause_holds_the_alerts_and_its_end_arms_them(
    controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    waker.run(19 * MINUTE)
    controller.pause(running)
    waker.run(30 * MINUTE)
    while_paused = list(sent)
    controller.resume(running)
    waker.run(10 * MINUTE)
    assert (while_paused, told(sent)) == ([], [(ALMOST, 50), (UP, 55)])


def test_a_changed_lead_holds_at_once(controller: SessionController, running: int, sent: Sent, waker: Waker) -> None:
    controller.change_settings(Settings(lead_minutes=10, tells_overtime=False))
    waker.run(30 * MINUTE)
    assert told(sent) == [(ALMOST, 15), (UP, 25)]


def test_a_stop_leaves_nothing_to_send(controller: SessionController, running: int, sent: Sent, waker: Waker) -> None:
    waker.run(19 * MINUTE)
    controller.stop(running)
    waker.run(30 * MINUTE)
    assert sent == []


# Until it is seen


def test_an_alert_is_shown_until_it_is_seen(alerter: Alerter, running: int, sent: Sent, waker: Waker) -> None:
    waker.run(23 * MINUTE)
    shown = alerter.shown
    alerter.seen()
    assert (shown, alerter.shown) == (sent[0], None)


def test_an_alert_replaces_the_one_before_it(alerter: Alerter, running: int, sent: Sent, waker: Waker) -> None:
    waker.run(26 * MINUTE)
    assert alerter.shown == sent[1]


@pytest.mark.parametrize("command", ["stop", "add_time", "toggle_notifications"])
def test_an_alert_that_no_longer_holds_is_over(
    controller: SessionController, alerter: Alerter, running: int, waker: Waker, command: str
) -> None:
    over: list[bool] = []
    alerter.alert_over.connect(lambda: over.append(True))
    waker.run(26 * MINUTE)
    getattr(controller, command)(running)
    assert (alerter.shown, over) == (None, [True])


def test_a_note_does_not_take_an_alert_away(
    controller: SessionController, alerter: Alerter, running: int, sent: Sent, waker: Waker
) -> None:
    waker.run(26 * MINUTE)
    controller.add_note(running, "by the command line")
    assert alerter.shown == sent[1]


def test_what_nobody_saw_is_shown_again_after_a_restart_and_goes_out_no_more(
    alerter: Alerter, running: int, sent: Sent, waker: Waker, store: Store, clock: FakeClock
) -> None:
    waker.run(26 * MINUTE)
    deliver(alerter, sent)
    again = Restarted(store, clock)
    assert (again.alerter.shown, again.sent) == (sent[1]._replace(session=again.controller.session), [])


@pytest.mark.parametrize("what", ["seen", "over"])
def test_what_was_seen_or_is_over_is_not_shown_again(
    alerter: Alerter,
    controller: SessionController,
    running: int,
    sent: Sent,
    waker: Waker,
    store: Store,
    clock: FakeClock,
    what: str,
) -> None:
    waker.run(26 * MINUTE)
    deliver(alerter, sent)
    if what == "seen":
        alerter.seen()
    else:
        controller.add_time(running, 30)
    assert Restarted(store, clock).alerter.shown is None


# When the file can't be written


def test_an_alert_is_sent_while_the_file_is_locked(running: int, sent: Sent, waker: Waker, data_file: Path) -> None:
    waker.run(19.5 * MINUTE)
    with locked(data_file):
        waker.fire()
    assert told(sent) == [(ALMOST, 20)]


def test_an_alert_that_could_not_be_written_is_written_later_and_not_repeated(
    running: int, sent: Sent, waker: Waker, data_file: Path
) -> None:
    waker.run(19.5 * MINUTE)
    with locked(data_file):
        waker.fire()
    waker.run(3 * MINUTE)
    assert told(sent) == [(ALMOST, 20)]
    assert [row[0] for row in rows(data_file, RECORD)] == ["Time almost up"]


@pytest.mark.parametrize("locked_when_sent", [True, False])
def test_an_outcome_that_could_not_be_written_is_written_later(
    alerter: Alerter, running: int, sent: Sent, waker: Waker, data_file: Path, locked_when_sent: bool
) -> None:
    waker.run(19.5 * MINUTE)
    if not locked_when_sent:
        waker.fire()
    with locked(data_file):
        if locked_when_sent:
            waker.fire()
        alerter.delivered(sent[0], "plyer", "")
    waker.run(3 * MINUTE)
    assert [(row[3], row[4]) for row in rows(data_file, RECORD)] == [("shown", "plyer")]


def test_an_outcome_that_could_not_be_written_is_tried_again_soon_and_at_the_end(
    alerter: Alerter, running: int, sent: Sent, waker: Waker, schedule: Schedule, data_file: Path
) -> None:
    waker.run(20 * MINUTE)
    with locked(data_file):
        alerter.delivered(sent[0], "service", "")
    schedule.arm()
    soon = schedule.waits
    alerter.write()
    assert soon is not None and soon <= SECOND
    assert [(row[3], row[4]) for row in rows(data_file, RECORD)] == [("shown", "service")]


def test_what_comes_due_just_before_somebody_arms_the_timer_is_not_put_off(
    running: int, schedule: Schedule, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    waker.run(19.5 * MINUTE)
    clock.advance(0.5 * MINUTE + 5 * timedelta(milliseconds=1))
    schedule.arm()
    assert schedule.waits == timedelta()
    waker.fire()
    assert told(sent) == [(ALMOST, 20)]
