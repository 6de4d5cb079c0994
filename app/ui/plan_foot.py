"""The foot of the Plan page: planned, worked, what is still planned against the hours left, a bar."""

from datetime import timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.core import wording
from app.core.plan import Totals
from app.ui.flow_layout import FlowLayout
from app.ui.theme import Theme


class PlanFoot(QWidget):
    """The words wrap where they have no room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._figures: list[QLabel] = []
        self._names: list[QLabel] = []
        self._planned, self._worked = self._figure("Planned", "plannedSum"), self._figure("Worked", "workedSum")
        self._running, self._balance, self._bar = QLabel("with this session"), QLabel(), _Bar(theme)
        self._balance.setObjectName("planBalance")
        for label in (self._running, self._balance):
            label.setProperty("dim", True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # it fits itself to any width
        self._words = FlowLayout(spacing=theme.px(8))
        for name, figure, after in zip(self._names, self._figures, (12, 0), strict=True):
            self._words.addWidget(_pair(name, figure, theme.px(after), theme))
        self._words.addWidget(self._running)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(0, 1)
        self._grid.addLayout(self._words, 0, 0)
        self._is_below: bool | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._grid)
        column.addWidget(self._bar)
        theme.changed.connect(self.restyle)
        self.restyle()

    def show_day(self, totals: Totals, worked: timedelta, *, with_running: bool) -> None:
        """`with_running`: the running session's time is in what was worked."""
        self._planned.setText(wording.length(totals.planned))
        self._worked.setText(wording.length(worked))
        self._running.setVisible(with_running)
        self._bar.show_share(totals.share)
        self._bar.setVisible(bool(totals.planned))

    def show_balance(self, words: str, *, is_too_much: bool) -> None:
        self._balance.setText(words)
        self._balance.setProperty("tone", "overtime" if is_too_much else "")
        self._balance.setProperty("dim", not is_too_much)
        self._balance.style().unpolish(self._balance)
        self._balance.style().polish(self._balance)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The balance at the end of the line, or below where it has no room there; whatever yields, this does not."""
        balance = self._balance.fontMetrics().horizontalAdvance(self._balance.text()) + self._theme.px(12 + 2)
        below = self._words.sizeHint().width() + balance > self.width()
        if below != self._is_below:
            self._is_below = below
            self._balance.setWordWrap(below)
            self._grid.addWidget(self._balance, int(below), 0 if below else 1)
        layout = self.layout()
        assert layout is not None
        self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def restyle(self) -> None:
        for figure in self._figures:
            figure.setFont(self._theme.font("strong"))
        self._running.setFont(self._theme.font("small"))

    def _figure(self, name: str, object_name: str) -> QLabel:
        label, figure = QLabel(name), QLabel()
        label.setProperty("dim", True)
        figure.setObjectName(object_name)
        self._names.append(label)
        self._figures.append(figure)
        return figure


def _pair(name: QLabel, figure: QLabel, after: int, theme: Theme) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, after, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(name)
    row.addWidget(figure)
    return pair


class _Bar(QWidget):
    """How much of the plan is behind."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._share = theme, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(8))
        self.setAccessibleName("Share of the plan that is done")
        theme.changed.connect(self.update)

    def show_share(self, share: float) -> None:
        self._share = share
        self.setAccessibleDescription(f"{round(100 * share)} %")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        whole, radius = QRectF(self.rect()), self.height() / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("track"))
            painter.drawRoundedRect(whole, radius, radius)
            if self._share:
                done = QRectF(whole)
                done.setWidth(max(whole.width() * self._share, whole.height()))
                if self.isRightToLeft():
                    done.moveRight(whole.right())
                painter.setBrush(self._theme.color("accent"))
                painter.drawRoundedRect(done, radius, radius)
