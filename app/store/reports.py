"""Puts reports together: sums of the period and the one before, bars over time, a year of days, weeks on target."""

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from functools import cached_property
from typing import NamedTuple

from app.core import day_parts, periods, sums
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
from app.core.sums import Kind
from app.core.timing import ZERO
from app.store.catalogue import project_of, tag_of
from app.store.database import Rows
from app.store.summing import Days, sessions_around
from app.store.sums import Fresh, SumsOfMoment
from app.store.tables import ProjectRow, TagRow

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_BARS_OF_DAYS, _BARS_OF_MONTHS = 62, 1100
"""A range of more days is shown by month, and of more than that by year."""
_WEEKS_OF_YEAR, _WEEKS_AT_ONCE = 53, 60
_HALF = 30
_NONE = Tally()


class Asked(NamedTuple):
    """`today`: the day that is now; `first_weekday` as `date.isoweekday` counts, Monday 1."""

    period: Period
    today: date
    day_start: time
    first_weekday: int


def report(database: Rows, asked: Asked) -> tuple[Report, Fresh]:
    """Of one moment of a reading store; and what of its sums was not written yet."""
    made = _Report(database, asked)
    return made.whole(), made.sums.fresh


class _Report:
    def __init__(self, database: Rows, asked: Asked) -> None:
        self._database, self._asked, self._period = database, asked, asked.period
        self._before = periods.before(asked.period)
        self.sums = SumsOfMoment(database, asked.day_start)
        rows = ProjectRow.select().tuples().execute(database.peewee)
        self._projects: dict[int, Project] = {row[0]: project_of(row) for row in rows}

    def whole(self) -> Report:
        until = min(self._period.last, self._asked.today)
        whole = self.sums.of(Kind.DAY, [_days(self._period)])
        before = self.sums.worked(Kind.DAY, [_days(self._before)])
        last_worked = next(self.sums.days_worked(self._period.last.toordinal()), None)
        return Report(
            period=self._period,
            before=self._before,
            total=whole.get((0, sums.WHOLE_DAY), _NONE),
            worked_before=before.get((0, sums.WHOLE_DAY), ZERO),
            bars=tuple(self._bars()),
            projects=self._project_lines,
            tags=self._tag_lines(),
            hours=self._hour_lines(),
            lengths=self._length_lines(),
            gaps=self._gap_tallies(),
            year=self._year(),
            streaks=tuple(self._streaks(until)),
            in_a_row=self._in_a_row(until),
            last_worked=None if last_worked is None else date.fromordinal(last_worked),
        )

    @cached_property
    def _project_lines(self) -> tuple[ProjectLine, ...]:
        lines = []
        for key, tally, before in self._with_before(Kind.PROJECT):
            project = self._projects.get(key)
            minutes = project.weekly_target if project and self._period.span is Span.WEEK else None
            lines.append(ProjectLine(project, tally, before, None if minutes is None else timedelta(minutes=minutes)))
        return tuple(sorted(lines, key=lambda line: (-line.tally.worked, line.project.name if line.project else "")))

    def _tag_lines(self) -> tuple[TagLine, ...]:
        """Without those that no tag is called by: another program may have left some behind."""
        known: dict[int, Tag] = {row[0]: tag_of(row) for row in TagRow.select().tuples().execute(self._database.peewee)}
        found = self._with_before(Kind.TAG)
        lines = [TagLine(known[key], tally, before) for key, tally, before in found if key in known]
        return tuple(sorted(lines, key=lambda line: (-line.tally.worked, line.tag.name)))

    def _hour_lines(self) -> tuple[HourLine, ...]:
        found = self.sums.of(Kind.HOUR, [_days(self._period)])
        return tuple(HourLine(hour, found.get((0, hour), _NONE)) for hour in range(24))

    def _length_lines(self) -> tuple[LengthLine, ...]:
        found = self.sums.of(Kind.LENGTH, [_days(self._period)])
        bounds = zip((0, *LENGTHS), (*LENGTHS, None), strict=True)
        return tuple(LengthLine(*bound, found.get((0, place), _NONE)) for place, bound in enumerate(bounds))

    def _gap_tallies(self) -> tuple[GapTally, ...]:
        counts: dict[Cause, dict[Verdict, int]] = {}
        lengths: dict[Cause, dict[Verdict, timedelta]] = {}
        for (_, key), tally in self.sums.of(Kind.GAP, [_days(self._period)]).items():
            cause, verdict = sums.gap_of(key)
            counts.setdefault(cause, {})[verdict] = tally.sessions
            lengths.setdefault(cause, {})[verdict] = tally.worked
        return tuple(GapTally(cause, counts[cause], lengths[cause]) for cause in Cause if cause in counts)

    def _with_before(self, kind: Kind) -> Iterator[tuple[int, Tally, timedelta]]:
        """By key: the sums of the period, and what was worked in the one before."""
        found = self.sums.of(kind, [_days(self._period)])
        before = self.sums.worked(kind, [_days(self._before)])
        for (_, key), tally in found.items():
            yield key, tally, before.get((0, key), ZERO)

    # Over time

    def _bars(self) -> Iterator[Bar]:
        if self._period.span is Span.DAY:
            yield from self._hour_bars()
            return
        ranges = list(_pieces(self._period))
        before = [*_pieces(self._before)] if _can_compare(self._period) else []
        shares: list[dict[int, timedelta]] = [{} for _ in ranges]
        for (place, key), worked in self.sums.worked(Kind.PROJECT, ranges).items():
            shares[place][key] = worked
        worked_before = self.sums.worked(Kind.DAY, before)
        for place, (first, last) in enumerate(ranges):
            was = worked_before.get((place, sums.WHOLE_DAY), ZERO) if place < len(before) else None
            yield Bar(date.fromordinal(first), date.fromordinal(last), None, self._ordered(shares[place]), was)

    def _hour_bars(self) -> Iterator[Bar]:
        day = self._period.first
        now, before = self._by_hour(day), self._by_hour(self._before.first)
        starts = self._asked.day_start
        first = (starts.hour + (starts.minute > _HALF)) % 24  # an hour that is cut stands where more of it lies
        for hour in (*range(first, 24), *range(first)):
            was = sum(before.get(hour, {}).values(), ZERO)
            yield Bar(day, day, hour, self._ordered(now.get(hour, {})), was)

    def _by_hour(self, day: date) -> dict[int, dict[int, timedelta]]:
        """What was worked in each hour of a day, by project: the sums have no such pairs; a day has few sessions."""
        found: dict[int, dict[int, timedelta]] = {}
        for session in sessions_around(self._database, (day.toordinal(), day.toordinal())):
            pieces = day_parts.parts(session, self._asked.day_start, session.end or session.start)
            project = session.project.id if session.project else sums.NO_PROJECT
            for hour, stretch in day_parts.by_hour(session):
                for of_day, length in day_parts.cut(stretch, pieces):
                    if of_day == day:
                        shares = found.setdefault(hour, {})
                        shares[project] = shares.get(project, ZERO) + length
        return found

    def _ordered(self, shares: dict[int, timedelta]) -> tuple[Share, ...]:
        return tuple(
            Share(line.project, worked)
            for line in self._project_lines
            if (worked := shares.get(line.project.id if line.project else sums.NO_PROJECT, ZERO)) > ZERO
        )

    def _year(self) -> tuple[DayWorked, ...]:
        last = self._period.last
        first = periods.containing(
            Span.WEEK, last - min((_WEEKS_OF_YEAR - 1) * _WEEK, last - date.min), self._asked.first_weekday
        ).first
        worked = self.sums.by_day((first.toordinal(), last.toordinal()))
        days = range(first.toordinal(), last.toordinal() + 1)
        return tuple(DayWorked(date.fromordinal(day), worked.get(day, ZERO)) for day in days)

    def _in_a_row(self, until: date) -> int:
        count, due = 0, until.toordinal()
        for day in self.sums.days_worked(due):
            if count == 0 and day == due - 1:
                due = day  # today may come yet
            if day != due:
                break
            count, due = count + 1, day - 1
        return count

    def _streaks(self, until: date) -> Iterator[Streak]:
        last = periods.containing(Span.WEEK, until, self._asked.first_weekday).last
        open_: dict[int, int] = {p.id: 0 for p in self._projects.values() if p.weekly_target and not p.archived}
        is_first = True
        while open_ and last - date.min > (_WEEKS_AT_ONCE + 1) * _WEEK:
            ends = [last - number * _WEEK for number in range(_WEEKS_AT_ONCE)]
            ranges = [(end.toordinal() - 6, end.toordinal()) for end in reversed(ends)]
            found = self.sums.worked(Kind.PROJECT, ranges)
            for key in list(open_):
                target = timedelta(minutes=self._projects[key].weekly_target or 0)
                reached = [found.get((place, key), ZERO) >= target for place in range(len(ranges))]
                if is_first and not reached[-1]:
                    reached.pop()
                row = _length_of_row(reversed(reached))
                open_[key] += row
                if row < len(reached) and (weeks := open_.pop(key)):
                    yield Streak(self._projects[key], weeks)
            last, is_first = ends[-1] - _WEEK, False


def _pieces(period: Period) -> Iterator[Days]:
    """The days of each bar."""
    if period.days <= _BARS_OF_DAYS and period.span is not Span.YEAR:
        yield from ((day, day) for day in range(period.first.toordinal(), period.last.toordinal() + 1))
        return
    span = Span.MONTH if period.days <= _BARS_OF_MONTHS else Span.YEAR
    piece = periods.containing(span, period.first, 1)
    while piece.first <= period.last:
        yield max(piece.first, period.first).toordinal(), min(piece.last, period.last).toordinal()
        if piece.last == date.max:
            return
        piece = periods.after(piece)


def _can_compare(period: Period) -> bool:
    """Whether the bars of the period before are as long: those of a range of months are not."""
    return period.span is not Span.RANGE or period.days <= _BARS_OF_DAYS


def _days(period: Period) -> Days:
    return period.first.toordinal(), period.last.toordinal()


def _length_of_row(held: Iterable[bool]) -> int:
    """How many hold before the first that does not."""
    count = 0
    for one in held:
        if not one:
            return count
        count += 1
    return count
