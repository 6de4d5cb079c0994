"""What is asked of the past sessions, and the shape of the answer: days with their totals, and pages of their rows."""

from datetime import date, timedelta
from typing import NamedTuple

from app.core.day_parts import Part
from app.core.model import Cause, Gap, Session

PAGE = 200
"""Rows in a page; the last one of a day has what is left."""
NO_PROJECT = 0
"""Asks for the sessions that have no project."""


class Filter(NamedTuple):
    """Which ended sessions are wanted; every part that is said must hold. `Filter()` is all.

    `text`: words, each the beginning of a word in notes, tasks done or plan title, whatever its case or accents.
    `since` and `until` are days as the person lives them, both included; None is no bound. A session is looked for on
    the day that it began; `reaching`: those that began before and run into the first day are wanted too. `hour` is the
    one of the day that a session began in, by its own clocks. What it was worked is from `least` to under `most` whole
    minutes. It has a gap of the `cause` that is over, whatever was decided.
    """

    text: str = ""
    project_id: int | None = None
    tag_id: int | None = None
    score: int | None = None
    since: date | None = None
    until: date | None = None
    not_reviewed: bool = False
    hour: int | None = None
    least: int | None = None
    most: int | None = None
    cause: Cause | None = None
    reaching: bool = False

    def holds(self, day: date) -> bool:
        """Whether the day is within the bounds, or may be one before them that wanted sessions began on."""
        is_after = self.since is None or self.reaching or day >= self.since
        return is_after and (self.until is None or day <= self.until)


class DayTotal(NamedTuple):
    """A day that wanted sessions began on, or run into: how many began, their undecided gaps, and what lies in it.

    `worked` is the sum of the parts of wanted sessions that lie in the day (`day_parts`).
    """

    date: date
    sessions: int
    gaps: int
    worked: timedelta

    @property
    def rows(self) -> int:
        """Without the heading: one for each session and for each of its undecided gaps."""
        return self.sessions + self.gaps


class Index(NamedTuple):
    """All days of an answer, newest first."""

    days: tuple[DayTotal, ...] = ()

    @property
    def sessions(self) -> int:
        return sum(day.sessions for day in self.days)


class PageKey(NamedTuple):
    """The rows `number * PAGE` to `(number + 1) * PAGE` of a day, without its heading."""

    date: date
    number: int


class Entry(NamedTuple):
    """A row: a session, or one of its gaps that nobody decided (it stands under its session, in order of their start).

    `overlaps`: the other sessions it overlaps; a clock that was set back can make that. `later`: what of a session was
    worked in later days than the one it stands under; their totals have it.
    """

    session: Session
    gap: Gap | None = None
    overlaps: tuple[Session, ...] = ()
    later: tuple[Part, ...] = ()


class Place(NamedTuple):
    """Where a session stands: its day, and its row in it, counted from 0 without the heading."""

    date: date
    row: int
