"""A person who works through a year at a computer that sleeps, locks, crashes and has its clock set wrong and right."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from app.core.model import Answer, Cause, Verdict
from tests.fakes import MINUTE, SECOND
from tests.simulation.account import ZERO, Account, Stretch, shape_of
from tests.simulation.at_computer import DAY, HOUR, SETTLED
from tests.simulation.disturbed import Disturbed
from tests.simulation.tracker import Tracker
from tests.simulation.world import World

ZONES = ("Europe/Berlin", "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns")


@dataclass
class Person(Disturbed):
    """Lives day by day; after each session the record is held against the account."""

    def day(self, sessions: int) -> None:
        """From some time in the morning until work is done, be it after midnight."""
        midnight = (self.world.now() - self.wrong).replace(hour=0, minute=0, second=0, microsecond=0)
        begins = midnight + DAY + self.span(5 * HOUR, 20 * HOUR)
        if self.rng.random() < 0.15:
            self.world.zone = self.rng.choice([zone for zone in ZONES if zone != self.world.zone])
        self.clock_errs = self.rng.random() < 0.7
        quits = self.rng.random() < 0.3
        self.tracker.live(self.span(SECOND, MINUTE))
        if quits:
            self.tracker.kill(quits=True)
        self.world.sleep(max(begins - (self.world.now() - self.wrong), ZERO))
        if quits:
            self.tracker.open()
        self.chooses()
        for _ in range(sessions):
            self.world.types()
            self.tracker.live(self.span(SECOND, 20 * MINUTE))
            if self.rng.random() < 0.3:
                self.takes_a_break()
            self.work_through_a_session()
        self.world.rests()

    def work_through_a_session(self) -> None:
        key = self.starts()
        things = (self.works, self.works, self.pauses, self.goes_away, self.goes_away, self.closes, self.sets_clock)
        more = (*things, self.changes_mind, self.answers, self.wants_quiet, self.is_left_alone)
        chosen = self.rng.choices(more, k=self.rng.randint(1, 6))
        if self.rng.random() < 0.04:
            chosen.insert(self.rng.randint(0, len(chosen)), self.works_long)
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
        minutes = self.rng.choice((1, 1, 8, 8, 15, 15, 25, 25, 50, 120, 300))
        key = self.tracker.start(minutes, self.rng.choice(("", "", "", "", "", "", "", "project", "tag")))
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
