"""The signs of Windows, on a stand-in that is as strict about types as the functions it stands for."""

import ctypes
import gc
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.signs import Sign, SignSource
from app.system.signs import windows
from app.system.signs.windows import Event, Libraries, WindowsIdle, WindowsLock, WindowsSleep

HANDLE = 0x7FF6_1234_5678  # wider than the int that ctypes takes undeclared results for
REGISTRATION = 0x1D2_0000_0010
BUFFER_SIZE = 224
WM_NCCREATE, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, WM_QUIT = 0x81, 0x218, 0x2B1, 0x12
SUSPEND, RESUME_SUSPEND, RESUME_AUTOMATIC, BATTERY = 4, 7, 18, 10
LOCK, UNLOCK, LOGOFF = 7, 8, 6
WS_VISIBLE = 0x1000_0000


class Function:
    """A function of a library: takes what it was declared to take, gives what it was declared to give."""

    restype: Any = int
    argtypes: tuple[Any, ...] | None = None

    def __init__(self, does: Callable[..., Any]) -> None:
        self._does = does

    def __call__(self, *given: Any) -> Any:
        assert self.argtypes is not None, "undeclared"
        assert len(given) == len(self.argtypes)
        for kind, value in zip(self.argtypes, given, strict=True):
            kind.from_param(value)
        result = self._does(*given)
        return None if self.restype is None else self.restype(result).value


class Windows(Libraries):
    """A Windows with one window at a time."""

    PARTS = {
        "user32": (
            "RegisterClassExW CreateWindowExW DefWindowProcW DestroyWindow GetLastInputInfo "
            "RegisterSuspendResumeNotification UnregisterSuspendResumeNotification"
        ),
        "kernel32": "GetModuleHandleW GetTickCount",
        "wtsapi32": (
            "WTSRegisterSessionNotification WTSUnRegisterSessionNotification WTSQuerySessionInformationW WTSFreeMemory"
        ),
    }

    def __init__(self, *, missing: str = "", refuses: str = "") -> None:
        self.missing, self.refuses = missing, refuses
        self.last, self.ticks = 0, 0
        self.session = (1, 3, 0, 1)  # level, session, WTSActive, WTS_SESSIONSTATE_UNLOCK
        self.calls: list[tuple[Any, ...]] = []
        self.defaults: list[tuple[int, int]] = []
        self._procedure: Callable[[int, int, int, int], int]

    def load(self, name: str) -> Any:
        if name == self.missing:
            raise OSError(name)
        there = [part for part in self.PARTS[name].split() if part != self.missing]
        return SimpleNamespace(**{part: Function(self._refusing(part)) for part in there})

    def _refusing(self, name: str) -> Callable[..., Any]:
        return (lambda *_given: 0) if name == self.refuses else getattr(self, name)

    def send(self, message: int, wparam: int) -> int:
        return self._procedure(HANDLE, message, wparam, 0)

    def GetModuleHandleW(self, name: None) -> int:
        assert name is None, "the program's own"
        return 0x7FF6_0000_0000

    def RegisterClassExW(self, told: Any) -> int:
        told = told._obj
        assert told.size == ctypes.sizeof(told) == (80 if ctypes.sizeof(ctypes.c_void_p) == 8 else 48)
        assert told.instance == 0x7FF6_0000_0000
        self.calls.append(("class", told.class_name))
        self._procedure = told.procedure
        return 0xC123

    def CreateWindowExW(self, extended: int, name: str, title: str, style: int, *rest: Any) -> int:
        assert (extended, title, ("class", name) in self.calls) == (0, name, True)
        assert not style & WS_VISIBLE
        assert rest == (0, 0, 0, 0, None, None, 0x7FF6_0000_0000, None)  # no parent: top-level
        assert self.send(WM_NCCREATE, 0) == 1, "a window that does not agree is not made"
        return HANDLE

    def DefWindowProcW(self, handle: int, message: int, wparam: int, lparam: int) -> int:
        assert (handle, lparam) == (HANDLE, 0)
        self.defaults.append((message, wparam))
        return int(message == WM_NCCREATE)

    def DestroyWindow(self, *given: int) -> int:
        self.calls.append(("destroy", *given))
        return 1

    def RegisterSuspendResumeNotification(self, *given: int) -> int:
        self.calls.append(("tell of sleep", *given))
        return REGISTRATION

    def UnregisterSuspendResumeNotification(self, *given: int) -> int:
        self.calls.append(("no more of sleep", *given))
        return 1

    def WTSRegisterSessionNotification(self, *given: int) -> int:
        self.calls.append(("tell of the lock", *given))
        return 1

    def WTSUnRegisterSessionNotification(self, *given: int) -> int:
        self.calls.append(("no more of the lock", *given))
        return 1

    def WTSQuerySessionInformationW(self, server: None, session: int, kind: int, buffer: Any, size: Any) -> int:
        assert (server, session, kind) == (None, 0xFFFF_FFFF, 25)
        level, *rest = self.session
        self._info = (ctypes.c_int32 * 56)(level, -1, *rest)  # the union stands at the eighth byte
        assert ctypes.sizeof(self._info) == BUFFER_SIZE
        ctypes.cast(ctypes.byref(buffer._obj), ctypes.POINTER(ctypes.c_void_p))[0] = ctypes.addressof(self._info)
        size._obj.value = BUFFER_SIZE
        return 1

    def WTSFreeMemory(self, buffer: ctypes.c_void_p) -> None:
        self.calls.append(("free", buffer.value == ctypes.addressof(self._info)))

    def GetLastInputInfo(self, told: Any) -> int:
        assert told._obj.size == ctypes.sizeof(told._obj) == 8
        told._obj.time = self.last
        return 1

    def GetTickCount(self) -> int:
        return self.ticks


AtEnd = list[Callable[[], Any]]


@pytest.fixture(autouse=True)
def at_end(monkeypatch: pytest.MonkeyPatch) -> AtEnd:
    """What the program does at its end, the last that was asked for first."""
    asked: AtEnd = []
    register = SimpleNamespace(register=lambda does, *given: asked.insert(0, lambda: does(*given)))
    monkeypatch.setattr(windows, "atexit", register)
    return asked


def heard_of(signs: WindowsSleep | WindowsLock | WindowsIdle, *names: str) -> list[Any]:
    """What the signals tell from now on."""
    heard: list[Any] = []
    for name in names:
        getattr(signs, name).connect(lambda *told, name=name: heard.append((name, *told) if told else name))
    return heard


# Messages


@pytest.mark.parametrize(
    ("message", "wparam", "event"),
    [
        (WM_POWERBROADCAST, SUSPEND, Event.SUSPENDED),
        (WM_POWERBROADCAST, RESUME_SUSPEND, Event.RESUMED),
        (WM_POWERBROADCAST, RESUME_AUTOMATIC, Event.RESUMED),
        (WM_POWERBROADCAST, BATTERY, None),
        (WM_WTSSESSION_CHANGE, LOCK, Event.LOCKED),
        (WM_WTSSESSION_CHANGE, UNLOCK, Event.UNLOCKED),
        (WM_WTSSESSION_CHANGE, LOGOFF, None),
        (WM_QUIT, LOCK, None),
    ],
)
def test_a_message_tells_one_event_or_none(message: int, wparam: int, event: Event | None) -> None:
    assert windows.event_of(message, wparam) is event


# Sleep


def opened_sleep(system: Windows) -> tuple[WindowsSleep, list[Any]]:
    sleep = WindowsSleep(system)
    heard = heard_of(sleep, "going_to_sleep", "woke", "changed")
    sleep.open()
    return sleep, heard


def source_of(signs: WindowsSleep | WindowsLock | WindowsIdle) -> tuple[bool | None, str]:
    (source,) = signs.sources()
    return source.works, source.why


def test_before_it_is_opened_nobody_knows_whether_sleep_is_told() -> None:
    assert WindowsSleep(Windows()).sources() == (SignSource(Sign.SLEEP, "Windows power messages", None, ""),)


def test_a_window_is_registered_for_sleep() -> None:
    system = Windows()
    sleep, heard = opened_sleep(system)
    assert system.calls == [("class", "Sessile sleep"), ("tell of sleep", HANDLE, 0)]
    assert heard == ["changed"]
    why = "told before sleep and after it"
    assert sleep.sources() == (SignSource(Sign.SLEEP, "Windows power messages", True, why),)


def test_sleep_and_waking_are_told_once_however_often_windows_says_it() -> None:
    system = Windows()
    _sleep, heard = opened_sleep(system)
    told = [SUSPEND, SUSPEND, RESUME_AUTOMATIC, RESUME_AUTOMATIC, RESUME_SUSPEND, SUSPEND, RESUME_SUSPEND]
    assert {system.send(WM_POWERBROADCAST, each) for each in told} == {1}
    assert heard[1:] == ["going_to_sleep", "woke", "going_to_sleep", "woke"]


def test_sleep_was_heard_when_the_message_is_answered() -> None:
    system = Windows()
    _sleep, heard = opened_sleep(system)
    system.send(WM_POWERBROADCAST, SUSPEND)
    assert heard[-1] == "going_to_sleep"


def test_what_windows_calls_outlives_the_one_who_asked_for_it(at_end: AtEnd) -> None:
    system = Windows()
    opened_sleep(system)
    gc.collect()
    assert system.send(WM_QUIT, 3) == 0
    assert system.defaults == [(WM_NCCREATE, 0), (WM_QUIT, 3)]


def test_the_registration_for_sleep_ends_before_its_window(at_end: AtEnd) -> None:
    system = Windows()
    opened_sleep(system)
    system.calls.clear()
    for end in at_end:
        end()
    assert system.calls == [("no more of sleep", REGISTRATION), ("destroy", HANDLE)]


@pytest.mark.parametrize(
    ("system", "why"),
    [
        (Windows(refuses="RegisterClassExW"), "Windows refused a class of windows (error 0)"),
        (Windows(refuses="CreateWindowExW"), "Windows refused a window (error 0)"),
        (Windows(refuses="RegisterSuspendResumeNotification"), "Windows refused to tell of sleep (error 0)"),
        (Windows(missing="RegisterSuspendResumeNotification"), "this Windows has no RegisterSuspendResumeNotification"),
        (Windows(missing="user32"), "this Windows has no DefWindowProcW"),
    ],
)
def test_a_refusal_to_tell_of_sleep_is_said(system: Windows, why: str) -> None:
    sleep, heard = opened_sleep(system)
    assert (source_of(sleep), heard) == ((False, why), ["changed"])


@pytest.mark.parametrize("kind", [WindowsSleep, WindowsLock, WindowsIdle])
def test_another_system_is_said_too(kind: type[WindowsSleep | WindowsLock | WindowsIdle]) -> None:
    class Elsewhere(Libraries):
        def load(self, name: str) -> Any:
            return ctypes.CDLL(f"{name}-that-no-system-has")

    signs = kind(Elsewhere())
    signs.open()
    assert source_of(signs)[0] is False


# Lock


def opened_lock(system: Windows) -> tuple[WindowsLock, list[Any]]:
    lock = WindowsLock(system)
    heard = heard_of(lock, "locked", "unlocked", "changed")
    lock.open()
    return lock, heard


def test_a_window_is_registered_for_the_lock_of_this_session() -> None:
    system = Windows()
    lock, heard = opened_lock(system)
    assert system.calls == [("class", "Sessile lock"), ("tell of the lock", HANDLE, 0), ("free", True)]
    assert heard == ["changed"]
    why = "told when this session is locked and unlocked"
    assert lock.sources() == (SignSource(Sign.LOCK, "Windows session lock", True, why),)


def test_the_lock_is_told() -> None:
    system = Windows()
    _lock, heard = opened_lock(system)
    for each in (UNLOCK, LOCK, LOCK, LOGOFF, UNLOCK, LOCK):
        system.send(WM_WTSSESSION_CHANGE, each)
    assert heard[1:] == ["locked", "unlocked", "locked"]


def test_a_session_that_is_locked_already_is_told() -> None:
    system = Windows()
    system.session = (1, 3, 0, 0)
    _lock, heard = opened_lock(system)
    system.send(WM_WTSSESSION_CHANGE, UNLOCK)
    assert heard == ["changed", "locked", "unlocked"]


@pytest.mark.parametrize("session", [(1, 3, 0, -1), (2, 3, 0, 0), (0, 0, 0, 0)])
def test_a_session_of_which_windows_does_not_know_counts_as_unlocked(session: tuple[int, int, int, int]) -> None:
    system = Windows()
    system.session = session
    assert opened_lock(system)[1] == ["changed"]


def test_the_lock_is_told_also_where_windows_does_not_say_how_it_stands() -> None:
    lock, heard = opened_lock(Windows(refuses="WTSQuerySessionInformationW"))
    assert (source_of(lock)[0], heard) == (True, ["changed"])


def test_the_registration_for_the_lock_ends_before_its_window(at_end: AtEnd) -> None:
    system = Windows()
    opened_lock(system)
    system.calls.clear()
    for end in at_end:
        end()
    assert system.calls == [("no more of the lock", HANDLE), ("destroy", HANDLE)]


def test_a_refusal_to_tell_of_the_lock_is_said() -> None:
    lock, heard = opened_lock(Windows(refuses="WTSRegisterSessionNotification"))
    assert source_of(lock) == (False, "Windows refused to tell of the lock (error 0)")
    assert heard == ["changed"]


# Idle


def opened_idle(system: Windows) -> tuple[WindowsIdle, list[Any]]:
    idle = WindowsIdle(system)
    heard = heard_of(idle, "went_idle", "came_back", "answered", "changed")
    idle.open()
    return idle, heard


def test_before_it_is_opened_idle_can_not_be_asked() -> None:
    idle = WindowsIdle(Windows())
    heard = heard_of(idle, "answered")
    idle.ask()
    assert (idle.can_be_asked, idle.must_be_asked, heard) == (False, False, [("answered", None)])


def test_idle_can_be_asked_and_must_be() -> None:
    idle, heard = opened_idle(Windows())
    assert (idle.can_be_asked, idle.must_be_asked, heard) == (True, True, ["changed"])
    why = "asked for the last key or click"
    assert idle.sources() == (SignSource(Sign.IDLE, "Windows last input", True, why),)


def test_idle_answers_at_once_and_tells_nothing_by_itself() -> None:
    system = Windows()
    idle, heard = opened_idle(system)
    idle.watch(timedelta(minutes=5))
    system.last, system.ticks = 1_000, 601_250
    idle.ask()
    assert heard[1:] == [("answered", timedelta(milliseconds=600_250))]


@pytest.mark.parametrize(
    ("last", "now", "milliseconds"),
    [
        (5_000, 5_000, 0),
        (5_000, 65_000, 60_000),
        (0xFFFF_FFFF, 0, 1),
        (0xFFFF_0000, 0x0000_8000, 0x1_8000),
        (0, 0xF000_0000, 0xF000_0000),
        (5_016, 5_000, 0),
        (16, 0xFFFF_FFF0, 0),
        (64_999, 5_000, 0),
    ],
)
def test_idle_is_right_when_the_ticks_begin_anew_and_never_negative(last: int, now: int, milliseconds: int) -> None:
    assert windows.idle_since(last, now) == timedelta(milliseconds=milliseconds)


def test_idle_is_right_in_the_upper_half_of_the_ticks() -> None:
    system = Windows()
    idle, heard = opened_idle(system)
    system.last, system.ticks = 0x8000_0000, 0x8000_0BB8
    idle.ask()
    assert heard[-1] == ("answered", timedelta(seconds=3))


def test_an_answer_that_fails_is_said_until_the_next_that_does_not() -> None:
    system = Windows()
    idle, heard = opened_idle(system)
    before = source_of(idle)
    idle._last = lambda *_given: 0
    idle.ask()
    assert source_of(idle) == (False, "Windows did not answer (error 0)")
    idle._find()
    idle.ask()
    assert (source_of(idle), heard[1:]) == (
        before,
        ["changed", ("answered", None), "changed", ("answered", timedelta())],
    )


def test_idle_that_can_not_be_asked_is_said() -> None:
    idle, heard = opened_idle(Windows(missing="GetLastInputInfo"))
    assert (idle.can_be_asked, idle.must_be_asked, heard) == (False, False, ["changed"])
    assert source_of(idle) == (False, "this Windows has no GetLastInputInfo")
