"""Which alerts must go out and when, told once more from the contract: it shares no code with the rules it is held to.

Everything is on the clock that never steps. What the program knows of a session, a `Picture`, is given each time that
it looks: which stretches there are is proven by `account.py`, and that a stretch was not known of before it was long
enough is no fault of an alert. So a stretch, a verdict or a longer plan may move what comes due at any look.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from tests.simulation.silence import LATE

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ZERO = timedelta()
ALMOST, UP, OVER, STILL = "Time almost up", "Time is up", "Overtime", "Still working?"
BREAK, NOTHING = "Break is over", "No session running"
_LOUDER = (ALMOST, OVER, STILL, UP)
"""Of two that are due at one instant the later one here is heard."""
MUTED, PROJECT, TAG = "session muted", "no alerts for its project", "no alerts for one of its tags"
OVERTAKEN, UNTRUE = "another alert said it already", "no longer true when it could be sent"
TOLD, PASSED = "told before the time was changed", "its time had passed when the time was changed"
HELD = {MUTED, PROJECT, TAG, OVERTAKEN, UNTRUE, TOLD, PASSED, *LATE}
"""The reasons an alert may be held for."""
PATIENCE = MINUTE
"""A timer stands still in sleep: so long after it at most the clocks are read again."""

Hours = Iterable[tuple[timedelta, timedelta]]


class Due(NamedTuple):
    """An alert and its instant."""

    kind: str
    at: timedelta


class Fate(NamedTuple):
    """What must become of an alert: sent, or held for a reason; `reason` of a sent one says why it is late."""

    sent: timedelta | None
    reason: str = ""


class Picture(NamedTuple):
    """What the program knows of the running session; `still` is where its timer stands."""

    start: timedelta
    planned: timedelta
    muted: bool
    kept_back: str
    """Why there are no alerts for its project or a tag; empty where there are."""
    still: tuple[tuple[timedelta, timedelta | None], ...]

    def shows(self, at: timedelta) -> timedelta:
        """What the timer shows then."""
        stood = (min(end or at, at) - begin for begin, end in self.still if begin < at)
        return at - self.start - sum(stood, ZERO)

    def reaches(self, amount: timedelta) -> timedelta | None:
        """When the timer shows so much first; None where it stands until further notice."""
        at = self.start + amount
        for begin, end in self.still:
            if at <= begin:
                break
            if end is None:
                return None
            at += end - begin
        return at


@dataclass
class Look:
    """One time that the program could act.

    `changed`: the picture just changed, maybe not for the last time at this instant; `before` is when it last had not.
    """

    at: timedelta
    before: timedelta
    changed: bool
    silence: str
    """Why nothing may be sent, the session itself aside."""
    silence_ended: timedelta
    up_since: timedelta
    """Since when the computer is awake and the program open."""

    @property
    def is_first_up(self) -> bool:
        """Whether it is the first since then, soon enough."""
        return self.before <= self.up_since and self.at - self.up_since <= PATIENCE


@dataclass
class Told:
    """The alerts of one session, or of the time between two."""

    fates: dict[Due, Fate] = field(default_factory=dict)
    flaws: list[str] = field(default_factory=list)
    sent: list[tuple[Due, timedelta]] = field(default_factory=list)
    """In order, with the instant."""
    late: int = 0

    def looks(self, look: Look, picture: Picture) -> None:
        """What must happen now in a session."""
        due = sorted(self._session_due(look, picture), key=lambda d: (d.at, _LOUDER.index(d.kind)))
        up = picture.shows(look.at) >= picture.planned
        self._settles(look, due, lambda d: self._why_not(look, picture, d), lambda d: d.kind != ALMOST or not up)

    def looks_between(self, look: Look, due: list[Due]) -> None:
        """What must happen now where no session runs."""
        self._settles(look, sorted(due, key=lambda d: d.at), lambda _due: look.silence, lambda _due: True)

    def is_waiting(self, due: Due) -> bool:
        """Whether it was held by something that ends."""
        fate = self.fates.get(due)
        return fate is not None and fate.sent is None and fate.reason in LATE

    def newest(self, kind: str) -> timedelta | None:
        return max((due.at for due in self.fates if due.kind == kind), default=None)

    def _session_due(self, look: Look, picture: Picture) -> Iterator[Due]:
        once = {UP: picture.planned, STILL: 4 * HOUR}
        if picture.planned >= 10 * MINUTE:
            once[ALMOST] = picture.planned - 5 * MINUTE
        for kind, amount in once.items():
            at = picture.reaches(amount)
            is_asked = kind == STILL and any(d.kind == STILL and f.sent is not None for d, f in self.fates.items())
            if at is not None and at <= look.at and not is_asked:
                yield Due(kind, at)
        newest, amount, passed = self.newest(OVER), picture.planned, []
        while (at := picture.reaches(amount := amount + 10 * MINUTE)) is not None and at <= look.at:
            if newest is None or at > newest or (at == newest and self.is_waiting(Due(OVER, at))):
                passed.append(Due(OVER, at))
        # of those that a change let pass only the last one is told of
        stale = [due for due in passed if look.changed and due.at <= look.before and due not in self.fates]
        yield from (due for due in passed if due not in stale[:-1])

    def _why_not(self, look: Look, picture: Picture, due: Due) -> str:
        if picture.muted:
            return MUTED
        if look.changed and due.at <= look.before and due not in self.fates:
            if due.kind in (OVER, STILL):
                return PASSED
            if any(known.kind == due.kind for known in self.fates):
                return TOLD
        return picture.kept_back or look.silence

    def _settles(
        self, look: Look, due: list[Due], why_not: Callable[[Due], str], is_true: Callable[[Due], bool]
    ) -> None:
        """The newest that can be sent and still holds goes out; what is older has been overtaken by it."""
        said = max((known.at for known, fate in self.fates.items() if fate.sent is not None), default=None)
        spoke = False
        for each in reversed(due):
            fate = self.fates.get(each)
            if fate is not None and not self.is_waiting(each):
                continue
            reason = why_not(each) or (OVERTAKEN if spoke else "") or ("" if is_true(each) else UNTRUE)
            if fate is None:
                self._is_in_time(look, each)
                self.fates[each] = Fate(None, reason) if reason else Fate(look.at)
            elif not reason and (said is None or each.at >= said):
                self._is_in_time_again(look, each)
                self.fates[each] = Fate(look.at, LATE[fate.reason])
            else:
                continue
            if not reason:
                spoke = True
                self.sent.append((each, look.at))
                self.late += look.at > each.at

    def _is_in_time(self, look: Look, due: Due) -> None:
        """At its instant, or as soon as the program could; what a change let pass came due with the change."""
        if look.changed and due.at <= look.before:
            return
        if look.at != due.at and not look.is_first_up:
            self.flaws.append(f"{due} was only looked at at {look.at}, up since {look.up_since}")

    def _is_in_time_again(self, look: Look, due: Due) -> None:
        """When what held it ended, a change let it, or as soon as the program could."""
        can = max(look.silence_ended, look.before if look.changed else ZERO)
        if look.at != can and not look.changed and not look.is_first_up:
            self.flaws.append(f"{due} was sent again at {look.at}, it could be since {can}")


def reminders(since: timedelta, after: timedelta, until: timedelta, hours: Hours) -> Iterator[Due]:
    """Each half hour of working time in which nothing ran since `since`; `hours` are the working days."""
    for begins, ends in hours:
        at = max(since, begins) + 30 * MINUTE
        while at <= min(ends, until):
            if at > after:
                yield Due(NOTHING, at)
            at += 30 * MINUTE
