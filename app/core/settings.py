"""The person's choices that lie in the data file, as one value."""

from datetime import time, timedelta
from typing import Any, NamedTuple

from app.core.away import Thresholds

THEMES = ("System", "Light", "Dark")
TRAY_ICONS = ("Automatic", "For dark panels", "For light panels")
LONGEST_THRESHOLD = 720
"""Minutes."""


class Settings(NamedTuple):
    """Every choice with its default. Lengths are whole minutes, as the person gives them."""

    default_minutes: int = 25
    lead_minutes: int = 5
    review_after_stop: bool = True
    day_starts_at: str = "04:00"
    idle_minutes: int = 5
    locked_minutes: int = 5
    asleep_minutes: int = 1
    closed_minutes: int = 1
    shortcuts: dict[str, str] = {}
    """Action name to key sequence in portable text, only where it differs from the default; empty for no key."""

    @property
    def lead(self) -> timedelta:
        return timedelta(minutes=self.lead_minutes)

    @property
    def thresholds(self) -> Thresholds:
        minutes = (self.idle_minutes, self.locked_minutes, self.asleep_minutes, self.closed_minutes)
        idle, locked, asleep, closed = (timedelta(minutes=count) for count in minutes)
        return Thresholds(idle, locked, asleep, closed)

    @property
    def day_start(self) -> time:
        return time.fromisoformat(self.day_starts_at)

    @classmethod
    def from_stored(cls, stored: dict[str, Any]) -> "Settings":
        """From the rows of the table; a value that does not fit is left out and its default holds."""
        settings = cls()
        for name, value in stored.items():
            if name in cls._fields and _fits(name, value, getattr(settings, name)):
                settings = settings._replace(**{name: value})
        return settings


def _fits(name: str, value: Any, default: Any) -> bool:
    if type(value) is not type(default):
        return False
    match name:
        case "default_minutes":
            return bool(1 <= value <= 1440)
        case "lead_minutes":
            return bool(0 <= value <= 720)
        case "idle_minutes" | "locked_minutes" | "asleep_minutes" | "closed_minutes":
            return bool(1 <= value <= LONGEST_THRESHOLD)
        case "day_starts_at":
            return _is_time(value)
        case "shortcuts":
            return all(isinstance(k, str) and isinstance(v, str) for k, v in value.items())
    return True


def _is_time(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True
