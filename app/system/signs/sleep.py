"""The seam for sleep: told before the computer sleeps, and when it woke."""

from PySide6.QtCore import QObject, Signal

from app.core.signs import SignSource


class SleepSigns(QObject):
    """Tells nothing: what there is where no system tells. Lives on the GUI thread; no call blocks."""

    going_to_sleep = Signal()
    """Slots that are connected directly have run before sleep is let come."""
    woke = Signal()
    changed = Signal()
    """What `sources` would answer changed."""

    def open(self) -> None:
        """Begin to listen. To be called once."""

    def hold(self, held: bool) -> None:
        """Whether sleep shall wait until `going_to_sleep` was heard: while a session is active."""

    def sources(self) -> tuple[SignSource, ...]:
        return ()
