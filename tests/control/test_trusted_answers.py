"""Section 7 of the product contract, row by row: the card, its answers, and the alerts after them."""

from datetime import timedelta

import pytest

from app.control.alerter import Alert, Alerter
from app.control.operations import Start
from app.control.overview import Overview
from app.control.presence import Presence
from app.control.questions import Questions
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import timing
from app.core.alerts import AlertKind
from app.core.model import Answer, Cause, Verdict
from app.store.store import Store
from tests.control.life import HOUR, active, of, restarted, told, worked
from tests.fakes import MINUTE, SECOND, FakeClock, Waker, at

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


@pytest.mark.parametrize(("answer", "minutes"), [(Answer.KEEP, 40), (Answer.DISCARD, 20)])
def test_keep_and_discard_set_the_verdict(
    controller: SessionController, gap: int, answer: Answer, minutes: int
) -> None:
    controller.answer(gap, answer)
    assert worked(controller) == minutes


def test_stop_then_ends_the_session_at_the_gaps_start(controller: SessionController, gap: int, hour_long: int) -> None:
    answered = controller.answer(gap, Answer.STOP_THEN)
    assert (answered.first.end, answered.first.worked, answered.first.gaps) == (at(10), 10 * MINUTE, ())
    assert controller.session is None


def test_split_makes_a_second_session_from_the_moment_the_person_was_back(
    controller: SessionController, gap: int, hour_long: int
) -> None:
    answered = controller.answer(gap, Answer.SPLIT)
    second = active(controller)
    assert (answered.first.end, answered.first.worked) == (at(10), 10 * MINUTE)
    assert (second.start, second.planned, second.gaps) == (at(30), 60 * MINUTE, ())


@pytest.mark.parametrize("answer", Answer)
def test_all_four_also_work_on_a_session_that_has_ended_and_can_be_undone(
    controller: SessionController, gap: int, hour_long: int, answer: Answer
) -> None:
    before = controller.stop(hour_long)
    controller.answer(gap, answer)
    sums = {Answer.KEEP: [40], Answer.DISCARD: [20], Answer.STOP_THEN: [10], Answer.SPLIT: [10, 10]}
    found = [s.worked / MINUTE for s in controller.recent() if s.worked is not None]
    controller.undo()
    assert (found, controller.recent()) == (sums[answer], (before,))


def test_an_answer_can_be_changed_later(controller: SessionController, gap: int, hour_long: int) -> None:
    controller.answer(gap, Answer.DISCARD)
    controller.stop(hour_long)
    assert controller.answer(gap, Answer.KEEP).first.worked == 40 * MINUTE


def test_not_answering_is_safe_the_gap_stays_undecided_out_of_totals_and_listed(
    store: Store, controller: SessionController, gap: int, hour_long: int, overview: Overview, clock: FakeClock
) -> None:
    controller.stop(hour_long)
    again = restarted(store, clock)
    assert [undecided.gap.id for undecided in Overview(store, again).undecided()] == [gap]
    assert [session.worked for session in again.recent()] == [20 * MINUTE]


# Planned end and alerts follow timer time


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
    assert [alert for alert in told(sent) if alert[1] <= 180] == [(AlertKind.TIME_IS_UP, 60)]


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


# What was found by clicking about


def test_an_undone_split_follows_the_clock_that_was_set_back_meanwhile(
    controller: SessionController, gap: int, clock: FakeClock, waker: Waker
) -> None:
    controller.answer(gap, Answer.SPLIT)
    clock.step(-HOUR)
    waker.run(5 * MINUTE)
    controller.undo()
    assert of(active(controller)) == [(-50, -30, Cause.LOCKED, Verdict.UNDECIDED)]
    assert (active(controller).start, worked(controller)) == (at(-60), 25)


def test_an_undone_stop_is_not_ahead_of_a_clock_that_was_set_back_meanwhile(
    controller: SessionController, gap: int, clock: FakeClock
) -> None:
    controller.answer(gap, Answer.STOP_THEN)
    clock.step(-HOUR)
    controller.undo()
    assert of(active(controller)) == [(-50, -30, Cause.LOCKED, Verdict.UNDECIDED)]
    assert (active(controller).start, worked(controller)) == (at(-60), 20)


def test_a_stop_cuts_no_gap_when_the_clock_runs_back_a_little(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    presence.locked()
    waker.run(10 * MINUTE)
    presence.unlocked()
    clock.step(-SECOND)
    assert controller.stop(hour_long).end == at(10)


def test_a_pause_overlaps_no_gap_when_the_clock_runs_back_a_little(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    presence.locked()
    waker.run(10 * MINUTE)
    presence.unlocked()
    clock.step(-SECOND)
    assert of(controller.pause(hour_long))[1][0] == 10


def test_what_the_program_was_closed_for_is_no_work_when_a_stop_is_undone_later(
    store: Store, controller: SessionController, gap: int, clock: FakeClock
) -> None:
    controller.answer(gap, Answer.STOP_THEN)
    controller.close()
    clock.advance(3 * HOUR)
    again = restarted(store, clock)
    clock.advance(5 * MINUTE)
    again.undo()
    found = [(10, 30, Cause.LOCKED, Verdict.UNDECIDED), (40, 225, Cause.CLOSED, Verdict.UNDECIDED)]
    assert (of(active(again)), worked(again)) == (found, 20)


def test_a_pause_that_ends_a_gap_brings_its_card(
    controller: SessionController, presence: Presence, overview: Overview, hour_long: int, waker: Waker
) -> None:
    asked: list[int] = []
    questions = Questions(controller, overview)
    questions.asked.connect(lambda gaps: asked.append(len(gaps)))
    presence.locked()
    waker.run(10 * MINUTE)
    controller.pause(hour_long)
    assert asked == [1]


def test_a_gap_that_goes_on_after_it_was_asked_about_is_asked_about_again(
    controller: SessionController,
    presence: Presence,
    overview: Overview,
    hour_long: int,
    clock: FakeClock,
    waker: Waker,
) -> None:
    asked: list[int] = []
    questions = Questions(controller, overview)
    questions.asked.connect(lambda gaps: asked.append(len(gaps)))
    waker.run(10 * MINUTE)
    clock.step(HOUR)
    waker.late(0 * SECOND)
    presence.went_idle(6 * MINUTE)
    waker.run(MINUTE)
    presence.came_back()
    assert asked == [1, 1]


def test_a_split_while_a_gap_is_open_does_not_leave_it_open_for_good(
    controller: SessionController, presence: Presence, gap: int, clock: FakeClock, waker: Waker
) -> None:
    presence.set_source(must_be_asked=True, can_be_asked=True)
    waker.run(10 * MINUTE)
    presence.told_quiet(6 * MINUTE)
    controller.answer(gap, Answer.SPLIT)
    waker.run(SECOND)
    presence.told_quiet(timedelta())
    (later,) = active(controller).gaps
    assert (later.start, later.end) == (at(44), clock.now())
