"""Damaged, cut, foreign and hostile files: each gives a sentence, and what can't be trusted brings nothing in."""

import json
import re
from collections.abc import Iterator

import pytest

from app.core.errors import Refused
from app.core.export_json import pieces
from app.core.incoming import Problem
from app.core.read_json import is_export, read_export
from tests.core.outgoing import Read, everything, read, without_lines

CONTENT = b"".join(pieces(everything()))
LINES = CONTENT.splitlines(keepends=True)
NOT_OURS = "This is no file that Sessile exported as JSON"
NOT_JSON = "This is no JSON that can be read"
CUT = "The file ends too early: a part of it is missing"
CHANGED = (
    "The file is not as it was written: it was damaged or changed. If you changed it yourself, take out the line that "
    "begins with “check”, and what can be read of it is taken"
)


def changed(byte: int) -> Iterator[int]:
    yield from ({byte ^ 1, byte ^ 0x80, ord("\n"), ord(" "), ord("}"), 0} - {byte})


def test_a_byte_that_is_changed_is_seen_wherever_it_stands() -> None:
    whole = without_lines(read(CONTENT))
    for place, byte in enumerate(CONTENT):
        for other in changed(byte):
            damaged = CONTENT[:place] + bytes((other,)) + CONTENT[place + 1 :]
            found = read(damaged)
            assert found.refused or without_lines(found) == whole, (place, other)


def test_a_byte_that_is_missing_or_twice_there_is_seen() -> None:
    whole = without_lines(read(CONTENT))
    for place in range(len(CONTENT)):
        for damaged in (
            CONTENT[:place] + CONTENT[place + 1 :],
            CONTENT[:place] + CONTENT[place : place + 1] + CONTENT[place:],
        ):
            found = read(damaged)
            assert found.refused or without_lines(found) == whole, place


@pytest.mark.parametrize("kept", range(len(LINES)))
def test_a_file_that_was_cut_at_a_line_brings_nothing_in(kept: int) -> None:
    content = b"".join(LINES[:kept])
    assert read(content).refused == (CUT if kept else NOT_OURS)


def test_a_file_that_was_cut_within_a_line_brings_nothing_in() -> None:
    assert [n for n in range(len(CONTENT) - 1) if not read(CONTENT[:n]).refused] == []


@pytest.mark.parametrize("left_out", range(1, len(LINES)))
def test_a_line_that_is_missing_is_seen(left_out: int) -> None:
    content = b"".join(LINES[:left_out] + LINES[left_out + 1 :])
    if LINES[left_out].startswith(b'"check"'):
        assert read(content) == read(CONTENT)
    else:
        assert read(content).refused


def test_where_it_was_damaged_is_told_too() -> None:
    damaged = CONTENT.replace(b'"lagoon"', b'"lagoom"')
    colors = "“color” should be one of lagoon, sky, urchin, anemone, coral, driftwood, kelp, pebble"
    assert (read(damaged).refused, read(damaged).problems) == (CHANGED, (Problem(3, colors),))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp500"])
def test_another_encoding_is_refused(encoding: str) -> None:
    content = CONTENT.decode().encode(encoding, errors="replace")
    assert read(content).refused in (NOT_OURS, NOT_JSON, CHANGED, "This is no text in UTF-8")


def test_text_in_an_old_code_page_is_refused() -> None:
    content = CONTENT.replace("é".encode(), b"\xe9")
    assert (read(content).refused, read(content).problems) == (CHANGED, (Problem(4, "This is no text in UTF-8"),))


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\n",
        b"\0" * 1000,
        b"{}",
        b"[]",
        b"null",
        b'"sessile"',
        b'{"sessile": 1}',
        b'{"sessile": {}}',
        b'{"sessile": {"format": true}}',
        b'{"sessile": {"format": 0}}',
        b'{"sessile": {"format": "1"}}',
        b'{"sessile": {"format": 1}, "projects": {}}',
        b'{"sessile": {"format": 1}, "strangers": []}',
        b"SQLite format 3\0",
        b"start_time,end_time\r\n1,2\r\n",
        b"[" * 200_000,
        b'{"sessile": ' + b"[" * 200_000,
        b'{"sessile": {"format": ' + b"9" * 10_000 + b"}}",
    ],
    ids=lambda junk: repr(junk[:24]),
)
def test_what_is_no_export_is_refused(junk: bytes) -> None:
    assert read(junk) == Read(refused=read(junk).refused)
    assert read(junk).refused


def hundred_megabytes(first: str, asked: list[int]) -> Iterator[str]:
    """Behind the first signs, in pieces as of a line that is too long."""
    yield first
    for _ in range(25):
        asked.append(1)
        yield "x" * 4 * 2**20


@pytest.mark.parametrize(
    ("first", "sentence", "most"),
    [
        ("x", NOT_OURS, 0),
        ('{"sessile": ', "This file is not as Sessile wrote it, and larger than the 64 MB that can be read then", 16),
    ],
)
def test_a_hundred_megabytes_of_junk_are_refused_before_they_are_read(first: str, sentence: str, most: int) -> None:
    asked: list[int] = []
    with pytest.raises(Refused, match=sentence):
        list(read_export(hundred_megabytes(first, asked)))
    assert len(asked) <= most


def test_junk_behind_the_first_line_is_refused() -> None:
    found = read(LINES[0] + b"x" * 2**20)
    assert found == Read(refused="Line 2 does not belong into an export: the file was damaged or changed")


def test_a_newer_form_is_refused() -> None:
    content = CONTENT.replace(b'"format": 1', b'"format": 2')
    sentence = "This file was written by a newer Sessile (form 2, this program knows 1). Please update Sessile"
    assert read(content) == Read(refused=sentence)
    assert read(json.dumps(json.loads(content)).encode()) == Read(refused=sentence)


# Changed by hand, without the line that would tell

WITHOUT_CHECK = re.sub(rb'"check": .*\n', b"", CONTENT)


def by_hand(before: str, after: str) -> Read:
    assert before.encode() in WITHOUT_CHECK
    return read(WITHOUT_CHECK.replace(before.encode(), after.encode(), 1))


def test_a_file_changed_by_hand_is_taken_without_the_line_that_tells() -> None:
    found = by_hand('"the outline"', '"another"')
    assert (found.problems, [one.tasks_done for one in found.sessions]) == ((), ["another"])


SCORE = "“satisfaction_score” should be a whole number from 1 to 5"
PLANNED = "“planned_duration” should be a whole number from 1 to 1440"
TAGS = "“tags” should be a list of names of at most 200 characters"
NO_ZONE = "“start_time” does not say which zone it is in; a Z at its end means UTC"
KINDS = "Time almost up, Time is up, Overtime, Still working?, Break is over, No session running"


@pytest.mark.parametrize(
    ("before", "after", "line", "sentence"),
    [
        ('"satisfaction_score": 4', '"satisfaction_score": 6', 14, SCORE),
        ('"satisfaction_score": 4', '"satisfaction_score": true', 14, SCORE),
        ('"satisfaction_score": 4', '"satisfaction_score": NaN', 14, SCORE),
        ('"planned_duration": 25, "not', '"planned_duration": 1441, "not', 14, PLANNED),
        ('"tags": ["deep", "quiet', '"tags": [1, "quiet', 14, TAGS),
        ('"start_offset": 60', '"start_offset": 9000', 14, "“start_offset” should be a whole number from -900 to 900"),
        ("12:00:00.000Z", "12:00:00.000", 14, NO_ZONE),
        ("2026-03-10T12:00:00.000Z", "yesterday", 14, "“start_time” should be a time such as 2026-03-10T12:00:00.000Z"),
        ("2026-03-10T12:00:00.000Z", "9999-12-31T23:59:59Z", 14, "“start_time” lies outside the years 1900 to 9989"),
        ("2026-03-10T12:00:00.000Z", "2026-03-10T14:00:00.000Z", 14, "“end_time” lies before “start_time”"),
        ('"end_time": "2026-03-10T12:15:00.000Z"', '"end_time": null', 14, "A gap has no “end_time”"),
        ("12:15:00.000Z", "12:01:00.000Z", 14, "A gap's “end_time” lies before its “start_time”"),
        ('"idle"', '"lazy"', 14, "“cause” should be one of pause, idle, clock, locked, asleep, closed"),
        ('"kind": "Time is up"', '"kind": "Tea"', 14, f"“kind” should be one of {KINDS}"),
        ('"plan_item": "item-uid"', '"plan_item": "other"', 14, "The plan item of this session is not in the file"),
        ('"zone": "Europe/Berlin"', '"zone": " "', 14, "“zone” is empty"),
        ('"notes": "', '"nates": "', 14, "There is a field that Sessile does not know: “nates”"),
        ('"notes": "', '"notes": [], "zone": "', 14, "“notes” should be a text"),
        ('"name": "deep", ', "", 7, "“name” is empty"),
        ('"name": "deep"', f'"name": "{"x" * 201}"', 7, "“name” can have at most 200 characters"),
        ('"archived": false', '"archived": 0', 3, "“archived” should be true or false"),
        ('{"name": "deep", "quiet": false}', "7", 7, "There should be a record in braces"),
        ('{"name": "deep", "quiet": false}', "[" * 100_000, 7, NOT_JSON),
        ('"day": "2026-03-10"', '"day": "10.3.2026"', 11, "“day” should be a day such as 2026-03-10"),
        ('"position": 3', '"position": 1e3', 11, "“position” should be a whole number from -2147483648 to 2147483647"),
        ('"gaps": [', '"gaps": {}, "x": [', 14, "There is a field that Sessile does not know: “x”"),
    ],
)  # fmt: skip
def test_what_can_not_be_taken_is_told_with_its_line(before: str, after: str, line: int, sentence: str) -> None:
    assert by_hand(before, after).problems[0] == Problem(line, sentence)


def test_what_can_be_read_is_taken_beside_a_line_that_can_not() -> None:
    found = by_hand('"name": "deep", ', "")
    assert ([tag.name for tag in found.tags], len(list(found.sessions))) == (["quiet, please"], 1)


def test_in_a_file_of_other_lines_a_record_is_told_by_its_number() -> None:
    document = json.loads(CONTENT)
    document["sessions"][0]["satisfaction_score"] = 9
    sentence = "“sessions”, 1: “satisfaction_score” should be a whole number from 1 to 5"
    assert read(json.dumps(document).encode()).problems == (Problem(0, sentence),)


def test_a_second_session_that_runs_is_told() -> None:
    line = next(line for line in WITHOUT_CHECK.splitlines(keepends=True) if b'"runs"' in line)
    found = read(WITHOUT_CHECK.replace(line, line.replace(b"}\n", b"},\n") + line.replace(b'"runs"', b'"too"')))
    assert found.problems == (Problem(16, "Another session in the file has not ended either"),)
    assert [one.session.uid for one in found.running] == ["runs"]


def test_what_is_not_valid_unicode_is_replaced() -> None:
    (session,) = by_hand('"the outline"', r'"a\ud800b\u0000c"').sessions
    assert session.tasks_done == "a\ufffdb\ufffdc"


def test_a_name_is_one_line_without_outer_spaces() -> None:
    assert by_hand('"name": "deep"', r'"name": " deep\nsea "').tags[0].name == "deep sea"


def test_a_time_of_another_offset_is_the_same_instant() -> None:
    (session,) = by_hand("2026-03-10T12:00:00.000Z", "2026-03-10T13:00:00+01:00").sessions
    assert session == read(CONTENT).sessions[0]


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        ('{"sessile"', True),
        ('\ufeff{"sessile"', True),
        ('\r\n  {\n "plan_items": [', True),
        ("{}", False),
        ('["sessile"', False),
        ("", False),
        ("start,end", False),
    ],
)
def test_an_export_is_told_by_its_beginning(head: str, is_one: bool) -> None:
    assert is_export(head) is is_one
