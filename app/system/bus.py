"""Asks and listens on a bus by QtDBus, and never waits: calls with one answer, and whether a name has an owner."""

import os
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusServiceWatcher, QDBusVariant
from shiboken6 import isValid

NO_ANSWER_YET = "no answer yet"
NO_SERVICE = "there is no such service"
NO_SESSION_BUS = "there is no session bus"
NO_SYSTEM_BUS = "there is no system bus"
ANSWER_WITHIN_MS = 2000
PROPERTIES = "org.freedesktop.DBus.Properties"
_LOCAL, _LOCAL_PATH = "org.freedesktop.DBus.Local", "/org/freedesktop/DBus/Local"


Body = tuple[Any, ...]
"""What a message carries."""


class Place(NamedTuple):
    """An interface of an object of a service."""

    service: str
    path: str
    interface: str


DAEMON = Place("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
"""The bus itself."""


class Answer(NamedTuple):
    """What came back, and from whom: its unique name.

    The values, or the last part of the error's name, which is empty where there is none.
    """

    values: Body = ()
    error: str = ""
    sender: str = ""


class Heard(NamedTuple):
    """A signal: its name, what it carries, and the unique name of who sent it."""

    member: str
    body: Body
    sender: str


def session_address() -> str:
    """Where the session bus listens: the variable, or else the user's own one, as the D-Bus library has it."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    return address or f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"


def ask(
    bus: QDBusConnection,
    context: QObject,
    place: Place,
    method: str,
    *arguments: str,
    then: Callable[[Answer], None],
    within_ms: int = -1,
) -> None:
    """`then` gets the answer later, and never once `context` is gone; -1 is the bus's own patience, 25 s.

    It starts no service.
    """
    call = QDBusMessage.createMethodCall(place.service, place.path, place.interface, method)
    call.setArguments(list(arguments))
    call.setAutoStartService(False)
    # no child of `context`: the connection below may hold the last reference to it, which is let go in the midst of the
    # watcher's own end, and a parent that goes there would end it a second time
    watcher = QDBusPendingCallWatcher(bus.asyncCall(call, within_ms))
    watcher.finished.connect(lambda: _on_finished(watcher, context, then))


def ask_property(
    bus: QDBusConnection, context: QObject, place: Place, name: str, then: Callable[[Answer], None]
) -> None:
    """`then` gets the one value."""
    properties = Place(place.service, place.path, PROPERTIES)
    ask(bus, context, properties, "Get", place.interface, name, then=then)


def _on_finished(watcher: QDBusPendingCallWatcher, context: QObject, then: Callable[[Answer], None]) -> None:
    watcher.deleteLater()
    if not isValid(context):
        return
    sender = watcher.reply().service()
    if watcher.isError():
        then(Answer(error=watcher.error().name().rpartition(".")[2] or "Unknown", sender=sender))
    else:
        then(Answer(tuple(plain(value) for value in watcher.reply().arguments()), sender=sender))


def plain(value: Any) -> Any:  # noqa: ANN401 - a D-Bus value
    """The value inside variants."""
    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value


def reason(error: str) -> str:
    """An error's name as words for the settings."""
    match error:
        case "NoReply" | "TimedOut" | "Timeout":
            return "it does not answer"
        case "ServiceUnknown" | "NameHasNoOwner":
            return NO_SERVICE
        case "AccessDenied" | "InteractiveAuthorizationRequired":
            return "it may not be asked"
        case "Disconnected":
            return "the bus went away"
        case "NotSupported" | "NotImplemented" | "Failed" | "UnknownProperty":
            return "it does not tell"
    return "it does not tell" if error.startswith("Unknown") else "it answered with an error"


class BusName(QObject):
    """Whether somebody owns a name; told as soon as it is known, and whenever it changes."""

    changed = Signal(bool)
    """Also where another owner took over: False, then True."""

    def __init__(self, bus: QDBusConnection, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus, self._name = bus, name
        self._watcher: QDBusServiceWatcher | None = None
        self.is_there: bool | None = None

    def look(self) -> None:
        """Begin to listen, and ask. To be called once, on a bus that is connected."""
        mode = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
        self._watcher = QDBusServiceWatcher(self._name, self._bus, mode, self)
        self._watcher.serviceOwnerChanged.connect(self._on_owner_changed)
        slot: Any = SLOT("_on_bus_gone()")  # a str; PySide6's stubs want bytes
        self._bus.connect("", _LOCAL_PATH, _LOCAL, "Disconnected", self, slot)
        ask(self._bus, self, DAEMON, "NameHasOwner", self._name, then=self._on_asked)

    def _on_asked(self, answer: Answer) -> None:
        if self.is_there is None:
            self._tell(bool(answer.values and answer.values[0]))

    def _on_owner_changed(self, _name: str, _old: str, new: str) -> None:
        if new and self.is_there:
            self._tell(False)
        self._tell(bool(new))

    @Slot()
    def _on_bus_gone(self) -> None:
        self._tell(False)

    def _tell(self, is_there: bool) -> None:
        if is_there is not self.is_there:
            self.is_there = is_there
            self.changed.emit(is_there)
