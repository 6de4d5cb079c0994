"""The plan of a day: what of it is worked and left, the hours there are for it, and the minutes to suggest."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import NamedTuple

from app.core.errors import MAX_PLANNED, MIN_PLANNED
from app.core.model import PlanItem
from app.core.timing import ZERO

MINUTE = timedelta(minutes=1)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""Plans are seen from and to these: far enough from the ends of the calendar for all that is reckoned around a day."""
LOOKED_AT = 8
"""The last so many sessions say how long the next one may take."""
FEWEST = 3
"""Fewer say nothing."""
_LEAST_MINUTES, _LEAST_SHARE = 5, 10
"""A suggestion is told from so many minutes and a tenth of the plan on."""


class Wanted(NamedTuple):
    """What a person can say of a plan item; `minutes` is None where they plan none."""

    title: str
    day: date
    project: str | None = None
    tags: tuple[str, ...] = ()
    minutes: int | None = None


def wanted_of(item: PlanItem) -> Wanted:
    project = item.project.name if item.project else None
    return Wanted(item.title, item.day, project, tuple(tag.name for tag in item.tags), item.planned_minutes)


class Planned(NamedTuple):
    """A plan item, and what all its sessions were worked, on whatever day."""

    item: PlanItem
    worked: timedelta

    @property
    def left(self) -> timedelta:
        """What the person planned for it and has not worked yet; nothing where it is done."""
        if self.item.done:
            return ZERO
        return max(planned(self.item) - self.worked, ZERO)

    @property
    def is_over(self) -> bool:
        """Whether it was worked longer than planned, in the minutes both are told in."""
        minutes = self.item.planned_minutes
        return minutes is not None and self.worked // MINUTE > minutes


class PlanDay(NamedTuple):
    """The items of a day in their order, and all that was worked in it by sessions that have ended."""

    day: date
    rows: tuple[Planned, ...]
    worked: timedelta


class Totals(NamedTuple):
    """What the person planned for a day, and what of that is left."""

    planned: timedelta
    left: timedelta

    @property
    def share(self) -> float:
        """How much of it is behind them, 0 to 1."""
        return 1 - self.left / self.planned if self.planned else 0.0


def planned(item: PlanItem) -> timedelta:
    """What the person planned for it: an item that a start made is no plan."""
    return ZERO if item.unplanned else MINUTE * (item.planned_minutes or 0)


def totals(rows: Iterable[Planned]) -> Totals:
    every = list(rows)
    return Totals(sum((planned(row.item) for row in every), ZERO), sum((row.left for row in every), ZERO))


class Hours(NamedTuple):
    """The working hours of a day."""

    begins: datetime
    ends: datetime

    def left(self, now: datetime) -> timedelta:
        return max(self.ends - max(now, self.begins), ZERO)


class Kind(NamedTuple):
    """What makes sessions alike: the project, and exactly these tags."""

    project_id: int | None
    tag_ids: frozenset[int]


def kind_of(item: PlanItem) -> Kind:
    return Kind(item.project.id if item.project else None, frozenset(tag.id for tag in item.tags))


class Suggestion(NamedTuple):
    """The median of so many of the person's last sessions, in whole minutes."""

    minutes: int
    sessions: int


def suggestion(lengths: Sequence[timedelta]) -> Suggestion | None:
    """From what the last sessions were worked; None where they are too few to say."""
    if len(lengths) < FEWEST:
        return None
    minutes = int(median(length // MINUTE for length in lengths))
    return Suggestion(min(max(minutes, MIN_PLANNED), MAX_PLANNED), len(lengths))


def is_worth_telling(suggested: Suggestion, minutes: int | None) -> bool:
    """Whether it is another plan than the person's own of so many minutes."""
    if minutes is None:
        return True
    difference = abs(suggested.minutes - minutes)
    return difference >= _LEAST_MINUTES and difference * _LEAST_SHARE >= minutes
