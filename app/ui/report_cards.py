"""What the cards of a report show: each chart with its words, its table, and what stands in its heading and foot."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from app.core import text, wording
from app.core.model import Verdict
from app.core.periods import Period
from app.core.report import Bar, GapTally, ProjectLine, Report, Share, TagLine
from app.core.timing import ZERO
from app.ui import report_tables as tables
from app.ui import report_words as words
from app.ui import times
from app.ui.away_words import CAUSES
from app.ui.bar_chart import Bars, Column, Part
from app.ui.canvas import Plot
from app.ui.chart_keys import Before, Key, Steps
from app.ui.dot_chart import Dots, Scored
from app.ui.heat_map import Cell, HeatMap, step_of
from app.ui.line_chart import Line, Lines, Stretch
from app.ui.report_tables import Satisfied, Table

FIRST = 8
"""How many lines are shown until all are wanted, and how many projects have a part of their own in a bar."""
_NO_COLOR, _HOURS_HIGH = "pebble", 190
_FROM, _TO = 8, 18
"""The hours that are always shown."""


class View(NamedTuple):
    """A chart, and what makes the same as a table. `short` has the first lines; None where there are no more.

    `name` is the word of the choice where a card has several. `nothing` is said in place of a chart that is empty;
    it is empty where there is something.
    """

    name: str
    plot: Plot
    table: Callable[[], Table]
    nothing: str
    short: Plot | None = None


class CardView(NamedTuple):
    """`note` stands quietly behind the title, `key` explains the chart, each line of `foot` has the icon `target`."""

    title: str
    views: tuple[View, ...]
    key: Key | None = None
    note: str = ""
    foot: tuple[str, ...] = ()


def over_time(report: Report, today: date) -> CardView:
    bars, label = _trimmed(report.bars), words.label(report)
    columns = tuple(_column(bar, label(bar), report, today) for bar in bars)
    title = words.heading(report)
    has_before = any(bar.before for bar in bars)
    view = View("", Bars(columns, "edge"), partial(tables.over_time, report, today), "")
    return CardView(title, (view,), Before(words.before(report.period)) if has_before else None)


def _column(bar: Bar, label: str, report: Report, today: date) -> Column:
    name, whole = words.bar(bar, today), bar.worked
    before = f"; {words.before(report.period)} {wording.length(bar.before)}" if bar.before is not None else ""
    dates = tables.within(bar.first, bar.last)

    def part(share: Share) -> Part:
        told = f"{name}: {words.project(share.project)} {wording.length(share.worked)} of {wording.length(whole)}"
        color = share.project.color if share.project is not None else _NO_COLOR
        return Part(share.worked, color, told, tables.of_project(share.project, dates))

    own, others = _split(bar, report)
    parts = [part(share) for share in own]
    if others:
        rest = sum((share.worked for share in others), ZERO)
        many = "1 other project" if len(others) == 1 else f"{len(others)} other projects"
        told = f"{name}: {many} {wording.length(rest)} of {wording.length(whole)}"
        parts.append(Part(rest, "", told, dates))
    is_today = bar.hour is None and bar.first == bar.last == today
    return Column(label, tuple(parts), bar.before, f"{name}: {wording.length(whole)}{before}", dates, is_today)


def _split(bar: Bar, report: Report) -> tuple[list[Share], list[Share]]:
    """Those of the projects that were worked most have a part of their own."""
    most = {line.project.id if line.project else 0 for line in report.projects[:FIRST]}
    own = [share for share in bar.shares if (share.project.id if share.project else 0) in most]
    return own, [share for share in bar.shares if share not in own]


def _trimmed(bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
    """Of the hours those of the working day and whatever lies outside them."""
    return bars[_where([bar.hour is None or _is_day(bar.hour) or bool(bar.worked or bar.before) for bar in bars])]


def _is_day(hour: int) -> bool:
    return _FROM <= hour <= _TO


def _where(wanted: Sequence[bool]) -> slice:
    """From the first that is wanted to the last."""
    found = [place for place, is_wanted in enumerate(wanted) if is_wanted]
    return slice(found[0], found[-1] + 1) if found else slice(0)


def by_project(report: Report) -> CardView:
    most = _most([*(line.tally.worked for line in report.projects), *(line.target or ZERO for line in report.projects)])
    lines = tuple(_project_line(line, most, report) for line in report.projects)
    view = _lines_view(lines, partial(tables.projects, report), "Nothing was worked.")
    return CardView("By project", (view,), foot=tuple(words.streak(streak) for streak in report.streaks))


def _project_line(line: ProjectLine, most: timedelta, report: Report) -> Line:
    name, worked = words.project(line.project), wording.length(line.tally.worked)
    color = line.project.color if line.project is not None else _NO_COLOR
    target = words.target(line)
    told = f"{name}: {worked} in {words.sessions(line.tally.sessions)}; {words.before(report.period)} "
    told += f"{wording.length(line.before)}{f'; {target}' if target else ''}"
    tick = line.target / most if line.target is not None else None
    bar = (Stretch(line.tally.worked / most, color, is_project=True),)
    return Line(
        name, worked, bar, told, tables.of_project(line.project, tables.lying_in(report.period)), color, tick, target
    )


def by_tag(report: Report) -> CardView:
    most = _most(line.tally.worked for line in report.tags)
    lines = tuple(_tag_line(line, most, report) for line in report.tags)
    return CardView("By tag", (_lines_view(lines, partial(tables.tags, report), "No session has a tag."),))


def _tag_line(line: TagLine, most: timedelta, report: Report) -> Line:
    name, worked = text.shown(line.tag.name, words.LETTERS), wording.length(line.tally.worked)
    told = f"{name}: {worked} in {words.sessions(line.tally.sessions)}; {words.before(report.period)} "
    told += wording.length(line.before)
    wanted = tables.lying_in(report.period)._replace(tag_id=line.tag.id)
    return Line(name, worked, (Stretch(line.tally.worked / most, "accent"),), told, wanted)


def year(report: Report, today: date) -> CardView:
    cells = tuple(
        Cell(
            day.date,
            step_of(day.worked),
            f"{times.day(day.date, today)}: {wording.length(day.worked) if day.worked else 'nothing'}",
            tables.within(day.date, day.date) if day.worked else None,
        )
        for day in report.year
        if day.date <= today
    )
    view = View("", HeatMap(cells, report.period, today), partial(tables.year, report, today), "")
    return CardView("A year of days", (view,), Steps(), words.in_a_row(report.in_a_row))


def by_hour(report: Report) -> CardView:
    lines = report.hours[_where([_is_day(line.hour) or bool(line.tally.worked) for line in report.hours])]
    columns = []
    for line in lines:
        worked = line.tally.worked
        told = f"{words.hour(line.hour)}: {wording.length(worked)}; {words.sessions(line.tally.sessions)} begun"
        wanted = tables.in_hour(line.hour, report.period) if line.tally.sessions else None
        parts = (Part(worked, "", told, wanted),) if worked else ()
        columns.append(Column(times.hour(line.hour), parts, None, told, wanted))
    plot = Bars(tuple(columns), "accent", _HOURS_HIGH)
    return CardView("By hour of day", (View("", plot, partial(tables.hours, report), ""),))


def planned(report: Report) -> CardView:
    found = [line for line in report.projects if line.tally.planned]
    most = _most(max(line.tally.planned, line.tally.planned_worked) for line in found)
    lines = tuple(_planned_line(line, most, report.period) for line in found)
    return CardView(
        "Planned and worked", (_lines_view(lines, partial(tables.planned, report), "Nothing was planned."),)
    )


def _planned_line(line: ProjectLine, most: timedelta, period: Period) -> Line:
    """Worked as a bar, its overtime in a colour of its own, and planned as the tick."""
    tally, name = line.tally, words.project(line.project)
    color = line.project.color if line.project is not None else _NO_COLOR
    over = min(tally.overtime, tally.planned_worked)
    bar = (Stretch((tally.planned_worked - over) / most, color, is_project=True), Stretch(over / most, "overtime"))
    value = f"+{wording.length(over)}" if over else ""
    told = f"{name}: {words.planned(tally)}{f', {wording.length(over)} of it over' if over else ''}"
    wanted = tables.of_project(line.project, tables.begun_in(period))
    return Line(name, value, bar, told, wanted, color, tally.planned / most, words.planned(tally), "overtime")


def gaps(report: Report) -> CardView:
    most = _most(words.length_of(gap) for gap in report.gaps)
    lines = tuple(_gap_line(gap, most, report.period) for gap in report.gaps)
    return CardView("Gaps by cause", (_lines_view(lines, partial(tables.gaps, report), "No gaps."),))


def _gap_line(gap: GapTally, most: timedelta, period: Period) -> Line:
    inks = {Verdict.KEPT: "accent", Verdict.DISCARDED: "text2", Verdict.UNDECIDED: "undecided"}
    bar = tuple(
        Stretch(gap.lengths.get(verdict, ZERO) / most, ink, is_hatched=verdict is Verdict.UNDECIDED)
        for verdict, ink in inks.items()
    )
    told, whole = words.gaps(gap), wording.length(words.length_of(gap))
    name, wanted = CAUSES[gap.cause], tables.with_gap(gap, period)
    return Line(name, whole, bar, f"{name}: {told}", wanted, below=told)


def satisfaction(report: Report) -> CardView:
    kinds = (("Project", report.projects), ("Tag", report.tags), ("Hour", report.hours), ("Length", report.lengths))
    return CardView(
        "Satisfaction", tuple(_satisfaction(kind, tables.satisfied(lines, report.period)) for kind, lines in kinds)
    )


def _satisfaction(kind: str, lines: tuple[Satisfied, ...]) -> View:
    rows = tuple(_scored(line) for line in lines)
    short = Dots(rows[:FIRST]) if len(rows) > FIRST else None
    nothing = "" if rows else "No session here was reviewed."
    return View(kind, Dots(rows), partial(tables.satisfaction, kind, lines), nothing, short)


def _scored(line: Satisfied) -> Scored:
    mean = line.tally.satisfaction
    value = words.too_few(line.tally) if mean is None else f"{words.score(mean)} · {line.tally.reviewed}"
    name = text.shown(line.name, words.LETTERS)
    told = f"{name}: {words.mean(line.tally)}"
    if mean is not None:
        told += f", {words.sessions(line.tally.reviewed)} reviewed"
    return Scored(name, value, mean, told, line.wanted, line.color)


def _lines_view(lines: tuple[Line, ...], table: Callable[[], Table], nothing: str) -> View:
    short = Lines(lines[:FIRST]) if len(lines) > FIRST else None
    return View("", Lines(lines), table, "" if lines else nothing, short)


def _most(lengths: Iterable[timedelta]) -> timedelta:
    """What the longest bar stands for; never nothing."""
    return max((*lengths, timedelta(seconds=1)))
