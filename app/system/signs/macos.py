"""The signs of macOS: told of sleep and lock on the main run loop, which Qt runs, and asked for the last key or click.

From Apple's documentation: IORegisterForSystemPower (developer.apple.com/documentation/iokit, Technical Q&A QA1340),
CFNotificationCenterAddObserver (.../corefoundation) and CGEventSource (.../coregraphics). Undocumented, but in use for
many years: the names of the lock's two notifications, and the key CGSSessionScreenIsLocked.
Each of these is to be kept as long as the program runs, since macOS calls into it.
"""

import ctypes
from collections.abc import Callable
from ctypes import c_char_p, c_double, c_int, c_int32, c_long, c_ssize_t, c_ubyte, c_uint32, c_void_p
from datetime import timedelta
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from app.core.signs import Sign, SignSource
from app.system.signs.idle import IdleSigns
from app.system.signs.lock import LockSigns
from app.system.signs.sleep import SleepSigns

_T = TypeVar("_T")

_CAN_SYSTEM_SLEEP = 0xE000_0270  # these three: IOKit/IOMessage.h
_SYSTEM_WILL_SLEEP = 0xE000_0280
_SYSTEM_HAS_POWERED_ON = 0xE000_0300
_HID_SYSTEM_STATE = 1
_ANY_INPUT_EVENT = 0xFFFF_FFFF
_UTF8 = 0x0800_0100
_DELIVER_IMMEDIATELY = 4  # else they wait until the program comes to the front
_LOCKED, _UNLOCKED = b"com.apple.screenIsLocked", b"com.apple.screenIsUnlocked"
_LOCKED_KEY = b"CGSSessionScreenIsLocked"
_LONGEST = 1e9
"""Seconds beyond which an answer is none: about 30 years."""


class Libraries:
    """The frameworks of macOS; tests put a stand-in in its place."""

    def load(self, name: str) -> Any:  # noqa: ANN401 - what ctypes gives
        """A copy of one's own, which nobody else declares functions of. OSError: there is none."""
        return ctypes.CDLL(f"/System/Library/Frameworks/{name}.framework/{name}")

    def constant(self, library: str, name: str) -> int | None:
        """A pointer that the framework offers."""
        try:
            return c_void_p.in_dll(self.load(library), name).value
        except (OSError, ValueError):
            raise _Refused(f"this macOS has no {name}") from None

    def function(self, library: str, name: str, gives: object, *takes: object) -> Callable[..., Any]:
        try:
            function = getattr(self.load(library), name)
        except (OSError, AttributeError):
            raise _Refused(f"this macOS has no {name}") from None
        function.restype, function.argtypes = gives, takes
        return function  # type: ignore[no-any-return]


class _Refused(Exception):
    """It can't be used; the words say why."""


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


_PowerCallback = ctypes.CFUNCTYPE(None, c_void_p, c_uint32, c_uint32, c_void_p)


class MacSleep(SleepSigns):
    """Sleep, as macOS tells it. It waits for the slots up to 30 seconds, whether it is held or not."""

    def __init__(self, libraries: Libraries | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._libraries = libraries or Libraries()
        self._state = _State(Sign.SLEEP, "macOS power messages", self.changed.emit)
        self._callback = _PowerCallback(self._on_power)
        self._allow: Callable[..., Any] | None = None
        self._root = 0
        self._sleeps = False

    def open(self) -> None:
        self._state.attempt(self._listen, "told before sleep and after it")

    def _listen(self) -> None:
        """Registers last: who is registered and does not answer holds each sleep up for 30 seconds."""
        function, pointer = self._libraries.function, ctypes.POINTER
        self._allow = function("IOKit", "IOAllowPowerChange", c_int, c_uint32, c_ssize_t)
        source_of = function("IOKit", "IONotificationPortGetRunLoopSource", c_void_p, c_void_p)
        loop = function("CoreFoundation", "CFRunLoopGetMain", c_void_p)()
        add = function("CoreFoundation", "CFRunLoopAddSource", None, c_void_p, c_void_p, c_void_p)
        modes = self._libraries.constant("CoreFoundation", "kCFRunLoopCommonModes")  # also under a menu or a dialog
        takes = (c_void_p, pointer(c_void_p), _PowerCallback, pointer(c_uint32))
        register = function("IOKit", "IORegisterForSystemPower", c_uint32, *takes)
        port, notifier = c_void_p(), c_uint32()
        self._root = register(None, ctypes.byref(port), self._callback, ctypes.byref(notifier))
        if not self._root:
            raise _Refused("macOS refused to tell of sleep")
        add(loop, source_of(port), modes)

    def _on_power(self, _refcon: int | None, _service: int, message: int, argument: int | None) -> None:
        if message == _SYSTEM_WILL_SLEEP and not self._sleeps:
            self._sleeps = True
            self.going_to_sleep.emit()
        elif message == _SYSTEM_HAS_POWERED_ON and self._sleeps:
            self._sleeps = False
            self.woke.emit()
        if message in {_CAN_SYSTEM_SLEEP, _SYSTEM_WILL_SLEEP} and self._allow is not None:
            self._allow(self._root, argument or 0)

    def sources(self) -> tuple[SignSource, ...]:
        return (self._state.source,)


_NotificationCallback = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)


class MacLock(LockSigns):
    """The screen's lock, as macOS tells every program."""

    def __init__(self, libraries: Libraries | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._libraries = libraries or Libraries()
        self._state = _State(Sign.LOCK, "macOS screen lock", self.changed.emit)
        self._on_locked = _NotificationCallback(lambda *_told: self._set_locked(True))
        self._on_unlocked = _NotificationCallback(lambda *_told: self._set_locked(False))
        self._is_locked = False

    def open(self) -> None:
        if self._state.attempt(self._listen, "told when the screen is locked and unlocked"):
            self._set_locked(True)

    def _listen(self) -> bool:
        """Whether it is locked already."""
        center = self._libraries.function("CoreFoundation", "CFNotificationCenterGetDistributedCenter", c_void_p)()
        if not center:
            raise _Refused("macOS has no center for notifications")
        takes = (c_void_p, c_void_p, _NotificationCallback, c_void_p, c_void_p, c_long)
        add = self._libraries.function("CoreFoundation", "CFNotificationCenterAddObserver", None, *takes)
        for name, callback in ((_LOCKED, self._on_locked), (_UNLOCKED, self._on_unlocked)):
            add(center, id(self), callback, self._text(name), None, _DELIVER_IMMEDIATELY)
        return self._locked_now()

    def _text(self, value: bytes) -> int:
        """A CFString, which stays: there are three."""
        takes = (c_void_p, c_char_p, c_uint32)
        text = self._libraries.function("CoreFoundation", "CFStringCreateWithCString", c_void_p, *takes)
        made = text(None, value, _UTF8)
        if not made:
            raise _Refused("macOS refused a text")
        return int(made)

    def _locked_now(self) -> bool:
        """No, where macOS does not say. The key is there only while it is."""
        function = self._libraries.function
        copy = function("CoreGraphics", "CGSessionCopyCurrentDictionary", c_void_p)
        value = function("CoreFoundation", "CFDictionaryGetValue", c_void_p, c_void_p, c_void_p)
        is_true = function("CoreFoundation", "CFBooleanGetValue", c_ubyte, c_void_p)
        release = function("CoreFoundation", "CFRelease", None, c_void_p)
        session = copy()
        if not session:
            return False
        told = value(session, self._text(_LOCKED_KEY))
        locked = bool(told and is_true(told))
        release(session)
        return locked

    def _set_locked(self, locked: bool) -> None:
        if locked != self._is_locked:
            self._is_locked = locked
            (self.locked if locked else self.unlocked).emit()

    def sources(self) -> tuple[SignSource, ...]:
        return (self._state.source,)


_IDLE_HOW = "asked for the last key or click"


class MacIdle(IdleSigns):
    """The last key or click: macOS answers, and tells nothing by itself."""

    def __init__(self, libraries: Libraries | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._libraries = libraries or Libraries()
        self._state = _State(Sign.IDLE, "macOS last input", self.changed.emit)
        self._seconds: Callable[..., Any] | None = None

    def open(self) -> None:
        self._state.attempt(self._find, _IDLE_HOW)

    def _find(self) -> None:
        name = "CGEventSourceSecondsSinceLastEventType"
        self._seconds = self._libraries.function("CoreGraphics", name, c_double, c_int32, c_uint32)
        self._read()

    @property
    def must_be_asked(self) -> bool:
        return self.can_be_asked

    @property
    def can_be_asked(self) -> bool:
        """Also after an answer made no sense: the next may."""
        return self._seconds is not None

    def ask(self) -> None:
        self.answered.emit(self._state.attempt(self._read, _IDLE_HOW) if self.can_be_asked else None)

    def _read(self) -> timedelta:
        assert self._seconds is not None
        seconds = self._seconds(_HID_SYSTEM_STATE, _ANY_INPUT_EVENT)
        if not 0 <= seconds < _LONGEST:
            raise _Refused("macOS gave no sensible answer")
        return timedelta(seconds=seconds)

    def sources(self) -> tuple[SignSource, ...]:
        return (self._state.source,)
