"""What the pages of Settings share: they scroll, change one choice at a time, and tell what can't be written."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.control.session_controller import SessionController
from app.core.errors import Unavailable
from app.ui.theme import Theme


class SettingsPage(QScrollArea):
    """A column of widgets; a choice holds at once."""

    refused = Signal(str)
    """A sentence, or an empty text: the last choice could be written."""

    def __init__(self, controller: SessionController, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller, self._theme = controller, theme
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, theme.px(8), 0)
        self.column.setSpacing(theme.px(8))
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        """With room for the bar, also while there is none: nothing scrolls sideways, and nothing is cut."""
        width = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def change(self, **choices: Any) -> None:  # noqa: ANN401 - the fields of Settings
        try:
            self._controller.change_settings(self._controller.settings._replace(**choices))
        except Unavailable as error:
            self.refused.emit(str(error))
        else:
            self.refused.emit("")


def small(theme: Theme, words: str) -> QLabel:
    """A hint, which wraps."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("dim", True)
    label.setFont(theme.font("small"))
    label.setWordWrap(True)
    return label
