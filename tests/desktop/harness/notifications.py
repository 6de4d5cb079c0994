"""A notification service that shows nothing, remembers everything, and misbehaves when it is told to."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from .bus import Answer, BusError, Handler, Service

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
CAPABILITIES = ("body", "body-markup", "actions")


class Mood(Enum):
    """How it answers whatever it is asked."""

    GOOD = auto()
    HUNG = auto()
    ERROR = auto()


@dataclass(frozen=True, slots=True)
class Shown:
    """A note that arrived, as it was sent."""

    app_name: str
    title: str
    body: str


class Notifications:
    """There from `appear` on."""

    def __init__(self, address: str) -> None:
        self.mood = Mood.GOOD
        self.capabilities: tuple[str, ...] = CAPABILITIES
        self.hangs_on_notify = False
        self.shown: list[Shown] = []
        methods: dict[str, Handler] = {
            "GetCapabilities": lambda _sender, _body: ("as", (list(self.capabilities),)),
            "GetServerInformation": lambda _sender, _body: ("ssss", ("recorder", "tests", "1", "1.2")),
            "CloseNotification": lambda _sender, _body: ("", ()),
            "Notify": self._on_notify,
        }
        self._service = Service(
            address, NAME, PATH, {f"{NAME}.{name}": self._in_mood(handler) for name, handler in methods.items()}
        )

    @property
    def titles(self) -> list[str]:
        return [note.title for note in self.shown]

    def appear(self) -> None:
        self._service.own()

    def close(self) -> None:
        self._service.close()

    def _in_mood(self, handler: Handler) -> Handler:
        def answer(sender: str, body: tuple[Any, ...]) -> Answer | None:
            if self.mood is Mood.HUNG:
                return None
            if self.mood is Mood.ERROR:
                raise BusError("org.freedesktop.Notifications.Error.ExcessNotificationGeneration", "too many")
            return handler(sender, body)

        return answer

    def _on_notify(self, _sender: str, body: tuple[Any, ...]) -> Answer | None:
        if self.hangs_on_notify:
            return None
        app_name, _replaces, _icon, title, text, *_rest = body
        self.shown.append(Shown(app_name, title, text))
        return "u", (len(self.shown),)
