"""One program for each data directory, and the door for later starts."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import CannotOpen
from app.system import door
from app.system.single_instance import SingleInstance
from tests.fakes import ROOT
from tests.system.visits import visit

posix = pytest.mark.skipif(os.name != "posix", reason="sockets in directories are POSIX's")
Make = Callable[[], SingleInstance]


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime directory of its own, with a path short enough for a socket."""
    directory = Path(tempfile.mkdtemp(prefix="sess-"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(directory))
    yield directory
    shutil.rmtree(directory)


@pytest.fixture
def instance(qapp: QApplication, runtime: Path, tmp_path: Path) -> Iterator[Make]:
    """Makes programs for the same data directory."""
    made: list[SingleInstance] = []

    def make() -> SingleInstance:
        made.append(SingleInstance(tmp_path))
        return made[-1]

    yield make
    for each in made:
        each.release()


def test_the_first_program_may_run(instance: Make) -> None:
    assert instance().acquire()


def test_a_second_program_may_not(instance: Make) -> None:
    assert [instance().acquire(), instance().acquire()] == [True, False]


def test_a_program_for_another_directory_may(instance: Make, tmp_path: Path) -> None:
    other = SingleInstance(tmp_path / "other")
    assert [instance().acquire(), other.acquire()] == [True, True]
    other.release()


def test_a_data_directory_is_the_same_by_any_path(instance: Make, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    assert SingleInstance(link).address == instance().address


def test_the_lock_is_free_after_the_first_ended(instance: Make) -> None:
    first = instance()
    first.acquire()
    first.release()
    assert instance().acquire()


def test_the_lock_of_a_killed_program_is_free(instance: Make, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from app.system.single_instance import SingleInstance\n"
        "print(SingleInstance(Path(sys.argv[1])).acquire(), flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        held = program.stdout.readline(), instance().acquire()
        program.kill()
    assert (held, instance().acquire()) == (("True\n", False), True)


@posix
def test_lock_and_socket_are_for_their_owner_only(instance: Make, runtime: Path) -> None:
    first = instance()
    first.acquire()
    first.listen()
    assert {file.suffix: file.stat().st_mode & 0o077 for file in runtime.iterdir()} == {".lock": 0, ".sock": 0}


@posix
def test_the_socket_has_a_short_name_in_the_runtime_directory(instance: Make, runtime: Path) -> None:
    address = Path(instance().address)
    assert (address.parent, len(address.name)) == (runtime, len("sessile-012345678901.sock"))


@posix
def test_without_a_runtime_directory_a_private_one_is_made(monkeypatch: pytest.MonkeyPatch, runtime: Path) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr(tempfile, "tempdir", str(runtime))
    directory = Path(SingleInstance(runtime).address).parent
    assert (directory, directory.stat().st_mode & 0o777) == (runtime / f"sessile-{os.getuid()}", 0o700)


@posix
def test_a_private_directory_that_others_can_enter_is_refused(monkeypatch: pytest.MonkeyPatch, runtime: Path) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr(tempfile, "tempdir", str(runtime))
    directory = runtime / f"sessile-{os.getuid()}"
    directory.mkdir()
    directory.chmod(0o755)
    with pytest.raises(CannotOpen) as refusal:
        SingleInstance(runtime)
    assert str(refusal.value) == (f"{directory} belongs to somebody else. Please remove it, or set XDG_RUNTIME_DIR.")


@posix
def test_a_file_in_the_place_of_the_private_directory_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, runtime: Path
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr(tempfile, "tempdir", str(runtime))
    (runtime / f"sessile-{os.getuid()}").touch()
    with pytest.raises(CannotOpen):
        SingleInstance(runtime)


def test_a_lock_that_cannot_be_kept_is_told_in_a_sentence(instance: Make) -> None:
    first = instance()
    Path(f"{first._base}.lock").mkdir()
    with pytest.raises(CannotOpen):
        first.acquire()


# The door


@pytest.fixture
def first(instance: Make) -> SingleInstance:
    first = instance()
    first.acquire()
    first.listen()
    return first


def test_a_request_to_show_reaches_the_first_program(
    first: SingleInstance, qtbot: QtBot, runtime: Path, tmp_path: Path
) -> None:
    script = (
        "import sys; from pathlib import Path; from app.system.single_instance import SingleInstance\n"
        "print(SingleInstance(Path(sys.argv[1])).hand_over('the token'))\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with (
        qtbot.waitSignal(first.show_requested, timeout=10_000) as shown,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program,
    ):
        qtbot.waitUntil(lambda: program.poll() is not None, timeout=10_000)
        said = program.communicate()[0]
    assert (shown.args, said) == (["the token"], "True\n")


def ask(first: SingleInstance, qtbot: QtBot, request: bytes) -> object:
    """What the first program answers to a line."""
    return json.loads(visit(qtbot, lambda: door.ask(first.address, request, 5)))


@pytest.mark.parametrize("request_", [b"rubbish", b"[]", b'{"command": "dance"}', b"\xff", b""])
def test_what_is_not_understood_shows_nothing(first: SingleInstance, qtbot: QtBot, request_: bytes) -> None:
    shown: list[str] = []
    first.show_requested.connect(shown.append)
    assert (ask(first, qtbot, request_), shown) == ({"ok": False}, [])


def test_a_socket_that_a_crash_left_is_taken_over(instance: Make, qtbot: QtBot) -> None:
    first = instance()
    Path(first.address).touch()
    first.acquire()
    first.listen()
    assert ask(first, qtbot, b'{"command": "show"}') == {"ok": True}
