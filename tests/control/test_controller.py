"""The controller: commands, signals, the heartbeat, and what it keeps when the file can't take it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.control.operations import Fields, Start
from app.control.running import Changes
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core.errors import Refused, Unavailable
from app.core.model import Cause, Gap, Review, Verdict
from app.core.quick_entry import QuickEntry
from app.core.settings import Settings
from app.store.store import Store
from tests.fakes import MINUTE, SECOND, FakeClock, Waker, at, dump, locked, rows

LAST_SEEN = "SELECT (last_seen - start_time) / 1000.0 FROM session"


class Heard:
    """Every signal of the controller, by name and in order."""

    def __init__(self, controller: SessionController) -> None:
        self.all: list[tuple[str, Any]] = []
        controller.changed.connect(lambda changes: self.all.append(("changed", changes)))
        controller.session_started.connect(lambda session: self.all.append(("started", session)))
        controller.session_stopped.connect(lambda session: self.all.append(("stopped", session)))
        controller.timing_changed.connect(lambda: self.all.append(("timing", None)))
        controller.commands.trouble.connect(lambda sentence: self.all.append(("trouble", sentence)))
        controller.commands.trouble_over.connect(lambda sentence: self.all.append(("over", sentence)))


@pytest.fixture
def heard(controller: SessionController) -> Heard:
    return Heard(controller)


@pytest.fixture
def running(controller: SessionController) -> int:
    """The id of a session of 25 minutes that begins at noon."""
    return controller.start(Start(25)).id


def reopened(store: Store, clock: FakeClock) -> SessionController:
    """The program started again."""
    controller = SessionController(store, clock, Schedule(clock))
    controller.open()
    return controller


# Commands and signals


def test_a_start_is_on_disk_before_it_is_announced(controller: SessionController, data_file: Path) -> None:
    on_disk: list[object] = []
    controller.session_started.connect(lambda _: on_disk.extend(rows(data_file, "SELECT id, end_time FROM session")))
    controller.start(Start(25))
    assert on_disk == [(1, None)]


def test_a_start_is_announced(controller: SessionController, heard: Heard) -> None:
    session = controller.start(Start(25))
    both = Changes.RUNNING | Changes.CATALOGUE
    assert heard.all == [("timing", None), ("changed", both), ("started", session)]
    assert controller.session == session


def test_a_start_from_a_line_is_announced(controller: SessionController, heard: Heard) -> None:
    session = controller.start_entry(QuickEntry("Write", "Thesis"), Fields())
    assert heard.all[-1] == ("started", session)


def test_a_stop_is_announced(controller: SessionController, running: int, heard: Heard) -> None:
    stopped = controller.stop(running)
    every = Changes.RUNNING | Changes.RECORD | Changes.CATALOGUE
    assert heard.all == [("timing", None), ("changed", every), ("stopped", stopped)]
    assert controller.session is None


def test_a_refusal_announces_nothing(controller: SessionController, running: int, heard: Heard) -> None:
    with pytest.raises(Refused):
        controller.start(Start(25))
    assert heard.all == []


@pytest.mark.parametrize("command", ["add_time", "toggle_notifications", "pause"])
def test_a_change_of_the_running_session_is_announced(
    controller: SessionController, running: int, heard: Heard, command: str
) -> None:
    session = getattr(controller, command)(running)
    assert heard.all == [("timing", None), ("changed", Changes.RUNNING)]
    assert controller.session == session


def test_a_review_leaves_the_running_session_alone(controller: SessionController, running: int) -> None:
    controller.stop(running)
    session = controller.start(Start(25))
    controller.review(running, Review(score=3))
    assert controller.session == session


def test_changed_settings_hold_at_once_and_after_a_restart(
    controller: SessionController, store: Store, clock: FakeClock
) -> None:
    chosen = Settings(50, review_after_stop=False, lead_minutes=0, shortcuts={"stop": "Ctrl+S"})
    controller.change_settings(chosen)
    assert (controller.settings, reopened(store, clock).settings) == (chosen, chosen)


def test_only_what_differs_from_the_default_is_stored(controller: SessionController, data_file: Path) -> None:
    controller.change_settings(Settings(lead_minutes=7))
    assert rows(data_file, "SELECT * FROM setting") == [("lead_minutes", "7")]


def test_a_stored_setting_that_is_no_json_counts_as_not_there(store: Store, clock: FakeClock) -> None:
    with store.write():
        store._database.peewee.execute_sql("INSERT INTO setting VALUES ('lead_minutes', '{')")
    assert reopened(store, clock).settings == Settings()


# Being there again


def test_the_running_session_is_found_after_a_restart(
    controller: SessionController, running: int, store: Store, clock: FakeClock
) -> None:
    clock.advance(30 * MINUTE)
    session = reopened(store, clock).session
    assert session is not None
    assert session.gaps == (Gap(1, running, at(0), at(30), Cause.CLOSED, Verdict.UNDECIDED),)


def test_closing_the_program_is_the_last_heartbeat(
    controller: SessionController, running: int, clock: FakeClock, data_file: Path
) -> None:
    clock.advance(90 * SECOND)
    controller.close()
    assert rows(data_file, LAST_SEEN) == [(90.0,)]


def test_the_time_the_program_was_closed_is_not_lost_when_the_file_is_locked_at_the_start(
    controller: SessionController, running: int, store: Store, schedule: Schedule, clock: FakeClock, data_file: Path
) -> None:
    schedule._timer.stop()
    clock.advance(30 * MINUTE)
    again = Schedule(clock)
    restarted = SessionController(store, clock, again)
    with locked(data_file):
        restarted.open()
    again.arm()
    Waker(again, clock).run(3 * MINUTE)
    again._timer.stop()
    gaps = rows(data_file, "SELECT (g.start_time - s.start_time) / 60000, cause FROM gap AS g, session AS s")
    assert gaps == [(0, "closed")]


# The heartbeat


def test_the_heartbeat_comes_once_a_minute(
    controller: SessionController, running: int, waker: Waker, data_file: Path
) -> None:
    seen = []
    for _ in range(3):
        waits = waker.fire()
        seen.append((waits, rows(data_file, LAST_SEEN)))
    assert seen == [(MINUTE, [(60.0,)]), (MINUTE, [(120.0,)]), (MINUTE, [(180.0,)])]


def test_no_heartbeat_while_nothing_runs(controller: SessionController, schedule: Schedule, running: int) -> None:
    controller.stop(running)
    assert schedule.waits is None


def test_a_paused_session_is_seen_once_a_minute(
    controller: SessionController, running: int, waker: Waker, clock: FakeClock
) -> None:
    clock.advance(timedelta(seconds=59, milliseconds=500))
    controller.pause(running)
    assert waker.run(10 * MINUTE) in (10, 11)


def test_the_heartbeat_goes_on_in_overtime(controller: SessionController, running: int, waker: Waker) -> None:
    waker.run(40 * MINUTE)
    assert waker.run(10 * MINUTE) == 10


def test_a_heartbeat_is_left_out_while_the_file_is_locked(
    controller: SessionController, running: int, heard: Heard, waker: Waker, data_file: Path
) -> None:
    with locked(data_file):
        waker.fire()
    waker.fire()
    assert (rows(data_file, LAST_SEEN), heard.all) == ([(120.0,)], [])


def test_a_heartbeat_touches_nothing_but_last_seen(
    controller: SessionController, running: int, waker: Waker, data_file: Path
) -> None:
    controller.add_note(running, "note")
    before = dump(data_file)
    waker.fire()
    after = dump(data_file)
    (old,), (new,) = before.pop("session"), after.pop("session")
    assert (before, old[:-1]) == (after, new[:-1])


def test_a_clock_set_back_does_not_stop_the_heartbeat(
    controller: SessionController, running: int, waker: Waker, clock: FakeClock, data_file: Path
) -> None:
    clock.advance(-120 * MINUTE)
    waker.fire()
    assert rows(data_file, LAST_SEEN) == [(-7140.0,)]


# When the file can't be written


def keep(command: Callable[[], object], data_file: Path) -> None:
    """Ask while another program holds the lock."""
    with locked(data_file), pytest.raises(Unavailable):
        command()


def test_a_locked_file_changes_nothing_and_says_so(
    controller: SessionController, running: int, heard: Heard, data_file: Path
) -> None:
    before = dump(data_file)
    keep(lambda: controller.stop(running), data_file)
    sentence = "Another program is using the data file. Sessile tries again by itself."
    assert (dump(data_file), heard.all) == (before, [("trouble", sentence)])


def test_a_kept_stop_is_carried_out_as_of_the_instant_it_was_asked_for(
    controller: SessionController, running: int, waker: Waker, clock: FakeClock, data_file: Path
) -> None:
    clock.advance(10 * MINUTE)
    keep(lambda: controller.stop(running), data_file)
    clock.advance(5 * MINUTE)
    waker.fire()
    assert controller.get(running).end == at(10)


def test_a_kept_command_is_announced_when_it_was_done(
    controller: SessionController, running: int, heard: Heard, waker: Waker, data_file: Path
) -> None:
    keep(lambda: controller.stop(running), data_file)
    heard.all.clear()
    waker.fire()
    every = Changes.RUNNING | Changes.RECORD | Changes.CATALOGUE
    stopped = controller.get(running)
    assert heard.all == [("timing", None), ("changed", every), ("stopped", stopped), ("over", "")]


def test_a_kept_command_is_tried_again_until_it_works(
    controller: SessionController, waker: Waker, data_file: Path
) -> None:
    keep(lambda: controller.start(Start(25)), data_file)
    with locked(data_file):
        waits = [waker.fire() for _ in range(3)]
    waker.fire()
    assert (waits, rows(data_file, "SELECT count(*) FROM session")) == ([SECOND] * 3, [(1,)])


def test_a_kept_start_begins_when_it_was_asked_for(
    controller: SessionController, waker: Waker, data_file: Path
) -> None:
    keep(lambda: controller.start_entry(QuickEntry("Write"), Fields()), data_file)
    waker.fire()
    assert controller.session is not None
    assert (controller.session.start, controller.session.name) == (at(0), "Write")


def test_a_kept_command_that_is_refused_after_all_says_why(
    controller: SessionController, running: int, heard: Heard, waker: Waker, data_file: Path
) -> None:
    keep(lambda: controller.add_time(running), data_file)
    heard.all.clear()
    ended = f"UPDATE session SET end_time = {1773144000000 + 60_000}"
    controller._store._database.peewee.execute_sql(ended)
    waker.fire()
    assert heard.all == [("over", "Session has ended")]


def test_kept_commands_are_carried_out_in_order_each_as_of_its_instant(
    controller: SessionController, running: int, data_file: Path, clock: FakeClock, waker: Waker
) -> None:
    with locked(data_file):
        for note in ("first", "second"):
            with pytest.raises(Unavailable):
                controller.add_note(running, note)
            clock.advance(MINUTE)
    waker.fire()
    assert controller.get(running).notes == "[13:00] first\n[13:01] second"


def test_a_kept_command_that_is_refused_does_not_hold_up_the_next(
    controller: SessionController, running: int, data_file: Path, waker: Waker
) -> None:
    with locked(data_file):
        for command in (controller.pause, controller.pause, controller.add_time):
            with pytest.raises(Unavailable):
                command(running)
    waker.fire()
    session = controller.get(running)
    assert (session.is_paused, session.planned) == (True, 40 * MINUTE)


def test_a_later_command_carries_out_the_kept_one_first(
    controller: SessionController, running: int, data_file: Path, clock: FakeClock
) -> None:
    keep(lambda: controller.add_note(running, "first"), data_file)
    clock.advance(MINUTE)
    assert controller.add_note(running, "second").notes == "[13:00] first\n[13:01] second"


def test_a_kept_command_is_not_lost_at_the_end_of_the_program(
    controller: SessionController, running: int, clock: FakeClock, data_file: Path
) -> None:
    clock.advance(10 * MINUTE)
    keep(lambda: controller.stop(running), data_file)
    controller.close()
    assert controller.get(running).end == at(10)


def test_a_clock_set_back_does_not_keep_a_command_waiting(
    controller: SessionController, running: int, waker: Waker, clock: FakeClock, data_file: Path
) -> None:
    clock.advance(10 * MINUTE)
    keep(lambda: controller.stop(running), data_file)
    clock.advance(-8 * MINUTE)
    waker.run(2 * MINUTE)
    assert controller.get(running).end == at(10)


def test_the_schedule_rests_when_a_kept_stop_was_carried_out(
    controller: SessionController, running: int, waker: Waker, schedule: Schedule, data_file: Path
) -> None:
    keep(lambda: controller.stop(running), data_file)
    waker.fire()
    assert schedule.waits is None


def test_a_file_that_vanished_keeps_the_command_until_it_is_back(
    controller: SessionController, running: int, waker: Waker, data_file: Path
) -> None:
    aside = data_file.with_name("aside.db")
    data_file.rename(aside)
    with pytest.raises(Unavailable):
        controller.stop(running)
    waker.fire()
    made_anew = data_file.exists()
    aside.rename(data_file)
    waker.fire()
    assert (made_anew, controller.get(running).end) == (False, at(0))


def test_a_choice_that_could_not_be_written_holds_until_the_end(controller: SessionController, data_file: Path) -> None:
    with locked(data_file), pytest.raises(Unavailable):
        controller.change_settings(Settings(lead_minutes=7))
    assert (controller.settings.lead_minutes, rows(data_file, "SELECT * FROM setting")) == (7, [])
