"""A label for people's texts: breaks anywhere, and is cut after so many lines where it is painted only."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """`text()` stays whole, for readers and tests; no text makes the window wider."""

    def __init__(self, lines: int = 1, *, centred: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._centred = lines, centred
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.fontMetrics().height() * max(len(self._broken(width, self._lines)), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        metrics, width = self.fontMetrics(), self.width()
        side = Qt.AlignmentFlag.AlignHCenter if self._centred else Qt.AlignmentFlag.AlignLeft
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            lines = self._broken(width, min(self._lines, max(self.height() // metrics.height(), 1)))
            top = (self.height() - metrics.height() * len(lines)) // 2
            for number, line in enumerate(lines):
                area = self.rect().adjusted(0, top + number * metrics.height(), 0, 0)
                words = metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
                painter.drawText(area, side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, words)

    def _broken(self, width: int, most: int) -> list[str]:
        """At most so many lines for that width; the last one holds all the rest."""
        text = self.text()
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[int] = []
        while (line := layout.createLine()).isValid() and len(starts) < most:
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, 0))
            starts.append(line.textStart())
        layout.endLayout()
        ends = [*starts[1:], len(text)]
        return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
