"""History's totals of days, held against plain arithmetic over any history."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.days import day_of_session
from app.core.history import NO_PROJECT, DayTotal, Filter, PageKey, Place
from app.core.model import Cause, Session, Verdict
from app.core.timing import ZERO
from app.store.reading import ReadingStore
from app.store.store import Store
from tests.by_day import Day, by_day
from tests.histories import day_starts, histories, write

FILTERS: dict[Filter, Callable[[Session], bool]] = {
    Filter(): lambda _: True,
    Filter(project_id=1): lambda s: s.project is not None and s.project.id == 1,
    Filter(project_id=NO_PROJECT): lambda s: s.project is None,
    Filter(score=5): lambda s: s.score == 5,
    Filter(not_reviewed=True, text="tid"): lambda s: s.score is None and "tide" in s.notes,
    Filter(text="moon"): lambda s: "moon" in s.notes,
    Filter(cause=Cause.IDLE): lambda s: any(gap.cause is Cause.IDLE for gap in s.gaps),
}


@pytest.fixture
def reading(store: Store) -> Iterator[ReadingStore]:
    reading = store.reading_store()
    yield reading
    reading.close()


@given(history=histories, day_start=day_starts, wanted=st.sampled_from(list(FILTERS)))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_totals_are_the_sums_of_the_parts_that_lie_in_the_days(
    reading: ReadingStore, data_file: Path, history: tuple[Session, ...], day_start: time, wanted: Filter
) -> None:
    write(data_file, history)
    days = [day.date for day in by_day(history, day_start)]
    for asked in (Filter(), wanted):
        plain = by_day(filter(FILTERS[asked], history), day_start)
        for since, until in ((None, None), *((day, None) for day in days), *((days[-1], day) for day in days)):
            bounded = asked._replace(since=since, until=until)
            assert list(reading.past.index(bounded, day_start).days) == totals(plain, bounded)
            reaching = bounded._replace(reaching=True)
            those = [session for session in history if FILTERS[asked](session) and reaches(session, since, day_start)]
            found = totals(by_day(those, day_start), reaching)
            assert list(reading.past.index(reaching, day_start).days) == found


def test_what_began_before_the_first_day_wanted_counts_in_it(reading: ReadingStore, data_file: Path) -> None:
    """However long before: as far back as the longest session is looked for."""
    start, lengths = datetime(2026, 3, 10, 20, tzinfo=UTC), (timedelta(hours=9), timedelta(hours=49))
    history = tuple(
        Session(number, f"u{number}", start, ZERO, "UTC", start + length, ZERO, worked=length)
        for number, length in enumerate(lengths, 1)
    )
    write(data_file, history)
    days = [date(2026, 3, number) for number in (11, 12, 13)]
    found = [reading.past.index(Filter(since=day, until=day), time(4)).days for day in days]
    hours = [timedelta(hours=number) for number in (25, 17, 0)]
    assert found == [(DayTotal(day, 0, 0, worked),) if worked else () for day, worked in zip(days, hours, strict=True)]


def test_what_runs_into_the_first_day_stands_where_it_began_if_wanted(reading: ReadingStore, data_file: Path) -> None:
    """Not what ends where the day begins."""
    start, lengths = datetime(2026, 3, 8, 20, tzinfo=UTC), (timedelta(hours=8), timedelta(hours=13))
    history = tuple(
        Session(number, f"u{number}", start, ZERO, "UTC", start + length, ZERO, worked=length)
        for number, length in enumerate(lengths, 1)
    )
    write(data_file, history)
    sunday, monday = date(2026, 3, 8), date(2026, 3, 9)
    wanted, past = Filter(since=monday, until=monday, reaching=True), reading.past
    assert past.index(wanted, time(4)).days == (
        DayTotal(monday, 0, 0, timedelta(hours=5)),
        DayTotal(sunday, 1, 0, timedelta(hours=8)),
    )
    assert [entry.session.id for entry in past.newest(wanted, time(4))] == [2]
    assert [entry.session.id for entry in past.page(wanted, PageKey(sunday, 0), time(4))] == [2]
    assert [past.place(wanted, id_, time(4)) for id_ in (1, 2)] == [None, Place(sunday, 0)]


@pytest.mark.parametrize("day_start", [time(0), time(4), time(22, 45), time(23, 30)])
@pytest.mark.parametrize("minutes", [20, 59, 61, 300])
def test_it_runs_over_midnight_and_over_the_beginning_of_a_day(
    reading: ReadingStore, data_file: Path, day_start: time, minutes: int
) -> None:
    start, length = datetime(2026, 3, 10, 23, 29, 59, tzinfo=UTC) - timedelta(minutes=45), timedelta(minutes=minutes)
    begins = (start + timedelta(minutes=number) for number in range(46))
    history = tuple(
        Session(number, f"u{number}", at, ZERO, "UTC", at + length, ZERO, worked=length)
        for number, at in enumerate(begins, 1)
    )
    write(data_file, history)
    found = [(day.date, day.worked) for day in reading.past.index(Filter(), day_start).days]
    assert found == [(day.date, day.worked) for day in by_day(history, day_start)]


@given(history=histories, day_start=day_starts)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_all_days_together_are_all_that_was_worked(
    reading: ReadingStore, data_file: Path, history: tuple[Session, ...], day_start: time
) -> None:
    write(data_file, history)
    days = reading.past.index(Filter(), day_start).days
    whole = [session.worked.total_seconds() for session in history if session.worked is not None]
    assert sum(day.worked.total_seconds() for day in days) == pytest.approx(sum(whole), abs=1e-6)


def totals(plain: Iterable[Day], wanted: Filter) -> list[DayTotal]:
    return [
        DayTotal(day, len(sessions), sum(map(undecided, sessions)), worked)
        for day, sessions, worked in plain
        if wanted.holds(day)
    ]


def reaches(session: Session, since: date | None, day_start: time) -> bool:
    """Whether it began on that day or later, or was not over when the day began, by the clocks at its end."""
    if since is None or day_of_session(session, day_start) >= since:
        return True
    assert session.end is not None
    assert session.end_offset is not None
    end = (session.end + session.end_offset).replace(microsecond=0)
    return end > datetime.combine(since, day_start, UTC)


def undecided(session: Session) -> int:
    return sum(gap.verdict is Verdict.UNDECIDED for gap in session.gaps)
