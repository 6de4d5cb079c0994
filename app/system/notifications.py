"""Delivers a note outside the window by the first way that works, without ever blocking the GUI thread.

On Linux a way is tried only after the desktop's notification service answered a question that does not wait: plyer
can't say whether it worked there, and the tray icon's own message waits for the service on the GUI thread.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

ANSWER_WITHIN_MS = 2000
BY_PLYER = "plyer"
BY_TRAY = "tray"


class Note(NamedTuple):
    """A title and one plain line of text; `key` comes back with the outcome."""

    key: object
    title: str
    text: str


class Service(NamedTuple):
    """What the notification service answered: `problem` is empty where it can be used."""

    problem: str = ""
    reads_markup: bool = False


class ServiceProbe(Protocol):
    """Asks the notification service a question. `answer` is called later, on the GUI thread, within 2 s."""

    def ask(self, answer: Callable[[Service], None]) -> None: ...


class NullProbe:
    """For systems whose notifications need no service of the session's bus."""

    def ask(self, answer: Callable[[Service], None]) -> None:
        answer(Service())


class Worker(Protocol):
    """Runs plyer on a thread of its own."""

    @property
    def is_busy(self) -> bool: ...

    def send(self, note: Note, reads_markup: bool, done: Callable[[str], None]) -> None:
        """`done` is called on the worker's thread, with an empty text or with the reason why it failed."""
        ...


class TrayMessage(Protocol):
    """The tray icon's own message; None stands for a desktop without a tray."""

    def __call__(self, title: str, text: str, reads_markup: bool) -> bool:
        """Whether there is a tray icon that can show it."""
        ...


class Notifier(QObject):
    """Sends notes, one way after the other."""

    delivered = Signal(object, str, str)
    """The note's key, the way that worked (empty where none did), and the reason why one was skipped."""
    _worker_done = Signal(object, str)

    def __init__(
        self, probe: ServiceProbe, worker: Worker, tray_message: TrayMessage, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._probe, self._worker, self._tray_message = probe, worker, tray_message
        self._waiting: dict[int, tuple[Note, Service]] = {}
        self._worker_done.connect(self._on_worker_done)

    def send(self, note: Note) -> None:
        self._probe.ask(lambda service: self._on_service(note, service))

    def _on_service(self, note: Note, service: Service) -> None:
        if service.problem:
            self.delivered.emit(note.key, "", service.problem)
        elif self._worker.is_busy:
            self.delivered.emit(note.key, "", "plyer still waits with the note before")
        else:
            self._waiting[id(note)] = note, service
            QTimer.singleShot(ANSWER_WITHIN_MS, self, lambda: self._on_late(note))
            self._worker.send(note, service.reads_markup, lambda problem: self._worker_done.emit(note, problem))

    def _on_late(self, note: Note) -> None:
        """The tray's message would wait for the same service: it is left out."""
        if self._waiting.pop(id(note), None) is not None:
            self.delivered.emit(note.key, "", "plyer did not answer within 2 s")

    def _on_worker_done(self, note: Note, problem: str) -> None:
        waiting = self._waiting.pop(id(note), None)
        if waiting is None:
            return  # too late: its outcome was told
        service = waiting[1]
        if not problem:
            self.delivered.emit(note.key, BY_PLYER, "")
        elif self._tray_message(note.title, note.text, service.reads_markup):
            self.delivered.emit(note.key, BY_TRAY, problem)
        else:
            self.delivered.emit(note.key, "", problem)
