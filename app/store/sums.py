"""Sums of any days, from `cache_sum` where they are written, else from the record; and the writing of what was not."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, time, timedelta
from typing import NamedTuple

from app.core import periods
from app.core.periods import Span
from app.core.report import Tally
from app.core.sums import Kind
from app.store import instants
from app.store.database import Rows
from app.store.sum_tables import COLUMNS, MONTHS
from app.store.summing import Days, Key, worked_out

EVERY_DAY: Days = (1, date.max.toordinal())
_SHORTEST_MONTH = 28
_RANGES = """WITH range AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS place,
    json_extract(value, '$[1]') AS kind, json_extract(value, '$[2]') AS first, json_extract(value, '$[3]') AS last
    FROM json_each(?))"""
_IN_RANGES = """FROM range AS r CROSS JOIN cache_sum AS s ON s.kind = r.kind AND s.day BETWEEN r.first AND r.last
GROUP BY place, key"""
_DELETE = "DELETE FROM cache_sum WHERE kind = ? AND day BETWEEN ? AND ?"
_SUM_UP = f"""INSERT INTO cache_sum SELECT ?, ?, key, {", ".join(f"sum({column})" for column in COLUMNS)}
FROM cache_sum WHERE kind = ? AND day BETWEEN ? AND ? GROUP BY key"""
_INSERT = f"INSERT INTO cache_sum VALUES ({', '.join('?' * (3 + len(COLUMNS)))})"
Row = tuple[Key, list[int]]
Sums = dict[tuple[int, int], Tally]
"""By the place of the range asked for, and key."""
Worked = dict[tuple[int, int], timedelta]
"""The same; only what is more than nothing."""


class Fresh(NamedTuple):
    """What was worked out from the record, to be written: `rows` are all there are of `days`, both in order of days.

    `mark` is the last that was seen; for other marks days may have changed since. `is_all`: the sums that were written
    hold for another `day_start`.
    """

    day_start: time
    days: tuple[Days, ...]
    rows: list[Row]
    mark: int
    is_all: bool


class SumsOfMoment:
    """Made and asked within one moment of a reading store. What is not written yet is worked out when it is made."""

    def __init__(self, database: Rows, day_start: time) -> None:
        self._database = database
        is_all = _summed_for(database) != day_start.isoformat("minutes")
        marks = [] if is_all else database.peewee.execute_sql("SELECT mark, first, last FROM cache_unsummed").fetchall()
        last_mark = database.peewee.execute_sql("SELECT coalesce(max(mark), 0) FROM cache_unsummed").fetchone()[0]
        days = (EVERY_DAY,) if is_all else _merged((first - 2, last + 1) for _, first, last in marks)
        rows = [row for block in worked_out(database, days, day_start) for row in _sorted(block)]
        self.fresh = Fresh(day_start, days, rows, last_mark, is_all)

    def of(self, kind: Kind, ranges: Sequence[Days]) -> Sums:
        """Of each range of days (in order, not overlapping) what there is of that kind."""
        return {at: _tally(values) for at, values in self._read(kind, ranges, COLUMNS).items()}

    def worked(self, kind: Kind, ranges: Sequence[Days]) -> Worked:
        """The same, what was worked alone."""
        found = self._read(kind, ranges, COLUMNS[:1])
        return {at: instants.span_from_ms(values[0]) for at, values in found.items() if values[0]}

    def by_day(self, days: Days) -> dict[int, timedelta]:
        """What was worked on each day, by its ordinal; only what is more than nothing."""
        sql = "SELECT day, worked FROM cache_sum WHERE kind = ? AND day BETWEEN ? AND ? AND worked"
        found = [
            row
            for written in self._written(days)
            for row in self._database.peewee.execute_sql(sql, (Kind.DAY.value, *written))
        ]
        found += [
            (day, values[0])
            for (kind, day, _), values in self.fresh.rows
            if kind == Kind.DAY and values[0] and days[0] <= day <= days[1]
        ]
        return {day: instants.span_from_ms(worked) for day, worked in found}

    def days_worked(self, until: int) -> Iterator[int]:
        """The ordinals of the days until then with something worked, the last one first."""
        fresh = sorted(
            (day for (kind, day, _), values in self.fresh.rows if kind == Kind.DAY and values[0] and day <= until),
            reverse=True,
        )
        sql = "SELECT day FROM cache_sum WHERE kind = ? AND day BETWEEN ? AND ? AND worked ORDER BY day DESC"
        for days in reversed(self._written((1, until))):
            yield from (day for day in fresh if day > days[1])
            fresh = [day for day in fresh if day < days[0]]
            with closing(self._database.peewee.execute_sql(sql, (Kind.DAY.value, *days))) as cursor:
                for (day,) in cursor:
                    yield day
        yield from fresh

    def _read(self, kind: Kind, ranges: Sequence[Days], columns: Sequence[str]) -> dict[tuple[int, int], list[int]]:
        found: dict[tuple[int, int], list[int]] = {}
        wanted = [
            (place, rows_kind, *days)
            for place, range_ in enumerate(ranges)
            for written in self._written(range_)
            for rows_kind, days in _with_months(kind, written)
        ]
        sql = f"{_RANGES} SELECT place, key, {', '.join(f'sum({column})' for column in columns)} {_IN_RANGES}"
        for place, key, *values in self._database.peewee.execute_sql(sql, (json.dumps(wanted),)):
            found[place, key] = values
        for (of_kind, day, key), values in self.fresh.rows:
            if of_kind == kind and (at := _place_of(day, ranges)) is not None:
                before = found.setdefault((at, key), [0] * len(columns))
                found[at, key] = [one + other for one, other in zip(before, values, strict=False)]
        return found

    def _written(self, wanted: Days) -> list[Days]:
        """What of a range the rows that are written hold for."""
        begin, end = wanted
        found = []
        for first, last in self.fresh.days:
            if last < begin or first > end:
                continue
            if first > begin:
                found.append((begin, first - 1))
            begin = last + 1
        return [*found, (begin, end)] if begin <= end else found


class SumsTable:
    """Writes what was worked out."""

    def __init__(self, database: Rows) -> None:
        self._database = database

    def write(self, fresh: Fresh, begin: int, count: int) -> int | None:
        """The days from the ordinal `begin` on, about `count` rows; within a `write`. Where to go on, None at the end.

        The rows hold when all are written, but for what was touched since they were worked out.
        """
        if fresh.is_all:
            self._database.peewee.execute_sql("DELETE FROM cache_summed")  # until then they are of two kinds of days
        for first, last in fresh.days:
            if last >= begin and count > 0:
                first = max(first, begin)
                rows = fresh.rows[_first_of(fresh, first) : _first_of(fresh, last + 1)]
                if len(rows) > count:
                    last = rows[count][0][1]
                    rows = fresh.rows[_first_of(fresh, first) : _first_of(fresh, last + 1)]
                _replace(self._database, (first, last), rows)
                begin, count = last + 1, count - len(rows) - 1
        if begin <= fresh.days[-1][1]:
            return begin
        self._finish(fresh)
        return None

    def _finish(self, fresh: Fresh) -> None:
        self._database.peewee.execute_sql("DELETE FROM cache_unsummed WHERE mark <= ?", (fresh.mark,))
        if fresh.is_all:
            _say_summed(self._database, fresh.day_start)


def fill(database: Rows, day_start: time) -> None:
    """All of them, into empty tables."""
    for block in worked_out(database, [EVERY_DAY], day_start):
        if block:
            rows = _sorted(block)
            _replace(database, (_day(rows[0]), _day(rows[-1])), rows)
    _say_summed(database, day_start)


def _replace(database: Rows, days: Days, rows: Sequence[Row]) -> None:
    """All rows of these days, and the sums of the months that they lie in."""
    for kind in Kind:
        database.peewee.execute_sql(_DELETE, (kind.value, *days))
    database.peewee.connection().executemany(_INSERT, (key + tuple(values) for key, values in rows))
    touched = {date.fromordinal(_day(row)).replace(day=1) for row in rows}
    touched |= {date.fromordinal(day).replace(day=1) for day in days}
    for first in touched:
        month = _ordinal(first), _ordinal(periods.containing(Span.MONTH, first, 1).last)
        for kind in Kind:
            database.peewee.execute_sql(_DELETE, (kind.value + MONTHS, *month))
            database.peewee.execute_sql(_SUM_UP, (kind.value + MONTHS, month[0], kind.value, *month))


def _say_summed(database: Rows, day_start: time) -> None:
    database.peewee.execute_sql("INSERT INTO cache_summed VALUES (?)", (day_start.isoformat("minutes"),))


def _summed_for(database: Rows) -> str:
    found = database.peewee.execute_sql("SELECT day_starts_at FROM cache_summed").fetchone()
    return "" if found is None else str(found[0])


def _merged(spans: Iterable[Days]) -> tuple[Days, ...]:
    """In order, without those that touch."""
    found: list[Days] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def _with_months(kind: Kind, days: Days) -> Iterator[tuple[int, Days]]:
    """The kinds of rows that make up a range: whole months, and the days before and after them."""
    if days[1] - days[0] < _SHORTEST_MONTH - 1:
        yield kind.value, days
        return
    first, last = map(date.fromordinal, days)
    month = periods.containing(Span.MONTH, first, 1)
    if month.first < first:
        month = periods.after(month)
    end = periods.containing(Span.MONTH, last, 1)
    if end.last > last:
        end = periods.before(end)
    if month.last > end.last or month.first < first:
        yield kind.value, days
        return
    yield kind.value + MONTHS, (_ordinal(month.first), _ordinal(end.last))
    if first < month.first:
        yield kind.value, (days[0], _ordinal(month.first) - 1)
    if end.last < last:
        yield kind.value, (_ordinal(end.last) + 1, days[1])


def _ordinal(day: date) -> int:
    return day.toordinal()


def _sorted(block: dict[Key, list[int]]) -> list[Row]:
    return sorted(block.items(), key=_day)


def _day(row: Row) -> int:
    return row[0][1]


def _first_of(fresh: Fresh, day: int) -> int:
    """Where the rows of a day begin."""
    return bisect_left(fresh.rows, day, key=_day)


def _place_of(day: int, ranges: Sequence[Days]) -> int | None:
    """Found from the middle on: there may be hundreds of ranges, and of days that are not written yet."""
    low, high = 0, len(ranges)
    while low < high:
        middle = (low + high) // 2
        if ranges[middle][1] < day:
            low = middle + 1
        else:
            high = middle
    return low if low < len(ranges) and ranges[low][0] <= day else None


def _tally(values: Sequence[int]) -> Tally:
    worked, sessions, planned, planned_worked, overtime, over, reviewed, score = values
    length = instants.span_from_ms
    return Tally(
        length(worked), sessions, length(planned), length(planned_worked), length(overtime), over, reviewed, score
    )
