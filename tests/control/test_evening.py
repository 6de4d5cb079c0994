"""The end of a working day: when it is to be seen, and that nobody is woken or asked for it who does not look."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.control.evening import Evening
from app.control.operations import Start
from app.control.overview import Overview
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core.end_of_day import EndOfDay
from app.core.history import Filter
from app.core.model import Answer, Review
from app.core.settings import Settings
from app.store.store import Store
from tests.fakes import MINUTE, FakeClock, Waker, at, locked, rows

HOUR = 60 * MINUTE
OVER = 5 * HOUR
"""From the noon of the tests, one in the afternoon where the person is, until six."""
Made = Callable[[], Evening]


@pytest.fixture
def made(store: Store, controller: SessionController, overview: Overview, schedule: Schedule) -> Made:
    """Makes one as each start of the program does."""
    return lambda: Evening(store, controller, overview, schedule)


@pytest.fixture
def evening(made: Made) -> Evening:
    """Watched."""
    evening = made()
    evening.set_watched(True)
    return evening


@pytest.fixture
def told(evening: Evening) -> list[EndOfDay | None]:
    found: list[EndOfDay | None] = []
    evening.changed.connect(found.append)
    return found


def work(controller: SessionController, clock: FakeClock, minutes: float = 25) -> int:
    """The id of a session that ends now."""
    session = controller.start(Start(25))
    clock.advance(minutes * MINUTE)
    controller.stop(session.id)
    return session.id


def test_it_comes_at_the_end_of_the_working_hours(
    controller: SessionController, told: list[EndOfDay | None], waker: Waker, clock: FakeClock
) -> None:
    work(controller, clock)
    waker.run(OVER - 26 * MINUTE)
    before = list(told)
    waker.run(MINUTE)
    assert (before, [(day.worked, day.sessions) for day in told if day]) == ([], [(25 * MINUTE, 1)])


def test_it_comes_when_somebody_looks_later_on_that_day(
    made: Made, controller: SessionController, clock: FakeClock
) -> None:
    evening = made()
    work(controller, clock)
    clock.advance(7 * HOUR)
    before = evening.shown
    evening.set_watched(True)
    assert (before, evening.shown is not None) == (None, True)


def test_nobody_is_told_of_a_day_on_which_nothing_was_done(
    controller: SessionController, told: list[EndOfDay | None], waker: Waker, clock: FakeClock
) -> None:
    work(controller, clock)
    clock.advance(24 * HOUR)
    waker.run(OVER + HOUR)
    assert told == []


def test_it_does_not_come_on_a_day_off(
    controller: SessionController, told: list[EndOfDay | None], waker: Waker, clock: FakeClock
) -> None:
    controller.change_settings(Settings(working_days="1345"))
    work(controller, clock)
    waker.run(8 * HOUR)
    assert told == []


def test_it_waits_until_a_session_is_stopped(
    controller: SessionController, evening: Evening, waker: Waker, clock: FakeClock
) -> None:
    session = controller.start(Start(25))
    waker.run(OVER + HOUR)
    before = evening.shown
    controller.stop(session.id)
    assert (before, evening.shown and evening.shown.worked) == (None, OVER + HOUR)


def test_it_goes_while_another_session_runs(
    controller: SessionController, evening: Evening, waker: Waker, clock: FakeClock
) -> None:
    work(controller, clock)
    waker.run(OVER)
    seen = [evening.shown is not None]
    session = controller.start(Start(25))
    seen.append(evening.shown is not None)
    controller.stop(session.id)
    assert [*seen, evening.shown is not None] == [True, False, True]


def test_it_goes_when_its_day_is_over(
    controller: SessionController, told: list[EndOfDay | None], waker: Waker, clock: FakeClock
) -> None:
    work(controller, clock)
    waker.run(16 * HOUR)
    assert [day is not None for day in told] == [True, False]


def test_what_is_settled_is_said_no_more(
    controller: SessionController, evening: Evening, waker: Waker, gap: int
) -> None:
    session = controller.active_id()
    controller.stop(session)
    waker.run(OVER)
    found = [evening.shown]
    controller.answer(gap, Answer.KEEP)
    found.append(evening.shown)
    controller.review(session, Review(score=4))
    found.append(evening.shown)
    assert [(len(day.gaps), len(day.not_reviewed), day.worked) for day in found if day] == [
        (1, 1, 20 * MINUTE),
        (0, 1, 40 * MINUTE),
        (0, 0, 40 * MINUTE),
    ]


def test_closed_it_does_not_come_again_on_that_day(
    controller: SessionController, evening: Evening, made: Made, waker: Waker, clock: FakeClock
) -> None:
    work(controller, clock)
    waker.run(OVER)
    evening.close()
    work(controller, clock)
    again = made()
    again.set_watched(True)
    assert (evening.shown, again.shown) == (None, None)


def test_closed_it_comes_again_on_the_next_day(
    controller: SessionController, evening: Evening, waker: Waker, clock: FakeClock
) -> None:
    work(controller, clock)
    waker.run(OVER)
    evening.close()
    clock.advance(24 * HOUR)
    work(controller, clock)
    assert evening.shown is not None


def test_that_it_was_closed_is_written_later_where_the_file_can_t_be_written(
    controller: SessionController, evening: Evening, waker: Waker, clock: FakeClock, data_file: Path
) -> None:
    work(controller, clock)
    waker.run(OVER)
    with locked(data_file):
        evening.close()
    waker.fire()
    assert rows(data_file, "SELECT value FROM setting WHERE key = 'end_of_day_closed'") == [('"2026-03-10"',)]


def test_a_setting_turns_it_off_and_on_at_once(
    controller: SessionController, evening: Evening, waker: Waker, clock: FakeClock
) -> None:
    work(controller, clock)
    waker.run(OVER)
    found = []
    for on in (False, True):
        controller.change_settings(Settings(shows_end_of_day=on))
        found.append(evening.shown is not None)
    assert found == [False, True]


def test_hours_that_are_changed_hold_at_once(
    controller: SessionController, evening: Evening, waker: Waker, clock: FakeClock
) -> None:
    work(controller, clock)
    controller.change_settings(Settings(working_to="13:10"))
    assert evening.shown is not None


def test_a_clock_that_was_ahead_and_is_set_right_takes_it_back(
    controller: SessionController, evening: Evening, waker: Waker, clock: FakeClock
) -> None:
    work(controller, clock)
    clock.step(OVER)
    waker.fire()
    seen = evening.shown is not None
    clock.step(-OVER)
    waker.fire()
    assert (seen, evening.shown) == (True, None)


def test_nobody_is_woken_for_it_who_does_not_look(
    controller: SessionController, made: Made, schedule: Schedule, clock: FakeClock
) -> None:
    evening = made()
    work(controller, clock)
    evening.set_watched(True)
    watched = schedule.waits
    evening.set_watched(False)
    assert (watched, schedule.waits) == (timedelta(minutes=1), None)


def test_nothing_is_read_again_while_nothing_changes(
    controller: SessionController,
    overview: Overview,
    evening: Evening,
    waker: Waker,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    work(controller, clock)
    waker.run(OVER)
    read: list[object] = []
    monkeypatch.setattr(overview, "today", lambda: read.append(at(0)))
    waker.run(HOUR)
    assert read == []


def test_after_a_night_it_says_what_was_worked_in_its_hours(
    controller: SessionController, told: list[EndOfDay | None], waker: Waker, clock: FakeClock
) -> None:
    """Some of it before the day of the plan began, some after; it goes when the next night is nearer than this one."""
    controller.change_settings(Settings(working_from="22:00", working_to="06:00"))
    clock.advance(9 * HOUR)  # 22:00
    work(controller, clock, minutes=300)
    clock.advance(30 * MINUTE)
    work(controller, clock, minutes=120)  # until 05:30
    waker.run(29 * MINUTE)
    before = list(told)
    waker.run(MINUTE)
    waker.run(8 * HOUR)
    found = [day and (day.date.day, day.worked, day.sessions, len(day.not_reviewed)) for day in told]
    assert (before, found) == ([], [(10, 7 * HOUR, 2, 2), None])


def test_it_comes_after_hours_that_end_when_the_day_does(
    controller: SessionController, evening: Evening, waker: Waker, clock: FakeClock
) -> None:
    controller.change_settings(Settings(working_from="18:00", working_to="04:00"))
    clock.advance(6 * HOUR)
    work(controller, clock, minutes=60)
    waker.run(8 * HOUR)
    found = evening.shown
    evening.close()
    waker.run(HOUR)
    assert (found and (found.date.day, found.worked), evening.shown) == ((10, HOUR), None)


def test_it_says_the_total_that_history_says(
    store: Store, controller: SessionController, evening: Evening, waker: Waker, clock: FakeClock
) -> None:
    """Of a session over the end of the day before, too."""
    clock.advance(14 * HOUR)
    work(controller, clock, minutes=150)
    clock.advance(8 * HOUR)
    work(controller, clock)
    waker.run(10 * HOUR)
    with closing(store.reading_store()) as reading:
        total, _day_before = reading.past.index(Filter(), controller.settings.day_start).days
    assert evening.shown is not None
    assert (evening.shown.date, evening.shown.worked) == (total.date, total.worked)
    assert total.worked == 115 * MINUTE
