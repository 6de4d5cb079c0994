"""The seam for the lock: told when the screen is locked, and when it no longer is."""

from PySide6.QtCore import QObject, Signal

from app.core.signs import SignSource


class LockSigns(QObject):
    """Tells nothing: what there is where no system tells. Lives on the GUI thread; no call blocks."""

    locked = Signal()
    unlocked = Signal()
    changed = Signal()
    """What `sources` would answer changed."""

    def open(self) -> None:
        """Begin to listen, and find out how it stands now. To be called once."""

    def sources(self) -> tuple[SignSource, ...]:
        return ()
