"""Answers that are read once for each state of the record."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.store.kept import Kept
from app.store.store import Store


@pytest.fixture
def read() -> list[int]:
    """A number for each time that was read."""
    return []


@pytest.fixture
def kept(store: Store, read: list[int]) -> Kept[int]:
    def next_number() -> int:
        read.append(len(read) + 1)
        return read[-1]

    return Kept(store, next_number)


def test_nothing_is_read_before_somebody_asks(kept: Kept[int], read: list[int]) -> None:
    assert read == []


def test_an_answer_is_read_once_while_nothing_is_written(kept: Kept[int], read: list[int]) -> None:
    assert ([kept(), kept()], read) == ([1, 1], [1])


def test_an_answer_is_read_anew_after_a_row_was_written(kept: Kept[int], store: Store) -> None:
    before = kept()
    with store.write():
        store.catalogue.project_id("Thesis")
    assert (before, kept()) == (1, 2)


def test_an_answer_is_read_anew_after_another_program_wrote(kept: Kept[int], data_file: Path) -> None:
    before = kept()
    with closing(sqlite3.connect(data_file)) as other:
        other.execute("INSERT INTO tag (name, name_key) VALUES ('deep', 'deep')")
        other.commit()
    assert (before, kept(), kept()) == (1, 2, 2)


def test_what_could_not_be_read_is_asked_for_again(store: Store) -> None:
    problems = [ValueError()]

    def read() -> str:
        if problems:
            raise problems.pop()
        return "read"

    kept = Kept(store, read)
    with pytest.raises(ValueError):
        kept()
    assert kept() == "read"
