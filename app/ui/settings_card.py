"""A card of settings rows: name and hint at the start, the control at the end, a rule between."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme import Theme


class SettingsCard(QFrame):
    """Rows one under the other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("card", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    def add_row(self, name: str, hint: str, *controls: QWidget) -> None:
        """The first control gets `name` as its label's buddy, and its accessible name."""
        label = QLabel(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(controls[0])
        controls[0].setAccessibleName(name)
        self.add_widget(_words(self._theme, label, hint), *controls)

    def add_widget(self, words: QWidget, *controls: QWidget) -> None:
        """A row whose start is a widget of its own."""
        if self._column.count():
            rule = QFrame()
            rule.setProperty("rule", True)
            rule.setFixedHeight(1)
            self._column.addWidget(rule)
        px = self._theme.px
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(px(16), px(10), px(16), px(10))
        inside.setSpacing(px(8))
        inside.addWidget(words, 1)
        for control in controls:
            inside.addWidget(control)
        self._column.addWidget(row)


def _words(theme: Theme, label: QLabel, hint: str) -> QWidget:
    words = QWidget()
    column = QVBoxLayout(words)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    column.addWidget(label)
    if hint:
        small = QLabel(hint)
        small.setProperty("dim", True)
        small.setFont(theme.font("small"))
        small.setWordWrap(True)
        column.addWidget(small)
    return words
