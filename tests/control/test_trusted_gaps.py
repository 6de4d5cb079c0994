"""Section 7 of the product contract, row by row: the stretch in which the person is away, and pauses."""

from datetime import timedelta

import pytest

from app.control.overview import Overview
from app.control.presence import Presence
from app.control.session_controller import SessionController
from app.core.model import Answer, Cause, Verdict
from app.store.store import Store
from tests.control.life import HOUR, active, of, restarted
from tests.fakes import MINUTE, NOON, SECOND, FakeClock, Waker

# The stretch in which the person is away


def test_idle_then_locked_then_asleep_is_one_stretch_with_the_strongest_cause(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
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
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    presence.locked()
    waker.run(6 * MINUTE)
    clock.step(2 * HOUR)
    waker.late(0 * SECOND)
    presence.going_to_sleep()
    assert of(active(controller)) == [(0, None, Cause.ASLEEP, Verdict.UNDECIDED)]


def test_a_stretch_begins_at_the_last_key_not_five_minutes_after_it(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
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
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    asked: list[float] = []
    presence.set_source(must_be_asked=True, can_be_asked=True)
    presence.ask_wanted.connect(lambda: asked.append((clock.now() - NOON) / SECOND))
    presence.ask_wanted.connect(lambda: presence.told_quiet(clock.now() - NOON))
    waker.run(6 * MINUTE)
    assert asked == [300, 315, 330, 345, 360]


def test_the_gap_ends_with_the_last_key_or_click_seen(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    presence.set_source(must_be_asked=True, can_be_asked=True)
    clock.advance(10 * MINUTE)
    presence.told_quiet(10 * MINUTE)
    clock.advance(15 * SECOND)
    presence.told_quiet(3 * SECOND)
    assert of(active(controller)) == [(0, 10.2, Cause.IDLE, Verdict.UNDECIDED)]


@pytest.mark.parametrize("cannot", ["still locked", "no key yet"])
def test_the_gap_lasts_until_the_person_is_back_awake_unlocked_and_with_a_key_or_click(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, cannot: str
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
    controller: SessionController, presence: Presence, hour_long: int, waker: Waker, minutes: float, gaps: int
) -> None:
    presence.locked()
    waker.run(minutes * MINUTE)
    presence.unlocked()
    assert len(active(controller).gaps) == gaps


@pytest.mark.parametrize(("seconds", "gaps"), [(59, 0), (60, 1)])
def test_a_sleep_shorter_than_its_threshold_is_ignored(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, seconds: int, gaps: int
) -> None:
    presence.going_to_sleep()
    clock.sleep(seconds * SECOND)
    presence.woke()
    assert len(active(controller).gaps) == gaps


@pytest.mark.parametrize(("seconds", "gaps"), [(59, 0), (60, 1)])
def test_a_closed_stretch_shorter_than_its_threshold_is_ignored(
    store: Store, controller: SessionController, hour_long: int, clock: FakeClock, seconds: int, gaps: int
) -> None:
    clock.advance(seconds * SECOND)
    assert len(active(restarted(store, clock)).gaps) == gaps


def test_the_smallest_threshold_among_the_causes_holds(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock
) -> None:
    controller.change_settings(controller.settings._replace(locked_minutes=30, asleep_minutes=2))
    presence.locked()
    clock.advance(MINUTE)
    presence.going_to_sleep()
    clock.sleep(MINUTE)
    presence.woke()
    presence.unlocked()
    assert of(active(controller)) == [(0, 2, Cause.ASLEEP, Verdict.UNDECIDED)]


# Pauses


def test_a_pause_is_discarded_at_once_and_brings_no_card(
    controller: SessionController, hour_long: int, overview: Overview, clock: FakeClock
) -> None:
    controller.pause(hour_long)
    clock.advance(10 * MINUTE)
    controller.resume(hour_long)
    assert of(active(controller)) == [(0, 10, Cause.PAUSE, Verdict.DISCARDED)]
    assert overview.undecided() == ()


def test_a_pause_can_be_changed_later_like_any_other(
    controller: SessionController, hour_long: int, clock: FakeClock
) -> None:
    controller.pause(hour_long)
    clock.advance(10 * MINUTE)
    (gap,) = controller.stop(hour_long).gaps
    assert controller.answer(gap.id, Answer.KEEP).first.worked == 10 * MINUTE


def test_while_paused_nothing_else_makes_a_gap_through_sleep_lock_quit_and_crash(
    store: Store, controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    controller.pause(hour_long)
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
    again.resume(hour_long)
    assert of(active(again)) == [(0, 190, Cause.PAUSE, Verdict.DISCARDED)]


def test_a_pause_while_a_gap_is_open_ends_it_for_who_pauses_is_here(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock
) -> None:
    presence.went_idle(timedelta())
    clock.advance(6 * MINUTE)
    presence.locked()
    controller.pause(hour_long)
    found = [(0, 6, Cause.LOCKED, Verdict.UNDECIDED), (6, None, Cause.PAUSE, Verdict.DISCARDED)]
    assert of(active(controller)) == found


def test_stop_while_a_gap_is_open_closes_it_at_the_stop_and_its_verdict_stays(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    presence.locked()
    waker.run(20 * MINUTE)
    ended = controller.stop(hour_long)
    assert (of(ended), ended.worked) == ([(0, 20, Cause.LOCKED, Verdict.UNDECIDED)], timedelta())


def test_a_change_of_the_end_cuts_gaps_to_fit_and_what_is_left_empty_goes(
    controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker
) -> None:
    for cause in (presence.locked, presence.unlocked, presence.locked, presence.unlocked):
        cause()
        waker.run(10 * MINUTE)
    first, _second = active(controller).gaps
    assert controller.answer(first.id, Answer.STOP_THEN).first.gaps == ()
