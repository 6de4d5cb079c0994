"""A notification service that shows nothing, remembers everything, and misbehaves when it is told to."""

import threading
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from .bus import PROPERTIES, Answer, BusError, Handler, Service
from .waiting import until

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
CAPABILITIES = ("body", "body-markup", "actions")
RAN_OUT, BY_THE_PERSON, BY_A_CALL = 1, 2, 3
"""Why a note is closed."""


class Mood(Enum):
    """How it answers whatever it is asked."""

    GOOD = auto()
    HUNG = auto()
    ERROR = auto()
    SLOW = auto()
    """Questions are answered, and notes and all that follows when it is told to `go_on`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A note that arrived, as it was sent, and the id it got."""

    app_name: str
    title: str
    body: str
    sender: str
    number: int
    replaces: int
    icon: str
    actions: tuple[str, ...]
    hints: dict[str, tuple[str, Any]]
    """Each a signature and a value."""
    timeout: int

    @property
    def buttons(self) -> dict[str, str]:
        """Texts by names."""
        return dict(zip(self.actions[::2], self.actions[1::2], strict=True))


class Notifications:
    """There from `appear` on. It gives ids from 1 on, and the same one for a note that replaces another."""

    def __init__(self, address: str, *, inhibited: bool | None = None) -> None:
        """`inhibited` None: it has no such property, as most."""
        self.mood = Mood.GOOD
        self.capabilities: tuple[str, ...] = CAPABILITIES
        self.hangs_on_notify = False
        self.refusals = 0
        """How many of the next notes it answers with an error."""
        self.is_rude_to_notes = False
        """Whether it answers each note with an error."""
        self.asked: list[str] = []
        """Every method that was called, in order."""
        self.shown: list[Shown] = []
        self.closed: list[int] = []
        """The ids that somebody asked it to close."""
        self._gone: set[int] = set()
        self._inhibited = inhibited
        self._last = 0
        self._goes_on = threading.Event()
        methods: dict[str, Handler] = {
            "GetCapabilities": lambda _sender, _body: ("as", (list(self.capabilities),)),
            "GetServerInformation": lambda _sender, _body: ("ssss", ("recorder", "tests", "1", "1.2")),
            "CloseNotification": self._on_close,
            "Notify": self._on_notify,
        }
        handlers = {f"{NAME}.{name}": self._in_mood(name, handler) for name, handler in methods.items()}
        handlers[f"{PROPERTIES}.Get"] = self._in_mood("Get", self._on_get)
        self._service = Service(address, NAME, PATH, handlers)

    @property
    def titles(self) -> list[str]:
        return [note.title for note in self.shown]

    @property
    def up(self) -> list[Shown]:
        """What a person would see now, in the order it came."""
        latest = {note.number: note for note in self.shown}
        return [note for note in latest.values() if note.number not in self._gone]

    def wait(self, seconds: float = 10) -> Shown:
        """The first note that a person sees."""
        until(lambda: bool(self.up), seconds, "a note is shown")
        return self.up[0]

    def appear(self) -> None:
        self._service.own()

    def vanish(self) -> None:
        self._service.disown()

    def go_on(self) -> None:
        """No longer slow."""
        self.mood = Mood.GOOD
        self._goes_on.set()

    def press(self, note: Shown, name: str = "default", *, token: str = "", alone: bool = False) -> None:
        """`alone`: told to who sent the note, and to nobody else."""
        to = note.sender if alone else None
        if token:
            self._service.emit(f"{NAME}.ActivationToken", "us", note.number, token, to=to)
        self._service.emit(f"{NAME}.ActionInvoked", "us", note.number, name, to=to)

    def close_note(self, note: Shown, reason: int = BY_THE_PERSON, *, alone: bool = False) -> None:
        self._gone.add(note.number)
        to = note.sender if alone else None
        self._service.emit(f"{NAME}.NotificationClosed", "uu", note.number, reason, to=to)

    def inhibit(self, inhibited: bool, *, says_value: bool = True) -> None:
        """Do not disturb. Not `says_value`: it tells that it changed, and not to what."""
        self._inhibited = inhibited
        changed = {"Inhibited": ("b", inhibited)} if says_value else {}
        names = [] if says_value else ["Inhibited"]
        self._service.emit(f"{PROPERTIES}.PropertiesChanged", "sa{sv}as", NAME, changed, names)

    def close(self) -> None:
        self._goes_on.set()
        self._service.close()

    def _in_mood(self, name: str, handler: Handler) -> Handler:
        def answer(sender: str, body: tuple[Any, ...]) -> Answer | None:
            self.asked.append(name)
            if self.mood is Mood.HUNG:
                return None
            if self.mood is Mood.ERROR:
                raise BusError("org.freedesktop.Notifications.Error.ExcessNotificationGeneration", "too many")
            return handler(sender, body)

        return answer

    def _on_notify(self, sender: str, body: tuple[Any, ...]) -> Answer | None:
        if self.mood is Mood.SLOW:
            self._goes_on.wait(30)
        if self.hangs_on_notify:
            return None
        if self.refusals or self.is_rude_to_notes:
            self.refusals = max(0, self.refusals - 1)
            raise BusError("org.freedesktop.Notifications.Error.ExcessNotificationGeneration", "too many")
        app_name, replaces, icon, title, text, actions, hints, timeout = body
        if not replaces:
            self._last += 1
        number = replaces or self._last
        note = Shown(app_name, title, text, sender, number, replaces, icon, tuple(actions), hints, timeout)
        self.shown.append(note)
        return "u", (number,)

    def _on_close(self, _sender: str, body: tuple[Any, ...]) -> Answer:
        (number,) = body
        self.closed.append(number)
        self._gone.add(number)
        self._service.emit(f"{NAME}.NotificationClosed", "uu", number, BY_A_CALL)
        return "", ()

    def _on_get(self, _sender: str, body: tuple[Any, ...]) -> Answer:
        if self._inhibited is None or body != (NAME, "Inhibited"):
            raise BusError("org.freedesktop.DBus.Error.UnknownProperty", "no such property")
        return "v", (("b", self._inhibited),)
