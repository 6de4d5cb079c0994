"""The longest step on the GUI thread that the History page makes with a million sessions over ten years.

Its reader answers at once, so that its own work is not counted; what is painted is. Fails over `LIMIT_MS`.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import paths
from app.control.breaks import Breaks
from app.control.history import History
from app.control.overview import Overview
from app.control.quiet import Quiet
from app.control.running import Changes
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.core.history import PAGE, DayTotal, Entry, Filter, Index, PageKey, Place
from app.store.database import FILE_NAME
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.history_page import HistoryPage
from app.ui.history_table import HistoryTable
from app.ui.theme import Theme
from tests.fakes import MINUTE, NOON, FakeClock
from tests.ui.making import at_once
from tests.ui.past import NEWEST, made

from .answering import Answering

DAYS, SESSIONS, FOUND, TURNS, LIMIT_MS = 3650, 1_000_000, 10_000, 7, 16
FILTER = Filter(not_reviewed=True)


class ManySessions(History):
    """What is asked for is told at once; rows are made before the clock runs."""

    def __init__(self) -> None:
        QObject.__init__(self)
        self._index = {Filter(): _index(SESSIONS), FILTER: _index(FOUND)}
        self._rows = made(1, PAGE)

    def ask(self, filter: Filter, top: PageKey | None = None) -> None:
        self.index_ready.emit(filter, self._index[filter], {key: self._page(filter, key) for key in (top,) if key})

    def ask_page(self, filter: Filter, key: PageKey) -> None:
        self.page_ready.emit(filter, key, self._page(filter, key))

    def ask_place(self, filter: Filter, session_id: int) -> None:
        self.place_ready.emit(filter, session_id, Place(NEWEST - timedelta(days=DAYS // 2), 0))

    def _page(self, filter: Filter, key: PageKey) -> tuple[Entry, ...]:
        day = self._index[filter].days[(NEWEST - key.date).days]
        return self._rows[: min(day.sessions - key.number * PAGE, PAGE)]


def _index(sessions: int) -> Index:
    each, more = divmod(sessions, DAYS)
    counts = (each + (number < more) for number in range(DAYS))
    return Index(tuple(_day(NEWEST - timedelta(days=number), count) for number, count in enumerate(counts)))


def _day(day: date, count: int) -> DayTotal:
    return DayTotal(day, count, 0, count * MINUTE)


def steps(page: HistoryPage, controller: SessionController) -> dict[str, Callable[[], object]]:
    """What a person does, one after the other."""
    found = page.findChild(HistoryTable)
    assert found is not None
    table, bar = found, found.verticalScrollBar()

    def go_to(row: int) -> None:
        table.setCurrentIndex(table.model().index(row, 0))

    def choose(chosen: Filter) -> None:
        page._filters._not_reviewed.setChecked(chosen.not_reviewed)

    def page_down() -> None:
        for _ in range(50):
            QTest.keyClick(table, Qt.Key.Key_PageDown)
            settle()

    return {
        "open": page.show,
        "jump to the middle": lambda: bar.setValue(bar.maximum() // 2),
        "the middle row current": lambda: go_to(table.model().rowCount() // 2),
        "read anew there": lambda: controller.changed.emit(Changes.RECORD),
        "jump to the end": lambda: bar.setValue(bar.maximum()),
        "jump to the start": lambda: bar.setValue(0),
        "page down 50 times": page_down,
        "filter to 10,000": lambda: choose(FILTER),
        "all again": lambda: choose(Filter()),
        "narrower": lambda: page.resize(page.width() - 300, page.height()),
        "close": page.hide,
    }


def settle() -> None:
    """Lay out and paint what changed."""
    for _ in range(3):
        QApplication.processEvents()


def turn(application: Answering, directory: Path) -> dict[str, float]:
    """The longest part of each step, in milliseconds: that which is called, or one of the events it leads to."""
    clock = FakeClock()
    store = Store(directory / FILE_NAME, paths.migrations(), NOON)
    schedule = Schedule(clock)
    controller = SessionController(store, clock, schedule)
    controller.open()
    overview, theme, on = Overview(store, controller), Theme(application, "Light"), (store, controller, schedule)
    actions = Actions(controller, overview, Breaks(*on), Quiet(*on), Snooze(*on), theme)
    page = at_once(HistoryPage.in_pieces(controller, overview, ManySessions(), actions, theme))
    page.resize(1150, 680)
    took = {}
    for name, step in steps(page, controller).items():
        application.longest = 0.0
        began = time.perf_counter()
        step()
        called = 0.0 if name.startswith("page down") else time.perf_counter() - began
        settle()
        took[name] = max(called, application.longest) * 1000
    page.deleteLater()
    theme.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    store.close()
    return took


def main() -> int:
    application = Answering([sys.argv[0], "-style", "fusion"])
    turns = []
    for _ in range(TURNS):
        with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory:
            turns.append(turn(application, Path(directory)))
    print(f"History with {SESSIONS:,} sessions over {DAYS:,} days: the longest part of each step, {TURNS} turns")
    slow = 0
    for name in turns[0]:
        found = sorted(took[name] for took in turns)
        median = statistics.median(found)
        slow += median > LIMIT_MS
        print(f"  {name:24} median {median:5.1f} ms, at most {found[-1]:5.1f} ms")
    return min(slow, 1)


if __name__ == "__main__":
    sys.exit(main())
