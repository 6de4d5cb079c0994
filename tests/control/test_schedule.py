"""The one timer, and what wakes it for the eye."""

import functools
from datetime import datetime, timedelta

import pytest

from app.control.breaks import Breaks
from app.control.display import Display
from app.control.operations import Start
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from tests.fakes import MINUTE, SECOND, FakeClock, Waker, at

# The timer


def test_the_timer_stands_while_nobody_wants_to_be_woken(schedule: Schedule) -> None:
    schedule.add_source(lambda _now: None)
    schedule.arm()
    assert schedule.waits is None


def test_the_timer_waits_for_the_earliest_wish(schedule: Schedule) -> None:
    for seconds in (30, 10, 20):
        wish = at(0) + seconds * SECOND
        schedule.add_source(functools.partial(lambda wish, _now: wish, wish))
    schedule.arm()
    assert schedule.waits == 10 * SECOND


@pytest.mark.parametrize("wish", [timedelta(seconds=60.001), timedelta(days=900)])
def test_the_timer_never_waits_longer_than_60_s(schedule: Schedule, wish: timedelta) -> None:
    schedule.add_source(lambda _now: at(0) + wish)
    schedule.arm()
    assert schedule.waits == 60 * SECOND


def test_an_instant_that_has_passed_is_not_waited_for(schedule: Schedule) -> None:
    schedule.add_source(lambda _now: at(-60))
    schedule.arm()
    assert schedule.waits == timedelta()


def test_the_timer_never_wakes_too_early(schedule: Schedule) -> None:
    schedule.add_source(lambda _now: at(0) + timedelta(microseconds=1500))
    schedule.arm()
    assert schedule.waits == timedelta(milliseconds=2)


def test_waking_tells_the_instant_and_waits_anew(schedule: Schedule, waker: Waker) -> None:
    woke: list[datetime] = []
    schedule.woke.connect(woke.append)
    schedule.add_source(lambda now: now + 10 * SECOND)
    schedule.arm()
    waker.fire()
    assert (woke, schedule.waits) == ([at(0) + 10 * SECOND], 10 * SECOND)


def test_a_timer_stops_when_the_wish_is_gone(schedule: Schedule, waker: Waker) -> None:
    wishes = [at(1)]
    schedule.add_source(lambda _now: wishes.pop() if wishes else None)
    schedule.arm()
    waker.fire()
    assert schedule.waits is None


# What can be seen


@pytest.fixture
def display(controller: SessionController, schedule: Schedule, breaks: Breaks) -> Display:
    return Display(controller, schedule, breaks)


def test_an_idle_program_that_nobody_watches_sleeps(display: Display, schedule: Schedule) -> None:
    schedule.arm()
    assert schedule.waits is None


def test_a_running_session_that_nobody_watches_wakes_once_a_minute(
    display: Display, controller: SessionController, waker: Waker
) -> None:
    controller.start(Start(25))
    assert waker.run(10 * MINUTE) == 10


def test_a_running_session_that_is_watched_wakes_once_a_second(
    display: Display, controller: SessionController, waker: Waker
) -> None:
    controller.start(Start(25))
    display.set_watched(True)
    assert waker.run(2 * MINUTE) == 120


def test_the_second_changes_where_the_time_left_does(
    display: Display, controller: SessionController, schedule: Schedule, clock: FakeClock
) -> None:
    controller.start(Start(25))
    clock.advance(timedelta(milliseconds=300))
    display.set_watched(True)
    assert schedule.waits == timedelta(milliseconds=700)


def test_a_window_that_is_not_watched_any_more_lets_the_program_rest(
    display: Display, controller: SessionController, waker: Waker
) -> None:
    controller.start(Start(25))
    display.set_watched(True)
    display.set_watched(False)
    assert waker.run(10 * MINUTE) == 10


def test_a_paused_session_that_is_watched_wakes_for_the_clock_only(
    display: Display, controller: SessionController, schedule: Schedule, clock: FakeClock, waker: Waker
) -> None:
    session = controller.start(Start(25))
    clock.advance(15 * SECOND)
    display.set_watched(True)
    controller.pause(session.id)
    assert waker.run(10 * MINUTE) <= 21


def test_an_idle_window_wakes_at_each_full_minute(display: Display, schedule: Schedule, clock: FakeClock) -> None:
    clock.advance(15 * SECOND)
    display.set_watched(True)
    assert schedule.waits == 45 * SECOND
