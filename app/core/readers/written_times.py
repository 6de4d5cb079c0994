"""Times and lengths as tables write them: ISO 8601, `10.03.2026 09:00`, `3/10/2026 9:00 AM`, `1:30:00`, `1h 30m`."""

import re
from datetime import UTC, datetime, timedelta

from app.core.errors import Refused
from app.core.readers import said
from app.core.readers.mapping import DateOrder

DAY_ONLY = "It has a day but no time of day: such a sum is no session"
_SHOWN = 40
_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})[,T ]*(.*)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?[Mm]\.?)?")
_COLONS = re.compile(r"(\d{1,5}):(\d{2})(?::(\d{2}))?(?:\.\d+)?")
_UNITS = re.compile(r"(?:(\d{1,5})\s*h)?\s*(?:(\d{1,5})\s*m(?:in)?)?\s*(?:(\d{1,5})\s*s)?", re.IGNORECASE)


def moment(written: str, order: DateOrder) -> datetime:
    """A date with a time. Without an offset of its own it is local, and comes as if it were UTC without one (naive).

    Raises Refused.
    """
    written = written.strip()
    if ":" not in written and "T" not in written:
        raise Refused(DAY_ONLY if _is_day(written) else said.NO_TIME.format(written[:_SHOWN]))
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        found = _other(written, order)
    said.check_year(found if found.tzinfo else found.replace(tzinfo=UTC))
    return found


def length(written: str) -> tuple[timedelta, bool]:
    """And whether it goes down to the second. Raises Refused."""
    written = written.strip()
    found = _COLONS.fullmatch(written)
    units = None if found else _UNITS.fullmatch(written)
    match = found or units
    if match is None or not any(match.groups()):
        raise Refused(f"The duration can't be read: {written[:_SHOWN]}")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds), match[3] is not None


def is_clock(written: str) -> bool:
    """Whether it is a time of day, or nothing: its date stands elsewhere."""
    return not written or _CLOCK.match(written.strip()) is not None


def _other(written: str, order: DateOrder) -> datetime:
    date = _DATE.fullmatch(written)
    head, clock = (date.group(1, 2, 3), date[4]) if date else (None, written.partition(" ")[2])
    time = _CLOCK.fullmatch(clock.strip())
    if time is None:
        raise Refused(said.NO_TIME.format(written[:_SHOWN]))
    try:
        if head is None:
            year, month, day = map(int, written.partition(" ")[0].split("-"))
        else:
            first, second, year = map(int, head)
            day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
        hour = int(time[1])
        if time[4]:
            hour = hour % 12 + (12 if time[4] in "Pp" else 0)
        return datetime(year, month, day, hour, int(time[2]), int(time[3] or 0))  # noqa: DTZ001 - local
    except ValueError:
        raise Refused(said.NO_TIME.format(written[:_SHOWN])) from None


def _is_day(written: str) -> bool:
    return bool(re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{8}", written))
