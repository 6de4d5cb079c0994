"""`Start again`: the last combinations of project, tags and minutes, as many as fit in one row."""

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.core import wording
from app.core.model import Combination
from app.ui.theme import Theme

_LETTERS = 16


class StartAgain(QWidget):
    """Hidden while there is nothing to start again."""

    wanted = Signal(object)
    """The `Combination` to start again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = QLabel("Start again")
        self._label.setProperty("dim", True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._row.addWidget(self._label)
        self._buttons: list[QPushButton] = []

    def show_combinations(self, combinations: tuple[Combination, ...]) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._label.setFont(self._theme.font("small"))
        self._buttons = [self._button(*each) for each in zip(combinations, _words(combinations), strict=True)]
        for button in self._buttons:
            self._row.addWidget(button)
        self.setVisible(bool(combinations))
        self._show_what_fits(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_what_fits(event.size().width())

    def _show_what_fits(self, width: int) -> None:
        left = width - self._label.sizeHint().width()
        for button in self._buttons:
            left -= button.sizeHint().width() + self._row.spacing()
            button.setVisible(left >= 0)

    def _button(self, combination: Combination, words: str) -> QPushButton:
        button = QPushButton(words.replace("&", "&&"))
        button.setProperty("compact", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMinimumWidth(1)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setToolTip(html.escape(wording.combination(combination, 60)))
        if combination.project:
            button.setIcon(self._theme.dot(self._theme.project_color(combination.project.color)))
        button.clicked.connect(lambda: self.wanted.emit(combination))
        return button


def _words(combinations: tuple[Combination, ...]) -> list[str]:
    """The project and the length; the tags too where two would be alike."""
    short = [wording.combination(each._replace(tags=()), _LETTERS) for each in combinations]
    return [
        wording.combination(each, _LETTERS) if short.count(words) > 1 else words
        for each, words in zip(combinations, short, strict=True)
    ]
