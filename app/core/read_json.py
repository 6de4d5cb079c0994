"""Reads what `export_json` wrote: line by line, so that a file may be as large as it likes, and looks at all before.

A file that another program has put into other lines is read as a whole.
"""

import json
import re
import zlib
from collections.abc import Callable, Collection, Iterator
from typing import Any, BinaryIO, NamedTuple

from app.core import json_records
from app.core.errors import Refused
from app.core.export_json import FORMAT
from app.core.incoming import (
    Incoming,
    IncomingAlert,
    IncomingItem,
    IncomingProject,
    IncomingRunning,
    IncomingSession,
    IncomingTag,
    Problem,
)
from app.core.json_records import Unfit
from app.core.text import shown

KIND = "Sessile"
_LONGEST_LINE = 16 * 2**20
"""Two texts of a million characters, each of up to four bytes or written as six, and the rest."""
_LARGEST = 64 * 2**20
"""A file that is read as a whole, in bytes."""
_MOST_PROBLEMS = 1000
"""Nobody reads more."""
_BOM = b"\xef\xbb\xbf"
_PART = re.compile(rb'"(projects|tags|plan_items|sessions|alerts)": \[')
_CHOICES = b'"settings": '
_CHECK = re.compile(rb'"check": "([0-9a-f]{8})"')

_NOT_OURS = "This is no file that Sessile exported as JSON"
_NEWER = "This file was written by a newer Sessile (form {found}, this program knows {known}). Please update Sessile"
_TOO_LARGE = f"This file is not as Sessile wrote it, and larger than the {_LARGEST // 2**20} MB that can be read then"
_NOT_UTF_8 = "This is not text in UTF-8"
_NOT_JSON = "This is no JSON that can be read"
_TOO_LONG = f"This line is longer than {_LONGEST_LINE // 2**20} MB"
_NOT_EXPECTED = "This line does not belong here"
_CUT = "The file ends too early: a part of it is missing"
_CHANGED = (
    "The file is not as it was written: it was damaged or changed. If you changed it yourself, take out the line that "
    "begins with “check”, and what can be read of it is taken"
)
_CHANGED_MEANWHILE = "The file was changed while it was being read. Nothing of it was taken"
_NO_ITEM = "The plan item of this session is not in the file"
_TWO_RUN = "Another session in the file has not ended either"


class _Raw(NamedTuple):
    """A record as JSON has it, or an `Unfit` why it is none; `where` says it where there are no lines to count."""

    line: int
    part: str
    record: object
    where: str = ""


class _Broken(Exception):
    """Nothing of the file can be trusted."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = Problem(line, sentence)


class _Sessions(Collection[IncomingSession]):
    """Those of a file that was looked at. Raises Refused where it is not the same any more."""

    def __init__(self, open_file: Callable[[], BinaryIO], items: set[str], count: int) -> None:
        self._open_file, self._items, self._count = open_file, items, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[IncomingSession]:
        count = 0
        try:
            with self._open_file() as file:
                for value in _values(_by_line(file), self._items):
                    if isinstance(value, IncomingSession):
                        count += 1
                        yield value
        except _Broken as broken:
            raise Refused(_CHANGED_MEANWHILE) from broken
        if count != self._count:
            raise Refused(_CHANGED_MEANWHILE)

    def __contains__(self, session: object) -> bool:
        return any(one == session for one in self)


def parse(open_file: Callable[[], BinaryIO]) -> Incoming:
    """The file, looked at from its beginning to its end; its sessions are read anew each time they are gone through.

    Where it was damaged or cut, there is nothing in it but problems. Raises OSError where it can't be read.
    """
    items: set[str] = set()
    gathered = _Gathered()
    try:
        with open_file() as file:
            is_ours = _header(file.readline(_LONGEST_LINE)) is not None
            file.seek(0)
            for value in _values(_by_line(file) if is_ours else _as_a_whole(file), items):
                gathered.add(value, is_counted=is_ours)
    except _Broken as broken:
        return Incoming(KIND, (), (broken.problem, *gathered.problems))
    sessions = _Sessions(open_file, items, gathered.count) if is_ours else tuple(gathered.sessions)
    return gathered.incoming(sessions)


class _Gathered:
    """What a file holds, as it is found; sessions are counted only, where they can be read again."""

    def __init__(self) -> None:
        self.count = 0
        self.sessions: list[IncomingSession] = []
        self.problems: list[Problem] = []
        self._parts: dict[type, list[Any]] = {
            kind: [] for kind in (IncomingProject, IncomingTag, IncomingItem, IncomingAlert)
        }
        self._settings: tuple[tuple[str, Any], ...] = ()
        self._running: IncomingRunning | None = None

    def add(self, value: object, *, is_counted: bool) -> None:
        match value:
            case IncomingSession():
                self.count += 1
                if not is_counted:
                    self.sessions.append(value)
            case Problem():
                if len(self.problems) < _MOST_PROBLEMS:
                    self.problems.append(value)
            case IncomingRunning():
                if self._running is not None:
                    self.problems.append(Problem(value.session.line, _TWO_RUN))
                self._running = self._running or value
            case IncomingProject() | IncomingTag() | IncomingItem() | IncomingAlert():
                self._parts[type(value)].append(value)
            case tuple():
                self._settings = value

    def incoming(self, sessions: Collection[IncomingSession]) -> Incoming:
        projects, tags, items, alerts = map(tuple, self._parts.values())
        return Incoming(
            kind=KIND,
            sessions=sessions,
            problems=tuple(self.problems),
            projects=projects,
            tags=tags,
            items=items,
            running=self._running,
            alerts=alerts,
            settings=self._settings,
        )


def _values(raws: Iterator[_Raw], items: set[str]) -> Iterator[Any]:
    """What the records stand for, each looked at; a `Problem` where it can't be taken. `items` gathers their uids."""
    for line, part, record, where in raws:
        try:
            if isinstance(record, Unfit):
                raise record
            value = _TAKEN[part](record, line)
            if isinstance(value, IncomingItem):
                items.add(value.uid)
            elif isinstance(value, IncomingSession | IncomingRunning):
                session = value if isinstance(value, IncomingSession) else value.session
                if session.item and session.item not in items:
                    raise Unfit(_NO_ITEM)
            yield value
        except Unfit as unfit:
            yield Problem(line, f"{where}{unfit}")


def _by_line(file: BinaryIO) -> Iterator[_Raw]:
    """The records of a file as Sessile writes it. Raises _Broken, at the latest at its end."""
    part, check, is_over, number = "", 0, False, 0
    while line := file.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise _Broken(number, _TOO_LONG)
        line = line.rstrip(b"\r\n")
        if number == 1:
            line = line.removeprefix(_BOM)
            _check_form(_header(line))
        elif part:
            if line in (b"],", b"]"):
                part = ""
            elif line:
                yield _Raw(number, part, _decoded(line.removesuffix(b",")))
        elif match := _PART.fullmatch(line):
            part = match[1].decode()
        elif line.startswith(_CHOICES):
            choices = _decoded(line[len(_CHOICES) :].removesuffix(b","))
            if not isinstance(choices, dict):
                raise _Broken(number, _NOT_EXPECTED)
            yield _Raw(number, "settings", choices)
        elif match := _CHECK.fullmatch(line):
            if int(match[1], 16) != check:
                raise _Broken(0, _CHANGED)
        elif line == b"}" and not is_over:
            is_over = True
        elif line or not is_over:
            raise _Broken(number, _NOT_EXPECTED)
        check = zlib.crc32(b"%b\n" % line, check)
    if not is_over:
        raise _Broken(0, _CUT)


def _as_a_whole(file: BinaryIO) -> Iterator[_Raw]:
    """The records of a file that is in other lines. Raises _Broken."""
    content = file.read(_LARGEST + 1)
    if not content.removeprefix(_BOM).lstrip().startswith(b"{"):
        raise _Broken(0, _NOT_UTF_8 if content.startswith((b"\xff\xfe", b"\xfe\xff")) else _NOT_OURS)
    if len(content) > _LARGEST:
        raise _Broken(0, _TOO_LARGE)
    document = _decoded(content.removeprefix(_BOM))
    if not isinstance(document, dict):
        raise _Broken(0, str(document))
    _check_form(document.pop("sessile", None))
    document.pop("check", None)
    for part in (part for part in (*_TAKEN, *document) if part in document):
        records = document.pop(part)
        if part == "settings":
            yield _Raw(0, part, records)
        elif part not in _TAKEN or type(records) is not list:
            raise _Broken(0, f"There is a part that Sessile does not know: “{shown(part, 40)}”")
        else:
            yield from (_Raw(0, part, record, f"“{part}”, {n}: ") for n, record in enumerate(records, 1))


def _header(line: bytes) -> object:
    """What the first line says that the file is, where it is as Sessile writes it; else None."""
    header = _decoded(line.removeprefix(_BOM).rstrip(b"\r\n").removesuffix(b",") + b"}")
    return header.get("sessile") if isinstance(header, dict) else None


def _check_form(header: object) -> None:
    found = header.get("format") if isinstance(header, dict) else None
    if type(found) is not int or found < 1:
        raise _Broken(0, _NOT_OURS)
    if found > FORMAT:
        raise _Broken(0, _NEWER.format(found=found, known=FORMAT))


def _decoded(content: bytes) -> object:
    """What the JSON holds, or why it is none."""
    try:
        return json.loads(content.decode())
    except UnicodeDecodeError:
        return Unfit(_NOT_UTF_8)
    except (ValueError, RecursionError):  # also of lists in lists in lists, and of a number of thousands of digits
        return Unfit(_NOT_JSON)


_TAKEN: dict[str, Callable[[object, int], Any]] = {
    "projects": lambda record, _: json_records.project(record),
    "tags": lambda record, _: json_records.tag(record),
    "plan_items": lambda record, _: json_records.item(record),
    "sessions": json_records.session,
    "alerts": lambda record, _: json_records.alert(record),
    "settings": lambda record, _: json_records.settings(record),
}
"""By the names of the parts, in the order they stand in."""
