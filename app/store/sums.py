"""Sums of any days, from `cache_sum` where they are written, else from the record; and the writing of what was not."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import NamedTuple

from app.core.report import Tally
from app.core.sums import Kind
from app.store import instants
from app.store.database import Rows
from app.store.sum_tables import COLUMNS
from app.store.summing import Days, Key, worked_out

_EVERY_DAY: Days = (1, date.max.toordinal())
_ADDED = ", ".join(f"sum(s.{column})" for column in COLUMNS)
_INSERT = f"INSERT INTO cache_sum VALUES ({', '.join('?' * (3 + len(COLUMNS)))})"
Row = tuple[Key, list[int]]
Sums = dict[tuple[int, int], Tally]
"""By the place of the range asked for, and key."""


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
        days = (_EVERY_DAY,) if is_all else _merged((first - 2, last + 1) for _, first, last in marks)
        rows = [row for block in worked_out(database, days, day_start) for row in sorted(block.items(), key=_day)]
        self.fresh = Fresh(day_start, days, rows, last_mark, is_all)

    def of(self, kind: Kind, ranges: Sequence[Days]) -> Sums:
        """Of each range of days (in order, not overlapping) what there is of that kind."""
        found: dict[tuple[int, int], list[int]] = {}
        wanted = json.dumps([(place, *days) for place, range_ in enumerate(ranges) for days in self._written(range_)])
        sql = (
            f"SELECT json_extract(r.value, '$[0]'), s.key, {_ADDED} FROM json_each(?) AS r CROSS JOIN cache_sum AS s "
            "ON s.kind = ? AND s.day BETWEEN json_extract(r.value, '$[1]') AND json_extract(r.value, '$[2]') "
            "GROUP BY 1, 2"
        )
        for place, key, *values in self._database.peewee.execute_sql(sql, (wanted, kind.value)):
            found[place, key] = values
        for (of_kind, day, key), values in self.fresh.rows:
            if of_kind == kind.value and (at := _place_of(day, ranges)) is not None:
                before = found.setdefault((at, key), [0] * len(values))
                found[at, key] = [one + other for one, other in zip(before, values, strict=True)]
        return {at: _tally(values) for at, values in found.items()}

    def last_day(self, until: date) -> date | None:
        """The last day until then with something worked; None where there is none."""
        sql = """SELECT max(day) FROM (SELECT r.value AS days, (SELECT day FROM cache_sum AS s WHERE kind = ?
            AND day BETWEEN json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]') AND worked > 0
            ORDER BY day DESC LIMIT 1) AS day FROM json_each(?) AS r)"""
        ranges = json.dumps(self._written((1, until.toordinal())))
        (written,) = self._database.peewee.execute_sql(sql, (Kind.PROJECT.value, ranges)).fetchone()
        fresh = [
            day
            for (kind, day, _), values in self.fresh.rows
            if kind == Kind.PROJECT.value and day <= until.toordinal() and values[0] > 0
        ]
        days = [*fresh, *([] if written is None else [written])]
        return date.fromordinal(max(days)) if days else None

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
                self._replace((first, last), rows)
                begin, count = last + 1, count - len(rows) - 1
        if begin <= fresh.days[-1][1]:
            return begin
        self._finish(fresh)
        return None

    def _replace(self, days: Days, rows: Sequence[Row]) -> None:
        for kind in Kind:
            self._database.peewee.execute_sql(
                "DELETE FROM cache_sum WHERE kind = ? AND day BETWEEN ? AND ?", (kind.value, *days)
            )
        _insert(self._database, rows)

    def _finish(self, fresh: Fresh) -> None:
        self._database.peewee.execute_sql("DELETE FROM cache_unsummed WHERE mark <= ?", (fresh.mark,))
        if fresh.is_all:
            _say_summed(self._database, fresh.day_start)


def fill(database: Rows, day_start: time) -> None:
    """All of them, into empty tables."""
    for rows in worked_out(database, [_EVERY_DAY], day_start):
        _insert(database, rows.items())
    _say_summed(database, day_start)


def _insert(database: Rows, rows: Iterable[Row]) -> None:
    connection = database.peewee.connection()
    connection.executemany(_INSERT, (key + tuple(values) for key, values in sorted(rows)))


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
