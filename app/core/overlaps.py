"""Two sessions never share time: what of a change is refused for it, and what would fit instead."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from app.core.errors import Refused
from app.core.model import Session
from app.core.text import shown
from app.core.zones import offset_at

_NEVER = datetime.max.replace(tzinfo=UTC)
_SHORTEST_OFFER = timedelta(minutes=1)
_NAME_LETTERS = 40


class Span(NamedTuple):
    """A stretch of time; `end` is None while it lasts."""

    start: datetime
    end: datetime | None = None

    @property
    def until(self) -> datetime:
        return _NEVER if self.end is None else self.end


class Overlaps(Refused):
    """Another session lies there. `fitting` is what of the wanted stretch is free, None where nothing is."""

    def __init__(self, sentence: str, fitting: Span | None) -> None:
        super().__init__(sentence)
        self.fitting = fitting


def span_of(session: Session) -> Span:
    return Span(session.start, session.end)


def overlap(one: Span, other: Span) -> bool:
    """Whether they share more than an instant, or one is an instant inside the other."""
    return one.start < other.until and other.start < one.until


def is_new(wanted: Span, before: Span | None, other: Span) -> bool:
    """Whether `wanted` shares time with the other one that it did not share when it was `before`."""
    if not overlap(wanted, other):
        return False
    if before is None or not overlap(before, other):
        return True
    start, until = max(wanted.start, other.start), min(wanted.until, other.until)
    return start < before.start or until > before.until


def blocking(wanted: Span, before: Span | None, others: Iterable[Session]) -> tuple[Session, ...]:
    """Those of the others that stand in the way, in order."""
    return tuple(sorted((s for s in others if is_new(wanted, before, span_of(s))), key=lambda s: (s.start, s.id)))


def fitting(wanted: Span, before: Span | None, blocks: Sequence[Session], now: datetime) -> Span | None:
    """What of `wanted` is free: the piece that holds what was there `before`, else the nearest to it, else the longest.

    None under a minute: what was there is then not sent to the other side of those that stand in the way.
    """
    end = now if wanted.end is None else wanted.end
    pieces, at = [], wanted.start
    for other in sorted(map(span_of, blocks), key=lambda span: (span.start, span.until)):
        pieces.append(Span(at, min(other.start, end)))
        at = max(at, other.until)
    if wanted.end is None:
        pieces = []  # what lasts can only begin later
    pieces.append(Span(at, end))
    pieces = [piece for piece in pieces if _holds(piece, before)] or pieces
    long_enough = [piece for piece in pieces if piece.until - piece.start >= _SHORTEST_OFFER]
    best = max(long_enough, key=lambda piece: (_shared(piece, before), piece.until - piece.start), default=None)
    return best._replace(end=None) if best is not None and wanted.end is None else best


def check(
    wanted: Span, before: Span | None, others: Iterable[Session], zone: tuple[str, timedelta], now: datetime
) -> None:
    """Raises Overlaps where another session stands in the way.

    `zone`: the name of the one that times are told in, and its offset where the system knows no such zone.
    """
    blocks = blocking(wanted, before, others)
    if not blocks:
        return
    fits = fitting(wanted, before, blocks, now)
    day = _local(wanted.start, offset_at(zone[0], wanted.start, zone[1]))
    more = f" and {len(blocks) - 1} more" if len(blocks) > 1 else ""
    raise Overlaps(f"Overlaps {named(blocks[0], day)}{more}. {_offer(fits, zone, day)}", fits)


def named(session: Session, day: datetime) -> str:
    """`Thesis, 09:10 to 09:35`, in its own local time; with the date where that is another one than `day`'s."""
    name, start = shown(session.name, _NAME_LETTERS), _clock(session.start, session.start_offset, day)
    if session.end is None:
        return f"{name}, which runs since {start}"
    began = _local(session.start, session.start_offset)
    return f"{name}, {start} to {_clock(session.end, session.end_offset or session.start_offset, began)}"


def _offer(fits: Span | None, zone: tuple[str, timedelta], day: datetime) -> str:
    if fits is None:
        return "Nothing is free there."
    start = _clock(fits.start, offset_at(zone[0], fits.start, zone[1]), day)
    if fits.end is None:
        return f"A start from {start} on would fit."
    began = _local(fits.start, offset_at(zone[0], fits.start, zone[1]))
    return f"{start} to {_clock(fits.end, offset_at(zone[0], fits.end, zone[1]), began)} would fit."


def _holds(piece: Span, before: Span | None) -> bool:
    return before is not None and piece.start <= before.start and before.until <= piece.until


def _shared(piece: Span, before: Span | None) -> timedelta:
    if before is None:
        return timedelta()
    return max(min(piece.until, before.until) - max(piece.start, before.start), timedelta())


def _clock(instant: datetime, offset: timedelta, day: datetime) -> str:
    local = _local(instant, offset)
    return f"{local:%H:%M}" if local.date() == day.date() else f"{local.day} {local:%b %H:%M}"


def _local(instant: datetime, offset: timedelta) -> datetime:
    """What the clocks there show, written as if it were UTC."""
    return instant + offset
