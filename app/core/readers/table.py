"""Tables with a line for each session (CSV), by a mapping of their columns; Toggl Track's detailed export is one.

A time of day the clocks showed twice is the one that the duration fits. What a duration lacks was not worked, though
nobody says when.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from app.core import text
from app.core.errors import Refused
from app.core.incoming import Found, Problem
from app.core.readers import said, written_times
from app.core.readers.mapping import Mapping, guessed
from app.core.readers.said import Clocks
from app.core.timing import ZERO
from app.core.zones import Told

TOGGL, TABLE = "Toggl Track", "CSV"
ONLY_SUMS = "This file has only sums, without the time of day they began and ended at: such a sum is no session"
HALF_LOCAL = "One of its times has an offset and the other has none"
TOO_FEW = "It has fewer columns than the first line"
UNCLOSED = "It is no line of a table: a quotation mark is open or out of place"
_DELIMITERS = ",;\t"
_SAMPLE = 50
_MINUTE = timedelta(minutes=1)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
csv.field_size_limit(4 * text.TEXT_LIMIT)


class Table(NamedTuple):
    """The first lines of a file as a table. `is_local`: its times have no zone of their own."""

    header: tuple[str, ...]
    delimiter: str
    mapping: Mapping
    is_toggl: bool
    is_local: bool


def table_of(head: str) -> Table | None:
    """None where the first line is none of a table. `head` may end in the middle of a line."""
    lines = head.splitlines(keepends=True)
    first = next(iter(lines), "")
    delimiter = max(_DELIMITERS, key=first.count)
    if first.count(delimiter) < 1:
        return None
    rows = list(islice((row for _, row in _rows(lines[:-1] if len(lines) > 2 else lines, delimiter) if row), _SAMPLE))
    if not rows:
        return None
    mapping = guessed(rows[0], rows[1:])
    if mapping.start is None and mapping.duration is None:
        return None
    names = {text.key(name) for name in rows[0]}
    toggl = {"start date", "start time", "duration"} <= names and bool(names & {"end time", "stop time"})
    return Table(tuple(rows[0]), delimiter, mapping, toggl, _is_local(rows[1:], mapping))


def read_table(lines: Iterable[str], clocks: Clocks, table: Table) -> Iterator[Found]:
    """By the mapping of `table`, which may be another one than was guessed."""
    if not table.mapping.has_times:
        yield Problem(0, ONLY_SUMS)
        return
    rows = _rows(lines, table.delimiter)
    next(rows, None)
    for line, row in rows:
        if row is None:
            yield Problem(line, UNCLOSED)
        elif any(cell.strip() for cell in row):
            try:
                yield _Line(line, row, table).session(clocks)
            except Refused as refused:
                yield Problem(line, str(refused))


class _Line:
    def __init__(self, number: int, row: Sequence[str], table: Table) -> None:
        self._number, self._row, self._table, self._mapping = number, row, table, table.mapping

    def session(self, clocks: Clocks) -> Found:
        mapping = self._mapping
        start, end, length = self._times()
        told = self._told(clocks, start, end, length)
        elapsed = told[1].instant - told[0].instant
        lost = ZERO if length is None else elapsed - length[0]
        return said.session(
            self._number,
            self._source(start, end),
            *told,
            clocks.zone,
            project=self._cell(mapping.project),
            tags=(self._cell(mapping.tags),),
            title=self._cell(mapping.title),
            notes=self._notes(),
            lost=lost if length is not None and lost >= (timedelta(seconds=1) if length[1] else _MINUTE) else ZERO,
            uid=self._uid(),
        )

    def _times(self) -> tuple[datetime, datetime, tuple[timedelta, bool] | None]:
        mapping = self._mapping
        written = self._cell(mapping.duration)
        length = written_times.length(written) if written and (mapping.end is None or ":" in written) else None
        start = self._moment(mapping.start_date, mapping.start)
        if mapping.end is not None and self._cell(mapping.end):
            end_date = mapping.start_date if mapping.end_date is None else mapping.end_date
            end = self._moment(end_date, mapping.end)
            if (start.tzinfo is None) is not (end.tzinfo is None):
                raise Refused(HALF_LOCAL)
            if end < start and mapping.end_date is None and mapping.start_date is not None:
                end += timedelta(days=1)  # one date for both: it runs past midnight
            return start, end, length
        if length is None:
            raise Refused(said.STILL_RUNS)
        return start, start + length[0], length

    def _moment(self, date: int | None, time: int | None) -> datetime:
        return written_times.moment(_joined(self._cell(date), self._cell(time)), self._mapping.date_order)

    def _told(
        self, clocks: Clocks, start: datetime, end: datetime, length: tuple[timedelta, bool] | None
    ) -> tuple[Told, Told]:
        if start.tzinfo is not None:
            return clocks.told(start.astimezone(UTC)), clocks.told(end.astimezone(UTC))
        return clocks.pair(start.replace(tzinfo=UTC), end.replace(tzinfo=UTC), None if length is None else length[0])

    def _source(self, start: datetime, end: datetime) -> str:
        """As the file writes them: another zone chosen makes no other session of it."""
        if self._uid():
            return ""
        program = "toggl" if self._table.is_toggl else "csv"
        return f"{program}:{start.isoformat()}/{end.isoformat()}"

    def _uid(self) -> str:
        if self._mapping.uid is None:
            return ""
        try:
            return str(UUID(self._cell(self._mapping.uid)))
        except ValueError:
            return ""

    def _notes(self) -> str:
        labelled = ((self._table.header[n], self._cell(n)) for n in self._mapping.labelled)
        parts = (self._cell(self._mapping.notes), *(f"{name}: {cell}" for name, cell in labelled if cell))
        return "\n".join(part for part in parts if part)

    def _cell(self, column: int | None) -> str:
        """Without the apostrophe that keeps a spreadsheet from taking the text for a formula."""
        if column is None:
            return ""
        if column >= len(self._row):
            raise Refused(TOO_FEW)
        cell = self._row[column].strip(" ")
        return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def _rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Each row with the line it begins in; None for what is no row."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None


def _joined(date: str, time: str) -> str:
    """A time that has its date in itself needs no other."""
    return f"{date} {time}".strip() if written_times.is_clock(time) else time


def _is_local(rows: Sequence[Sequence[str] | None], mapping: Mapping) -> bool:
    """Whether the first time of the table that can be read has no offset."""
    for row in rows:
        columns = (mapping.start_date, mapping.start)
        date, time = (row[n] if row and n is not None and n < len(row) else "" for n in columns)
        try:
            return written_times.moment(_joined(date, time), mapping.date_order).tzinfo is None
        except Refused:
            continue
    return True
