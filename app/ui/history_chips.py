"""What narrows History and has no field of its own: said in words, each taken away by a press."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton

from app.core.history import Filter
from app.core.model import Cause
from app.ui import times

_GAPS = {
    Cause.PAUSE: "With pauses",
    Cause.IDLE: "With idle gaps",
    Cause.CLOCK: "With clock changes",
    Cause.LOCKED: "With locked gaps",
    Cause.ASLEEP: "With asleep gaps",
    Cause.CLOSED: "With gaps while not running",
}


class HistoryChips(QObject):
    """The hour a session began in, what it was worked, and the cause of a gap in it."""

    changed = Signal()
    """The person took one away."""

    def __init__(self) -> None:
        super().__init__()
        self._filter = Filter()
        self.hour = self._chip(lambda wanted: wanted._replace(hour=None))
        self.worked = self._chip(lambda wanted: wanted._replace(least=None, most=None))
        self.cause = self._chip(lambda wanted: wanted._replace(cause=None))
        self.all = (self.hour, self.worked, self.cause)

    def add_to(self, filter_: Filter) -> Filter:
        """With what the chips say."""
        said = self._filter
        return filter_._replace(hour=said.hour, least=said.least, most=said.most, cause=said.cause)

    def show_filter(self, filter_: Filter) -> None:
        """Those of its parts that a chip says; `Filter()` takes all away."""
        self._filter = filter_
        for chip, words in zip(self.all, (_hour(filter_), _worked(filter_), _cause(filter_)), strict=True):
            chip.setText(f"{words} ×")
            chip.setAccessibleName(f"Remove {words}" if words else "")
            chip.setVisible(bool(words))

    def _chip(self, without: Callable[[Filter], Filter]) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("compact", True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.hide()

        def take_away() -> None:
            self.show_filter(without(self._filter))
            self.changed.emit()

        chip.clicked.connect(take_away)
        return chip


def _hour(filter_: Filter) -> str:
    """`Began 09:00 to 10:00`."""
    if filter_.hour is None:
        return ""
    return f"Began {times.hour(filter_.hour)} to {times.hour(filter_.hour + 1)}"


def _worked(filter_: Filter) -> str:
    """`Worked 30 to 60 min`."""
    least, most = (None if bound is None else QLocale().toString(bound) for bound in (filter_.least, filter_.most))
    if most is None:
        return "" if least is None else f"Worked {least} min or more"
    return f"Worked {least} to {most} min" if filter_.least else f"Worked under {most} min"


def _cause(filter_: Filter) -> str:
    """`With idle gaps`."""
    return "" if filter_.cause is None else _GAPS[filter_.cause]
