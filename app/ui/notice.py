"""A notice on the page: an icon, a strong line, a plain line, and the buttons that help."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.elided_label import ElidedLabel
from app.ui.flow_layout import FlowLayout
from app.ui.theme import Theme

_STYLES = {
    "over": ("overtime", "overtime", "strong"),
    "undecided": ("warning", "undecided", "strong"),
    "plain": ("info", "text2", "strong"),
    "danger": ("warning", "danger", "strong"),
    "undone": ("plan", "text2", "body"),
}
"""Icon, its colour, and the font of the first line."""

_NARROW_UNDER = 420


class Notice(QFrame):
    """Hidden until it is given words."""

    def __init__(self, theme: Theme, style: str, parent: QWidget | None = None) -> None:
        """`style` is `over`, `undecided`, `plain`, `danger` or `undone`."""
        super().__init__(parent)
        self._theme, self._style = theme, _STYLES[style]
        self.setProperty("card", style)
        self._icon, self._strong, self._line = QLabel(), ElidedLabel(3), ElidedLabel(6)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self._strong)
        words.addWidget(self._line)
        self._buttons, self._buttons_below = FlowLayout(spacing=theme.px(8)), False
        self._by_words: dict[str, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8))
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._icon, 0, 0)
        self._grid.addLayout(words, 0, 1)
        self._grid.addLayout(self._buttons, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def button(self, words: str) -> QPushButton:
        """The button that was added with these words."""
        return self._by_words[words]

    def add_button(self, words: str) -> QPushButton:
        button = self._by_words[words] = QPushButton(words)
        button.setProperty("compact", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._buttons.addWidget(button)
        return button

    def tell(self, strong: str, line: str = "") -> None:
        """Show these words; an empty strong line hides the notice."""
        self._strong.setText(strong)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        self.setVisible(bool(strong))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Too narrow for words and buttons side by side: the buttons go below."""
        super().resizeEvent(event)
        below = event.size().width() < self._theme.px(_NARROW_UNDER)
        if below != self._buttons_below:
            self._buttons_below = below
            self._grid.removeItem(self._buttons)
            side = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignVCenter
            self._grid.addLayout(self._buttons, int(below), 1 if below else 2, side)

    def _restyle(self) -> None:
        icon, role, font = self._style
        self._icon.setPixmap(self._theme.icon(icon, role, 20).pixmap(self._theme.px(20), self._theme.px(20)))
        self._strong.setFont(self._theme.font(font))
