"""The stretch in which the person is away: begun by the first sign, ended by a key or a click.

Rules: product contract, section 7. A value; every sign makes a new one.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from app.core.clock_steps import Move
from app.core.model import Cause, strongest

SURE = timedelta(seconds=2)
"""A key counts as after a sign when it came at least so much later: sources round, and a locking key is let go late."""
MINUTE = timedelta(minutes=1)


class Thresholds(NamedTuple):
    """From which length on a stretch of each cause is a gap. A step of the clock is one from a minute on."""

    idle: timedelta = 5 * MINUTE
    locked: timedelta = 5 * MINUTE
    asleep: timedelta = MINUTE
    closed: timedelta = MINUTE

    def of(self, cause: Cause) -> timedelta:
        lengths = {Cause.IDLE: self.idle, Cause.LOCKED: self.locked, Cause.ASLEEP: self.asleep}
        return (lengths | {Cause.CLOSED: self.closed}).get(cause, MINUTE)


class Stretch(NamedTuple):
    """Where it began, what it is due to, and the instant after which a key or click means that the person is back."""

    start: datetime
    causes: frozenset[Cause]
    quiet_since: datetime

    @property
    def cause(self) -> Cause:
        return strongest(self.causes)

    def gap_at(self, thresholds: Thresholds) -> datetime:
        """When it is as long as the smallest threshold among its causes."""
        return self.start + min(thresholds.of(cause) for cause in self.causes)


class Away(NamedTuple):
    """What the signs say: `holding` are those that still hold, `free_since` is when the last of them ended.

    `stretch` is None while the person is here.
    """

    holding: frozenset[Cause] = frozenset()
    free_since: datetime | None = None
    stretch: Stretch | None = None

    def begins(self, cause: Cause, at: datetime) -> "Away":
        """A sign that holds until `ends`; it may have begun before it was told."""
        return self._replace(holding=self.holding | {cause}, stretch=self._longer(cause, at))

    def ends(self, cause: Cause, at: datetime) -> "Away":
        """The stretch goes on until a key or click is seen; one before the end of a sleep is none."""
        stretch = self.stretch
        if stretch is not None and cause is Cause.ASLEEP:
            stretch = stretch._replace(quiet_since=at)
        return self._replace(holding=self.holding - {cause}, free_since=at, stretch=stretch)

    def quiet_for(self, length: timedelta, last: datetime, thresholds: Thresholds) -> "Away":
        """For so long there was no key and no click since `last`: the stretch began with it, or is found by it."""
        if length >= thresholds.idle:
            return self._replace(stretch=self._longer(Cause.IDLE, last))
        if self.stretch is not None and last < self.stretch.start:
            return self._replace(stretch=self.stretch._replace(start=last))
        return self

    def back_at(self, last: datetime | None) -> datetime | None:
        """When the person came back, told when the last key or click was; None while they are away.

        A `last` of None: nobody knows of keys here, so awake and unlocked is back.
        """
        if self.stretch is None or self.holding:
            return None
        free = self.free_since or self.stretch.start
        if last is None:
            return max(free, self.stretch.start)
        return max(free, last) if last >= self.stretch.quiet_since + SURE else None

    def here(self) -> "Away":
        """The person is back, or nothing is to be asked of the stretch any more."""
        return self._replace(free_since=None, stretch=None)

    def from_now(self, now: datetime) -> "Away":
        """What still holds is a sign from now on: a session began, or a pause ended."""
        if not self.holding:
            return self.here()
        return self._replace(stretch=Stretch(now, self.holding, now))

    def moved(self, move: Move) -> "Away":
        """After a step of the clock."""
        free = None if self.free_since is None else move.applied(self.free_since)
        if self.stretch is None:
            return self._replace(free_since=free)
        start, quiet = move.applied(self.stretch.start), move.applied(self.stretch.quiet_since)
        return self._replace(free_since=free, stretch=self.stretch._replace(start=start, quiet_since=quiet))

    def _longer(self, cause: Cause, at: datetime) -> Stretch:
        if self.stretch is None:
            return Stretch(at, frozenset({cause}), at)
        start = min(self.stretch.start, at)
        return self.stretch._replace(start=start, causes=self.stretch.causes | {cause})
