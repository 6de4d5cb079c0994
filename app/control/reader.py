"""The reader thread: questions to the file that may take longer than a frame, one after the other."""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

from app.core.errors import SessileError
from app.store.reading import Dropped, ReadingStore

_PATIENCE_S = 0.5
"""How long the end of the program waits for the thread to let go of the file."""
_FAULT = "Something went wrong in Sessile, so nothing was read. The log says what."
log = logging.getLogger(__name__)


class _Question(NamedTuple):
    topic: str
    number: int
    answers: Callable[[ReadingStore], Iterable[Any]]
    on_answer: Callable[[Any], None]
    on_failure: Callable[[str], None]


class Reader(QObject):
    """Lives on the GUI thread; its own is a daemon, made with the first question, and opens the file itself."""

    _told = Signal(object, object)

    def __init__(self, open_store: Callable[[], ReadingStore], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_store = open_store
        self._changed = threading.Condition()
        self._waiting: dict[str, _Question] = {}
        self._current: dict[str, int] = {}
        self._running: _Question | None = None
        self._store: ReadingStore | None = None
        self._thread: threading.Thread | None = None
        self._count = 0
        self._closed = False
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        topic: str,
        answers: Callable[[ReadingStore], Iterable[Any]],
        on_answer: Callable[[Any], None],
        on_failure: Callable[[str], None],
    ) -> None:
        """Bring each of `answers` to `on_answer` as it is found. What was asked of this topic before is dropped."""
        self.drop(topic)
        with self._changed:
            self._count += 1
            self._current[topic] = self._count
            self._waiting[topic] = _Question(topic, self._count, answers, on_answer, on_failure)
            self._changed.notify()
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._run, name="reader", daemon=True)
            self._thread.start()

    def drop(self, topic: str) -> None:
        """No answer comes any more to what was asked of this topic."""
        with self._changed:
            self._waiting.pop(topic, None)
            self._current.pop(topic, None)
            if self._running is not None and self._running.topic == topic and self._store is not None:
                self._store.drop()

    def close(self) -> None:
        """All is dropped. A thread that hangs in the system is left behind."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._current.clear()
            if self._store is not None:
                self._store.drop()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)

    # On the reader thread

    def _run(self) -> None:
        while (question := self._next()) is not None:
            try:
                self._answer(question)
            except Dropped:
                pass
            except Exception as error:  # noqa: BLE001 - raised again where faults are caught: on the GUI thread
                self._tell(question, error)
        if self._store is not None:
            self._store.close()

    def _next(self) -> _Question | None:
        with self._changed:
            self._running = None
            while not self._waiting and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            self._running = self._waiting.pop(next(iter(self._waiting)))
            if self._store is not None:
                self._store.heed()
            return self._running

    def _answer(self, question: _Question) -> None:
        if self._store is None:
            store = self._open_store()
            with self._changed:
                self._store = store
                if self._current.get(question.topic) != question.number:
                    return  # dropped while there was no file open to tell
        with self._store.moment():
            for answer in question.answers(self._store):
                self._tell(question, (answer,))

    def _tell(self, question: _Question, told: object) -> None:
        with self._changed:
            if not self._closed:
                self._told.emit(question, told)

    # On the GUI thread

    def _on_told(self, question: _Question, told: object) -> None:
        if self._current.get(question.topic) != question.number:
            return
        if isinstance(told, SessileError):
            log.warning("nothing read: %s", getattr(told, "detail", ""))
            question.on_failure(str(told))
        elif isinstance(told, Exception):
            question.on_failure(_FAULT)  # whoever asked goes on; the fault is told and logged as any other
            raise told
        elif isinstance(told, tuple):
            question.on_answer(told[0])
