"""What a report says of a period, and the sums it is made of.

Worked time is counted where it lies: a session that runs over midnight counts on both days (`day_parts`). All else
that is said of a session (how many there are, planned time, overtime, score) counts on the day that it began.
Only sessions that have ended.
"""

from datetime import date, timedelta
from typing import NamedTuple

from app.core.model import Cause, Project, Tag, Verdict
from app.core.periods import Period
from app.core.timing import ZERO

FEWEST = 5
"""Nothing is claimed of how satisfied a person was from fewer sessions."""
LENGTHS = (15, 30, 60, 120)
"""Minutes that were worked, where the next longer kind of session begins."""


class Tally(NamedTuple):
    """Sums of some sessions; they can be added.

    `worked` is what lies in the period. `planned` and `planned_worked` are of the sessions that something was planned
    for, whole; `over` counts those with overtime. `score` is the sum of the scores of those that were `reviewed`.
    """

    worked: timedelta = ZERO
    sessions: int = 0
    planned: timedelta = ZERO
    planned_worked: timedelta = ZERO
    overtime: timedelta = ZERO
    over: int = 0
    reviewed: int = 0
    score: int = 0

    def plus(self, other: "Tally") -> "Tally":
        return Tally(
            self.worked + other.worked,
            self.sessions + other.sessions,
            self.planned + other.planned,
            self.planned_worked + other.planned_worked,
            self.overtime + other.overtime,
            self.over + other.over,
            self.reviewed + other.reviewed,
            self.score + other.score,
        )

    @property
    def satisfaction(self) -> float | None:
        """The mean score, 1 to 5; None where too few say so."""
        return self.score / self.reviewed if self.reviewed >= FEWEST else None


class GapTally(NamedTuple):
    """The gaps of one cause: how many there are of each verdict, and how long they are within the period."""

    cause: Cause
    counts: dict[Verdict, int]
    lengths: dict[Verdict, timedelta]


class Share(NamedTuple):
    """What of a bar a project has; None is no project."""

    project: Project | None
    worked: timedelta


class Bar(NamedTuple):
    """A bar of the chart over time: the days from `first` to `last`, or in a day's report the `hour` of that day.

    `before` is what was worked in the bar of the same place in the period before; None where there is none (31 March).
    Shares are in the order of the report's projects.
    """

    first: date
    last: date
    hour: int | None
    shares: tuple[Share, ...]
    before: timedelta | None

    @property
    def worked(self) -> timedelta:
        return sum((share.worked for share in self.shares), ZERO)


class ProjectLine(NamedTuple):
    """`project` is None for what has none. `target` is the project's weekly one, only in a report of one week."""

    project: Project | None
    tally: Tally
    before: timedelta
    target: timedelta | None


class TagLine(NamedTuple):
    """A session with two tags counts with both."""

    tag: Tag
    tally: Tally
    before: timedelta


class HourLine(NamedTuple):
    """What was worked in that hour of the day; sessions and scores are of those that began in it."""

    hour: int
    tally: Tally


class LengthLine(NamedTuple):
    """Sessions that were worked from `least` to under `most` minutes; None is no bound."""

    least: int
    most: int | None
    tally: Tally


class Streak(NamedTuple):
    """How many weeks in a row a weekly target was reached, up to the week that the period ends in.

    That week counts where it is reached; where it is not yet, the weeks before it are counted.
    """

    project: Project
    weeks: int


class DayWorked(NamedTuple):
    date: date
    worked: timedelta


class Report(NamedTuple):
    """All a report shows. `projects` and `tags`: the most worked first; those without anything are left out.

    `hours` are all 24, `lengths` all there are, `gaps` one for each cause that there are gaps of. `year` are the days
    of the 53 weeks up to the period's end. `in_a_row`: days in a row with something worked, up to the period's end or
    the day before it. `last_worked`: the last day with something worked, in the period or before it; None is never.
    """

    period: Period
    before: Period
    total: Tally
    worked_before: timedelta
    bars: tuple[Bar, ...]
    projects: tuple[ProjectLine, ...]
    tags: tuple[TagLine, ...]
    hours: tuple[HourLine, ...]
    lengths: tuple[LengthLine, ...]
    gaps: tuple[GapTally, ...]
    year: tuple[DayWorked, ...]
    streaks: tuple[Streak, ...]
    in_a_row: int
    last_worked: date | None


def length_at(worked: timedelta) -> int:
    """The place among the kinds of length, 0 for the shortest."""
    minutes = worked // timedelta(minutes=1)
    return sum(minutes >= bound for bound in LENGTHS)
