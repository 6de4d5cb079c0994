"""The five circles of a review: radio buttons `1` to `5` in a group `Satisfaction`."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGroupBox, QHBoxLayout, QRadioButton, QWidget

from app.ui.theme import Theme

_SIDE = 40


class Satisfaction(QGroupBox):
    """A score of 1 to 5, or none yet."""

    chosen = Signal()
    """The person chose a score."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Satisfaction", parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(lambda _id: self.chosen.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, 0)
        row.setSpacing(theme.px(10))
        for number in range(1, 6):
            button = _Circle(number, theme)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch()

    @property
    def score(self) -> int | None:
        chosen = self._group.checkedId()
        return None if chosen < 1 else chosen

    @score.setter
    def score(self, score: int | None) -> None:
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == score)
        self._group.setExclusive(True)
        if score is not None and any(button.hasFocus() for button in self._group.buttons()):
            self._group.button(score).setFocus(Qt.FocusReason.OtherFocusReason)


class _Circle(QRadioButton):
    def __init__(self, number: int, theme: Theme) -> None:
        super().__init__(str(number))
        self._theme = theme
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_SIDE), self._theme.px(_SIDE))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, centre = self._theme, QPointF(self.width() / 2, self.height() / 2)
        radius = min(self.width(), self.height()) / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill, ink = (
                ("fill", "onFill") if self.isChecked() else ("hover" if self.underMouse() else "surface", "text")
            )
            border, width = ("accent", 2.0) if self.hasFocus() else ("fill" if self.isChecked() else "edge", 1.0)
            painter.setPen(QPen(theme.color(border), width))
            painter.setBrush(theme.color(fill))
            painter.drawEllipse(centre, radius - width / 2, radius - width / 2)
            if self.isChecked():
                painter.setPen(QPen(theme.color("onFill"), 2))
                painter.setBrush(QColor(Qt.GlobalColor.transparent))
                painter.drawEllipse(centre, radius - theme.px(4), radius - theme.px(4))
            painter.setPen(theme.color(ink))
            painter.setFont(theme.font("strong"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
