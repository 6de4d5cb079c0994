"""What painting a row of the History table needs of the theme, asked for once rather than for each cell."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter

from app.ui.theme import Theme

_FONTS = ("strong", "name", "body", "small")
_COLORS = ("text", "text2", "line", "accent", "soft", "overtime", "danger", "undecided", "undecidedSoft")
PAD = 8
"""Between a cell's edge and its words."""


class HistoryLook:
    """Fonts, colours, icons and lengths as they are now: made anew when the theme changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts = {role: theme.font(role) for role in _FONTS}
        self._metrics = {role: QFontMetrics(font) for role, font in self._fonts.items()}
        self._colors = {role: theme.color(role) for role in _COLORS}
        self._projects: dict[str, QColor] = {}
        self._lengths: dict[int, int] = {}
        self.pad, self.icon_side = theme.px(PAD), theme.px(16)

    def px(self, pixels: int) -> int:
        if pixels not in self._lengths:
            self._lengths[pixels] = self._theme.px(pixels)
        return self._lengths[pixels]

    def color(self, role: str) -> QColor:
        return self._colors[role]

    def project_color(self, name: str) -> QColor:
        if name not in self._projects:
            self._projects[name] = self._theme.project_color(name)
        return self._projects[name]

    def icon(self, name: str, role: str) -> QIcon:
        return self._theme.icon(name, role)

    def width(self, words: str, font: str) -> int:
        return self._metrics[font].horizontalAdvance(words)

    def height(self, font: str) -> int:
        """Of a line."""
        return self._metrics[font].height()

    def write(self, painter: QPainter, rect: QRect, words: str, role: str, font: str, side: Qt.AlignmentFlag) -> None:
        """On one line, cut where the room ends."""
        if not words:
            return
        area = rect.adjusted(self.pad, 0, -self.pad, 0)
        painter.setFont(self._font(font))
        painter.setPen(self._colors[role])
        metrics = self._metrics[font]
        advance = metrics.horizontalAdvance(words)
        if advance > area.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
            advance = metrics.horizontalAdvance(words)
        left = area.right() + 1 - advance if side & Qt.AlignmentFlag.AlignRight else area.left()
        top = area.top() + (area.height() - metrics.height()) // 2
        painter.drawText(QPoint(left, top + metrics.ascent()), words)

    def _font(self, role: str) -> QFont:
        return self._fonts[role]
