"""Reads what `export_json` wrote: line by line, so that a file may be as large as it likes.

A file that another program has put into other lines is read as a whole.
"""

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from app.core import json_records
from app.core.errors import Refused
from app.core.export_json import FORMAT
from app.core.incoming import Found, IncomingItem, IncomingRunning, IncomingSession, Problem
from app.core.json_records import Unfit
from app.core.text import shown

NAME = "Sessile"
_LARGEST = 64 * 2**20
"""A file that is read as a whole, in characters."""
_MARK = "\ufeff"
_PART = re.compile(r'"(projects|tags|plan_items|sessions)": \[')
_CHECK = re.compile(r'"check": "([0-9a-f]{8})"')
_NO_UTF_8 = re.compile("[\udc80-\udcff]")

_NOT_OURS = "This is no file that Sessile exported as JSON"
_NEWER = "This file was written by a newer Sessile (form {found}, this program knows {known}). Please update Sessile"
_TOO_LARGE = f"This file is not as Sessile wrote it, and larger than the {_LARGEST // 2**20} MB that can be read then"
_NOT_UTF_8 = "This is no text in UTF-8"
_NOT_JSON = "This is no JSON that can be read"
_NOT_EXPECTED = "Line {} does not belong into an export: the file was damaged or changed"
_CUT = "The file ends too early: a part of it is missing"
_CHANGED = (
    "The file is not as it was written: it was damaged or changed. If you changed it yourself, take out the line that "
    "begins with “check”, and what can be read of it is taken"
)
_NO_ITEM = "The plan item of this session is not in the file"
_TWO_RUN = "Another session in the file has not ended either"


class _Raw(NamedTuple):
    """A record as JSON has it, or an `Unfit` why it is none; `where` says it where there are no lines to count."""

    line: int
    part: str
    record: object
    where: str = ""


def is_export(head: str) -> bool:
    """Whether a file that begins so may be one, in whatever order another program put its parts."""
    return _is_object(head) and any(f'"{part}"' in head for part in ("sessile", "plan_items"))


def read_export(lines: Iterable[str]) -> Iterator[Found]:
    """What is in the file, in its order; a `Problem` for each record that can't be taken.

    `lines` are with what ends them; bytes that are no UTF-8 are as `surrogateescape` has them. Raises Refused with the
    reason where nothing of the file can be trusted: it was damaged, cut, or is another. That may be known at its end
    only: what was found before must not be kept then.
    """
    every = iter(lines)
    first = next(every, "").removeprefix(_MARK)
    is_by_line = _header(first) is not None
    again = chain((first,), every)
    items: set[str] = set()
    runs = False
    for line, part, record, where in _by_line(again) if is_by_line else _as_a_whole(again):
        try:
            if isinstance(record, Unfit):
                raise record
            value = _TAKEN[part](record, line)
            if isinstance(value, IncomingItem):
                items.add(value.uid)
            elif isinstance(value, IncomingRunning):
                if runs:
                    raise Unfit(_TWO_RUN)
                runs = True
                _check_item(value.session, items)
            elif isinstance(value, IncomingSession):
                _check_item(value, items)
            yield value
        except Unfit as unfit:
            yield Problem(line, f"{where}{unfit}")


def _check_item(session: IncomingSession, items: set[str]) -> None:
    if session.item and session.item not in items:
        raise Unfit(_NO_ITEM)


def _by_line(lines: Iterable[str]) -> Iterator[_Raw]:
    """The records of a file as Sessile writes it. Raises Refused, at the latest at its end."""
    part, check, is_over = "", 0, False
    for number, whole_line in enumerate(lines, 1):
        line = whole_line.rstrip("\r\n")
        if number == 1:
            _check_form(_header(line))
        elif part:
            if line in ("],", "]"):
                part = ""
            elif line:
                yield _Raw(number, part, _decoded(line.removesuffix(",")))
        elif match := _PART.fullmatch(line):
            part = match[1]
        elif match := _CHECK.fullmatch(line):
            if int(match[1], 16) != check:
                raise Refused(_CHANGED)
        elif line == "}" and not is_over:
            is_over = True
        elif line or not is_over:
            raise Refused(_NOT_EXPECTED.format(number))
        check = zlib.crc32(f"{line}\n".encode(errors="surrogateescape"), check)
    if not is_over:
        raise Refused(_CUT)


def _as_a_whole(lines: Iterable[str]) -> Iterator[_Raw]:
    """The records of a file that is in other lines. Raises Refused."""
    document = _decoded(_joined(lines))
    if not isinstance(document, dict):
        raise Refused(str(document))
    _check_form(document.pop("sessile", None))
    document.pop("check", None)
    if strange := document.keys() - _TAKEN.keys():
        raise Refused(f"There is a part that Sessile does not know: “{shown(min(strange), 40)}”")
    for part in _TAKEN:
        records = document.get(part, [])
        if type(records) is not list:
            raise Refused(f"“{part}” should be a list")
        yield from (_Raw(0, part, record, f"“{part}”, {n}: ") for n, record in enumerate(records, 1))


def _joined(lines: Iterable[str]) -> str:
    found, size = [], 0
    for line in lines:
        if size + len(line) > _LARGEST:
            raise Refused(_TOO_LARGE)
        if not size and line.isspace():
            continue
        if not size and not _is_object(line):
            raise Refused(_NOT_OURS)
        found.append(line)
        size += len(line)
    return "".join(found)


def _is_object(text: str) -> bool:
    return text.lstrip(f"{_MARK} \t\r\n").startswith("{")


def _header(line: str) -> object:
    """What the first line says that the file is, where it is as Sessile writes it; else None."""
    header = _decoded(line.rstrip("\r\n").removesuffix(",") + "}")
    return header.get("sessile") if isinstance(header, dict) else None


def _check_form(header: object) -> None:
    found = header.get("format") if isinstance(header, dict) else None
    if type(found) is not int or found < 1:
        raise Refused(_NOT_OURS)
    if found > FORMAT:
        raise Refused(_NEWER.format(found=found, known=FORMAT))


def _decoded(content: str) -> object:
    """What the JSON holds, or why it is none."""
    if not content.isascii() and _NO_UTF_8.search(content):
        return Unfit(_NOT_UTF_8)
    try:
        return json.loads(content)
    except (ValueError, RecursionError):  # also of lists in lists in lists, and of a number of thousands of digits
        return Unfit(_NOT_JSON)


_TAKEN: dict[str, Callable[[object, int], Any]] = {
    "projects": lambda record, _: json_records.project(record),
    "tags": lambda record, _: json_records.tag(record),
    "plan_items": lambda record, _: json_records.item(record),
    "sessions": json_records.session,
}
"""By the names of the parts, in the order they stand in."""
