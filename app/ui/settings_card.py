"""A card of settings rows: name and hint at the start, the control at the end, a rule between."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme import Theme

_BESIDE_BOX = 26
"""Where a check box's words begin."""


class SettingsCard(QFrame):
    """Rows one under the other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("card", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    def add_row(self, name: str, hint: str, *controls: QWidget) -> QWidget:
        """The first control gets `name` as its label's buddy, and its accessible name."""
        label = QLabel(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(controls[0])
        controls[0].setAccessibleName(name)
        return self.add_widget(_words(self._theme, label, hint), *controls)

    def add_box(self, box: QCheckBox, hint: str, *controls: QWidget) -> None:
        """A row that is turned on and off; its controls are disabled while it is off."""
        for control in controls:
            control.setEnabled(box.isChecked())
            box.toggled.connect(control.setEnabled)
        self.add_widget(_words(self._theme, box, hint, self._theme.px(_BESIDE_BOX)), *controls)

    def add_widget(self, words: QWidget, *controls: QWidget) -> QWidget:
        """A row whose start is a widget of its own. What is given back can be hidden as a whole."""
        px, whole = self._theme.px, QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._column.count():
            rule = QFrame()
            rule.setProperty("rule", True)
            rule.setFixedHeight(1)
            column.addWidget(rule)
        inside = QHBoxLayout()
        inside.setContentsMargins(px(16), px(10), px(16), px(10))
        inside.setSpacing(px(8))
        inside.addWidget(words, 1)
        for control in controls:
            inside.addWidget(control)
        column.addLayout(inside)
        self._column.addWidget(whole)
        return whole


def _words(theme: Theme, label: QWidget, hint: str, indent: int = 0) -> QWidget:
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
        small.setContentsMargins(indent, 0, 0, 0)
        column.addWidget(small)
    return words
