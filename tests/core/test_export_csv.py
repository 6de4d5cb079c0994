"""Sessions as CSV: what each column holds, and that a person's text stays text."""

import csv
import io

import pytest

from app.core.export_csv import COLUMNS, pieces
from app.core.model import Project, Session, Tag
from app.core.spreadsheet import unguarded
from tests.core.outgoing import everything, full, outgoing
from tests.fakes import MINUTE, a_session, at

BOM = "\ufeff"


def text(*sessions: Session) -> str:
    return b"".join(pieces(outgoing(*sessions))).decode()


def table(*sessions: Session) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(*sessions).removeprefix(BOM), newline="")))


def test_a_session_is_a_line_of_local_times_names_and_minutes() -> None:
    assert table(full()) == [
        {
            "start_time": "2026-03-10T13:00:00+01:00",
            "end_time": "2026-03-10T14:00:00+01:00",
            "zone": "Europe/Berlin",
            "title": "Chapter; two",
            "project": "Thesis",
            "tags": "deep, quiet, please",
            "planned_duration": "25",
            "actual_duration": "50",
            "overtime": "25",
            "satisfaction_score": "4",
            "tasks_done": "the outline",
            "notes": '[13:10] x, "y"\n\n[13:20] z\\n',
            "notification_disabled": "1",
            "worked_ms": "3000000",
            "uid": "0b5c1f0e-8a51-4c4e-9a7e-0d3f6f2f7a10",
        }
    ]


def test_what_was_not_said_is_an_empty_cell() -> None:
    bare = a_session(planned=None, ended=2.5, end_offset=0 * MINUTE, worked=2.5 * MINUTE)
    assert list(table(bare)[0].values()) == [
        *("2026-03-10T13:00:00+01:00", "2026-03-10T12:02:30+00:00", "Europe/Berlin", "", "", "", "", "2", "", "", ""),
        *("", "0", "150000", "u"),
    ]


def test_an_offset_of_half_an_hour_to_the_west_is_told() -> None:
    there = full(start_offset=-210 * MINUTE)
    assert table(there)[0]["start_time"] == "2026-03-10T08:30:00-03:30"


def test_the_file_is_marked_as_utf_8_and_ends_its_lines_as_rfc_4180_says() -> None:
    written = text(full(notes="ü😀"))
    assert written.startswith(f"{BOM}{','.join(COLUMNS)}\r\n")
    assert written.endswith("\r\n")
    assert "ü😀" in written


def test_the_active_session_is_not_among_them() -> None:
    lines = b"".join(pieces(everything())).decode().removeprefix(BOM)
    assert [line["start_time"] for line in csv.DictReader(io.StringIO(lines, newline=""))] == [
        "2026-03-10T13:00:00+01:00"
    ]


@pytest.mark.parametrize(
    "evil", ["=1+1", "@SUM(A1)", "+1", "-1", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "x;=1", "\n=1"]
)
def test_no_text_of_a_person_is_read_as_a_formula(evil: str) -> None:
    session = full(
        title=evil, project=Project(1, evil, ""), tags=(Tag(1, evil),), tasks_done=evil, notes=evil, uid=evil, zone=evil
    )
    (cells,) = table(session)
    for name in ("title", "project", "tags", "tasks_done", "notes", "uid", "zone"):
        assert cells[name].lstrip()[0] not in "=+-@", name
        assert unguarded(cells[name]) == evil


@pytest.mark.parametrize("hostile", ["\u202etxt.exe", "<b>&amp;</b>", "a\x01b\x7f", "😀" * 3, "x" * 1_000_000, '"",""'])
def test_hostile_text_comes_out_whole(hostile: str) -> None:
    csv.field_size_limit(2_000_000)
    (cells,) = table(full(notes=hostile, start=at(0)))
    assert cells["notes"] == hostile
