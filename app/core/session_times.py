"""From the dates and times of day in a form to instants, in the session's own zone."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from app.core.zones import Meant, Told, meant, offset_at

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class Place(NamedTuple):
    """Where times are told: the zone's name, and its offset where the system knows no such zone."""

    zone: str
    otherwise: timedelta

    def local(self, instant: datetime) -> datetime:
        """What the clocks show, written as if it were UTC."""
        return instant + self.offset(instant)

    def offset(self, instant: datetime) -> timedelta:
        return offset_at(self.zone, instant, self.otherwise)

    def meant(self, day: date, at: time) -> Meant:
        return meant(self.zone, datetime.combine(day, at, tzinfo=UTC), self.otherwise)


def chosen(said: Meant, preferred: Iterable[datetime]) -> Told:
    """The choice that is one of the preferred instants, else the first one."""
    known = set(preferred)
    return next((told for told in said.choices if told.instant in known), said.choices[0])


def first_day(place: Place, day: date, at: time, start: datetime) -> date:
    """The first day, from `day` on, on which the clocks show that time at `start` or later."""
    for number in range(3):
        if place.meant(day + number * DAY, at).choices[-1].instant >= start:
            return day + number * DAY
    return day


def meant_before(place: Place, at: time, now: datetime) -> Meant:
    """What that time stands for on the last day that the clocks showed it, `now` at the latest."""
    today = place.local(now).date()
    for number in range(3):
        past = until(place.meant(today - number * DAY, at), now)
        if past.choices:
            return past
    return place.meant(today - DAY, at)


def meant_inside(place: Place, at: time, start: datetime, end: datetime) -> Meant:
    """What that time stands for on the first day that the clocks show it between the two instants.

    All that it can stand for on the day of `start` where they never do.
    """
    first = day = place.local(start).date()
    while day <= place.local(end).date():
        said = until(place.meant(day, at), end)
        choices = tuple(told for told in said.choices if told.instant >= start)
        if choices:
            return said._replace(choices=choices)
        day += DAY
    return place.meant(first, at)


def inside(place: Place, at: time, start: datetime, end: datetime) -> datetime:
    """When the clocks show that time first between the two instants; on the day of `start` where they never do."""
    return meant_inside(place, at, start, end).choices[0].instant


def until(said: Meant, latest: datetime) -> Meant:
    """Without the choices that come later; it may have none then."""
    return said._replace(choices=tuple(told for told in said.choices if told.instant <= latest))


def snapped(instant: datetime, edge: datetime | None) -> datetime:
    """A time to the minute means the neighbour's edge that lies in that minute."""
    return edge if edge is not None and instant <= edge < instant + MINUTE else instant
