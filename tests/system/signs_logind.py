"""A stand-in for logind: inhibitors are real descriptors, and the session's flags are set by hand."""

import os
import select
import threading
from typing import Any

from .signs_bus import PROPERTIES, Answer, BusError, Handler, StandIn

LOGIND = "org.freedesktop.login1"
MANAGER_PATH, SESSION_PATH = "/org/freedesktop/login1", "/org/freedesktop/login1/session/_32"
_SESSION = f"{LOGIND}.Session"


class FakeLogind(StandIn):
    """There as soon as it is made."""

    def __init__(self, address: str) -> None:
        self.gate = threading.Event()
        """Inhibitors are given out while it is set."""
        self.gate.set()
        self.refuses = False
        self.sessions = ["2", "auto"]
        self.flags: dict[str, tuple[str, Any]] = {"LockedHint": ("b", False), "IdleHint": ("b", False)}
        self._readers: list[int] = []
        handlers: dict[str, Handler] = {
            f"{LOGIND}.Manager.Inhibit": self._on_inhibit,
            f"{LOGIND}.Manager.GetSession": self._on_get_session,
            f"{PROPERTIES}.Get": self._on_get,
        }
        super().__init__(address, LOGIND, handlers)

    def sleep(self, is_coming: bool) -> None:
        self.emit(MANAGER_PATH, f"{LOGIND}.Manager.PrepareForSleep", "b", is_coming)

    def set(self, flag: str, value: bool) -> None:
        """The desktop tells it."""
        self.flags[flag] = ("b", value)
        self.properties_changed(SESSION_PATH, _SESSION, {flag: ("b", value)})

    def ask_to_lock(self) -> None:
        self.emit(SESSION_PATH, f"{_SESSION}.Lock", "")

    def held(self) -> int:
        """How many inhibitors are not closed."""
        return len(self._readers) - len(select.select(self._readers, [], [], 0)[0])

    def close(self) -> None:
        self.gate.set()
        super().close()
        for reader in self._readers:
            os.close(reader)

    def _on_inhibit(self, _sender: str, _body: tuple[Any, ...]) -> Answer:
        self.gate.wait(5)
        if self.refuses:
            raise BusError("org.freedesktop.DBus.Error.AccessDenied", "no")
        reader, writer = os.pipe()
        self._readers.append(reader)
        return "h", (writer,)

    def _on_get_session(self, _sender: str, body: tuple[Any, ...]) -> Answer:
        if body[0] not in self.sessions:
            raise BusError(f"{LOGIND}.NoSuchSession", body[0])
        return "o", (SESSION_PATH,)

    def _on_get(self, _sender: str, body: tuple[Any, ...]) -> Answer:
        if body[1] not in self.flags:
            raise BusError("org.freedesktop.DBus.Error.UnknownProperty", body[1])
        return "v", (self.flags[body[1]],)
