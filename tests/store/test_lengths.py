"""How long the last sessions of a kind were worked, and by which indexes that is found."""

from datetime import datetime, timedelta

import pytest

from app.control import operations
from app.control.operations import Start
from app.core.clock import LocalTime, Moment
from app.core.plan import Kind
from app.store.lengths import Lengths
from app.store.store import Store
from tests.fakes import MINUTE, NOON

BERLIN = LocalTime("Europe/Berlin", timedelta(hours=1))


class Past:
    """Sessions one after the other."""

    def __init__(self, store: Store) -> None:
        self._store, self._now = store, NOON - timedelta(days=9)
        self.lengths = Lengths(store._database)

    def worked(self, minutes: float, project: str | None, *tags: str) -> None:
        with self._store.write():
            project_id = self._store.catalogue.project_id(project) if project else None
            asked = Start(25, project_id, tag_ids=self._store.catalogue.tag_ids(tags))
            session = operations.start(self._store, self._moment, asked)
            self._now += minutes * MINUTE
            operations.stop(self._store, self._moment, session.id)
        self._now += MINUTE

    def last(self, project: str | None, *tags: str) -> list[float]:
        with self._store.write():
            project_id = self._store.catalogue.project_id(project) if project else None
            kind = Kind(project_id, frozenset(self._store.catalogue.tag_ids(tags)))
        return [length / MINUTE for length in self.lengths.last(kind)]

    @property
    def _moment(self) -> Moment:
        at: datetime = self._now
        return Moment(at, BERLIN)


@pytest.fixture
def past(store: Store) -> Past:
    return Past(store)


def test_the_last_eight_of_the_same_project_and_exactly_the_same_tags_count(past: Past) -> None:
    for minutes in range(1, 11):
        past.worked(minutes, "Thesis", "writing")
        past.worked(90, "Thesis", "writing", "deep")
        past.worked(80, "Post", "writing")
        past.worked(70, "Thesis")
    assert past.last("Thesis", "writing") == [10, 9, 8, 7, 6, 5, 4, 3]
    assert past.last("Thesis") == [70] * 8


def test_too_few_of_the_same_tags_give_way_to_the_project(past: Past) -> None:
    past.worked(20, "Thesis", "writing")
    past.worked(30, "Thesis", "writing")
    past.worked(40, "Thesis")
    assert past.last("Thesis", "writing") == [40, 30, 20]


def test_sessions_of_no_project_are_alike_by_their_tags(past: Past) -> None:
    for minutes in (20, 30, 40):
        past.worked(minutes, None, "mail")
    past.worked(50, None)
    assert past.last(None, "mail") == [40, 30, 20]
    assert past.last(None) == []


def test_what_was_over_within_a_minute_does_not_count(past: Past) -> None:
    for minutes in (20, 30, 40, 0.5):
        past.worked(minutes, "Thesis")
    assert past.last("Thesis") == [40, 30, 20]


@pytest.mark.parametrize("tags", [(), ("writing", "deep")])
def test_no_row_is_sorted_or_looked_at_without_an_index(past: Past, store: Store, tags: tuple[str, ...]) -> None:
    past.worked(20, "Thesis", "writing", "deep")
    asked: list[str] = []
    database = store._database.peewee
    connection = database.connection()
    connection.set_trace_callback(asked.append)
    past.last("Thesis", *tags)
    connection.set_trace_callback(None)
    plans = [
        step[-1]
        for sql in asked
        if "cache_past" in sql
        for step in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    ]
    assert plans
    assert [step for step in plans if "FOR ORDER BY" in step or step.startswith(("SCAN p", "SCAN w"))] == []
