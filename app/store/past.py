"""What is asked of the past sessions: days with totals, pages of rows, where a session stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from app.core import day_parts
from app.core.history import PAGE, DayTotal, Entry, Filter, Index, PageKey, Place
from app.core.model import Session, Verdict
from app.core.timing import ZERO
from app.core.zones import FARTHEST
from app.store import instants
from app.store.bare import BareSessions
from app.store.cache_triggers import DAY, NUMBERS
from app.store.database import Rows
from app.store.past_filter import Query, day_number, first_place, query, running_over
from app.store.sessions import Sessions

_OVERLAPS = 200
"""So many at most are looked for of a page's sessions before its first one and after its last."""
_IN_PAGE = 5000


class _Row(NamedTuple):
    """A session's line in a day: `first` is its row there, `undecided` the number of rows below it."""

    day: int
    session_id: int
    first: int
    undecided: int


class Past:
    """Reads ended sessions; several questions about one moment belong into one transaction."""

    def __init__(self, database: Rows, sessions: Sessions) -> None:
        self._database, self._sessions, self._bare = database, sessions, BareSessions(database)

    def newest(self, filter_: Filter, day_start: time) -> tuple[Entry, ...]:
        """The first `PAGE` rows over all days."""
        wanted = self._query(filter_, day_start)
        columns = f"{day_number(wanted.key, day_start)}, p.start_time, p.session_id, p.undecided"
        sql = f"SELECT {columns} {wanted.text} ORDER BY {wanted.key} DESC"
        found = sorted(self._through_day(sql, wanted.values), reverse=True)
        rows = [_Row(day, session_id, 0, undecided) for day, _, session_id, undecided in found[:PAGE]]
        return self._entries(rows, 0, day_start)[:PAGE]

    def index(self, filter_: Filter, day_start: time) -> Index:
        """What a session was worked lies in the days it ran through; all else of it in the day it began."""
        wanted = self._query(filter_, day_start)
        early = wanted._replace(low=wanted.low - self._reach())
        if wanted.key == "w.rowid":  # one statement: FTS5 puts a long word together for each anew
            summed, over = self._grouped(early, day_start)
        else:
            found = self._all(f"SELECT p.session_id {early.among(running_over(day_start))}", wanted.values)
            summed, over = self._walked(wanted, day_start), [row[0] for row in found]
        moved = self._moved(over, filter_, day_start)
        days = []
        for number, sessions, worked, undecided in summed:
            if filter_.holds(day := date.fromordinal(number)):
                whole = timedelta(milliseconds=worked)
                days.append(DayTotal(day, sessions, undecided, whole + moved.pop(day, ZERO)))
        only_run_into = [DayTotal(day, 0, 0, worked) for day, worked in moved.items() if worked]
        return Index(tuple(sorted(days + only_run_into, reverse=True) if only_run_into else days))

    def page(self, filter_: Filter, key: PageKey, day_start: time) -> tuple[Entry, ...]:
        """Empty where the day has no such page (any more)."""
        wanted = self._query(filter_, day_start)
        low = key.number * PAGE
        rows = self._lines(wanted, key.date.toordinal(), day_start, low, low + PAGE)
        return self._entries(rows, low, day_start)[:PAGE]

    def place(self, filter_: Filter, session_id: int, day_start: time) -> Place | None:
        """None where the session is not among those wanted."""
        of_it = f"SELECT {day_number('place', day_start)} FROM cache_past WHERE session_id = ?"
        found = self._all(of_it, (session_id,))
        if not found:
            return None
        day = found[0][0]
        lined = _in_day(self._query(filter_, day_start), day, day_start)
        sql = f"SELECT first FROM ({_lined(lined)}) WHERE session_id = ?"
        rows = self._all(sql, (*lined.values, session_id))
        return Place(date.fromordinal(day), rows[0][0]) if rows else None

    def _moved(self, over: Iterable[int], filter_: Filter, day_start: time) -> dict[date, timedelta]:
        """What lies elsewhere than where whole sessions would, by day: less on the days they began, more on others."""
        moved: defaultdict[date, timedelta] = defaultdict(timedelta)
        for _, session in self._bare.by_ids(over):
            first, *later = day_parts.parts(session, day_start, session.end or session.start)
            moved[first.date] += first.worked - (session.worked or ZERO)
            for part in later:
                moved[part.date] += part.worked
        return {day: worked for day, worked in moved.items() if filter_.holds(day)}

    def _query(self, filter_: Filter, day_start: time) -> Query:
        return query(filter_, day_start, self._database, self._reach() if filter_.reaching else 0)

    def _reach(self) -> int:
        """How far before a place a session may begin that reaches it: as the longest, and the clocks may differ."""
        longest = min(self._sessions.longest(), day_parts.CENTURY // timedelta(milliseconds=1))
        return (longest // 1000 + 2 * FARTHEST // timedelta(seconds=1)) * NUMBERS

    def _lines(self, wanted: Query, day: int, day_start: time, low: int, high: int) -> list[_Row]:
        """The sessions of a day of which a row lies from `low` to before `high`."""
        lined = _in_day(wanted, day, day_start)
        sql = f"SELECT session_id, first, undecided FROM ({_lined(lined)}) WHERE first < ? AND first + undecided >= ?"
        found = self._all(f"{sql} ORDER BY first", (*lined.values, high, low))
        return [_Row(day, *row) for row in found]

    def _grouped(self, wanted: Query, day_start: time) -> tuple[list[tuple[int, ...]], list[int]]:
        """By day, and the ids of the sessions that run over."""
        day, last = day_number(wanted.key, day_start), day_number("p.last", day_start)
        sums = "count(*), coalesce(sum(p.worked), 0), sum(p.undecided)"
        over = f"group_concat(p.session_id) FILTER (WHERE {last} != {day})"
        found = self._all(f"SELECT {day}, {sums}, {over} {wanted.text} GROUP BY 1 ORDER BY 1 DESC", wanted.values)
        return [row[:4] for row in found], [int(id_) for row in found if row[4] for id_ in row[4].split(",")]

    def _walked(self, wanted: Query, day_start: time) -> list[tuple[int, ...]]:
        """From day to day, each summed where it lies: sorting a million rows by day takes far longer."""

        def begin(place: str) -> str:
            return f"{first_place(date.min, day_start)} + ({day_number(place, day_start)} - 1) * {DAY}"

        last = f"(SELECT {wanted.key} {{}} ORDER BY {wanted.key} DESC LIMIT 1)"
        newest = begin(last.format(wanted.text))
        older = begin(last.format(wanted.between(str(wanted.low), f"min({wanted.high}, day.begin)")))
        in_day = wanted.between(f"max({wanted.low}, day.begin)", f"min({wanted.high}, day.begin + {DAY})")
        sums = "count(*) || ' ' || coalesce(sum(p.worked), 0) || ' ' || sum(p.undecided)"
        sql = (
            f"WITH RECURSIVE day (begin) AS (SELECT {newest} UNION ALL SELECT {older} FROM day "
            f"WHERE begin IS NOT NULL) SELECT {day_number('begin', day_start)}, (SELECT {sums} {in_day}) FROM day "
            "WHERE begin IS NOT NULL"
        )
        found = self._all(sql, wanted.values * 3)
        return [(day, *map(int, values.split())) for day, values in found]

    def _entries(self, rows: list[_Row], low: int, day_start: time) -> tuple[Entry, ...]:
        """The rows of these sessions, without those of the first that lie before `low`."""
        sessions = self._sessions.by_ids(row.session_id for row in rows)
        overlaps = self._overlaps(list(sessions.values()))
        entries: list[Entry] = []
        for row in rows:
            session = sessions[row.session_id]
            undecided = [g for g in session.gaps if g.verdict is Verdict.UNDECIDED and g.end is not None]
            others = overlaps.get(session.id, ())
            whole = Entry(session, None, others, day_parts.later(session, day_start))
            of_it = [whole, *(Entry(session, gap, others) for gap in undecided)]
            entries += of_it[max(low - row.first, 0) :]
        return tuple(entries)

    def _overlaps(self, sessions: list[Session]) -> dict[int, tuple[Session, ...]]:
        """For each the others that share more than an instant with it, in order of their start."""
        pairs: dict[int, list[int]] = {}
        for session in self._days_of(sessions):
            spans = self._spans_around(session)
            for one in session:
                start, end = instants.to_ms(one.start), instants.to_ms(one.end or one.start)
                others = [id_ for id_, begin, stop in spans if id_ != one.id and begin < end and stop > start]
                if others:
                    pairs[one.id] = others[:_OVERLAPS]
        found = self._sessions.by_ids({id_ for others in pairs.values() for id_ in others})
        return {id_: tuple(found[other] for other in others) for id_, others in pairs.items()}

    def _days_of(self, sessions: list[Session]) -> Iterable[list[Session]]:
        """Put together by the day in UTC: what is around them is looked for day by day."""
        days: dict[date, list[Session]] = {}
        for session in sessions:
            days.setdefault(session.start.date(), []).append(session)
        return days.values()

    def _spans_around(self, sessions: list[Session]) -> list[tuple[int, int, int]]:
        """Id, start and end of all that may overlap one of these. The longest there is says how far back to look."""
        starts = [instants.to_ms(session.start) for session in sessions]
        first, last = min(starts), max(starts)
        end = max(instants.to_ms(session.end or session.start) for session in sessions)
        sql = f"""
SELECT * FROM (SELECT id, start_time, coalesce(end_time, {2**62}) AS stop FROM session
    WHERE start_time < ? AND start_time >= ? AND end_time > ?
    ORDER BY start_time DESC LIMIT {_OVERLAPS})
UNION ALL SELECT id, start_time, {2**62} FROM session INDEXED BY one_active_session
    WHERE end_time IS NULL AND start_time < ?
UNION ALL SELECT * FROM (SELECT id, start_time, end_time FROM session
    WHERE start_time BETWEEN ? AND ? AND end_time IS NOT NULL ORDER BY start_time LIMIT {_IN_PAGE})
UNION ALL SELECT * FROM (SELECT id, start_time, end_time FROM session
    WHERE start_time > ? AND start_time < ? AND end_time IS NOT NULL ORDER BY start_time LIMIT {_OVERLAPS})"""
        found = self._all(sql, (first, first - self._sessions.longest(), first, end, first, last, last, end))
        return sorted(set(found), key=lambda span: (span[1], span[0]))

    def _through_day(self, sql: str, values: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        """The first `PAGE` rows and the rest of the last one's day, which comes first: no more is looked for."""
        with closing(self._database.peewee.execute_sql(sql, values)) as cursor:
            last = None
            for number, row in enumerate(cursor):
                if number >= PAGE and row[0] != last:
                    return
                last = row[0]
                yield row

    def _all(self, sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        return list(self._database.peewee.execute_sql(sql, values).fetchall())


def _in_day(wanted: Query, day: int, day_start: time) -> Query:
    low = first_place(date.fromordinal(day), day_start)
    return wanted.within(low, low + DAY)


def _lined(wanted: Query) -> str:
    """Every session of a day with the row it stands in."""
    return (
        "SELECT p.session_id AS session_id, p.undecided AS undecided, sum(1 + p.undecided) OVER "
        "(ORDER BY p.start_time DESC, p.session_id DESC) - 1 - p.undecided AS first " + wanted.text
    )
