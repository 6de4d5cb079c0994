"""A year of days: a cell for each, the darker the more was worked, in weeks side by side."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRectF

from app.core.history import Filter
from app.core.periods import Period
from app.ui import times
from app.ui.canvas import Canvas, Drawing, Mark, Shape, Words

_SMALLEST, _CELL, _LARGEST, _LEAST_GAP, _MOST_GAP, _RADIUS = 9, 11, 16, 2, 4, 2.5
_AIR, _BETWEEN, _EDGE = 8, 10, 1
BOUNDS = (timedelta(0), timedelta(hours=2), timedelta(hours=4), timedelta(hours=6))
"""What a day must be worked over to reach the next step."""


class Cell(NamedTuple):
    date: date
    step: int
    words: str
    wanted: Filter | None


class HeatMap(NamedTuple):
    """`cells` in order, from the first day of a week on. What is in `period` has an edge around it, so has today."""

    cells: tuple[Cell, ...]
    period: Period
    today: date

    def height(self, canvas: Canvas) -> float:
        place = _Place.fitting(canvas, self._weeks)
        return place.strips * place.strip_high - canvas.px(_BETWEEN) + canvas.px(2)

    def draw(self, canvas: Canvas, _height: float) -> Drawing:
        place = _Place.fitting(canvas, self._weeks)
        shapes: list[Shape] = []
        marks: list[Mark] = []
        radius = canvas.px(_RADIUS * 2) / 2
        for number, cell in enumerate(self.cells):
            area = place.cell(number)
            if cell.date == self.today:
                shapes += _frame(canvas, area, radius)
            shapes.append(Shape(area, canvas.heat(cell.step), radius))
            marks.append(Mark(area, number // 7, number % 7, cell.words, cell.wanted))
        is_today = self.period.first == self.period.last == self.today
        if self.period.days < len(self.cells) - 7 and not is_today:
            shapes += self._around(canvas, place)
        return Drawing(tuple(shapes), tuple(self._words(canvas, place)), tuple(marks))

    @property
    def _weeks(self) -> int:
        return -(-len(self.cells) // 7)

    def _around(self, canvas: Canvas, place: "_Place") -> Iterator[Shape]:
        """In the middle of the gaps; a year's edge would go around all of it and say nothing."""
        inside = {number for number, cell in enumerate(self.cells) if self.period.holds(cell.date)}
        color = canvas.color("edge")
        out = place.gap / 2
        for number in inside:
            area = place.cell(number).adjusted(-out, -out, out, out)
            week, day = divmod(number, 7)
            half = _EDGE / 2
            if (week - 1) * 7 + day not in inside:
                yield Shape(QRectF(area.left() - half, area.top() - half, _EDGE, area.height() + _EDGE), color)
            if (week + 1) * 7 + day not in inside:
                yield Shape(QRectF(area.right() - half, area.top() - half, _EDGE, area.height() + _EDGE), color)
            if day == 0 or number - 1 not in inside:
                yield Shape(QRectF(area.left() - half, area.top() - half, area.width() + _EDGE, _EDGE), color)
            if day == 6 or number + 1 not in inside:
                yield Shape(QRectF(area.left() - half, area.bottom() - half, area.width() + _EDGE, _EDGE), color)

    def _words(self, canvas: Canvas, place: "_Place") -> Iterator[Words]:
        """Every second weekday beside each strip, and above it a month where its first whole week begins."""
        for strip in range(place.strips):
            for day in range(0, min(len(self.cells), 6), 2):
                area = place.cell(strip * place.columns * 7 + day)
                top = area.center().y() - canvas.line("axis") / 2
                yield canvas.write(
                    times.weekday(self.cells[day].date), "axis", "text2", place.left - canvas.px(_AIR), top, side=1.0
                )
        end = 0.0
        for week in range(self._weeks):
            first = self.cells[week * 7].date
            strip, column = divmod(week, place.columns)
            x = place.cell(week * 7).left()
            if column == 0:
                end = 0.0
            if first.day > 7 or x < end:
                continue
            found = canvas.write(times.month(first), "axis", "text2", x, strip * place.strip_high)
            if found.left + found.width <= canvas.width:
                end = found.left + found.width + canvas.px(_AIR)
                yield found


class _Place(NamedTuple):
    """Where a cell is; where the weeks have no room side by side they go on in a strip below."""

    left: float
    top: float
    side: float
    gap: float
    columns: int
    strips: int
    strip_high: float

    @classmethod
    def fitting(cls, canvas: Canvas, weeks: int) -> "_Place":
        left = max(canvas.advance(times.weekday(_MONDAY + timedelta(days=day)), "axis") for day in range(7))
        left += canvas.px(_AIR)
        room, smallest = canvas.width - left - canvas.px(_LEAST_GAP), canvas.px(_SMALLEST + _LEAST_GAP)
        strips = max(-int(-weeks * smallest // max(room, smallest)), 1)
        columns = max(-(-weeks // strips), 1)
        pitch = min(room / columns, canvas.px((_LARGEST if strips == 1 else _CELL) + _MOST_GAP))
        gap = min(max(pitch - canvas.px(_CELL), canvas.px(_LEAST_GAP)), canvas.px(_MOST_GAP))
        top = canvas.line("axis") + canvas.px(4)
        return cls(left, top, pitch - gap, gap, columns, strips, top + 7 * pitch - gap + canvas.px(_BETWEEN))

    def cell(self, number: int) -> QRectF:
        week, day = divmod(number, 7)
        strip, column = divmod(week, self.columns)
        pitch = self.side + self.gap
        return QRectF(
            self.left + column * pitch, strip * self.strip_high + self.top + day * pitch, self.side, self.side
        )


_MONDAY = date(2026, 3, 9)


def step_of(worked: timedelta) -> int:
    """0 for nothing to 4 for more than six hours."""
    return sum(worked > bound for bound in BOUNDS)


def _frame(canvas: Canvas, area: QRectF, radius: float) -> list[Shape]:
    """Around the cell of today."""
    out, paper = area.adjusted(-2, -2, 2, 2), area.adjusted(-0.5, -0.5, 0.5, 0.5)
    return [Shape(out, canvas.color("text"), radius + 2), Shape(paper, canvas.color("surface"), radius)]
