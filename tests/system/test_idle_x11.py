"""The X server answers for how long nobody touched a key, and its end is survived."""

import os
import subprocess
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.core.signs import Sign, SignSource
from app.system.signs.x11 import X11Idle
from tests.desktop.harness import needs


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The X server and its display; the last test ends it."""
    program = needs.program("Xvfb")
    reader, writer = os.pipe()
    command = [program, "-displayfd", str(writer), "-screen", "0", "64x64x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        number = pipe.readline().strip()
    yield server, f":{number}"
    server.kill()
    server.wait()


@pytest.fixture
def signs(
    qtbot: QtBot, server: tuple[subprocess.Popen[bytes], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[X11Idle]:
    monkeypatch.setenv("DISPLAY", server[1])
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    signs = X11Idle()
    with qtbot.waitSignal(signs.changed):
        signs.open()
    yield signs
    signs._close("the test is over")


def stands(works: bool, why: str) -> tuple[SignSource]:
    return (SignSource(Sign.IDLE, "X11 screen saver extension", works, why),)


def test_it_only_answers(signs: X11Idle) -> None:
    assert (signs.sources(), signs.must_be_asked, signs.can_be_asked) == (stands(True, "used"), True, True)


def test_it_answers(qtbot: QtBot, signs: X11Idle) -> None:
    lengths: list[timedelta] = []
    signs.answered.connect(lengths.append)
    for count in (1, 2):
        signs.ask()
        qtbot.waitUntil(lambda count=count: len(lengths) == count)  # type: ignore[misc]
    assert timedelta() <= lengths[0] <= lengths[1] < timedelta(minutes=1)


def test_who_is_late_is_not_waited_for(qtbot: QtBot, signs: X11Idle) -> None:
    with qtbot.waitSignal(signs.answered) as answer:
        signs._request = 0xFFFF  # no answer ever comes to that
        signs._patience.setInterval(0)
        signs._patience.start()
    assert answer.args == [None]


def test_under_wayland_it_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    signs = X11Idle()
    signs.open()
    assert signs.sources() == stands(False, "under Wayland it sees only some of the keys and clicks")


def test_without_a_server_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    signs = X11Idle()
    signs.open()
    assert signs.sources() == stands(False, "there is no X server")


def test_a_server_that_can_not_be_reached_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", "unix:/nowhere")
    signs = X11Idle()
    signs.open()
    assert signs.sources() == stands(False, "the X server can't be reached")


def test_the_end_of_the_server_is_survived(
    qtbot: QtBot, signs: X11Idle, server: tuple[subprocess.Popen[bytes], str]
) -> None:
    with qtbot.waitSignal(signs.changed):
        server[0].kill()
    with qtbot.waitSignal(signs.answered) as answer:
        signs.ask()
    assert (signs.sources(), answer.args) == (stands(False, "the connection to the X server broke"), [None])
