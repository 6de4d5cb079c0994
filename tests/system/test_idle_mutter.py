"""GNOME's idle monitor tells when nobody touches a key, and when somebody does again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from app.core.signs import Sign, SignSource
from app.system.signs.mutter import MutterIdle

from .signs_bus import PrivateBus
from .signs_mutter import FakeMutter

FIVE = timedelta(minutes=5)


@pytest.fixture
def mutter(bus: PrivateBus) -> Iterator[FakeMutter]:
    mutter = FakeMutter(bus.address)
    yield mutter
    mutter.close()


@pytest.fixture
def signs(qtbot: QtBot, bus: PrivateBus, mutter: FakeMutter) -> Iterator[MutterIdle]:
    """Opened, and sure that Mutter answers."""
    signs = MutterIdle(bus.qt, bus.address)
    with qtbot.waitSignal(signs.changed):
        signs.open()
    yield signs
    if signs._link is not None:
        signs._link.close()


@pytest.fixture
def heard(signs: MutterIdle) -> list[Any]:
    heard: list[Any] = []
    signs.went_idle.connect(heard.append)
    signs.came_back.connect(lambda: heard.append("back"))
    return heard


def watch(qtbot: QtBot, signs: MutterIdle, mutter: FakeMutter, threshold: timedelta = FIVE) -> None:
    signs.watch(threshold)
    qtbot.waitUntil(lambda: bool(signs._watches._ids))


def stands(works: bool, why: str) -> tuple[SignSource]:
    return (SignSource(Sign.IDLE, "GNOME idle monitor", works, why),)


def test_it_tells_and_can_be_asked(signs: MutterIdle) -> None:
    assert (signs.sources(), signs.must_be_asked, signs.can_be_asked) == (stands(True, "used"), False, True)


def test_idle_and_its_end_are_told_again_and_again(
    qtbot: QtBot, signs: MutterIdle, mutter: FakeMutter, heard: list[Any]
) -> None:
    watch(qtbot, signs, mutter)
    for count in (2, 4):
        mutter.passes(FIVE)
        qtbot.waitUntil(lambda: mutter.thresholds == [300_000, None] and heard[-1:] == [FIVE])
        mutter.key()
        qtbot.waitUntil(lambda count=count: len(heard) == count)  # type: ignore[misc]
    assert heard == [FIVE, "back"] * 2


def test_who_was_idle_for_longer_already_is_told_so(
    qtbot: QtBot, signs: MutterIdle, mutter: FakeMutter, heard: list[Any]
) -> None:
    mutter.passes(3 * FIVE)
    signs.watch(FIVE)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [3 * FIVE]


def test_another_threshold_replaces_the_watch(qtbot: QtBot, signs: MutterIdle, mutter: FakeMutter) -> None:
    watch(qtbot, signs, mutter)
    signs.watch(2 * FIVE)
    qtbot.waitUntil(lambda: mutter.thresholds == [600_000])


def test_a_threshold_that_changes_at_once_leaves_one_watch(qtbot: QtBot, signs: MutterIdle, mutter: FakeMutter) -> None:
    signs.watch(FIVE)
    signs.watch(2 * FIVE)
    qtbot.waitUntil(lambda: mutter.count("RemoveWatch") == 1)
    assert mutter.thresholds == [600_000]


def test_nothing_is_watched_without_a_threshold(
    qtbot: QtBot, signs: MutterIdle, mutter: FakeMutter, heard: list[Any]
) -> None:
    watch(qtbot, signs, mutter)
    mutter.passes(FIVE)
    qtbot.waitUntil(lambda: heard == [FIVE])
    signs.watch(None)
    qtbot.waitUntil(lambda: mutter.watches == {})
    assert heard == [FIVE]


def test_it_answers(qtbot: QtBot, signs: MutterIdle, mutter: FakeMutter) -> None:
    mutter.idle_ms = 61_500
    with qtbot.waitSignal(signs.answered) as answer:
        signs.ask()
    assert answer.args == [timedelta(seconds=61.5)]


def test_who_hangs_is_not_waited_for(qtbot: QtBot, signs: MutterIdle, mutter: FakeMutter) -> None:
    mutter.hangs = True
    signs.ask()
    with qtbot.waitSignal(signs.answered) as answer:
        signs._patience.setInterval(0)
    assert (answer.args, signs._patience.isActive()) == ([None], False)


def test_a_restart_adds_the_watches_anew(qtbot: QtBot, signs: MutterIdle, mutter: FakeMutter, heard: list[Any]) -> None:
    watch(qtbot, signs, mutter)
    mutter.passes(FIVE)
    qtbot.waitUntil(lambda: heard == [FIVE])
    mutter.restart()
    mutter.idle_ms = 0
    qtbot.waitUntil(lambda: mutter.thresholds == [300_000])
    assert (heard, signs.sources()) == ([FIVE, "back"], stands(True, "used"))


def test_what_is_not_there_is_said(qtbot: QtBot, signs: MutterIdle, mutter: FakeMutter) -> None:
    with qtbot.waitSignal(signs.changed):
        mutter.disown()
    with qtbot.waitSignal(signs.answered) as answer:
        signs.ask()
    assert (signs.sources(), answer.args) == (stands(False, "there is no such service"), [None])


def test_no_connection_is_made_where_there_is_no_mutter(qtbot: QtBot, bus: PrivateBus) -> None:
    signs = MutterIdle(bus.qt, bus.address)
    with qtbot.waitSignal(signs.changed):
        signs.open()
    assert signs._link is None


def test_without_a_session_bus_it_says_so() -> None:
    signs = MutterIdle(QDBusConnection("none"), "unix:path=/nowhere")
    signs.open()
    assert signs.sources() == stands(False, "there is no session bus")


def test_a_bus_that_can_not_be_reached_again_is_said(qtbot: QtBot, bus: PrivateBus, mutter: FakeMutter) -> None:
    signs = MutterIdle(bus.qt, "unix:path=/nowhere")
    with qtbot.waitSignal(signs.changed):
        signs.open()
    assert signs.sources() == stands(False, "the session bus can't be reached")


def test_a_bus_that_goes_away_takes_mutter_along(qtbot: QtBot) -> None:
    bus = PrivateBus()
    mutter = FakeMutter(bus.address)
    signs = MutterIdle(bus.qt, bus.address)
    with qtbot.waitSignal(signs.changed):
        signs.open()
    signs.watch(FIVE)
    bus.end()
    qtbot.waitUntil(lambda: signs._link is None)
    assert not signs.works
    mutter.close()
    bus.close()
