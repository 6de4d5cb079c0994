"""The computer the person sits at: three clocks, a zone with daylight saving, and a keyboard."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.core.clock import LocalTime, Reading
from tests.fakes import SECOND, FakeClock

BETWEEN_KEYS = 40 * SECOND
"""While the person types, a key comes that often."""


class World(FakeClock):
    """`steady` is the time that really went by: it never steps, and runs on in sleep."""

    def __init__(self, now: datetime, zone: str) -> None:
        super().__init__(now, zone)
        self.last_read = timedelta()
        self.asked: list[tuple[timedelta, timedelta]] = []
        """When somebody asked for the last key, and when that was."""
        self.step_seen = timedelta()
        """When the clocks were first read after the wall clock was set last."""
        self.stepped = -BETWEEN_KEYS
        """When the wall clock was set last."""
        self.woke = self.wake_seen = timedelta()
        """When the computer woke last, and when the clocks were first read after it."""
        self.ahead_seen = self.ahead
        self._is_new_step = False
        self._slept_seen = timedelta()
        self._last_key = timedelta()
        self._is_typing = False

    @property
    def awake(self) -> timedelta:
        return self._awake

    @property
    def steady(self) -> timedelta:
        return self._awake + self._slept

    @property
    def ahead(self) -> datetime:
        """What the wall clock showed when the steady clock began, as it is set now."""
        return self.now() - self.steady

    def read(self) -> Reading:
        self.last_read, self.ahead_seen = self.steady, self.ahead
        if self._slept - self._slept_seen >= 2 * SECOND:
            self.wake_seen = self.steady
        self._slept_seen = self._slept
        if self._is_new_step:
            self._is_new_step, self.step_seen = False, self.steady
        return super().read()

    def step(self, span: timedelta) -> None:
        super().step(span)
        if span:
            self._is_new_step, self.stepped = True, self.steady

    def sleep(self, span: timedelta) -> None:
        super().sleep(span)
        if span:
            self.woke = self.steady

    def local(self, instant: datetime) -> LocalTime:
        return LocalTime(self.zone, instant.astimezone(ZoneInfo(self.zone)).utcoffset() or timedelta())

    @property
    def last_key(self) -> timedelta:
        """When the last key was pressed, on the steady clock."""
        if not self._is_typing:
            return self._last_key
        return self.steady - (self.steady - self._last_key) % BETWEEN_KEYS

    def types(self) -> None:
        """A key now, and more from now on."""
        self._last_key, self._is_typing = self.steady, True

    def rests(self) -> None:
        self._last_key, self._is_typing = self.last_key, False

    def quiet(self) -> timedelta:
        """The answer of a source that is asked: for how long there was no key."""
        self.asked.append((self.steady, self.last_key))
        return self.steady - self.last_key
