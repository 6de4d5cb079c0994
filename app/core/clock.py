"""The one place that reads the time: the wall clock, one that stands still in sleep, one that runs on through it."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

_ZONES = Path("/usr/share/zoneinfo")


def to_milliseconds(instant: datetime) -> datetime:
    """The instant cut to the whole milliseconds that the file keeps."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


class Reading(NamedTuple):
    """The three clocks, read together.

    `wall` is an aware UTC instant in whole milliseconds. `awake` stands still while the computer sleeps and `passed`
    runs on; both count from an instant that nobody knows, and only what they grew by means something.
    """

    wall: datetime
    awake: timedelta
    passed: timedelta


class LocalTime(NamedTuple):
    """How an instant is told on the clocks of a place.

    `zone` is the IANA name, or `UTC+03:00` where the system has none; `offset` is east of UTC.
    """

    zone: str
    offset: timedelta


class Moment(NamedTuple):
    """When something was asked for, and the person's clock then."""

    now: datetime
    local: LocalTime


class Clock(Protocol):
    """What `control` asks for the time."""

    def now(self) -> datetime:
        """The wall clock: an aware UTC instant in whole milliseconds."""
        ...

    def read(self) -> Reading:
        """The three clocks."""
        ...

    def local(self, instant: datetime) -> LocalTime:
        """The zone the person is in now, and its offset at `instant`."""
        ...


class SystemClock:
    """The computer's own clock and zone."""

    def now(self) -> datetime:
        return to_milliseconds(datetime.now(UTC))

    def read(self) -> Reading:
        awake, passed = _running_clocks()
        return Reading(self.now(), awake, passed)

    def local(self, instant: datetime) -> LocalTime:
        if hasattr(time, "tzset"):
            time.tzset()  # the C library keeps the zone it saw first; this looks whether it changed
        offset = instant.astimezone().utcoffset() or timedelta()
        return LocalTime(_system_zone() or offset_name(offset), offset)


def _running_clocks() -> tuple[timedelta, timedelta]:
    """The clock that stands still in sleep, and the one that runs on.

    Linux: clock_gettime(2). macOS: clock_gettime(3), where CLOCK_MONOTONIC_RAW runs on and CLOCK_UPTIME_RAW does not.
    Windows: QueryUnbiasedInterruptTime and GetTickCount64 of kernel32.
    """
    if hasattr(time, "CLOCK_BOOTTIME"):
        return _clock("CLOCK_MONOTONIC"), _clock("CLOCK_BOOTTIME")
    if hasattr(time, "CLOCK_UPTIME_RAW"):
        return _clock("CLOCK_UPTIME_RAW"), _clock("CLOCK_MONOTONIC_RAW")
    return _windows_clocks()


def _clock(name: str) -> timedelta:
    return timedelta(seconds=time.clock_gettime(getattr(time, name)))


def _windows_clocks() -> tuple[timedelta, timedelta]:
    import ctypes

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.GetTickCount64.restype = ctypes.c_ulonglong
    unbiased = ctypes.c_ulonglong()
    kernel.QueryUnbiasedInterruptTime(ctypes.byref(unbiased))  # in 100 ns
    return timedelta(microseconds=unbiased.value / 10), timedelta(milliseconds=kernel.GetTickCount64())


def offset_name(offset: timedelta) -> str:
    """`UTC+03:00` for three hours east."""
    sign = "-" if offset < timedelta() else "+"
    minutes = round(abs(offset).total_seconds() / 60)
    return f"UTC{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def _system_zone() -> str | None:
    """The IANA name of the system's zone, or None where it has no such name.

    `TZ` wins over `/etc/localtime`, as tzset(3) says.
    """
    name = os.environ.get("TZ", "").removeprefix(":")
    if not name:
        try:
            name = os.path.realpath("/etc/localtime")
        except OSError:
            return None
    name = name.rpartition("zoneinfo/")[2] if name.startswith("/") else name
    return name if _is_zone_name(name) else None


def _is_zone_name(name: str) -> bool:
    parts = name.split("/")
    if not all(parts) or any(part.startswith(".") for part in parts):
        return False
    return (_ZONES / name).is_file() if _ZONES.is_dir() else name == "UTC" or len(parts) > 1
