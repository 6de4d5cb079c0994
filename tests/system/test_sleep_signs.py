"""Sleep is heard before it comes, and waits until it was heard."""

from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from app.core.signs import Sign, SignSource
from app.system.signs.logind import LogindSleep

from .signs_bus import PrivateBus
from .signs_logind import FakeLogind


@pytest.fixture
def logind(bus: PrivateBus) -> Iterator[FakeLogind]:
    logind = FakeLogind(bus.address)
    yield logind
    logind.close()


@pytest.fixture
def signs(qtbot: QtBot, bus: PrivateBus, logind: FakeLogind) -> Iterator[LogindSleep]:
    """Opened, and sure that logind is there."""
    signs = LogindSleep(bus.qt)
    with qtbot.waitSignal(signs.changed):
        signs.open()
    yield signs
    signs.hold(False)


@pytest.fixture
def heard(signs: LogindSleep) -> list[str]:
    heard: list[str] = []
    signs.going_to_sleep.connect(lambda: heard.append("going to sleep"))
    signs.woke.connect(lambda: heard.append("woke"))
    return heard


def stands(works: bool | None, why: str) -> tuple[SignSource]:
    return (SignSource(Sign.SLEEP, "logind", works, why),)


def hold(qtbot: QtBot, signs: LogindSleep, logind: FakeLogind) -> None:
    signs.hold(True)
    qtbot.waitUntil(lambda: logind.held() == 1 and signs._inhibitor is not None)


def test_sleep_and_waking_are_told(qtbot: QtBot, signs: LogindSleep, logind: FakeLogind, heard: list[str]) -> None:
    logind.sleep(True)
    logind.sleep(False)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["going to sleep", "woke"]


def test_it_is_used_where_logind_runs(signs: LogindSleep) -> None:
    assert signs.sources() == stands(True, "used")


def test_sleep_waits_while_it_is_held(qtbot: QtBot, signs: LogindSleep, logind: FakeLogind) -> None:
    hold(qtbot, signs, logind)
    assert logind.calls == [("Inhibit", ("sleep", "Sessile", "Writes down when you were last seen", "delay"))]


def test_nothing_waits_unless_it_is_held(signs: LogindSleep, logind: FakeLogind) -> None:
    assert logind.calls == []


def test_what_is_held_is_let_go(qtbot: QtBot, signs: LogindSleep, logind: FakeLogind) -> None:
    hold(qtbot, signs, logind)
    signs.hold(False)
    assert logind.held() == 0


def test_sleep_waits_for_what_hears_it_and_no_longer(qtbot: QtBot, signs: LogindSleep, logind: FakeLogind) -> None:
    hold(qtbot, signs, logind)
    while_told: list[int] = []
    signs.going_to_sleep.connect(lambda: while_told.append(logind.held()))
    logind.sleep(True)
    qtbot.waitUntil(lambda: bool(while_told))
    assert (while_told, logind.held()) == ([1], 0)


def test_the_next_sleep_waits_too(qtbot: QtBot, signs: LogindSleep, logind: FakeLogind, heard: list[str]) -> None:
    hold(qtbot, signs, logind)
    logind.sleep(True)
    logind.sleep(False)
    qtbot.waitUntil(lambda: "woke" in heard and logind.held() == 1)
    assert logind.count("Inhibit") == 2


def test_an_answer_that_comes_too_late_holds_nothing(qtbot: QtBot, signs: LogindSleep, logind: FakeLogind) -> None:
    logind.gate.clear()
    signs.hold(True)
    signs.hold(False)
    logind.gate.set()
    qtbot.waitUntil(lambda: not signs._is_asking)
    assert (logind.count("Inhibit"), logind.held()) == (1, 0)


def test_an_answer_that_comes_while_it_goes_to_sleep_holds_nothing_up(
    qtbot: QtBot, signs: LogindSleep, logind: FakeLogind, heard: list[str]
) -> None:
    logind.gate.clear()
    signs.hold(True)
    logind.sleep(True)
    qtbot.waitUntil(lambda: bool(heard))
    logind.gate.set()
    qtbot.waitUntil(lambda: not signs._is_asking)
    assert logind.held() == 0


def test_a_refusal_is_said(qtbot: QtBot, signs: LogindSleep, logind: FakeLogind) -> None:
    logind.refuses = True
    with qtbot.waitSignal(signs.changed):
        signs.hold(True)
    assert signs.sources() == stands(True, "used, but sleep does not wait for it: it may not be asked")


def test_logind_that_goes_is_said(qtbot: QtBot, signs: LogindSleep, logind: FakeLogind) -> None:
    with qtbot.waitSignal(signs.changed):
        logind.disown()
    assert signs.sources() == stands(False, "logind does not run here")


def test_logind_that_comes_back_is_taken_up(qtbot: QtBot, signs: LogindSleep, logind: FakeLogind) -> None:
    hold(qtbot, signs, logind)
    logind.disown()
    qtbot.waitUntil(lambda: logind.held() == 0)
    logind.own()
    qtbot.waitUntil(lambda: logind.held() == 1)
    assert signs.sources() == stands(True, "used")


def test_sleep_is_over_when_nobody_can_say_so(
    qtbot: QtBot, signs: LogindSleep, logind: FakeLogind, heard: list[str]
) -> None:
    logind.sleep(True)
    logind.disown()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["going to sleep", "woke"]


def test_without_a_bus_it_says_so() -> None:
    signs = LogindSleep(QDBusConnection("none"))
    signs.open()
    signs.hold(True)
    assert signs.sources() == stands(False, "there is no system bus")


def test_a_bus_that_goes_away_takes_logind_along(qtbot: QtBot) -> None:
    bus = PrivateBus()
    logind = FakeLogind(bus.address)
    signs = LogindSleep(bus.qt)
    with qtbot.waitSignal(signs.changed):
        signs.open()
    with qtbot.waitSignal(signs.changed):
        bus.end()
    assert signs.sources() == stands(False, "logind does not run here")
    logind.close()
    bus.close()
