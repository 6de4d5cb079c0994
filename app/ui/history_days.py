"""Which row of the History table lies where: the days below each other, each under its heading."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from app.core.history import PAGE, DayTotal, Entry, PageKey, Place
from app.core.model import Session
from app.core.timing import ZERO

HEADING = -1
"""The row in its day of a heading."""


class Days:
    """Prefix sums over the days: a row's day is found by halving, however many there are."""

    def __init__(self, totals: tuple[DayTotal, ...] = ()) -> None:
        """Newest first."""
        self._totals = totals
        self._starts = list(accumulate((1 + total.sessions + total.gaps for total in totals), initial=0))
        self._dates = [-total.date.toordinal() for total in totals]

    @property
    def rows(self) -> int:
        """Headings too."""
        return self._starts[-1]

    @property
    def headings(self) -> list[int]:
        return self._starts[:-1]

    def total_at(self, row: int) -> DayTotal:
        return self._totals[self._number(row)]

    def place_at(self, row: int) -> Place:
        number = self._number(row)
        return Place(self._totals[number].date, row - self._starts[number] - 1)

    def total_of(self, day: date) -> DayTotal | None:
        number = bisect_left(self._dates, -day.toordinal())
        return self._totals[number] if number < len(self._totals) and self._totals[number].date == day else None

    def row_of(self, place: Place) -> int | None:
        """None where there is no such day, or no such row in it."""
        total = self.total_of(place.date)
        if total is None or not HEADING <= place.row < total.rows:
            return None
        return self._starts[bisect_left(self._dates, -place.date.toordinal())] + 1 + place.row

    def keys(self, first: int, last: int) -> Iterator[PageKey]:
        """The pages that the rows from `first` to `last` stand on."""
        for number in range(self._number(first), self._number(last) + 1):
            begin = self._starts[number] + 1
            top, end = max(first, begin), min(last, self._starts[number + 1] - 1)
            if top <= end:
                for page in range((top - begin) // PAGE, (end - begin) // PAGE + 1):
                    yield PageKey(self._totals[number].date, page)

    def row_near(self, place: Place) -> int | None:
        """That row; where it is gone, the last of its day or of the next newer one that has any, else the first.

        None where there is none.
        """
        number = bisect_left(self._dates, -place.date.toordinal())
        total = self.total_of(place.date)
        if total is not None and (total.rows or place.row == HEADING):
            return self._starts[number] + 1 + min(place.row, total.rows - 1)
        for newer in reversed(range(number)):
            if self._totals[newer].rows:
                return self._starts[newer + 1] - 1
        older = (day for day in range(number, len(self._totals)) if self._totals[day].rows)
        return next((self._starts[day] + 1 for day in older), None)

    def _number(self, row: int) -> int:
        return bisect_right(self._starts, row) - 1


def key_of(place: Place) -> PageKey:
    """The page that such a row, which is no heading, stands on."""
    return PageKey(place.date, place.row // PAGE)


class Pages(NamedTuple):
    """Days with all their rows."""

    days: tuple[DayTotal, ...]
    pages: dict[PageKey, tuple[Entry, ...]]


def laid_out(entries: Iterable[Entry], day_of: Callable[[Session], date], is_wanted: Callable[[date], bool]) -> Pages:
    """What rows that are read without an index make: totals are of those only, on days that are wanted."""
    by_day: dict[date, list[Entry]] = {}
    worked: defaultdict[date, timedelta] = defaultdict(timedelta)
    for entry in entries:
        day, session = day_of(entry.session), entry.session
        by_day.setdefault(day, []).append(entry)
        if entry.gap is None:
            worked[day] += (session.worked or ZERO) - sum((part.worked for part in entry.later), ZERO)
            for part in entry.later:
                worked[part.date] += part.worked
    pages = {
        PageKey(day, number): tuple(found[number * PAGE : (number + 1) * PAGE])
        for day, found in by_day.items()
        for number in range(-(-len(found) // PAGE))
    }
    days = sorted((day for day in worked.keys() | by_day.keys() if is_wanted(day)), reverse=True)
    return Pages(tuple(_total(day, by_day.get(day, []), worked[day]) for day in days), pages)


def _total(day: date, entries: list[Entry], worked: timedelta) -> DayTotal:
    sessions = sum(entry.gap is None for entry in entries)
    return DayTotal(day, sessions, len(entries) - sessions, worked)
