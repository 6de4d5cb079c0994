"""A person at a computer: its wall clock is set wrong and right, and the program ends and is started again."""

import random
from dataclasses import dataclass
from datetime import timedelta

from tests.fakes import MINUTE, SECOND
from tests.simulation.account import ZERO, Account
from tests.simulation.tracker import Tracker
from tests.simulation.world import World

HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE
IDLE = 5 * MINUTE
SETTLED = 90 * SECOND
"""So long after a change every clock was read and every source was asked."""


@dataclass
class AtComputer:
    """What happens is told to the tracker and to the account."""

    rng: random.Random
    world: World
    tracker: Tracker
    account: Account
    wrong: timedelta = ZERO
    """By how much the wall clock is wrong."""
    clock_errs: bool = True
    """Whether it is set wrong today."""

    def closes(self) -> None:
        """A crash or a quit, and a start of the program some time later, the clock as it was or set meanwhile."""
        inside = next((s for s in self.account.running.stretches if s.end is None), None)
        seen = self.world.steady - self.tracker.kill(quits=self.rng.random() < 0.5)
        self.world.rests()
        self.world.advance(self.span(SECOND, 2 * MINUTE))
        steps = self._step() if self.rng.random() < 0.2 else ZERO
        self.world.step(steps)
        self.wrong += steps
        self.world.sleep(self.rng.choice((ZERO, ZERO, self.span(SECOND, 9 * HOUR))))
        self.world.types()
        self.account.was_closed(seen, self.world.steady, steps, inside)
        self.tracker.open()

    def sets_clock(self) -> None:
        """Wrong, and mostly right again a little later."""
        self._set_clock(self._step())
        if self.rng.random() < 0.3:
            self._set_clock(self._step())
        if self.rng.random() < 0.8:
            self._set_clock(-self.wrong)

    def _set_clock(self, by: timedelta) -> None:
        """And time goes by until it is seen."""
        if abs(by) < 2 * SECOND:
            return
        inside = next((s for s in self.account.running.stretches if s.end is None), None)
        self.world.step(by)
        self.wrong += by
        self.tracker.live(SETTLED)
        self.account.steps(by, self.world.step_seen, inside)

    def _step(self) -> timedelta:
        """By seconds, minutes, hours, days or years."""
        if not self.clock_errs:
            return ZERO
        longest = self.rng.choice((MINUTE, HOUR, 12 * HOUR, 30 * DAY, 3000 * DAY))
        return self.rng.choice((1, -1)) * self.span(2 * SECOND, longest)

    def span(self, shortest: timedelta, longest: timedelta) -> timedelta:
        """Whole milliseconds."""
        ms = timedelta(milliseconds=1)
        return self.rng.randint(shortest // ms, longest // ms) * ms
