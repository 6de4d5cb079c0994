"""The reader thread and what the History page asks of it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.control.history import History
from app.control.reader import Reader
from app.control.session_controller import SessionController
from app.core.history import Entry, Filter, Index, PageKey
from app.core.model import Session
from app.store.store import Store


@pytest.fixture
def reader(store: Store, controller: SessionController) -> Iterator[Reader]:
    reader = Reader(store.reading_store)
    yield reader
    reader.close()


@pytest.fixture
def history(reader: Reader, controller: SessionController) -> History:
    return History(reader, controller)


def test_a_start_makes_no_thread(history: History, reader: Reader) -> None:
    assert reader._thread is None


def test_the_index_comes_with_its_first_page(history: History, ended: Session, qtbot: QtBot) -> None:
    with (
        qtbot.waitSignals([history.first_page_ready, history.index_ready]),
        qtbot.waitSignal(history.index_ready) as told,
    ):
        history.ask(Filter())
    _, index, pages = told.args
    assert isinstance(index, Index)
    assert pages == {PageKey(index.days[0].date, 0): (Entry(ended),)}


def test_a_page_comes(history: History, ended: Session, qtbot: QtBot) -> None:
    key = PageKey(ended.start.date(), 0)
    with qtbot.waitSignal(history.page_ready) as told:
        history.ask_page(Filter(), key)
    assert told.args == [Filter(), key, (Entry(ended),)]


def test_where_a_session_stands_comes(history: History, ended: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(history.place_ready) as told:
        history.ask_place(Filter(), ended.id)
    assert told.args[1:] == [ended.id, (ended.start.date(), 0)]
