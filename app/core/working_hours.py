"""The hours in which a person means to work, and when they are reminded that nothing is running."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from app.core import days

_DAY = timedelta(days=1)
_DAY_MINUTES = 24 * 60
_AHEAD = 8
"""Days: in a week each weekday comes."""
OffsetAt = Callable[[datetime], timedelta]


class WorkingHours(NamedTuple):
    """`weekdays` are those of `date.isoweekday`, Monday 1; `ends` not after `begins` is on the next day."""

    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    begins: time = time(9)
    ends: time = time(18)

    def on(self, day: date, offset_at: OffsetAt) -> tuple[datetime, datetime] | None:
        """From when to when, on the person's clocks; None on a day without work."""
        if day.isoweekday() not in self.weekdays:
            return None
        last = day if self.ends > self.begins else day + _DAY
        begins, ends = (datetime.combine(d, at, tzinfo=UTC) for d, at in ((day, self.begins), (last, self.ends)))
        return days.instant_of_local(begins, offset_at), days.instant_of_local(ends, offset_at)

    def around(self, instant: datetime, offset_at: OffsetAt) -> Iterator[tuple[datetime, datetime]]:
        """The working days from the one before `instant` on, for a week."""
        first = (instant + offset_at(instant)).date() - _DAY
        for ahead in range(_AHEAD + 1):
            hours = self.on(first + ahead * _DAY, offset_at)
            if hours is not None:
                yield hours

    def day_start(self, usual: time) -> time:
        """When the days begin that each hold the hours of one day whole.

        That is the `usual` time, or midway through the free hours where the working hours run up to it or over it.
        """
        length = _minutes(self.begins, self.ends) or _DAY_MINUTES
        if not 0 < _minutes(self.begins, usual) <= length < _DAY_MINUTES:
            return usual
        middle = _minutes(time(), self.ends) + (_DAY_MINUTES - length + 1) // 2
        return time(middle // 60 % 24, middle % 60)

    def end_within(self, start: datetime, end: datetime, offset_at: OffsetAt) -> datetime | None:
        """When the hours are over that end between the two instants; None where none do."""
        return max((ends for _begins, ends in self.around(start, offset_at) if start < ends < end), default=None)

    def hold(self, first: datetime, second: datetime, offset_at: OffsetAt) -> bool:
        """Whether both lie in the hours of one day."""
        return any(begins <= first <= second <= ends for begins, ends in self.around(first, offset_at))


def _minutes(since: time, until: time) -> int:
    """From the one time of day to the next time that it is the other."""
    return ((until.hour - since.hour) * 60 + until.minute - since.minute) % _DAY_MINUTES


def next_reminder(
    hours: WorkingHours, since: datetime, every: timedelta, after: datetime, offset_at: OffsetAt
) -> datetime | None:
    """The first instant after `after` at which nothing has run for one more `every` of working hours on end.

    Nothing runs since `since`. None where there are no working hours.
    """
    for begins, ends in hours.around(after, offset_at):
        idle_since = max(since, begins)
        count = max((after - idle_since) // every, 0) + 1
        due = idle_since + count * every
        if due <= ends:
            return due
    return None
