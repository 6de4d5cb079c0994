"""Dots on a scale of 1 to 5, each with its name, its mean and how many sessions are behind it."""

from typing import NamedTuple

from PySide6.QtCore import QRectF

from app.core.history import Filter
from app.ui.canvas import Canvas, Drawing, Mark, Shape, Words

_DOT, _BESIDE, _ROW, _NEED, _BIG = 10, 8, 10, 16, 12
_BESIDE_FROM = 420
_LOWEST, _HIGHEST = 1, 5
_NAME = 0.3


class Scored(NamedTuple):
    """`mean` is None where too few say so. `dot`: a project's colour, empty for none."""

    name: str
    value: str
    mean: float | None
    words: str
    wanted: Filter | None = None
    dot: str = ""


class Dots(NamedTuple):
    rows: tuple[Scored, ...]

    def height(self, canvas: Canvas) -> float:
        return canvas.line("axis") + canvas.px(6) + _high(canvas) * len(self.rows)

    def draw(self, canvas: Canvas, _height: float) -> Drawing:
        """Name and value beside the scale; above it where there is no room beside it."""
        first = canvas.line("axis") + canvas.px(6)
        left, right = self._scale(canvas)
        bottom = first + _high(canvas) * len(self.rows)
        shapes, words = _axis(canvas, left, right, first, bottom)
        marks: list[Mark] = []
        for number, row in enumerate(self.rows):
            top = first + _high(canvas) * number
            words += _texts(canvas, row, top, left)
            if row.dot:
                side = canvas.px(_DOT)
                middle = top + canvas.px(_ROW) / 2 + canvas.line("body") / 2
                shapes.append(Shape(QRectF(0, middle - side / 2, side, side), canvas.project(row.dot), side / 2))
            if row.mean is not None:
                shapes += _dot(canvas, row, left, right, top)
            area = QRectF(0, top + 1, canvas.width, _high(canvas) - 2)
            marks.append(Mark(area, 0, number, row.words, row.wanted))
        return Drawing(tuple(shapes), tuple(words), tuple(marks))

    def _scale(self, canvas: Canvas) -> tuple[float, float]:
        half = canvas.px(_BIG) / 2
        if not _is_wide(canvas):
            return half, canvas.width - half
        value = max((canvas.advance(row.value, "body") for row in self.rows), default=0)
        return canvas.width * _NAME + half, canvas.width - value - canvas.px(_NEED) - half


def _is_wide(canvas: Canvas) -> bool:
    return canvas.width >= canvas.px(_BESIDE_FROM)


def _high(canvas: Canvas) -> float:
    line = canvas.line("body") + canvas.px(_ROW)
    return line if _is_wide(canvas) else line + canvas.px(_BIG + 4)


def _axis(canvas: Canvas, left: float, right: float, top: float, bottom: float) -> tuple[list[Shape], list[Words]]:
    """The ends and the middle of the scale."""
    shapes, words = [], []
    for score in (_LOWEST, 3, _HIGHEST):
        x = _x(score, left, right)
        shapes.append(Shape(QRectF(round(x), top, 1, bottom - top), canvas.color("line")))
        words.append(canvas.write(str(score), "axis", "text2", x, 0, side=0.5))
    return shapes, words


def _x(score: float, left: float, right: float) -> float:
    return left + (right - left) * (score - _LOWEST) / (_HIGHEST - _LOWEST)


def _texts(canvas: Canvas, row: Scored, top: float, scale_left: float) -> list[Words]:
    top += canvas.px(_ROW) / 2
    role = "text" if row.mean is not None else "text2"
    value = canvas.write(row.value, "body", role, canvas.width, top, side=1.0)
    left = canvas.px(_DOT + _BESIDE) if row.dot else 0
    end = scale_left - canvas.px(_BIG) if _is_wide(canvas) else value.left - canvas.px(_NEED)
    return [value, canvas.write(row.name, "body", "text", left, top, most=max(end - left, 1))]


def _dot(canvas: Canvas, row: Scored, left: float, right: float, top: float) -> list[Shape]:
    """On a thin line from the lowest score to the highest."""
    side = canvas.px(_BIG)
    middle = top + canvas.px(_ROW) / 2 + canvas.line("body") / 2
    if not _is_wide(canvas):
        middle = top + canvas.px(_ROW) / 2 + canvas.line("body") + canvas.px(4) + side / 2
    ink = canvas.project(row.dot) if row.dot else canvas.color("accent")
    x = _x(row.mean or _LOWEST, left, right)
    line = Shape(QRectF(left, middle - 1, right - left, 2), canvas.color("track"))
    return [line, Shape(QRectF(x - side / 2, middle - side / 2, side, side), ink, side / 2)]
