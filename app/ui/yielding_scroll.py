"""A scroll area whose content first makes itself as small as it can, and is scrolled only then."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class YieldingScroll(QScrollArea):
    """Scrolls up and down only; its content's smallest width is its own."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content, self._scrolls = content, False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width() if self._scrolls else 0
        return QSize(self._smallest(0).width() + bar, 0)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Where all of it fits without a scroll bar it is laid out so: else a bar that is there would stay."""
        room = self.maximumViewportSize()
        fits = self._smallest(room.width()).height() <= room.height()
        if fits:
            self._content.resize(room)
        else:
            width = self.viewport().width()
            self._content.resize(width, max(self.viewport().height(), self._smallest(width).height()))
        if self._scrolls is fits:
            self._scrolls = not fits
            self.updateGeometry()

    def _smallest(self, width: int) -> QSize:
        layout = self._content.layout()
        if layout is None:
            return QSize()
        smallest = layout.totalMinimumSize()
        if width and layout.hasHeightForWidth():
            smallest.setHeight(max(smallest.height(), layout.totalMinimumHeightForWidth(width)))
        return smallest
