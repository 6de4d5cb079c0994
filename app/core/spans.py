"""Stretches of time: what is left of one when others are taken away."""

from collections.abc import Iterable
from datetime import datetime

Span = tuple[datetime, datetime | None]
"""From, and until; None while it lasts."""


def without(span: Span, others: Iterable[Span]) -> tuple[Span, ...]:
    """The pieces of `span` that lie in none of `others`, in order; empty ones are none."""
    pieces: list[Span] = []
    start, end = span
    for begins, ends in sorted(others, key=lambda other: other[0]):
        if end is not None and begins >= end:
            break
        if begins > start:
            pieces.append((start, begins))
        if ends is None:
            return tuple(pieces)
        start = max(start, ends)
    if end is None or start < end:
        pieces.append((start, end))
    return tuple(pieces)
