"""A time of day as people type it: `18:15`, `1815`, `9`, `6.15 pm`."""

import re
from datetime import time

_TIME = re.compile(r"([0-9]{1,2})(?:[:.h ]?([0-5][0-9]))?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)


def parse(text: str) -> time | None:
    """To the minute; None where it is no time of day."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    return time(hour, minute) if hour < 24 else None
