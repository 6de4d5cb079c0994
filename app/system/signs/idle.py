"""The seam for idle: how long there was no key and no click."""

from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from app.core.signs import SignSource


class IdleSigns(QObject):
    """Knows nothing: what there is where no system tells. Lives on the GUI thread; no call blocks.

    A source tells by itself (`went_idle`, `came_back`), or answers when it is asked, or both.
    """

    went_idle = Signal(object)
    """For how long there was no key and no click (timedelta): the threshold of `watch` is reached."""
    came_back = Signal()
    """A key or a click, after `went_idle`."""
    answered = Signal(object)
    """The answer to `ask`: for how long there was no key and no click (timedelta), None where nobody knows."""
    also_answered = Signal(object)
    """With the answer to `ask`: what a source tells that is not the one used (timedelta). It has seen a key, too."""
    changed = Signal()
    """What `sources` and `must_be_asked` would answer changed."""

    def open(self) -> None:
        """Find out what works here. To be called once."""

    @property
    def must_be_asked(self) -> bool:
        """Whether it answers, but tells nothing by itself."""
        return False

    @property
    def can_be_asked(self) -> bool:
        return False

    def watch(self, threshold: timedelta | None) -> None:
        """Tell when there was no key and no click for that long; None: tell nothing and wake for nothing."""

    def ask(self) -> None:
        """`answered` follows, at once or within 2 s."""
        self.answered.emit(None)

    def sources(self) -> tuple[SignSource, ...]:
        return ()
