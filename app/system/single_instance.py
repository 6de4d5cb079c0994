"""One program runs for each data directory: a second start hands over to the first and ends.

A lock that the system frees when its holder dies decides who is first; a local socket carries the request. Both lie
in the user's runtime directory, under a short name made from the data directory's path.
"""

import hashlib
import json
import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import CannotOpen

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)
_PATIENCE_S = 5.0
_STEP_S = 0.1
_ANSWER_MS = 5000
_LONGEST_REQUEST = 64 * 1024


class SingleInstance(QObject):
    """The right to run for a data directory, and the door for later starts."""

    show_requested = Signal(str)
    """Another start asks for the window; the text is its activation token, empty where it has none."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:12]
        self._base = _runtime_dir() / f"sessile-{digest}"
        self._lock: int | None = None
        self._server: QLocalServer | None = None

    @property
    def address(self) -> str:
        """The local socket's path; on Windows the pipe's name."""
        return self._base.name if sys.platform == "win32" else f"{self._base}.sock"

    def acquire(self) -> bool:
        """Whether this program is the first. Raises CannotOpen where no lock can be kept."""
        try:
            lock = os.open(f"{self._base}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise CannotOpen(f"{self._base.parent} can't be written to: {error.strerror}.") from error
        if not _take_lock(lock):
            os.close(lock)
            return False
        self._lock = lock
        return True

    def listen(self) -> None:
        """Open the door for later starts. Qt's network part is read only now: it takes longer than all the rest."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self.address)  # what a crash left; nobody else can be listening
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(self.address):
            log.warning("no socket for later starts: %s", self._server.errorString())

    def hand_over(self, token: str) -> bool:
        """Ask the first program to show its window; whether it answered. Waits up to 5 s for one that is starting."""
        from PySide6.QtNetwork import QLocalSocket

        until = time.monotonic() + _PATIENCE_S
        request = json.dumps({"command": "show", "token": token}).encode() + b"\n"
        while time.monotonic() < until:
            socket = QLocalSocket()
            socket.connectToServer(self.address)
            if socket.waitForConnected(_ANSWER_MS):
                socket.write(request)
                return socket.waitForReadyRead(_ANSWER_MS)
            time.sleep(_STEP_S)
        return False

    def release(self) -> None:
        if self._server is not None:
            self._server.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _on_connection(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._on_request(socket))

    def _on_request(self, socket: "QLocalSocket") -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST_REQUEST:
                socket.abort()
            return
        request = _read_request(bytes(socket.readLine(_LONGEST_REQUEST).data()))
        understood = request.get("command") == "show"
        socket.write(json.dumps({"ok": understood}).encode() + b"\n")
        socket.flush()
        socket.disconnectFromServer()
        if understood:
            self.show_requested.emit(str(request.get("token", "")))


def _read_request(line: bytes) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except ValueError:
        return {}
    return request if isinstance(request, dict) else {}


def _runtime_dir() -> Path:
    """`XDG_RUNTIME_DIR`, else a directory under the temporary one that only the user can enter."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and Path(runtime).is_dir():
        return Path(runtime)
    user = os.getuid() if hasattr(os, "getuid") else "user"
    directory = Path(tempfile.gettempdir()) / f"sessile-{user}"
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise CannotOpen(f"{directory} can't be made: {error.strerror}.") from error
    stat = directory.lstat()
    if hasattr(os, "getuid") and (stat.st_uid != os.getuid() or stat.st_mode & 0o077):
        raise CannotOpen(f"{directory} belongs to somebody else. Please remove it, or set XDG_RUNTIME_DIR.")
    return directory


if sys.platform == "win32":
    import msvcrt

    def _take_lock(lock: int) -> bool:
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take_lock(lock: int) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
