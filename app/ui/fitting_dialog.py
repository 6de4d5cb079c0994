"""A dialog that is never lower than its words need at its width: Qt counts a wrapped sentence as one of few lines."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog


class FittingDialog(QDialog):
    """Grows as far as the screen has room, and stays so until what needed it is gone and the person resizes it."""

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.totalMinimumHeightForWidth(self.width())
            self.setMinimumHeight(min(height, self.screen().availableSize().height()))
