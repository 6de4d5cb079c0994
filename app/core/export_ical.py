"""Sessions as a calendar: iCalendar, RFC 5545, an event for each."""

import re
from collections.abc import Iterator
from datetime import datetime

from app.core.export_csv import ended
from app.core.model import Session
from app.core.outgoing import Outgoing

_LONGEST = 75
"""Octets of a line (RFC 5545, 3.1)."""
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sessile//Sessile//EN", "CALSCALE:GREGORIAN")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_SPECIAL = re.compile(r"[\x00-\x1f\x7f\\;,]")
_BREAKS = re.compile(r"\r\n?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""None may stand in a text (3.3.11)."""


def pieces(outgoing: Outgoing) -> Iterator[bytes]:
    """The file, piece by piece: an event for each session that has ended. The same sessions give the same bytes."""
    yield _lines(*_HEAD)
    for session in ended(outgoing):
        yield _lines(*_event(session))
    yield _lines("END:VCALENDAR")


def _event(session: Session) -> Iterator[str]:
    """Its stamp is its end: when it was exported says nothing of it."""
    end = session.end or session.start
    start_text, end_text = _utc(session.start), _utc(end)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(session.uid)}"
    yield f"DTSTAMP:{end_text}"
    yield f"DTSTART:{start_text}"
    if end_text != start_text:  # an end must lie behind its start; without one the event ends where it starts
        yield f"DTEND:{end_text}"
    yield f"SUMMARY:{_text(session.name)}"
    if session.tags:
        yield f"CATEGORIES:{','.join(_text(tag.name) for tag in session.tags)}"
    if said := "\n\n".join(filter(None, (session.tasks_done, session.notes))):
        yield f"DESCRIPTION:{_text(said)}"
    yield "END:VEVENT"


def _utc(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "") + "Z"


def _text(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return _CONTROLS.sub(" ", _BREAKS.sub("\n", text)).translate(_ESCAPED)


def _lines(*lines: str) -> bytes:
    return b"".join(_folded(line.encode()) for line in lines)


def _folded(line: bytes) -> bytes:
    """Cut where a character begins; each further line begins with a space, which counts."""
    parts, begin, room = [], 0, _LONGEST
    while len(line) - begin > room:
        cut = begin + room
        while line[cut] & 0xC0 == 0x80:  # within a character
            cut -= 1
        parts.append(line[begin:cut])
        begin, room = cut, _LONGEST - 1
    parts.append(line[begin:])
    return b"\r\n ".join(parts) + b"\r\n"
