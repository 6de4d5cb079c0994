"""Timewarrior: `timew export`, and the lines of its data files. Its intervals never overlap: the start tells them.

Tags stay tags, for it has no projects; an annotation is what the session is called. Its instants are in UTC.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from app.core.errors import Refused
from app.core.incoming import Found, Problem
from app.core.readers import said
from app.core.readers.array import elements
from app.core.readers.said import Clocks

NAME = "Timewarrior"
_NO_INTERVAL = "This is no interval of Timewarrior"
_INTERVAL = re.compile(r"inc (\d{8}T\d{6}Z)(?: - (\d{8}T\d{6}Z))?(?: #(.*))?")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_ESCAPED = re.compile(r"\\(.)")
_DATA_HEAD = re.compile(r"\s*inc \d{8}T\d{6}Z( |\s*$)", re.MULTILINE)
_EXPORT_HEAD = re.compile(r'\s*\[\s*\{[^{}]*"start"\s*:\s*"\d{8}T\d{6}Z"')


def is_export(head: str) -> bool:
    return _EXPORT_HEAD.match(head) is not None


def is_data(head: str) -> bool:
    return _DATA_HEAD.match(head) is not None


def read_export(lines: Iterable[str], clocks: Clocks) -> Iterator[Found]:
    for found in elements(lines):
        if isinstance(found, Problem):
            yield found
            continue
        value = found.value
        if not isinstance(value, dict):
            yield Problem(found.line, _NO_INTERVAL)
            continue
        tags = value.get("tags", [])
        texts = [value.get("start"), value.get("end", ""), value.get("annotation", ""), *_listed(tags)]
        if not isinstance(tags, list) or not all(isinstance(each, str) for each in texts):
            yield Problem(found.line, _NO_INTERVAL)
            continue
        yield _interval(found.line, value["start"], value.get("end", ""), tags, value.get("annotation", ""), clocks)


def read_data(lines: Iterable[str], clocks: Clocks) -> Iterator[Found]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        interval = _INTERVAL.fullmatch(line.strip())
        if interval is None:
            yield Problem(number, _NO_INTERVAL)
            continue
        start, end, rest = interval.groups()
        tags, annotation = _words(rest or "")
        yield _interval(number, start, end or "", tags, annotation, clocks)


def _interval(line: int, start: str, end: str, tags: list[str], annotation: str, clocks: Clocks) -> Found:
    if not end:
        return Problem(line, said.STILL_RUNS)
    try:
        first, last = (clocks.told(_instant(each)) for each in (start, end))
        return said.session(line, f"timewarrior:{start}", first, last, clocks.zone, tags=tags, title=annotation)
    except Refused as refused:
        return Problem(line, str(refused))


def _instant(written: str) -> datetime:
    try:
        if not written.endswith("Z"):
            raise ValueError
        instant = datetime.fromisoformat(written).replace(tzinfo=UTC)
    except ValueError:
        raise Refused(said.NO_TIME.format(written[:40])) from None
    said.check_year(instant)
    return instant


def _words(rest: str) -> tuple[list[str], str]:
    """The tags, and behind a `#` of its own the annotation."""
    tags: list[str] = []
    words = _WORD.finditer(rest)
    for word in words:
        if word[2] == "#":
            annotation = " ".join(_plain(each) for each in words)
            return tags, annotation
        tags.append(_plain(word))
    return tags, ""


def _plain(word: re.Match[str]) -> str:
    return word[2] if word[1] is None else _ESCAPED.sub(r"\1", word[1])


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON can hold
    return value if isinstance(value, list) else []
