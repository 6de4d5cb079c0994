"""The lock is told by logind and by the screen saver, whichever there is."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from app.core.signs import Sign, SignSource
from app.system.signs.any_lock import AnyLock
from app.system.signs.lock import LockSigns
from app.system.signs.logind_session import LogindLock
from app.system.signs.screensaver import FREEDESKTOP, SAVERS, Saver, SaverLock

from .signs_bus import PrivateBus, StandIn
from .signs_logind import FakeLogind


@pytest.fixture
def logind(bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeLogind]:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    logind = FakeLogind(bus.address)
    yield logind
    logind.close()


class FakeSaver(StandIn):
    """A screen saver, at its second path only where it has two."""

    def __init__(self, address: str, saver: Saver, is_active: bool = False) -> None:
        self.is_active, self._path = is_active, saver.paths[-1]
        super().__init__(address, saver.name, {f"{saver.name}.GetActive": lambda *_: ("b", (self.is_active,))})

    def activate(self, is_active: bool) -> None:
        self.emit(self._path, f"{self.name}.ActiveChanged", "b", is_active)


@pytest.fixture
def savers(bus: PrivateBus) -> Iterator[Callable[..., FakeSaver]]:
    """Makes screen savers."""
    made: list[FakeSaver] = []

    def make(saver: Saver = FREEDESKTOP, is_active: bool = False) -> FakeSaver:
        made.append(FakeSaver(bus.address, saver, is_active))
        return made[-1]

    yield make
    for each in made:
        each.close()


def heard_of(signs: LockSigns) -> list[str]:
    heard: list[str] = []
    signs.locked.connect(lambda: heard.append("locked"))
    signs.unlocked.connect(lambda: heard.append("unlocked"))
    return heard


def opened(qtbot: QtBot, signs: LockSigns) -> LockSigns:
    """Once it is known how it stands."""
    with qtbot.waitSignal(signs.changed):
        signs.open()
    return signs


def stands(name: str, works: bool, why: str) -> tuple[SignSource]:
    return (SignSource(Sign.LOCK, name, works, why),)


# logind


def test_logind_tells_of_the_lock_and_its_end(qtbot: QtBot, bus: PrivateBus, logind: FakeLogind) -> None:
    signs = opened(qtbot, LogindLock(bus.qt))
    heard = heard_of(signs)
    logind.set("LockedHint", True)
    logind.set("LockedHint", True)
    logind.set("LockedHint", False)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert (heard, signs.sources()) == (["locked", "unlocked"], stands("logind", True, "used"))


def test_a_session_that_is_locked_already_is_told(qtbot: QtBot, bus: PrivateBus, logind: FakeLogind) -> None:
    logind.flags["LockedHint"] = ("b", True)
    signs = LogindLock(bus.qt)
    with qtbot.waitSignal(signs.locked):
        signs.open()


def test_who_asks_for_a_lock_has_none_yet(qtbot: QtBot, bus: PrivateBus, logind: FakeLogind) -> None:
    signs = opened(qtbot, LogindLock(bus.qt))
    heard = heard_of(signs)
    logind.ask_to_lock()
    logind.set("LockedHint", True)
    logind.ask_to_lock()
    logind.set("LockedHint", False)
    qtbot.waitUntil(lambda: "unlocked" in heard)
    assert heard == ["locked", "unlocked"]


def test_a_session_of_yesterday_is_not_asked_for_twice(
    qtbot: QtBot, bus: PrivateBus, logind: FakeLogind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "stale")
    opened(qtbot, LogindLock(bus.qt))
    assert [body for name, body in logind.calls if name == "GetSession"] == [("stale",), ("auto",)]


def test_a_program_outside_of_every_session_says_so(qtbot: QtBot, bus: PrivateBus, logind: FakeLogind) -> None:
    logind.sessions.clear()
    signs = opened(qtbot, LogindLock(bus.qt))
    assert signs.sources() == stands("logind", False, "logind knows no session here")


def test_logind_that_goes_no_longer_says_locked(qtbot: QtBot, bus: PrivateBus, logind: FakeLogind) -> None:
    signs = opened(qtbot, LogindLock(bus.qt))
    heard = heard_of(signs)
    logind.set("LockedHint", True)
    qtbot.waitUntil(lambda: heard == ["locked"])
    logind.disown()
    qtbot.waitUntil(lambda: heard == ["locked", "unlocked"])
    assert signs.sources() == stands("logind", False, "logind does not run here")


def test_logind_that_comes_back_is_asked_anew(qtbot: QtBot, bus: PrivateBus, logind: FakeLogind) -> None:
    signs = opened(qtbot, LogindLock(bus.qt))
    with qtbot.waitSignal(signs.changed):
        logind.disown()
    logind.flags["LockedHint"] = ("b", True)
    with qtbot.waitSignal(signs.locked):
        logind.own()


# Screen savers


@pytest.mark.parametrize("saver", SAVERS, ids=lambda saver: saver.label)
def test_a_screen_saver_tells(qtbot: QtBot, bus: PrivateBus, savers: Callable[..., FakeSaver], saver: Saver) -> None:
    fake = savers(saver)
    signs = opened(qtbot, SaverLock(bus.qt, saver))
    heard = heard_of(signs)
    fake.activate(True)
    fake.activate(True)
    fake.activate(False)
    qtbot.waitUntil(lambda: len(heard) == 2)
    name = f"Screen saver ({saver.label})"
    assert (heard, signs.sources()) == (["locked", "unlocked"], stands(name, True, "used"))


def test_a_screen_saver_that_is_on_already_is_told(
    qtbot: QtBot, bus: PrivateBus, savers: Callable[..., FakeSaver]
) -> None:
    savers(is_active=True)
    signs = SaverLock(bus.qt, FREEDESKTOP)
    with qtbot.waitSignal(signs.locked):
        signs.open()


def test_a_screen_saver_that_ends_no_longer_says_locked(
    qtbot: QtBot, bus: PrivateBus, savers: Callable[..., FakeSaver]
) -> None:
    fake = savers(is_active=True)
    signs = SaverLock(bus.qt, FREEDESKTOP)
    with qtbot.waitSignal(signs.locked):
        signs.open()
    with qtbot.waitSignal(signs.unlocked):
        fake.disown()
    assert signs.sources() == stands("Screen saver (freedesktop)", False, "there is no such service")


def test_a_screen_saver_that_comes_later_is_heard(
    qtbot: QtBot, bus: PrivateBus, savers: Callable[..., FakeSaver]
) -> None:
    signs = opened(qtbot, SaverLock(bus.qt, FREEDESKTOP))
    with qtbot.waitSignal(signs.locked):
        savers(is_active=True)


def test_without_a_session_bus_it_says_so() -> None:
    signs = SaverLock(QDBusConnection("none"), FREEDESKTOP)
    signs.open()
    assert signs.sources() == stands("Screen saver (freedesktop)", False, "there is no session bus")


# All together


def test_locked_is_told_once_and_unlocked_when_the_last_says_so() -> None:
    one, other = LockSigns(), LockSigns()
    signs = AnyLock([one, other])
    heard = heard_of(signs)
    one.locked.emit()
    other.locked.emit()
    one.unlocked.emit()
    before = list(heard)
    other.unlocked.emit()
    other.unlocked.emit()
    assert (before, heard) == (["locked"], ["locked", "unlocked"])


def test_where_no_screen_saver_is_one_line_says_so() -> None:
    signs = AnyLock([SaverLock(QDBusConnection("none"), saver) for saver in SAVERS])
    signs.open()
    assert signs.sources() == stands("Screen saver", False, "there is no session bus")


def test_screen_savers_of_other_desktops_are_not_listed(
    qtbot: QtBot, bus: PrivateBus, savers: Callable[..., FakeSaver]
) -> None:
    savers()
    signs = AnyLock([SaverLock(bus.qt, saver) for saver in SAVERS])
    signs.open()
    expected = stands("Screen saver (freedesktop)", True, "used")
    qtbot.waitUntil(lambda: signs.sources() == expected)
