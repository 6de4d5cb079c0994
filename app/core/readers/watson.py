"""Watson: its `frames`, each `[start, stop, project, id, tags, updated]` with the times in seconds since 1970."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from app.core.errors import Refused
from app.core.incoming import Found, Problem
from app.core.readers import said
from app.core.readers.array import Element, elements
from app.core.readers.said import Clocks

NAME = "Watson"
_NO_FRAME = "This is no frame of Watson"
_HEAD = re.compile(r'\s*\[\s*\[\s*-?\d+(\.\d+)?\s*,\s*-?\d+(\.\d+)?\s*,\s*"')
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def is_frames(head: str) -> bool:
    return _HEAD.match(head) is not None


def read_frames(lines: Iterable[str], clocks: Clocks) -> Iterator[Found]:
    for found in elements(lines):
        yield found if isinstance(found, Problem) else _frame(found, clocks)


def _frame(element: Element, clocks: Clocks) -> Found:
    match element.value:
        case [int() | float() as start, int() | float() as stop, str(project), str(id_), list(tags), *_]:
            try:
                return said.session(
                    element.line,
                    f"watson:{id_}",
                    clocks.told(_instant(start)),
                    clocks.told(_instant(stop)),
                    clocks.zone,
                    project=project,
                    tags=[tag for tag in tags if isinstance(tag, str)],
                )
            except Refused as refused:
                return Problem(element.line, str(refused))
    return Problem(element.line, _NO_FRAME)


def _instant(seconds: float) -> datetime:
    try:
        instant = _EPOCH + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        raise Refused(said.NO_TIME.format(str(seconds)[:40])) from None
    said.check_year(instant)
    return instant
