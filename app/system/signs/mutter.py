"""GNOME's clock of input: org.gnome.Mutter.IdleMonitor tells by itself, and answers."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtDBus import QDBusConnection

from app.system.bus import ANSWER_WITHIN_MS, NO_SERVICE, NO_SESSION_BUS, Answer, Body, BusName, Heard, Place, reason
from app.system.signs.clock import IdleClock
from app.system.signs.mutter_watches import Watches

if TYPE_CHECKING:
    from app.system.link import Link  # with its library read on GNOME only

MUTTER = "org.gnome.Mutter.IdleMonitor"
_CORE = Place(MUTTER, "/org/gnome/Mutter/IdleMonitor/Core", MUTTER)
_MS = timedelta(milliseconds=1)


class MutterIdle(IdleClock):
    """Speaks to Mutter over a connection of its own, made when Mutter is seen on the bus."""

    NAME = "GNOME idle monitor"
    TELLS = CAN_BE_ASKED = True

    def __init__(self, bus: QDBusConnection, address: str, parent: QObject | None = None) -> None:
        """`bus` is the session bus, `address` where it listens."""
        super().__init__(parent)
        self._bus, self._address, self._name = bus, address, BusName(bus, MUTTER, self)
        self._link: Link | None = None
        self._watches = Watches(self._call, self)
        self._watches.went_idle.connect(self.went_idle)
        self._watches.came_back.connect(self.came_back)
        self._is_asked = False
        self._patience = QTimer(self, singleShot=True, interval=ANSWER_WITHIN_MS)
        self._patience.timeout.connect(lambda: self._answer(None))

    def open(self) -> None:
        if not self._bus.isConnected():
            self._stand(False, NO_SESSION_BUS)
            return
        self._name.changed.connect(self._on_owner_changed)
        self._name.look()

    def watch(self, threshold: timedelta | None) -> None:
        self._watches.arm(threshold)

    def ask(self) -> None:
        if not self.works:
            self.answered.emit(None)
            return
        self._is_asked = True
        self._patience.start()
        self._call("GetIdletime", "", (), lambda answer: self._answer(_length(answer)))

    def _answer(self, length: timedelta | None) -> None:
        """Who comes after the patience ended finds nobody who asks."""
        self._patience.stop()
        if self._is_asked:
            self._is_asked = False
            self.answered.emit(length)

    def _call(self, method: str, signature: str, values: Body, then: Callable[[Answer], None]) -> None:
        """Nothing happens while Mutter isn't there."""
        if self._link is not None and self._name.is_there:
            self._link.call(_CORE, method, signature, values, then)

    def _on_owner_changed(self, is_there: bool) -> None:
        if not is_there:
            self._lose(NO_SERVICE)
        elif self._link is None:
            from app.system.link import Link

            self._link = Link(self._address, self)
            self._link.opened.connect(self._try)
            self._link.broke.connect(self._on_broke)
            self._link.heard.connect(self._on_heard)
            self._link.open()
        else:
            self._try()

    def _try(self) -> None:
        self._call("GetIdletime", "", (), self._on_tried)

    def _on_tried(self, answer: Answer) -> None:
        if answer.error:
            self._stand(False, reason(answer.error))
        else:
            self._watches.renew()
            self._stand(True)

    def _on_heard(self, heard: Heard) -> None:
        if heard.member == "WatchFired" and heard.body:
            self._watches.fired(heard.body[0])

    def _on_broke(self) -> None:
        if self._link is not None:
            self._link.deleteLater()
            self._link = None
        self._lose("the session bus can't be reached")

    def _lose(self, why: str) -> None:
        self._watches.forget()
        self._answer(None)
        self._stand(False, why)


def _length(answer: Answer) -> timedelta | None:
    return answer.values[0] * _MS if answer.values else None
