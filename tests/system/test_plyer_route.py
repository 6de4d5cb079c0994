"""The words a note is sent in through plyer, and the thread it is sent on."""

import importlib.util
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.system import plyer_route
from app.system.notifications import Note
from app.system.plyer_route import PlyerWorker, cut_utf16

ZERO_WIDTH = "\u200b"


@pytest.fixture(autouse=True)
def on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux, where notify-send is run because there is no dbus package."""
    monkeypatch.setattr(sys, "platform", "linux")
    set_dbus(monkeypatch, there=False)


def set_dbus(monkeypatch: pytest.MonkeyPatch, *, there: bool) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object() if there else None)


def words(title: str, text: str, *, reads_markup: bool = False) -> tuple[str, str]:
    found = plyer_route._words(Note(None, title, text), reads_markup)
    assert (found["app_name"], found["timeout"]) == ("Sessile", 10)
    return found["title"], found["message"]


def test_plain_words_are_sent_as_they_are() -> None:
    assert words("Time is up", "Thesis: 5 min, <b>&") == ("Time is up", "Thesis: 5 min, <b>&")


@pytest.mark.parametrize("option", ["-h", "--version", "-"])
def test_a_leading_dash_is_no_option(option: str) -> None:
    assert words(option, option) == (ZERO_WIDTH + option, ZERO_WIDTH + option)


def test_an_empty_title_is_not_empty() -> None:
    assert words("", "") == (ZERO_WIDTH, ZERO_WIDTH)


def test_markup_is_escaped_where_it_is_read() -> None:
    escaped = "&lt;b&gt;a&lt;/b&gt; &amp;amp; \"q\" 'q'"
    assert words("t", "<b>a</b> &amp; \"q\" 'q'", reads_markup=True) == ("t", escaped)


def test_a_title_is_never_markup() -> None:
    assert words("<b>", "x", reads_markup=True)[0] == "<b>"


def test_backslashes_are_doubled_for_notify_send() -> None:
    assert words("t", r"a\nb\\c") == ("t", r"a\\nb\\\\c")


def test_backslashes_stay_where_plyer_asks_the_bus_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    set_dbus(monkeypatch, there=True)
    assert words("t", r"a\nb") == ("t", r"a\nb")


def test_backslashes_stay_on_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert words("t", r"a\nb") == ("t", r"a\nb")


def test_windows_takes_short_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert words("t" * 100, "m" * 300) == ("t" * 63, "m" * 255)


def test_a_cut_for_windows_leaves_no_half_emoji(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert words("\U0001f600" * 40, "m" + "\U0001f600" * 200) == ("\U0001f600" * 31, "m" + "\U0001f600" * 127)


@pytest.mark.parametrize(
    ("text", "units", "cut"),
    [("abc", 3, "abc"), ("abc", 2, "ab"), ("a\U0001f600", 2, "a"), ("\U0001f600", 2, "\U0001f600")],
)
def test_a_cut_counts_utf_16_units(text: str, units: int, cut: str) -> None:
    assert cut_utf16(text, units) == cut


def test_plyer_is_not_used_inside_a_flatpak(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.is_dir
    monkeypatch.setattr(Path, "is_dir", lambda self: str(self) == "/app" or real(self))
    problem = plyer_route._send(Note(None, "t", "m"), reads_markup=False)
    assert problem == "plyer found no way to notify here"


class Backend:
    """Plyer's notification object."""

    def __init__(self, notify: Callable[[], None]) -> None:
        self._notify = notify
        self.given: list[dict[str, Any]] = []

    def notify(self, **words: Any) -> None:
        self.given.append(words)
        self._notify()


def raises(error: Exception) -> Callable[[], None]:
    def notify() -> None:
        raise error

    return notify


@pytest.mark.parametrize(
    ("notify", "problem"),
    [
        (lambda: None, ""),
        (raises(NotImplementedError()), "plyer found no way to notify here"),
        (raises(OSError("gone")), "plyer failed: OSError"),
        (
            raises(subprocess.CalledProcessError(1, ["notify-send", "x"])),
            "plyer failed: notify-send ended with an error",
        ),
        (raises(subprocess.TimeoutExpired(["notify-send", "x"], 2)), "plyer did not answer within 2 s"),
    ],
    ids=["works", "no backend", "fails", "tells its failure", "is late"],
)
def test_plyer_says_why_it_failed(monkeypatch: pytest.MonkeyPatch, notify: Callable[[], None], problem: str) -> None:
    monkeypatch.setattr(plyer_route, "_backend", lambda: Backend(notify))
    assert plyer_route._send(Note(None, "t", "m"), reads_markup=False) == problem


def test_plyer_gets_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = Backend(lambda: None)
    monkeypatch.setattr(plyer_route, "_backend", lambda: backend)
    plyer_route._send(Note(None, "t", "m"), reads_markup=False)
    assert backend.given == [{"title": "t", "message": "m", "app_name": "Sessile", "timeout": 10}]


def test_plyer_runs_on_a_daemon_thread_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []
    done = threading.Event()
    monkeypatch.setattr(plyer_route, "_backend", lambda: Backend(lambda: threads.append(threading.current_thread())))
    PlyerWorker().send(Note(None, "t", "m"), False, lambda _problem: done.set())
    assert done.wait(5)
    assert [(thread.name, thread.daemon) for thread in threads] == [("plyer", True)]


def test_a_worker_is_busy_while_plyer_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    began, let_go = threading.Event(), threading.Event()

    def hang() -> None:
        began.set()
        let_go.wait(5)

    monkeypatch.setattr(plyer_route, "_backend", lambda: Backend(hang))
    worker = PlyerWorker()
    worker.send(Note(None, "t", "m"), False, lambda _problem: None)
    assert began.wait(5) and worker.is_busy
    let_go.set()


@pytest.fixture
def notify_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a script in its place; gives the file that the script may write to."""

    def put(script: str) -> Path:
        command, told = tmp_path / "notify-send", tmp_path / "told"
        command.write_text(f"#!/bin/sh\ntold={told}\n{script}\n")
        command.chmod(0o700)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        from plyer.platforms.linux.notification import NotifySendNotification

        backend = plyer_route._backend()
        object.__setattr__(backend, "_obj", NotifySendNotification())
        return told

    return put


def send() -> str:
    return plyer_route._send(Note(None, "title", "text"), reads_markup=False)


def test_the_command_gets_the_words(notify_send: Callable[[str], Path]) -> None:
    told = notify_send('echo "$1, $2" > $told; echo noise; echo noise >&2')
    assert (send(), told.read_text()) == ("", "title, text\n")


def test_a_command_that_fails_is_told(notify_send: Callable[[str], Path], capfd: pytest.CaptureFixture[str]) -> None:
    notify_send("echo noise >&2; exit 1")
    assert (send(), capfd.readouterr()) == ("plyer failed: notify-send ended with an error", ("", ""))


def test_a_command_that_hangs_is_ended(notify_send: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plyer_route, "ANSWER_WITHIN_MS", 100)
    notify_send("exec sleep 60")
    assert send() == "plyer did not answer within 2 s"
