"""The offset of a zone at an instant."""

from datetime import datetime, timedelta


def offset_at(zone: str, instant: datetime, otherwise: timedelta) -> timedelta:
    """East of UTC in the zone of that IANA name; `otherwise` where the system knows no such zone (`UTC+03:00`)."""
    import zoneinfo  # here, for it loads much that a start does not need

    try:
        offset = instant.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return otherwise
    return otherwise if offset is None else offset
