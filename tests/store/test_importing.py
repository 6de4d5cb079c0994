"""What comes in from a file, beside what is there: real files, whole, once, and cut to what is free."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import paths
from app.core.errors import Refused
from app.core.importing import Options, Overlapping, Plan
from app.core.incoming import Problem
from app.core.readers.kinds import UNKNOWN
from app.core.readers.said import Clocks
from app.store import caches
from app.store.import_file import NOT_UTF_8, ImportFile
from app.store.importing import Importing
from app.store.store import Store
from app.store.taking_in import take_in
from tests.fakes import MINUTE, dump, rows
from tests.store.test_exporting import FILL
from tests.store.test_round_trip import exported

FILES = Path(__file__).parent.parent / "core" / "files"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
HEADER = "start,end,project,tags,title\n"


def nothing(_share: float) -> None:
    """Nobody looks on, nobody breaks it off."""


class Bringer:
    """Brings files in, one after the other, as the program does."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.importing = Importing(store)

    def plan(self, path: Path, options: Options = Options(), zone: str = "Europe/Berlin") -> Plan:  # noqa: B008
        file = ImportFile(path)
        self.importing.read(file, Clocks(zone, HOUR), NOW, nothing)
        self.importing.settle(options, nothing)
        return self.importing.plan(path.name, zone, file)

    def bring(self, path: Path, options: Options = Options()) -> Plan:  # noqa: B008
        plan = self.plan(path, options)
        with self.store.write():
            take_in(self.importing, plan, options, NOW, nothing)
        return plan

    def text(self, text: str) -> Path:
        path = self.folder / "some.csv"
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def bringer(store: Store, tmp_path: Path) -> Bringer:
    return Bringer(store, tmp_path)


SUMS = [
    ("timewarrior-export.json", "Timewarrior", 6, 9 * 3600 + 47),
    ("timewarrior.data", "Timewarrior", 6, 9 * 3600 + 47),
    ("watson-frames", "Watson", 5, 32407),
    ("hamster.db", "Hamster", 4, 29700),
    ("toggl.csv", "Toggl Track", 4, 12900),
    ("toggl-new.csv", "Toggl Track", 2, 12600),
]
"""What the programs' own reports say, in seconds: `core/files/README.md`."""


@pytest.mark.parametrize(("name", "kind", "count", "seconds"), SUMS)
def test_a_real_file_comes_in_whole(
    bringer: Bringer, data_file: Path, name: str, kind: str, count: int, seconds: int
) -> None:
    plan = bringer.bring(FILES / name)
    assert (plan.kind, plan.to_add, plan.worked) == (kind, count, timedelta(seconds=seconds))
    assert rows(data_file, "SELECT count(*), sum(worked) FROM session") == [(count, seconds * 1000)]
    assert rows(data_file, "SELECT source, file_name, added FROM import") == [(kind, name, count)]
    assert rows(data_file, "SELECT count(*) FROM session WHERE planned_duration IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(("name", "kind", "count", "seconds"), SUMS)
def test_coming_twice_adds_nothing(
    bringer: Bringer, data_file: Path, name: str, kind: str, count: int, seconds: int
) -> None:
    bringer.bring(FILES / name)
    before = dump(data_file)
    again = bringer.plan(FILES / name)
    assert (again.to_add, again.there, again.left_out) == (0, count, 0)
    assert dump(data_file) == before


def test_hamster_brings_categories_activities_and_what_was_said(bringer: Bringer, data_file: Path) -> None:
    plan = bringer.bring(FILES / "hamster.db")
    assert plan.problems == (Problem(5, "It has not ended: stop it there first, or start it here"),)
    found = "SELECT title, project, tags, notes, start_time FROM session_readable ORDER BY id"
    assert rows(data_file, found) == [
        ("Write chapter", "Thesis", "deep, two words", "first words", "2026-03-10T09:00:00+01:00"),
        ("Mail", "Büro", None, "", "2026-03-10T10:00:00+01:00"),
        ("Walk", None, None, "", "2026-03-28T23:30:00+01:00"),
        ("Mail", "Büro", "deep", "again", "2026-10-25T01:30:00+02:00"),
    ]


def test_a_file_without_a_zone_is_read_by_the_one_that_was_chosen(bringer: Bringer) -> None:
    berlin, tokyo = (bringer.plan(FILES / "toggl-new.csv", zone=zone) for zone in ("Europe/Berlin", "Asia/Tokyo"))
    assert berlin.needs_zone
    assert berlin.first is not None
    assert tokyo.first == berlin.first - 7 * HOUR


def test_what_lies_on_another_is_told_and_left_out(bringer: Bringer, data_file: Path) -> None:
    bringer.bring(bringer.text(f"{HEADER}2026-03-10 09:00,2026-03-10 10:00,Thesis,,\n"))
    plan = bringer.bring(
        bringer.text(f"{HEADER}2026-03-10 09:30,2026-03-10 11:00,Post,,\n2026-03-10 10:30,2026-03-10 12:00,,,\n")
    )
    assert (plan.to_add, plan.left_out) == (1, 1)
    (told,) = plan.overlaps
    assert (told.line, told.name, told.other, told.fits) == (2, "Post", "Thesis, 09:00 to 10:00", None)
    assert rows(data_file, "SELECT start_time FROM session_readable ORDER BY id") == [
        ("2026-03-10T09:00:00+01:00",),
        ("2026-03-10T10:30:00+01:00",),
    ]


def test_or_it_is_cut_to_what_is_free(bringer: Bringer, data_file: Path) -> None:
    bringer.bring(bringer.text(f"{HEADER}2026-03-10 09:00,2026-03-10 10:00,Thesis,,\n"))
    text = f"{HEADER}2026-03-10 09:30,2026-03-10 11:00,Post,,\n2026-03-10 10:30,2026-03-10 12:00,,,\n"
    plan = bringer.bring(bringer.text(text), Options(Overlapping.CUT))
    assert (plan.to_add, plan.cut, plan.left_out) == (2, 2, 0)
    assert [told.other for told in plan.overlaps] == ["Thesis, 09:00 to 10:00", "Line 2 of the file"]
    assert rows(data_file, "SELECT start_time, end_time, actual_duration FROM session_readable ORDER BY id") == [
        ("2026-03-10T09:00:00+01:00", "2026-03-10T10:00:00+01:00", 60),
        ("2026-03-10T10:00:00+01:00", "2026-03-10T11:00:00+01:00", 60),
        ("2026-03-10T11:00:00+01:00", "2026-03-10T12:00:00+01:00", 60),
    ]


def test_what_was_deleted_here_comes_back_only_if_asked_for(bringer: Bringer, store: Store) -> None:
    bringer.bring(FILES / "watson-frames")
    with store.write():
        store.corrections.delete(1)
    path = FILES / "watson-frames"
    assert (bringer.plan(path).to_add, bringer.plan(path).deleted) == (0, 1)
    assert bringer.bring(path, Options(brings_back=True)).to_add == 1
    assert bringer.plan(path).there == 5


def test_what_was_edited_here_is_there_already(bringer: Bringer, store: Store) -> None:
    bringer.bring(FILES / "watson-frames")
    session = store.sessions.find(1)
    assert session is not None
    with store.write():
        store.corrections.place(session._replace(start=session.start + MINUTE))
        store.sessions.set_notes(1, "edited")
    assert bringer.plan(FILES / "watson-frames").there == 5


def test_a_lost_time_is_a_pause(bringer: Bringer, data_file: Path) -> None:
    bringer.bring(FILES / "toggl.csv")
    found = rows(data_file, "SELECT (end_time - start_time) / 60000, cause, verdict FROM gap")
    assert found == [(10, "pause", "discarded")]


def test_a_title_is_that_of_the_item_of_its_day(bringer: Bringer, data_file: Path) -> None:
    text = "2026-03-10 09:00,2026-03-10 10:00,,,Read\n2026-03-10 11:00,2026-03-10 12:00,,,READ\n"
    bringer.bring(bringer.text(f"{HEADER}{text}"))
    assert rows(data_file, "SELECT day, title, done, unplanned FROM planning") == [("2026-03-10", "Read", 1, 1)]
    assert rows(data_file, "SELECT count(DISTINCT planning_id) FROM session") == [(1,)]


def test_what_lies_in_the_future_is_told(bringer: Bringer) -> None:
    plan = bringer.plan(bringer.text(f"{HEADER}2026-12-10 09:00,2026-12-10 10:00,,,\n"))
    assert (plan.to_add, plan.problems) == (0, (Problem(2, "End lies in the future"),))


@pytest.mark.parametrize("sessions", [10, 3000])
def test_what_is_for_speed_is_right_afterwards(bringer: Bringer, store: Store, data_file: Path, sessions: int) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    lines = ((start + n * HOUR, start + (n + 1) * HOUR) for n in range(sessions))
    bringer.bring(
        bringer.text(HEADER + "".join(f"{a.isoformat()},{b.isoformat()},P{a.hour % 3},t,x\n" for a, b in lines))
    )
    days = "(start_time / 86400000 + 719163), (end_time / 86400000 + 719163)"
    marked = rows(data_file, "SELECT first, last FROM cache_unsummed ORDER BY 1, 2")
    assert marked == rows(data_file, f"SELECT DISTINCT {days} FROM session ORDER BY 1, 2")
    found = caches_of(data_file)
    caches.make(store.peewee)
    assert caches_of(data_file) == found


def caches_of(path: Path) -> list[object]:
    queries = (
        "SELECT * FROM cache_past ORDER BY place",
        "SELECT * FROM cache_past_tag ORDER BY 1, 2",
        "SELECT type, name, sql FROM sqlite_schema WHERE name LIKE 'cache!_%' ESCAPE '!' ORDER BY 1, 2",
        "SELECT rowid FROM cache_words WHERE cache_words MATCH 'x' ORDER BY 1",
    )
    return [rows(path, query) for query in queries]


# Our own

PARTS = ("projects", "tags", "plan_items", "sessions")


def ended(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """What of an export comes in: not what ran, nor what was told of it."""
    parts = {name: json.loads(content)[name] for name in PARTS}
    parts["sessions"] = [each | {"alerts": []} for each in parts["sessions"] if each["end_time"] is not None]
    return parts


def test_our_own_export_comes_into_an_empty_file_as_it_was(bringer: Bringer, new_file: Path, data_file: Path) -> None:
    other = bringer.folder / "other.db"
    shutil.copy(new_file, other)
    with closing(sqlite3.connect(other)) as db:
        db.executescript(FILL)
    content = exported(other)
    path = bringer.folder / "export.json"
    path.write_bytes(content)
    plan = bringer.bring(path)
    assert plan.kind == "Sessile"
    assert ended(exported(data_file)) == ended(content)
    again = bringer.plan(path)
    assert (again.to_add, again.there, again.new_items) == (0, plan.to_add, 0)


def test_of_our_own_export_that_was_damaged_nothing_comes_in(bringer: Bringer, data_file: Path) -> None:
    bringer.bring(FILES / "watson-frames")
    content = exported(data_file)
    before = dump(data_file)
    path = bringer.folder / "export.json"
    path.write_bytes(content.replace(b"thesis", b"Thesis"))
    with pytest.raises(Refused, match="The file is not as it was written"):
        bringer.plan(path)
    assert dump(data_file) == before


# What can't be read


@pytest.mark.parametrize("junk", [b"", b"\xff" * 999, b"\0" * 999, b"SQLite format 3\0" + b"x" * 999, b"PK\3\4" * 99])
def test_junk_is_refused_with_a_sentence(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "junk"
    path.write_bytes(junk)
    with pytest.raises(Refused) as refused:
        ImportFile(path)
    assert str(refused.value) == UNKNOWN


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="The file can't be read: No such file or directory"):
        ImportFile(tmp_path / "gone")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_says_its_encoding_is_read(bringer: Bringer, encoding: str) -> None:
    path = bringer.folder / "some.csv"
    path.write_bytes(f"{HEADER}2026-03-10 09:00,2026-03-10 10:00,Büro,,\n".encode(encoding))
    assert bringer.plan(path).new_projects == ("Büro",)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "mac-roman"])
def test_another_encoding_is_told(bringer: Bringer, encoding: str) -> None:
    path = bringer.folder / "some.csv"
    path.write_bytes(f"{HEADER}2026-03-10 09:00,2026-03-10 10:00,Büro,,\n".encode(encoding))
    with pytest.raises(Refused) as refused:
        bringer.plan(path)
    assert str(refused.value) == NOT_UTF_8.format(2)


def test_a_database_with_any_letter_changed_is_read_or_a_sentence_says_why(bringer: Bringer, data_file: Path) -> None:
    whole = (FILES / "hamster.db").read_bytes()
    before = dump(data_file)
    path = bringer.folder / "hamster.db"
    for at in range(0, len(whole), 37):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            plan = bringer.plan(path)
        except Refused:
            continue
        assert plan.to_add or plan.problems
    assert dump(data_file) == before


def test_a_thousand_problems_are_told_and_all_are_counted(bringer: Bringer) -> None:
    plan = bringer.plan(bringer.text(HEADER + "junk,junk,,,\n" * 5000))
    assert (len(plan.problems), plan.problem_count, plan.to_add) == (1000, 5000, 0)


# Whatever comes in

LINES = st.lists(
    st.tuples(st.integers(0, 100), st.integers(0, 30), st.sampled_from(("Thesis", "", "Post"))), min_size=1, max_size=8
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(LINES, min_size=1, max_size=3), options=st.sampled_from([*map(Options, Overlapping)]))
def test_no_two_sessions_overlap_and_the_same_files_add_nothing_more(
    new_file: Path, tmp_path: Path, files: list[list[tuple[int, int, str]]], options: Options
) -> None:
    path = Path(shutil.copy(new_file, tmp_path / "any.db"))
    store = Store(path, paths.migrations(), NOW)
    bringer, start = Bringer(store, tmp_path), datetime(2026, 3, 10, tzinfo=UTC)
    texts = [
        HEADER + "".join(f"{start + a * MINUTE},{start + (a + b) * MINUTE},{name},,{name}\n" for a, b, name in lines)
        for lines in files
    ]
    for text in texts:
        bringer.bring(bringer.text(text), options)
        assert overlapping(path) == []
    before = rows(path, "SELECT * FROM session ORDER BY id")
    for text in texts:
        plan = bringer.bring(bringer.text(text), options)
        assert plan.to_add == 0
    assert rows(path, "SELECT * FROM session ORDER BY id") == before
    store.close()


def overlapping(path: Path) -> list[tuple[Any, ...]]:
    return rows(
        path,
        "SELECT a.id, b.id FROM session AS a JOIN session AS b ON a.id < b.id "
        "AND a.start_time < b.end_time AND b.start_time < a.end_time",
    )
