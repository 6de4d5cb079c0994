import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.system.garbage import Garbage


class Circle:
    """Refers to itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    gc.collect()
    garbage = Garbage()
    yield garbage
    garbage.deleteLater()
    gc.unfreeze()
    gc.enable()


def test_what_another_thread_threw_away_ends_on_the_gui_thread(garbage: Garbage, qtbot: QtBot) -> None:
    ended: list[str] = []

    def throw_away() -> None:
        for _ in range(2000):
            weakref.finalize(Circle(), lambda: ended.append(threading.current_thread().name))

    thread = threading.Thread(target=throw_away)
    thread.start()
    thread.join()
    assert ended == []
    qtbot.waitUntil(lambda: len(ended) == 2000)
    assert set(ended) == {threading.main_thread().name}


def test_it_does_not_wake_the_program(garbage: Garbage) -> None:
    assert garbage.findChildren(QTimer) == []
