"""Reports over a million sessions beside plain SQLite, and over 100,000 beside Timewarrior and Watson."""

import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from datetime import date, time
from pathlib import Path

from app.core.periods import Period, Span, containing
from app.core.report import Report
from app.store import reports
from app.store.database import identity
from app.store.reading import ReadingStore
from app.store.reports import Asked
from tests.benchmarks.bench_history import timed
from tests.benchmarks.made_history import FIRST, LAST, copy, made
from tests.benchmarks.others import Other, timewarrior, watson

TODAY = LAST.date()
EVER = Period(Span.RANGE, FIRST.date(), TODAY)
YEARS = tuple(containing(Span.YEAR, date(year, 1, 1), 1) for year in (2017, 2020, 2023, 2025))
YEAR_LIMIT_MS, EVER_LIMIT_MS, TIMES = 100, 300, 50
FEWER = 100_000
PLAIN = (
    "SELECT project_id, sum(worked), count(*), sum(planned_duration), sum(max(worked / 60000 - planned_duration, 0)), "
    "count(satisfaction_score), sum(satisfaction_score) FROM session NOT INDEXED {} GROUP BY 1",
    "SELECT tag_id, sum(worked), count(*), sum(satisfaction_score) FROM session NOT INDEXED "
    "JOIN session_tag ON session_id = id {} GROUP BY 1",
    "SELECT (start_time / 60000 + start_offset - 240) / 1440, project_id, sum(worked) FROM session NOT INDEXED {} "
    "GROUP BY 1, 2",
    "SELECT (start_time / 60000 + start_offset) / 60 % 24, sum(worked), sum(satisfaction_score) "
    "FROM session NOT INDEXED {} GROUP BY 1",
    "SELECT cause, verdict, count(*), sum(g.end_time - g.start_time) FROM gap AS g JOIN session AS s "
    "ON s.id = session_id {} GROUP BY 1, 2",
)
"""What a report says, about: plain SQL knows no zones, so it counts a session on the day that it began."""


def main() -> int:
    slow = 0
    with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory:
        path = copy(made(), Path(directory))
        reading = ReadingStore(path, identity(path))
        with closing(sqlite3.connect(path)) as plain:
            print("1,000,000 sessions: milliseconds on the reader thread, median of 5, beside plain SQLite")
            for name, period, limit in periods():
                took = timed(lambda p=period: report(reading, p))  # type: ignore[misc]
                slow += took > limit
                print(f"  {name:34}{took:9.1f}{timed(lambda p=period: in_plain(plain, p), 1):9.0f}")  # type: ignore[misc]
        reading.close()
    return min(slow + beside_others(), 1)


def periods() -> list[tuple[str, Period, int]]:
    found = [
        ("a day", containing(Span.DAY, TODAY, 1), YEAR_LIMIT_MS),
        ("a week", containing(Span.WEEK, TODAY, 1), YEAR_LIMIT_MS),
        ("a month", containing(Span.MONTH, date(2026, 2, 1), 1), YEAR_LIMIT_MS),
    ]
    found += [(f"the year {year.first.year}", year, YEAR_LIMIT_MS) for year in YEARS]
    return [*found, ("all ten years", EVER, EVER_LIMIT_MS)]


def report(reading: ReadingStore, period: Period) -> Report:
    with reading.moment():
        found, fresh = reports.report(reading, Asked(period, TODAY, time(4), 1))
    assert not fresh.days, "the sums of the made file are not written"
    return found


def in_plain(plain: sqlite3.Connection, period: Period) -> None:
    first, last = ((day.toordinal() - 719_163) * 86_400_000 for day in (period.first, period.last))
    for sql in PLAIN:
        column = "s.start_time" if "AS s" in sql else "start_time"
        plain.execute(sql.format(f"WHERE {column} BETWEEN {first} AND {last + 86_400_000}")).fetchall()


def beside_others() -> int:
    """Whether a report of all is less than `TIMES` as fast as the same question to each of them."""
    slow = 0
    with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory:
        path = copy(made(FEWER), Path(directory))
        reading = ReadingStore(path, identity(path))
        print(f"{FEWER:,} sessions: milliseconds, ours on the reader thread, theirs with the start of their program")
        others: list[Other] = [timewarrior(path, Path(directory)), watson(path, Path(directory))]
        for name, period in (("the year 2023", YEARS[2]), ("all ten years", EVER)):
            ours = timed(lambda p=period: report(reading, p), 25)  # type: ignore[misc]
            for other in others:
                theirs = statistics.median(other.took(period) for _ in range(3))
                nothing = statistics.median(other.took(None) for _ in range(3))
                slow += theirs - nothing < TIMES * ours
                print(
                    f"  {name:16}{ours:8.1f}  {other.name:12}{theirs:9.0f}, {nothing:.0f} of it to start: "
                    f"{(theirs - nothing) / ours:.0f} times without that"
                )
        reading.close()
    return min(slow, 1)


if __name__ == "__main__":
    sys.exit(main())
