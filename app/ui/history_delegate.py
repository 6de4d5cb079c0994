"""Paints the rows of the History table: day headings, dots and names, scores as dots, what is undecided."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.core.model import Gap, Session
from app.ui.away_words import CAUSE_ICONS, names
from app.ui.history_model import COLUMNS, OVERLAPS, ROW_ROLE, Column, DayRow, GapRow, SessionRow
from app.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 34
_PAD, _BAR, _SCORES, _INSET, _RADIUS, _ROOM_FOR_NAME = 8, 3, 5, 6, 6, 90
_STRONG = frozenset({Column.WORKED})
_DIM = frozenset({Column.TAGS, Column.PLANNED, Column.NOTES})


class HistoryDelegate(QStyledItemDelegate):
    """One painter for all rows; no widget a row."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme, self._table = theme, table
        self.taken = 0
        """How wide the buttons at the end of the current gap's row are; 0 where they stand below its words."""

    def gap_words_width(self, words: str) -> int:
        """What a gap's row needs beside its buttons."""
        return self._theme.px(16 + 16 + 2 * _PAD) + QFontMetrics(self._theme.font("strong")).horizontalAdvance(words)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        column = COLUMNS[index.column()]
        match index.data(ROW_ROLE):
            case DayRow():
                self._paint_day(painter, rect, column, index)
            case GapRow(_session, gap):
                if column is Column.PROJECT:
                    self._paint_gap(painter, option, rect, gap, index)
            case SessionRow(session) as row:
                self._paint_session(painter, option, rect, column, session, index)
                if row.overlaps and column is self._column_of_warnings:
                    self._paint_warning(painter, rect, column)
        painter.restore()

    def _paint_day(self, painter: QPainter, rect: QRect, column: Column, index: _Index) -> None:
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._theme.color("line"))
        words = str(index.data())
        if words:
            area = rect.adjusted(0, self._theme.px(8), 0, 0)
            if column is Column.PROJECT:
                area.setLeft(area.left() + self._theme.px(_PAD))
            self._text(painter, area, words, "text", "strong", self._side(index))

    def _paint_gap(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, gap: Gap, index: _Index) -> None:
        theme, side = self._theme, self._theme.px(16)
        card = QRectF(rect.adjusted(theme.px(_INSET), 1, -theme.px(_INSET), -1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("undecidedSoft"))
        painter.drawRoundedRect(card, theme.px(_RADIUS), theme.px(_RADIUS))
        is_current = index.row() == self._table.currentIndex().row()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("undecidedSoft"))
            painter.fillRect(QRect(rect.left(), rect.top(), theme.px(_BAR), rect.height()), theme.color("accent"))
        left, height = rect.left() + theme.px(16), min(rect.height(), theme.px(ROW_HEIGHT))
        icon = theme.icon(CAUSE_ICONS[gap.cause], "undecided")
        icon.paint(painter, QRect(left, rect.top() + (height - side) // 2, side, side))
        taken = self.taken if is_current else theme.px(_INSET)
        area = QRect(left + side, rect.top(), rect.right() - left - side - taken, height)
        self._text(painter, area, str(index.data()), "undecided", "strong", Qt.AlignmentFlag.AlignLeft)

    def _paint_session(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        column: Column,
        session: Session,
        index: _Index,
    ) -> None:
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected:
            painter.fillRect(rect, self._theme.color("soft"))
            if column is COLUMNS[0]:
                bar = QRect(rect.left(), rect.top(), self._theme.px(_BAR), rect.height())
                painter.fillRect(bar, self._theme.color("accent"))
        if column is Column.SCORE and session.score is not None:
            self._paint_score(painter, rect, session.score)
            return
        if column is self._column_of_warnings and index.data(ROW_ROLE).overlaps:
            taken = self._warning_width(column)
            rect = rect.adjusted(0, 0, -taken, 0) if column is Column.PROJECT else rect.adjusted(taken, 0, 0, 0)
        if column is Column.PROJECT:
            self._paint_names(painter, self._paint_dot(painter, rect, session), session)
            return
        role = "overtime" if column is Column.OVERTIME else "text2" if column in _DIM else "text"
        role = "text2" if column is Column.SCORE else role
        self._text(painter, rect, str(index.data()), role, "strong" if column in _STRONG else "body", self._side(index))

    @property
    def _column_of_warnings(self) -> Column:
        """Before the notes; where there is no room for them, behind the name."""
        return Column.PROJECT if self._table.isColumnHidden(COLUMNS.index(Column.NOTES)) else Column.NOTES

    def _warning_width(self, column: Column) -> int:
        """Behind a name in a narrow column there is room for the icon only."""
        words = QFontMetrics(self._theme.font("strong")).horizontalAdvance(OVERLAPS)
        whole = self._theme.px(16 + 4 + _PAD) + words
        room = self._table.columnWidth(COLUMNS.index(column)) - self._theme.px(_ROOM_FOR_NAME)
        return whole if column is not Column.PROJECT or room >= whole else self._theme.px(16 + 4)

    def _paint_warning(self, painter: QPainter, rect: QRect, column: Column) -> None:
        side = self._theme.px(16)
        width = self._warning_width(column)
        left = rect.right() - width if column is Column.PROJECT else rect.left() + self._theme.px(_PAD)
        icon = self._theme.icon("warning", "danger")
        icon.paint(painter, QRect(left, rect.center().y() - side // 2, side, side))
        if width > self._theme.px(16 + 4):
            area = QRect(left + side - self._theme.px(4), rect.top(), width, rect.height())
            self._text(painter, area, OVERLAPS, "danger", "strong", Qt.AlignmentFlag.AlignLeft)

    def _paint_names(self, painter: QPainter, rect: QRect, session: Session) -> None:
        left = rect.left()
        for name, (role, font) in zip(names(session), (("text", "name"), ("text2", "body")), strict=False):
            area = QRect(left, rect.top(), rect.right() - left, rect.height())
            self._text(painter, area, name, role, font, Qt.AlignmentFlag.AlignLeft)
            left += painter.fontMetrics().horizontalAdvance(name) + self._theme.px(_PAD)

    def _paint_dot(self, painter: QPainter, rect: QRect, session: Session) -> QRect:
        radius, left = self._theme.px(5), rect.left() + self._theme.px(16)
        if session.project is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.project_color(session.project.color))
            painter.drawEllipse(QPointF(left + radius, rect.center().y() + 0.5), radius, radius)
        return rect.adjusted(self._theme.px(28), 0, 0, 0)

    def _paint_score(self, painter: QPainter, rect: QRect, score: int) -> None:
        radius, step = self._theme.px(7) / 2, self._theme.px(11)
        color: QColor = self._theme.color("text2")
        for number in range(_SCORES):
            centre = QPointF(rect.left() + self._theme.px(_PAD) + radius + number * step, rect.center().y() + 0.5)
            painter.setPen(QPen(color, 1))
            painter.setBrush(color if number < score else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))

    def _text(self, painter: QPainter, rect: QRect, words: str, role: str, font: str, side: Qt.AlignmentFlag) -> None:
        painter.setFont(self._theme.font(font))
        painter.setPen(self._theme.color(role))
        area = rect.adjusted(self._theme.px(_PAD), 0, -self._theme.px(_PAD), 0)
        line = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)

    def _side(self, index: _Index) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
