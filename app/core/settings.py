"""The person's choices that lie in the data file, as one value."""

from datetime import time, timedelta
from typing import Any, NamedTuple

from app.core.alerts import AlertRules
from app.core.away import Thresholds
from app.core.breaks import BreakRules
from app.core.working_hours import WorkingHours

THEMES = ("System", "Light", "Dark")
TRAY_ICONS = ("Automatic", "For dark panels", "For light panels")
LONGEST_THRESHOLD = 720
"""Minutes."""
RANGES = {
    "default_minutes": (1, 1440),
    "week_starts_on": (0, 7),
    "lead_minutes": (0, 720),
    "overtime_minutes": (1, 720),
    "still_working_hours": (1, 24),
    "no_session_minutes": (1, 720),
    "break_minutes": (1, 240),
    "long_break_minutes": (1, 240),
    "long_break_after": (1, 24),
    **dict.fromkeys(("idle_minutes", "locked_minutes", "asleep_minutes", "closed_minutes"), (1, LONGEST_THRESHOLD)),
}
"""The smallest and the largest whole number of each choice."""


class Settings(NamedTuple):
    """Every choice with its default. Lengths are whole minutes, as the person gives them."""

    default_minutes: int = 25
    review_after_stop: bool = True
    day_starts_at: str = "04:00"
    week_starts_on: int = 0
    """As `date.isoweekday` counts, Monday 1; 0 is as the language has it."""
    idle_minutes: int = 5
    locked_minutes: int = 5
    asleep_minutes: int = 1
    closed_minutes: int = 1
    tells_almost_up: bool = True
    lead_minutes: int = 5
    """0 turns `Time almost up` off, too."""
    tells_time_is_up: bool = True
    tells_overtime: bool = True
    overtime_minutes: int = 10
    tells_still_working: bool = True
    still_working_hours: int = 4
    tells_break_is_over: bool = True
    tells_no_session: bool = False
    no_session_minutes: int = 30
    working_days: str = "12345"
    """A digit for each weekday, Monday 1."""
    working_from: str = "09:00"
    working_to: str = "18:00"
    shows_end_of_day: bool = True
    plays_sound: bool = False
    holds_in_do_not_disturb: bool = True
    names_in_notifications: bool = True
    """Whether notifications and the tray's tooltip name projects and titles."""
    break_minutes: int = 5
    long_break_minutes: int = 15
    long_break_after: int = 4
    break_by_itself: bool = False
    shortcuts: dict[str, str] = {}
    """Action name to key sequence in portable text, only where it differs from the default; empty for no key."""

    @property
    def alert_rules(self) -> AlertRules:
        return AlertRules(
            lead=timedelta(minutes=self.lead_minutes) if self.tells_almost_up and self.lead_minutes else None,
            tells_end=self.tells_time_is_up,
            overtime_every=timedelta(minutes=self.overtime_minutes) if self.tells_overtime else None,
            still_working_after=timedelta(hours=self.still_working_hours) if self.tells_still_working else None,
        )

    @property
    def no_session_after(self) -> timedelta | None:
        """None where `No session running` is off."""
        return timedelta(minutes=self.no_session_minutes) if self.tells_no_session else None

    @property
    def working_hours(self) -> WorkingHours:
        begins, ends = time.fromisoformat(self.working_from), time.fromisoformat(self.working_to)
        return WorkingHours(frozenset(int(day) for day in self.working_days), begins, ends)

    @property
    def break_rules(self) -> BreakRules:
        return BreakRules(
            length=timedelta(minutes=self.break_minutes),
            long_length=timedelta(minutes=self.long_break_minutes),
            long_after=self.long_break_after,
            by_itself=self.break_by_itself,
        )

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
    if name in RANGES:
        smallest, largest = RANGES[name]
        return bool(smallest <= value <= largest)
    match name:
        case "day_starts_at" | "working_from" | "working_to":
            return _is_time(value)
        case "working_days":
            return set(value) <= set("1234567")
        case "shortcuts":
            return all(isinstance(k, str) and isinstance(v, str) for k, v in value.items())
    return True


def _is_time(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True
