"""The screen saver answers for how long nobody touched a key; logind's hint tells what the desktop thinks."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from app.core.signs import Sign, SignSource
from app.system.signs.idle import IdleSigns
from app.system.signs.logind_session import LogindIdleHint
from app.system.signs.screensaver import SaverIdle

from .signs_bus import BusError, PrivateBus, StandIn
from .signs_logind import FakeLogind

_NAME = "org.freedesktop.ScreenSaver"
NOW = datetime(2026, 1, 6, 12, 0, tzinfo=UTC)
FIVE = timedelta(minutes=5)
S = TypeVar("S", bound=IdleSigns)


@pytest.fixture
def service(bus: PrivateBus) -> Iterator[Callable[..., StandIn]]:
    """Makes services: what GetSessionIdleTime answers, or the error it answers with."""
    made: list[StandIn] = []

    def make(answer: int | str = 0, name: str = _NAME) -> StandIn:
        def idle_time(*_: Any) -> tuple[str, tuple[int]]:
            if isinstance(answer, str):
                raise BusError(answer)
            return "u", (answer,)

        made.append(StandIn(bus.address, name, {f"{_NAME}.GetSessionIdleTime": idle_time}))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def logind(bus: PrivateBus) -> Iterator[FakeLogind]:
    logind = FakeLogind(bus.address)
    yield logind
    logind.close()


def opened(qtbot: QtBot, signs: S) -> S:
    """Once it is known whether it works."""
    with qtbot.waitSignal(signs.changed):
        signs.open()
    return signs


def answer_of(qtbot: QtBot, signs: IdleSigns) -> timedelta | None:
    with qtbot.waitSignal(signs.answered) as answer:
        signs.ask()
    length: timedelta | None = answer.args[0]
    return length


def stands(works: bool, why: str) -> tuple[SignSource]:
    return (SignSource(Sign.IDLE, "Screen saver (freedesktop)", works, why),)


# The screen saver


def test_a_screen_saver_only_answers(qtbot: QtBot, bus: PrivateBus, service: Callable[..., StandIn]) -> None:
    service()
    signs = opened(qtbot, SaverIdle(bus.qt))
    assert (signs.must_be_asked, signs.can_be_asked, signs.sources()) == (True, True, stands(True, "used"))


def test_a_screen_saver_answers_in_seconds(qtbot: QtBot, bus: PrivateBus, service: Callable[..., StandIn]) -> None:
    service(300)
    assert answer_of(qtbot, opened(qtbot, SaverIdle(bus.qt))) == FIVE


def test_kde_answers_in_milliseconds(qtbot: QtBot, bus: PrivateBus, service: Callable[..., StandIn]) -> None:
    service(name="org.kde.screensaver")
    service(300_000)
    assert answer_of(qtbot, opened(qtbot, SaverIdle(bus.qt))) == FIVE


@pytest.mark.parametrize("error", ["NotSupported", "UnknownMethod"])
def test_a_screen_saver_that_does_not_tell_is_said(
    qtbot: QtBot, bus: PrivateBus, service: Callable[..., StandIn], error: str
) -> None:
    service(f"org.freedesktop.DBus.Error.{error}")
    signs = opened(qtbot, SaverIdle(bus.qt))
    assert (signs.sources(), answer_of(qtbot, signs)) == (stands(False, "it does not tell"), None)


def test_a_screen_saver_that_comes_later_is_used(
    qtbot: QtBot, bus: PrivateBus, service: Callable[..., StandIn]
) -> None:
    signs = opened(qtbot, SaverIdle(bus.qt))
    before = signs.sources()
    with qtbot.waitSignal(signs.changed):
        service()
    assert (before, signs.sources()) == (stands(False, "there is no such service"), stands(True, "used"))


def test_without_a_session_bus_it_says_so() -> None:
    signs = SaverIdle(QDBusConnection("none"))
    signs.open()
    assert signs.sources() == stands(False, "there is no session bus")


# logind's hint


def hint_of(qtbot: QtBot, bus: PrivateBus) -> tuple[LogindIdleHint, list[Any]]:
    signs = opened(qtbot, LogindIdleHint(bus.qt, lambda: NOW))
    heard: list[Any] = []
    signs.went_idle.connect(heard.append)
    signs.came_back.connect(lambda: heard.append("back"))
    return signs, heard


def set_idle_since(logind: FakeLogind, instant: datetime) -> None:
    logind.flags["IdleSinceHint"] = ("t", round(instant.timestamp() * 1_000_000))


def test_the_hint_is_told_with_its_length(qtbot: QtBot, bus: PrivateBus, logind: FakeLogind) -> None:
    signs, heard = hint_of(qtbot, bus)
    signs.watch(FIVE)
    set_idle_since(logind, NOW - FIVE)
    logind.set("IdleHint", True)
    qtbot.waitUntil(lambda: heard == [FIVE])
    logind.set("IdleHint", False)
    qtbot.waitUntil(lambda: heard == [FIVE, "back"])


def test_a_hint_without_a_time_has_no_length(qtbot: QtBot, bus: PrivateBus, logind: FakeLogind) -> None:
    signs, heard = hint_of(qtbot, bus)
    signs.watch(FIVE)
    logind.set("IdleHint", True)
    qtbot.waitUntil(lambda: heard == [timedelta()])


def test_a_hint_that_stands_already_is_told_to_who_begins_to_watch(
    qtbot: QtBot, bus: PrivateBus, logind: FakeLogind
) -> None:
    set_idle_since(logind, NOW - FIVE)
    logind.flags["IdleHint"] = ("b", True)
    signs, heard = hint_of(qtbot, bus)
    qtbot.waitUntil(lambda: signs._flag.is_set)
    signs.watch(FIVE)
    qtbot.waitUntil(lambda: heard == [FIVE])


def test_a_hint_that_nobody_watches_is_not_told(qtbot: QtBot, bus: PrivateBus, logind: FakeLogind) -> None:
    signs, heard = hint_of(qtbot, bus)
    logind.set("IdleHint", True)
    qtbot.waitUntil(lambda: signs._flag.is_set)
    logind.set("IdleHint", False)
    qtbot.waitUntil(lambda: not signs._flag.is_set)
    assert heard == []
