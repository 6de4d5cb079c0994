"""What a line of a file says, as a session: times by the clocks of a zone, texts within their limits."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from app.core import text, zones
from app.core.clock import to_milliseconds
from app.core.errors import Refused
from app.core.incoming import IncomingSession
from app.core.timing import ZERO
from app.core.zones import Told

ENDS_BEFORE = "It ends before it begins"
NO_TIME = "The time can't be read: {}"
TOO_EARLY = "It lies before the year 1900"
STILL_RUNS = "It has not ended: stop it there first, or start it here"
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9990, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_DAYS_KEPT = 4096


class Clocks:
    """The clocks of one zone. Most days have one offset: it is asked for once a day, files being in order of time.

    `otherwise`: the offset where the system knows no zone of that name (`UTC+03:00`).
    """

    def __init__(self, zone: str, otherwise: timedelta) -> None:
        self.zone = zone
        self._otherwise = otherwise
        self._steady: dict[int, timedelta | None] = {}

    def told(self, instant: datetime) -> Told:
        steady = self._steady_offset(instant)
        return Told(instant, self._at(instant) if steady is None else steady)

    def pair(self, start: datetime, end: datetime, length: timedelta | None = None) -> tuple[Told, Told]:
        """Two local times, written as if they were UTC. Where the clocks were changed, those that fit the length.

        Without one, what the clocks show between the two counts as the length.
        """
        wanted = end - start if length is None else length
        pairs = [(one, other) for one in self._choices(start) for other in self._choices(end)]
        return min(pairs, key=lambda pair: (abs(pair[1].instant - pair[0].instant - wanted), pair[0].instant))

    def _choices(self, local: datetime) -> tuple[Told, ...]:
        steady = self._steady_offset(local)
        if steady is not None:
            return (Told(local - steady, steady),)
        meant = zones.meant(self.zone, local, self._otherwise)
        return meant.choices[1:] if meant.is_missing else meant.choices

    def _steady_offset(self, near: datetime) -> timedelta | None:
        """The one offset of that day and the hours around it; None where the clocks are changed in them."""
        day = near.toordinal()
        if day not in self._steady:
            if len(self._steady) >= _DAYS_KEPT:
                self._steady.clear()
            midnight = near.replace(hour=0, minute=0, second=0, microsecond=0)
            first, last = self._at(midnight - zones.FARTHEST), self._at(midnight + _DAY + zones.FARTHEST)
            self._steady[day] = first if first == last else None
        return self._steady[day]

    def _at(self, instant: datetime) -> timedelta:
        return zones.offset_at(self.zone, instant, self._otherwise)


def check_year(instant: datetime) -> None:
    """Raises Refused for what no zone can tell the offset of."""
    if not _FIRST <= instant < _LAST:
        raise Refused(TOO_EARLY)


_name = lru_cache(maxsize=1024)(text.checked_name)
_title = lru_cache(maxsize=1024)(text.checked_title)
"""The same few stand in most lines."""


@lru_cache(maxsize=1024)
def _names(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({text.key(n): text.checked_name(n) for tag in tags for n in text.names_in(tag)}.values())


def session(
    line: int,
    source: str,
    start: Told,
    end: Told,
    zone: str,
    *,
    project: str = "",
    tags: Iterable[str] = (),
    title: str = "",
    notes: str = "",
    lost: timedelta = ZERO,
    uid: str = "",
) -> IncomingSession:
    """Raises Refused with the reason, where it can be none. A tag with a comma is those between its commas."""
    if end.instant < start.instant:
        raise Refused(ENDS_BEFORE)
    return IncomingSession(
        line=line,
        source=source,
        start=to_milliseconds(start.instant),
        start_offset=start.offset,
        end=to_milliseconds(end.instant),
        end_offset=end.offset,
        zone=zone,
        uid=uid,
        project=_name(project) or None,
        tags=_names(tuple(tags)),
        title=_title(title),
        notes=text.checked_text(notes, "Notes") if notes else "",
        lost=lost,
    )
