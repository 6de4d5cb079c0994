"""A bus of the tests' own, and stand-ins for the services on it that speak the real protocol from a thread."""

import os
import subprocess
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
from PySide6.QtDBus import QDBusConnection

from tests.desktop.harness import needs
from tests.desktop.harness.bus import PROPERTIES, Bus, BusError

_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""
_DAEMON = DBusAddress("/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus")

Answer = tuple[str, tuple[Any, ...]]
"""The signature of an answer and its values."""
Handler = Callable[[str, tuple[Any, ...]], Answer | None]
"""Gets the caller's name and its arguments; None leaves the caller without an answer."""
NOTHING: Answer = ("", ())


class PrivateBus:
    """A bus daemon, and a connection of Qt's to it."""

    qt: QDBusConnection

    def __init__(self) -> None:
        program = needs.program("dbus-daemon")
        self._directory = tempfile.TemporaryDirectory(prefix="ssl-")  # short: socket paths have at most 107 bytes
        config = Path(self._directory.name, "bus.conf")
        config.write_text(_CONFIG.format(socket=config.with_name("bus")))
        command = [program, f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
        self._daemon = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        self._connections = 0
        self.connect()

    def connect(self) -> None:
        """Connect anew: Qt remembers nothing of who was on the bus before."""
        QDBusConnection.disconnectFromBus(self._connection_name)
        self._connections += 1
        self.qt = QDBusConnection.connectToBus(self.address, self._connection_name)
        assert self.qt.isConnected()

    def end(self) -> None:
        """The bus goes away under who is on it."""
        self._daemon.kill()
        self._daemon.wait()

    def close(self) -> None:
        QDBusConnection.disconnectFromBus(self._connection_name)
        self.end()
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()
        self._directory.cleanup()

    @property
    def _connection_name(self) -> str:
        return f"{self.address} {self._connections}"


class StandIn:
    """A service: owns its name from the beginning, answers by `interface.Method` at every path."""

    def __init__(self, address: str, name: str, handlers: dict[str, Handler]) -> None:
        self.name, self._handlers = name, handlers
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self._connection = open_dbus_connection(bus=address, enable_fds=True)
        self._client = Bus(address)
        self._sending = threading.Lock()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()
        self.own()

    def own(self) -> None:
        self._send(new_method_call(_DAEMON, "RequestName", "su", (self.name, 4)))
        while not self._client.has_owner(self.name):
            pass

    def disown(self) -> None:
        self._send(new_method_call(_DAEMON, "ReleaseName", "s", (self.name,)))
        while self._client.has_owner(self.name):
            pass

    def count(self, method: str) -> int:
        """How often it was called."""
        return sum(name == method for name, _ in self.calls)

    def emit(self, path: str, member: str, signature: str, *values: Any, to: str | None = None) -> None:
        """Send a signal; `member` is `interface.Signal`."""
        interface, _, signal = member.rpartition(".")
        message = new_signal(DBusAddress(path, interface=interface), signal, signature or None, values)
        if to is not None:
            message.header.fields[HeaderFields.destination] = to
        self._send(message)

    def properties_changed(self, path: str, interface: str, values: dict[str, tuple[str, Any]]) -> None:
        self.emit(path, f"{PROPERTIES}.PropertiesChanged", "sa{sv}as", interface, values, [])

    def close(self) -> None:
        with suppress(OSError):  # the bus may be gone
            self.disown()
        self._connection.sock.shutdown(2)
        self._thread.join()
        self._connection.close()
        self._client.close()

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
        method = f"{fields.get(HeaderFields.interface)}.{fields.get(HeaderFields.member)}"
        handler = self._handlers.get(method)
        self.calls.append((method.rpartition(".")[2], message.body))
        try:
            if handler is None:
                raise BusError("org.freedesktop.DBus.Error.UnknownMethod", method)
            answer = handler(fields.get(HeaderFields.sender, ""), message.body)
        except BusError as error:
            self._send(new_error(message, error.name, "s", (str(error),)))
        else:
            if answer is not None:
                self._send(new_method_return(message, answer[0] or None, answer[1]))
                if answer[0] == "h":
                    os.close(answer[1][0])  # the caller has its own now


__all__ = ["NOTHING", "PROPERTIES", "Answer", "BusError", "Handler", "PrivateBus", "StandIn"]
