"""Sessions as a calendar: read back by the rules of RFC 5545, line by line."""

import re
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.export_ical import pieces
from app.core.model import Session
from tests.core.outgoing import everything, full, outgoing
from tests.fakes import MINUTE, a_session, at

_LINE = re.compile(r"[A-Z-]+:[^\x00-\x08\x0a-\x1f\x7f]*")
_SIGNS = {"n": "\n", "N": "\n", ",": ",", ";": ";", "\\": "\\"}


def written(*sessions: Session) -> bytes:
    return b"".join(pieces(outgoing(*sessions)))


def lines(calendar: bytes) -> list[str]:
    """Its lines put together again; each must be as the RFC says (3.1)."""
    assert calendar.endswith(b"\r\n")
    raw = calendar.removesuffix(b"\r\n").split(b"\r\n")
    for line in raw:
        assert len(line) <= 75
        assert b"\n" not in line and b"\r" not in line
        line.decode()  # no character is cut
    found = b"\r\n".join(raw).replace(b"\r\n ", b"").decode().split("\r\n")
    assert [line for line in found if not _LINE.fullmatch(line)] == []
    return found


def events(calendar: bytes) -> list[dict[str, str]]:
    found = lines(calendar)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sessile//Sessile//EN", "CALSCALE:GREGORIAN"]
    assert (found[:4], found[-1]) == (head, "END:VCALENDAR")
    rest, result = iter(found[4:-1]), []
    for begin in rest:
        assert begin == "BEGIN:VEVENT"
        event: dict[str, str] = {}
        for line in iter(rest.__next__, "END:VEVENT"):
            name, _, value = line.partition(":")
            assert name not in event
            event[name] = value
        result.append(event)
    return result


def plain(value: str) -> str:
    """A text without its escapes (3.3.11); no sign that must be escaped stands bare."""
    assert not re.search(r"[,;]", re.sub(r"\\.", "", value))
    return re.sub(r"\\(.)", lambda found: _SIGNS[found[1]], value)


def test_a_session_is_an_event() -> None:
    (event,) = events(written(full()))
    assert event == {
        "UID": "0b5c1f0e-8a51-4c4e-9a7e-0d3f6f2f7a10",
        "DTSTAMP": "20260310T130000Z",
        "DTSTART": "20260310T120000Z",
        "DTEND": "20260310T130000Z",
        "SUMMARY": r"Chapter\; two",
        "CATEGORIES": r"deep,quiet\, please",
        "DESCRIPTION": r'the outline\n\n[13:10] x\, "y"\n\n[13:20] z\\n',
    }
    assert plain(event["DESCRIPTION"]) == 'the outline\n\n[13:10] x, "y"\n\n[13:20] z\\n'


def test_what_was_not_said_is_left_out() -> None:
    (event,) = events(written(a_session(ended=1, end_offset=60 * MINUTE)))
    assert list(event) == ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"]
    assert event["SUMMARY"] == "Session"


def test_a_session_without_length_has_no_end_for_an_end_must_lie_behind_its_start() -> None:
    (event,) = events(written(a_session(ended=0, end_offset=60 * MINUTE)))
    assert "DTEND" not in event


def test_the_active_session_is_not_among_them() -> None:
    assert [event["UID"] for event in events(b"".join(pieces(everything())))] == [full().uid]


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_without_its_controls(text: str) -> None:
    (event,) = events(written(full(tasks_done="", notes=text)))
    wanted = re.sub("[\x00-\x08\x0b-\x1f\x7f]", " ", re.sub("\r\n?", "\n", text))
    assert plain(event.get("DESCRIPTION", "")) == wanted


@pytest.mark.parametrize("sign", ["x", "ü", "日", "😀"])
def test_long_lines_are_folded_where_a_character_begins(sign: str) -> None:
    for length in range(60, 90):
        (event,) = events(written(full(title=sign * length)))
        assert event["SUMMARY"] == sign * length


def test_a_library_of_calendars_reads_what_was_meant() -> None:
    texts = ["a, b; c\\n \\ d\nnext", "ü" * 200, "😀" * 100, "\u202eabc\u2028", "a\tb", "END:VEVENT\nX:1", ":;,\\"]
    calendar: Any = icalendar.Calendar.from_ical(
        written(*(full(uid=str(n), notes=text) for n, text in enumerate(texts)))
    )
    assert calendar.errors == []
    for number, (text, event) in enumerate(zip(texts, calendar.walk("VEVENT"), strict=True)):
        assert event.errors == []
        assert event["UID"] == str(number)
        assert event["DESCRIPTION"] == f"the outline\n\n{text}"
        assert event["SUMMARY"] == "Chapter; two"
        assert [str(tag) for tag in event["CATEGORIES"].cats] == ["deep", "quiet, please"]
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (at(0), at(60))
