"""The reader thread: which answers come, which never do, and what becomes of it at the end."""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.control import reader as reader_module
from app.control.reader import Reader
from app.store.database import MOVED
from app.store.reading import ReadingStore
from app.store.store import Store

PATIENCE_S = 10
ENDLESS = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n"


class Asker:
    """Asks, and keeps what is heard."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.heard: list[object] = []
        self.failures: list[str] = []

    def ask(self, topic: str, answers: Callable[[ReadingStore], Iterable[Any]]) -> None:
        self._reader.ask(topic, answers, self.heard.append, self.failures.append)


class Held:
    """A question that stands still until it is let go."""

    def __init__(self) -> None:
        self.began, self.go = threading.Event(), threading.Event()

    def __call__(self, _: ReadingStore) -> Iterable[Any]:
        self.began.set()
        self.go.wait(PATIENCE_S)
        return ("held",)


@pytest.fixture
def reader(store: Store, qtbot: QtBot) -> Iterator[Reader]:
    reader = Reader(store.reading_store)
    yield reader
    reader.close()


@pytest.fixture
def asker(reader: Reader) -> Asker:
    return Asker(reader)


@pytest.fixture
def held() -> Iterator[Held]:
    held = Held()
    yield held
    held.go.set()


def test_there_is_no_thread_before_the_first_question(reader: Reader) -> None:
    assert reader._thread is None


def test_a_newer_question_drops_an_older_one_that_waits(asker: Asker, held: Held, qtbot: QtBot) -> None:
    asked: list[str] = []

    def noting(name: str) -> Callable[[ReadingStore], Iterator[str]]:
        def answers(_: ReadingStore) -> Iterator[str]:
            asked.append(name)
            yield name

        return answers

    asker.ask("other", held)
    held.began.wait(PATIENCE_S)
    for name in ("older", "newer"):
        asker.ask("index", noting(name))
    held.go.set()
    qtbot.waitUntil(lambda: "newer" in asker.heard)
    assert asked == ["newer"]


def test_a_newer_question_breaks_off_the_one_that_is_read(asker: Asker, qtbot: QtBot) -> None:
    began = threading.Event()

    def endless(store: ReadingStore) -> Iterator[Any]:
        began.set()
        yield store.peewee.execute_sql(ENDLESS).fetchone()

    asker.ask("index", endless)
    began.wait(PATIENCE_S)
    asker.ask("index", lambda _: ("newer",))
    qtbot.waitUntil(lambda: bool(asker.heard))
    assert (asker.heard, asker.failures) == (["newer"], [])


def test_an_answer_that_was_found_already_never_comes_where_a_newer_was_asked(asker: Asker, qtbot: QtBot) -> None:
    told = threading.Event()

    def answers(_: ReadingStore) -> Iterator[str]:
        yield "older"
        told.set()

    asker.ask("index", answers)
    told.wait(PATIENCE_S)
    asker.ask("index", lambda _: ("newer",))
    qtbot.waitUntil(lambda: "newer" in asker.heard)
    assert asker.heard == ["newer"]


def test_a_question_that_is_dropped_while_the_file_is_opened_is_not_asked(store: Store, qtbot: QtBot) -> None:
    opening, go, asked = threading.Event(), threading.Event(), threading.Event()

    def open_store() -> ReadingStore:
        opening.set()
        go.wait(PATIENCE_S)
        return store.reading_store()

    def older(_: ReadingStore) -> Iterator[None]:
        asked.set()
        yield

    reader = Reader(open_store)
    asker = Asker(reader)
    asker.ask("index", older)
    opening.wait(PATIENCE_S)
    asker.ask("index", lambda _: ("newer",))
    go.set()
    qtbot.waitUntil(lambda: "newer" in asker.heard)
    reader.close()
    assert not asked.is_set()


def test_an_error_of_the_file_comes_as_a_sentence(asker: Asker, qtbot: QtBot) -> None:
    asker.ask("index", lambda store: store.peewee.execute_sql("SELECT * FROM nowhere"))
    qtbot.waitUntil(lambda: bool(asker.failures))
    assert asker.failures == ["The data file can't be read now. Nothing recorded is lost; try again in a moment."]


def test_after_a_fault_of_the_program_it_can_be_asked_again(asker: Asker, qtbot: QtBot) -> None:
    def at_fault(_: ReadingStore) -> Iterable[Any]:
        raise KeyError(9)

    with qtbot.captureExceptions() as faults:
        asker.ask("index", at_fault)
        qtbot.waitUntil(lambda: bool(faults))
    asker.ask("index", lambda _: ("read",))
    qtbot.waitUntil(lambda: bool(asker.heard))
    assert asker.failures == ["Something went wrong in Sessile, so nothing was read. The log says what."]
    assert [kind for kind, _, _ in faults] == [KeyError]


def test_another_file_in_its_place_is_not_read(
    asker: Asker, store: Store, data_file: Path, new_file: Path, qtbot: QtBot
) -> None:
    data_file.rename(data_file.with_name("aside.db"))
    data_file.write_bytes(new_file.read_bytes())
    asker.ask("index", lambda _: ("read",))
    qtbot.waitUntil(lambda: bool(asker.failures))
    assert (asker.heard, asker.failures) == ([], [MOVED.format(name=data_file)])


def test_the_file_that_was_put_back_is_read(asker: Asker, store: Store, data_file: Path, qtbot: QtBot) -> None:
    aside = data_file.rename(data_file.with_name("aside.db"))
    asker.ask("index", lambda _: ("read",))
    qtbot.waitUntil(lambda: bool(asker.failures))
    aside.rename(data_file)
    asker.ask("index", lambda _: ("read",))
    qtbot.waitUntil(lambda: bool(asker.heard))


def test_the_end_does_not_wait_for_a_question_that_hangs(
    reader: Reader, asker: Asker, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_module, "_PATIENCE_S", 0)
    asker.ask("index", held)
    held.began.wait(PATIENCE_S)
    reader.close()
    assert reader._thread is not None
    assert reader._thread.is_alive()


def test_the_thread_ends_with_a_question_that_is_broken_off(reader: Reader, asker: Asker) -> None:
    began = threading.Event()

    def endless(store: ReadingStore) -> Iterator[Any]:
        began.set()
        yield store.peewee.execute_sql(ENDLESS).fetchone()

    asker.ask("index", endless)
    began.wait(PATIENCE_S)
    reader.close()
    assert reader._thread is not None
    reader._thread.join(PATIENCE_S)
    assert not reader._thread.is_alive()
