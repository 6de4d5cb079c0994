"""The one-line syntax: `Write the report @Thesis #writing 25`. Rules: product contract, section 4."""

import re
from collections.abc import Callable
from typing import NamedTuple

from app.core.errors import MAX_PLANNED, MIN_PLANNED
from app.core.text import clean_line, key

_WORD = re.compile(r'([@#])"([^"]*)"?|(\S+)')
_LENGTH = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,4})m)?|(\d{1,4})", re.ASCII | re.IGNORECASE)


class QuickEntry(NamedTuple):
    """What a line says; None and empty are what it leaves out."""

    title: str = ""
    project: str | None = None
    tags: tuple[str, ...] = ()
    minutes: int | None = None


class _Word(NamedTuple):
    text: str
    mark: str = ""
    name: str = ""


def parse(line: str) -> QuickEntry:
    """Read a line. Of several projects and several lengths the last counts; the others stay words of the title."""
    words = [_word(match) for match in _WORD.finditer(clean_line(line))]
    project = _last(words, lambda word: word.mark == "@")
    length = _last(words, lambda word: not word.mark and _minutes(word.text) is not None)
    tags = {key(word.name): word.name for word in words if word.mark == "#"}
    title = [w.text for i, w in enumerate(words) if w.mark != "#" and i not in (project, length)]
    return QuickEntry(
        title=" ".join(title),
        project=None if project is None else words[project].name,
        tags=tuple(tags.values()),
        minutes=None if length is None else _minutes(words[length].text),
    )


def _word(match: re.Match[str]) -> _Word:
    mark, quoted, plain = match.groups()
    if mark:
        name = quoted.strip()
    else:
        mark, name = (plain[0], plain[1:]) if plain[0] in "@#" else ("", "")
    return _Word(match.group(), mark, name) if name else _Word(match.group())


def _minutes(word: str) -> int | None:
    """The length a word says in minutes, or None where it is no length of 1 to 1440 minutes."""
    match = _LENGTH.fullmatch(word)
    if match is None:
        return None
    hours, minutes, bare = (int(group or 0) for group in match.groups())
    total = hours * 60 + minutes + bare
    return total if MIN_PLANNED <= total <= MAX_PLANNED else None


def _last(words: list[_Word], fits: Callable[[_Word], bool]) -> int | None:
    return next((i for i in reversed(range(len(words))) if fits(words[i])), None)
