"""An export that comes in to an empty file and goes out again is the same, to the byte."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from app import paths
from app.core.errors import Refused
from app.core.model import Session
from app.store.store import Store
from tests.fakes import dump
from tests.histories import histories, write
from tests.store.test_exporting import FILL
from tests.store.test_importing import NOW, Bringer
from tests.store.test_round_trip import exported

PLAIN = """
UPDATE gap SET end_time = start_time + 60000 WHERE end_time IS NULL;
DELETE FROM session WHERE end_time IS NULL;
"""


def brought(content: bytes, new_file: Path, folder: Path) -> bytes:
    """What goes out of an empty file that this came in to."""
    path = Path(shutil.copy(new_file, folder / "again.db"))
    (folder / "record.json").write_bytes(content)
    store = Store(path, paths.migrations(), NOW)
    plan = Bringer(store, folder).bring(folder / "record.json")
    store.close()
    assert plan.problems == ()
    return exported(path)


def test_all_there_is_comes_back(store: Store, data_file: Path, new_file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data_file)) as db:
        db.executescript(FILL)
        db.executescript(PLAIN)
    content = exported(data_file)
    assert brought(content, new_file, tmp_path) == content


def apart(history: tuple[Session, ...]) -> tuple[Session, ...]:
    """Those that share no time, with the gaps that have a length: others do not come in beside each other."""
    found: list[Session] = []
    for session in sorted(history, key=lambda one: (one.start, one.end)):
        assert session.end is not None
        if not found or (found[-1].end or session.end) <= session.start:
            found.append(session._replace(gaps=tuple(gap for gap in session.gaps if gap.end != gap.start)))
    return tuple(found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(histories)
def test_any_history_without_overlaps_comes_back(
    store: Store, data_file: Path, new_file: Path, tmp_path: Path, history: tuple[Session, ...]
) -> None:
    write(data_file, apart(history))
    content = exported(data_file)
    assert brought(content, new_file, tmp_path) == content


@pytest.mark.parametrize("hostile", ["\u202e\u2028\x01\x7f", "😀" * 1000, "x" * 1_000_000, "'; DROP TABLE session; --"])
def test_hostile_text_comes_back(store: Store, data_file: Path, new_file: Path, tmp_path: Path, hostile: str) -> None:
    with closing(sqlite3.connect(data_file)) as db:
        db.executescript(FILL)
        db.executescript(PLAIN)
        db.execute("UPDATE session SET notes = ?1, tasks_done = ?1", (hostile,))
        db.commit()
    content = exported(data_file)
    assert brought(content, new_file, tmp_path) == content


def test_a_second_time_nothing_comes_in(store: Store, data_file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data_file)) as db:
        db.executescript(FILL)
        db.executescript(PLAIN)
    content = exported(data_file)
    (tmp_path / "record.json").write_bytes(content)
    plan = Bringer(store, tmp_path).bring(tmp_path / "record.json")
    assert (plan.to_add, plan.there) == (0, 1)
    assert exported(data_file) == content


def test_a_damaged_file_brings_nothing_but_a_sentence(store: Store, data_file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data_file)) as db:
        db.executescript(FILL)
    content = exported(data_file)
    with closing(sqlite3.connect(data_file)) as db:
        db.execute("DELETE FROM session")
        db.commit()
    before = dump(data_file)
    path = tmp_path / "record.json"
    bringer = Bringer(store, tmp_path)
    for place in range(0, len(content), 97):
        path.write_bytes(content[:place] + bytes((content[place] ^ 1,)) + content[place + 1 :])
        try:
            plan = bringer.plan(path)
        except Refused:
            continue
        assert (plan.to_add, len(plan.problems) > 0) == (0, True), place
    assert dump(data_file) == before
