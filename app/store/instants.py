"""Instants and lengths as the file keeps them: UTC milliseconds, and minutes for offsets and plans."""

from datetime import UTC, datetime, timedelta
from typing import overload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_AWAY = timedelta(days=3)
"""Clocks and the beginnings of days must have room before the first date and after the last."""
FIRST_MS, LAST_MS = (
    (limit - _EPOCH) // _MS
    for limit in (datetime.min.replace(tzinfo=UTC) + _AWAY, datetime.max.replace(tzinfo=UTC) - _AWAY)
)
FARTHEST_MINUTES = 15 * 60


def to_ms(instant: datetime) -> int:
    return (instant - _EPOCH) // _MS


@overload
def from_ms(value: int) -> datetime: ...
@overload
def from_ms(value: int | None) -> datetime | None: ...
def from_ms(value: int | None) -> datetime | None:
    """What another program wrote beyond the years that a date can have becomes the nearest that can."""
    return None if value is None else _EPOCH + timedelta(milliseconds=min(max(value, FIRST_MS), LAST_MS))


def span_to_ms(span: timedelta) -> int:
    return span // _MS


def span_from_ms(value: int) -> timedelta:
    return timedelta(milliseconds=value)


def from_minutes(value: int) -> timedelta:
    """An offset. No clocks are farther from UTC than 15 hours, whatever another program wrote."""
    return timedelta(minutes=min(max(value, -FARTHEST_MINUTES), FARTHEST_MINUTES))


def to_minutes(span: timedelta) -> int:
    return round(span / timedelta(minutes=1))
