"""The charts of a report as tables: the same values for keyboard, reader and clipboard."""

import html
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from app.core import text, wording
from app.core.history import NO_PROJECT, Filter
from app.core.model import Project, Verdict
from app.core.periods import Period
from app.core.report import GapTally, HourLine, LengthLine, ProjectLine, Report, TagLine, Tally
from app.core.spreadsheet import guarded
from app.core.timing import ZERO
from app.ui import report_words as words
from app.ui import times
from app.ui.away_words import CAUSES


class Row(NamedTuple):
    """`wanted`: the sessions behind it; None where they can't be asked for."""

    cells: tuple[str, ...]
    wanted: Filter | None = None


class Table(NamedTuple):
    """The first column has names, all others numbers; names are whole, for a copy has them so."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def as_text(self, rows: Iterable[int]) -> str:
        """Tabs between cells, as spreadsheets take them, and no cell a formula."""
        lines = (self.headings, *(self.rows[row].cells for row in rows))
        return "\n".join("\t".join(guarded(cell.replace("\t", " ")) for cell in line) for line in lines)

    def as_html(self, rows: Iterable[int]) -> str:
        """The same, for a spreadsheet may take this form."""
        head = _html("th", self.headings)
        return f"<table>{head}{''.join(_html('td', self.rows[row].cells) for row in rows)}</table>"


def _html(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{html.escape(guarded(cell))}</{tag}>' for cell in cells)}</tr>"


def within(first: date, last: date) -> Filter:
    """All sessions of which something lies in these days: what was worked counts where it lies."""
    return Filter(since=first, until=last, reaching=True)


def lying_in(period: Period) -> Filter:
    return within(period.first, period.last)


def begun_in(period: Period) -> Filter:
    """Only those that began in it: their plans and scores count where they began."""
    return Filter(since=period.first, until=period.last)


def of_project(project: Project | None, sessions: Filter) -> Filter:
    return sessions._replace(project_id=project.id if project is not None else NO_PROJECT)


def in_hour(hour: int, period: Period) -> Filter:
    return begun_in(period)._replace(hour=hour)


def with_gap(gap: GapTally, period: Period) -> Filter:
    return lying_in(period)._replace(cause=gap.cause)


def over_time(report: Report, today: date) -> Table:
    """A row for each bar: all of it, the bar before, and what each project has of it."""
    lines = [(line.project.id if line.project else 0, _name(line.project)) for line in report.projects]
    kind = words.heading(report).removeprefix("By ").capitalize()
    rows = []
    for bar in report.bars:
        worked = {share.project.id if share.project else 0: share.worked for share in bar.shares}
        cells = (words.bar(bar, today), wording.length(bar.worked), _length(bar.before))
        shares = (wording.length(worked[id_]) if id_ in worked else "" for id_, _name in lines)
        rows.append(Row((*cells, *shares), within(bar.first, bar.last)))
    before = words.before(report.period)
    return Table((kind, "Worked", before[:1].upper() + before[1:], *(name for _id, name in lines)), tuple(rows))


def projects(report: Report) -> Table:
    has_target = any(line.target is not None for line in report.projects)
    rows = []
    for line in report.projects:
        target = (_length(line.target),) if has_target else ()
        cells = (_name(line.project), *_sums(line), *target)
        rows.append(Row(cells, of_project(line.project, lying_in(report.period))))
    heading = ("Project", "Worked", "Before", "Sessions", *(("Target",) if has_target else ()))
    return Table(heading, tuple(rows))


def tags(report: Report) -> Table:
    rows = (
        Row((text.shown(line.tag.name), *_sums(line)), lying_in(report.period)._replace(tag_id=line.tag.id))
        for line in report.tags
    )
    return Table(("Tag", "Worked", "Before", "Sessions"), tuple(rows))


def _sums(line: ProjectLine | TagLine) -> tuple[str, ...]:
    return wording.length(line.tally.worked), wording.length(line.before), str(line.tally.sessions)


def year(report: Report, today: date) -> Table:
    """The newest day first; those without anything are left out."""
    rows = (
        Row((times.day(day.date, today), wording.length(day.worked)), within(day.date, day.date))
        for day in reversed(report.year)
        if day.worked
    )
    return Table(("Day", "Worked"), tuple(rows))


def hours(report: Report) -> Table:
    rows = (
        Row(
            (words.hour(line.hour), wording.length(line.tally.worked), str(line.tally.sessions)),
            in_hour(line.hour, report.period),
        )
        for line in report.hours
        if line.tally.worked or line.tally.sessions
    )
    return Table(("Hour", "Worked", "Begun"), tuple(rows))


def planned(report: Report) -> Table:
    rows = (
        Row(
            (
                _name(line.project),
                wording.length(line.tally.planned),
                wording.length(line.tally.planned_worked),
                wording.length(line.tally.overtime),
                str(line.tally.over),
            ),
            of_project(line.project, begun_in(report.period)),
        )
        for line in report.projects
        if line.tally.planned
    )
    return Table(("Project", "Planned", "Worked", "Overtime", "Sessions over"), tuple(rows))


def gaps(report: Report) -> Table:
    rows = (Row((CAUSES[gap.cause], *_gap_cells(gap)), with_gap(gap, report.period)) for gap in report.gaps)
    return Table(("Cause", "Gaps", "Length", *(verdict.value.capitalize() for verdict in Verdict)), tuple(rows))


def _gap_cells(gap: GapTally) -> tuple[str, ...]:
    each = (
        f"{gap.counts[verdict]}, {_length(gap.lengths.get(verdict, ZERO))}" if gap.counts.get(verdict) else ""
        for verdict in Verdict
    )
    return str(words.count_of(gap)), wording.length(words.length_of(gap)), *each


class Satisfied(NamedTuple):
    """A line of the satisfaction chart, whatever it is by. `name` is whole. `color`: a project's, empty for none."""

    name: str
    tally: Tally
    wanted: Filter | None
    color: str = ""


Scored = ProjectLine | TagLine | HourLine | LengthLine


def satisfied(lines: tuple[Scored, ...], period: Period) -> tuple[Satisfied, ...]:
    """Those with a session that was reviewed."""
    return tuple(_satisfied(line, period) for line in lines if line.tally.reviewed)


def _satisfied(line: Scored, period: Period) -> Satisfied:
    match line:
        case ProjectLine(project=project):
            color = project.color if project is not None else "pebble"
            return Satisfied(_name(project), line.tally, of_project(project, begun_in(period)), color)
        case TagLine(tag=tag):
            return Satisfied(text.shown(tag.name), line.tally, begun_in(period)._replace(tag_id=tag.id))
        case HourLine(hour=hour):
            return Satisfied(words.hour(hour), line.tally, in_hour(hour, period))
    wanted = begun_in(period)._replace(least=line.least or None, most=line.most)
    return Satisfied(words.length_line(line), line.tally, wanted)


def satisfaction(kind: str, lines: tuple[Satisfied, ...]) -> Table:
    rows = (Row((line.name, words.mean(line.tally), str(line.tally.reviewed)), line.wanted) for line in lines)
    return Table((kind, "Satisfaction", "Sessions reviewed"), tuple(rows))


def _name(project: Project | None) -> str:
    return words.NO_PROJECT if project is None else text.shown(project.name)


def _length(span: timedelta | None) -> str:
    return wording.length(span) if span is not None else ""
