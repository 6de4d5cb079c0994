"""Delivers a note outside the window by the first way that works, without ever blocking the GUI thread.

First the desktop's notification service, then plyer, then the tray icon's own message. On Linux the last two may end at
the same service: plyer hardly tells whether it worked, and the icon's message waits for the service on the GUI thread.
So plyer is tried only where the service answered a question, and such a message only where nothing hung besides.
"""

from collections.abc import Callable
from itertools import count
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.alerts import BY_PLYER, BY_SERVICE, BY_TRAY

APP_NAME = "Sessile"
ANSWER_WITHIN_MS = 2000
DEFAULT = "default"
"""The name of the button that the note itself is."""
PLYER_HANGS = "plyer did not answer within 2 s"
PLYER_REFUSED = "plyer failed: notify-send ended with an error"


class Button(NamedTuple):
    """What a note offers; `name` comes back when it is pressed."""

    name: str
    text: str


class Picture(NamedTuple):
    """Red, green, blue and alpha of each pixel, not premultiplied; rows without padding."""

    width: int
    height: int
    rgba: bytes


class Note(NamedTuple):
    """A title and one plain line of text; `key` comes back with outcomes and presses."""

    key: object
    title: str
    text: str
    buttons: tuple[Button, ...] = ()
    with_sound: bool = False
    stands_alone: bool = False
    """It replaces no other note, and none replaces it: a test alert."""


class Told(NamedTuple):
    """What came of a note given to the desktop's service."""

    shown: bool
    problem: str = ""
    answers: bool = False
    """It answered a question that does not wait for anything."""
    hangs: bool = False
    """It answered too late."""
    reads_markup: bool = False
    sounds: bool = False
    """It makes a sound where the note asks for one."""


class DesktopService(QObject):
    """The desktop's own notification service. This one is for systems that have none to ask: plyer asks the system."""

    pressed = Signal(object, str, str)
    """The note's key, the button's name or `DEFAULT`, and a token to come to the front with, empty where none came."""
    dismissed = Signal(object)
    """The key of a note that the person closed, and pressed nothing in before."""

    def send(self, note: Note, then: Callable[[Told], None]) -> None:  # noqa: ARG002 - there is nobody to give it to
        """`then` is called once, within 2 s, unless the note is withdrawn before."""
        then(Told(shown=False, answers=True))

    def withdraw(self, key: object) -> None:
        """Close the note where it is up, and else as soon as it is."""


class Worker(Protocol):
    """Runs plyer on a thread of its own."""

    @property
    def is_busy(self) -> bool: ...

    def send(self, note: Note, reads_markup: bool, done: Callable[[str], None]) -> None:
        """`done` is called on the worker's thread, with an empty text or with the reason why it failed."""
        ...


class TrayMessage(Protocol):
    """A tray icon that can show a message of its own."""

    @property
    def needs_service(self) -> bool:
        """Whether it gives its message to the notification service, and waits for it."""
        ...

    def show_message(self, title: str, text: str, reads_markup: bool) -> None: ...


class _Sending:
    """A note on its way: what the service said, and why ways were skipped."""

    def __init__(self, note: Note) -> None:
        self.note = note
        self.told = Told(shown=False)
        self.reasons: list[str] = []

    def skip(self, reason: str) -> None:
        if reason:
            self.reasons.append(reason)


class Notifier(QObject):
    """Sends notes, one way after the other, and withdraws them."""

    delivered = Signal(object, str, str)
    """Once for each note: its key, the way that worked (empty where none did), and why others were skipped."""
    soundless = Signal()
    """A note was to make a sound, and the way that it went makes none."""
    pressed = Signal(object, str, str)
    """As `DesktopService.pressed`."""
    dismissed = Signal(object)
    """As `DesktopService.dismissed`."""
    _worker_done = Signal(int, str)

    def __init__(
        self,
        service: DesktopService,
        worker: Worker,
        tray: Callable[[], TrayMessage | None],
        parent: QObject | None = None,
    ) -> None:
        """`tray` gives the icon that is in the tray now, if there is one."""
        super().__init__(parent)
        self._service, self._worker, self._tray = service, worker, tray
        self._numbers = count()
        self._on_their_way: dict[int, _Sending] = {}
        service.pressed.connect(self.pressed)
        service.dismissed.connect(self.dismissed)
        self._worker_done.connect(self._on_worker_done)

    def send(self, note: Note) -> None:
        number = next(self._numbers)
        self._on_their_way[number] = _Sending(note)
        self._service.send(note, lambda told: self._on_told(number, told))

    def withdraw(self, key: object, reason: str) -> None:
        """What is on its way goes no further, for `reason`; what plyer or the tray icon shows can't be taken back."""
        self._service.withdraw(key)
        for number, sending in list(self._on_their_way.items()):
            if sending.note.key == key:
                del self._on_their_way[number]
                self.delivered.emit(key, "", reason)

    def _on_told(self, number: int, told: Told) -> None:
        sending = self._on_their_way.get(number)
        if sending is None:
            return  # withdrawn
        sending.told = told
        sending.skip(told.problem)
        if told.shown:
            self._settle(number, BY_SERVICE)
        elif not told.answers or (told.hangs and self._has_tray_of_its_own):
            self._try_tray(number)
        elif self._worker.is_busy:
            self._on_plyer_failed(number, "plyer still waits with the note before", hangs=True)
        else:
            QTimer.singleShot(ANSWER_WITHIN_MS, self, lambda: self._on_worker_late(number))
            self._worker.send(sending.note, told.reads_markup, lambda problem: self._worker_done.emit(number, problem))

    def _on_worker_late(self, number: int) -> None:
        self._on_plyer_failed(number, PLYER_HANGS, hangs=True)

    def _on_worker_done(self, number: int, problem: str) -> None:
        if not problem:
            self._settle(number, BY_PLYER)
        else:
            self._on_plyer_failed(number, problem, hangs=problem in (PLYER_HANGS, PLYER_REFUSED))

    @property
    def _has_tray_of_its_own(self) -> bool:
        """Whether there is a tray icon whose message needs no service."""
        tray = self._tray()
        return tray is not None and not tray.needs_service

    def _on_plyer_failed(self, number: int, problem: str, *, hangs: bool) -> None:
        """Who was late comes twice: as late, and with its answer; the second time nobody waits any more.

        `hangs`: it reached the service, which would refuse the tray icon's message too, or hang with it.
        """
        sending = self._on_their_way.get(number)
        if sending is not None:
            sending.skip(problem)
            sending.told = sending.told._replace(hangs=sending.told.hangs or hangs)
            self._try_tray(number)

    def _try_tray(self, number: int) -> None:
        """The last way: whatever comes of it, the note is settled."""
        note, told, tray = self._on_their_way[number].note, self._on_their_way[number].told, self._tray()
        if tray is None or (tray.needs_service and (told.hangs or not told.answers)):
            self._settle(number, "")
        else:
            tray.show_message(note.title, note.text, told.reads_markup)
            self._settle(number, BY_TRAY)

    def _settle(self, number: int, way: str) -> None:
        sending = self._on_their_way.pop(number, None)
        if sending is not None:
            if sending.note.with_sound and not (way == BY_SERVICE and sending.told.sounds):
                self.soundless.emit()
            self.delivered.emit(sending.note.key, way, "; ".join(sending.reasons))
