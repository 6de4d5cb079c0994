"""What explains a chart in the line of its heading."""

from typing import NamedTuple, Protocol

from PySide6.QtCore import QRectF

from app.ui.canvas import Canvas, Drawing, Plot, Shape
from app.ui.heat_map import BOUNDS

_CELL, _RADIUS, _CLOSE, _APART, _LONG = 11, 2.5, 3, 8, 16
_LESS, _MORE = "less", "more than 6 h"


class Key(Plot, Protocol):
    def width(self, canvas: Canvas) -> float: ...


class Steps(NamedTuple):
    """`less`, a cell for each step of the heat map, `more than 6 h`."""

    def width(self, canvas: Canvas) -> float:
        last = self.draw(canvas, 0).words[-1]
        return last.left + last.width + 1

    def height(self, canvas: Canvas) -> float:
        return canvas.line("small")

    def draw(self, canvas: Canvas, _height: float) -> Drawing:
        less = canvas.write(_LESS, "small", "text2", 0, 0)
        left, side = less.width + canvas.px(_APART), canvas.px(_CELL)
        top = (canvas.line("small") - side) / 2
        shapes = []
        for step in range(len(BOUNDS) + 1):
            area = QRectF(left, top, side, side)
            shapes.append(Shape(area, canvas.heat(step), canvas.px(_RADIUS * 2) / 2))
            left += side + canvas.px(_CLOSE)
        more = canvas.write(_MORE, "small", "text2", left + canvas.px(_APART - _CLOSE), 0)
        return Drawing(tuple(shapes), (less, more))


class Before(NamedTuple):
    """The mark of the time before, and what that was: `the week before`."""

    words: str

    def width(self, canvas: Canvas) -> float:
        return canvas.px(_LONG + _APART) + canvas.advance(self.words, "small") + 1

    def height(self, canvas: Canvas) -> float:
        return canvas.line("small")

    def draw(self, canvas: Canvas, _height: float) -> Drawing:
        mark = QRectF(0, round(canvas.line("small") / 2) - 1, canvas.px(_LONG), 2)
        words = canvas.write(self.words, "small", "text2", canvas.px(_LONG + _APART), 0)
        return Drawing((Shape(mark, canvas.color("text")),), (words,))
