"""Section 7 of the product contract, row by row: stored instants, three clocks, heartbeat."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from app.control.alerter import Alert, Alerter
from app.control.operations import Start
from app.control.presence import Presence
from app.control.schedule import LONGEST_WAIT, Schedule
from app.control.session_controller import SessionController
from app.core.model import Cause, Verdict
from app.store.store import Store
from tests.control.life import HOUR, YEAR, active, of, restarted, worked
from tests.fakes import MINUTE, NOON, SECOND, FakeClock, Waker, at, locked, rows

# Everything is worked out from stored instants


@pytest.mark.parametrize("late", [SECOND, 59 * SECOND, 10 * HOUR])
def test_a_late_timer_or_a_busy_machine_costs_no_accuracy(
    controller: SessionController, hour_long: int, waker: Waker, late: timedelta
) -> None:
    waker.late(late)
    assert (controller.stop(hour_long).worked, controller.recent()[0].gaps) == (late, ())


def test_a_slow_disk_costs_no_accuracy(
    controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker, data_file: Path
) -> None:
    clock.advance(7 * MINUTE)
    with locked(data_file), pytest.raises(Exception, match="Another program is using the data file"):
        controller.stop(hour_long)
    waker.late(3 * MINUTE)
    assert controller.get(hour_long).worked == 7 * MINUTE


# The three clocks


def test_what_the_clock_that_runs_on_has_beyond_the_one_that_stands_still_was_sleep(
    controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    clock.advance(10 * MINUTE)
    controller.add_note(hour_long, "before")
    clock.sleep(8 * HOUR)
    waker.late(0 * SECOND)
    assert of(active(controller)) == [(10, 490, Cause.ASLEEP, Verdict.UNDECIDED)]


def test_where_the_system_says_that_it_slept_the_wall_clock_between_is_the_sleep_whatever_the_others_say(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    clock.advance(10 * MINUTE)
    presence.going_to_sleep()
    clock.step(8 * HOUR)
    waker.late(0 * SECOND)
    presence.woke()
    assert of(active(controller)) == [(10, 490, Cause.ASLEEP, Verdict.UNDECIDED)]


@pytest.mark.parametrize("step", [timedelta(seconds=1.999), timedelta(seconds=-1.999)])
def test_less_than_two_seconds_is_no_step(
    controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker, step: timedelta
) -> None:
    clock.advance(10 * MINUTE)
    clock.step(step)
    waker.late(0 * SECOND)
    assert (active(controller).start, active(controller).gaps) == (NOON, ())


@pytest.mark.parametrize("step", [MINUTE, 8 * HOUR, 30 * YEAR])
def test_a_step_forward_by_a_minute_or_more_is_an_undecided_gap_with_the_cause_clock(
    controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker, step: timedelta
) -> None:
    clock.advance(10 * MINUTE)
    clock.step(step)
    waker.late(0 * SECOND)
    assert of(active(controller)) == [(10, 10 + step / MINUTE, Cause.CLOCK, Verdict.UNDECIDED)]
    assert worked(controller) == 10


@pytest.mark.parametrize("step", [2 * SECOND, 59 * SECOND, -2 * SECOND, -30 * MINUTE, -8 * HOUR, -30 * YEAR])
def test_a_step_forward_by_less_or_back_moves_every_stored_instant_so_that_lengths_stay_true(
    controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker, alerter: Alerter, step: timedelta
) -> None:
    waker.run(5 * MINUTE)
    controller.pause(hour_long)
    clock.advance(2 * MINUTE)
    controller.resume(hour_long)
    waker.run(51 * MINUTE)
    clock.step(step)
    waker.late(0 * SECOND)
    session = active(controller)
    assert (session.start, session.last_seen) == (NOON + step, clock.now())
    assert [(gap.start - session.start, gap.end) for gap in session.gaps] == [(5 * MINUTE, at(7) + step)]
    due = [record.due for record in alerter._store.alerts.of_session(hour_long)]
    assert (due, worked(controller)) == ([at(57) + step], 56)


@pytest.mark.parametrize("step", [20 * SECOND, 5 * MINUTE, 8 * HOUR, -20 * SECOND, -5 * MINUTE, -8 * HOUR, -YEAR])
def test_a_clock_set_wrong_and_right_again_leaves_no_trace(
    controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker, step: timedelta
) -> None:
    waker.run(10 * MINUTE)
    clock.step(step)
    waker.run(3 * MINUTE)
    clock.step(-step)
    waker.run(7 * MINUTE)
    session = active(controller)
    assert (session.start, session.gaps, worked(controller)) == (NOON, (), 20)


def test_a_step_first_takes_back_the_one_before_it_in_the_other_direction(
    controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    waker.run(10 * MINUTE)
    clock.step(3 * HOUR)
    waker.late(10 * MINUTE)
    clock.step(-HOUR)
    waker.late(10 * MINUTE)
    assert of(active(controller)) == [(20, 140, Cause.CLOCK, Verdict.UNDECIDED)]
    assert worked(controller) == 30


def test_now_before_last_seen_at_a_start_moves_the_session_so_that_last_seen_is_now(
    store: Store, controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    waker.run(10 * MINUTE)
    clock.step(-5 * HOUR)
    clock.advance(MINUTE)
    again = restarted(store, clock)
    assert (active(again).start, active(again).last_seen) == (clock.now() - 10 * MINUTE, clock.now())


def test_a_clock_that_was_wrong_at_a_start_and_is_set_right_leaves_only_the_time_it_was_closed(
    store: Store, controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    waker.run(10 * MINUTE)
    clock.step(-5 * HOUR)
    clock.advance(30 * MINUTE)
    again = restarted(store, clock)
    clock.step(5 * HOUR)
    again.add_note(hour_long, "the clock is right again")
    assert of(active(again)) == [(10, 40, Cause.CLOCK, Verdict.UNDECIDED)]


def test_steps_are_written_to_the_log(
    controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker, caplog: pytest.LogCaptureFixture
) -> None:
    clock.step(-HOUR)
    with caplog.at_level(logging.WARNING):
        waker.late(0 * SECOND)
    assert caplog.messages == ["the wall clock was set by -1 day, 23:00:00"]


def test_a_change_of_zone_and_daylight_saving_are_no_step_and_touch_no_stored_instant(
    controller: SessionController, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    waker.run(10 * MINUTE)
    clock.zone, clock.offset = "Asia/Tokyo", 9 * HOUR
    waker.run(10 * MINUTE)
    ended = controller.stop(hour_long)
    assert (ended.start, ended.start_offset, ended.end, ended.end_offset) == (NOON, HOUR, at(20), 9 * HOUR)
    assert (ended.zone, ended.gaps, ended.worked) == ("Europe/Berlin", (), 20 * MINUTE)


def test_a_start_without_a_given_time_is_never_refused_for_what_lies_around_it(
    controller: SessionController, hour_long: int, clock: FakeClock
) -> None:
    clock.advance(30 * MINUTE)
    controller.stop(hour_long)
    clock.step(-20 * MINUTE)
    assert controller.start(Start(25)).start == at(10)


def test_the_one_timer_never_waits_longer_than_a_minute_while_a_session_runs(
    controller: SessionController, hour_long: int, schedule: Schedule, waker: Waker
) -> None:
    waits = {waker.fire() for _ in range(100)}
    assert max(waits) <= LONGEST_WAIT


def test_nothing_wakes_and_nothing_is_written_when_no_session_runs(
    controller: SessionController, presence: Presence, hour_long: int, schedule: Schedule, data_file: Path
) -> None:
    controller.stop(hour_long)
    presence.locked()
    presence.unlocked()
    assert schedule.waits is None


def test_last_seen_is_written_once_a_minute(
    controller: SessionController, hour_long: int, waker: Waker, clock: FakeClock, data_file: Path
) -> None:
    seen = []
    for _ in range(3):
        waker.run(MINUTE)
        seen += [last for (last,) in rows(data_file, "SELECT (last_seen - 1773144000000) / 1000 FROM session")]
    assert seen == [60, 120, 180]


def test_after_a_crash_the_next_start_makes_the_stretch_since_last_seen_a_closed_gap(
    store: Store, controller: SessionController, hour_long: int, waker: Waker, clock: FakeClock
) -> None:
    waker.run(10 * MINUTE)
    clock.sleep(9 * HOUR)
    again = restarted(store, clock)
    assert of(active(again)) == [(10, 550, Cause.CLOSED, Verdict.UNDECIDED)]


@pytest.mark.parametrize("away", ["the clock is set forward", "the computer sleeps"])
def test_time_that_was_none_is_not_told_of_though_the_file_is_locked(
    controller: SessionController,
    presence: Presence,
    alerter: Alerter,
    sent: list[Alert],
    clock: FakeClock,
    waker: Waker,
    data_file: Path,
    away: str,
) -> None:
    session = controller.start(Start(60))
    waker.run(10 * MINUTE)
    with locked(data_file):
        if away == "the computer sleeps":
            clock.sleep(8 * HOUR)
        else:
            clock.step(8 * HOUR)
        waker.late(0 * SECOND)
        shown = worked(controller)
    waker.late(2 * SECOND)
    assert (sent, shown, controller.get(session.id).gaps[0].end) == ([], 10, at(490))
