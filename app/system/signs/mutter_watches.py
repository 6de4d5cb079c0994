"""The watches that Mutter keeps for us: one for idle, and one for the key or click that ends it."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from app.system.bus import Answer, Body

_MS = timedelta(milliseconds=1)
Call = Callable[[str, str, Body, Callable[[Answer], None]], None]
"""A method, its signature, its values, and what gets the answer."""


class Watches(QObject):
    """Keeps them as the threshold wants them. An id that arrives after the threshold changed is given back.

    mutter, src/backends/meta-idle-monitor.c and its D-Bus side: WatchFired goes to the caller of the watch only. The
    watch for idle stays and fires once for each stretch, at once where it is long enough already; the other fires once.
    """

    went_idle = Signal(object)
    """For how long (timedelta)."""
    came_back = Signal()

    def __init__(self, call: Call, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self._threshold: timedelta | None = None
        self._ids: dict[str, int] = {}
        self._round = self._adding = 0
        self._early: set[int] = set()
        self._is_idle = self._is_told = False

    def arm(self, threshold: timedelta | None) -> None:
        if threshold != self._threshold:
            self._threshold = threshold
            self.renew()

    def renew(self) -> None:
        """Add them anew: the threshold changed, or Mutter is there again."""
        for old in self._ids.values():
            self._remove(old)
        self._drop_ids()
        if self._threshold is None:
            self._is_idle = self._is_told = False
            return
        self._add("AddIdleWatch", "t", (round(self._threshold / _MS),))
        if self._is_idle:
            self._add("AddUserActiveWatch")

    def forget(self) -> None:
        """Mutter is gone, and its watches with it."""
        self._drop_ids()
        self._end_idle()

    def fired(self, watch: int) -> None:
        if watch == self._ids.get("AddUserActiveWatch"):
            del self._ids["AddUserActiveWatch"]
            self._end_idle()
        elif watch == self._ids.get("AddIdleWatch"):
            self._begin_idle()
        elif self._adding:  # it may fire before its id is known
            self._early.add(watch)

    def _begin_idle(self) -> None:
        self._is_idle = True
        if "AddUserActiveWatch" not in self._ids:
            self._add("AddUserActiveWatch")
        told_in = self._round
        self._call("GetIdletime", "", (), lambda answer: self._tell(told_in, answer.values))

    def _tell(self, told_in: int, body: Body) -> None:
        if told_in == self._round and self._is_idle and self._threshold is not None:
            self._is_told = True
            self.went_idle.emit(max(self._threshold, body[0] * _MS) if body else self._threshold)

    def _end_idle(self) -> None:
        was_told = self._is_told
        self._is_idle = self._is_told = False
        if was_told:
            self.came_back.emit()

    def _add(self, method: str, signature: str = "", values: Body = ()) -> None:
        added_in = self._round
        self._adding += 1
        self._call(method, signature, values, lambda answer: self._on_added(method, added_in, answer.values))

    def _on_added(self, method: str, added_in: int, body: Body) -> None:
        if added_in != self._round:
            if body:
                self._remove(body[0])
            return
        self._adding -= 1
        if body:
            self._ids[method] = body[0]
            if body[0] in self._early:
                self._early.discard(body[0])
                self.fired(body[0])

    def _remove(self, watch: int) -> None:
        self._call("RemoveWatch", "u", (watch,), lambda _answer: None)

    def _drop_ids(self) -> None:
        self._round += 1
        self._adding = 0
        self._ids.clear()
        self._early.clear()
