"""Copies of the record that are kept beside it: their names, and which of them stay."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

DAILY, ASKED, SALVAGED, DAMAGED = "daily", "asked", "salvaged", "damaged"
BEFORE_IMPORT, BEFORE_RESTORE, BEFORE_MOVE = "before-import", "before-restore", "before-move"
DAYS, WEEKS = 7, 8
KEPT_FOR = timedelta(days=30)
"""How long those stay that were not made daily: what they were made before may be found wrong weeks later."""
_FORMAT = "%Y-%m-%dT%H-%M-%SZ"
_NAME = re.compile(r"sessile-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)-([a-z0-9-]+)\.db")
_REASONS = {
    DAILY: "Daily",
    ASKED: "Back up now",
    SALVAGED: "What could be read",
    BEFORE_IMPORT: "Before an import",
    BEFORE_RESTORE: "Before a restore",
    BEFORE_MOVE: "Before the move",
}


class Named(NamedTuple):
    """A backup as its name tells of it."""

    instant: datetime
    reason: str

    @property
    def file_name(self) -> str:
        return f"sessile-{self.instant:{_FORMAT}}-{self.reason}.db"


class Content(NamedTuple):
    """What lies in a data file."""

    sessions: int
    first: datetime | None = None
    """The start of the first session; None where there is none."""
    last: datetime | None = None


class Point(NamedTuple):
    """A backup that can be restored."""

    named: Named
    size: int
    """Bytes."""
    content: Content


class Preview(NamedTuple):
    """What a restore would change: sessions by their `uid`."""

    point: Point
    now: Content
    gone: Content
    """Those that would go."""
    back: Content
    """Those that would come back."""
    changed: int
    """Those in both that differ."""
    runs: bool
    """Whether a session is active that the backup does not have as active."""


def read_name(file_name: str) -> Named | None:
    """None where it is no backup's name."""
    match = _NAME.fullmatch(file_name)
    if match is None:
        return None
    try:
        return Named(datetime.strptime(match[1], _FORMAT).replace(tzinfo=UTC), match[2])
    except ValueError:
        return None


def free_name(instant: datetime, reason: str, taken: Iterable[Named]) -> Named:
    """Of that second, or the next one that has none of this reason yet: no backup is written over."""
    named, names = Named(instant.replace(microsecond=0), reason), set(taken)
    while named in names:
        named = named._replace(instant=named.instant + timedelta(seconds=1))
    return named


def in_words(reason: str) -> str:
    """`Daily`, `Before an import`; `Before version 5 was replaced` of one made before a migration."""
    version = reason.removeprefix("version-")
    return _REASONS.get(reason) or (f"Before an update, version {version}" if version != reason else reason)


def dropped(backups: Sequence[Named], now: datetime, day_of: Callable[[datetime], date]) -> tuple[Named, ...]:
    """Those that need not stay: the newest one does, of the daily ones the newest of each of the last days and weeks.

    Days and weeks without any do not count, so that nothing goes while the program is not used. What the clock puts
    into the future stays: it says nothing about what is newest.
    """
    past = sorted((each for each in backups if each.instant <= now), reverse=True)
    daily = [each for each in past if each.reason == DAILY]
    kept = {
        *past[:1],
        *_newest(daily, lambda each: day_of(each.instant).toordinal(), DAYS),
        *_newest(daily, lambda each: (day_of(each.instant).toordinal() - 1) // 7, WEEKS),
        *(each for each in past if each.reason != DAILY and now - each.instant <= KEPT_FOR),
    }
    return tuple(each for each in past if each not in kept)


def _newest(backups: Sequence[Named], part_of: Callable[[Named], int], count: int) -> list[Named]:
    """Of each of the last `count` parts of time that have some; `backups` are newest first."""
    newest: dict[int, Named] = {}
    for each in backups:
        newest.setdefault(part_of(each), each)
    return list(newest.values())[:count]


def latest(backups: Iterable[Named], now: datetime) -> Named | None:
    """The newest that lies not in the future, salvage aside: that is no copy of a whole file."""
    return max((each for each in backups if each.instant <= now and each.reason != SALVAGED), default=None)
