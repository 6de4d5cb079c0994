"""D-Bus through jeepney: a client that waits for answers, and a service that gives them from a thread of its own."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MessageFlag,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

DAEMON, DAEMON_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
PROPERTIES = "org.freedesktop.DBus.Properties"
_DO_NOT_QUEUE = 4

Answer = tuple[str, tuple[Any, ...]]
"""The signature of an answer and its values."""
Handler = Callable[[str, tuple[Any, ...]], Answer | None]
"""Gets the caller's name and its arguments; None leaves the caller without an answer."""


class BusError(Exception):
    """An error reply; raised in a handler it is the reply to send."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(f"{name}: {text}")
        self.name = name


class Bus:
    """A client's connection. Used on the test's thread."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(bus=address, auth_timeout=5.0)

    def call(
        self,
        service: str,
        path: str,
        member: str,
        signature: str = "",
        *arguments: Any,
        timeout: float = 15.0,
    ) -> tuple[Any, ...]:
        """`member` is `interface.Method`. Raises BusError, or TimeoutError after so many seconds."""
        interface, _, method = member.rpartition(".")
        address = DBusAddress(path, bus_name=service, interface=interface)
        message = new_method_call(address, method, signature or None, arguments)
        reply = self._connection.send_and_get_reply(message, timeout=timeout)
        if reply.header.message_type is MessageType.error:
            raise BusError(str(reply.header.fields.get(HeaderFields.error_name)), str(reply.body))
        body: tuple[Any, ...] = reply.body
        return body

    def tell(self, service: str, path: str, member: str, signature: str, *arguments: Any) -> None:
        """A call that wants no answer, and waits for nothing."""
        interface, _, method = member.rpartition(".")
        address = DBusAddress(path, bus_name=service, interface=interface)
        message = new_method_call(address, method, signature or None, arguments)
        message.header.flags = MessageFlag.no_reply_expected
        self._connection.send(message)

    def get(self, service: str, path: str, interface: str, name: str) -> Any:
        """A property's value."""
        return self.call(service, path, f"{PROPERTIES}.Get", "ss", interface, name)[0][1]

    def has_owner(self, name: str) -> bool:
        return bool(self.call(DAEMON, DAEMON_PATH, f"{DAEMON}.NameHasOwner", "s", name)[0])

    def process_of(self, name: str) -> int | None:
        """The process that owns a name; None when it is gone."""
        try:
            return int(self.call(DAEMON, DAEMON_PATH, f"{DAEMON}.GetConnectionUnixProcessID", "s", name)[0])
        except BusError:
            return None

    def close(self) -> None:
        self._connection.close()


class Service:
    """Owns a name and answers calls to one object path."""

    def __init__(self, address: str, name: str, path: str, handlers: dict[str, Handler]) -> None:
        """`handlers` go by `interface.Method`; the name is not owned until `own`."""
        self.name, self._path, self._handlers = name, path, handlers
        self._connection = open_dbus_connection(bus=address, auth_timeout=5.0)
        self._sending = threading.Lock()
        self._client = Bus(address)
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def own(self) -> None:
        self._ask_daemon("RequestName", "su", (self.name, _DO_NOT_QUEUE))
        while not self._client.has_owner(self.name):
            pass

    def disown(self) -> None:
        self._ask_daemon("ReleaseName", "s", (self.name,))
        while self._client.has_owner(self.name):
            pass

    def emit(self, member: str, signature: str, *arguments: Any, to: str | None = None) -> None:
        """Send a signal, to one or to all who listen; `member` is `interface.Signal`."""
        interface, _, signal = member.rpartition(".")
        message = new_signal(DBusAddress(self._path, interface=interface), signal, signature or None, arguments)
        if to is not None:
            message.header.fields[HeaderFields.destination] = to
        self._send(message)

    def close(self) -> None:
        with suppress(OSError):  # the bus may be gone
            self._ask_daemon("ReleaseName", "s", (self.name,))
            self._connection.sock.shutdown(2)
        self._thread.join()
        self._connection.close()
        self._client.close()

    def _ask_daemon(self, method: str, signature: str, arguments: tuple[Any, ...]) -> None:
        address = DBusAddress(DAEMON_PATH, bus_name=DAEMON, interface=DAEMON)
        self._send(new_method_call(address, method, signature, arguments))

    def _send(self, message: Any) -> None:
        with self._sending:
            self._connection.send(message)

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._answer(message)
            except (OSError, EOFError):
                return  # the test is over, or the bus is gone

    def _answer(self, message: Any) -> None:
        fields = message.header.fields
        member = f"{fields.get(HeaderFields.interface)}.{fields.get(HeaderFields.member)}"
        handler = self._handlers.get(member)
        try:
            if handler is None:
                raise BusError("org.freedesktop.DBus.Error.UnknownMethod", member)
            answer = handler(fields.get(HeaderFields.sender, ""), message.body)
        except BusError as error:
            reply = new_error(message, error.name, "s", (str(error),))
        else:
            if answer is None:
                return
            reply = new_method_return(message, answer[0] or None, answer[1])
        if not message.header.flags & MessageFlag.no_reply_expected:
            self._send(reply)
