"""Reports made by hand, and a `Reporter` that answers at once, or when a test says so."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import reduce

from PySide6.QtCore import QObject

from app.control.reporter import Reporter
from app.core import periods
from app.core.model import Cause, Project, Tag, Verdict
from app.core.periods import Period, Span
from app.core.report import (
    LENGTHS,
    Bar,
    DayWorked,
    GapTally,
    HourLine,
    LengthLine,
    ProjectLine,
    Report,
    Share,
    Streak,
    TagLine,
    Tally,
)
from app.core.summary import Doings
from app.core.timing import ZERO

TODAY = date(2026, 3, 10)
"""As on the clock of the tests."""
MINUTE = timedelta(minutes=1)
THESIS = Project(1, "Thesis", "lagoon", weekly_target=900)
TEACHING = Project(2, "Teaching", "urchin")
POST = Project(3, "Post", "coral")


class FakeReporter(Reporter):
    """`made` says what a period comes to. While it `waits`, answers are kept until `answer`."""

    def __init__(self, made: Callable[[Period], Report], *, waits: bool = False) -> None:
        QObject.__init__(self)
        self.made, self.waits = made, waits
        self.asked: list[Period] = []
        self._kept: list[Period] = []

    def ask(self, period: Period) -> None:
        self.asked.append(period)
        self._kept = [period]
        if not self.waits:
            self.answer()

    def ask_doings(self, period: Period) -> None:
        self.doings_ready.emit(self.made(period), Doings((), 0))

    def answer(self) -> None:
        for period in self._kept:
            self.report_ready.emit(self.made(period))
        self._kept = []


def tally(minutes: int, sessions: int = 1, *, planned: int | None = None, reviewed: int = 0, score: int = 0) -> Tally:
    """`planned` minutes, else as many as were worked; `score` is the sum of the scores."""
    plan = minutes if planned is None else planned
    over, worked = max(minutes - plan, 0), minutes * MINUTE
    return Tally(worked, sessions, plan * MINUTE, worked, over * MINUTE, int(over > 0), reviewed, score)


def report(
    period: Period,
    projects: tuple[ProjectLine, ...] = (),
    *,
    tags: tuple[TagLine, ...] = (),
    gaps: tuple[GapTally, ...] = (),
    streaks: tuple[Streak, ...] = (),
    in_a_row: int = 0,
    last_worked: date | None = None,
) -> Report:
    """Each project was worked equally in every bar; what began at all began at nine."""
    whole = reduce(Tally.plus, (line.tally for line in projects), Tally())
    was = sum((line.before for line in projects), ZERO)
    ranges = list(bars_of(period))
    return Report(
        period,
        periods.before(period),
        whole,
        was,
        tuple(
            Bar(
                first,
                last,
                hour,
                tuple(Share(line.project, line.tally.worked / len(ranges)) for line in projects if line.tally.worked),
                was / len(ranges),
            )
            for first, last, hour in ranges
        ),
        projects,
        tags,
        tuple(HourLine(hour, whole if hour == 9 else Tally()) for hour in range(24)),
        tuple(
            LengthLine(least, most, whole if least == LENGTHS[0] else Tally())
            for least, most in zip((0, *LENGTHS), (*LENGTHS, None), strict=True)
        ),
        gaps,
        tuple(year_of(period, whole.worked)),
        streaks,
        in_a_row,
        last_worked,
    )


def bars_of(period: Period) -> list[tuple[date, date, int | None]]:
    """First day, last day and hour of each."""
    if period.span is Span.DAY:
        return [(period.first, period.first, (4 + number) % 24) for number in range(24)]
    days = [period.first + timedelta(days=number) for number in range(period.days)]
    if period.days <= 62:
        return [(day, day, None) for day in days]
    months = [periods.containing(Span.MONTH, day, 1) for day in days if day.day == 1]
    return [(month.first, month.last, None) for month in months]


def year_of(period: Period, worked: timedelta) -> list[DayWorked]:
    """All of it was worked on the last day but one."""
    first = periods.containing(Span.WEEK, period.last - timedelta(days=52 * 7), 1).first
    days = [first + timedelta(days=number) for number in range((period.last - first).days + 1)]
    return [DayWorked(day, worked if day == days[-2] else ZERO) for day in days]


def week_of_three() -> tuple[ProjectLine, ...]:
    """Thesis with a target that is not reached, Teaching, and no project."""
    return (
        ProjectLine(THESIS, tally(765, 6, planned=720, reviewed=5, score=21), 600 * MINUTE, 900 * MINUTE),
        ProjectLine(TEACHING, tally(390, 3, planned=420, reviewed=3, score=9), 300 * MINUTE, None),
        ProjectLine(None, tally(40, 1, planned=0), ZERO, None),
    )


def some(period: Period) -> Report:
    """A bit of everything."""
    return report(
        period,
        week_of_three(),
        tags=(TagLine(Tag(1, "writing"), tally(700, 5, reviewed=5, score=20), 500 * MINUTE),),
        gaps=(
            GapTally(
                Cause.IDLE,
                {Verdict.KEPT: 2, Verdict.UNDECIDED: 1},
                {Verdict.KEPT: 12 * MINUTE, Verdict.UNDECIDED: 30 * MINUTE},
            ),
        ),
        streaks=(Streak(THESIS, 6),),
        in_a_row=12,
        last_worked=period.last,
    )


def nothing(period: Period) -> Report:
    """Of a period in which nothing was done; something was ten weeks before."""
    return report(period, last_worked=period.last - timedelta(days=70))


def many(period: Period, count: int = 40) -> Report:
    """So many projects."""
    colors = ("lagoon", "sky", "urchin", "anemone", "coral", "driftwood", "kelp", "pebble")
    lines = tuple(
        ProjectLine(
            Project(number, f"Project number {number}", colors[number % 8]),
            tally(20 * (count + 1 - number), 7, planned=15 * (count + 1 - number), reviewed=6, score=20 + number % 10),
            number * MINUTE,
            None,
        )
        for number in range(1, count + 1)
    )
    tags = tuple(TagLine(Tag(number, f"tag {number}"), line.tally, ZERO) for number, line in enumerate(lines))
    gaps = tuple(GapTally(cause, dict.fromkeys(Verdict, 3), dict.fromkeys(Verdict, 25 * MINUTE)) for cause in Cause)
    return report(period, lines, tags=tags, gaps=gaps, in_a_row=40, last_worked=period.last)
