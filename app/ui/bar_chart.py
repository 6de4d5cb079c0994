"""Bars over time: stacked, with a mark for the time before, on a scale of at most four lines."""

from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from app.core import wording
from app.core.history import Filter
from app.core.timing import ZERO
from app.ui.canvas import Canvas, Drawing, Mark, Shape, Words

_HIGH, _HIGHEST, _RADIUS, _AIR = 232, 420, 3, 8
_BAR, _WIDEST, _MARK, _AROUND = 0.54, 48, 2, 1.5
_LINES = 4
"""Above the ground."""
_STEPS = (1, 5, 10, 15, 20, 30, *(60 * hours for hours in (1, 2, 3, 4, 5, 10, 15, 20, 30, 50, 100, 200, 500, 1000)))
"""Minutes between two lines."""
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Part(NamedTuple):
    """Of a column; `color` is a project's, empty for what has none."""

    length: timedelta
    color: str
    words: str
    wanted: Filter | None


class Column(NamedTuple):
    """`before` is where the mark is; None where there is none. `strong`: its label stands out."""

    label: str
    parts: tuple[Part, ...]
    before: timedelta | None
    words: str
    wanted: Filter | None
    strong: bool = False

    @property
    def length(self) -> timedelta:
        return sum((part.length for part in self.parts), ZERO)


class Bars(NamedTuple):
    """`role` is the colour of what has no project's."""

    columns: tuple[Column, ...]
    role: str = "text2"
    high: int = _HIGH

    def height(self, canvas: Canvas) -> float:
        return canvas.px(self.high)

    def draw(self, canvas: Canvas, height: float) -> Drawing:
        most = max((max(column.length, column.before or ZERO) for column in self.columns), default=ZERO)
        scale = _Scale.fitting(canvas, min(height, canvas.px(_HIGHEST)), most, len(self.columns))
        shapes = list(_lines(canvas, scale))
        words = [*_steps(canvas, scale), *self._labels(canvas, scale)]
        marks: list[Mark] = []
        for number, column in enumerate(self.columns):
            bar = scale.bar(number)
            self._add(canvas, scale, column, number, bar, shapes, marks)
            if column.before:
                shapes += _mark(canvas, bar, scale.y(column.before))
        return Drawing(tuple(shapes), tuple(words), tuple(marks))

    def _add(
        self,
        canvas: Canvas,
        scale: "_Scale",
        column: Column,
        number: int,
        bar: QRectF,
        shapes: list[Shape],
        marks: list[Mark],
    ) -> None:
        """The whole column first: what lies over it is meant before it."""
        top = scale.y(max(column.length, column.before or ZERO))
        if column.length or column.before:
            whole = QRectF(bar.left(), top, bar.width(), max(scale.ground - top, 1))
            marks.append(Mark(whole, number, 0, column.words, column.wanted))
        at = ZERO
        for row, part in enumerate(column.parts, 1):
            area = QRectF(bar)
            area.setBottom(scale.y(at))
            at += part.length
            area.setTop(scale.y(at))
            is_last = row == len(column.parts)
            color = canvas.project(part.color) if part.color else canvas.color(self.role)
            shapes += _part(canvas, area, color, is_first=row == 1, is_last=is_last)
            if len(column.parts) > 1:
                marks.append(Mark(area, number, -row, part.words, part.wanted))

    def _labels(self, canvas: Canvas, scale: "_Scale") -> list[Words]:
        """Only every second, third… where they are too close."""
        if not self.columns:
            return []
        widest = max(canvas.advance(column.label, "strongAxis") for column in self.columns) + canvas.px(_AIR)
        every = max(-int(-widest // scale.pitch), 1)
        top = scale.ground + canvas.px(6)
        found = []
        for number in range(0, len(self.columns), every):
            column = self.columns[number]
            font, role = ("strongAxis", "text") if column.strong else ("axis", "text2")
            words = canvas.write(column.label, font, role, scale.middle(number), top, side=0.5)
            found.append(words._replace(left=min(words.left, canvas.width - words.width)))
        return found


class _Scale(NamedTuple):
    """From lengths and numbers of columns to pixels."""

    left: float
    right: float
    top: float
    ground: float
    step: timedelta
    steps: int
    columns: int
    widest: float

    @classmethod
    def fitting(cls, canvas: Canvas, height: float, most: timedelta, columns: int) -> "_Scale":
        step = _step(most)
        steps, label = max(-(-most // step), 1), canvas.line("axis")
        left = max(canvas.advance(_told(step * number, step), "axis") for number in range(steps + 1)) + canvas.px(_AIR)
        ground = round(height - label - canvas.px(8))
        return cls(left, canvas.width, round(label / 2) + 1, ground, step, steps, columns, canvas.px(_WIDEST))

    @property
    def pitch(self) -> float:
        return (self.right - self.left) / max(self.columns, 1)

    def y(self, length: timedelta) -> float:
        return self.ground - (self.ground - self.top) * (length / (self.step * self.steps))

    def middle(self, number: int) -> float:
        return self.left + self.pitch * (number + 0.5)

    def bar(self, number: int) -> QRectF:
        """From the top to the ground."""
        width = max(min(self.pitch * _BAR, self.widest), 1.5)
        width = round(width) if width >= 4 else width
        left = self.middle(number) - width / 2
        return QRectF(round(left) if width >= 4 else left, self.top, width, self.ground - self.top)


def _step(most: timedelta) -> timedelta:
    """Between two lines, so that the highest column is under the last."""
    minutes = -(-most // _MINUTE) / _LINES
    return timedelta(minutes=next((step for step in _STEPS if step >= minutes), _STEPS[-1]))


def _told(length: timedelta, step: timedelta) -> str:
    """`0 h`, `2 h`, `30 min`: nothing in the unit of the others."""
    return "0 h" if not length and step >= _HOUR else wording.length(length)


def _lines(canvas: Canvas, scale: _Scale) -> list[Shape]:
    found = []
    for number in range(scale.steps + 1):
        y = round(scale.y(scale.step * number))
        color = canvas.color("line" if number else "edge")
        found.append(Shape(QRectF(scale.left, y, scale.right - scale.left, 1), color))
    return found


def _steps(canvas: Canvas, scale: _Scale) -> list[Words]:
    half, right = canvas.line("axis") / 2, scale.left - canvas.px(_AIR)
    return [
        canvas.write(
            _told(scale.step * number, scale.step),
            "axis",
            "text2",
            right,
            scale.y(scale.step * number) - half,
            side=1.0,
        )
        for number in range(scale.steps + 1)
    ]


def _part(canvas: Canvas, area: QRectF, color: QColor, *, is_first: bool, is_last: bool) -> list[Shape]:
    """A pixel lies between two that touch; the top of the last is round, where it is high enough."""
    body, radius = QRectF(area), canvas.px(_RADIUS)
    if not is_first and body.height() > 2:
        body.setBottom(body.bottom() - 1)
    if not is_last or body.height() < 2 * radius or body.width() < 3 * radius:
        return [Shape(body, color)]
    square = QRectF(body.left(), body.top() + radius, body.width(), body.height() - radius)
    return [Shape(QRectF(body.left(), body.top(), body.width(), 2 * radius), color, radius), Shape(square, color)]


def _mark(canvas: Canvas, bar: QRectF, y: float) -> list[Shape]:
    """Of the time before; set off from what lies under it."""
    beyond = min(bar.width() * 0.16, canvas.px(8))
    area = QRectF(bar.left() - beyond, round(y) - _MARK / 2, bar.width() + 2 * beyond, _MARK)
    return [
        Shape(area.adjusted(0, -_AROUND, 0, _AROUND), canvas.color("surface")),
        Shape(area, canvas.color("text")),
    ]
