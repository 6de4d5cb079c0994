"""A choice of few words side by side: radio buttons in one frame."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from app.ui.theme import Theme

_HIGH, _COMPACT, _PAD, _RADIUS = 32, 28, 14, 6


class Segments(QWidget):
    """One of them is always chosen; arrow keys choose the next."""

    chosen = Signal(int)
    """The person chose the one of that number."""

    def __init__(self, theme: Theme, name: str, words: tuple[str, ...], *, compact: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, word in enumerate(words):
            button = _Segment(theme, word, is_first=number == 0, is_last=number == len(words) - 1, compact=compact)
            self._group.addButton(button, number)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose(0)

    def choose(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus(reason)


class _Segment(QRadioButton):
    """Neighbours share the line between them; the chosen one has it in its own colour."""

    def __init__(self, theme: Theme, word: str, *, is_first: bool, is_last: bool, compact: bool) -> None:
        super().__init__()
        self._theme, self._is_first, self._is_last = theme, is_first, is_last
        self._high = _COMPACT if compact else _HIGH
        self.setText(word)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as it is when chosen."""
        metrics, px = QFontMetricsF(self._theme.font("strong")), self._theme.px
        high = max(px(self._high), round(metrics.height()) + 2 * px(4))
        return QSize(round(metrics.horizontalAdvance(self.text())) + 2 * px(_PAD), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, checked = self._theme, self.isChecked()
        edge, width = ("accent", 2.0) if self.hasFocus() else ("accent" if checked else "edge", 1.0)
        back = "soft" if checked else "hover" if self.underMouse() else "surface"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            outline = self._outline(width / 2)
            painter.fillPath(outline, theme.color(back))
            painter.strokePath(outline, QPen(theme.color(edge), width))
            painter.setPen(theme.color("text"))
            painter.setFont(theme.font("strong" if checked else "body"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _outline(self, inset: float) -> QPainterPath:
        """Round at the ends of the row only; the line to the next one is the next one's, unless this is chosen."""
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        round_left, round_right = (self._is_last, self._is_first) if mirrored else (self._is_first, self._is_last)
        radius = self._theme.px(_RADIUS)
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if not round_right and not self.isChecked() and not self.hasFocus():
            area.setRight(area.right() + 1)
        path = QPainterPath()
        path.addRoundedRect(area, radius, radius)
        path.setFillRule(Qt.FillRule.WindingFill)
        for is_round, left in ((round_left, area.left()), (round_right, area.right() - radius)):
            if not is_round:
                path.addRect(QRectF(left, area.top(), radius, area.height()))
        return path.simplified()
