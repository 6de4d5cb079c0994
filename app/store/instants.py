"""Instants and lengths as the file keeps them: UTC milliseconds, and minutes for offsets and plans."""

from datetime import UTC, datetime, timedelta
from typing import overload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def to_ms(instant: datetime) -> int:
    return (instant - _EPOCH) // _MS


@overload
def from_ms(value: int) -> datetime: ...
@overload
def from_ms(value: int | None) -> datetime | None: ...
def from_ms(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + timedelta(milliseconds=value)


def span_to_ms(span: timedelta) -> int:
    return span // _MS


def span_from_ms(value: int) -> timedelta:
    return timedelta(milliseconds=value)


def from_minutes(value: int) -> timedelta:
    return timedelta(minutes=value)


def to_minutes(span: timedelta) -> int:
    return round(span / timedelta(minutes=1))
