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
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import CannotOpen
from app.system import door

log = logging.getLogger(__name__)
_PATIENCE_S = 5.0
_STEP_S = 0.1


class SingleInstance(QObject):
    """The right to run for a data directory, and the door for later starts."""

    show_requested = Signal(str)
    """Another start asks for the window; the text is its activation token, empty where it has none."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:12]
        self._base = _runtime_dir() / f"sessile-{digest}"
        self._lock: int | None = None
        self._door: door.Door | None = None

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
        """Open the door for later starts."""
        try:
            self._door = door.door(self._answer)
            self._door.listen(self.address)
        except OSError as error:
            log.warning("no socket for later starts: %s", error)

    def hand_over(self, token: str) -> bool:
        """Ask the first program to show its window; whether it answered. Waits up to 5 s for one that is starting."""
        until = time.monotonic() + _PATIENCE_S
        request = json.dumps({"command": "show", "token": token}).encode()
        while (left := until - time.monotonic()) > 0:
            try:
                return bool(door.ask(self.address, request, left))
            except OSError:
                time.sleep(_STEP_S)
        return False

    def release(self) -> None:
        if self._door is not None:
            self._door.close()
            self._door = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _answer(self, line: bytes) -> bytes:
        request = _read_request(line)
        understood = request.get("command") == "show"
        if understood:
            self.show_requested.emit(str(request.get("token", "")))
        return json.dumps({"ok": understood}).encode()


def _read_request(line: bytes) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
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
