"""The lock, as any of several sources tells it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.core.signs import SignSource
from app.system.signs.lock import LockSigns
from app.system.signs.screensaver import SaverLock


class AnyLock(LockSigns):
    """Locked when the first source says so, unlocked when none does any more."""

    def __init__(self, locks: Sequence[LockSigns], parent: QObject | None = None) -> None:
        """The locks belong to this one."""
        super().__init__(parent)
        self._locks = tuple(locks)
        self._locked: set[LockSigns] = set()
        for lock in self._locks:
            lock.setParent(self)
            lock.locked.connect(lambda lock=lock: self._on_locked(lock))
            lock.unlocked.connect(lambda lock=lock: self._on_unlocked(lock))
            lock.changed.connect(self.changed)

    def open(self) -> None:
        for lock in self._locks:
            lock.open()

    def sources(self) -> tuple[SignSource, ...]:
        """Screen savers that are not there are told of only where none is: no desktop has more than one or two."""
        told = [source for lock in self._locks if not _is_absent(lock) for source in lock.sources()]
        savers = [lock for lock in self._locks if isinstance(lock, SaverLock)]
        if savers and all(_is_absent(saver) for saver in savers):
            (first,) = savers[0].sources()
            told.append(first._replace(name="Screen saver"))
        return tuple(told)

    def _on_locked(self, lock: LockSigns) -> None:
        was_locked = bool(self._locked)
        self._locked.add(lock)
        if not was_locked:
            self.locked.emit()

    def _on_unlocked(self, lock: LockSigns) -> None:
        if lock in self._locked:
            self._locked.discard(lock)
            if not self._locked:
                self.unlocked.emit()


def _is_absent(lock: LockSigns) -> bool:
    return isinstance(lock, SaverLock) and not lock.is_there
