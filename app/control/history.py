"""What the History page asks: all days with the first page, further pages, where a session stands."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.control.reader import Reader
from app.control.session_controller import SessionController
from app.core.history import Filter, PageKey
from app.store.reading import ReadingStore

_WAITING = 4
"""Pages that may wait: who scrolls fast has passed the older ones."""


class History(QObject):
    """Answers come by signal, each with what was asked. Only ended sessions; days as the person lives them."""

    first_page_ready = Signal(object, object)
    """Filter and the newest rows (a tuple of `Entry`), over as many days as they fill."""
    index_ready = Signal(object, object, object)
    """Filter, `Index`, and pages by `PageKey`: the first, and the one asked for where it is still there."""
    page_ready = Signal(object, object, object)
    """Filter, `PageKey` and its rows."""
    place_ready = Signal(object, object, object)
    """Filter, session id and `Place`, or None where the session is not among those wanted."""
    failed = Signal(str)
    """A sentence: why nothing could be read."""

    def __init__(self, reader: Reader, controller: SessionController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._controller = reader, controller
        self._pages: list[tuple[Filter, PageKey]] = []
        self._is_reading_page = False

    def ask(self, filter_: Filter, top: PageKey | None = None) -> None:
        """First `first_page_ready`, then `index_ready`. What was asked before is dropped, pages too."""
        day_start = self._controller.settings.day_start
        self._reader.drop("page")
        self._pages.clear()
        self._is_reading_page = False

        def answers(store: ReadingStore) -> Iterator[tuple[Any, ...]]:
            past = store.past
            yield (past.newest(filter_, day_start),)
            index = past.index(filter_, day_start)
            keys = [PageKey(day.date, 0) for day in index.days if day.sessions][:1]
            if top is not None and any(day.date == top.date for day in index.days):
                keys.append(top)
            yield index, {key: rows for key in keys if (rows := past.page(filter_, key, day_start))}

        def on_answer(answer: tuple[Any, ...]) -> None:
            if len(answer) == 1:
                self.first_page_ready.emit(filter_, answer[0])
            else:
                self.index_ready.emit(filter_, *answer)

        self._reader.ask("index", answers, on_answer, self.failed.emit)

    def ask_page(self, filter_: Filter, key: PageKey) -> None:
        """The newest wish is read first; of many that wait the oldest are dropped."""
        wish = (filter_, key)
        self._pages = [*(other for other in self._pages if other != wish), wish][-_WAITING:]
        self._read_page()

    def ask_place(self, filter_: Filter, session_id: int) -> None:
        day_start = self._controller.settings.day_start
        self._reader.ask(
            "place",
            lambda store: (store.past.place(filter_, session_id, day_start),),
            lambda place: self.place_ready.emit(filter_, session_id, place),
            self.failed.emit,
        )

    def _read_page(self) -> None:
        if self._is_reading_page or not self._pages:
            return
        filter_, key = self._pages.pop()
        self._is_reading_page = True
        day_start = self._controller.settings.day_start

        def read() -> None:
            self._is_reading_page = False
            self._read_page()

        def on_answer(rows: object) -> None:
            self.page_ready.emit(filter_, key, rows)
            read()

        def on_failure(sentence: str) -> None:
            self.failed.emit(sentence)
            read()

        self._reader.ask("page", lambda store: (store.past.page(filter_, key, day_start),), on_answer, on_failure)
