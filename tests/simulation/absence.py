"""A person who leaves the computer, idle, locked or asleep, and what the contract makes of it."""

from dataclasses import dataclass
from datetime import timedelta

from app.core.model import Cause
from tests.fakes import MINUTE, SECOND
from tests.simulation.account import ZERO, Stretch
from tests.simulation.at_computer import HOUR, IDLE, SETTLED, AtComputer
from tests.simulation.tracker import Source


@dataclass
class Absent(AtComputer):
    """Where the stretch begins and ends is worked out from what happened, not from what the program made of it."""

    _told_idle: bool = False
    _gap: Stretch | None = None
    """The stretch the person is away in, once it is known to be a gap."""
    _back: timedelta = ZERO
    _asked_before_back: int = 0
    _free: timedelta = ZERO
    _woke: timedelta = ZERO

    def goes_away(self) -> None:
        """The first sign begins the stretch, and it ends when the computer is awake and unlocked and a key was seen."""
        self.world.rests()
        last_key, source, asked_before = self.world.last_key, self.tracker.source, len(self.world.asked)
        self._told_idle, self._gap = False, None
        quiet = self.rng.choice((ZERO, self.span(SECOND, 30 * MINUTE)))
        locks, sleeps = self.rng.choice(((True, False), (True, True), (False, True), (False, True), (False, False)))
        self._keeps_quiet(quiet if locks or sleeps else self.span(SECOND, 30 * MINUTE), last_key)
        first = self.world.steady
        if locks and self._is_locked_away(first, last_key):
            return
        wakes = first
        if sleeps:
            begins, wakes = self._sleeps_inside(locks=locks)
            first = first if locks else begins
            self._keeps_quiet(self.span(3 * SECOND, 8 * MINUTE if locks else 3 * MINUTE), last_key, tells=locks)
        self._comes_back(locks=locks)
        # what the contract makes of it
        if source is Source.ASKED:
            known = self._woke if sleeps and not locks else ZERO  # a sleep that nothing told is found after it
            away = self.world.asked[asked_before : self._asked_before_back]
            if any(at >= known or at - last_key >= IDLE for at, _key in away):
                if sleeps and not locks and last_key >= wakes + 2 * SECOND:
                    return  # a short sleep, taken to have come before keys that it came after
                first = min(first, last_key)
            if not locks and not sleeps and not self._was_noticed(last_key, asked_before):
                return
            seen = (key for at, key in self.world.asked[self._asked_before_back :] if at >= self._free)
            end = next(key for key in seen if key >= self._back)
        elif source is Source.TELLS and self._told_idle:
            first, end = min(first, last_key), self._back
        elif locks or sleeps:
            end = wakes
        else:
            return
        end = max(end, self._free) if locks else end
        cause = Cause.ASLEEP if sleeps else Cause.LOCKED if locks else Cause.IDLE
        if self._gap is not None:
            self._gap.start, self._gap.end, self._gap.cause = first, end, cause
        elif end - first >= (MINUTE if sleeps else IDLE):
            self.account.leaves_out(Stretch(first, end, cause))

    def _is_locked_away(self, first: timedelta, last_key: timedelta) -> bool:
        """Whether the program ended meanwhile: then its next start found the person there."""
        self.tracker.lock()
        self._keeps_quiet(self.span(SECOND, 20 * MINUTE), last_key)
        more = self.rng.random()
        if more > 0.4:
            return False
        self._keeps_quiet(IDLE, last_key)
        began = last_key if self.tracker.source is not Source.NONE else first
        self._gap = gap = self.account.leaves_out(Stretch(began, None, Cause.LOCKED))
        if more > 0.2:
            self.sets_clock()
            return False
        self.closes()
        gap.end = gap.end or self.world.steady
        self.tracker.live(SETTLED)
        return True

    def _sleeps_inside(self, *, locks: bool) -> tuple[timedelta, timedelta]:
        """From when to when, as it can be known: one that nothing tells is found by the next reading of the clocks.

        What the wall clock was set by between the same two readings came after the sleep.
        """
        span = self.rng.choice((self.span(3 * SECOND, 2 * MINUTE), self.span(MINUTE, 14 * HOUR)))
        if self.rng.random() < 0.5:
            begins = self.world.steady
            self.tracker.sleep(span, ZERO)
            self._woke = begins + span
            return begins, begins + span
        begins = self.world.last_read
        self.world.sleep(span)
        self._woke = self.world.steady
        if self.clock_errs and span >= MINUTE and self.rng.random() < 0.3:
            goes_on = locks or self._told_idle or self.tracker.source is Source.ASKED
            if self._gap is None:
                self._gap = self.account.leaves_out(Stretch(begins, None if goes_on else begins + span, Cause.ASLEEP))
            self._set_clock(self._step())
        return begins, begins + span

    def _comes_back(self, *, locks: bool) -> None:
        """A key, then the screen is unlocked with some more of them."""
        self._back, self._asked_before_back = self.world.steady, len(self.world.asked)
        self.world.types()
        if self._told_idle:
            self.tracker.came_back()
        if locks:
            self.tracker.live(5 * SECOND)
            self.tracker.unlock()
        self._free = self.world.steady
        self.tracker.live(SETTLED)

    def _was_noticed(self, last_key: timedelta, asked_before: int) -> bool:
        """Whether somebody asked when there was no key for five minutes; that must be within 15 s."""
        noticed = any(at - last_key >= IDLE for at, _key in self.world.asked[asked_before : self._asked_before_back])
        assert noticed or self._back - last_key < IDLE + 15 * SECOND
        return noticed

    def _keeps_quiet(self, span: timedelta, last_key: timedelta, *, tells: bool = True) -> None:
        """No key for so long; a source that tells by itself does so after five minutes."""
        since = self.world.steady - last_key
        if tells and self.tracker.source is Source.TELLS and not self._told_idle and since + span >= IDLE:
            until = max(IDLE - since, ZERO)
            self.tracker.live(until)
            self.tracker.went_idle(self.world.steady - last_key)
            self._told_idle = True
            span -= until
        self.tracker.live(span)
