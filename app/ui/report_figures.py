"""The four figures of a report, each with a plain line: in a row, or two and two where it is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.report_words import Figure
from app.ui.theme import Theme

_NARROW_UNDER = 600


class ReportFigures(QWidget):
    """Labels are made with the first figures."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cells: list[_Cell] = []
        self._is_narrow: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(12))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        if not self._cells:
            self._cells = [_Cell(self._theme, figure.key) for figure in figures]
            self._arrange()
        for cell, figure in zip(self._cells, figures, strict=True):
            cell.show_figure(figure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.size().width() < self._theme.px(_NARROW_UNDER)) != self._is_narrow:
            self._arrange()

    def _arrange(self) -> None:
        self._is_narrow = self.width() < self._theme.px(_NARROW_UNDER)
        columns = 2 if self._is_narrow else 4
        for number, cell in enumerate(self._cells):
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, *divmod(number, columns), Qt.AlignmentFlag.AlignTop)
        for column in range(4):
            self._grid.setColumnStretch(column, int(column < columns))


class _Cell(QWidget):
    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self._theme = theme
        self._name, self._value, self._line = QLabel(), QLabel(), QLabel()
        self._value.setObjectName(key)
        self._line.setObjectName(f"{key}Line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(1))
        for label in (self._name, self._value, self._line):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self._name.setProperty("dim", True)
        self._line.setProperty("dim", True)
        theme.changed.connect(self._restyle)

    def show_figure(self, figure: Figure) -> None:
        self._name.setText(figure.name)
        self._value.setText(figure.value)
        self._line.setText(figure.line)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        for label, role in ((self._name, "small"), (self._value, "figure"), (self._line, "small")):
            label.setFont(self._theme.font(role))
