"""A break: a countdown between sessions, no session and in no total. It runs on through sleep."""

from datetime import datetime, timedelta
from typing import NamedTuple

from app.core.timing import ZERO


class Break(NamedTuple):
    """From `start` on, for `length`."""

    start: datetime
    length: timedelta
    is_long: bool = False

    @property
    def end(self) -> datetime:
        return self.start + self.length

    def runs(self, now: datetime) -> bool:
        return now < self.end

    def left(self, now: datetime) -> timedelta:
        return max(self.end - now, ZERO)

    def share(self, now: datetime) -> float:
        """How much of it is over, 0 to 1."""
        return 1 - min(self.left(now) / self.length, 1.0)


class BreakRules(NamedTuple):
    """The person's choices. `long_after` sessions a break is the long one; `by_itself` begins one after each stop."""

    length: timedelta = timedelta(minutes=5)
    long_length: timedelta = timedelta(minutes=15)
    long_after: int = 4
    by_itself: bool = False

    def begin(self, now: datetime, sessions: int) -> Break:
        """The break that begins now; `sessions` have ended since the last long one."""
        is_long = sessions >= self.long_after
        return Break(now, self.long_length if is_long else self.length, is_long)
