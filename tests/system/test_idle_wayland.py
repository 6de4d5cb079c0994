"""The Wayland compositor tells when nobody touches a key, where pywayland is there to listen."""

import importlib.util
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.signs import Sign, SignSource
from app.system.signs.wayland import WaylandIdle

from .signs_compositor import Compositor

FIVE = timedelta(minutes=5)
speaks_wayland = pytest.mark.skipif(
    importlib.util.find_spec("pywayland") is None, reason='pywayland is missing: pip install "sessile[wayland]"'
)


@pytest.fixture
def compositor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], Compositor]]:
    """Starts one, with that version of ext_idle_notifier_v1."""
    with tempfile.TemporaryDirectory(prefix="ssl-") as directory:  # short: socket paths have at most 107 bytes
        monkeypatch.setenv("WAYLAND_DISPLAY", f"{directory}/wayland")
        made: list[Compositor] = []

        def make(version: int) -> Compositor:
            made.append(Compositor(Path(directory, "wayland"), version))
            return made[-1]

        yield make
        for each in made:
            each.close()


def stands(works: bool, why: str) -> tuple[SignSource]:
    return (SignSource(Sign.IDLE, "Wayland idle notification", works, why),)


def opened(qtbot: QtBot) -> tuple[WaylandIdle, list[Any]]:
    """Once it is known whether it works; with what it tells."""
    signs = WaylandIdle()
    heard: list[Any] = []
    signs.went_idle.connect(heard.append)
    signs.came_back.connect(lambda: heard.append("back"))
    with qtbot.waitSignal(signs.changed):
        signs.open()
    return signs, heard


@speaks_wayland
def test_idle_and_its_end_are_told_again_and_again(qtbot: QtBot, compositor: Callable[[int], Compositor]) -> None:
    desktop = compositor(2)
    signs, heard = opened(qtbot)
    signs.watch(FIVE)
    told = [desktop.hears()]
    for _ in range(2):
        desktop.idle()
        qtbot.waitUntil(lambda: heard[-1:] == [FIVE])
        desktop.key()
        qtbot.waitUntil(lambda: heard[-1:] == ["back"])
    signs.watch(None)
    told.append(desktop.hears())
    assert (heard, told) == ([FIVE, "back"] * 2, ["input idle 300000", "ended 300000"])
    signs._close("the test is over")


@speaks_wayland
def test_an_older_compositor_is_understood(qtbot: QtBot, compositor: Callable[[int], Compositor]) -> None:
    desktop = compositor(1)
    signs, _ = opened(qtbot)
    signs.watch(FIVE)
    assert (desktop.hears(), signs.sources()) == ("idle 300000", stands(True, "used"))
    assert (signs.must_be_asked, signs.can_be_asked) == (False, False)
    signs._close("the test is over")


@speaks_wayland
def test_another_threshold_replaces_the_notification(qtbot: QtBot, compositor: Callable[[int], Compositor]) -> None:
    desktop = compositor(2)
    signs, heard = opened(qtbot)
    signs.watch(FIVE)
    desktop.hears()
    desktop.idle()
    qtbot.waitUntil(lambda: heard == [FIVE])
    signs.watch(2 * FIVE)
    told = [desktop.hears(), desktop.hears()]
    assert (told, heard) == (["ended 300000", "input idle 600000"], [FIVE, "back"])
    signs._close("the test is over")


@speaks_wayland
def test_a_compositor_that_does_not_tell_is_said(qtbot: QtBot, compositor: Callable[[int], Compositor]) -> None:
    compositor(0)
    signs, _ = opened(qtbot)
    assert signs.sources() == stands(False, "the compositor has no ext_idle_notifier_v1")


@speaks_wayland
def test_a_compositor_that_goes_away_is_said(qtbot: QtBot, compositor: Callable[[int], Compositor]) -> None:
    desktop = compositor(2)
    signs, heard = opened(qtbot)
    signs.watch(FIVE)
    desktop.hears()
    desktop.idle()
    qtbot.waitUntil(lambda: heard == [FIVE])
    with qtbot.waitSignal(signs.changed):
        desktop.close()
    signs.watch(2 * FIVE)
    assert (signs.sources(), heard) == (stands(False, "the compositor went away"), [FIVE, "back"])


@speaks_wayland
def test_a_compositor_that_can_not_be_reached_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / "none"))
    signs = WaylandIdle()
    signs.open()
    assert signs.sources() == stands(False, "the compositor can't be reached")


def test_without_pywayland_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-t")
    monkeypatch.setitem(sys.modules, "pywayland.client", None)
    signs = WaylandIdle()
    signs.open()
    assert signs.sources() == stands(False, "pywayland is not installed")


def test_elsewhere_than_under_wayland_it_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    signs = WaylandIdle()
    signs.open()
    assert signs.sources() == stands(False, "this is no Wayland session")
