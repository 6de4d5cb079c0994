"""A stand-in for a Wayland compositor: speaks the wire protocol from a thread, to one program.

https://wayland.freedesktop.org/docs/html/ch04.html; the server of pywayland 0.4.19 understands no request that makes an
object. Opcodes are the places of the requests and events in wayland.xml and ext-idle-notify-v1.xml.
"""

import queue
import socket
import struct
import threading
from contextlib import suppress
from pathlib import Path

_DISPLAY = 1
_DONE, _DELETE_ID, _GLOBAL = 0, 1, 0
_WANTED = {1: "idle", 2: "input idle"}
"""get_idle_notification and get_input_idle_notification."""


class Compositor:
    """There as soon as it is made."""

    def __init__(self, path: Path, version: int) -> None:
        """`version` is that of ext_idle_notifier_v1; 0 for a compositor that has none."""
        self._globals = [("wl_seat", 1), *([("ext_idle_notifier_v1", version)] if version else [])]
        self._kinds = {_DISPLAY: "wl_display"}
        self._notifications: dict[int, int] = {}
        self._heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._client: socket.socket | None = None
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(path))
        self._door.listen()
        self._thread = threading.Thread(target=self._serve, name="compositor", daemon=True)
        self._thread.start()

    def hears(self) -> str:
        """What is wanted next: `idle MS`, `input idle MS` or `ended MS`."""
        return self._heard.get(timeout=5)

    def idle(self) -> None:
        """Nobody touches a key."""
        for number in list(self._notifications):
            self._send(number, 0)

    def key(self) -> None:
        for number in list(self._notifications):
            self._send(number, 1)

    def close(self) -> None:
        for each in (self._client, self._door):
            if each is not None and each.fileno() >= 0:
                each.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _serve(self) -> None:
        with self._door:
            try:
                self._client, _ = self._door.accept()
            except OSError:
                return  # it ends, and nobody came
        # the program may leave before it has read all that was sent
        with suppress(ConnectionResetError, BrokenPipeError), self._client as client, client.makefile("rb") as stream:
            while len(head := stream.read(8)) == 8:
                number, second = struct.unpack("=II", head)
                self._answer(number, second & 0xFFFF, stream.read((second >> 16) - 8))

    def _answer(self, number: int, opcode: int, body: bytes) -> None:
        match self._kinds.get(number), opcode:
            case "wl_display", 0:  # sync
                (callback,) = struct.unpack("=I", body)
                self._send(callback, _DONE, struct.pack("=I", 0))
                self._send(_DISPLAY, _DELETE_ID, struct.pack("=I", callback))
            case "wl_display", 1:  # get_registry
                (registry,) = struct.unpack("=I", body)
                self._kinds[registry] = "wl_registry"
                for name, (interface, version) in enumerate(self._globals):
                    self._send(
                        registry, _GLOBAL, struct.pack("=I", name) + _text(interface) + struct.pack("=I", version)
                    )
            case "wl_registry", 0:  # bind
                (name,), (bound,) = struct.unpack("=I", body[:4]), struct.unpack("=I", body[-4:])
                self._kinds[bound] = self._globals[name][0]
            case "ext_idle_notifier_v1", (1 | 2):
                notification, timeout, _seat = struct.unpack("=III", body)
                self._kinds[notification] = "ext_idle_notification_v1"
                self._notifications[notification] = timeout
                self._heard.put(f"{_WANTED[opcode]} {timeout}")
            case "ext_idle_notification_v1", 0:  # destroy
                self._heard.put(f"ended {self._notifications.pop(number)}")
                self._send(_DISPLAY, _DELETE_ID, struct.pack("=I", number))

    def _send(self, number: int, opcode: int, body: bytes = b"") -> None:
        assert self._client is not None
        self._client.sendall(struct.pack("=II", number, (8 + len(body)) << 16 | opcode) + body)


def _text(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("=I", len(data)) + data.ljust((len(data) + 3) // 4 * 4, b"\0")
