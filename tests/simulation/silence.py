"""What keeps alerts back apart from a session's own mute, as the person knows it: it shares no code with the rules.

A quiet while of some length is lived through on the clock that never steps. Only where the clock was set while the
program was closed nobody can know better than the wall clock; one that then seems to begin later begins anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.simulation.world import World

QUIET, LEFT_ALONE = "quiet was on", "do-not-disturb was on"
LATE = {QUIET: "sent when quiet ended", LEFT_ALONE: "sent when do-not-disturb ended"}
DAY = timedelta(days=1)


@dataclass
class Silence:
    """`ended` is when some of it ended last."""

    world: World
    left_alone: bool = False
    ended: timedelta = timedelta()
    _since: timedelta = timedelta()
    _length: timedelta = timedelta()
    _until: timedelta | None = None
    _until_clock: datetime | None = None

    def keeps(self, length: timedelta) -> None:
        self.ends()
        self._since, self._length = self.world.steady, length
        self._until = self.world.steady + length

    def keeps_until_tomorrow(self) -> None:
        """The next time that the clock on the wall shows four in the morning."""
        self.ends()
        self._since = self.world.steady
        zone = ZoneInfo(self.world.zone)
        here = self.world.now().astimezone(zone)
        day = here.date() + (DAY if here.hour >= 4 else timedelta())
        self._until_clock = datetime(day.year, day.month, day.day, 4, tzinfo=zone)

    def ends(self) -> None:
        if self._lasts():
            self.ended = self.world.steady
        self._until = self._until_clock = None

    def leaves_alone(self, is_on: bool) -> None:
        if self.left_alone and not is_on:
            self.ended = self.world.steady
        self.left_alone = is_on

    def was_closed(self, steps: timedelta) -> None:
        """The wall clock was set by so much while the program did not run."""
        begins_later = self.world.steady - self._since + steps < timedelta()
        if begins_later and self._until is not None:
            self.keeps(self._length)
        elif begins_later and self._until_clock is not None:
            self.keeps_until_tomorrow()
        elif self._until is not None:
            self._until -= steps

    def reason(self) -> str:
        """Why nothing may be sent now; empty where it may."""
        if self._lasts():
            return QUIET
        return LEFT_ALONE if self.left_alone else ""

    def _lasts(self) -> bool:
        now, at = self.world.steady, self._until
        if self._until_clock is not None:
            at = now + (self._until_clock - self.world.now())
        if at is None:
            return False
        if now >= at:
            self.ended = max(self.ended, at)
            self._until = self._until_clock = None
            return False
        return True
