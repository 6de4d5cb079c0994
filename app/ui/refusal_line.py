"""A refusal under a field: the icon `warning` and a sentence in the colour of danger."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.theme import Theme


class RefusalLine(QWidget):
    """Hidden while it has nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon, self._words = QLabel(), QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("tone", "danger")
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def tell(self, sentence: str) -> None:
        """An empty sentence hides it."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))

    def _restyle(self) -> None:
        side = self._theme.px(16)
        self._icon.setPixmap(self._theme.icon("warning", "danger").pixmap(side, side))
