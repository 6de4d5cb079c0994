"""Files of other programs, real ones and damaged ones, line by line. How the real ones were made: `files/README.md`."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.incoming import Found, IncomingSession, Problem
from app.core.readers import said, table, written_times
from app.core.readers.array import DAMAGED
from app.core.readers.kinds import kind_of
from app.core.readers.mapping import DateOrder, Mapping
from app.core.readers.said import Clocks

FILES = Path(__file__).parent / "files"
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
REAL = ("timewarrior-export.json", "timewarrior.data", "watson-frames", "toggl.csv", "toggl-new.csv")


def text_of(name: str) -> str:
    return (FILES / name).read_bytes().decode("utf-8-sig")


def read(text: str, mapping: Mapping | None = None, zone: str = "Europe/Berlin") -> list[Found]:
    kind = kind_of(text[:65536], mapping)
    return [] if kind is None else list(kind.read(text.splitlines(keepends=True), Clocks(zone, HOUR)))


def sessions(found: Iterable[Found]) -> list[IncomingSession]:
    return [each for each in found if isinstance(each, IncomingSession)]


def problems(found: Iterable[Found]) -> list[Problem]:
    return [each for each in found if isinstance(each, Problem)]


def worked(found: Iterable[Found]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for each in sessions(found):
        sums[each.project or ""] += (each.end - each.start - each.lost) // SECOND
    return sums


@pytest.mark.parametrize("name", ["timewarrior-export.json", "timewarrior.data"])
def test_timewarrior_comes_in_whole_with_its_own_sum(name: str) -> None:
    found = read(text_of(name))
    assert worked(found) == {"": 9 * 3600 + 47}
    assert [(each.tags, each.title) for each in sessions(found)] == [
        (("deep", "tag one"), ""),
        (("a", "comma", "thesis"), 'said "so"  # end – ä'),
        (("night",), ""),
        ((), ""),
        (("inc - #",), ""),
        (("back", "it's"), "plain"),
    ]


def test_its_export_and_its_data_are_the_same_sessions() -> None:
    one, other = (sessions(read(text_of(name))) for name in ("timewarrior-export.json", "timewarrior.data"))
    assert [each._replace(line=0) for each in one] == [each._replace(line=0) for each in other]


def test_watson_comes_in_whole_with_its_own_sums() -> None:
    found = read(text_of("watson-frames"))
    assert worked(found) == {"thesis": 4507, "night": 12600, "back": 10800, "Österreich plan": 4500}
    assert [each.tags for each in sessions(found)] == [("deep", "two words"), ("a",), (), (), ()]
    assert sessions(found)[0].source == "watson:5893eb71fcaf4b599a54d9692d1bfbba"


def test_toggl_comes_in_whole_and_the_duration_tells_times_that_came_twice() -> None:
    found = read(text_of("toggl.csv"))
    assert worked(found) == {"Thesis": 30 * 60 + 3600 + 50 * 60, "": 75 * 60}
    assert [(each.title, each.project, each.tags, each.notes) for each in sessions(found)] == [
        ('Write "it", all', "Thesis", ("deep", "two words"), "Client: Acme"),
        ("", None, (), ""),
        ("Read", "Thesis", (), "Task: Chapter"),
        ("two lines", "Thesis", (), ""),
    ]
    twice = sessions(found)[1]
    assert (twice.start, twice.end_offset) == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), HOUR)


def test_toggls_newer_header_is_read_too() -> None:
    found = sessions(read(text_of("toggl-new.csv")))
    assert [(each.title, each.project, each.start) for each in found] == [
        ("Implementation", "Thesis", datetime(2026, 5, 22, 8, 30, tzinfo=UTC)),
        ("Refactor", "Thesis", datetime(2026, 5, 23, 7, 0, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    ("name", "kind", "is_local"),
    [
        ("timewarrior-export.json", "Timewarrior", False),
        ("timewarrior.data", "Timewarrior", False),
        ("watson-frames", "Watson", False),
        ("toggl.csv", "Toggl Track", True),
        ("toggl-new.csv", "Toggl Track", True),
    ],
)
def test_a_file_is_known_by_what_is_in_it(name: str, kind: str, is_local: bool) -> None:
    found = kind_of(text_of(name))
    assert found is not None
    assert (found.name, found.is_local) == (kind, is_local)


@pytest.mark.parametrize("text", ["", "\n", "one\ntwo\n", "[]", "[1, 2]", "a,b\n1,2\n", "\0" * 99])
def test_what_is_nothing_known_is_nothing(text: str) -> None:
    assert kind_of(text) is None


def test_what_runs_there_is_no_session_yet() -> None:
    running = "inc 20260310T090000Z # deep\ninc 20260309T090000Z - 20260309T093000Z\n"
    assert problems(read(running)) == [Problem(1, said.STILL_RUNS)]
    assert len(sessions(read(running))) == 1


# Tables of any kind

ROWS = "Date,Start,End,Project,Notes\n"


@pytest.mark.parametrize(
    ("rows", "start", "length"),
    [
        (ROWS + "2026-03-10,09:00,09:30,A,\n", datetime(2026, 3, 10, 8, 0, tzinfo=UTC), 30),
        (ROWS + "10.03.2026,9:00,9:30,A,\n", datetime(2026, 3, 10, 8, 0, tzinfo=UTC), 30),
        (ROWS + "3/14/2026,9:00 AM,1:30 PM,A,\n", datetime(2026, 3, 14, 8, 0, tzinfo=UTC), 270),
        (ROWS + "2026-03-10,23:30,00:30,A,\n", datetime(2026, 3, 10, 22, 30, tzinfo=UTC), 60),
        ("start;end\n2026-03-10T09:00:00+05:30;2026-03-10T04:00:00Z\n", datetime(2026, 3, 10, 3, 30, tzinfo=UTC), 30),
        ("Start,Duration\n2026-03-10 09:00,1h 30m\n", datetime(2026, 3, 10, 8, 0, tzinfo=UTC), 90),
        ("Start,Duration\n2026-03-10 09:00,1:30:00\n", datetime(2026, 3, 10, 8, 0, tzinfo=UTC), 90),
    ],
)
def test_a_table_is_read_by_the_names_of_its_columns(rows: str, start: datetime, length: int) -> None:
    (found,) = sessions(read(rows))
    assert (found.start, found.end - found.start) == (start, length * MINUTE)


def test_the_person_can_say_which_column_is_which() -> None:
    text = "A,B,C,D\n03.04.2026,x,09:00,10:00\n"
    assert kind_of(text) is None
    text = "A,what,start,to\n03.04.2026,x,09:00,10:00\n"
    mapping = Mapping(start=2, start_date=0, end=3, project=1, date_order=DateOrder.MONTH_FIRST)
    (found,) = sessions(read(text, mapping))
    assert (found.project, found.start) == ("x", datetime(2026, 3, 4, 8, 0, tzinfo=UTC))


def test_the_apostrophe_that_guards_a_formula_is_taken_off() -> None:
    (found,) = sessions(read(ROWS + "2026-03-10,09:00,09:30,'=SUM(A1),'plain\n"))
    assert (found.project, found.notes) == ("=SUM(A1)", "'plain")


def test_our_own_lines_are_told_by_their_uid() -> None:
    uid = "6f1fbb22-4a3b-4ac1-8c9d-0e6a0f1e5a11"
    (found,) = sessions(read(f"uid,start,end\n{uid},2026-03-10 09:00,2026-03-10 09:30\n"))
    assert (found.uid, found.source) == (uid, "")


@pytest.mark.parametrize(
    "header", ["Project,Duration\nThesis,10:00:00\n", "Date,Project,Duration\n2026-03-10,A,1:00\n"]
)
def test_sums_are_no_sessions(header: str) -> None:
    assert read(header) == [Problem(0, table.ONLY_SUMS)]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2026-03-10,,09:30,A,", written_times.DAY_ONLY),
        ("2026-03-10,09:30,09:00:00+01:00,A,", table.HALF_LOCAL),
        ("2026-03-10,09:00", table.TOO_FEW),
        ("2026-13-10,09:00,09:30,A,", "The time can't be read: 2026-13-10 09:00"),
        ("0001-03-10,09:00,09:30,A,", said.TOO_EARLY),
        ("2026-03-10,09:00,,A,", said.STILL_RUNS),
        ('2026-03-10,09:00,09:30,"A"B,', table.UNCLOSED),
        (f"2026-03-10,09:00,09:30,{'A' * 201},", "A name can have at most 200 characters"),
    ],
)
def test_a_line_that_can_not_be_read_is_told_with_the_reason(row: str, sentence: str) -> None:
    good = "2026-03-11,09:00,09:30,A,\n"
    found = read(f"{ROWS}{good}{row}\n{good}")
    assert problems(found) == [Problem(3, sentence)]
    assert len(sessions(found)) == 2


# Damage


def damaged(text: str) -> Iterable[str]:
    for at in range(len(text)):
        for sign in ('"', "\0", "9", "[", "\n"):
            yield text[:at] + sign + text[at + 1 :]


@pytest.mark.parametrize("name", REAL)
def test_whatever_letter_is_another_one_what_is_known_is_read_or_a_sentence_says_why(name: str) -> None:
    for each in damaged(text_of(name)):
        with suppress(Refused):
            assert kind_of(each) is None or read(each)


@pytest.mark.parametrize("name", ["timewarrior-export.json", "watson-frames"])
def test_json_that_is_cut_at_a_line_says_so(name: str) -> None:
    lines = text_of(name).splitlines(keepends=True)
    for count in range(len(lines) // 2, len(lines)):
        assert problems(read("".join(lines[:count]).rstrip()))[-1].sentence == DAMAGED


@pytest.mark.parametrize("rest", ["[" * 100_000, "9" * 100_000, '{"a": 1}', '"' + "x" * 100_000, "\ud800"])
def test_junk_after_a_good_beginning_is_told(rest: str) -> None:
    found = read('[[1773129600, 1773131400, "thesis", "1", [], 0],' + rest)
    assert len(sessions(found)) == 1
    assert problems(found)


def test_a_day_on_which_the_clocks_change_has_both_offsets() -> None:
    clocks = Clocks("Europe/Berlin", HOUR)
    start, end = datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2026, 3, 29, 3, 30, tzinfo=UTC)
    first, last = clocks.pair(start, end, HOUR)
    assert (first.offset, last.offset, last.instant - first.instant) == (HOUR, 2 * HOUR, HOUR)


def test_a_zone_that_the_system_does_not_know_has_the_offset_that_was_given() -> None:
    clocks = Clocks("UTC+03:00", 3 * HOUR)
    assert clocks.told(datetime(2026, 3, 10, tzinfo=UTC)).offset == 3 * HOUR
