"""A refusal under its field: icon, sentence, and a button that takes what would fit instead."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from app.ui.theme import Theme


class ProblemLine(QWidget):
    """Hidden while there is nothing to say."""

    taken = Signal()
    """The offer was taken."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon, self._words, self._offer = QLabel(), QLabel(), QPushButton()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setProperty("tone", "danger")
        self._offer.setProperty("compact", True)
        self._offer.setAutoDefault(False)
        self._offer.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._offer.clicked.connect(self.taken)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(4), 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._words, 0, 1)
        grid.addWidget(self._offer, 1, 1, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.tell("")

    @property
    def sentence(self) -> str:
        return self._words.text()

    def tell(self, sentence: str, offer: str = "") -> None:
        """`offer` is the button's words; an empty sentence hides all."""
        self._words.setText(sentence)
        self._offer.setText(offer)
        self._offer.setVisible(bool(offer))
        self.setVisible(bool(sentence))

    def _restyle(self) -> None:
        side = self._theme.px(16)
        self._icon.setPixmap(self._theme.icon("warning", "danger").pixmap(side, side))
        self._words.setFont(self._theme.font("small"))
