"""A person whom the program tells things, and who may not want to hear them: quiet, breaks, long work."""

from dataclasses import dataclass

from tests.fakes import MINUTE, SECOND
from tests.simulation.absence import Absent
from tests.simulation.account import ZERO
from tests.simulation.at_computer import HOUR


@dataclass
class Disturbed(Absent):
    """None of it changes what was worked."""

    def chooses(self) -> None:
        """In the morning; mostly the desktop does not keep everything away then."""
        self.tracker.choose(reminds=self.rng.random() < 0.5, breaks=self.rng.random() < 0.3)
        if self.rng.random() < 0.8:
            self.tracker.leave_alone(is_on=False)

    def wants_quiet(self) -> None:
        """For half an hour, an hour, until tomorrow, or no longer."""
        self.world.types()
        length = self.rng.choice((30 * MINUTE, 30 * MINUTE, HOUR, None, ZERO, ZERO))
        if length == ZERO:
            self.tracker.end_quiet()
        else:
            self.tracker.keep_quiet(length)

    def is_left_alone(self) -> None:
        """Do-not-disturb, mostly not for long."""
        self.tracker.leave_alone(is_on=True)
        self.world.types()
        self.tracker.live(self.span(SECOND, 40 * MINUTE))
        if self.rng.random() < 0.8:
            self.tracker.leave_alone(is_on=False)

    def works_long(self) -> None:
        self.world.types()
        self.tracker.live(self.span(HOUR, 5 * HOUR))

    def takes_a_break(self) -> None:
        """And lets it run out, asleep or with the program closed too, or ends it."""
        self.tracker.start_break()
        for thing in self.rng.sample((self._looks_on, self._looks_on, self._shuts_down, self._sleeps_over_it), k=2):
            thing()
        more = self.rng.random()
        if more < 0.3:
            self.wants_quiet()
        elif more < 0.5:
            self.is_left_alone()
        elif more < 0.7:
            self.tracker.end_break()
        self.tracker.live(self.span(SECOND, self.rng.choice((50 * MINUTE, 50 * MINUTE, 3 * HOUR))))

    def _looks_on(self) -> None:
        self.tracker.live(self.span(SECOND, 4 * MINUTE))

    def _sleeps_over_it(self) -> None:
        self.world.sleep(self.span(SECOND, 20 * MINUTE))
        self.tracker.live(self.span(SECOND, 2 * MINUTE))

    def _shuts_down(self) -> None:
        """Nothing runs; the clock may be set meanwhile."""
        self.tracker.kill(quits=self.rng.random() < 0.5)
        self.world.advance(self.span(SECOND, 10 * MINUTE))
        if self.rng.random() < 0.1:
            self.wrong += (step := self._step())
            self.world.step(step)
        self.tracker.open()
