"""Tells whether the person asked the desktop not to be disturbed.

On Linux the notification service tells it where it can: the property `Inhibited`, as KDE's has it. Windows and macOS
hold notes back by themselves.
"""

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection

from app.system.bus import NO_ANSWER_YET, NO_SESSION_BUS, PROPERTIES, Answer, BusName, Place, ask_property, reason

_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_PLACE = Place(_NAME, _PATH, _NAME)
_INHIBITED = "Inhibited"
KNOWN_WITHIN_MS = 500
_BACK_WITHIN_MS = 3000
"""So long a service that went may be away and come back: what it told holds on."""


def do_not_disturb() -> "DoNotDisturb":
    """What tells it on this system."""
    if sys.platform.startswith("linux"):
        return ServiceDoNotDisturb(QDBusConnection.sessionBus())
    return DoNotDisturb()


class DoNotDisturb(QObject):
    """Off, until it is known to be on. This one is for systems that hold notes back by themselves."""

    changed = Signal(bool)
    why_not_changed = Signal()
    known = Signal()
    """Once: it has been found out how it stands, or that nobody tells in time."""

    is_on = False
    why_not = "the system holds notes back by itself"
    """Why it doesn't tell; empty where it does."""

    def open(self) -> None:
        """Find out, and tell from now on. To be called once; `known` follows, at once or within 500 ms."""
        self.known.emit()


class ServiceDoNotDisturb(DoNotDisturb):
    """The notification service's property. It is not started for that, and asked anew when it was started again."""

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        """`bus` is the session bus."""
        super().__init__(parent)
        self._bus, self._name = bus, BusName(bus, _NAME, self)
        self.why_not = NO_ANSWER_YET
        self._questions = 0
        self._is_known = False
        self._patience = QTimer(self, singleShot=True, interval=KNOWN_WITHIN_MS)
        self._patience.timeout.connect(self._make_known)
        self._grace = QTimer(self, singleShot=True, interval=_BACK_WITHIN_MS)
        self._grace.timeout.connect(self._on_gone)

    def open(self) -> None:
        if not self._bus.isConnected():
            self._stand(False, NO_SESSION_BUS)
            return
        slot: Any = SLOT("_on_properties_changed(QString,QVariantMap,QStringList)")  # a str; PySide6's stubs want bytes
        self._bus.connect("", _PATH, PROPERTIES, "PropertiesChanged", self, slot)  # a name would be waited for
        self._patience.start()
        self._name.changed.connect(self._on_owner_changed)
        self._name.look()

    def _on_owner_changed(self, is_there: bool) -> None:
        self._questions += 1  # what the one before still answers is not wanted
        if is_there:
            self._grace.stop()
            self._ask()
        elif self.is_on:
            self._grace.start()
        else:
            self._on_gone()

    def _on_gone(self) -> None:
        self._stand(False, "no notification service is running")

    def _ask(self) -> None:
        self._questions += 1
        question = self._questions
        ask_property(self._bus, self, _PLACE, _INHIBITED, lambda answer: self._on_answer(question, answer))

    def _on_answer(self, question: int, answer: Answer) -> None:
        if question != self._questions:
            return
        value = answer.values[0] if answer.values else None
        if isinstance(value, bool):
            self._stand(value, "")
        elif reason(answer.error) == reason("NoReply"):
            self._stand(False, "the notification service does not answer")
        else:
            self._stand(False, "the notification service does not tell")

    @Slot(str, "QVariantMap", "QStringList")
    def _on_properties_changed(self, interface: str, values: dict[str, Any], unsaid: list[str]) -> None:
        """With its new value, or only that there is one."""
        if interface != _NAME:
            return
        if isinstance(values.get(_INHIBITED), bool):
            self._questions += 1  # newer than what was asked for before
            self._stand(values[_INHIBITED], "")
        elif _INHIBITED in unsaid:
            self._ask()

    def _stand(self, is_on: bool, why_not: str) -> None:
        if why_not != self.why_not:
            self.why_not = why_not
            self.why_not_changed.emit()
        if is_on is not self.is_on:
            self.is_on = is_on
            self.changed.emit(is_on)
        self._make_known()

    def _make_known(self) -> None:
        self._patience.stop()
        if not self._is_known:
            self._is_known = True
            self.known.emit()
