"""A file that sessions are to come from, opened: what it is, and what is found in it, one after the other."""

import codecs
import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from app.core.errors import Refused
from app.core.incoming import Found
from app.core.readers.kinds import UNKNOWN, Kind, kind_of
from app.core.readers.mapping import Mapping
from app.core.readers.said import Clocks
from app.store import read_hamster

NOT_UTF_8 = "Line {}, and maybe more, is no text in UTF-8. Save the file as UTF-8 and try again"
CHANGED = "The file can't be read: {}"
_HEAD = 1 << 16
_LONGEST_LINE = 1 << 22
_NO_UTF_8 = re.compile("[\ud800-\udfff]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class ImportFile:
    """Used on one thread. Raises Refused with the reason where the file is nothing that can be read."""

    def __init__(self, path: Path, mapping: Mapping | None = None) -> None:
        """`mapping` is the person's choice for a table."""
        self._path = path
        try:
            self._size = max(path.stat().st_size, 1)
            with path.open("rb") as file:
                head = file.read(_HEAD)
        except OSError as error:
            raise Refused(CHANGED.format(error.strerror or error)) from error
        self._reached = 0
        self._encoding = "utf-16" if head.startswith(_UTF_16) else "utf-8-sig"
        self.kind = self._kind(head, mapping)

    @property
    def share(self) -> float:
        """How much of it was read, 0 to 1."""
        return min(self._reached / self._size, 1.0)

    def found(self, clocks: Clocks) -> Iterator[Found]:
        """Raises Refused where it can't be read to its end."""
        return self.kind.read(self._lines(), clocks)

    def _kind(self, head: bytes, mapping: Mapping | None) -> Kind:
        if head.startswith(read_hamster.MAGIC):
            with self._copied() as database:
                if read_hamster.is_hamster(database):
                    return Kind(read_hamster.NAME, lambda _lines, clocks: self._facts(clocks), is_local=True)
        known = kind_of(head.decode(self._encoding, "replace"), mapping)
        if known is None:
            raise Refused(UNKNOWN)
        return known

    def _lines(self) -> Iterator[str]:
        """With what ends them. A line that is too long to be one comes in pieces."""
        errors = "replace" if self._encoding == "utf-16" else "surrogateescape"
        try:
            with self._path.open("rb") as raw, io.TextIOWrapper(raw, self._encoding, errors, newline="") as text:
                for number, line in enumerate(iter(lambda: text.readline(_LONGEST_LINE), ""), 1):
                    if not line.isascii() and _NO_UTF_8.search(line):
                        raise Refused(NOT_UTF_8.format(number))
                    if number % 256 == 0:
                        self._reached = raw.tell()
                    yield line
        except OSError as error:
            raise Refused(CHANGED.format(error.strerror or error)) from error

    def _facts(self, clocks: Clocks) -> Iterator[Found]:
        with self._copied() as database:
            yield from read_hamster.read_facts(database, clocks)

    def _copied(self) -> "closing[sqlite3.Connection]":
        """A copy in a file of SQLite's own, which goes when it is closed: Hamster may write meanwhile."""
        copy = sqlite3.connect("")
        copy.text_factory = lambda raw: raw.decode("utf-8", "replace")
        uri = f"{self._path.resolve().as_uri()}?mode=ro"
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(uri, uri=True)) as source:
            source.backup(copy)
        return closing(copy)
