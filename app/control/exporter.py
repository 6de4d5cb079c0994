"""Exports: the record, or some days of it, written into a file on a thread of its own."""

import errno
import logging
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import time
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

from app.control.session_controller import SessionController
from app.core import export_csv, export_ical, export_json
from app.core.errors import Refused, SessileError, Unavailable
from app.core.outgoing import Form, Outgoing, OutgoingSession
from app.core.periods import Period
from app.store.exporting import Exporting, chosen
from app.store.reading import Dropped, ReadingStore

_PATIENCE_S = 0.5
"""How long the end of the program waits for the thread to take away what it had written."""
_STEP = 500
"""So many sessions further, it is said how far it is."""
_PIECES: dict[Form, Callable[[Outgoing], Iterator[bytes]]] = {
    Form.JSON: export_json.pieces,
    Form.CSV: export_csv.pieces,
    Form.CALENDAR: export_ical.pieces,
}
_RUNS = "An export is running already"
_OWN = "{path} is the file that Sessile keeps its record in. Nothing was exported; choose another name."
_FULL = "The disk is full, so nothing was exported. Free some space, and try again."
_GONE = "The folder {folder} is not there, so nothing was exported. Choose another one."
_DENIED = "The folder {folder} can't be written to, so nothing was exported. Choose another one."
_IS_FOLDER = "{path} is a folder, so nothing was exported. Choose another name."
_OTHER = "{path} can't be written ({reason}), so nothing was exported."
_FAULT = "Something went wrong in Sessile, so nothing was exported. The log says what."
log = logging.getLogger(__name__)


class _Wish(NamedTuple):
    path: Path
    form: Form
    period: Period | None
    day_start: time


class _Progress(NamedTuple):
    done: int
    of: int


class _Done(NamedTuple):
    path: Path
    sessions: int


class Exporter(QObject):
    """One export at a time. It reads one moment of the record; what is written meanwhile is not in it.

    The file is there when it is complete, in place of one that lay there; before, and where it fails, nothing changes.
    Only its owner can read it.
    """

    progressed = Signal(int, int)
    """How many sessions are written, and of how many."""
    finished = Signal(object, int)
    """The path, and how many sessions that have ended are in the file."""
    failed = Signal(str)
    """A sentence: why nothing was exported."""
    cancelled = Signal()
    """Nothing was exported, as the person wished."""
    _told = Signal(object)

    def __init__(
        self, open_store: Callable[[], ReadingStore], controller: SessionController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_store, self._controller = open_store, controller
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._store: ReadingStore | None = None
        self._is_dropped = self._is_closed = False
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        return self._thread is not None

    def export(self, path: Path, form: Form, period: Period | None) -> None:
        """All where `period` is None, else what began on its days. Raises Refused while another export runs."""
        if self.is_running:
            raise Refused(_RUNS)
        self._is_dropped = False
        wish = _Wish(path, form, period, self._controller.settings.day_start)
        self._thread = threading.Thread(target=self._run, args=(wish,), name="exporter", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Answered by `cancelled`, or by `finished` where that came first; nothing happens where none runs."""
        with self._lock:
            self._is_dropped = True
            if self._store is not None:
                self._store.drop()

    def close(self) -> None:
        """What runs is given up. A thread that hangs in the system is left behind."""
        self.cancel()
        with self._lock:
            self._is_closed = True
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)

    # On the thread of the export

    def _run(self, wish: _Wish) -> None:
        try:
            self._tell(self._export(wish))
        except Dropped as dropped:
            self._tell(dropped)
        except OSError as error:
            log.warning("nothing exported: %s", errno.errorcode.get(error.errno or 0, error.errno))
            self._tell(Unavailable(_sentence(error, wish.path)))
        except Exception as error:  # noqa: BLE001 - raised again where faults are caught: on the GUI thread
            self._tell(error)

    def _export(self, wish: _Wish) -> _Done:
        store = self._open_store()
        try:
            with self._lock:
                self._store = store
                if self._is_dropped:
                    raise Dropped
            if _is_of_record(wish.path, store.path):
                raise Unavailable(_OWN.format(path=wish.path))
            with store.moment():
                exporting = Exporting(store, chosen(wish.period, wish.day_start))
                count = exporting.count()
                outgoing = exporting.outgoing()
                counted = outgoing._replace(sessions=self._counted(outgoing.sessions, count))
                _write(wish.path, _PIECES[wish.form](counted))
            return _Done(wish.path, count)
        finally:
            with self._lock:
                self._store = None
            store.close()

    def _counted(self, sessions: Iterable[OutgoingSession], count: int) -> Iterator[OutgoingSession]:
        for number, session in enumerate(sessions):
            if number % _STEP == 0:
                self._tell(_Progress(min(number, count), count))
            yield session

    def _tell(self, told: object) -> None:
        with self._lock:
            if not self._is_closed:
                self._told.emit(told)

    # On the GUI thread

    def _on_told(self, told: object) -> None:
        if isinstance(told, _Progress):
            self.progressed.emit(*told)
            return
        self._thread = None
        match told:
            case _Done():
                self.finished.emit(*told)
            case Dropped():
                self.cancelled.emit()
            case SessileError():
                self.failed.emit(str(told))
            case Exception():
                self.failed.emit(_FAULT)
                raise told


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """The whole file or none: what is not complete lies under another name beside it, and goes when it fails."""
    descriptor, name = tempfile.mkstemp(prefix=".sessile-", suffix=".part", dir=path.parent)  # its mode is 0600
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _is_of_record(path: Path, own: Path) -> bool:
    """Whether the path is the data file, or one of those that SQLite keeps beside it."""
    files = [own, *(own.with_name(f"{own.name}-{name}") for name in ("wal", "shm", "journal"))]
    return any(path.resolve() == file.resolve() or _is_same(path, file) for file in files)


def _is_same(path: Path, file: Path) -> bool:
    try:
        return path.samefile(file)
    except OSError:
        return False


def _sentence(error: OSError, path: Path) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return _FULL
        case errno.ENOENT | errno.ENOTDIR:
            return _GONE.format(folder=path.parent)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return _DENIED.format(folder=path.parent)
        case errno.EISDIR:
            return _IS_FOLDER.format(path=path)
    return _OTHER.format(path=path, reason=error.strerror or error)
