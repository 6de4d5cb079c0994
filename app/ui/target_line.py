"""What of a project's weekly target is worked: a quiet line with a thin bar."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.control.overview import Overview
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core import wording
from app.core.model import Project
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.core.weeks import Week

_HIGH, _LONG = 4, 160


class TargetLine(QWidget):
    """Hidden where the project has no target. Reads the week anew when the record has changed, or it is over."""

    def __init__(
        self,
        controller: SessionController,
        overview: Overview,
        theme: Theme,
        *,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._overview, self._theme = controller, overview, theme
        self._week: Week | None = None
        self._words, self._bar = QLabel(), _Bar(theme)
        self._words.setObjectName("weeklyTarget")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("dim", True)
        self._words.setAlignment(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._words)
        column.addWidget(self._bar, 0, side)
        controller.changed.connect(self._on_changed)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_project(self, project: Project | None, now: datetime) -> None:
        """Where that project stands in its week."""
        if project is None or project.weekly_target is None:
            self.hide()
            return
        from app.core.weeks import Week, progress

        if self._week is None or not self._week.start <= now < self._week.end:
            self._week = self._overview.this_week()
        week: Week = self._week
        found = progress(week, project, self._controller.session, now)
        if found is not None:
            self._bar.show_share(found.share, project.color)
            words = wording.of_target(*found)
            if words != self._words.text():
                self._words.setText(words)
            self.show()

    def _on_changed(self, changes: Changes) -> None:
        if changes & (Changes.RECORD | Changes.CATALOGUE | Changes.SETTINGS):
            self._week = None

    def _restyle(self) -> None:
        self._words.setFont(self._theme.font("small"))
        self._bar.update()


class _Bar(QWidget):
    """In the project's colour; what it shows stands in words above it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._share, self._color = theme, 0.0, ""
        self.setFixedSize(theme.px(_LONG), theme.px(_HIGH))

    def show_share(self, share: float, color: str) -> None:
        if (share, color) != (self._share, self._color):
            self._share, self._color = share, color
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        whole = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_bar(painter, whole, self._share, self._color, self._theme)


def paint_bar(painter: QPainter, whole: QRectF, share: float, color: str, theme: Theme) -> None:
    """A share of a track, in a project's colour; any share at all can be seen."""
    radius = whole.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("track"))
    painter.drawRoundedRect(whole, radius, radius)
    if share > 0:
        part = QRectF(QPointF(0, 0), whole.size())
        part.setWidth(max(whole.width() * share, whole.height()))
        part.moveTopLeft(whole.topLeft())
        painter.setBrush(theme.project_color(color))
        painter.drawRoundedRect(part, radius, radius)
