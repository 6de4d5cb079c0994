"""Starting from a line and the fields below it."""

from datetime import time
from pathlib import Path

import pytest

from app.control import operations
from app.control.operations import Fields
from app.control.overview import Overview, Preview
from app.core.model import Project, Session
from app.core.quick_entry import QuickEntry, parse
from app.store.store import Store
from tests.control.conftest import Known, moment
from tests.fakes import MINUTE, rows

FOUR = time(4)
ITEMS = "SELECT title, day, project_id, planned_duration, position, done, unplanned FROM planning ORDER BY id"


def start(store: Store, line: str, fields: Fields | None = None, minute: float = 0) -> Session:
    return operations.start_entry(store, moment(minute), parse(line), fields or Fields(), FOUR)


def told(session: Session) -> tuple[str, str | None, list[str], int]:
    planned = session.planned or MINUTE * 0
    project = session.project.name if session.project else None
    return session.name, project, [tag.name for tag in session.tags], planned // MINUTE


def test_a_line_makes_the_names_that_are_new(store: Store, data_file: Path) -> None:
    session = start(store, 'Write @"My thesis" #deep #work 40')
    assert told(session) == ("Write", "My thesis", ["deep", "work"], 40)
    assert rows(data_file, "SELECT name, name_key FROM project") == [("My thesis", "my thesis")]
    assert rows(data_file, "SELECT name, name_key FROM tag") == [("deep", "deep"), ("work", "work")]


def test_a_name_that_is_there_is_used_whatever_its_case(store: Store, known: Known, data_file: Path) -> None:
    assert told(start(store, "Write @THESIS #DEEP 40")) == ("Write", "Thesis", ["deep"], 40)
    assert rows(data_file, "SELECT count(*) FROM project") == rows(data_file, "SELECT count(*) FROM tag") == [(1,)]


def test_a_title_that_is_no_item_of_today_becomes_one(store: Store, known: Known, data_file: Path) -> None:
    start(store, "Write @Thesis #deep 40")
    assert rows(data_file, ITEMS)[1:] == [("Write", "2026-03-10", known.project, 40, 1, 0, 1)]
    assert rows(data_file, "SELECT * FROM planning_tag WHERE planning_id = 2") == [(2, known.tag)]


def test_an_empty_line_makes_no_item(store: Store, known: Known, data_file: Path) -> None:
    session = start(store, "", Fields("Thesis", ("deep",), 30))
    assert told(session) == ("Thesis", "Thesis", ["deep"], 30)
    assert (session.planning_id, len(rows(data_file, ITEMS))) == (None, 1)


@pytest.mark.parametrize("line", ["Chapter", "CHAPTER", " chapter "])
def test_an_item_of_today_fills_what_the_line_leaves_out(store: Store, known: Known, line: str) -> None:
    session = start(store, line, Fields("Other", ("field",), 10))
    assert (session.planning_id, told(session)) == (known.item, ("Chapter", "Thesis", ["deep"], 50))


def test_the_line_wins_over_the_item(store: Store, known: Known) -> None:
    assert told(start(store, "chapter @Else #other 5")) == ("Chapter", "Else", ["other"], 5)


def test_an_item_stays_as_it_was_planned(store: Store, known: Known, data_file: Path) -> None:
    before = rows(data_file, ITEMS)
    start(store, "chapter @Else #other 5")
    assert rows(data_file, ITEMS) == before


def test_the_fields_fill_what_line_and_item_leave_out(store: Store) -> None:
    assert told(start(store, "Write #own", Fields("Field", ("field",), 30))) == ("Write", "Field", ["own"], 30)


def test_the_day_of_an_item_starts_at_four(store: Store, data_file: Path) -> None:
    start(store, "Night", minute=14.9 * 60)  # 03:54 in Berlin
    assert rows(data_file, "SELECT day FROM planning") == [("2026-03-10",)]


def test_an_item_of_another_day_is_not_taken(store: Store, known: Known) -> None:
    assert start(store, "Chapter", minute=24 * 60).planning_id != known.item


def test_an_item_that_a_start_made_is_ticked_off_at_the_stop(store: Store, data_file: Path) -> None:
    operations.stop(store, moment(5), start(store, "Write").id)
    assert rows(data_file, "SELECT done FROM planning") == [(1,)]


def test_a_planned_item_stays_open_at_the_stop(store: Store, known: Known, data_file: Path) -> None:
    operations.stop(store, moment(5), start(store, "Chapter").id)
    assert rows(data_file, "SELECT done FROM planning") == [(0,)]


def test_a_second_session_of_a_title_is_that_items(store: Store, data_file: Path) -> None:
    first = operations.stop(store, moment(5), start(store, "Write 40").id)
    second = start(store, "write", minute=6)
    assert (second.planning_id, told(second)) == (first.planning_id, ("Write", None, [], 40))
    assert rows(data_file, "SELECT count(*) FROM planning") == [(1,)]


def test_the_open_item_of_a_title_comes_before_a_done_one(store: Store, known: Known, data_file: Path) -> None:
    with store.write():
        store._database.peewee.execute_sql("UPDATE planning SET done = 1")
        again = store.planning.add_unplanned(moment(0).now.date(), "chapter", None, (), 5)
    assert start(store, "Chapter").planning_id == again


def test_new_projects_take_the_first_colour_nobody_uses(store: Store, data_file: Path) -> None:
    for number in range(9):
        operations.stop(store, moment(number), start(store, f"@p{number}", minute=number).id)
    colors = [color for (color,) in rows(data_file, "SELECT color FROM project ORDER BY id")]
    names = ["lagoon", "sky", "urchin", "anemone", "coral", "driftwood", "kelp", "pebble", "lagoon"]
    assert colors == names


@pytest.mark.parametrize("name", ["two\nlines", "nul\0", "half \ud800"])
def test_hostile_names_are_found_again(store: Store, data_file: Path, name: str) -> None:
    for minute in (0, 10):
        session = start(store, "", Fields(name, (name,)), minute)
        operations.stop(store, moment(minute + 5), session.id)
    assert rows(data_file, "SELECT count(*) FROM project") == rows(data_file, "SELECT count(*) FROM tag") == [(1,)]


def test_a_tag_that_stands_twice_in_the_fields_counts_once(store: Store) -> None:
    assert told(start(store, "Write", Fields(tags=("deep", "DEEP")))) == ("Write", None, ["deep"], 25)


# What a start would be


def test_a_preview_says_what_would_be_made(overview: Overview, known: Known) -> None:
    preview = overview.preview("Write @New #deep #fresh 40", Fields())
    assert preview == Preview(QuickEntry("Write", "New", ("deep", "fresh"), 40), "New", ("fresh",), "")


def test_a_preview_knows_todays_item(overview: Overview, known: Known) -> None:
    entry, thesis = QuickEntry("Chapter", "Thesis", ("deep",), 50), Project(known.project, "Thesis", "lagoon")
    assert overview.preview("chapter", Fields()) == Preview(entry, None, (), "", thesis)


def test_a_preview_says_what_would_be_refused(overview: Overview) -> None:
    entry = QuickEntry("", "x" * 201)
    sentence = "A name can have at most 200 characters"
    assert overview.preview(f"@{'x' * 201}", Fields()) == Preview(entry, None, (), sentence)


def test_a_preview_writes_nothing(overview: Overview, data_file: Path) -> None:
    overview.preview("Write @New #fresh", Fields())
    found = [rows(data_file, f"SELECT * FROM {table}") for table in ("project", "tag", "planning", "session")]
    assert found == [[], [], [], []]
