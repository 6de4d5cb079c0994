"""Paints the rows of the History table: day headings, dots and names, scores as dots, what is undecided."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.ui.away_words import CAUSE_ICONS, names
from app.ui.history_look import HistoryLook
from app.ui.history_model import HistoryModel, alignment
from app.ui.history_rows import COLUMNS, OVERLAPS, Column, DayRow, GapRow, SessionRow
from app.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT, DAY_HEIGHT = 34, 42
_BAR, _SCORES, _INSET, _RADIUS, _ROOM_FOR_NAME = 3, 5, 6, 6, 90
_STRONG = frozenset({Column.WORKED})
_DIM = frozenset({Column.TAGS, Column.PLANNED, Column.NOTES})
_NOTES, _WORKED, _LEFT = COLUMNS.index(Column.NOTES), COLUMNS.index(Column.WORKED), Qt.AlignmentFlag.AlignLeft
_SIDES = tuple(alignment(column) for column in COLUMNS)


class HistoryDelegate(QStyledItemDelegate):
    """One painter for all rows; no widget a row, and no span: words that run over columns are painted in each."""

    def __init__(self, theme: Theme, table: QTableView, model: HistoryModel) -> None:
        super().__init__(table)
        self._theme, self._table, self._model = theme, table, model
        self._look = HistoryLook(theme)
        self.taken = 0
        """How wide the buttons at the end of the current gap's row are; 0 where they stand below its words."""

    def restyle(self) -> None:
        self._look = HistoryLook(self._theme)

    def gap_words_width(self, words: str) -> int:
        """What a gap's row needs beside its buttons."""
        look = self._look
        return look.px(16) + look.icon_side + 2 * look.pad + look.width(words, "strong")

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """What a double click on the column's edge makes room for."""
        row, look = self._model.row_at(index.row()), self._look
        words = self._model.texts_of(row)[index.column()] if isinstance(row, SessionRow) else ""
        beside = look.px(28) if COLUMNS[index.column()] is Column.PROJECT else 0
        return QSize(look.width(words, "strong") + 2 * look.pad + beside, look.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        number, column = index.row(), index.column()
        row = self._model.row_at(number)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        match row:
            case DayRow():
                self._paint_day(painter, rect, row, column)
            case GapRow():
                self._paint_gap(painter, self._whole(rect), row, number, is_selected)
            case SessionRow():
                self._paint_selection(painter, rect, column, is_selected)
                self._paint_session(painter, self._paint_running_over(painter, rect, row), row, column)
            case _:
                self._paint_selection(painter, rect, column, is_selected)
        painter.restore()

    def _whole(self, rect: QRect) -> QRect:
        """The row that a cell lies in."""
        return QRect(0, rect.top(), self._table.viewport().width(), rect.height())

    def _paint_day(self, painter: QPainter, rect: QRect, row: DayRow, column: int) -> None:
        look, texts = self._look, self._model.texts_of(row)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("line"))
        area = rect.adjusted(0, look.px(8), 0, 0)
        if column < _WORKED:
            header = self._table.horizontalHeader()
            area.setLeft(header.sectionViewportPosition(0) + look.pad)
            area.setRight(header.sectionViewportPosition(_WORKED) - 1)
            column = 0
        look.write(painter, area, texts[column], "text", "strong", _SIDES[column])

    def _paint_gap(self, painter: QPainter, rect: QRect, row: GapRow, number: int, is_selected: bool) -> None:
        look, side = self._look, self._look.icon_side
        card = QRectF(rect.adjusted(look.px(_INSET), 1, -look.px(_INSET), -1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("undecidedSoft"))
        painter.drawRoundedRect(card, look.px(_RADIUS), look.px(_RADIUS))
        if is_selected:
            painter.fillRect(rect, look.color("undecidedSoft"))
            painter.fillRect(QRect(rect.left(), rect.top(), look.px(_BAR), rect.height()), look.color("accent"))
        left, height = rect.left() + look.px(16), min(rect.height(), look.px(ROW_HEIGHT))
        icon = look.icon(CAUSE_ICONS[row.gap.cause], "undecided")
        icon.paint(painter, QRect(left, rect.top() + (height - side) // 2, side, side))
        taken = self.taken if number == self._table.currentIndex().row() else look.px(_INSET)
        area = QRect(left + side, rect.top(), rect.right() - left - side - taken, height)
        look.write(painter, area, self._model.texts_of(row)[0], "undecided", "strong", _LEFT)

    def _paint_selection(self, painter: QPainter, rect: QRect, column: int, is_selected: bool) -> None:
        if is_selected:
            painter.fillRect(rect, self._look.color("soft"))
            if column == 0:
                bar = QRect(rect.left(), rect.top(), self._look.px(_BAR), rect.height())
                painter.fillRect(bar, self._look.color("accent"))

    def _paint_running_over(self, painter: QPainter, rect: QRect, row: SessionRow) -> QRect:
        """What of a session lies in later days: a line below all its cells. What is left of the cell for its own."""
        if not row.runs_over:
            return rect
        look, header = self._look, self._table.horizontalHeader()
        first, second = look.height("body"), look.height("small")
        top = rect.top() + (rect.height() - first - second) // 2
        left = header.sectionViewportPosition(0) + look.px(28)
        area = QRect(left, top + first, self._table.viewport().width() - left, second)
        look.write(painter, area, row.runs_over, "text2", "small", _LEFT)
        return QRect(rect.left(), top, rect.width(), first)

    def _paint_session(self, painter: QPainter, rect: QRect, row: SessionRow, number: int) -> None:
        column, session = COLUMNS[number], row.session
        if column is Column.SCORE and session.score is not None:
            self._paint_score(painter, rect, session.score)
            return
        if row.overlaps and column is self._column_of_warnings:
            self._paint_warning(painter, rect, column)
            taken = self._warning_width(column)
            rect = rect.adjusted(0, 0, -taken, 0) if column is Column.PROJECT else rect.adjusted(taken, 0, 0, 0)
        if column is Column.PROJECT:
            self._paint_names(painter, self._paint_dot(painter, rect, row), row)
            return
        role = "overtime" if column is Column.OVERTIME else "text2" if column in _DIM else "text"
        role = "text2" if column is Column.SCORE else role
        font = "strong" if column in _STRONG else "body"
        self._look.write(painter, rect, self._model.texts_of(row)[number], role, font, _SIDES[number])

    @property
    def _column_of_warnings(self) -> Column:
        """Before the notes; where there is no room for them, behind the name."""
        return Column.PROJECT if self._table.isColumnHidden(_NOTES) else Column.NOTES

    def _warning_width(self, column: Column) -> int:
        """Behind a name in a narrow column there is room for the icon only."""
        look = self._look
        whole = look.px(16 + 4) + look.pad + look.width(OVERLAPS, "strong")
        room = self._table.columnWidth(COLUMNS.index(column)) - look.px(_ROOM_FOR_NAME)
        return whole if column is not Column.PROJECT or room >= whole else look.px(16 + 4)

    def _paint_warning(self, painter: QPainter, rect: QRect, column: Column) -> None:
        look, side = self._look, self._look.icon_side
        width = self._warning_width(column)
        left = rect.right() - width if column is Column.PROJECT else rect.left() + look.pad
        icon = look.icon("warning", "danger")
        icon.paint(painter, QRect(left, rect.center().y() - side // 2, side, side))
        if width > look.px(16 + 4):
            area = QRect(left + side - look.px(4), rect.top(), width, rect.height())
            look.write(painter, area, OVERLAPS, "danger", "strong", _LEFT)

    def _paint_names(self, painter: QPainter, rect: QRect, row: SessionRow) -> None:
        left = rect.left()
        for name, (role, font) in zip(names(row.session), (("text", "name"), ("text2", "body")), strict=False):
            area = QRect(left, rect.top(), rect.right() - left, rect.height())
            if area.width() > 3 * self._look.pad:
                self._look.write(painter, area, name, role, font, _LEFT)
            left += self._look.width(name, font) + self._look.pad

    def _paint_dot(self, painter: QPainter, rect: QRect, row: SessionRow) -> QRect:
        look, project = self._look, row.session.project
        radius, left = look.px(5), rect.left() + look.px(16)
        if project is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.project_color(project.color))
            painter.drawEllipse(QPointF(left + radius, rect.center().y() + 0.5), radius, radius)
        return rect.adjusted(look.px(28), 0, 0, 0)

    def _paint_score(self, painter: QPainter, rect: QRect, score: int) -> None:
        radius, step = self._look.px(7) / 2, self._look.px(11)
        color = self._look.color("text2")
        painter.setPen(QPen(color, 1))
        for number in range(_SCORES):
            centre = QPointF(rect.left() + self._look.pad + radius + number * step, rect.center().y() + 0.5)
            painter.setBrush(color if number < score else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))
