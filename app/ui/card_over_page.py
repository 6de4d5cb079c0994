"""The card `While you were away` over the page of the main window."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.control.overview import UndecidedGap
from app.ui.away_card import AwayCard
from app.ui.theme import Theme
from app.ui.yielding_scroll import YieldingScroll

_WIDTH, _AWAY_FROM_EDGES, _EDGE = 496, 8, 2
"""The edge: the frame's line and what lies between it and the card."""


class CardOverPage(QFrame):
    """Lies in the middle of its parent, as large as it must be; what is beside it can be used as ever."""

    def __init__(self, card: AwayCard, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._card, self._theme = card, theme
        self.setProperty("card", "over-page")
        self._scroll = YieldingScroll(card)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._scroll)
        parent.installEventFilter(self)
        card.installEventFilter(self)
        card.finished.connect(self.hide)
        self.hide()

    def show_gaps(self, gaps: tuple[UndecidedGap, ...]) -> None:
        self._card.show_gaps(gaps)
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        around = self._theme.px(_AWAY_FROM_EDGES)
        width = min(self._theme.px(_WIDTH), parent.width() - 2 * around)
        wanted = self._card.heightForWidth(width - 2 * _EDGE) + 2 * _EDGE
        height = min(wanted, parent.height() - 2 * around)
        self.setGeometry((parent.width() - width) // 2, max((parent.height() - height) // 2, around), width, height)
