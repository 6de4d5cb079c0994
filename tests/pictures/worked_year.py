"""A year of work for the pictures of reports, the week of the mockups at its end; and a record with very much in it."""

from collections.abc import Iterator

from app.core.model import Cause, Verdict

from .seed import TODAY, Done

TARGETS = {"Thesis": 15 * 60}
"""Minutes a week."""
_LENGTHS = (25, 45, 50, 60, 90, 120)
_KINDS = (
    ("Thesis", ("writing",)),
    ("Teaching", ("marking",)),
    ("Thesis", ("reading",)),
    ("Client work", ("invoice",)),
    ("Thesis", ("writing", "deep")),
    ("House", ("repairs",)),
    ("Garden society", ("minutes",)),
    ("Post", ("mail",)),
)
_LUNCH = ("12:02", "12:31", Cause.LOCKED, Verdict.DISCARDED)
_CALL = ("10:40", "10:52", Cause.IDLE, Verdict.KEPT)
_HOLIDAYS = range(-122, -100)
_LATELY = -27
"""From then on the target is reached."""

WEEK = (
    Done("Thesis", ("writing",), "08:40", "11:10", 120, 4, "Chapter 2, second draft", gaps=(_CALL,), day=16),
    Done("Teaching", ("marking",), "11:30", "13:29", 90, 3, day=16, gaps=(_LUNCH,)),
    Done("Post", ("mail",), "15:02", "15:39", 25, 2, day=16),
    Done("Client work", ("invoice",), "09:05", "11:05", 120, 3, "Invoice for October", day=17),
    Done("Thesis", ("reading",), "13:10", "14:45", 90, 4, day=17),
    Done("Post", ("mail",), "16:20", "16:46", 25, 3, day=17),
    Done("Thesis", ("writing", "deep"), "08:30", "11:30", 150, 5, "The argument holds", day=18),
    Done("Teaching", ("seminar",), "13:15", "14:15", 45, 4, day=18),
    Done("Garden society", ("minutes",), "17:00", "17:46", 45, 3, day=18),
    Done("House", ("repairs",), "10:20", "11:11", 60, 4, day=21),
    *TODAY,
)
"""The Sunday is today, the 22nd."""


def _year() -> Iterator[Done]:
    for day in range(-375, 16):
        is_weekend = (day + 6) % 7 in (0, 1)  # the 15th is a Sunday
        if day in _HOLIDAYS or (is_weekend and day % 5):
            continue
        is_late = day > _LATELY
        for number in range(4 if is_late else 1 + (day * 7 + day // 3) % 4):
            which = day * 5 + number * 3
            minutes = _LENGTHS[which % len(_LENGTHS)]
            hour = 8 + 2 * number + which % 2
            project, tags = _KINDS[0] if is_late and number else _KINDS[which % len(_KINDS)]
            end = hour * 60 + 10 + minutes + which % 4 * 6
            score = None if which % 5 == 0 else 1 + (which % 7 + 6 * (project == "Thesis")) % 5
            yield Done(project, tags, f"{hour:02d}:10", f"{end // 60:02d}:{end % 60:02d}", minutes, score, day=day)


YEAR = (*_year(), *WEEK)

MUCH = (
    *YEAR,
    *(
        Done(f"Commission {number}", (f"part {number}",), "18:00", f"18:{10 + number}", 20, 1 + number % 5, day=day)
        for number in range(1, 34)
        for day in range(17, 22)
    ),
)
"""Forty projects."""
LITTLE = TODAY[-3:]
