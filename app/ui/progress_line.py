"""How far something is that takes long: a bar, the time that is left, and a way to break it off."""

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.core import wording
from app.ui.theme import Theme

_STEPS, _PATIENCE_MS = 1000, 200
_SECOND = timedelta(seconds=1)


class ProgressLine(QWidget):
    """Comes when what was begun takes longer than a moment, so that nothing flickers where it does not."""

    cancelled = Signal()
    """The person wants no more of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self._what, self._left = QLabel(), QLabel()
        self._bar, self._cancel = QProgressBar(), QPushButton("Cancel")
        self._comes = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._comes.timeout.connect(self.show)
        self._what.setObjectName("progress_what")
        self._left.setObjectName("progress_left")
        for label in (self._what, self._left):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._left.setProperty("dim", True)
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._cancel.setProperty("compact", True)
        self._cancel.setAutoDefault(False)
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(self._on_cancel)
        words = QHBoxLayout()
        words.setSpacing(px(12))
        words.addWidget(self._what, 1)
        words.addWidget(self._left)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(words)
        column.addLayout(row)
        self.hide()

    def begin(self, what: str) -> None:
        """`what` goes on: `Exporting`."""
        self._what.setText(what)
        self._bar.setAccessibleName(what)
        self._cancel.setEnabled(True)
        self.show_share(0, None)
        self._comes.start()

    def show_share(self, share: float, left: timedelta | None) -> None:
        """`share` from 0 to 1; `left` is told from a second on."""
        self._bar.setValue(round(share * _STEPS))
        self._left.setText(f"{wording.rest(left)} left" if left is not None and left >= _SECOND else "")

    def end(self) -> None:
        self._comes.stop()
        self.hide()

    def _on_cancel(self) -> None:
        """It may take a moment until it is given up."""
        self._cancel.setEnabled(False)
        self.cancelled.emit()
