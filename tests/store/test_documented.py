"""What docs/data.md says of the file and of exports, held against both."""

import json
import re
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from app.core.export_csv import COLUMNS
from app.store.store import Store
from tests.core.outgoing import read
from tests.fakes import NOON, ROOT

DATA = (ROOT / "docs" / "data.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sql\n-- (.*?)\n(.*?)^```$", DATA, re.MULTILINE | re.DOTALL)
START, HOUR = int(NOON.timestamp() * 1000), 3_600_000
FILL = f"""
INSERT INTO project (id, name, name_key) VALUES (1, 'Thesis', 'thesis'), (2, 'Garden', 'garden');
INSERT INTO planning (id, uid, day, title, title_key) VALUES (1, 'i', '2026-03-10', 'Chapter two', 'chapter two');
INSERT INTO session (id, uid, project_id, planning_id, start_time, start_offset, end_time, end_offset, planned_duration,
    satisfaction_score, tasks_done, notes, worked) VALUES
    (1, 'a', 1, 1, {START}, 60, {START + HOUR}, 60, 25, 4, 'the outline', '[13:10] begun', {HOUR}),
    (2, 'b', 1, NULL, {START + HOUR}, 60, {START + 2 * HOUR}, 60, 90, 2, '', '', {HOUR}),
    (3, 'c', 2, NULL, {START + 24 * HOUR}, 60, {START + 25 * HOUR}, 60, NULL, 5, '', 'an outline, too', {HOUR // 2}),
    (4, 'd', NULL, NULL, {START + 26 * HOUR}, 60, NULL, NULL, 25, NULL, '', '', NULL);
"""
ANSWERS = {
    "Hours by project, most first": [("Thesis", 2.0), ("Garden", 0.5), ("No project", None)],
    "Hours and sessions of each day": [("2026-03-10", 2.0, 2), ("2026-03-11", 0.5, 2)],
    "How well the plan was met, by project": [("Thesis", 115, 120, 35)],
    "At which hour of the day work goes best": [("13", 4.5, 2), ("14", 2.0, 1)],
    "What was noted about a word, newest first": [
        ("2026-03-11T13:00:00+01:00", "Garden", "an outline, too"),
        ("2026-03-10T13:00:00+01:00", "Chapter two", "[13:10] begun"),
    ],
}


@pytest.fixture
def filled(store: Store, data_file: Path) -> Path:
    with closing(sqlite3.connect(data_file)) as db:
        db.executescript(FILL)
    return data_file


def test_five_questions_are_shown() -> None:
    assert [title for title, _ in BLOCKS] == list(ANSWERS)


@pytest.mark.parametrize(("title", "query"), BLOCKS, ids=[title for title, _ in BLOCKS])
def test_each_question_has_its_answer(filled: Path, title: str, query: str) -> None:
    with closing(sqlite3.connect(filled)) as db:
        assert db.execute(query).fetchall() == ANSWERS[title]


def test_the_columns_of_the_view_are_named(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as db:
        columns = [name for name, *_ in db.execute("SELECT * FROM session_readable").description]
    assert f"Its columns are {', '.join(f'`{name}`' for name in columns)}".split() == named_columns()
    assert list(COLUMNS) == [*columns[1:], "worked_ms", "uid"]


def named_columns() -> list[str]:
    (found,) = re.findall(r"Its columns are .*?(?=;)", DATA, re.DOTALL)
    return str(found).split()


def test_the_json_that_is_shown_is_what_is_read() -> None:
    (shown,) = re.findall(r"^```\n(\{\"sessile\".*?)^```$", DATA, re.MULTILINE | re.DOTALL)
    content = str(shown).encode()
    lines = content.splitlines(keepends=True)
    assert json.loads(content)["check"] == f"{zlib.crc32(b''.join(lines[:-2])):08x}"
    found = read(content)
    assert (found.refused, found.problems, len(found.sessions)) == ("", (), 1)
