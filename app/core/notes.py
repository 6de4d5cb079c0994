"""How notes are put together, and taken apart."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

_NOTE = re.compile(r"\[([01]\d|2[0-3]):([0-5]\d)\] ")


def with_note(notes: str, text: str, now: datetime, offset: timedelta) -> str:
    """`notes` with the line `[HH:MM] text` under them, in the local time `offset` east of UTC."""
    return _under(notes, f"[{now + offset:%H:%M}] {text}", "\n")


def with_paragraph(notes: str, text: str) -> str:
    """`notes` with `text` as a paragraph under them; an empty text changes nothing."""
    return _under(notes, text, "\n\n") if text.strip() else notes


def replaced(now_there: str, seen: str, left: str) -> str:
    """The notes as the person left them, with the lines that others added since `seen` kept below."""
    known = Counter(seen.split("\n"))
    added = []
    for line in now_there.split("\n"):
        if known[line]:
            known[line] -= 1
        else:
            added.append(line)
    return _under(left, "\n".join(added), "\n") if "".join(added).strip() else left


def _under(notes: str, text: str, between: str) -> str:
    notes = notes.rstrip("\n")
    return f"{notes}{between}{text}" if notes else text


def divided(notes: str, is_after: Callable[[timedelta], bool]) -> tuple[str, str]:
    """The notes of the first part of a session and of the second.

    `is_after` tells whether a line that was noted at so long after midnight surely belongs to the second one. What is
    no such line stays.
    """
    first: list[str] = []
    second: list[str] = []
    for line in notes.split("\n"):
        noted = _NOTE.match(line)
        moves = noted is not None and is_after(timedelta(hours=int(noted[1]), minutes=int(noted[2])))
        (second if moves else first).append(line)
    return "\n".join(first), "\n".join(second)
