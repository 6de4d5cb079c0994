"""The elements of a JSON array, one after the other, without holding the whole of it."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.core.incoming import Problem

DAMAGED = "The file is damaged or cut off here: nothing can be read from this line on"
_AT_ONCE = 1 << 16
_LONGEST = 1 << 24
"""So many letters without a whole element are none."""
_BETWEEN = " \t\r\n,"


class Element(NamedTuple):
    """`line` is where it begins."""

    line: int
    value: object


def elements(lines: Iterable[str]) -> Iterator[Element | Problem]:
    """They end with the first that can't be read: what follows could be anything."""
    return _Elements(lines).found()


class _Elements:
    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._decode = json.JSONDecoder().raw_decode
        self._text, self._at, self._line = "", 0, 1

    def found(self) -> Iterator[Element | Problem]:
        if self._sign() != "[":
            yield Problem(self._line, DAMAGED)
            return
        self._at += 1
        while (sign := self._sign()) != "]":
            element = self._element() if sign else None
            if element is None:
                yield Problem(self._line, DAMAGED)
                return
            yield element

    def _element(self) -> Element | None:
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except (ValueError, RecursionError):
                if len(self._text) - self._at > _LONGEST or not self._read_on():
                    return None
                continue
            line = self._line
            self._line += self._text.count("\n", self._at, end)
            self._at = end
            return Element(line, value)

    def _sign(self) -> str:
        """The next sign that is not between elements; empty where the file ends."""
        while True:
            while self._at < len(self._text):
                sign = self._text[self._at]
                if sign not in _BETWEEN:
                    return sign
                self._line += sign == "\n"
                self._at += 1
            if not self._read_on():
                return ""

    def _read_on(self) -> bool:
        """More of the file behind what is left; at least as much again, so that a long element is tried a few times."""
        parts, length = [self._text[self._at :]], 0
        wanted = max(_AT_ONCE, len(parts[0]))
        while length < wanted and (line := next(self._lines, None)) is not None:
            parts.append(line)
            length += len(line)
        self._text, self._at = "".join(parts), 0
        return length > 0
