"""The eight project colours as dots; the chosen one has a tick, and its name stands beside them."""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from app.core.model import COLORS
from app.ui.flow_layout import FlowLayout
from app.ui.theme import Theme

_SIDE, _DOT, _TICK = 28, 20, 12


class ColorChoice(QWidget):
    """Radio buttons that readers call by the colours' names."""

    chosen = Signal(str)
    """A colour's name, by the person."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group, self._name = QButtonGroup(self), QLabel()
        self._name.setProperty("dim", True)
        self._name.setFont(theme.font("small"))
        flow = FlowLayout(spacing=theme.px(4))
        for number, color in enumerate(COLORS):
            dot = _Dot(color, theme)
            dot.clicked.connect(lambda _checked=False, color=color: self._on_clicked(color))
            self._group.addButton(dot, number)
            flow.addWidget(dot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(flow)
        column.addWidget(self._name)

    def show_color(self, color: str) -> None:
        known = color if color in COLORS else COLORS[-1]
        self._group.button(COLORS.index(known)).setChecked(True)
        self._name.setText(known.capitalize())

    def _on_clicked(self, color: str) -> None:
        self._name.setText(color.capitalize())
        self.chosen.emit(color)


class _Dot(QRadioButton):
    def __init__(self, color: str, theme: Theme) -> None:
        super().__init__()
        self._color, self._theme = color, theme
        self.setAccessibleName(color.capitalize())
        self.setToolTip(color.capitalize())
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_SIDE), self._theme.px(_SIDE))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, centre = self._theme, QPointF(self.width() / 2, self.height() / 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus() or self.isChecked() or self.underMouse():
                role = "accent" if self.hasFocus() else "text" if self.isChecked() else "edge"
                painter.setPen(QPen(theme.color(role), 2 if self.hasFocus() else 1))
                painter.drawEllipse(centre, theme.px(_SIDE) / 2 - 1, theme.px(_SIDE) / 2 - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.project_color(self._color))
            painter.drawEllipse(centre, theme.px(_DOT) / 2, theme.px(_DOT) / 2)
            if self.isChecked():
                side = theme.px(_TICK)
                place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
                theme.icon("check", "surface", _TICK).paint(painter, place)
