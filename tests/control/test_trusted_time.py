"""Section 7 of the product contract, row by row, on the real controller, presence, schedule and store."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.control.alerter import Alert, Alerter
from app.control.operations import Start
from app.control.overview import Overview
from app.control.presence import Presence
from app.control.questions import Questions
from app.control.schedule import LONGEST_WAIT, Schedule
from app.control.session_controller import SessionController
from app.core import timing
from app.core.alerts import AlertKind
from app.core.model import Answer, Cause, Gap, Session, Verdict
from app.store.store import Store
from tests.fakes import MINUTE, NOON, SECOND, FakeClock, Waker, at, locked, rows

HOUR = 60 * MINUTE
YEAR = timedelta(days=365)
Shape = tuple[float, float | None, Cause, Verdict]


@pytest.fixture
def running(controller: SessionController, presence: Presence) -> int:
    """The id of a session of 60 minutes that begins at noon."""
    return controller.start(Start(60)).id


def of(session: Session) -> list[Shape]:
    """Its gaps in minutes after noon."""
    return [(_minutes(g), None if g.end is None else (g.end - NOON) / MINUTE, g.cause, g.verdict) for g in session.gaps]


def _minutes(gap: Gap) -> float:
    return (gap.start - NOON) / MINUTE


def active(controller: SessionController) -> Session:
    session = controller.session
    assert session is not None
    return session


def worked(controller: SessionController) -> float:
    """Minutes that the running session was worked until now."""
    return timing.worked(active(controller), controller.now()) / MINUTE


def restarted(store: Store, clock: FakeClock) -> SessionController:
    """The program was killed and is started again."""
    controller = SessionController(store, clock, Schedule(clock))
    controller.open()
    return controller


# Everything is worked out from stored instants


@pytest.mark.parametrize("late", [SECOND, 59 * SECOND, 10 * HOUR])
def test_a_late_timer_or_a_busy_machine_costs_no_accuracy(
    controller: SessionController, running: int, waker: Waker, late: timedelta
) -> None:
    waker.late(late)
    assert (controller.stop(running).worked, controller.recent()[0].gaps) == (late, ())


def test_a_slow_disk_costs_no_accuracy(
    controller: SessionController, running: int, clock: FakeClock, waker: Waker, data_file: Path
) -> None:
    clock.advance(7 * MINUTE)
    with locked(data_file), pytest.raises(Exception, match="Another program is using the data file"):
        controller.stop(running)
    waker.late(3 * MINUTE)
    assert controller.get(running).worked == 7 * MINUTE


# The three clocks


def test_what_the_clock_that_runs_on_has_beyond_the_one_that_stands_still_was_sleep(
    controller: SessionController, running: int, clock: FakeClock, waker: Waker
) -> None:
    clock.advance(10 * MINUTE)
    controller.add_note(running, "before")
    clock.sleep(8 * HOUR)
    waker.late(0 * SECOND)
    assert of(active(controller)) == [(10, 490, Cause.ASLEEP, Verdict.UNDECIDED)]


def test_where_the_system_says_that_it_slept_the_wall_clock_between_is_the_sleep_whatever_the_others_say(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock, waker: Waker
) -> None:
    clock.advance(10 * MINUTE)
    presence.going_to_sleep()
    clock.step(8 * HOUR)
    waker.late(0 * SECOND)
    presence.woke()
    assert of(active(controller)) == [(10, 490, Cause.ASLEEP, Verdict.UNDECIDED)]


@pytest.mark.parametrize("step", [timedelta(seconds=1.999), timedelta(seconds=-1.999)])
def test_less_than_two_seconds_is_no_step(
    controller: SessionController, running: int, clock: FakeClock, waker: Waker, step: timedelta
) -> None:
    clock.advance(10 * MINUTE)
    clock.step(step)
    waker.late(0 * SECOND)
    assert (active(controller).start, active(controller).gaps) == (NOON, ())


@pytest.mark.parametrize("step", [MINUTE, 8 * HOUR, 30 * YEAR])
def test_a_step_forward_by_a_minute_or_more_is_an_undecided_gap_with_the_cause_clock(
    controller: SessionController, running: int, clock: FakeClock, waker: Waker, step: timedelta
) -> None:
    clock.advance(10 * MINUTE)
    clock.step(step)
    waker.late(0 * SECOND)
    assert of(active(controller)) == [(10, 10 + step / MINUTE, Cause.CLOCK, Verdict.UNDECIDED)]
    assert worked(controller) == 10


@pytest.mark.parametrize("step", [2 * SECOND, 59 * SECOND, -2 * SECOND, -30 * MINUTE, -8 * HOUR, -30 * YEAR])
def test_a_step_forward_by_less_or_back_moves_every_stored_instant_so_that_lengths_stay_true(
    controller: SessionController, running: int, clock: FakeClock, waker: Waker, alerter: Alerter, step: timedelta
) -> None:
    waker.run(5 * MINUTE)
    controller.pause(running)
    clock.advance(2 * MINUTE)
    controller.resume(running)
    waker.run(51 * MINUTE)
    clock.step(step)
    waker.late(0 * SECOND)
    session = active(controller)
    assert (session.start, session.last_seen) == (NOON + step, clock.now())
    assert [(gap.start - session.start, gap.end) for gap in session.gaps] == [(5 * MINUTE, at(7) + step)]
    due = [record.due for record in alerter._store.alerts.of_session(running)]
    assert (due, worked(controller)) == ([at(57) + step], 56)


@pytest.mark.parametrize("step", [20 * SECOND, 5 * MINUTE, 8 * HOUR, -20 * SECOND, -5 * MINUTE, -8 * HOUR, -YEAR])
def test_a_clock_set_wrong_and_right_again_leaves_no_trace(
    controller: SessionController, running: int, clock: FakeClock, waker: Waker, step: timedelta
) -> None:
    waker.run(10 * MINUTE)
    clock.step(step)
    waker.run(3 * MINUTE)
    clock.step(-step)
    waker.run(7 * MINUTE)
    session = active(controller)
    assert (session.start, session.gaps, worked(controller)) == (NOON, (), 20)


def test_a_step_first_takes_back_the_one_before_it_in_the_other_direction(
    controller: SessionController, running: int, clock: FakeClock, waker: Waker
) -> None:
    waker.run(10 * MINUTE)
    clock.step(3 * HOUR)
    waker.late(10 * MINUTE)
    clock.step(-HOUR)
    waker.late(10 * MINUTE)
    assert of(active(controller)) == [(20, 140, Cause.CLOCK, Verdict.UNDECIDED)]
    assert worked(controller) == 30


def test_now_before_last_seen_at_a_start_moves_the_session_so_that_last_seen_is_now(
    store: Store, controller: SessionController, running: int, clock: FakeClock, waker: Waker
) -> None:
    waker.run(10 * MINUTE)
    clock.step(-5 * HOUR)
    clock.advance(MINUTE)
    again = restarted(store, clock)
    assert (active(again).start, active(again).last_seen) == (clock.now() - 10 * MINUTE, clock.now())


def test_a_clock_that_was_wrong_at_a_start_and_is_set_right_leaves_only_the_time_it_was_closed(
    store: Store, controller: SessionController, running: int, clock: FakeClock, waker: Waker
) -> None:
    waker.run(10 * MINUTE)
    clock.step(-5 * HOUR)
    clock.advance(30 * MINUTE)
    again = restarted(store, clock)
    clock.step(5 * HOUR)
    again.add_note(running, "the clock is right again")
    assert of(active(again)) == [(10, 40, Cause.CLOCK, Verdict.UNDECIDED)]


def test_steps_are_written_to_the_log(
    controller: SessionController, running: int, clock: FakeClock, waker: Waker, caplog: pytest.LogCaptureFixture
) -> None:
    clock.step(-HOUR)
    with caplog.at_level(logging.WARNING):
        waker.late(0 * SECOND)
    assert caplog.messages == ["the wall clock was set by -1 day, 23:00:00"]


def test_a_change_of_zone_and_daylight_saving_are_no_step_and_touch_no_stored_instant(
    controller: SessionController, running: int, clock: FakeClock, waker: Waker
) -> None:
    waker.run(10 * MINUTE)
    clock.zone, clock.offset = "Asia/Tokyo", 9 * HOUR
    waker.run(10 * MINUTE)
    ended = controller.stop(running)
    assert (ended.start, ended.start_offset, ended.end, ended.end_offset) == (NOON, HOUR, at(20), 9 * HOUR)
    assert (ended.zone, ended.gaps, ended.worked) == ("Europe/Berlin", (), 20 * MINUTE)


def test_a_start_without_a_given_time_is_never_refused_for_what_lies_around_it(
    controller: SessionController, running: int, clock: FakeClock
) -> None:
    clock.advance(30 * MINUTE)
    controller.stop(running)
    clock.step(-20 * MINUTE)
    assert controller.start(Start(25)).start == at(10)


def test_the_one_timer_never_waits_longer_than_a_minute_while_a_session_runs(
    controller: SessionController, running: int, schedule: Schedule, waker: Waker
) -> None:
    waits = {waker.fire() for _ in range(100)}
    assert max(waits) <= LONGEST_WAIT


def test_nothing_wakes_and_nothing_is_written_when_no_session_runs(
    controller: SessionController, presence: Presence, running: int, schedule: Schedule, data_file: Path
) -> None:
    controller.stop(running)
    presence.locked()
    presence.unlocked()
    assert schedule.waits is None


def test_last_seen_is_written_once_a_minute(
    controller: SessionController, running: int, waker: Waker, clock: FakeClock, data_file: Path
) -> None:
    seen = []
    for _ in range(3):
        waker.run(MINUTE)
        seen += [last for (last,) in rows(data_file, "SELECT (last_seen - 1773144000000) / 1000 FROM session")]
    assert seen == [60, 120, 180]


def test_after_a_crash_the_next_start_makes_the_stretch_since_last_seen_a_closed_gap(
    store: Store, controller: SessionController, running: int, waker: Waker, clock: FakeClock
) -> None:
    waker.run(10 * MINUTE)
    clock.sleep(9 * HOUR)
    again = restarted(store, clock)
    assert of(active(again)) == [(10, 550, Cause.CLOSED, Verdict.UNDECIDED)]


# The stretch in which the person is away


def test_idle_then_locked_then_asleep_is_one_stretch_with_the_strongest_cause(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock, waker: Waker
) -> None:
    presence.set_source(must_be_asked=False, can_be_asked=True)
    clock.advance(15 * MINUTE)
    presence.went_idle(5 * MINUTE)
    clock.advance(5 * MINUTE)
    presence.locked()
    clock.advance(10 * MINUTE)
    presence.going_to_sleep()
    clock.sleep(8 * HOUR)
    presence.woke()
    clock.advance(MINUTE)
    presence.came_back()
    presence.unlocked()
    presence.told_quiet(timedelta())
    assert of(active(controller)) == [(10, 511, Cause.ASLEEP, Verdict.UNDECIDED)]


def test_at_most_one_gap_is_open_and_what_else_happens_makes_it_longer(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock, waker: Waker
) -> None:
    presence.locked()
    waker.run(6 * MINUTE)
    clock.step(2 * HOUR)
    waker.late(0 * SECOND)
    presence.going_to_sleep()
    assert of(active(controller)) == [(0, None, Cause.ASLEEP, Verdict.UNDECIDED)]


def test_a_stretch_begins_at_the_last_key_not_five_minutes_after_it(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock, waker: Waker
) -> None:
    asked: list[None] = []
    presence.set_source(must_be_asked=True, can_be_asked=True)
    presence.ask_wanted.connect(lambda: asked.append(None))
    clock.advance(2 * MINUTE)
    presence.told_quiet(timedelta())
    waker.run(5 * MINUTE)
    presence.told_quiet(5 * MINUTE)
    assert (len(asked), of(active(controller))) == (1, [(2, None, Cause.IDLE, Verdict.UNDECIDED)])


def test_a_source_that_can_only_be_asked_is_asked_no_sooner_than_the_threshold_and_every_15_s_while_away(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock, waker: Waker
) -> None:
    asked: list[float] = []
    presence.set_source(must_be_asked=True, can_be_asked=True)
    presence.ask_wanted.connect(lambda: asked.append((clock.now() - NOON) / SECOND))
    presence.ask_wanted.connect(lambda: presence.told_quiet(clock.now() - NOON))
    waker.run(6 * MINUTE)
    assert asked == [300, 315, 330, 345, 360]


def test_the_gap_ends_with_the_last_key_or_click_seen(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock, waker: Waker
) -> None:
    presence.set_source(must_be_asked=True, can_be_asked=True)
    clock.advance(10 * MINUTE)
    presence.told_quiet(10 * MINUTE)
    clock.advance(15 * SECOND)
    presence.told_quiet(3 * SECOND)
    assert of(active(controller)) == [(0, 10.2, Cause.IDLE, Verdict.UNDECIDED)]


@pytest.mark.parametrize("cannot", ["still locked", "no key yet"])
def test_the_gap_lasts_until_the_person_is_back_awake_unlocked_and_with_a_key_or_click(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock, cannot: str
) -> None:
    presence.set_source(must_be_asked=True, can_be_asked=True)
    presence.locked()
    clock.advance(10 * MINUTE)
    presence.going_to_sleep()
    clock.sleep(HOUR)
    presence.woke()
    clock.advance(10 * SECOND)
    if cannot == "still locked":
        presence.told_quiet(timedelta())
    else:
        presence.unlocked()
        presence.told_quiet(20 * MINUTE)
    assert of(active(controller)) == [(0, None, Cause.ASLEEP, Verdict.UNDECIDED)]


@pytest.mark.parametrize(("minutes", "gaps"), [(4.99, 0), (5, 1)])
def test_a_lock_shorter_than_its_threshold_is_ignored(
    controller: SessionController, presence: Presence, running: int, waker: Waker, minutes: float, gaps: int
) -> None:
    presence.locked()
    waker.run(minutes * MINUTE)
    presence.unlocked()
    assert len(active(controller).gaps) == gaps


@pytest.mark.parametrize(("seconds", "gaps"), [(59, 0), (60, 1)])
def test_a_sleep_shorter_than_its_threshold_is_ignored(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock, seconds: int, gaps: int
) -> None:
    presence.going_to_sleep()
    clock.sleep(seconds * SECOND)
    presence.woke()
    assert len(active(controller).gaps) == gaps


@pytest.mark.parametrize(("seconds", "gaps"), [(59, 0), (60, 1)])
def test_a_closed_stretch_shorter_than_its_threshold_is_ignored(
    store: Store, controller: SessionController, running: int, clock: FakeClock, seconds: int, gaps: int
) -> None:
    clock.advance(seconds * SECOND)
    assert len(active(restarted(store, clock)).gaps) == gaps


def test_the_smallest_threshold_among_the_causes_holds(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock
) -> None:
    controller.change_settings(replace(controller.settings, locked_minutes=30, asleep_minutes=2))
    presence.locked()
    clock.advance(MINUTE)
    presence.going_to_sleep()
    clock.sleep(MINUTE)
    presence.woke()
    presence.unlocked()
    assert of(active(controller)) == [(0, 2, Cause.ASLEEP, Verdict.UNDECIDED)]


# Pauses


def test_a_pause_is_discarded_at_once_and_brings_no_card(
    controller: SessionController, running: int, overview: Overview, clock: FakeClock
) -> None:
    controller.pause(running)
    clock.advance(10 * MINUTE)
    controller.resume(running)
    assert of(active(controller)) == [(0, 10, Cause.PAUSE, Verdict.DISCARDED)]
    assert overview.undecided() == ()


def test_a_pause_can_be_changed_later_like_any_other(
    controller: SessionController, running: int, clock: FakeClock
) -> None:
    controller.pause(running)
    clock.advance(10 * MINUTE)
    (gap,) = controller.stop(running).gaps
    assert controller.answer(gap.id, Answer.KEEP).first.worked == 10 * MINUTE


def test_while_paused_nothing_else_makes_a_gap_through_sleep_lock_quit_and_crash(
    store: Store, controller: SessionController, presence: Presence, running: int, clock: FakeClock, waker: Waker
) -> None:
    controller.pause(running)
    presence.locked()
    waker.run(10 * MINUTE)
    presence.going_to_sleep()
    clock.sleep(HOUR)
    presence.woke()
    presence.unlocked()
    controller.close()
    clock.advance(HOUR)
    again = restarted(store, clock)
    clock.step(HOUR)
    again.resume(running)
    assert of(active(again)) == [(0, 190, Cause.PAUSE, Verdict.DISCARDED)]


def test_a_pause_while_a_gap_is_open_ends_it_for_who_pauses_is_here(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock
) -> None:
    presence.went_idle(timedelta())
    clock.advance(6 * MINUTE)
    presence.locked()
    controller.pause(running)
    found = [(0, 6, Cause.LOCKED, Verdict.UNDECIDED), (6, None, Cause.PAUSE, Verdict.DISCARDED)]
    assert of(active(controller)) == found


def test_stop_while_a_gap_is_open_closes_it_at_the_stop_and_its_verdict_stays(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock, waker: Waker
) -> None:
    presence.locked()
    waker.run(20 * MINUTE)
    ended = controller.stop(running)
    assert (of(ended), ended.worked) == ([(0, 20, Cause.LOCKED, Verdict.UNDECIDED)], timedelta())


def test_a_change_of_the_end_cuts_gaps_to_fit_and_what_is_left_empty_goes(
    controller: SessionController, presence: Presence, running: int, clock: FakeClock, waker: Waker
) -> None:
    for cause in (presence.locked, presence.unlocked, presence.locked, presence.unlocked):
        cause()
        waker.run(10 * MINUTE)
    first, _second = active(controller).gaps
    assert controller.answer(first.id, Answer.STOP_THEN).first.gaps == ()


# The card and its answers


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause is not Cause.PAUSE])
def test_every_gap_but_a_pause_ends_in_the_card_once(
    store: Store,
    controller: SessionController,
    presence: Presence,
    overview: Overview,
    clock: FakeClock,
    waker: Waker,
    cause: Cause,
) -> None:
    asked: list[list[Cause]] = []
    questions = Questions(controller, overview)
    questions.asked.connect(lambda gaps: asked.append([undecided.gap.cause for undecided in gaps]))
    controller.start(Start(60))
    _be_away(presence, waker, clock, cause)
    if cause is Cause.CLOSED:
        again = SessionController(store, clock, Schedule(clock))
        questions = Questions(again, Overview(store, again))
        questions.asked.connect(lambda gaps: asked.append([undecided.gap.cause for undecided in gaps]))
        again.open()
        questions.look()
    waker.late(MINUTE)
    assert asked == [[cause]]


def _be_away(presence: Presence, waker: Waker, clock: FakeClock, cause: Cause) -> None:
    waker.run(10 * MINUTE)
    match cause:
        case Cause.IDLE:
            presence.went_idle(timedelta())
            waker.run(20 * MINUTE)
            presence.came_back()
        case Cause.LOCKED:
            presence.locked()
            waker.run(20 * MINUTE)
            presence.unlocked()
        case Cause.ASLEEP | Cause.CLOSED:
            clock.sleep(20 * MINUTE)
        case Cause.CLOCK:
            clock.step(20 * MINUTE)


@pytest.fixture
def gap(controller: SessionController, presence: Presence, running: int, clock: FakeClock, waker: Waker) -> int:
    """The id of a gap from 10 to 30, in the session that runs at 40."""
    waker.run(10 * MINUTE)
    presence.locked()
    waker.run(20 * MINUTE)
    presence.unlocked()
    waker.run(10 * MINUTE)
    return active(controller).gaps[0].id


@pytest.mark.parametrize(("answer", "minutes"), [(Answer.KEEP, 40), (Answer.DISCARD, 20)])
def test_keep_and_discard_set_the_verdict(
    controller: SessionController, gap: int, answer: Answer, minutes: int
) -> None:
    controller.answer(gap, answer)
    assert worked(controller) == minutes


def test_stop_then_ends_the_session_at_the_gaps_start(controller: SessionController, gap: int, running: int) -> None:
    answered = controller.answer(gap, Answer.STOP_THEN)
    assert (answered.first.end, answered.first.worked, answered.first.gaps) == (at(10), 10 * MINUTE, ())
    assert controller.session is None


def test_split_makes_a_second_session_from_the_moment_the_person_was_back(
    controller: SessionController, gap: int, running: int
) -> None:
    answered = controller.answer(gap, Answer.SPLIT)
    second = active(controller)
    assert (answered.first.end, answered.first.worked) == (at(10), 10 * MINUTE)
    assert (second.start, second.planned, second.gaps) == (at(30), 60 * MINUTE, ())


@pytest.mark.parametrize("answer", Answer)
def test_all_four_also_work_on_a_session_that_has_ended_and_can_be_undone(
    controller: SessionController, gap: int, running: int, answer: Answer
) -> None:
    before = controller.stop(running)
    controller.answer(gap, answer)
    sums = {Answer.KEEP: [40], Answer.DISCARD: [20], Answer.STOP_THEN: [10], Answer.SPLIT: [10, 10]}
    found = [s.worked / MINUTE for s in controller.recent() if s.worked is not None]
    controller.undo()
    assert (found, controller.recent()) == (sums[answer], (before,))


def test_an_answer_can_be_changed_later(controller: SessionController, gap: int, running: int) -> None:
    controller.answer(gap, Answer.DISCARD)
    controller.stop(running)
    assert controller.answer(gap, Answer.KEEP).first.worked == 40 * MINUTE


def test_not_answering_is_safe_the_gap_stays_undecided_out_of_totals_and_listed(
    store: Store, controller: SessionController, gap: int, running: int, overview: Overview, clock: FakeClock
) -> None:
    controller.stop(running)
    again = restarted(store, clock)
    assert [undecided.gap.id for undecided in Overview(store, again).undecided()] == [gap]
    assert overview.history()[0].worked == 20 * MINUTE


# Planned end and alerts follow timer time


def told(sent: list[Alert]) -> list[tuple[AlertKind, float]]:
    return [(alert.kind, (alert.due - NOON) / MINUTE) for alert in sent]


def test_the_planned_end_follows_timer_time(controller: SessionController, gap: int) -> None:
    assert timing.planned_end(active(controller)) == at(80)


def test_a_kept_gap_that_makes_the_planned_end_pass_sends_one_time_is_up(
    controller: SessionController,
    presence: Presence,
    alerter: Alerter,
    sent: list[Alert],
    clock: FakeClock,
    waker: Waker,
) -> None:
    session = controller.start(Start(60))
    presence.locked()
    waker.run(3 * HOUR)
    presence.unlocked()
    controller.answer(controller.get(session.id).gaps[0].id, Answer.KEEP)
    waker.run(30 * MINUTE)
    assert told(sent) == [(AlertKind.TIME_IS_UP, 60)]


def test_an_undecided_idle_gap_does_not_stop_the_timer_for_who_reads_must_be_told(
    controller: SessionController,
    presence: Presence,
    alerter: Alerter,
    sent: list[Alert],
    clock: FakeClock,
    waker: Waker,
) -> None:
    controller.start(Start(60))
    presence.went_idle(timedelta())
    waker.run(61 * MINUTE)
    assert told(sent) == [(AlertKind.TIME_ALMOST_UP, 55), (AlertKind.TIME_IS_UP, 60)]


def test_an_alert_that_was_sent_comes_again_only_after_its_instant_has_moved_into_the_future(
    controller: SessionController, alerter: Alerter, sent: list[Alert], presence: Presence, waker: Waker
) -> None:
    session = controller.start(Start(10))
    waker.run(11 * MINUTE)
    clock_back = -30 * MINUTE
    waker._clock.step(clock_back)
    waker.run(MINUTE)
    controller.add_time(session.id, 5)
    waker.run(5 * MINUTE)
    kinds = [alert.kind for alert in sent]
    assert kinds.count(AlertKind.TIME_IS_UP) == 2


@pytest.mark.parametrize(
    "away", ["asleep, told", "asleep, not told", "clock set forward", "clock set a little forward"]
)
def test_no_alert_is_sent_for_time_that_was_none(
    controller: SessionController,
    presence: Presence,
    alerter: Alerter,
    sent: list[Alert],
    clock: FakeClock,
    waker: Waker,
    away: str,
) -> None:
    session = controller.start(Start(60))
    waker.run(54 * MINUTE + 30 * SECOND)
    if away == "asleep, told":
        presence.going_to_sleep()
    if away.startswith("asleep"):
        clock.sleep(8 * HOUR)
    else:
        clock.step(8 * HOUR if away == "clock set forward" else 45 * SECOND)
    if away == "asleep, told":
        waker.late(0 * SECOND)
        presence.woke()
    controller.add_note(session.id, "here again")
    assert sent == []
