"""Where everything lies in a row of the plan: side by side where there is room, else worked time below the names."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QStyle

from app.ui import plan_words as words
from app.ui.plan_model import PlanRow
from app.ui.theme import Theme

_NARROW_UNDER, _ROW, _EDGE, _PAD, _BAR_LONG, _BAR_HIGH, _TARGET = 540, 56, 12, 8, 128, 6, 24
_STATES = ("Running", "Paused")
NOWHERE = QRect()


class Areas(NamedTuple):
    """Of what a row does not have, an empty one. `act` is `Start`, or the state of the item that runs."""

    grip: QRect
    check: QRect
    title: QRect
    names: QRect
    worked: QRect
    bar: QRect
    act: QRect
    reason: QRect = NOWHERE
    use: QRect = NOWHERE


class PlanAreas:
    """Made anew when the theme changes."""

    def __init__(self, theme: Theme, start: QPushButton, use: QPushButton) -> None:
        """`start` and `use` are buttons as they stand in the rows: their sizes are asked."""
        self._theme, self._use = theme, use
        self._small = QFontMetrics(theme.font("small"))
        self._title_high = QFontMetrics(theme.font("name")).height()
        strong = QFontMetrics(theme.font("strong"))
        states = max(strong.horizontalAdvance(state) for state in _STATES) + theme.px(16 + 6)
        self._act = QSize(max(start.sizeHint().width(), states), start.sizeHint().height())

    def height(self, row: PlanRow, width: int) -> int:
        px, narrow = self._theme.px, self._is_narrow(width)
        high = self._title_high + self._names_high(row)
        if narrow:
            high += px(4) + self._act.height()
        if row.suggestion is not None:
            high += px(4) + self._act.height() * (2 if self._is_use_below(row, width) else 1)
        return max(high + px(20), px(_ROW))

    def of(self, row: PlanRow, rect: QRect, direction: Qt.LayoutDirection) -> Areas:
        found = self._narrow(row, rect) if self._is_narrow(rect.width()) else self._wide(row, rect)
        return Areas(*(QStyle.visualRect(direction, rect, area) if not area.isNull() else area for area in found))

    def _wide(self, row: PlanRow, rect: QRect) -> Areas:
        px, small = self._theme.px, self._small.height()
        middle = rect.top() + rect.height() // 2
        end = rect.right() + 1 - px(_EDGE)
        act = QRect(end - self._act.width(), middle - self._act.height() // 2, *self._act.toTuple())
        bar_left = act.left() - px(24) - px(_BAR_LONG)
        both = small + px(4) + px(_BAR_HIGH)
        worked = QRect(bar_left, middle - both // 2, px(_BAR_LONG), small)
        bar = QRect(bar_left, worked.bottom() + 1 + px(4), px(_BAR_LONG), px(_BAR_HIGH))
        title, names = self._titled(row, rect, px(72), bar_left - px(16), rect.height())
        areas = Areas(*self._leading(rect, px(12), middle), title, names, worked, bar, act)
        return self._with_suggestion(row, areas, names.bottom() + 1)

    def _narrow(self, row: PlanRow, rect: QRect) -> Areas:
        px, end = self._theme.px, rect.right() + 1 - self._theme.px(_EDGE)
        title, names = self._titled(row, rect, px(60), end, 0)
        high, top = self._act.height(), names.bottom() + 1 + px(4)
        act = QRect(end - self._act.width(), top, *self._act.toTuple())
        width = min(self._small.horizontalAdvance(words.worked(row.planned)) + 2, act.left() - px(_PAD) - title.left())
        worked = QRect(title.left(), top, width, high)
        bar_left = worked.right() + 1 + px(_PAD)
        long = min(px(_BAR_LONG), act.left() - px(16) - bar_left)
        bar = QRect(bar_left, top + (high - px(_BAR_HIGH)) // 2, max(long, 0), px(_BAR_HIGH))
        middle = rect.top() + px(10) + (self._title_high + self._names_high(row)) // 2
        areas = Areas(*self._leading(rect, px(6), middle), title, names, worked, bar, act)
        return self._with_suggestion(row, areas, act.bottom() + 1)

    def _leading(self, rect: QRect, left: int, middle: int) -> tuple[QRect, QRect]:
        """Grip and check box."""
        px, side = self._theme.px, self._theme.px(_TARGET)
        grip = QRect(rect.left() + left, middle - px(16) // 2, px(16), px(16))
        return grip, QRect(grip.right() + 1 + px(8), middle - side // 2, side, side)

    def _titled(self, row: PlanRow, rect: QRect, left: int, end: int, height: int) -> tuple[QRect, QRect]:
        """Title and names, in the middle of that height."""
        px = self._theme.px
        high = self._title_high + self._names_high(row)
        if row.suggestion is not None and height:
            high += px(4) + self._act.height() * (2 if self._is_use_below(row, rect.width()) else 1)
        top = rect.top() + (max((height - high) // 2, px(6)) if height else px(10))
        title = QRect(rect.left() + left, top, end - rect.left() - left, self._title_high)
        return title, QRect(title.left(), title.bottom() + 1, title.width(), self._names_high(row))

    def _with_suggestion(self, row: PlanRow, areas: Areas, top: int) -> Areas:
        if row.suggestion is None:
            return areas
        high, top, reason_width = self._act.height(), top + self._theme.px(4), self._reason_width(row)
        width = areas.title.width()
        reason = QRect(areas.title.left(), top, min(reason_width, width), high)
        use = QRect(reason.right() + 1 + self._theme.px(_PAD), top, self._use_width(row), high)
        if reason_width + self._theme.px(_PAD) + use.width() > width:
            use.moveTo(areas.title.left() - self._theme.px(10), top + high)
        return areas._replace(reason=reason, use=use)

    def _is_use_below(self, row: PlanRow, width: int) -> bool:
        px = self._theme.px
        used = (
            px(60) + px(_EDGE) if self._is_narrow(width) else px(72 + 16 + 24 + _BAR_LONG + _EDGE) + self._act.width()
        )
        return self._reason_width(row) + px(_PAD) + self._use_width(row) > width - used

    def _names_high(self, row: PlanRow) -> int:
        return self._small.height() + self._theme.px(2) if words.names(row.planned.item) else 0

    def _reason_width(self, row: PlanRow) -> int:
        return 0 if row.suggestion is None else self._small.horizontalAdvance(words.reason(row.suggestion)) + 2

    def _use_width(self, row: PlanRow) -> int:
        if row.suggestion is None:
            return 0
        self._use.setText(words.use(row.suggestion))
        return self._use.sizeHint().width()

    def _is_narrow(self, width: int) -> bool:
        return width < self._theme.px(_NARROW_UNDER)
