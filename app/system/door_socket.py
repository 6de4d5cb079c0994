"""The door where sockets are files: Linux, macOS."""

import socket
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier

from app.system.door import LONGEST_LINE, Answer, Door

_WAITING = 8
_PIECE = 4096


class SocketDoor(Door):
    """Never waits: what cannot be read or written now is heard of later, or hung up on."""

    def __init__(self, answer: Answer, parent: QObject | None = None) -> None:
        super().__init__(answer, parent)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        self._place: Path | None = None
        self._notifier: QSocketNotifier | None = None

    def listen(self, address: str) -> None:
        place = Path(address)
        place.unlink(missing_ok=True)  # nobody else can be listening: the caller holds the lock
        self._socket.bind(address)
        self._place = place
        place.chmod(0o600)
        self._socket.listen(_WAITING)
        self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_visitor)

    def close(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        self._socket.close()
        if self._place is not None:
            with suppress(OSError):
                self._place.unlink()

    def _on_visitor(self) -> None:
        with suppress(OSError):  # gone again
            visitor, _ = self._socket.accept()
            _Visit(visitor, self._answer, self)


class _Visit(QObject):
    """One who came: heard until the end of a line, answered, and let go."""

    def __init__(self, visitor: socket.socket, answer: Answer, parent: QObject) -> None:
        super().__init__(parent)
        self._visitor, self._answer, self._heard = visitor, answer, b""
        visitor.setblocking(False)
        self._notifier = QSocketNotifier(visitor.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_words)

    def _on_words(self) -> None:
        try:
            piece = self._visitor.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        self._heard += piece
        line, end, _ = self._heard.partition(b"\n")
        if end or not piece or len(line) > LONGEST_LINE:
            self._notifier.setEnabled(False)  # first: a line is answered once, whatever comes of it
            self.deleteLater()
            with self._visitor, suppress(OSError):
                if end:
                    self._visitor.sendall(self._answer(line) + b"\n")


def ask_socket(address: str, line: bytes, seconds: float) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as visitor:
        visitor.settimeout(seconds)
        visitor.connect(address)
        visitor.sendall(line + b"\n")
        with visitor.makefile("rb") as answers:
            return answers.readline(LONGEST_LINE).removesuffix(b"\n")
