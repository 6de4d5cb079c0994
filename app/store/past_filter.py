"""A filter as SQL: the rarest of its conditions leads, newest first, and the others are looked up."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from app.core.history import NO_PROJECT, Filter
from app.store.cache_triggers import DAY, LATE, NUMBERS, SHORT
from app.store.database import Rows
from app.store.search_words import match

_COUNTED = 20_000
"""What is more common than this may lead as well as the walk through all."""
_LAST_PLACE = 2**62
_MINUTE = 60_000


class Lead(NamedTuple):
    """Where rows come from, in order of `key`; `where` holds for the lead itself."""

    source: str
    key: str
    where: str
    values: tuple[Any, ...]


class Query(NamedTuple):
    """What is wanted, from the place `low` to before `high`; rows come in order of `key`, which is the place.

    There is one bound below and one above: of several SQLite heeds only the first when it looks for where to begin.
    """

    source: str
    values: tuple[Any, ...]
    key: str
    low: int
    high: int

    @property
    def text(self) -> str:
        """`FROM … WHERE …`; its values are `values`."""
        return self.between(str(self.low), str(self.high))

    def between(self, low: str, high: str) -> str:
        """The same between two places that are expressions."""
        return f"{self.source} AND {self.key} >= {low} AND {self.key} < {high}"

    def among(self, places: str) -> str:
        """`FROM … WHERE …` of those at places from `low` to before `high` that a statement finds as `place`.

        Not for words: FTS5 would look for them at each place anew.
        """
        within = f"SELECT place FROM ({places}) WHERE +place >= {self.low} AND +place < {self.high}"
        return f"{self.source} AND {self.key} IN ({within})"

    def within(self, low: int, high: int) -> "Query":
        return self._replace(low=max(low, self.low), high=min(high, self.high))


def first_place(day: date, day_start: time) -> int:
    """Where the places of a day begin."""
    return (day.toordinal() - 1) * DAY + _begins(day_start)


def day_number(place: str, day_start: time) -> str:
    """The ordinal of the day that a place lies in, as an expression."""
    return f"(({place} - {_begins(day_start)}) / {DAY} + 1)"


def running_over(day_start: time) -> str:
    """The places of the sessions that do not end on the day they began on, as a statement (`day_parts.runs_over`)."""
    of_them = f"SELECT place FROM cache_past WHERE {day_number('place', day_start)} != {day_number('last', day_start)}"
    first = _begins(day_start)
    late = [
        f"{of_them} AND {SHORT} AND last % {DAY} BETWEEN {first - turn} AND {first - turn + LATE}" for turn in (0, DAY)
    ]
    return " UNION ALL ".join((*late, f"{of_them} AND NOT ({SHORT})"))


def query(filter_: Filter, day_start: time, database: Rows, reach: int) -> Query:
    """`reach`: how far before the first day wanted sessions may begin."""
    first = 0 if filter_.since is None else first_place(filter_.since, day_start)
    low = first - reach
    high = _LAST_PLACE
    if filter_.until is not None and filter_.until < date.max:
        high = first_place(filter_.until + timedelta(days=1), day_start)
    everything = Lead("cache_past AS p NOT INDEXED", "p.place", "1", ())
    leads = _leads(filter_)
    if words := match(filter_.text):
        lead = Lead(
            "cache_words AS w CROSS JOIN cache_past AS p ON p.place = w.rowid",
            "w.rowid",
            "w.cache_words MATCH ?",
            (words,),
        )
    else:
        lead = min(leads, key=lambda one: _count(one, low, high, database), default=everything)
    others = [_looked_up(one) for one in leads if one != lead]
    conditions = [lead[2:], *(one[2:] for one in others), *_conditions(filter_)]
    if reach:
        conditions.append(("(p.place >= ? OR p.last > ?)", (first, first)))
    where = " AND ".join(where for where, _ in conditions)
    values = tuple(value for _, of_it in conditions for value in of_it)
    return Query(f"FROM {lead.source} WHERE {where}", values, lead.key, low, high)


def _leads(filter_: Filter) -> list[Lead]:
    leads = []
    if filter_.tag_id is not None:
        source = "cache_past_tag AS t CROSS JOIN cache_past AS p ON p.place = t.place"
        leads.append(Lead(source, "t.place", "t.tag_id = ?", (filter_.tag_id,)))
    by_project = "cache_past AS p INDEXED BY cache_past_project"
    if filter_.project_id == NO_PROJECT:
        leads.append(Lead(by_project, "p.place", "p.project_id IS NULL", ()))
    elif filter_.project_id is not None:
        leads.append(Lead(by_project, "p.place", "p.project_id = ?", (filter_.project_id,)))
    by_score = "cache_past AS p INDEXED BY cache_past_score"
    if filter_.not_reviewed:
        leads.append(Lead(by_score, "p.place", "p.score IS NULL", ()))
    if filter_.score is not None:
        leads.append(Lead(by_score, "p.place", "p.score = ?", (filter_.score,)))
    return leads


def _conditions(filter_: Filter) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What no index leads to: looked up in each row, with its values."""
    if filter_.hour is not None:
        yield f"p.place / {3600 * NUMBERS} % 24 = ?", (filter_.hour,)
    if filter_.least is not None:
        yield "p.worked >= ?", (filter_.least * _MINUTE,)
    if filter_.most is not None:
        yield "p.worked < ?", (filter_.most * _MINUTE,)
    if filter_.cause is not None:
        gap = "SELECT 1 FROM gap WHERE session_id = p.session_id AND cause = ? AND end_time IS NOT NULL"
        yield f"EXISTS ({gap})", (filter_.cause.value,)


def _looked_up(lead: Lead) -> Lead:
    if lead.key != "t.place":
        return lead
    return lead._replace(where="EXISTS (SELECT 1 FROM cache_past_tag WHERE tag_id = ? AND place = p.place)")


def _count(lead: Lead, low: int, high: int, database: Rows) -> int:
    some = f"SELECT 1 FROM {lead.source} WHERE {lead.where} AND {lead.key} >= ? AND {lead.key} < ? LIMIT {_COUNTED}"
    cursor = database.peewee.execute_sql(f"SELECT count(*) FROM ({some})", (*lead.values, low, high))
    return int(cursor.fetchone()[0])


def _begins(day_start: time) -> int:
    return (day_start.hour * 3600 + day_start.minute * 60) * NUMBERS
