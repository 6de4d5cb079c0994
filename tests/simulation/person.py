"""A person who works through a year at a computer that sleeps, locks, crashes and has its clock set wrong and right."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from app.core.model import Answer, Cause, Verdict
from tests.fakes import MINUTE, SECOND
from tests.simulation.account import ZERO, Account, Stretch, shape_of
from tests.simulation.tracker import Source, Tracker
from tests.simulation.world import World

HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE
IDLE = 5 * MINUTE
SETTLED = 90 * SECOND
"""So long after a change every clock was read and every source was asked."""
ZONES = ("Europe/Berlin", "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns")


@dataclass
class Person:
    """Lives day by day; after each session the record is held against the account."""

    rng: random.Random
    world: World
    tracker: Tracker
    account: Account
    wrong: timedelta = ZERO
    """By how much the wall clock is wrong."""
    plain: list[int] = field(default_factory=list)
    """The sessions in which nothing happened but work."""
    _told_idle: bool = False
    _gap: Stretch | None = None
    """The stretch the person is away in, once it is known to be a gap."""
    _back: timedelta = ZERO
    _asked_before_back: int = 0
    _free: timedelta = ZERO

    def day(self, sessions: int) -> None:
        """From some time in the morning until work is done, be it after midnight."""
        midnight = (self.world.now() - self.wrong).replace(hour=0, minute=0, second=0, microsecond=0)
        begins = midnight + DAY + self.span(5 * HOUR, 20 * HOUR)
        if self.rng.random() < 0.05:
            self.world.zone = self.rng.choice(ZONES)
        quits = self.rng.random() < 0.3
        self.tracker.live(self.span(SECOND, MINUTE))
        if quits:
            self.tracker.kill(quits=True)
        self.world.sleep(max(begins - (self.world.now() - self.wrong), ZERO))
        if quits:
            self.tracker.open()
        for _ in range(sessions):
            self.world.types()
            self.tracker.live(self.span(SECOND, 20 * MINUTE))
            self.work_through_a_session()
        self.world.rests()

    def work_through_a_session(self) -> None:
        key = self.starts()
        things = (self.works, self.works, self.pauses, self.goes_away, self.goes_away, self.closes, self.sets_clock)
        more = (*things, self.changes_mind, self.answers)
        chosen = self.rng.choices(more, k=self.rng.randint(1, 6))
        if set(chosen) == {self.works}:
            self.plain.append(key)
        for thing in chosen:
            if self.account.active is None:
                key = self.starts()
            self.works()
            thing()
        if self.account.active is not None:
            key = self.account.active
            self.works()
            self.tracker.stop()
            self.account.stops(self.world.steady)
        self.compare(key)
        if self.wrong:
            self.world.step(-self.wrong)
            self.wrong = ZERO
            self.tracker.live(SETTLED)
        if self.rng.random() < 0.3:
            self.answers()

    def compare(self, key: int) -> None:
        """The record of a session and the account of it agree to the millisecond."""
        session, lived = self.tracker.session(key), self.account.sessions[key]
        assert shape_of(session) == lived.shape
        assert session.start == lived.shows
        if lived.end is not None:
            assert session.end == session.start + lived.lasted
            assert session.worked == lived.worked

    # What the person does

    def starts(self) -> int:
        self.world.types()
        key = self.tracker.start(self.rng.choice((1, 8, 15, 25, 50)))
        self.account.starts(key, self.world.steady, self.world.now(), None if self.wrong else self.today())
        return key

    def works(self) -> None:
        self.world.types()
        self.tracker.live(self.span(SETTLED, 12 * MINUTE))

    def pauses(self) -> None:
        pause = self.account.leaves_out(Stretch(self.world.steady, None, Cause.PAUSE, Verdict.DISCARDED))
        self.tracker.pause()
        for thing in self.rng.sample((self._rests, self._sleeps, self._is_locked, self.closes, self.sets_clock), k=2):
            thing()
        self.tracker.resume()
        pause.end = self.world.steady
        self.account.drop_empty()

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

    def changes_mind(self) -> None:
        self.rng.choice((self.tracker.add_time, self.tracker.mute))()

    def answers(self) -> None:
        """One of the gaps of the last sessions, decided or not."""
        asked = [
            (key, number)
            for key in islice(reversed(self.account.sessions), 4)
            for number, stretch in enumerate(self.account.sessions[key].stretches)
            if stretch.end is not None
        ]
        if not asked:
            return
        key, number = self.rng.choice(asked)
        said = self.rng.choice((Answer.KEEP, Answer.KEEP, Answer.DISCARD, Answer.STOP_THEN, Answer.SPLIT))
        if said is Answer.KEEP and self.account.sessions[key].stretches[number].told > 12 * HOUR:
            said = Answer.DISCARD
        self.compare(key)
        picture = self.account.picture(key) if self.rng.random() < 0.3 else None
        second = self.tracker.answer(key, number, said)
        self.account.answers(key, number, said, second)
        if picture is not None and self.tracker.undo():
            self.account.puts_back(picture, second)
            self.compare(key)
            self.account.answers(key, number, said, second := self.tracker.redo())
        self.compare(key)
        if second is not None:
            self.compare(second)

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
            if self._asked_before_back > asked_before:
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
            return begins, begins + span
        begins = self.world.last_read
        self.world.sleep(span)
        if span >= MINUTE and self.rng.random() < 0.3:
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

    # What happens in a pause

    def _rests(self) -> None:
        self.world.rests()
        self.tracker.live(self.span(SECOND, HOUR))

    def _sleeps(self) -> None:
        self.tracker.sleep(self.span(SECOND, 10 * HOUR), ZERO)

    def _is_locked(self) -> None:
        self.tracker.lock()
        self.tracker.live(self.span(SECOND, HOUR))
        self.tracker.unlock()

    # The clock

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
        longest = self.rng.choice((MINUTE, HOUR, 12 * HOUR, 30 * DAY, 3000 * DAY))
        return self.rng.choice((1, -1)) * self.span(2 * SECOND, longest)

    def span(self, shortest: timedelta, longest: timedelta) -> timedelta:
        """Whole milliseconds."""
        ms = timedelta(milliseconds=1)
        return self.rng.randint(shortest // ms, longest // ms) * ms

    def today(self) -> date:
        """By the calendar of the place, where a day begins at four."""
        return (self.world.now().astimezone(ZoneInfo(self.world.zone)) - 4 * HOUR).date()


def live_a_year(begins: int, days: int, sessions: int, rng: random.Random, make: Callable[[World], Tracker]) -> Person:
    """From the first of January of the year `begins` on."""
    world = World(datetime(begins, 1, 1, 5, tzinfo=UTC), ZONES[0])
    person = Person(rng, world, make(world), Account())
    for _ in range(days):
        person.day(sessions)
    return person
