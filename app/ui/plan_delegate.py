"""Paints the rows of the plan; what can be pressed looks as the real buttons, which the current row has."""

import html

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QToolTip,
)

from app.core import wording
from app.ui import plan_words as words
from app.ui.plan_areas import Areas, PlanAreas
from app.ui.plan_model import ROW_ROLE, PlanRow
from app.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag
_BAR, _RADIUS, _DOT, _CARD = 3, 3, 8, 10
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class PlanDelegate(QStyledItemDelegate):
    """One painter for all rows."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._start, self._use, self._check = QPushButton("Start", view), QPushButton(view), QCheckBox(view)
        self.hovered: tuple[int, str] = (-1, "")
        """The row and the area under the pointer."""
        self.is_pressed = False
        self.buttons_row = -1
        """The row that has real buttons."""
        for button in (self._start, self._use, self._check):
            button.hide()
        dress_start(self._start, theme)
        dress_use(self._use)
        self.restyle()

    def restyle(self) -> None:
        dress_start(self._start, self._theme)
        for button in (self._start, self._use, self._check):
            button.ensurePolished()
        self._areas = PlanAreas(self._theme, self._start, self._use)

    def areas(self, row: PlanRow, rect: QRect) -> Areas:
        return self._areas.of(row, rect, self._view.layoutDirection())

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self._areas.height(index.data(ROW_ROLE), self._view.viewport().width()))

    def editorEvent(self, *_arguments: object) -> bool:
        """The list hears clicks and keys itself."""
        return False

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, _option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """A title that is cut, whole."""
        row: PlanRow | None = index.data(ROW_ROLE)
        if event.type() != QEvent.Type.ToolTip or row is None:
            return False
        title, width = words.title(row.planned.item), self.areas(row, view.visualRect(index)).title.width()
        if QFontMetrics(self._theme.font("name")).horizontalAdvance(title) <= width:
            return False
        QToolTip.showText(event.globalPos(), f"<qt>{html.escape(title)}</qt>", view)  # Qt would guess: as it stands
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: PlanRow = index.data(ROW_ROLE)
        rect: QRect = option.rect
        areas = self.areas(row, rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = bool(option.state & _State.State_Selected)
        if is_selected:
            self._paint_selection(painter, rect)
        if index.row():
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), self._theme.color("line"))
        self._paint_grip(painter, areas, index.row())
        self._paint_words(painter, areas, row)
        self._paint_worked(painter, areas, row, is_selected=is_selected)
        if row.state:
            self._paint_state(painter, areas.act, row.state)
        if index.row() != self.buttons_row:
            self._paint_buttons(painter, areas, row, index.row())
        painter.restore()

    def _paint_selection(self, painter: QPainter, rect: QRect) -> None:
        """Within the round corners of the card."""
        bar = QRect(rect.left(), rect.top(), self._theme.px(_BAR), rect.height())
        bar = QStyle.visualRect(self._view.layoutDirection(), rect, bar)
        card, radius = QPainterPath(), self._theme.px(_CARD) - 1
        card.addRoundedRect(QRectF(self._view.viewport().rect()), radius, radius)
        for area, role in ((rect, "soft"), (bar, "accent")):
            path = QPainterPath()
            path.addRect(QRectF(area))
            painter.fillPath(path.intersected(card), self._theme.color(role))

    def _paint_grip(self, painter: QPainter, areas: Areas, number: int) -> None:
        role = "text" if self.hovered == (number, "grip") else "text2"
        self._theme.icon("grip", role).paint(painter, areas.grip)

    def _paint_words(self, painter: QPainter, areas: Areas, row: PlanRow) -> None:
        item = row.planned.item
        self._write(painter, areas.title, words.title(item), "name", "text2" if item.done else "text", struck=item.done)
        area = areas.names
        if item.project is not None:
            dot, direction = self._theme.px(_DOT), self._view.layoutDirection()
            square = QRect(area.left(), area.top() + (area.height() - dot) // 2 + 1, dot, dot)
            square = QStyle.visualRect(direction, area, square)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.project_color(item.project.color))
            painter.drawEllipse(QRectF(square))
            area = QStyle.visualRect(direction, area, area.adjusted(self._theme.px(_DOT + 6), 0, 0, 0))
        self._write(painter, area, words.names(item), "small", "text2")
        if row.suggestion is not None:
            self._write(painter, areas.reason, words.reason(row.suggestion), "small", "text2")

    def _paint_worked(self, painter: QPainter, areas: Areas, row: PlanRow, *, is_selected: bool) -> None:
        """On a selected row the track would not be seen."""
        side = _RIGHT if areas.worked.left() == areas.bar.left() else _LEFT
        self._write(painter, areas.worked, words.worked(row.planned), "small", "text2", side)
        minutes = row.planned.item.planned_minutes
        if minutes is None or areas.bar.width() < self._theme.px(24):
            return
        radius = self._theme.px(_RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("surface" if is_selected else "track"))
        painter.drawRoundedRect(QRectF(areas.bar), radius, radius)
        share = min(row.planned.worked // wording.MINUTE / minutes, 1.0)
        if share:
            done = QRectF(areas.bar)
            done.setWidth(max(done.width() * share, 2 * radius))
            if self._view.isRightToLeft():
                done.moveRight(QRectF(areas.bar).right())
            painter.setBrush(self._theme.color("overtime" if row.planned.is_over else "accent"))
            painter.drawRoundedRect(done, radius, radius)

    def _paint_state(self, painter: QPainter, area: QRect, state: str) -> None:
        role, icon = ("accent", "timer") if state == "Running" else ("text2", "pause")
        side, direction = self._theme.px(16), self._view.layoutDirection()
        width = QFontMetrics(self._theme.font("strong")).horizontalAdvance(state) + 1
        left = area.right() + 1 - width
        place = QRect(left, area.top(), width, area.height())
        self._write(painter, QStyle.visualRect(direction, area, place), state, "strong", role)
        sign = QRect(left - side - self._theme.px(6), area.top() + (area.height() - side) // 2, side, side)
        self._theme.icon(icon, role).paint(painter, QStyle.visualRect(direction, area, sign))

    def _paint_buttons(self, painter: QPainter, areas: Areas, row: PlanRow, number: int) -> None:
        self._paint_check(painter, areas.check, row, self._states(number, "check"))
        style = self._view.style()
        if not row.state:
            option = self._option(self._start, areas.act, self._states(number, "act"))
            if not row.can_start:
                option.state &= ~(_State.State_Enabled | _State.State_MouseOver)
            style.drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self._start)
        if row.suggestion is not None:
            self._use.setText(words.use(row.suggestion))
            option = self._option(self._use, areas.use, self._states(number, "use"))
            style.drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self._use)

    def _paint_check(self, painter: QPainter, area: QRect, row: PlanRow, states: _State) -> None:
        option, style = QStyleOptionButton(), self._view.style()
        side = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, self._check)
        box = QRect(0, 0, side, side)
        box.moveCenter(area.center())
        option.rect = box
        option.state = _State.State_Enabled | states
        option.state |= _State.State_On if row.planned.item.done else _State.State_Off
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter, self._check)

    def _option(self, button: QPushButton, rect: QRect, states: _State) -> QStyleOptionButton:
        option = QStyleOptionButton()
        option.initFrom(button)
        option.rect, option.text = rect, button.text()
        option.icon, option.iconSize = button.icon(), button.iconSize()
        option.state = _State.State_Enabled | _State.State_Raised | states
        return option

    def _states(self, number: int, area: str) -> _State:
        if self.hovered != (number, area):
            return _State.State_None
        return _State.State_MouseOver | (_State.State_Sunken if self.is_pressed else _State.State_None)

    def _write(
        self,
        painter: QPainter,
        area: QRect,
        line: str,
        font: str,
        role: str,
        side: Qt.AlignmentFlag = _LEFT,
        *,
        struck: bool = False,
    ) -> None:
        """On one line, cut where the room ends."""
        chosen = self._theme.font(font)
        chosen.setStrikeOut(struck)
        painter.setFont(chosen)
        painter.setPen(self._theme.color(role))
        line = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, area.width())
        side = QStyle.visualAlignment(self._view.layoutDirection(), side) | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)


def dress_start(button: QPushButton, theme: Theme) -> None:
    button.setProperty("compact", True)
    theme.dress(button, "start")


def dress_use(button: QPushButton) -> None:
    button.setProperty("role", "flat")
    button.setProperty("compact", True)
