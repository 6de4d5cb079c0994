"""The rules alone, held against the account of a simulated working year: equal to the millisecond."""

import random
from collections import Counter
from datetime import time, timedelta

import pytest

from app.core import days
from app.core.model import Cause
from tests.simulation.person import Person, live_a_year
from tests.simulation.rules import Rules
from tests.simulation.tracker import Source

FOUR = time(4)


def a_year(begins: int, length: int, sessions: int, source: Source) -> Person:
    """The same person lives the same year each time; each session is compared when it ends."""
    rng = random.Random(f"{begins} {source.name}")
    return live_a_year(begins, length, sessions, rng, lambda world: Rules(world, source))


@pytest.fixture(
    scope="module", params=[(2026, 365, 4, Source.ASKED), (2028, 90, 7, Source.TELLS), (2030, 90, 7, Source.NONE)]
)
def person(request: pytest.FixtureRequest) -> Person:
    """A whole year with a source of keys that must be asked; leap day and zones with others."""
    return a_year(*request.param)


def test_each_session_and_all_of_them_are_as_long_as_they_were_worked(person: Person) -> None:
    lived = person.account.sessions
    worked = {key: person.tracker.session(key).worked for key in lived}
    assert worked == {key: each.worked for key, each in lived.items()}
    assert sum((each or timedelta() for each in worked.values()), timedelta()) == person.account.worked


def test_each_session_falls_on_the_day_that_the_person_lived(person: Person) -> None:
    """Where the wall clock was right when it began, or was set right while it ran."""
    known = {key: each for key, each in person.account.sessions.items() if each.day is not None and each.is_in_place}
    found = {key: days.day_of_session(person.tracker.session(key), FOUR) for key in known}
    assert found == {key: each.day for key, each in known.items()}
    assert len(found) > len(person.account.sessions) / 2


def test_the_year_had_everything_in_it(person: Person) -> None:
    """Else the sums would prove little."""
    lived = person.account.sessions
    sessions = [person.tracker.session(key) for key in lived]
    causes = Counter(stretch.cause for each in lived.values() for stretch in each.stretches)
    assert len(sessions) > 400
    assert {cause for cause in Cause if causes[cause] > 5} >= set(Cause) - {Cause.IDLE}
    assert len({session.zone for session in sessions}) > 1
    assert len({session.start_offset for session in sessions}) > 2
