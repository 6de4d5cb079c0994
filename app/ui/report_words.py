"""What a report says in words: the period, the four figures, and what is told of each value."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QLocale

from app.core import text, wording
from app.core.model import Project, Verdict
from app.core.periods import Period, Span
from app.core.report import Bar, GapTally, LengthLine, ProjectLine, Report, Streak, Tally
from app.core.timing import ZERO
from app.ui import times

NO_PROJECT = "No project"
RUNNING = "The running session counts when it ends."
COPIED = "Summary copied."
LETTERS = 60
"""A longer name is cut on the screen."""
_WORDS = {Span.DAY: "day", Span.WEEK: "week", Span.MONTH: "month", Span.YEAR: "year", Span.RANGE: "range"}


class Figure(NamedTuple):
    """`key` finds it: the object name of its label."""

    key: str
    name: str
    value: str
    line: str


def period(shown: Period, today: date) -> str:
    """`16 to 22 November`, with the year where it is another one; `Sunday 22 November`, `November 2026`, `2026`."""
    match shown.span:
        case Span.DAY:
            return times.day(shown.first, today).removeprefix("Today, ")
        case Span.MONTH:
            return times.written(shown.first, "MMMM yyyy")
        case Span.YEAR:
            return times.written(shown.first, "yyyy")
    if shown.first == shown.last:
        return times.day(shown.first, today).removeprefix("Today, ")
    last = times.written(shown.last, "d MMMM" if shown.last.year == today.year else "d MMMM yyyy")
    if shown.first.year != shown.last.year:
        return f"{times.written(shown.first, 'd MMMM yyyy')} to {last}"
    pattern = "d" if shown.first.month == shown.last.month else "d MMMM"
    return f"{times.written(shown.first, pattern)} to {last}"


def short_day(day: date, today: date) -> str:
    """`22 Nov`, with the year where it is another one."""
    return times.written(day, "d MMM" if day.year == today.year else "d MMM yyyy")


def before(shown: Period) -> str:
    """`the week before`; of a range `the 12 days before`."""
    if shown.span is Span.RANGE:
        return "the day before" if shown.days == 1 else f"the {shown.days} days before"
    return f"the {_WORDS[shown.span]} before"


def step(shown: Period, *, back: bool) -> str:
    """What a chevron leads to: `The week before`, `The week after`."""
    words = before(shown)
    return (words if back else f"{words.removesuffix('before')}after").capitalize()


def nothing(shown: Period) -> str:
    return f"No sessions {'on this day' if shown.span is Span.DAY else f'in this {_WORDS[shown.span]}'}."


def last_with_some(shown: Period) -> str:
    if shown.span is Span.RANGE:
        return "Show the last days that have some"
    return f"Show the last {_WORDS[shown.span]} that has some"


def figures(report: Report) -> tuple[Figure, ...]:
    whole = report.total
    return (
        Figure("worked", "Worked", wording.length(whole.worked), _against_before(report)),
        Figure("planned", "Planned", wording.length(whole.planned), _against_plan(whole)),
        Figure("overtime", "Overtime", wording.length(whole.overtime), _in_sessions(whole)),
        Figure("satisfaction", "Satisfaction", mean(whole), _reviewed(whole)),
    )


def _against_before(report: Report) -> str:
    if not report.worked_before:
        return f"nothing in {before(report.period)}"
    return f"{difference(report.total.worked - report.worked_before)} on {before(report.period)}"


def difference(span: timedelta) -> str:
    """`+4 h 35 min`, `−20 min`, `±0 min`."""
    minutes = abs(span) // wording.MINUTE
    if not minutes:
        return "±0 min"
    return f"{'+' if span > ZERO else '−'}{wording.length(minutes * wording.MINUTE)}"


def _against_plan(tally: Tally) -> str:
    if not tally.planned:
        return "nothing was planned"
    percent = round(100 * (tally.planned_worked / tally.planned - 1))
    if not percent:
        return "worked as planned"
    return f"worked {_number(abs(percent))} % {'more' if percent > 0 else 'less'} than planned"


def _in_sessions(tally: Tally) -> str:
    return f"in {_number(tally.over)} of {sessions(tally.sessions)}"


def _reviewed(tally: Tally) -> str:
    return f"{_number(tally.reviewed)} of {_number(tally.sessions)} reviewed"


def mean(tally: Tally) -> str:
    """`3.7 of 5`, or that too few say so."""
    found = tally.satisfaction
    return too_few(tally) if found is None else f"{score(found)} of 5"


def too_few(tally: Tally) -> str:
    return f"Too few to say ({tally.reviewed})"


def score(value: float) -> str:
    return QLocale().toString(value, "f", 1)


def sessions(count: int) -> str:
    return f"{_number(count)} session{'' if count == 1 else 's'}"


def project(found: Project | None) -> str:
    return text.shown(found.name, LETTERS) if found is not None else NO_PROJECT


def target(line: ProjectLine) -> str:
    """`15 h a week, 2 h 15 min to go`; empty where there is no target."""
    if line.target is None:
        return ""
    left = line.target - line.tally.worked
    a_week = f"{wording.length(line.target)} a week"
    return f"{a_week}, target reached" if left <= ZERO else f"{a_week}, {_rounded_up(left)} to go"


def _rounded_up(span: timedelta) -> str:
    return wording.length(-(-span // wording.MINUTE) * wording.MINUTE)


def streak(found: Streak) -> str:
    """`Thesis: 6 weeks on target`."""
    return f"{project(found.project)}: {_number(found.weeks)} week{'' if found.weeks == 1 else 's'} on target"


def in_a_row(days: int) -> str:
    """`12 days in a row`; a single one is none."""
    return f"{_number(days)} days in a row" if days > 1 else ""


def planned(tally: Tally) -> str:
    """`planned 5 h, worked 5 h 40 min`."""
    return f"planned {wording.length(tally.planned)}, worked {wording.length(tally.planned_worked)}"


def length_line(line: LengthLine) -> str:
    """`15 to 30 min`, `under 15 min`, `2 h and longer`."""
    if line.most is None:
        return f"{wording.length(timedelta(minutes=line.least))} and longer"
    most = wording.length(timedelta(minutes=line.most))
    if not line.least:
        return f"under {most}"
    least = wording.length(timedelta(minutes=line.least))
    unit = most.rpartition(" ")[2]
    return f"{least.removesuffix(f' {unit}')} to {most}"


def gaps(tally: GapTally) -> str:
    """`3 kept, 12 min`, one for each verdict there is."""
    return ", ".join(
        f"{_number(tally.counts[verdict])} {verdict} {wording.length(tally.lengths.get(verdict, ZERO))}"
        for verdict in Verdict
        if tally.counts.get(verdict)
    )


def count_of(tally: GapTally) -> int:
    return sum(tally.counts.values())


def length_of(tally: GapTally) -> timedelta:
    return sum(tally.lengths.values(), ZERO)


def hour(number: int) -> str:
    """`14:00 to 15:00`."""
    return f"{times.hour(number)} to {times.hour(number + 1)}"


def bar(shown: Bar, today: date) -> str:
    """What a bar is of: a day, an hour or a month."""
    if shown.hour is not None:
        return hour(shown.hour)
    if shown.first == shown.last:
        return times.day(shown.first, today).removeprefix("Today, ")
    return times.written(shown.first, "MMMM yyyy" if shown.first.month == shown.last.month else "yyyy")


def heading(report: Report) -> str:
    """What the bars are by."""
    if report.period.span is Span.DAY:
        return "By hour"
    if len(report.bars) == report.period.days:
        return "By day"
    return "By month" if all(bar.first.month == bar.last.month for bar in report.bars) else "By year"


def label(report: Report) -> Callable[[Bar], str]:
    """What stands under a bar."""
    by, span = heading(report), report.period.span
    if by == "By hour":
        return lambda shown: times.hour(shown.hour or 0)
    if by == "By year":
        return lambda shown: times.written(shown.first, "yyyy")
    if by == "By month":
        if span is Span.YEAR:
            return lambda shown: times.month(shown.first)
        return lambda shown: times.written(shown.first, "MMM yy")
    if span is Span.WEEK:
        return lambda shown: times.weekday(shown.first)
    if span is Span.MONTH:
        return lambda shown: str(shown.first.day)
    return lambda shown: times.short_day(shown.first)


def _number(value: int) -> str:
    return QLocale().toString(value)
