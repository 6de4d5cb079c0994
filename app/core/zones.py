"""The offset of a zone at an instant, and the instants that a time of day on its clocks can stand for."""

from datetime import datetime, timedelta
from typing import NamedTuple

FARTHEST = timedelta(hours=15)
"""No clocks are farther from UTC: so long before an instant and after it lie the offsets that it may have."""
_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)


class Told(NamedTuple):
    """An instant, and how far east of UTC the clocks are that tell it."""

    instant: datetime
    offset: timedelta


class Meant(NamedTuple):
    """What a time of day can stand for, in order: two instants where the clocks went back over it.

    Where they went forward over it there is none: `choices` are the minute before they did, and the instant they did.
    """

    choices: tuple[Told, ...]
    is_missing: bool = False

    @property
    def is_plain(self) -> bool:
        return len(self.choices) == 1


def offset_at(zone: str, instant: datetime, otherwise: timedelta) -> timedelta:
    """East of UTC in the zone of that IANA name; `otherwise` where the system knows no such zone (`UTC+03:00`)."""
    import zoneinfo  # here, for it loads much that a start does not need

    try:
        offset = instant.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return otherwise
    return otherwise if offset is None else offset


def meant(zone: str, local: datetime, otherwise: timedelta) -> Meant:
    """When the clocks of the zone show `local`, which is written as if it were UTC.

    `otherwise` is the offset where the system knows no such zone.
    """
    before = offset_at(zone, local - FARTHEST, otherwise)
    after = offset_at(zone, local + FARTHEST, otherwise)
    found = {Told(local - offset, offset) for offset in (before, after)}
    choices = tuple(sorted(told for told in found if offset_at(zone, told.instant, otherwise) == told.offset))
    if choices:
        return Meant(choices)
    change = _change_between(zone, local - after, local - before, otherwise)
    return Meant((Told(change - _MINUTE, before), Told(change, after)), is_missing=True)


def _change_between(zone: str, early: datetime, late: datetime, otherwise: timedelta) -> datetime:
    """The second from which on the offset of `late` holds."""
    after = offset_at(zone, late, otherwise)
    low, high = 0, (late - early) // _SECOND
    while low < high:
        middle = (low + high) // 2
        if offset_at(zone, early + middle * _SECOND, otherwise) == after:
            high = middle
        else:
            low = middle + 1
    return early + low * _SECOND
