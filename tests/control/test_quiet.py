"""Quiet when it should be: nothing goes out, nothing is marked, and afterwards it is known what was held back."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.control.alerter import Alert, Alerter
from app.control.catalogue import Catalogue
from app.control.operations import Start
from app.control.overview import Overview
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.core.alerts import AlertKind, AlertRecord, Result
from app.core.settings import Settings
from app.store.store import Store
from tests.control.conftest import Known
from tests.control.life import told
from tests.control.test_alerter import RECORD, Restarted
from tests.fakes import MINUTE, FakeClock, Waker, at, locked, rows

ALMOST, UP, OVER = AlertKind.TIME_ALMOST_UP, AlertKind.TIME_IS_UP, AlertKind.OVERTIME
HOUR = 60 * MINUTE
Sent = list[Alert]


@pytest.fixture
def running(controller: SessionController, sent: Sent) -> int:
    """The id of a session of 25 minutes that begins at noon, with alerts at 20, 25, 35."""
    return controller.start(Start(25)).id


def test_quiet_holds_back_and_says_why(
    quiet: Quiet, alerter: Alerter, running: int, sent: Sent, waker: Waker, data_file: Path
) -> None:
    quiet.keep_for(HOUR)
    waker.run(30 * MINUTE)
    assert (sent, alerter.shown) == ([], None)
    assert rows(data_file, RECORD) == [
        ("Time almost up", 20, 20, "held", "", "quiet was on"),
        ("Time is up", 25, 25, "held", "", "quiet was on"),
    ]


def test_when_quiet_ends_by_itself_the_newest_goes_out_once(
    quiet: Quiet, alerter: Alerter, running: int, sent: Sent, waker: Waker, clock: FakeClock, data_file: Path
) -> None:
    quiet.keep_for(30 * MINUTE)
    waker.run(31 * MINUTE)
    assert (told(sent), quiet.until) == ([(UP, 25)], None)
    alerter.delivered(sent[0], "service", "")
    assert rows(data_file, RECORD) == [
        ("Time almost up", 20, 20, "held", "", "quiet was on"),
        ("Time is up", 25, 31, "shown", "service", "sent when quiet ended"),
    ]
    waker.run(4 * MINUTE)
    assert told(sent) == [(UP, 25), (OVER, 35)]


def test_when_quiet_is_ended_by_hand_too(quiet: Quiet, running: int, sent: Sent, waker: Waker) -> None:
    quiet.keep_for(HOUR)
    waker.run(22 * MINUTE)
    quiet.end()
    assert told(sent) == [(ALMOST, 20)]


def test_nothing_goes_out_late_for_a_session_that_has_ended(
    quiet: Quiet, controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    quiet.keep_for(30 * MINUTE)
    waker.run(28 * MINUTE)
    controller.stop(running)
    waker.run(10 * MINUTE)
    assert sent == []


def test_until_tomorrow_ends_when_the_persons_day_starts(quiet: Quiet, clock: FakeClock) -> None:
    quiet.keep_until_tomorrow()
    assert quiet.until == at(15 * 60)  # four in the morning, one hour east


def test_quiet_lasts_over_a_restart(quiet: Quiet, running: int, waker: Waker, store: Store, clock: FakeClock) -> None:
    quiet.keep_for(HOUR)
    waker.run(10 * MINUTE)
    again = Restarted(store, clock)
    again.run(30)
    assert (again.sent, again.quiet.until) == ([], at(60))


def test_a_step_of_the_clock_leaves_a_quiet_while_as_long_as_it_was(
    quiet: Quiet, controller: SessionController, running: int, clock: FakeClock, waker: Waker
) -> None:
    quiet.keep_for(HOUR)
    clock.step(-20 * MINUTE)
    waker.fire()
    assert (quiet.until or at(0)) - controller.now() == 59 * MINUTE


def test_a_quiet_while_that_began_after_a_step_nobody_saw_is_as_long_too(
    quiet: Quiet, running: int, waker: Waker, clock: FakeClock
) -> None:
    clock.step(HOUR)
    quiet.keep_for(30 * MINUTE)
    waker.fire()
    assert quiet.until == at(90)


def test_a_step_of_the_clock_sends_nothing_in_a_quiet_while(
    quiet: Quiet, running: int, sent: Sent, waker: Waker, clock: FakeClock
) -> None:
    quiet.keep_for(HOUR)
    waker.run(26 * MINUTE)
    clock.step(3 * HOUR)
    waker.run(5 * MINUTE)
    assert sent == []


@pytest.mark.parametrize("is_seen", [True, False])
def test_a_quiet_while_that_is_over_does_not_begin_again_when_the_clock_is_set_back(
    quiet: Quiet, waker: Waker, store: Store, clock: FakeClock, is_seen: bool
) -> None:
    quiet.keep_for(30 * MINUTE)
    if is_seen:
        waker.run(31 * MINUTE)
    else:
        clock.advance(31 * MINUTE)
        Restarted(store, clock).run(0.1)
    clock.step(-HOUR)
    assert Restarted(store, clock).quiet.until is None


@pytest.mark.parametrize("by_clock", [False, True])
def test_a_quiet_while_of_a_clock_that_was_ahead_is_no_longer_than_it_was_meant(
    quiet: Quiet, store: Store, clock: FakeClock, by_clock: bool
) -> None:
    clock.step(2000 * 24 * HOUR)
    if by_clock:
        quiet.keep_until_tomorrow()
    else:
        quiet.keep_for(30 * MINUTE)
    clock.step(-2000 * 24 * HOUR)
    assert Restarted(store, clock).quiet.until == at(15 * 60 if by_clock else 30)


def test_a_quiet_while_that_could_not_be_written_is_written_later(
    quiet: Quiet, running: int, waker: Waker, data_file: Path
) -> None:
    with locked(data_file):
        quiet.keep_for(HOUR)
    waker.fire()
    assert rows(data_file, "SELECT value FROM setting WHERE key = 'quiet'") != []


# The desktop's do-not-disturb


def test_do_not_disturb_holds_back_and_its_end_sends_the_newest(
    quiet: Quiet, running: int, sent: Sent, waker: Waker, data_file: Path
) -> None:
    quiet.set_do_not_disturb(True)
    waker.run(36 * MINUTE)
    held = [row[5] for row in rows(data_file, RECORD)]
    quiet.set_do_not_disturb(False)
    assert (held, told(sent)) == (["do-not-disturb was on"] * 3, [(OVER, 35)])


def test_do_not_disturb_means_nothing_where_the_person_chose_so(
    quiet: Quiet, controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    controller.change_settings(Settings(holds_in_do_not_disturb=False))
    quiet.set_do_not_disturb(True)
    waker.run(21 * MINUTE)
    assert told(sent) == [(ALMOST, 20)]


def test_that_choice_holds_at_once(
    quiet: Quiet, controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    quiet.set_do_not_disturb(True)
    waker.run(21 * MINUTE)
    controller.change_settings(Settings(holds_in_do_not_disturb=False))
    assert told(sent) == [(ALMOST, 20)]


# Rules for projects and tags


@pytest.fixture
def of_project(controller: SessionController, known: Known, sent: Sent) -> int:
    return controller.start(Start(25, known.project, tag_ids=(known.tag,))).id


@pytest.fixture
def catalogue(store: Store, controller: SessionController) -> Catalogue:
    return Catalogue(store, controller)


@pytest.mark.parametrize("what", ["project", "tag"])
def test_a_rule_holds_back_for_good(
    catalogue: Catalogue, store: Store, known: Known, of_project: int, sent: Sent, waker: Waker, what: str
) -> None:
    named = store.catalogue.project(known.project) if what == "project" else store.catalogue.tag(known.tag)
    catalogue.set_quiet(named, True)
    waker.run(26 * MINUTE)
    catalogue.set_quiet(named, False)
    waker.run(MINUTE)
    reason = {"project": "no alerts for its project", "tag": "no alerts for one of its tags"}[what]
    assert (sent, [record.reason for record in store.alerts.of_session(of_project)]) == ([], [reason, reason])


def test_a_rule_takes_an_alert_away_that_is_shown(
    catalogue: Catalogue, store: Store, alerter: Alerter, of_project: int, sent: Sent, waker: Waker
) -> None:
    waker.run(21 * MINUTE)
    before = alerter.shown
    catalogue.set_quiet(store.catalogue.projects()[0], True)
    assert (before, alerter.shown) == (sent[0], None)


def test_a_rule_for_another_project_changes_nothing(
    catalogue: Catalogue, store: Store, known: Known, of_project: int, sent: Sent, waker: Waker
) -> None:
    with store.write():
        other = store.catalogue.project_id("Meetings")
    catalogue.set_quiet(store.catalogue.project(other), True)
    waker.run(21 * MINUTE)
    assert told(sent) == [(ALMOST, 20)]


# Seen, held back, or no longer true, while it is on its way


def test_quiet_stops_what_is_still_on_its_way_and_its_end_sends_it(
    quiet: Quiet, alerter: Alerter, running: int, sent: Sent, waker: Waker
) -> None:
    over: list[str] = []
    alerter.alert_over.connect(lambda _alert, reason: over.append(reason))
    waker.run(20 * MINUTE)
    quiet.keep_for(3 * MINUTE)
    alerter.delivered(sent[0], "", over[0])
    waker.run(3 * MINUTE)
    assert (over, told(sent)) == (["quiet was on"], [(ALMOST, 20), (ALMOST, 20)])


def test_quiet_leaves_what_was_delivered(
    quiet: Quiet, alerter: Alerter, running: int, sent: Sent, waker: Waker
) -> None:
    waker.run(20 * MINUTE)
    alerter.delivered(sent[0], "service", "")
    quiet.keep_for(3 * MINUTE)
    assert alerter.shown == sent[0]


@pytest.mark.parametrize(
    ("reason", "row"),
    [
        ("seen in the window meanwhile", ("shown", "window", "sent when quiet ended")),
        ("no longer true when it could be sent", ("held", "", "no longer true when it could be sent")),
    ],
)
def test_what_was_sent_late_and_taken_back_lets_nothing_older_out(
    quiet: Quiet,
    alerter: Alerter,
    running: int,
    sent: Sent,
    waker: Waker,
    data_file: Path,
    reason: str,
    row: tuple[str, ...],
) -> None:
    quiet.keep_for(36 * MINUTE)
    waker.run(36 * MINUTE)
    alerter.delivered(sent[0], "", reason)
    waker.run(5 * MINUTE)
    assert told(sent) == [(OVER, 35)]
    assert rows(data_file, RECORD)[-1][3:] == row


# Afterwards


def test_what_was_held_back_is_known_when_the_session_has_ended(
    quiet: Quiet, overview: Overview, controller: SessionController, running: int, waker: Waker
) -> None:
    controller.toggle_notifications(running)
    waker.run(22 * MINUTE)
    controller.toggle_notifications(running)
    quiet.keep_for(HOUR)
    waker.run(5 * MINUTE)
    controller.stop(running)
    assert overview.held_back(running) == (
        AlertRecord(ALMOST, at(20), Result.HELD, "session muted"),
        AlertRecord(UP, at(25), Result.HELD, "quiet was on"),
    )


def test_what_nobody_asked_to_hold_back_is_not_listed_then(
    overview: Overview, controller: SessionController, running: int, sent: Sent, waker: Waker
) -> None:
    waker.late(timedelta(minutes=26))
    controller.stop(running)
    assert overview.held_back(running) == ()


def test_the_delivery_list_names_the_session(
    overview: Overview,
    alerter: Alerter,
    controller: SessionController,
    known: Known,
    of_project: int,
    sent: Sent,
    waker: Waker,
) -> None:
    waker.run(21 * MINUTE)
    before = overview.deliveries()
    alerter.delivered(sent[0], "", "there is no session bus")
    (delivered,) = overview.deliveries()
    assert (before, delivered.name) == ((), "Thesis")
    assert delivered.record == AlertRecord(ALMOST, at(20), Result.FAILED, "there is no session bus")
