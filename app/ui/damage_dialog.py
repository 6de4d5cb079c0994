"""The window that asks what is to take the place of a damaged data file, or of one that is gone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.core import wording
from app.core.keeping import Content, Point
from app.ui.fitting_dialog import FittingDialog
from app.ui.times import OffsetAt, moment

_WIDTH = 560


class DamageDialog(FittingDialog):
    """`chosen` is what the person decided on, None where they quit: there is no button that a stray Return presses."""

    def __init__(
        self,
        sentence: str,
        salvaged: Point,
        backup: Point | None,
        offset_at: OffsetAt,
        parent: QWidget | None = None,
    ) -> None:
        """`sentence` says what happened."""
        super().__init__(parent)
        self.setWindowTitle("Sessile")
        self.chosen: Point | None = None
        self._column = QVBoxLayout(self)
        for words in (sentence, "Nothing is deleted, whatever you choose, and each can be restored later in Settings."):
            label = QLabel(words)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self._column.addWidget(label)
        self._offer(_use_salvaged(salvaged.content, backup, offset_at), salvaged)
        if backup is not None:
            made = moment(backup.named.instant, offset_at)
            self._offer(f"Use the backup of {made} ({_counted(backup.content, offset_at)})", backup)
        leave = self._button("Quit")
        leave.clicked.connect(self.reject)
        self.setMinimumWidth(_WIDTH)
        leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, words: str, point: Point) -> None:
        self._button(words).clicked.connect(lambda: self._choose(point))

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        self._column.addWidget(button)
        return button

    def _choose(self, point: Point) -> None:
        self.chosen = point
        self.accept()


def _use_salvaged(content: Content, backup: Point | None, offset_at: OffsetAt) -> str:
    if content.sessions:
        return f"Use what could be read ({_counted(content, offset_at)})"
    return "Begin with an empty record" if backup is None else "Begin with an empty record (nothing could be read)"


def _counted(content: Content, offset_at: OffsetAt) -> str:
    """`1,204 sessions, the last of 24 Nov 2026 15:02`."""
    last = f", the last of {moment(content.last, offset_at)}" if content.last is not None else ""
    return f"{wording.sessions(content.sessions)}{last}"
