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


def last_before(place: Place, at: time, now: datetime) -> Told:
    """When the clocks showed that time last, `now` at the latest."""
    today = place.local(now).date()
    for number in range(3):
        past = [told for told in place.meant(today - number * DAY, at).choices if told.instant <= now]
        if past:
            return past[-1]
    return place.meant(today - DAY, at).choices[-1]


def inside(place: Place, at: time, start: datetime, end: datetime) -> datetime:
    """When the clocks show that time first between the two instants; on the day of `start` where they never do."""
    day = place.local(start).date()
    while day <= place.local(end).date():
        for told in place.meant(day, at).choices:
            if start <= told.instant <= end:
                return told.instant
        day += DAY
    return place.meant(place.local(start).date(), at).choices[0].instant


def snapped(instant: datetime, edge: datetime | None) -> datetime:
    """A time to the minute means the neighbour's edge that lies in that minute."""
    return edge if edge is not None and instant <= edge < instant + MINUTE else instant
