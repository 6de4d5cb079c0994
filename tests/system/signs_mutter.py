"""A stand-in for GNOME's idle monitor, on a bus of its own."""

from datetime import timedelta
from typing import Any

from .signs_bus import NOTHING, Answer, Handler, StandIn

_NAME, _PATH = "org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core"


class FakeMutter(StandIn):
    """Its time is set by hand; ids begin anew with each owner, as they do after a restart."""

    def __init__(self, address: str) -> None:
        self.idle_ms = 0
        self.hangs = False
        self.watches: dict[int, tuple[int | None, str]] = {}
        self._next = 1
        handlers: dict[str, Handler] = {
            f"{_NAME}.GetIdletime": lambda *_: None if self.hangs else ("t", (self.idle_ms,)),
            f"{_NAME}.AddIdleWatch": lambda sender, body: self._add(sender, body[0]),
            f"{_NAME}.AddUserActiveWatch": lambda sender, _: self._add(sender, None),
            f"{_NAME}.RemoveWatch": self._remove,
        }
        super().__init__(address, _NAME, handlers)

    @property
    def thresholds(self) -> list[int | None]:
        """In ms, of the watches that there are; None is one for activity."""
        return [threshold for threshold, _ in self.watches.values()]

    def passes(self, length: timedelta) -> None:
        """Nobody touches a key until then."""
        self.idle_ms = round(length / timedelta(milliseconds=1))
        for number, (threshold, sender) in list(self.watches.items()):
            if threshold is not None and threshold <= self.idle_ms:
                self._fire(number, sender)

    def key(self) -> None:
        self.idle_ms = 0
        for number, (threshold, sender) in list(self.watches.items()):
            if threshold is None:
                del self.watches[number]
                self._fire(number, sender)

    def restart(self) -> None:
        self.disown()
        self.watches.clear()
        self._next = 1
        self.own()

    def _fire(self, number: int, sender: str) -> None:
        self.emit(_PATH, f"{_NAME}.WatchFired", "u", number, to=sender)

    def _add(self, sender: str, threshold: int | None) -> Answer:
        number, self._next = self._next, self._next + 1
        self.watches[number] = (threshold, sender)
        if threshold is not None and threshold <= self.idle_ms:
            self._fire(number, sender)  # before the answer
        return "u", (number,)

    def _remove(self, _sender: str, body: tuple[Any, ...]) -> Answer:
        self.watches.pop(body[0], None)
        return NOTHING
