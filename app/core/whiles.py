"""A while that a person asked for: for a length, or until a time of day."""

from datetime import datetime
from typing import NamedTuple


class While(NamedTuple):
    """From `since`, when it was asked for, until then.

    `by_clock`: until a time of day; else for a length, which a step of the clock moves.
    """

    since: datetime
    until: datetime
    by_clock: bool = False

    def lasts(self, now: datetime) -> bool:
        return now < self.until
