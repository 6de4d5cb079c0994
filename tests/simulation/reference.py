"""What a person says and does, in any order, and what it must come to: the model of the stateful test.

The computer has a source of keys that must be asked. Whatever the person says is a click, and so a key.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.core.model import Answer, Cause, Verdict
from tests.fakes import MINUTE, SECOND
from tests.simulation.account import ZERO, Account, Shape, Stretch

IDLE = 5 * MINUTE
_WEAKEST_FIRST = (Cause.IDLE, Cause.CLOCK, Cause.LOCKED, Cause.ASLEEP, Cause.CLOSED)


@dataclass
class Trip:
    """The stretch in which the person is away; `gap` once it is in the account."""

    start: timedelta
    causes: set[Cause]
    quiet_since: timedelta
    free: timedelta
    gap: Stretch | None = None

    @property
    def shortest(self) -> timedelta:
        return MINUTE if Cause.ASLEEP in self.causes else IDLE

    @property
    def cause(self) -> Cause:
        return max(self.causes, key=_WEAKEST_FIRST.index)


@dataclass
class Step:
    """An answer that can be undone, with what it cut off."""

    key: int
    stretch: Stretch
    said: Answer
    verdict: Verdict
    end: timedelta | None
    was_active: bool
    at: timedelta
    second: int | None = None
    rest: list[Stretch] = field(default_factory=list)
    extras: list[tuple[timedelta, timedelta]] = field(default_factory=list)


@dataclass
class Reference:
    """An `Account` and where the person is now. All instants are on the clock that never steps."""

    account: Account = field(default_factory=Account)
    trip: Trip | None = None
    is_locked: bool = False
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    @property
    def pause(self) -> Stretch | None:
        stretches = self.account.running.stretches if self.account.active is not None else []
        return next((s for s in stretches if s.end is None and s.cause is Cause.PAUSE), None)

    @property
    def is_concerned(self) -> bool:
        return self.account.active is not None and self.pause is None

    # Signs

    def sign(self, cause: Cause, at: timedelta) -> None:
        if not self.is_concerned:
            return
        if self.trip is None:
            self.trip = Trip(at, set(), at, at)
        self.trip.start = min(self.trip.start, at)
        self.trip.causes.add(cause)

    def sign_of_lock(self, at: timedelta) -> None:
        self.is_locked = True
        self.sign(Cause.LOCKED, at)

    def slept(self, begins: timedelta, ends: timedelta) -> None:
        self.sign(Cause.ASLEEP, begins)
        if self.trip is not None:
            self.trip.quiet_since = self.trip.free = ends

    def unlocks(self, at: timedelta) -> None:
        self.is_locked = False
        if self.trip is not None:
            self.trip.free = at

    def asked(self, at: timedelta, key: timedelta) -> None:
        """The program asked for the last key."""
        trip = self.trip
        if not self.is_concerned:
            self.trip = None
        elif trip is not None and not self.is_locked and key >= trip.quiet_since + 2 * SECOND:
            self._ends_trip(trip, max(trip.free, key))
        elif at - key >= IDLE:
            self.sign(Cause.IDLE, key)
        elif trip is not None:
            trip.start = min(trip.start, key)

    def gap_open(self, now: timedelta) -> Stretch | None:
        """The gap that is open now: a pause, or a stretch that is long enough."""
        if self.pause is not None or self.trip is None:
            return self.pause
        trip = self.trip
        if trip.gap is None and self._told(trip, now) < trip.shortest:
            return None
        return self._gap_of(trip)

    def finds_back(self, gap: Stretch, at: timedelta) -> None:
        """A start of the program finds a gap open, and the person there; what the clock tells too short is none."""
        gap.end = at if gap.end is None else gap.end
        shortest = MINUTE if gap.cause is not Cause.LOCKED and gap.cause is not Cause.IDLE else IDLE
        if gap.told < shortest:
            lived = self.account.running
            lived.stretches = [each for each in lived.stretches if each is not gap]
            lived.extras.append((gap.start, gap.extra))

    def _ends_trip(self, trip: Trip, at: timedelta) -> None:
        self.trip = None
        if trip.gap is None and self._told(trip, at) < trip.shortest:
            return
        gap = self._gap_of(trip)
        gap.end = at
        self.account.lets_go(gap, at)
        if gap.told < trip.shortest:
            self.account.lets_go(gap, gap.start)
            self.account.running.stretches = [each for each in self.account.running.stretches if each is not gap]

    def _told(self, trip: Trip, now: timedelta) -> timedelta:
        """How long it is by the wall clock: with the steps that were seen inside it."""
        inside = (s.extra for s in self.account.running.stretches if trip.start < s.start <= now)
        return now - trip.start + sum(inside, ZERO)

    def _gap_of(self, trip: Trip) -> Stretch:
        """One stretch is one gap: what the clock was set forward in it is part of it."""
        if trip.gap is None:
            trip.gap = self.account.leaves_out(Stretch(trip.start, None, trip.cause))
        trip.gap.start = min(trip.gap.start, trip.start)
        trip.gap.cause = max(trip.gap.cause, trip.cause, key=_WEAKEST_FIRST.index)
        self.account.absorbs(trip.gap)
        return trip.gap

    # What the person says

    def starts(self, key: int, at: timedelta, shows: datetime) -> None:
        self.account.starts(key, at, shows, None)
        self.trip = None

    def stops(self, at: timedelta) -> None:
        if gap := self.gap_open(at):
            gap.end = at
        self.account.stops(at)
        self.trip = None

    def pauses(self, at: timedelta) -> None:
        if gap := self.gap_open(at):
            gap.end = at
        self.trip = None
        self.account.leaves_out(Stretch(at, None, Cause.PAUSE, Verdict.DISCARDED))

    def resumes(self, at: timedelta) -> None:
        if pause := self.pause:
            pause.end = at

    def answers(self, key: int, stretch: Stretch, said: Answer, second: int | None, at: timedelta) -> None:
        self.undone.clear()
        self._answers(key, stretch, said, second, at)

    def undoes(self, at: timedelta) -> None:
        """A session that runs again by it was not seen since the answer."""
        step = self.done.pop()
        lived = self.account.sessions[step.key]
        step.stretch.verdict = step.verdict
        if step.said in (Answer.STOP_THEN, Answer.SPLIT):
            rest, extras, end, is_active = step.rest, step.extras, step.end, step.was_active
            if step.second is not None:
                second = self.account.sessions.pop(step.second)
                rest, extras, end = [step.stretch, *second.stretches], second.extras, second.end
                is_active = self.account.active == step.second
            lived.stretches, lived.extras, lived.end = lived.stretches + rest, lived.extras + extras, end
            if is_active:
                self.account.active = step.key
            if is_active and step.second is None:
                self.account.was_closed(step.at, at, ZERO, None)
        self.undone.append(step)

    def redoes(self, second: int | None, at: timedelta) -> None:
        step = self.undone.pop()
        self._answers(step.key, step.stretch, step.said, second, at)

    def _answers(self, key: int, stretch: Stretch, said: Answer, second: int | None, at: timedelta) -> None:
        lived = self.account.sessions[key]
        number = next(n for n, each in enumerate(lived.stretches) if each is stretch)
        step = Step(key, stretch, said, stretch.verdict, lived.end, key == self.account.active, at, second)
        step.rest = lived.stretches[number:]
        step.extras = [extra for extra in lived.extras if extra[0] >= stretch.start]
        self.account.answers(key, number, said, second)
        self.done.append(step)

    # What must stand in the record

    def shape(self, key: int) -> Shape:
        """Of its gaps that have ended."""
        return [
            (s.told, s.cause, s.verdict) for s in self.account.sessions[key].stretches if s.end is not None and s.told
        ]

    def worked(self, now: timedelta) -> timedelta:
        return self._length(now, lambda s: s.verdict is not Verdict.KEPT)

    def timer(self, now: timedelta) -> timedelta:
        return self._length(
            now,
            lambda s: (
                s.verdict is Verdict.DISCARDED
                or (s.verdict is Verdict.UNDECIDED and s.cause not in (Cause.IDLE, Cause.PAUSE))
            ),
        )

    def _length(self, now: timedelta, is_out: Callable[[Stretch], bool]) -> timedelta:
        self.gap_open(now)
        lived = self.account.running
        told = {id(s): (now if s.end is None else s.end) - s.start + s.extra for s in lived.stretches}
        extras = sum((s.extra for s in lived.stretches), lived.extra)
        out = sum((told[id(s)] for s in lived.stretches if is_out(s)), ZERO)
        return now - lived.start + extras - out
