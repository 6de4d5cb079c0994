"""Sleep, as logind tells it: heard before it comes, and held up for as long as it takes to hear it.

org.freedesktop.login1(5) and https://systemd.io/INHIBITOR_LOCKS.
"""

import os
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor

from app.core.signs import Sign, SignSource
from app.system.bus import NO_ANSWER_YET, NO_SYSTEM_BUS, Answer, BusName, Place, ask, reason
from app.system.signs.sleep import SleepSigns

LOGIND = "org.freedesktop.login1"
MANAGER = Place(LOGIND, "/org/freedesktop/login1", f"{LOGIND}.Manager")
NO_LOGIND = "logind does not run here"
_INHIBIT = ("sleep", "Sessile", "Writes down when you were last seen", "delay")


class LogindSleep(SleepSigns):
    """PrepareForSleep of logind's manager; `hold` is a delay inhibitor, a descriptor that logind waits for to close."""

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        """`bus` is the system bus."""
        super().__init__(parent)
        self._bus, self._name = bus, BusName(bus, LOGIND, self)
        self._works: bool | None = None
        self._why = NO_ANSWER_YET
        self._wanted = self._is_asking = self._is_going_to_sleep = False
        self._inhibitor: int | None = None

    def open(self) -> None:
        if not self._bus.isConnected():
            self._stand(False, NO_SYSTEM_BUS)
            return
        slot: Any = SLOT("_on_prepare_for_sleep(bool)")  # a str; PySide6's stubs want bytes
        self._bus.connect(LOGIND, MANAGER.path, MANAGER.interface, "PrepareForSleep", self, slot)
        self._name.changed.connect(self._on_owner_changed)
        self._name.look()

    def hold(self, held: bool) -> None:
        self._wanted = held
        if held:
            self._take()
        else:
            self._let_go()

    def sources(self) -> tuple[SignSource, ...]:
        return (SignSource(Sign.SLEEP, "logind", self._works, self._why),)

    def _on_owner_changed(self, is_there: bool) -> None:
        self._let_go()
        if not is_there and self._is_going_to_sleep:
            self._on_prepare_for_sleep(False)  # nobody else will tell that it is over
        self._stand(is_there, "used" if is_there else NO_LOGIND)
        self._take()

    @Slot(bool)
    def _on_prepare_for_sleep(self, is_going: bool) -> None:
        if is_going is self._is_going_to_sleep:
            return
        self._is_going_to_sleep = is_going
        if is_going:
            try:
                self.going_to_sleep.emit()
            finally:
                self._let_go()
        else:
            self.woke.emit()
            self._take()

    def _take(self) -> None:
        if self._may_hold() and self._inhibitor is None and not self._is_asking:
            self._is_asking = True
            ask(self._bus, self, MANAGER, "Inhibit", *_INHIBIT, then=self._on_inhibitor)

    def _on_inhibitor(self, answer: Answer) -> None:
        self._is_asking = False
        if answer.error:
            if self._name.is_there:
                self._stand(True, f"used, but sleep does not wait for it: {reason(answer.error)}")
            return
        descriptor = answer.values[0]
        assert isinstance(descriptor, QDBusUnixFileDescriptor)
        self._inhibitor = descriptor.takeFileDescriptor()  # else it closes whenever the last copy of the answer goes
        if self._may_hold():
            self._stand(True, "used")
        else:
            self._let_go()

    def _may_hold(self) -> bool:
        return self._wanted and bool(self._name.is_there) and not self._is_going_to_sleep

    def _let_go(self) -> None:
        if self._inhibitor is not None:
            os.close(self._inhibitor)
            self._inhibitor = None

    def _stand(self, works: bool, why: str) -> None:
        if (works, why) != (self._works, self._why):
            self._works, self._why = works, why
            self.changed.emit()
