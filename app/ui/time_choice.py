"""Which of two instants is meant, where daylight saving makes a typed time of day double or missing."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.core.session_times import chosen
from app.core.zones import Meant, Told
from app.ui import times
from app.ui.fields import labelled
from app.ui.theme import Theme


class TimeChoice(QWidget):
    """`02:30 happens twice`, with the two of them; seen only where there is something to choose."""

    changed = Signal()

    def __init__(self, theme: Theme, field: str, parent: QWidget | None = None) -> None:
        """`field` is the name of the one the time is typed in."""
        super().__init__(parent)
        self._field, self._said = field, Meant(())
        self._box = QComboBox()
        self._words = labelled("", self._box)
        self._words.setWordWrap(True)
        self._box.currentIndexChanged.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._words)
        column.addWidget(self._box)
        self.hide()

    def tell(self, said: Meant | None, at: time | None = None, preferred: set[datetime] | None = None) -> None:
        """Hidden where `said` is None or plain."""
        self.setVisible(said is not None and not said.is_plain)
        if said is None or said == self._said:
            return
        self._said = said
        words = f"{at:%H:%M} " + ("is skipped that day" if said.is_missing else "happens twice that day")
        self._words.setText(f"{self._field}: {words}")
        with QSignalBlocker(self._box):
            self._box.clear()
            for told in said.choices:
                self._box.addItem(f"{times.clock(told.instant, told.offset)} ({_utc(told.offset)})")
            self._box.setCurrentIndex(said.choices.index(chosen(said, preferred or ())))

    def forget(self) -> None:
        """What was chosen; the preferred instant is what the next `tell` begins with."""
        self._said = Meant(())

    def chosen(self, said: Meant, preferred: set[datetime]) -> Told:
        if said.is_plain or said != self._said:
            return chosen(said, preferred)
        return said.choices[self._box.currentIndex()]


def _utc(offset: timedelta) -> str:
    """`UTC+2`, `UTC+10:30`."""
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}:{minutes:02d}" if minutes else f"UTC{sign}{hours}"
