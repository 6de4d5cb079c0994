"""Weeks as the person lives them, and what of a project's weekly target is worked in one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from app.core import days, timing
from app.core.model import Project, Session

DAYS = timedelta(days=7)
FARTHEST = timedelta(hours=15)
"""No zone is farther from UTC."""


class Worked(NamedTuple):
    """An ended session as far as a total needs it. `offset` is east of UTC at its start."""

    project_id: int
    start: datetime
    offset: timedelta
    worked: timedelta


class Week(NamedTuple):
    """A week from `first` on; `start` and `end` are its bounds where the person is now.

    `ended`: what the sessions that have ended were worked, by the id of their project.
    """

    first: date
    start: datetime
    end: datetime
    day_start: time
    ended: Mapping[int, timedelta]

    def holds(self, start: datetime, offset: timedelta) -> bool:
        """Whether a session that began then, where it began, counts in this week: as in History, all of it does."""
        return self.first <= days.day_of(start, offset, self.day_start) < self.first + DAYS


class Progress(NamedTuple):
    """What was worked in a week, and what the person set out to."""

    worked: timedelta
    target: timedelta

    @property
    def share(self) -> float:
        """0 to 1."""
        return min(self.worked / self.target, 1.0)


def week_at(now: datetime, offset_at: Callable[[datetime], timedelta], day_start: time, first_weekday: int) -> Week:
    """The week that `now` lies in, without anything worked; `first_weekday` as `date.isoweekday` counts, Monday 1.

    `offset_at` gives the offset of the person's zone at an instant.
    """
    today = days.day_of(now, offset_at(now), day_start)
    first = today - timedelta(days=(today.isoweekday() - first_weekday) % 7)
    start = days.start_of(first, offset_at, day_start)
    return Week(first, start, days.start_of(first + DAYS, offset_at, day_start), day_start, {})


def summed(week: Week, sessions: Iterable[Worked]) -> Week:
    """The week with those of the sessions that count in it; sums are exact."""
    ended: dict[int, timedelta] = {}
    for session in sessions:
        if week.holds(session.start, session.offset):
            ended[session.project_id] = ended.get(session.project_id, timing.ZERO) + session.worked
    return week._replace(ended=ended)


def progress(week: Week, project: Project, running: Session | None, now: datetime) -> Progress | None:
    """With the running session's part; None where the project has no target."""
    if project.weekly_target is None:
        return None
    worked = week.ended.get(project.id, timing.ZERO)
    if running is not None and running.project is not None and running.project.id == project.id:
        worked += timing.worked(running, now) if week.holds(running.start, running.start_offset) else timing.ZERO
    return Progress(worked, timedelta(minutes=project.weekly_target))
