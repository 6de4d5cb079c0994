"""How notes are put together."""

from collections import Counter
from datetime import datetime, timedelta


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
