"""The signs of Windows: told of sleep and lock through a window that is never shown, asked for the last key or click.

From Microsoft's documentation: WM_POWERBROADCAST and RegisterSuspendResumeNotification (learn.microsoft.com/windows/
win32/power), WTSRegisterSessionNotification and WTSINFOEX_LEVEL1 (win32/api/wtsapi32), GetLastInputInfo (win32/api/
winuser) and GetTickCount (win32/api/sysinfoapi). Widths are spelt out: those of ctypes.wintypes are wrong elsewhere.
"""

import atexit
import ctypes
from collections.abc import Callable
from ctypes import c_int, c_int32, c_size_t, c_ssize_t, c_uint, c_uint16, c_uint32, c_void_p, c_wchar_p
from datetime import timedelta
from enum import Enum
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from app.core.signs import Sign, SignSource
from app.system.signs.idle import IdleSigns
from app.system.signs.lock import LockSigns
from app.system.signs.sleep import SleepSigns

_T = TypeVar("_T")

_DEVICE_NOTIFY_WINDOW_HANDLE = 0
_NOTIFY_FOR_THIS_SESSION = 0
_WTS_CURRENT_SESSION = 0xFFFF_FFFF
_WTS_SESSION_INFO_EX = 25
_WTS_SESSIONSTATE_LOCK = 0  # until Windows 7 it meant the opposite
_WS_POPUP = 0x8000_0000
_IDLE_HOW = "asked for the last key or click"
_TICKS = 1 << 32
_AHEAD = 60_000
"""Milliseconds that the last input may be newer than the clock: a program that sends input says itself when it was."""


class Libraries:
    """The libraries of Windows; tests put a stand-in in its place."""

    def load(self, name: str) -> Any:  # noqa: ANN401 - what ctypes gives
        """A copy of one's own, which nobody else declares functions of. OSError: there is none."""
        return getattr(ctypes, "WinDLL", ctypes.CDLL)(name, use_last_error=True)

    def function(self, library: str, name: str, gives: object, *takes: object) -> Callable[..., Any]:
        try:
            function = getattr(self.load(library), name)
        except (OSError, AttributeError):
            raise _Refused(f"this Windows has no {name}") from None
        function.restype, function.argtypes = gives, takes
        return function  # type: ignore[no-any-return]


class _Refused(Exception):
    """It can't be used; the words say why."""


def _refusal(words: str) -> _Refused:
    return _Refused(f"{words} (error {getattr(ctypes, 'get_last_error', int)()})")


class _State:
    """What a source says of itself; tells when that changed."""

    def __init__(self, sign: Sign, name: str, changed: Callable[[], None]) -> None:
        self.source = SignSource(sign, name, None, "")
        self._changed = changed

    def attempt(self, step: Callable[[], _T], how: str) -> _T | None:
        """Take a step and say how the source is used, or why it can't be; None where it can't."""
        result, works = None, True
        try:
            result = step()
        except _Refused as refused:
            works, how = False, str(refused)
        source = SignSource(self.source.sign, self.source.name, works, how)
        if source != self.source:
            self.source = source
            self._changed()
        return result


class Event(Enum):
    """What a message of Windows tells."""

    SUSPENDED, RESUMED, LOCKED, UNLOCKED = "suspended", "resumed", "locked", "unlocked"


_WM_POWERBROADCAST, _WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
_EVENTS = {
    (_WM_POWERBROADCAST, 0x04): Event.SUSPENDED,  # PBT_APMSUSPEND
    (_WM_POWERBROADCAST, 0x07): Event.RESUMED,  # PBT_APMRESUMESUSPEND, after the next when a person is there
    (_WM_POWERBROADCAST, 0x12): Event.RESUMED,  # PBT_APMRESUMEAUTOMATIC
    (_WM_WTSSESSION_CHANGE, 0x7): Event.LOCKED,  # WTS_SESSION_LOCK
    (_WM_WTSSESSION_CHANGE, 0x8): Event.UNLOCKED,  # WTS_SESSION_UNLOCK
}


def event_of(message: int, wparam: int) -> Event | None:
    """What a window's message tells; None where it is none of ours."""
    return _EVENTS.get((message, wparam))


_PROTOTYPE = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)
_WindowProcedure = _PROTOTYPE(c_ssize_t, c_void_p, c_uint, c_size_t, c_ssize_t)


class _WindowClass(ctypes.Structure):
    """WNDCLASSEXW."""

    _fields_ = [
        ("size", c_uint), ("style", c_uint), ("procedure", _WindowProcedure), ("class_extra", c_int),
        ("window_extra", c_int), ("instance", c_void_p), ("icon", c_void_p), ("cursor", c_void_p),
        ("background", c_void_p), ("menu_name", c_wchar_p), ("class_name", c_wchar_p), ("small_icon", c_void_p),
    ]  # fmt: skip


class _Window:
    """A window that is never shown and hears what Windows tells windows, on the thread that made it.

    Top-level, as one for messages only hears no broadcast. One of its own, as Qt has none before the first is shown.
    """

    def __init__(self, libraries: Libraries, name: str, heard: Callable[[Event], None]) -> None:
        self._libraries, self._name, self._heard = libraries, name, heard
        self._procedure = _WindowProcedure(self._on_message)
        self._default = libraries.function("user32", "DefWindowProcW", c_ssize_t, c_void_p, c_uint, c_size_t, c_ssize_t)
        self._destroy = libraries.function("user32", "DestroyWindow", c_int, c_void_p)
        self._instance = libraries.function("kernel32", "GetModuleHandleW", c_void_p, c_wchar_p)(None)
        self._register()
        self.handle: int = self._create()
        atexit.register(self._close)  # the procedure must not be called once Python is gone

    def _register(self) -> None:
        register = self._libraries.function("user32", "RegisterClassExW", c_uint16, ctypes.POINTER(_WindowClass))
        told = _WindowClass(size=ctypes.sizeof(_WindowClass), procedure=self._procedure, instance=self._instance)
        told.class_name = self._name
        if not register(ctypes.byref(told)):
            raise _refusal("Windows refused a class of windows")

    def _create(self) -> int:
        takes = (c_uint32, c_wchar_p, c_wchar_p, c_uint32, *[c_int] * 4, *[c_void_p] * 4)
        create = self._libraries.function("user32", "CreateWindowExW", c_void_p, *takes)
        handle = create(0, self._name, self._name, _WS_POPUP, 0, 0, 0, 0, None, None, self._instance, None)
        if not handle:
            raise _refusal("Windows refused a window")
        return int(handle)

    def _close(self) -> None:
        self._destroy(self.handle)

    def _on_message(self, handle: int | None, message: int, wparam: int, lparam: int) -> int:
        event = event_of(message, wparam)
        if event is None:
            return int(self._default(handle, message, wparam, lparam))
        self._heard(event)
        return 1


class WindowsSleep(SleepSigns):
    """Sleep, as Windows tells it. Windows waits about two seconds for the slots, whether it is held or not."""

    def __init__(self, libraries: Libraries | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._libraries = libraries or Libraries()
        self._state = _State(Sign.SLEEP, "Windows power messages", self.changed.emit)
        self._window: _Window | None = None
        self._sleeps = False

    def open(self) -> None:
        self._state.attempt(self._listen, "told before sleep and after it")

    def _listen(self) -> None:
        """Also asks to be told: with Modern Standby nothing is broadcast. Elsewhere it is told twice, then."""
        self._window = _Window(self._libraries, "Sessile sleep", self._on_event)
        register = self._libraries.function("user32", "RegisterSuspendResumeNotification", c_void_p, c_void_p, c_uint32)
        unregister = self._libraries.function("user32", "UnregisterSuspendResumeNotification", c_int, c_void_p)
        registration = register(self._window.handle, _DEVICE_NOTIFY_WINDOW_HANDLE)
        if not registration:
            raise _refusal("Windows refused to tell of sleep")
        atexit.register(unregister, registration)

    def _on_event(self, event: Event) -> None:
        if event is Event.SUSPENDED and not self._sleeps:
            self._sleeps = True
            self.going_to_sleep.emit()
        elif event is Event.RESUMED and self._sleeps:
            self._sleeps = False
            self.woke.emit()

    def sources(self) -> tuple[SignSource, ...]:
        return (self._state.source,)


class _SessionInfo(ctypes.Structure):
    """The beginning of WTSINFOEXW with its WTSINFOEX_LEVEL1_W, which is aligned to 8 bytes."""

    _fields_ = [("level", c_uint32), ("gap", c_uint32), ("session", c_uint32), ("state", c_int), ("flags", c_int32)]


class WindowsLock(LockSigns):
    """The lock of this session, as Windows tells it."""

    def __init__(self, libraries: Libraries | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._libraries = libraries or Libraries()
        self._state = _State(Sign.LOCK, "Windows session lock", self.changed.emit)
        self._window: _Window | None = None
        self._is_locked = False

    def open(self) -> None:
        if self._state.attempt(self._listen, "told when this session is locked and unlocked"):
            self._on_event(Event.LOCKED)

    def _listen(self) -> bool:
        """Whether it is locked already."""
        self._window = _Window(self._libraries, "Sessile lock", self._on_event)
        register = self._libraries.function("wtsapi32", "WTSRegisterSessionNotification", c_int, c_void_p, c_uint32)
        unregister = self._libraries.function("wtsapi32", "WTSUnRegisterSessionNotification", c_int, c_void_p)
        if not register(self._window.handle, _NOTIFY_FOR_THIS_SESSION):
            raise _refusal("Windows refused to tell of the lock")
        atexit.register(unregister, self._window.handle)  # runs before the window goes, as it must
        return self._locked_now()

    def _locked_now(self) -> bool:
        """No, where Windows does not say."""
        found = ctypes.POINTER(_SessionInfo)
        takes = (c_void_p, c_uint32, c_int, ctypes.POINTER(found), ctypes.POINTER(c_uint32))
        query = self._libraries.function("wtsapi32", "WTSQuerySessionInformationW", c_int, *takes)
        free = self._libraries.function("wtsapi32", "WTSFreeMemory", None, c_void_p)
        info, size = found(), c_uint32()
        if not query(None, _WTS_CURRENT_SESSION, _WTS_SESSION_INFO_EX, ctypes.byref(info), ctypes.byref(size)):
            return False
        told = bool(info) and size.value >= ctypes.sizeof(_SessionInfo) and info.contents.level == 1
        locked = told and info.contents.flags == _WTS_SESSIONSTATE_LOCK
        free(ctypes.cast(info, c_void_p))
        return locked

    def _on_event(self, event: Event) -> None:
        if event is Event.LOCKED and not self._is_locked:
            self._is_locked = True
            self.locked.emit()
        elif event is Event.UNLOCKED and self._is_locked:
            self._is_locked = False
            self.unlocked.emit()

    def sources(self) -> tuple[SignSource, ...]:
        return (self._state.source,)


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO."""

    _fields_ = [("size", c_uint), ("time", c_uint32)]


def idle_since(last: int, now: int) -> timedelta:
    """The length between two ticks, counts of milliseconds that begin anew each 49.7 days."""
    passed = (now - last) % _TICKS
    return timedelta(milliseconds=0 if passed >= _TICKS - _AHEAD else passed)


class WindowsIdle(IdleSigns):
    """The last key or click in this session: Windows answers, and tells nothing by itself."""

    def __init__(self, libraries: Libraries | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._libraries = libraries or Libraries()
        self._state = _State(Sign.IDLE, "Windows last input", self.changed.emit)
        self._last: Callable[..., Any] | None = None
        self._ticks: Callable[..., Any] | None = None

    def open(self) -> None:
        self._state.attempt(self._find, _IDLE_HOW)

    def _find(self) -> None:
        self._ticks = self._libraries.function("kernel32", "GetTickCount", c_uint32)
        self._last = self._libraries.function("user32", "GetLastInputInfo", c_int, ctypes.POINTER(_LastInput))
        self._read()

    @property
    def must_be_asked(self) -> bool:
        return self.can_be_asked

    @property
    def can_be_asked(self) -> bool:
        """Also after an answer failed: the next may not."""
        return self._last is not None

    def ask(self) -> None:
        self.answered.emit(self._state.attempt(self._read, _IDLE_HOW) if self.can_be_asked else None)

    def _read(self) -> timedelta:
        assert self._last is not None and self._ticks is not None
        told = _LastInput(size=ctypes.sizeof(_LastInput))
        if not self._last(ctypes.byref(told)):
            raise _refusal("Windows did not answer")
        return idle_since(told.time, self._ticks())

    def sources(self) -> tuple[SignSource, ...]:
        return (self._state.source,)
