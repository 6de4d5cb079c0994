"""The tray icon: form alone tells every state."""

import math
from itertools import combinations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from app.ui.tray_icon import TrayForm, TrayLook, paint, sixteenths

INK = QColor("#232829")
LOOKS = (
    TrayLook(TrayForm.NONE),
    TrayLook(TrayForm.RUNNING, 2),
    TrayLook(TrayForm.RUNNING, 8),
    TrayLook(TrayForm.RUNNING, 14),
    TrayLook(TrayForm.PAUSED),
    TrayLook(TrayForm.OVERTIME),
    TrayLook(TrayForm.RUNNING, 8, muted=True),
    TrayLook(TrayForm.PAUSED, muted=True),
    TrayLook(TrayForm.OVERTIME, muted=True),
    TrayLook(TrayForm.OVERTIME, unseen=True),
    TrayLook(TrayForm.BREAK, 2),
    TrayLook(TrayForm.BREAK, 8),
    TrayLook(TrayForm.BREAK, 14),
    TrayLook(TrayForm.BREAK, 8, unseen=True),
)
STROKES = {16: 2, 22: 2.5, 32: 3}
"""Of the arc of a break."""


def drawn(look: TrayLook, size: int) -> QImage:
    """In one ink, so that only the form can differ."""
    image = paint(look, INK, INK).pixmap(QSize(size, size)).toImage()
    return image.convertToFormat(QImage.Format.Format_ARGB32)


def differing_pixels(one: QImage, other: QImage) -> int:
    points = ((x, y) for x in range(one.width()) for y in range(one.height()))
    return sum(abs(one.pixelColor(x, y).alpha() - other.pixelColor(x, y).alpha()) > 96 for x, y in points)


@pytest.mark.parametrize(("one", "other"), list(combinations(LOOKS, 2)))
def test_two_states_differ_by_form_at_16_pixels(qapp: QApplication, one: TrayLook, other: TrayLook) -> None:
    assert differing_pixels(drawn(one, 16), drawn(other, 16)) >= 6


@pytest.mark.parametrize("size", [16, 22, 24, 32, 44, 48, 64])
def test_every_size_that_panels_ask_for_is_drawn(qapp: QApplication, size: int) -> None:
    icon = paint(LOOKS[0], INK, INK)
    assert QSize(size, size) in icon.availableSizes()


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.06, 1), (0.5, 8), (0.99, 15), (1.0, 15)])
def test_the_pie_is_never_empty_and_never_full(share: float, expected: int) -> None:
    assert sixteenths(share) == expected


def test_overtime_has_a_colour_of_its_own(qapp: QApplication) -> None:
    image = paint(TrayLook(TrayForm.OVERTIME), INK, QColor("#A8470A")).pixmap(QSize(32, 32)).toImage()
    assert image.pixelColor(6, 16).name() == "#a8470a"


def arc(image: QImage) -> tuple[set[int], set[int]]:
    """In which of 64 directions, counter-clockwise from 12 o'clock, the middle of the arc has ink, and where none."""
    side = image.width()
    radius = side / 2 - 1 - STROKES[side] / 2
    ink: set[int] = set()
    none: set[int] = set()
    for number in range(64):
        turn = 2 * math.pi * (number + 0.5) / 64
        point = side / 2 - radius * math.sin(turn), side / 2 - radius * math.cos(turn)
        alpha = image.pixelColor(math.floor(point[0]), math.floor(point[1])).alpha()
        (ink if alpha > 160 else none if alpha < 96 else set()).add(number)
    return ink, none


@pytest.mark.parametrize("left", [1, 4, 8, 11, 15])
@pytest.mark.parametrize("size", STROKES)
def test_a_break_is_an_arc_of_what_is_left_from_12_o_clock_to_the_left(
    qapp: QApplication, size: int, left: int
) -> None:
    ink, none = arc(drawn(TrayLook(TrayForm.BREAK, left), size))
    ends = {number % 64 for end in (0, 4 * left) for number in range(end - 3, end + 3)}  # a pixel is half inked there
    assert (ink - ends, none - ends) == (set(range(4 * left)) - ends, set(range(4 * left, 64)) - ends)


@pytest.mark.parametrize(("size", "stroke"), STROKES.items())
def test_the_arc_of_a_break_lies_a_pixel_from_the_edge(qapp: QApplication, size: int, stroke: float) -> None:
    image = drawn(TrayLook(TrayForm.BREAK, 15), size)
    across = [image.pixelColor(x, size // 2).alpha() / 255 for x in range(6)]
    edge = [(x, y) for x in range(size) for y in range(size) if {x, y} & {0, size - 1}]
    assert [point for point in edge if image.pixelColor(*point).alpha()] == []
    assert sum(across) == pytest.approx(stroke, abs=0.15)
    assert across[1] > 0.9


def test_nothing_else_is_drawn_in_a_break(qapp: QApplication) -> None:
    image = drawn(TrayLook(TrayForm.BREAK, 15), 32)
    middle = [(x, y) for x in range(32) for y in range(32) if math.hypot(x - 15.5, y - 15.5) < 11]
    assert [point for point in middle if image.pixelColor(*point).alpha()] == []
