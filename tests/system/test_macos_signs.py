"""The signs of macOS, on a stand-in that is as strict about types as the functions it stands for."""

import ctypes
import gc
import math
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.signs import Sign, SignSource
from app.system.signs.macos import Libraries, MacIdle, MacLock, MacSleep

CAN_SLEEP, WILL_SLEEP, WILL_NOT_SLEEP, WILL_POWER_ON, HAS_POWERED_ON = (
    0xE000_0000 + n for n in (624, 640, 656, 800, 768)
)
ROOT_PORT, NOTIFICATION = 0x9103, 0x00AB_CDEF
PORT, SOURCE, LOOP, MODES, CENTER, SESSION, VALUE = (0x7FF8_4000_0000 + n for n in range(7))
TEXTS = 0x7FF8_5000_0000


class Function:
    """A function of a framework: takes what it was declared to take, gives what it was declared to give."""

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


class Elsewhere(Libraries):
    """A system that has none of it."""

    def load(self, name: str) -> Any:
        return ctypes.CDLL(f"{name}-that-no-system-has")


class Mac(Libraries):
    """A Mac whose screen is locked or not, and where nobody touched a key for some seconds."""

    PARTS = {
        "IOKit": "IOAllowPowerChange IORegisterForSystemPower IONotificationPortGetRunLoopSource",
        "CoreFoundation": (
            "CFRunLoopGetMain CFRunLoopAddSource CFStringCreateWithCString CFNotificationCenterGetDistributedCenter "
            "CFNotificationCenterAddObserver CFDictionaryGetValue CFBooleanGetValue CFRelease"
        ),
        "CoreGraphics": "CGSessionCopyCurrentDictionary CGEventSourceSecondsSinceLastEventType",
    }

    def __init__(self, *, missing: str = "", refuses: str = "") -> None:
        self.missing, self.refuses = missing, refuses
        self.is_locked = False
        self.seconds = 0.0
        self.calls: list[Any] = []
        self._texts: list[bytes] = []
        self._observers: dict[bytes, Callable[..., None]] = {}
        self._power: Callable[..., None]

    def load(self, name: str) -> Any:
        if name == self.missing:
            raise OSError(name)
        there = [part for part in self.PARTS[name].split() if part != self.missing]
        return SimpleNamespace(**{part: Function(self._refusing(part)) for part in there})

    def constant(self, library: str, name: str) -> int | None:
        if name == self.missing:
            return Elsewhere().constant(library, name)
        assert (library, name) == ("CoreFoundation", "kCFRunLoopCommonModes")
        return MODES

    def _refusing(self, name: str) -> Callable[..., Any]:
        return (lambda *_given: 0) if name == self.refuses else getattr(self, name)

    def power(self, message: int, argument: int = NOTIFICATION) -> None:
        self._power(None, 0x1203, message, argument)

    def post(self, name: bytes) -> None:
        self._observers[name](CENTER, 1, TEXTS, None, None)

    def IOAllowPowerChange(self, *given: int) -> int:
        self.calls.append(("allow", *given))
        return 0

    def IORegisterForSystemPower(self, refcon: None, port: Any, callback: Callable[..., None], notifier: Any) -> int:
        assert refcon is None
        port._obj.value = PORT
        notifier._obj.value = 0x1503
        self._power = callback_of(callback)
        self.calls.append("register")
        return ROOT_PORT

    def IONotificationPortGetRunLoopSource(self, port: ctypes.c_void_p) -> int:
        assert port.value == PORT
        return SOURCE

    def CFRunLoopGetMain(self) -> int:
        return LOOP

    def CFRunLoopAddSource(self, *given: int) -> None:
        assert given == (LOOP, SOURCE, MODES)
        self.calls.append("listen")

    def CFStringCreateWithCString(self, allocator: None, value: bytes, encoding: int) -> int:
        assert (allocator, encoding) == (None, 0x0800_0100)
        self._texts.append(value)
        return TEXTS + len(self._texts) - 1

    def CFNotificationCenterGetDistributedCenter(self) -> int:
        return CENTER

    def CFNotificationCenterAddObserver(self, *given: Any) -> None:
        center, observer, callback, name, sender, behaviour = given
        assert (center, bool(observer), sender, behaviour) == (CENTER, True, None, 4)
        self._observers[self._texts[name - TEXTS]] = callback_of(callback)

    def CGSessionCopyCurrentDictionary(self) -> int:
        return SESSION

    def CFDictionaryGetValue(self, dictionary: int, key: int) -> int:
        assert (dictionary, self._texts[key - TEXTS]) == (SESSION, b"CGSSessionScreenIsLocked")
        return VALUE if self.is_locked else 0

    def CFBooleanGetValue(self, value: int) -> int:
        assert value == VALUE
        return 1

    def CFRelease(self, *given: int) -> None:
        self.calls.append(("release", *given))

    def CGEventSourceSecondsSinceLastEventType(self, state: int, event: int) -> float:
        assert (state, event) == (1, 0xFFFF_FFFF)
        return self.seconds


def callback_of(callback: Any) -> Callable[..., None]:
    """A callback by its bare address, as the system keeps it: it does not keep it alive."""
    kind = type(callback)
    address = ctypes.cast(callback, ctypes.c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(kind._restype_, *kind._argtypes_)(address)


Signs = MacSleep | MacLock | MacIdle


def heard_of(signs: Signs, *names: str) -> list[Any]:
    """What the signals tell from now on."""
    heard: list[Any] = []
    for name in names:
        getattr(signs, name).connect(lambda *told, name=name: heard.append((name, *told) if told else name))
    return heard


def source_of(signs: Signs) -> tuple[bool | None, str]:
    (source,) = signs.sources()
    return source.works, source.why


# Sleep


def opened_sleep(system: Mac) -> tuple[MacSleep, list[Any]]:
    sleep = MacSleep(system)
    heard = heard_of(sleep, "going_to_sleep", "woke", "changed")
    sleep.open()
    return sleep, heard


def test_before_it_is_opened_nobody_knows_whether_sleep_is_told() -> None:
    assert MacSleep(Mac()).sources() == (SignSource(Sign.SLEEP, "macOS power messages", None, ""),)


def test_the_main_run_loop_listens_for_sleep() -> None:
    system = Mac()
    sleep, heard = opened_sleep(system)
    assert (system.calls, heard) == (["register", "listen"], ["changed"])
    why = "told before sleep and after it"
    assert sleep.sources() == (SignSource(Sign.SLEEP, "macOS power messages", True, why),)


def test_sleep_is_allowed_only_after_it_was_told() -> None:
    system = Mac()
    sleep, _heard = opened_sleep(system)
    sleep.going_to_sleep.connect(lambda: system.calls.append("told"))
    system.power(WILL_SLEEP)
    assert system.calls[2:] == ["told", ("allow", ROOT_PORT, NOTIFICATION)]


def test_sleep_that_is_only_asked_about_is_allowed_and_not_told() -> None:
    system = Mac()
    _sleep, heard = opened_sleep(system)
    system.power(CAN_SLEEP)
    system.power(WILL_NOT_SLEEP)
    assert (system.calls[2:], heard) == ([("allow", ROOT_PORT, NOTIFICATION)], ["changed"])


def test_waking_is_told_when_all_is_powered_and_not_answered() -> None:
    system = Mac()
    _sleep, heard = opened_sleep(system)
    for message in (HAS_POWERED_ON, WILL_SLEEP, WILL_SLEEP, WILL_POWER_ON, HAS_POWERED_ON, HAS_POWERED_ON):
        system.power(message)
    assert heard[1:] == ["going_to_sleep", "woke"]
    assert system.calls[2:] == [("allow", ROOT_PORT, NOTIFICATION)] * 2


def test_a_message_without_an_argument_is_answered_too() -> None:
    system = Mac()
    _sleep, _heard = opened_sleep(system)
    system.power(CAN_SLEEP, 0)
    assert system.calls[2:] == [("allow", ROOT_PORT, 0)]


def test_what_macos_calls_lives_as_long_as_the_one_who_asked_for_it() -> None:
    system = Mac()
    _sleep, heard = opened_sleep(system)
    gc.collect()
    system.power(WILL_SLEEP)
    assert heard[-1] == "going_to_sleep"


@pytest.mark.parametrize(
    ("system", "why"),
    [
        (Mac(refuses="IORegisterForSystemPower"), "macOS refused to tell of sleep"),
        (Mac(missing="IORegisterForSystemPower"), "this macOS has no IORegisterForSystemPower"),
        (Mac(missing="kCFRunLoopCommonModes"), "this macOS has no kCFRunLoopCommonModes"),
        (Mac(missing="IOKit"), "this macOS has no IOAllowPowerChange"),
    ],
)
def test_a_refusal_to_tell_of_sleep_is_said(system: Mac, why: str) -> None:
    sleep, heard = opened_sleep(system)
    assert (source_of(sleep), heard) == ((False, why), ["changed"])
    assert "register" not in system.calls, "who is registered and does not answer holds sleep up"


@pytest.mark.parametrize("kind", [MacSleep, MacLock, MacIdle])
def test_another_system_is_said_too(kind: type[Signs]) -> None:
    signs = kind(Elsewhere())
    signs.open()
    assert source_of(signs)[0] is False


# Lock


def opened_lock(system: Mac) -> tuple[MacLock, list[Any]]:
    lock = MacLock(system)
    heard = heard_of(lock, "locked", "unlocked", "changed")
    lock.open()
    return lock, heard


def test_the_lock_works_and_gives_back_what_it_was_given() -> None:
    system = Mac()
    lock, heard = opened_lock(system)
    assert (system.calls, heard) == ([("release", SESSION)], ["changed"])
    why = "told when the screen is locked and unlocked"
    assert lock.sources() == (SignSource(Sign.LOCK, "macOS screen lock", True, why),)


def test_the_lock_is_told_once_each() -> None:
    system = Mac()
    _lock, heard = opened_lock(system)
    gc.collect()
    for state in (b"Unlocked", b"Locked", b"Locked", b"Unlocked", b"Locked"):
        system.post(b"com.apple.screenIs" + state)
    assert heard[1:] == ["locked", "unlocked", "locked"]


def test_a_screen_that_is_locked_already_is_told() -> None:
    system = Mac()
    system.is_locked = True
    _lock, heard = opened_lock(system)
    system.post(b"com.apple.screenIsUnlocked")
    assert heard == ["changed", "locked", "unlocked"]


def test_the_lock_is_told_also_where_macos_does_not_say_how_it_stands() -> None:
    system = Mac(refuses="CGSessionCopyCurrentDictionary")
    lock, heard = opened_lock(system)
    assert (source_of(lock)[0], heard, system.calls) == (True, ["changed"], [])


@pytest.mark.parametrize(
    ("system", "why"),
    [
        (Mac(refuses="CFNotificationCenterGetDistributedCenter"), "macOS has no center for notifications"),
        (Mac(refuses="CFStringCreateWithCString"), "macOS refused a text"),
        (Mac(missing="CoreFoundation"), "this macOS has no CFNotificationCenterGetDistributedCenter"),
    ],
)
def test_a_refusal_to_tell_of_the_lock_is_said(system: Mac, why: str) -> None:
    lock, heard = opened_lock(system)
    assert (source_of(lock), heard) == ((False, why), ["changed"])


# Idle


def opened_idle(system: Mac) -> tuple[MacIdle, list[Any]]:
    idle = MacIdle(system)
    heard = heard_of(idle, "went_idle", "came_back", "answered", "changed")
    idle.open()
    return idle, heard


def test_before_it_is_opened_idle_can_not_be_asked() -> None:
    idle = MacIdle(Mac())
    heard = heard_of(idle, "answered")
    idle.ask()
    assert (idle.can_be_asked, idle.must_be_asked, heard) == (False, False, [("answered", None)])


def test_idle_can_be_asked_and_must_be() -> None:
    idle, heard = opened_idle(Mac())
    assert (idle.can_be_asked, idle.must_be_asked, heard) == (True, True, ["changed"])
    why = "asked for the last key or click"
    assert idle.sources() == (SignSource(Sign.IDLE, "macOS last input", True, why),)


def test_idle_answers_at_once_and_tells_nothing_by_itself() -> None:
    system = Mac()
    idle, heard = opened_idle(system)
    idle.watch(timedelta(minutes=5))
    system.seconds = 600.25
    idle.ask()
    assert heard[1:] == [("answered", timedelta(seconds=600.25))]


@pytest.mark.parametrize("seconds", [-1.0, math.nan, math.inf, 1e300])
def test_an_answer_without_sense_is_said_until_the_next_that_has_some(seconds: float) -> None:
    system = Mac()
    idle, heard = opened_idle(system)
    before = source_of(idle)
    system.seconds = seconds
    idle.ask()
    assert source_of(idle) == (False, "macOS gave no sensible answer")
    system.seconds = 2.0
    idle.ask()
    told = ["changed", ("answered", None), "changed", ("answered", timedelta(seconds=2))]
    assert (source_of(idle), heard[1:]) == (before, told)


def test_idle_that_can_not_be_asked_is_said() -> None:
    idle, heard = opened_idle(Mac(missing="CGEventSourceSecondsSinceLastEventType"))
    assert (idle.can_be_asked, idle.must_be_asked, heard) == (False, False, ["changed"])
    assert source_of(idle) == (False, "this macOS has no CGEventSourceSecondsSinceLastEventType")
