"""A connection to a bus of its own, through jeepney: opened on a daemon thread, then used on the GUI thread.

QtDBus of PySide6 can't send an unsigned integer. Connecting may block, and a thread that hangs holds nothing up.
"""

import queue
import socket
import threading
from collections.abc import Callable
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MessageType,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
from PySide6.QtCore import QObject, QSocketNotifier, Signal

from app.system.bus import Body, Place


class Link(QObject):
    """Sends calls, and reads what comes, without waiting."""

    opened = Signal()
    broke = Signal()
    """It could not be opened, or the bus went away. No call is answered any more."""
    heard = Signal(str, object)
    """A signal that was sent to this connection: its name and what it carries (a tuple)."""

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._handed_over: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._bell: socket.socket | None = None
        self._connection: Any = None
        self._notifier: QSocketNotifier | None = None
        self._waiting: dict[int, Callable[[Body | None], None]] = {}

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def open(self) -> None:
        """`opened` or `broke` follows, if the bus ever answers."""
        self._bell, ringer = socket.socketpair()
        self._listen(self._bell, self._on_bell)
        # the thread gets no QObject: it may still be connecting when this one is long gone
        arguments = (self._address, ringer, self._handed_over)
        threading.Thread(target=_connect, args=arguments, name="session bus", daemon=True).start()

    def call(
        self, place: Place, method: str, signature: str, values: Body, then: Callable[[Body | None], None]
    ) -> None:
        """`then` gets what comes back, None for an error; nothing once the bus went away."""
        if self._connection is None:
            return
        address = DBusAddress(place.path, bus_name=place.service, interface=place.interface)
        serial = next(self._connection.outgoing_serial)
        self._waiting[serial] = then
        try:
            self._connection.send(new_method_call(address, method, signature or None, values), serial=serial)
        except OSError:
            self.close()
            self.broke.emit()

    def close(self) -> None:
        self._waiting.clear()
        self._stop_listening()
        for each in (self._bell, self._connection):
            if each is not None:
                each.close()
        self._bell = self._connection = None

    def _listen(self, to: socket.socket, slot: Callable[[], None]) -> None:
        self._stop_listening()
        self._notifier = QSocketNotifier(to.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(slot)

    def _stop_listening(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None

    def _on_bell(self) -> None:
        self._connection = None if self._handed_over.empty() else self._handed_over.get()
        if self._bell is not None:
            self._bell.close()
            self._bell = None
        if self._connection is None:
            self.close()
            self.broke.emit()
        else:
            self._listen(self._connection.sock, self._on_readable)
            self.opened.emit()

    def _on_readable(self) -> None:
        try:
            while self._connection is not None:
                self._take(self._connection.receive(timeout=0))
        except TimeoutError:
            return  # all is read
        except (OSError, EOFError):
            self.close()
            self.broke.emit()

    def _take(self, message: Any) -> None:  # noqa: ANN401 - jeepney has no types
        fields, kind = message.header.fields, message.header.message_type
        if kind is MessageType.signal:
            self.heard.emit(fields.get(HeaderFields.member, ""), message.body)
        elif kind in (MessageType.method_return, MessageType.error):
            then = self._waiting.pop(fields.get(HeaderFields.reply_serial, -1), None)
            if then is not None:
                then(message.body if kind is MessageType.method_return else None)


def _connect(address: str, ringer: socket.socket, hand_over: "queue.SimpleQueue[Any]") -> None:
    """On the thread: connect, hand it over, ring; the end of the ringer is a ring, too."""
    with ringer:
        try:
            connection = open_dbus_connection(bus=address, auth_timeout=10.0)
        except Exception:  # noqa: BLE001 - no bus, a strange address, a refusal: there is no connection
            return
        hand_over.put(connection)
        try:
            ringer.send(b"!")
        except OSError:  # nobody waits for it any more
            connection.close()
