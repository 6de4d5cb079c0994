"""Paints the rows of the list of projects and tags: dot, name, what is worked of the target; no widget a row."""

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.core.model import Named, Project
from app.core.weeks import Progress
from app.ui.catalogue_model import NAMED_ROLE, PROGRESS_ROLE
from app.ui.target_line import paint_bar
from app.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_ROW, _PAD, _BAR, _DOT, _TRACK_LONG, _TRACK_HIGH = 34, 8, 3, 10, 48, 4


class CatalogueDelegate(QStyledItemDelegate):
    """A project has its dot, a tag its `#`."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, max(self._theme.px(_ROW), QFontMetrics(self._theme.font("body")).height() + self._theme.px(8)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, px = self._theme, self._theme.px
        named: Named = index.data(NAMED_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), px(_BAR), rect.height()), theme.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        area = rect.adjusted(px(12), 0, -px(12), 0)
        self._paint_sign(painter, area, named)
        area.setLeft(area.left() + px(_DOT + _PAD))
        for words in self._remarks(named):
            area = self._paint_at_end(painter, area, words)
        if progress := index.data(PROGRESS_ROLE):
            area = self._paint_progress(painter, area, progress, named)
        is_archived = isinstance(named, Project) and named.archived
        self._paint_words(painter, area, str(index.data()), "name", "text2" if is_archived else "text")
        painter.restore()

    def _paint_sign(self, painter: QPainter, area: QRect, named: Named) -> None:
        if isinstance(named, Project):
            radius = self._theme.px(_DOT) / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.project_color(named.color))
            painter.drawEllipse(QPointF(area.left() + radius, area.center().y() + 0.5), radius, radius)
        else:
            self._paint_words(painter, area, "#", "body", "text2")

    def _remarks(self, named: Named) -> list[str]:
        archived = ["archived"] if isinstance(named, Project) and named.archived else []
        return [*(["no alerts"] if named.quiet else []), *archived]

    def _paint_at_end(self, painter: QPainter, area: QRect, words: str, widest: str = "") -> QRect:
        """What is left of the room; a name comes before a remark where there is little of it.

        `widest` is what others in the same column may be as wide as.
        """
        metrics = QFontMetrics(self._theme.font("small"))
        width = max(metrics.horizontalAdvance(words), metrics.horizontalAdvance(widest)) + 2
        if width > area.width() // 2:
            return area
        place = area.adjusted(area.width() - width, 0, 0, 0)
        self._paint_words(painter, place, words, "small", "text2", Qt.AlignmentFlag.AlignRight)
        return area.adjusted(0, 0, -width - self._theme.px(_PAD), 0)

    def _paint_progress(self, painter: QPainter, area: QRect, progress: Progress, named: Named) -> QRect:
        percent = 100 * progress.worked // progress.target
        area = self._paint_at_end(painter, area, f"{QLocale().toString(percent)} %", "100 %")
        long, high = self._theme.px(_TRACK_LONG), self._theme.px(_TRACK_HIGH)
        if isinstance(named, Project) and long < area.width() // 3:
            bar = QRectF(area.right() - long + 1, area.center().y() - high / 2, long, high)
            paint_bar(painter, bar, progress.share, named.color, self._theme)
            area = area.adjusted(0, 0, -long - self._theme.px(_PAD), 0)
        return area

    def _paint_words(
        self,
        painter: QPainter,
        area: QRect,
        words: str,
        font: str,
        role: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(self._theme.font(font))
        painter.setPen(self._theme.color(role))
        line = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
