"""Reports over any history, held against plain arithmetic over its sessions; sums that are kept against sums anew."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import paths
from app.core import day_parts, timing
from app.core.history import Filter
from app.core.model import Cause, Gap, Project, Session, Verdict
from app.core.periods import Period, Span, containing
from app.core.report import Report, Tally
from app.core.timing import ZERO
from app.store import caches, reports
from app.store.reading import ReadingStore
from app.store.reports import Asked
from app.store.store import Store
from app.store.sums import Fresh
from tests.fakes import MINUTE, NOON, rows
from tests.histories import day_starts, histories, histories_from, write

TODAY = date(2026, 11, 10)
ALL = Period(Span.RANGE, date(2026, 3, 1), TODAY)
HOUR = timedelta(hours=1)
spans = st.sampled_from(Span)
days = st.sampled_from([date(2026, 3, 8), date(2026, 3, 28), date(2026, 10, 24), date(2026, 11, 1)]).flatmap(
    lambda day: st.integers(-2, 4).map(lambda count: day + timedelta(days=count))
)
later = histories_from(100, 4)


class Book:
    """A file with a history, and what reads it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Store(path, paths.migrations(), NOON)
        self.store._database.peewee.pragma("synchronous", 0)
        self.reading: ReadingStore = self.store.reading_store()

    def report(self, period: Period, day_start: time) -> tuple[Report, Fresh]:
        with self.reading.moment():
            return reports.report(self.reading, Asked(period, TODAY, day_start, 1))

    def keep(self, fresh: Fresh, count: int = 3) -> None:
        """Write the sums that were worked out, a few rows at a time."""
        begin: int | None = 0
        while fresh.days and begin is not None:
            with self.store.write():
                begin = self.store.sums.write(fresh, begin, count)

    def sessions(self) -> tuple[Session, ...]:
        return self.store.sessions.recent(1000)

    def sums(self) -> list[tuple[int, ...]]:
        return [row for row in rows(self.path, "SELECT * FROM cache_sum ORDER BY kind, day, key") if any(row[3:])]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "sessile.db"
    Store(path, paths.migrations(), NOON).close()
    write(path, ())
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE project SET weekly_target = 60")
        db.commit()
    return path


@contextmanager
def a_book(template: Path) -> Iterator[Book]:
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(shutil.copy(template, folder)))
        yield book
        book.reading.close()
        book.store.close()


def an_hour(number: int, start: str) -> Session:
    """Worked in UTC."""
    begins = datetime.fromisoformat(start).replace(tzinfo=UTC)
    project = Project(1, "P1", "lagoon")
    return Session(number, f"u{number}", begins, ZERO, "UTC", begins + HOUR, ZERO, project=project, worked=HOUR)


def plain(sessions: tuple[Session, ...], period: Period, day_start: time) -> dict[date, timedelta]:
    """What was worked on each day of the period."""
    found: dict[date, timedelta] = {}
    for session in sessions:
        assert session.end is not None
        for part in day_parts.parts(session, day_start, session.end):
            if period.holds(part.date) and part.worked:
                found[part.date] = found.get(part.date, ZERO) + part.worked
    return found


def begun(sessions: tuple[Session, ...], period: Period, day_start: time) -> list[Session]:
    local = [
        (s, (s.start + s.start_offset - timedelta(hours=day_start.hour, minutes=day_start.minute))) for s in sessions
    ]
    return [session for session, start in local if period.holds(start.date())]


def tally(sessions: list[Session], worked: timedelta) -> Tally:
    planned = [s for s in sessions if s.planned is not None]
    over = [timing.overtime(s) for s in sessions if timing.overtime(s)]
    scores = [s.score for s in sessions if s.score is not None]
    return Tally(
        worked,
        len(sessions),
        sum((s.planned or ZERO for s in planned), ZERO),
        sum((s.worked or ZERO for s in planned), ZERO),
        sum(over, ZERO),
        len(over),
        len(scores),
        sum(scores),
    )


@settings(max_examples=60, deadline=None)
@given(first=histories, then=later, span=spans, day=days, day_start=day_starts)
def test_a_report_is_what_plain_arithmetic_comes_to(
    template: Path, first: tuple[Session, ...], then: tuple[Session, ...], span: Span, day: date, day_start: time
) -> None:
    period = containing(span, day, 1)
    with a_book(template) as book:
        write(book.path, first)
        book.keep(book.report(ALL, day_start)[1])
        write(book.path, then, anew=False)
        report, fresh = book.report(period, day_start)
        sessions = book.sessions()
        worked = plain(sessions, period, day_start)
        assert report.total == tally(begun(sessions, period, day_start), sum(worked.values(), ZERO))
        assert sum((bar.worked for bar in report.bars), ZERO) == report.total.worked
        assert sum((line.tally.worked for line in report.hours), ZERO) == report.total.worked
        assert sum((line.tally.worked for line in report.lengths), ZERO) == report.total.worked
        assert sum((line.tally.sessions for line in report.hours), 0) == report.total.sessions
        assert {d.date: d.worked for d in report.year if period.holds(d.date) and d.worked} == worked
        history = book.reading.past.index(Filter(since=period.first, until=period.last), day_start)
        assert {day.date: day.worked for day in history.days if day.worked} == worked
        assert report.worked_before == sum(plain(sessions, report.before, day_start).values(), ZERO)
        for line in report.projects:
            of_it = tuple(s for s in sessions if s.project == line.project)
            on = sum(plain(of_it, period, day_start).values(), ZERO)
            assert line.tally == tally(begun(of_it, period, day_start), on)
        for tag_line in report.tags:
            of_it = tuple(s for s in sessions if tag_line.tag in s.tags)
            assert tag_line.tally.worked == sum(plain(of_it, period, day_start).values(), ZERO)
        book.keep(fresh)
        again, fresh = book.report(period, day_start)
        assert (again, fresh.days, fresh.rows) == (report, (), [])


@settings(max_examples=40, deadline=None)
@given(first=histories, then=later, day_start=day_starts)
def test_sums_that_were_kept_are_those_made_anew(
    template: Path, first: tuple[Session, ...], then: tuple[Session, ...], day_start: time
) -> None:
    with a_book(template) as book:
        book.store.settings.remember("day_starts_at", day_start.isoformat("minutes"))
        write(book.path, first)
        book.keep(book.report(ALL, day_start)[1])
        write(book.path, then, anew=False)
        for statement in (
            "UPDATE session SET start_time = start_time - 90000000, worked = worked + 90000000 WHERE id % 3 = 0",
            "UPDATE session SET project_id = 1 WHERE id % 4 = 1",
            "UPDATE gap SET verdict = 'kept' WHERE id % 2",
            "DELETE FROM session WHERE id % 5 = 2",
            "DELETE FROM session_tag WHERE tag_id = 2",
            "UPDATE session SET end_time = NULL, worked = NULL WHERE id = (SELECT max(id) FROM session)",
        ):
            with book.store.write():
                book.store._database.peewee.execute_sql(statement)
        book.keep(book.report(ALL, day_start)[1])
        kept = book.sums()
        caches.make(book.store._database.peewee)
        assert kept == book.sums()


def test_what_changes_while_sums_are_written_is_worked_out_again(template: Path) -> None:
    with a_book(template) as book:
        write(book.path, (an_hour(1, "2026-03-26 10:00"),))
        report, fresh = book.report(ALL, time(4))
        assert report.total.worked == timedelta(hours=1)
        write(book.path, (an_hour(2, "2026-03-26 12:00"),), anew=False)
        book.keep(fresh)
        assert book.report(ALL, time(4))[0].total.worked == timedelta(hours=2)


def test_another_beginning_of_days_makes_every_sum_anew(template: Path) -> None:
    with a_book(template) as book:
        write(book.path, (an_hour(1, "2026-03-26 01:00"),))
        for day_start, day in ((time(0), date(2026, 3, 26)), (time(4), date(2026, 3, 25))) * 2:
            report, fresh = book.report(Period(Span.DAY, day, day), day_start)
            assert report.total.worked == timedelta(hours=1)
            with book.store.write():
                book.store.sums.write(fresh, 0, 0)  # broken off at once: what is written holds for neither
            report, fresh = book.report(Period(Span.DAY, day, day), day_start)
            assert (report.total.worked, fresh.is_all) == (timedelta(hours=1), True)
            book.keep(fresh)
            assert book.report(Period(Span.DAY, day, day), day_start)[1].days == ()


def test_gaps_are_told_by_cause_and_verdict(template: Path) -> None:
    hour = an_hour(1, "2026-03-26 10:00")
    gaps = (
        (6, Cause.IDLE, Verdict.KEPT, 6),
        (30, Cause.IDLE, Verdict.UNDECIDED, 12),
        (48, Cause.CLOSED, Verdict.DISCARDED, 6),
    )
    placed = tuple(
        Gap(0, 1, hour.start + after * MINUTE, hour.start + (after + minutes) * MINUTE, cause, verdict)
        for after, cause, verdict, minutes in gaps
    )
    with a_book(template) as book:
        write(book.path, (hour._replace(gaps=placed, worked=42 * MINUTE),))
        idle, closed = book.report(ALL, time(4))[0].gaps
        assert (idle.cause, idle.counts) == (Cause.IDLE, {Verdict.KEPT: 1, Verdict.UNDECIDED: 1})
        assert idle.lengths == {Verdict.KEPT: timedelta(minutes=6), Verdict.UNDECIDED: timedelta(minutes=12)}
        assert (closed.cause, closed.lengths) == (Cause.CLOSED, {Verdict.DISCARDED: timedelta(minutes=6)})


def test_weeks_on_target_are_counted_up_to_this_one(template: Path) -> None:
    with a_book(template) as book:
        days = [date(2026, 3, 26) - number * timedelta(days=7) for number in (0, 1, 2, 4)]
        write(book.path, tuple(an_hour(number, f"{day} 10:00") for number, day in enumerate(days, 1)))
        this = containing(Span.WEEK, date(2026, 3, 26), 1)
        report = book.report(this, time(0))[0]
        assert [(streak.project.id, streak.weeks) for streak in report.streaks] == [(1, 3)]
        following = containing(Span.WEEK, date(2026, 4, 2), 1)
        assert [streak.weeks for streak in book.report(following, time(0))[0].streaks] == [3]
        later = containing(Span.WEEK, date(2026, 4, 9), 1)
        assert book.report(later, time(0))[0].streaks == ()


def test_what_another_program_left_behind_hides_no_report(template: Path) -> None:
    with a_book(template) as book:
        write(book.path, (an_hour(1, "2026-03-26 10:00"),))
        with closing(sqlite3.connect(book.path)) as db:
            db.execute("INSERT INTO session_tag (session_id, tag_id) SELECT id, 99 FROM session")
            db.execute(f"UPDATE project SET weekly_target = {2**62}")
            db.commit()
        report = book.report(containing(Span.WEEK, date(2026, 3, 26), 1), time(4))[0]
        assert (report.total.worked, report.tags) == (HOUR, ())
        assert [line.target for line in report.projects] == [timedelta(days=7)]


def test_days_in_a_row_are_counted_up_to_the_end_or_the_day_before_it(template: Path) -> None:
    with a_book(template) as book:
        days = [date(2026, 3, 26) - timedelta(days=number) for number in (*range(70), 75)]
        write(book.path, tuple(an_hour(number, f"{day} 10:00") for number, day in enumerate(days, 1)))
        for last, count in ((date(2026, 3, 26), 70), (date(2026, 3, 27), 70), (date(2026, 3, 28), 0)):
            assert book.report(Period(Span.DAY, last, last), time(4))[0].in_a_row == count


def test_the_last_day_with_something_worked_is_told(template: Path) -> None:
    with a_book(template) as book:
        later = Period(Span.DAY, date(2026, 4, 5), date(2026, 4, 5))
        assert book.report(later, time(4))[0].last_worked is None
        write(book.path, (an_hour(1, "2026-03-26 10:00"),))
        report, fresh = book.report(later, time(4))
        assert report.last_worked == date(2026, 3, 26)
        book.keep(fresh)
        assert book.report(later, time(4))[0].last_worked == date(2026, 3, 26)


def test_a_days_bars_are_its_hours_from_its_beginning_on(template: Path) -> None:
    with a_book(template) as book:
        write(book.path, (an_hour(1, "2026-03-26 09:50"),))
        bars = book.report(Period(Span.DAY, date(2026, 3, 26), date(2026, 3, 26)), time(4))[0].bars
        assert [bar.hour for bar in bars] == [*range(4, 24), *range(4)]
        assert {bar.hour: bar.worked for bar in bars if bar.worked} == {
            9: timedelta(minutes=10),
            10: timedelta(minutes=50),
        }


@pytest.mark.parametrize(("day_start", "first"), [(time(4, 30), 4), (time(4, 31), 5), (time(23, 59), 0)])
def test_an_hour_that_is_cut_stands_where_more_of_it_lies(template: Path, day_start: time, first: int) -> None:
    with a_book(template) as book:
        bars = book.report(Period(Span.DAY, date(2026, 3, 26), date(2026, 3, 26)), day_start)[0].bars
        assert [bar.hour for bar in bars] == [*range(first, 24), *range(first)]


@pytest.mark.parametrize(
    ("period", "count"),
    [
        (containing(Span.WEEK, TODAY, 1), 7),
        (containing(Span.MONTH, TODAY, 1), 30),
        (containing(Span.YEAR, TODAY, 1), 12),
        (Period(Span.RANGE, date(2026, 1, 15), TODAY), 11),
        (Period(Span.RANGE, date(2016, 1, 15), TODAY), 11),
    ],
)
def test_bars_are_days_months_or_years(template: Path, period: Period, count: int) -> None:
    with a_book(template) as book:
        bars = book.report(period, time(4))[0].bars
        assert (len(bars), bars[0].first, bars[-1].last) == (count, period.first, period.last)


def test_a_month_that_became_empty_is_in_no_sum(template: Path) -> None:
    days = [date(2026, 1, 15) + timedelta(days=number) for number in range(150)]
    with a_book(template) as book:
        write(book.path, tuple(an_hour(number, f"{day} 10:00") for number, day in enumerate(days, 1)))
        year = containing(Span.YEAR, TODAY, 1)
        book.keep(book.report(year, time(4))[1], 1000)
        write(book.path, ())
        book.keep(book.report(year, time(4))[1], 1000)
        assert book.report(year, time(4))[0].total == Tally()


def test_a_session_of_many_years_is_cut_once(template: Path) -> None:
    """As a clock makes it that stood at 1970 when it began."""
    hour = an_hour(1, "1970-01-01 10:00")
    end = datetime(2026, 3, 26, 12, tzinfo=UTC)
    away = Gap(0, 1, hour.start + MINUTE, end - MINUTE, Cause.CLOCK, Verdict.UNDECIDED)
    with a_book(template) as book:
        write(book.path, (hour._replace(end=end, gaps=(away,), worked=2 * MINUTE),))
        report = book.report(containing(Span.MONTH, date(2026, 3, 1), 1), time(4))[0]
        assert (report.total.worked, report.gaps[0].lengths) == (
            MINUTE,
            {Verdict.UNDECIDED: end - MINUTE - datetime(2026, 3, 1, 4, tzinfo=UTC)},
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE session SET start_time = 253402214400000, end_time = 253402218000000",
        "UPDATE session SET start_time = -62135596800000, end_time = -62135596790000",
        f"UPDATE session SET start_time = -{2**61}, end_time = {2**61}",
        "UPDATE session SET start_offset = 100000, end_offset = -100000",
        "UPDATE session SET start_time = 'soon'",
        f"UPDATE gap SET end_time = {2**55}",
    ],
)
def test_what_no_date_can_be_does_no_harm(template: Path, statement: str) -> None:
    hour = an_hour(1, "2026-03-26 10:00")
    away = Gap(0, 1, hour.start + MINUTE, hour.start + 2 * MINUTE, Cause.IDLE, Verdict.UNDECIDED)
    with a_book(template) as book:
        write(book.path, (hour._replace(gaps=(away,)),))
        with closing(sqlite3.connect(book.path)) as other:
            other.execute("PRAGMA ignore_check_constraints = ON")
            other.execute(statement)
            other.commit()
        caches.make(book.store._database.peewee)
        report = book.report(ALL, time(4))[0]
        days = book.reading.past.index(Filter(since=ALL.first, until=ALL.last), time(4)).days
        assert report.total.worked == sum((day.worked for day in days), ZERO)


def test_an_offset_that_no_clock_has_is_the_farthest_there_is(template: Path) -> None:
    with a_book(template) as book:
        write(book.path, (an_hour(1, "2026-03-26 10:00"),))
        with closing(sqlite3.connect(book.path)) as other:
            other.execute("UPDATE session SET start_offset = 100000, end_offset = 100000")
            other.commit()
        report = book.report(ALL, time(4))[0]
        history = book.reading.past.index(Filter(), time(4))
        assert (report.total.worked, [(day.date, day.worked) for day in history.days]) == (
            HOUR,
            [(date(2026, 3, 26), HOUR)],
        )
