"""Lines one under the other: a name, its value, and a bar as long as its share, with a tick where it should be."""

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from app.core.history import Filter
from app.ui.canvas import Canvas, Drawing, Mark, Shape, Words

_DOT, _BAR, _TICK, _TICK_HIGH, _BESIDE, _UNDER, _BETWEEN, _NEED = 10, 6, 2, 12, 8, 5, 10, 12


class Stretch(NamedTuple):
    """Of a bar. `ink` is a colour role, or a project's colour where `is_project`."""

    share: float
    ink: str
    is_project: bool = False
    is_hatched: bool = False


class Line(NamedTuple):
    """`dot`: a project's colour, empty for none. `tick`: a share, None for none. `below`: a plain line."""

    name: str
    value: str
    bar: tuple[Stretch, ...]
    words: str
    wanted: Filter | None = None
    dot: str = ""
    tick: float | None = None
    below: str = ""
    value_role: str = "text"


class Lines(NamedTuple):
    lines: tuple[Line, ...]

    def height(self, canvas: Canvas) -> float:
        return sum(_high(canvas, line) for line in self.lines) - canvas.px(_BETWEEN) + canvas.px(4)

    def draw(self, canvas: Canvas, _height: float) -> Drawing:
        shapes: list[Shape] = []
        words: list[Words] = []
        marks: list[Mark] = []
        top = 0.0
        for row, line in enumerate(self.lines):
            high = _high(canvas, line)
            words += _texts(canvas, line, top)
            shapes += _bar(canvas, line, top + canvas.line("name") + canvas.px(_UNDER))
            if line.dot:
                side = canvas.px(_DOT)
                middle = top + canvas.line("name") / 2
                shapes.append(Shape(QRectF(0, middle - side / 2, side, side), canvas.project(line.dot), side / 2))
            marks.append(Mark(QRectF(0, top, canvas.width, high - canvas.px(_BETWEEN) + 2), 0, row, *_told(line)))
            top += high
        return Drawing(tuple(shapes), tuple(words), tuple(marks))


def _told(line: Line) -> tuple[str, Filter | None]:
    return line.words, line.wanted


def _high(canvas: Canvas, line: Line) -> float:
    below = canvas.line("small") + canvas.px(4) if line.below else 0
    return canvas.line("name") + canvas.px(_UNDER + _BAR + _BETWEEN) + below


def _texts(canvas: Canvas, line: Line, top: float) -> list[Words]:
    """The value is whole; the name is cut where there is no room for it."""
    value = canvas.write(line.value, "body", line.value_role, canvas.width, top, side=1.0)
    left = canvas.px(_DOT + _BESIDE) if line.dot else 0
    room = max(value.left - left - canvas.px(_NEED), 1)
    found = [value, canvas.write(line.name, "name", "text", left, top, most=room)]
    if line.below:
        under = top + canvas.line("name") + canvas.px(_UNDER + _BAR + 4)
        found.append(canvas.write(line.below, "small", "text2", 0, under, most=canvas.width))
    return found


def _bar(canvas: Canvas, line: Line, top: float) -> list[Shape]:
    """Any share at all can be seen; the parts lie side by side with a pixel between them."""
    high, width = canvas.px(_BAR), canvas.width
    found = [Shape(QRectF(0, top, width, high), canvas.color("track"), high / 2)]
    at, last = 0.0, len(line.bar) - 1
    for number, part in enumerate(line.bar):
        length = max(width * part.share, high if last == 0 else canvas.px(3)) if part.share > 0 else 0.0
        if not length:
            continue
        area = QRectF(at, top, min(length, width - at), high)
        at += length
        if number < last and area.width() > 3:
            area.setWidth(area.width() - 1)
        found.append(_painted(canvas, part, area))
    if line.tick is not None:
        tick = canvas.px(_TICK)
        left = min(max(width * line.tick - tick / 2, 0), width - tick)
        above = (canvas.px(_TICK_HIGH) - high) / 2
        mark = QRectF(left, top - above, tick, high + 2 * above)
        found += [Shape(mark.adjusted(-1, 0, 1, 0), canvas.color("surface")), Shape(mark, canvas.color("text"))]
    return found


def _painted(canvas: Canvas, part: Stretch, area: QRectF) -> Shape:
    ink: QColor = canvas.project(part.ink) if part.is_project else canvas.color(part.ink)
    if part.is_hatched:
        return Shape(area, canvas.color("undecidedSoft"), 2, ink)
    return Shape(area, ink, area.height() / 2)
