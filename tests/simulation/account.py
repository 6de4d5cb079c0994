"""What was really worked, kept on a clock that never steps: it shares no code with the rules that it is held against.

It knows the readings of the wall clock where the contract itself speaks of readings, and only there:

- an untold sleep is known by its length only, and taken to begin when the clocks were last read;
- the stretch in which the program was closed begins at the last heartbeat, and is as long as the wall clock says:
  shorter than a minute it counts as worked, below zero it was no time at all;
- a gap that the person keeps counts as long as it was told, with the steps of the clock that lie in it (`extra`);
- the person is back at the last key that a source saw when it was asked.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.core.model import Answer, Cause, Gap, Session, Verdict
from tests.fakes import MINUTE

ZERO = timedelta()
Shape = list[tuple[timedelta, Cause, Verdict]]


@dataclass
class Stretch:
    """From when to when the person did something else; `extra` is what the clock was set forward in it, or back."""

    start: timedelta
    end: timedelta | None
    cause: Cause
    verdict: Verdict = Verdict.UNDECIDED
    extra: timedelta = ZERO

    @property
    def really(self) -> timedelta:
        return (self.end or self.start) - self.start

    @property
    def told(self) -> timedelta:
        return self.really + self.extra


@dataclass
class Lived:
    """A session as the person lived it; `shows` is what the wall clock says of its start."""

    start: timedelta
    shows: datetime
    day: date | None
    """The day it began on, None where the wall clock was wrong then, or a split made it."""
    end: timedelta | None = None
    stretches: list[Stretch] = field(default_factory=list)
    extras: list[tuple[timedelta, timedelta]] = field(default_factory=list)
    """Where the wall clock tells more than was lived, outside of all stretches, and how much."""
    showed: datetime | None = None
    """What the wall clock showed when it began."""

    @property
    def is_in_place(self) -> bool:
        """Whether what moved it was taken back."""
        return self.shows == self.showed

    @property
    def worked(self) -> timedelta:
        out = sum((s.really for s in self.stretches if s.verdict is not Verdict.KEPT), ZERO)
        told = sum((s.extra for s in self.stretches if s.verdict is Verdict.KEPT), self.extra)
        return (self.end or self.start) - self.start - out + told

    @property
    def extra(self) -> timedelta:
        return sum((amount for _at, amount in self.extras), ZERO)

    @property
    def lasted(self) -> timedelta:
        """From start to end, as the wall clock tells it."""
        return (self.end or self.start) - self.start + sum((s.extra for s in self.stretches), self.extra)

    @property
    def shape(self) -> Shape:
        return [(s.told, s.cause, s.verdict) for s in self.stretches]


def gaps_of(session: Session) -> list[Gap]:
    """Those that are not empty: a step back may have left nothing of one."""
    return [gap for gap in session.gaps if gap.end != gap.start]


def shape_of(session: Session) -> Shape:
    """The lengths of its gaps, to be held against the account."""
    return [((gap.end or gap.start) - gap.start, gap.cause, gap.verdict) for gap in gaps_of(session)]


@dataclass
class Account:
    """Every session by its key; `active` is the one that runs."""

    sessions: dict[int, Lived] = field(default_factory=dict)
    active: int | None = None
    _stepped: int | None = None
    """The session that went through the last step: what is known of its steps is forgotten with another's first."""
    _forward: list[tuple[Stretch, timedelta, timedelta]] = field(default_factory=list)
    """Where each step forward lies, how long it is, and when it was seen."""
    _moved: timedelta = ZERO

    @property
    def running(self) -> Lived:
        assert self.active is not None
        return self.sessions[self.active]

    @property
    def worked(self) -> timedelta:
        return sum((lived.worked for lived in self.sessions.values()), ZERO)

    def starts(self, key: int, at: timedelta, shows: datetime, day: date | None) -> None:
        self.sessions[key] = Lived(at, shows, day, showed=shows)
        self.active = key

    def stops(self, at: timedelta) -> None:
        self.running.end = at
        self.active = None

    def drop_empty(self) -> None:
        """A step back may leave nothing of a stretch on the wall clock; it was no work all the same."""
        lived = self.running
        empty = [s for s in lived.stretches if s.end is not None and not s.told]
        lived.stretches = [s for s in lived.stretches if s.end is None or s.told]
        lived.extras += [(s.start, s.extra) for s in empty]

    def leaves_out(self, stretch: Stretch) -> Stretch:
        """In the order in which they began."""
        self.running.stretches.append(stretch)
        return stretch

    def steps(self, by: timedelta, at: timedelta, inside: Stretch | None) -> None:
        """The wall clock was set while the program looked on; `inside` is the gap that was open then."""
        self._remembers()
        if by > ZERO:
            self._steps_forward(by, at, inside)
        else:
            self._steps_back(-by)

    def was_closed(self, seen: timedelta, opened: timedelta, steps: timedelta, inside: Stretch | None) -> None:
        """The program did not run between these instants, and the wall clock was set by `steps` meanwhile."""
        self._remembers()
        lived, told = self.running, opened - seen + steps
        if told < ZERO:
            self._steps_back(-told)
            if inside is None:
                lived.extras.append((seen, seen - opened))
            else:
                inside.extra -= opened - seen
        elif inside is not None:
            inside.extra += steps
            if inside.cause is not Cause.PAUSE and told >= MINUTE:
                inside.cause, inside.end = Cause.CLOSED, opened
        elif told >= MINUTE:
            self.leaves_out(Stretch(seen, opened, Cause.CLOSED, extra=steps))
        else:
            lived.extras.append((seen, steps))

    def answers(self, key: int, number: int, said: Answer, second: int | None) -> None:
        """`number` counts the stretches of that session; `second` is the key of what a split made."""
        lived = self.sessions[key]
        stretch = lived.stretches[number]
        if said in (Answer.KEEP, Answer.DISCARD):
            stretch.verdict = Verdict.KEPT if said is Answer.KEEP else Verdict.DISCARDED
            return
        was_active, later = key == self.active, lived.stretches[number + 1 :]
        extras = [extra for extra in lived.extras if extra[0] >= stretch.start]
        lived.extras = [extra for extra in lived.extras if extra[0] < stretch.start]
        before, end = lived.stretches[:number], lived.end
        lived.stretches, lived.end = before, stretch.start
        if second is not None and stretch.end is not None:
            shows = lived.shows + lived.lasted + stretch.told
            self.sessions[second] = Lived(stretch.end, shows, None, end, later, extras)
        if was_active:
            self.active = second

    def absorbs(self, gap: Stretch) -> None:
        """Steps of the clock that were seen inside a stretch are part of its gap."""
        for other in [s for s in self.running.stretches if s is not gap and s.start > gap.start]:
            gap.extra += other.extra
            gap.cause = Cause.CLOCK if gap.cause is Cause.IDLE else gap.cause
            self.running.stretches = [s for s in self.running.stretches if s is not other]
            self._forward = [(gap if s is other else s, by, at) for s, by, at in self._forward]

    def lets_go(self, gap: Stretch, end: timedelta) -> None:
        """The gap ends, or ended nowhere: steps that were seen after `end` are gaps of their own."""
        for number, (stretch, by, at) in enumerate(self._forward):
            if stretch is gap and at > end:
                gap.extra -= by
                own = self.leaves_out(Stretch(at, at, Cause.CLOCK, extra=by))
                self._forward[number] = own, by, at

    def picture(self, key: int) -> "Account":
        """That session, the active one, and what is known of the clock: to be put back by an undo."""
        kept = {each: lived for each, lived in self.sessions.items() if each in (key, self.active)}
        return deepcopy(Account(kept, self.active, self._stepped, self._forward, self._moved))

    def puts_back(self, picture: "Account", second: int | None) -> None:
        self.sessions |= picture.sessions
        if second is not None:
            del self.sessions[second]
        self.active, self._stepped = picture.active, picture._stepped
        self._forward, self._moved = picture._forward, picture._moved

    def _remembers(self) -> None:
        if self._stepped != self.active:
            self._stepped, self._forward, self._moved = self.active, [], ZERO

    def _moves(self, by: timedelta) -> None:
        self._moved += by
        self.running.shows += by

    def _steps_forward(self, by: timedelta, at: timedelta, inside: Stretch | None) -> None:
        back = min(by, max(-self._moved, ZERO))
        rest = by - back
        if rest < MINUTE:
            self._moves(by)
            return
        self._moves(back)
        if inside is None:
            inside = self.leaves_out(Stretch(at, at, Cause.CLOCK))
        elif inside.cause is Cause.IDLE:
            inside.cause = Cause.CLOCK
        inside.extra += rest
        self._forward.append((inside, rest, at))

    def _steps_back(self, by: timedelta) -> None:
        """What was decided keeps its length; a pause never asks for a decision."""
        while by and self._forward:
            stretch, length, at = self._forward.pop()
            if stretch.verdict is not Verdict.UNDECIDED and stretch.cause is not Cause.PAUSE:
                continue
            taken = min(by, length)
            stretch.extra -= taken
            by -= taken
            if taken < length:
                self._forward.append((stretch, length - taken, at))
        self._moves(-by)
        self.drop_empty()
