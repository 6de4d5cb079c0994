"""Signs that the person is away: lock, idle and sleep by every source, on a screen where time goes by quickly."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.system.signs_logind import FakeLogind
from tests.system.signs_mutter import FakeMutter

from .harness.program import Program
from .harness.record import MINUTE, now
from .harness.saver import Saver
from .harness.screen import Screen
from .harness.stage import Stage
from .harness.waiting import stays, until

SPEED = 30
SECOND = 1000
NEAR = 20 * SECOND
"""Two thirds of a true second: what a key on its way may take on a busy machine."""
CARD = "While you were away"
FREEDESKTOP, GNOME = "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"
Locks = Callable[[bool], None]


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with Screen(speed=SPEED) as screen:
        yield screen


@pytest.fixture
def working(stage: Stage, new_file: Path) -> Callable[..., Program]:
    """Starts the program, hidden, with a session of ten minutes; what is not chosen is no sign."""

    def start(**minutes: int) -> Program:
        never = dict.fromkeys(("idle_minutes", "locked_minutes", "asleep_minutes", "closed_minutes"), 720)
        stage.record.make(new_file)
        stage.record.choose(**(never | minutes))
        stage.record.add_session("Thesis", 600, started=10 * MINUTE)
        return stage.start_hidden()

    return start


@pytest.fixture
def savers(screen: Screen) -> Iterator[Callable[..., Saver]]:
    made: list[Saver] = []

    def make(name: str, *, idle_s: int | None = None) -> Saver:
        made.append(Saver(screen.bus_address, name, idle_s=idle_s))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def mutter(screen: Screen) -> Iterator[FakeMutter]:
    mutter = FakeMutter(screen.bus_address)
    yield mutter
    mutter.close()


@pytest.fixture(params=["logind", FREEDESKTOP, GNOME])
def lock(request: pytest.FixtureRequest, logind: FakeLogind, savers: Callable[..., Saver]) -> Locks:
    """Locks and unlocks the screen."""
    if request.param == "logind":
        return lambda is_locked: logind.set("LockedHint", is_locked)
    return savers(request.param).activate


def clock_of(program: Program) -> int:
    """What the program's clock shows."""
    return program.born + SPEED * (now() - program.born)


def touch(stage: Stage, program: Program) -> int:
    """Press a key that does nothing; the instant."""
    stage.windows.press("Shift_L")
    return clock_of(program)


def listens(logind: FakeLogind) -> None:
    until(logind.held, 5, "the program hears signs")


def opened(stage: Stage, cause: str) -> None:
    until(lambda: gaps(stage) == [(cause, "undecided", None)], 10, f"the gap {cause} is open")


def ended(stage: Stage) -> tuple[int, int]:
    """Start and end of the only gap, once it has ended."""
    until(lambda: stage.record.rows("SELECT 1 FROM gap WHERE end_time IS NOT NULL"), 5, "the gap has ended")
    start, end = stage.record.row("SELECT start_time, end_time FROM gap")
    return start, end


def gaps(stage: Stage) -> list[tuple[object, ...]]:
    return stage.record.rows("SELECT cause, verdict, end_time FROM gap")


def test_a_lock_is_a_gap_from_the_last_key_to_the_next_one(
    stage: Stage, working: Callable[..., Program], logind: FakeLogind, lock: Locks
) -> None:
    program = working(locked_minutes=1)
    listens(logind)
    last_key = touch(stage, program)
    lock(True)
    opened(stage, "locked")
    lock(False)
    next_key = touch(stage, program)
    start, end = ended(stage)
    assert (abs(start - last_key) < NEAR, abs(end - next_key) < NEAR) == (True, True)
    stage.windows.wait_for(CARD)
    program.ui.wait_for_words("Locked from ", CARD)


def test_a_short_lock_leaves_nothing(stage: Stage, working: Callable[..., Program], logind: FakeLogind) -> None:
    program = working(locked_minutes=1)
    listens(logind)
    last_key = touch(stage, program)
    logind.set("LockedHint", True)
    until(lambda: clock_of(program) > last_key + 10 * SECOND, 5, "ten seconds went by")
    logind.set("LockedHint", False)
    touch(stage, program)
    stays(lambda: gaps(stage) == [], 80 / SPEED, "there is no gap, though a longer lock would be one by now")
    assert not stage.windows.is_on_screen(CARD)


def test_the_x_server_tells_of_keys_where_nothing_else_does(stage: Stage, working: Callable[..., Program]) -> None:
    program = working(idle_minutes=1)
    last_key = touch(stage, program)
    opened(stage, "idle")
    next_key = touch(stage, program)
    start, end = ended(stage)
    assert (abs(start - last_key) < NEAR, abs(end - next_key) < NEAR) == (True, True)
    stage.windows.wait_for(CARD)


def test_the_screen_saver_tells_of_keys(
    stage: Stage, working: Callable[..., Program], savers: Callable[..., Saver]
) -> None:
    saver = savers(FREEDESKTOP, idle_s=90)
    program = working(idle_minutes=1)
    opened(stage, "idle")
    told = clock_of(program)
    saver.idle_s = 0
    start, end = ended(stage)
    assert 90 * SECOND <= end - start < 3 * MINUTE
    assert told - 3 * MINUTE < start < told - 60 * SECOND


def test_gnome_tells_of_keys_by_itself(stage: Stage, working: Callable[..., Program], mutter: FakeMutter) -> None:
    program = working(idle_minutes=1)
    until(lambda: mutter.thresholds == [MINUTE], 5, "the program watches")
    mutter.passes(timedelta(minutes=2))
    told = clock_of(program)
    opened(stage, "idle")
    until(lambda: None in mutter.thresholds, 5, "the program watches for a key")
    mutter.key()
    start, end = ended(stage)
    assert (abs(start - (told - 2 * MINUTE)) < NEAR, 0 <= end - told < MINUTE) == (True, True)


def test_idle_then_locked_then_asleep_is_one_gap_and_one_card(
    stage: Stage, working: Callable[..., Program], logind: FakeLogind
) -> None:
    program = working(idle_minutes=1, locked_minutes=1, asleep_minutes=1)
    listens(logind)
    last_key = touch(stage, program)
    opened(stage, "idle")
    logind.set("LockedHint", True)
    opened(stage, "locked")
    logind.sleep(True)
    opened(stage, "asleep")
    logind.sleep(False)
    woke = clock_of(program)
    until(lambda: clock_of(program) > woke + 5 * SECOND, 5, "some seconds went by")
    logind.set("LockedHint", False)
    next_key = touch(stage, program)
    start, end = ended(stage)
    assert (abs(start - last_key) < NEAR, abs(end - next_key) < NEAR) == (True, True)
    stage.windows.wait_for(CARD)
    assert [line for line in program.ui.words(CARD) if " from " in line and " to " in line] == [
        line for line in program.ui.words(CARD) if line.startswith("Asleep from ")
    ]


def test_a_pause_is_no_stretch_away(stage: Stage, working: Callable[..., Program], logind: FakeLogind) -> None:
    program = working(locked_minutes=1)
    listens(logind)
    stage.tray.click("Pause")
    until(lambda: gaps(stage) == [("pause", "discarded", None)], 5, "it is paused")
    logind.set("LockedHint", True)
    locked_at = clock_of(program)
    until(lambda: clock_of(program) > locked_at + 80 * SECOND, 10, "more than a minute went by")
    logind.set("LockedHint", False)
    touch(stage, program)
    stage.tray.click("Resume")
    until(lambda: stage.record.one("SELECT end_time IS NOT NULL FROM gap"), 5, "it goes on")
    assert [cause for cause, *_ in gaps(stage)] == ["pause"]
    assert not stage.windows.is_on_screen(CARD)
