"""Weeks as the person lives them, and what of a project's weekly target is worked in one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from app.core import day_parts, days, timing
from app.core.model import Project, Session

DAYS = timedelta(days=7)


class Week(NamedTuple):
    """A week from `first` on; `start` and `end` are its bounds where the person is now.

    `ended`: what the sessions that have ended were worked in it, by the id of their project.
    """

    first: date
    start: datetime
    end: datetime
    day_start: time
    ended: Mapping[int, timedelta]

    def worked(self, session: Session, now: datetime) -> timedelta:
        """What of a session lies in this week, by its own zone; of the active one as if it ended `now`."""
        last = self.first + DAYS - timedelta(days=1)
        part = day_parts.part_in(session, self.first, last, self.day_start, now)
        return timing.ZERO if part is None else part.worked


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


def summed(week: Week, sessions: Iterable[tuple[int | None, Session]]) -> Week:
    """The week with what lies in it of these ended sessions, each with the id of its project; sums are exact."""
    ended: dict[int, timedelta] = {}
    for project_id, session in sessions:
        worked = week.worked(session, session.end or session.start)
        if project_id is not None and worked:
            ended[project_id] = ended.get(project_id, timing.ZERO) + worked
    return week._replace(ended=ended)


def progress(week: Week, project: Project, running: Session | None, now: datetime) -> Progress | None:
    """With the running session's part; None where the project has no target."""
    if project.weekly_target is None:
        return None
    worked = week.ended.get(project.id, timing.ZERO)
    if running is not None and running.project is not None and running.project.id == project.id:
        worked += week.worked(running, now)
    return Progress(worked, timedelta(minutes=project.weekly_target))
