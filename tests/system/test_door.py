"""The local socket: the one of Linux and macOS, and that of Windows, whose library makes it a file here."""

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.system.door import LONGEST_LINE, Door
from app.system.door_pipe import PipeDoor
from app.system.door_socket import SocketDoor, ask_socket
from tests.fakes import ROOT
from tests.system.visits import visit


@pytest.fixture
def address() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="sess-") as directory:
        yield str(Path(directory, "door.sock"))


@pytest.fixture(params=[SocketDoor, PipeDoor])
def kind(request: pytest.FixtureRequest) -> type[Door]:
    made: type[Door] = request.param
    return made


@pytest.fixture
def heard() -> list[bytes]:
    return []


@pytest.fixture
def door(kind: type[Door], heard: list[bytes], qapp: QApplication, address: str) -> Iterator[Door]:
    """Remembers each line and says it backwards."""

    def answer(line: bytes) -> bytes:
        heard.append(line)
        return line[::-1]

    door = kind(answer)
    door.listen(address)
    yield door
    door.close()


@pytest.mark.parametrize("ask", ["door_socket.ask_socket", "door_pipe.ask_pipe"])
def test_a_line_is_answered_with_a_line(door: Door, ask: str, qtbot: QtBot, address: str) -> None:
    """Both kinds speak the same."""
    module, _, function = ask.partition(".")
    script = f"import sys; from app.system.{module} import {function} as ask; print(ask(sys.argv[1], b'abc', 5))"
    command = [sys.executable, "-c", script, address]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        qtbot.waitUntil(lambda: program.poll() is not None, timeout=10_000)
        assert program.communicate()[0] == "b'cba'\n"


def test_a_line_may_come_in_pieces(door: Door, qtbot: QtBot, heard: list[bytes], address: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as visitor:
        visitor.connect(address)
        visitor.sendall(b"ab")
        qtbot.wait(1)
        assert heard == []
        visitor.sendall(b"c\n")
        assert visit(qtbot, lambda: visitor.recv(100)) == b"cba\n"


def test_a_line_without_end_is_hung_up_on(door: Door, qtbot: QtBot, heard: list[bytes], address: str) -> None:
    def call() -> bytes:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as visitor:
            visitor.connect(address)
            visitor.sendall(b"x" * (LONGEST_LINE + 5000))
            return visitor.recv(100)

    try:
        told = visit(qtbot, call)
    except ConnectionError:
        told = b""
    assert (told, heard) == (b"", [])


def test_one_who_goes_without_a_word_is_forgotten(door: Door, qtbot: QtBot, heard: list[bytes], address: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as visitor:
        visitor.connect(address)
    assert visit(qtbot, lambda: ask_socket(address, b"next", 5)) == b"txen"
    assert heard == [b"next"]


def test_a_closed_door_answers_nobody(door: Door, qtbot: QtBot, address: str) -> None:
    door.close()
    with pytest.raises(OSError):
        visit(qtbot, lambda: ask_socket(address, b"abc", 1))


def test_what_a_crash_left_is_taken_over(kind: type[Door], qtbot: QtBot, address: str) -> None:
    Path(address).touch()
    door = kind(lambda line: line)
    door.listen(address)
    assert visit(qtbot, lambda: ask_socket(address, b"abc", 5)) == b"abc"
    door.close()


def test_a_line_that_nobody_could_answer_is_answered_only_once(qtbot: QtBot, qapp: QApplication, address: str) -> None:
    heard: list[bytes] = []

    def answer(line: bytes) -> bytes:
        heard.append(line)
        raise RecursionError

    door = SocketDoor(answer)
    door.listen(address)
    with qtbot.captureExceptions() as faults:
        assert visit(qtbot, lambda: ask_socket(address, b"[[[", 5)) == b""
        qtbot.wait(20)
    assert ([kind for kind, *_ in faults], heard) == ([RecursionError], [b"[[["])
    door.close()
