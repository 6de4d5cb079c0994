"""A connection to a bus of its own, through jeepney: opened on a daemon thread, then used on the GUI thread.

QtDBus of PySide6 can't send an unsigned integer. Connecting may block, and a thread that hangs holds nothing up.
"""

import queue
import socket
import struct
import threading
from collections.abc import Callable
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MatchRule,
    MessageFlag,
    MessageType,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from app.system.bus import DAEMON, Answer, Body, Heard, Place


class Link(QObject):
    """Sends calls, and reads what comes, without waiting."""

    opened = Signal()
    broke = Signal()
    """It could not be opened, or the bus went away. No call is answered any more."""
    heard = Signal(object)
    """A `Heard`, that was sent to this connection or that it listens to."""

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._handed_over: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._bell: socket.socket | None = None
        self._connection: Any = None
        self._reads: QSocketNotifier | None = None
        self._writes: QSocketNotifier | None = None
        self._unsent = bytearray()
        self._waiting: dict[int, Callable[[Answer], None]] = {}

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def open(self) -> None:
        """`opened` or `broke` follows, if the bus ever answers."""
        self._bell, ringer = socket.socketpair()
        self._reads = self._watched(self._bell, QSocketNotifier.Type.Read, self._on_bell)
        # the thread gets no QObject: it may still be connecting when this one is long gone
        arguments = (self._address, ringer, self._handed_over)
        threading.Thread(target=_connect, args=arguments, name="session bus", daemon=True).start()

    def call(
        self,
        place: Place,
        method: str,
        signature: str = "",
        values: Body = (),
        then: Callable[[Answer], None] | None = None,
        *,
        may_start: bool = False,
    ) -> None:
        """`then` gets what comes back, later; nothing once the bus went away.

        What can't be put into a message is an error, `InvalidArgs`. `may_start`: the bus starts the service if need be.
        """
        if self._connection is None:
            return
        serial = next(self._connection.outgoing_serial)
        try:
            address = DBusAddress(place.path, bus_name=place.service, interface=place.interface)
            message = new_method_call(address, method, signature or None, values)
            message.header.flags = (MessageFlag(0) if then else MessageFlag.no_reply_expected) | (
                MessageFlag(0) if may_start else MessageFlag.no_auto_start
            )
            data = message.serialise(serial=serial)
        except (TypeError, ValueError, LookupError, struct.error):  # what jeepney's types raise
            if then is not None:
                QTimer.singleShot(0, self, lambda: then(Answer(error="InvalidArgs")))
            return
        if then is not None:
            self._waiting[serial] = then
        self._unsent += data
        self._write()

    def listen(self, place: Place, member: str) -> None:
        """Hear a signal of a service also where it is sent to all. To be called once for each."""
        self.call(DAEMON, "AddMatch", "s", (_rule(place, member),))

    def stop_listening(self, place: Place, member: str) -> None:
        self.call(DAEMON, "RemoveMatch", "s", (_rule(place, member),))

    def close(self) -> None:
        self._waiting.clear()
        self._unsent.clear()
        for notifier in (self._reads, self._writes):
            _end(notifier)
        self._reads = self._writes = None
        for each in (self._bell, self._connection):
            if each is not None:
                each.close()
        self._bell = self._connection = None

    def _watched(self, to: socket.socket, kind: QSocketNotifier.Type, slot: Callable[[], None]) -> QSocketNotifier:
        notifier = QSocketNotifier(to.fileno(), kind, self)
        notifier.activated.connect(slot)
        return notifier

    def _break(self) -> None:
        if self._connection is not None:
            self.close()
            self.broke.emit()

    def _on_bell(self) -> None:
        connection = None if self._handed_over.empty() else self._handed_over.get()
        self.close()
        if connection is None:
            self.broke.emit()
            return
        self._connection = connection
        self._reads = self._watched(connection.sock, QSocketNotifier.Type.Read, self._on_readable)
        self.opened.emit()

    def _write(self) -> None:
        """As much as the socket takes now; the rest follows when it takes more, for a bus may be slow to read."""
        try:
            while self._connection is not None and self._unsent:
                del self._unsent[: self._connection.sock.send(self._unsent, socket.MSG_DONTWAIT)]
        except BlockingIOError:
            if self._writes is None:
                self._writes = self._watched(self._connection.sock, QSocketNotifier.Type.Write, self._write)
            return
        except OSError:
            QTimer.singleShot(0, self, self._break)  # later: who calls must not lose the link meanwhile
            return
        _end(self._writes)
        self._writes = None

    def _on_readable(self) -> None:
        while self._connection is not None:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return  # all is read
            except Exception:  # noqa: BLE001 - the bus is gone, or sends what can't be read
                self._break()
                return
            self._take(message)

    def _take(self, message: Any) -> None:  # noqa: ANN401 - jeepney has no types
        fields, kind = message.header.fields, message.header.message_type
        sender = fields.get(HeaderFields.sender, "")
        if kind is MessageType.signal:
            self.heard.emit(Heard(fields.get(HeaderFields.member, ""), message.body, sender))
        elif kind in (MessageType.method_return, MessageType.error):
            then = self._waiting.pop(fields.get(HeaderFields.reply_serial, -1), None)
            if then is not None and kind is MessageType.method_return:
                then(Answer(message.body, sender=sender))
            elif then is not None:
                name = fields.get(HeaderFields.error_name, "")
                then(Answer(error=name.rpartition(".")[2] or "Unknown", sender=sender))


def _rule(place: Place, member: str) -> str:
    rule = MatchRule(
        type="signal", sender=place.service, path=place.path, interface=place.interface, member=member
    ).serialise()
    return str(rule)


def _end(notifier: QSocketNotifier | None) -> None:
    if notifier is not None:
        notifier.setEnabled(False)
        notifier.deleteLater()


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
