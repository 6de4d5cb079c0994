"""Bringing in a file of another program: first what would come in, then, when the person says so, the sessions."""

import queue
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

from app.control.import_desk import Asked, Desk
from app.control.session_controller import SessionController
from app.control.steps import Step
from app.core import errors
from app.core.errors import Refused, SessileError
from app.core.importing import Options, Plan
from app.core.readers.mapping import Mapping
from app.store.store import Store

_PATIENCE_S = 0.5
"""How long the end of the program waits for the thread to let go of the file."""


class Progress(NamedTuple):
    """`share` from 0 to 1; `left` is None until it can be told."""

    share: float
    left: timedelta | None


class _Cancelled(Exception):
    """Nobody waits for it any more."""


class _Job(NamedTuple):
    does: Callable[[Desk, Callable[[float], None]], Plan | Step]
    is_cancelled: threading.Event


class Importer(QObject):
    """Lives on the GUI thread; its own is a daemon, made with the first file. A newer question drops an older one.

    WORKAROUND: Python looks for garbage in circles on whichever thread makes objects, and PySide destroys there what is
    found: a widget or timer of the GUI thread on another one is fatal. A thread that makes millions of objects would
    find every window that was closed. So none is looked for while it works.
    """

    progressed = Signal(object)
    """`Progress`, while something is under way."""
    planned = Signal(object)
    """The `Plan`: what the file that was opened would bring."""
    imported = Signal(object)
    """The `Step`: it is written. The controller tells of it, too."""
    failed = Signal(str)
    """A sentence: why the file can't be read, or not be written now. Nothing was changed."""
    cancelled = Signal()
    """What was under way was broken off as asked, and nothing was changed."""

    _told = Signal(object, object)

    def __init__(self, store: Store, controller: SessionController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._controller = store, controller
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()
        self._current: _Job | None = None
        self._began: datetime | None = None
        self._asked: Asked | None = None
        self._options = Options()
        self._zone_is_open = False
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return self._current is not None

    def open(self, path: Path) -> None:
        """Read it by the zone the person is in: `planned` follows, or `failed`."""
        here = self._controller.timekeeper.look().local
        self._options = Options()
        self._zone_is_open = True
        self._read(Asked(path, here.zone, here.offset))

    def read_in_zone(self, zone: str) -> None:
        """Read the file again by an IANA name that the person chose, or the one it was read by, to confirm it."""
        if self._asked is not None:
            self._zone_is_open = False
            self._read(self._asked._replace(zone=zone))

    def read_by(self, mapping: Mapping) -> None:
        """Read the table again by the columns that the person chose."""
        if self._asked is not None:
            self._read(self._asked._replace(mapping=mapping))

    def choose(self, options: Options) -> None:
        """What becomes of sessions that overlap and of those that were deleted: `planned` follows."""
        self._options = options
        self._do(lambda desk, step: desk.choose(options, step))

    def take_in(self, plan: Plan) -> None:
        """Write what was planned, in one transaction: `imported` follows. Raises Refused while the zone is open."""
        if plan.needs_zone and self._zone_is_open:
            raise Refused(errors.ZONE_NEEDED)
        now = self._controller.now()
        self._do(lambda desk, step: desk.take_in(now, step))

    def undo(self) -> None:
        """Take the last step back, which is a large import."""
        moment, thresholds = self._controller.timekeeper.look(), self._controller.settings.thresholds
        self._do(lambda desk, _step: desk.undo(moment, thresholds))

    def cancel(self) -> None:
        """Break off what is under way: `cancelled` follows, or what had been done just before."""
        if self._current is not None:
            self._current.is_cancelled.set()

    def close(self) -> None:
        """A write that is under way is given up: nothing of it is there. A thread that hangs is left behind."""
        self._closed.set()
        self.cancel()
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)

    def _read(self, asked: Asked) -> None:
        self._asked, options, now = asked, self._options, self._controller.now()
        self._do(lambda desk, step: desk.read(asked, options, now, step))

    def _do(self, does: Callable[[Desk, Callable[[float], None]], Plan | Step]) -> None:
        self.cancel()
        self._current = _Job(does, threading.Event())
        self._began = self._controller.now()
        self._jobs.put(self._current)
        if self._thread is None:
            now = self._controller.now()
            self._thread = threading.Thread(
                target=self._run, args=(lambda: self._store.another(now),), name="importer", daemon=True
            )
            self._thread.start()

    # On its thread

    def _run(self, open_store: Callable[[], Store]) -> None:
        desk: Desk | None = None
        while (job := self._jobs.get()) is not None:
            try:
                if desk is None:
                    desk = Desk(open_store())
                self._tell(job, self._outcome(desk, job))
            except Exception as error:  # noqa: BLE001 - raised again where faults are caught: on the GUI thread
                self._tell(job, error)
        if desk is not None:
            desk.store.close()

    def _outcome(self, desk: Desk, job: _Job) -> Plan | Step | _Cancelled:
        def step(share: float) -> None:
            if job.is_cancelled.is_set():
                raise _Cancelled
            self._tell(job, share)

        desk.importing.broken_off_by(job.is_cancelled.is_set)
        try:
            return job.does(desk, step)
        except (SessileError, _Cancelled) as error:
            if job.is_cancelled.is_set():
                return _Cancelled()
            raise error
        finally:
            desk.importing.broken_off_by(None)

    def _tell(self, job: _Job, told: object) -> None:
        if not self._closed.is_set():
            self._told.emit(job, told)

    # On the GUI thread

    def _on_told(self, job: _Job, told: object) -> None:
        if isinstance(told, Step):
            self._controller.did_beside(told)
        if job is not self._current:
            return
        if isinstance(told, float):
            self.progressed.emit(Progress(told, self._left(told)))
            return
        self._current = None
        match told:
            case Plan():
                self.planned.emit(told)
            case Step():
                self.imported.emit(told)
            case _Cancelled():
                self.cancelled.emit()
            case SessileError():
                self.failed.emit(str(told))
            case Exception():
                raise told

    def _left(self, share: float) -> timedelta | None:
        if self._began is None or share < 0.02:
            return None
        gone = self._controller.now() - self._began
        return gone * ((1 - share) / share)
