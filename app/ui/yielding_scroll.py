"""A scroll area whose content first makes itself as small as it can, and is scrolled only then."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class YieldingScroll(QScrollArea):
    """Scrolls up and down only; its content's smallest width is its own."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """With room for the bar, also while there is none: else its coming could take away what it needs."""
        return QSize(self._smallest(0).width() + self.verticalScrollBar().sizeHint().width(), 0)

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
        if self._smallest(room.width()).height() <= room.height():
            self._content.resize(room)
        else:
            width = self.viewport().width()
            self._content.resize(width, max(self.viewport().height(), self._smallest(width).height()))

    def _smallest(self, width: int) -> QSize:
        layout = self._content.layout()
        if layout is None:
            return QSize()
        smallest = layout.totalMinimumSize()
        if width and layout.hasHeightForWidth():
            smallest.setHeight(max(smallest.height(), layout.totalMinimumHeightForWidth(width)))
        return smallest
