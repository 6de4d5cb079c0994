"""The tray icon: form alone tells every state."""

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
)


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
