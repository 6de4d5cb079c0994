"""A contact sheet: the pictures of one look side by side, each with its name."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

_WIDTH, _GAP, _CAPTION, _SMALLER = 2000, 20, 24, 0.5
_PAPER, _INK = QColor("#9AA0A0"), QColor("#101414")


def make(folder: Path, zoom: float) -> None:
    """Write the sheet beside the folder; `zoom` is how much larger than usual its pictures are."""
    pictures = [(path.stem, QImage(str(path))) for path in sorted(folder.glob("*.png"))]
    sizes = [image.size() * (_SMALLER / zoom) for _name, image in pictures]
    places, height = _flow(sizes)
    sheet = QImage(_WIDTH, height, QImage.Format.Format_RGB32)
    sheet.fill(_PAPER)
    with QPainter(sheet) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(_INK)
        for (name, image), place, size in zip(pictures, places, sizes, strict=True):
            painter.drawText(place, name)
            mode = Qt.TransformationMode.SmoothTransformation
            small = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, mode)
            painter.drawImage(QRect(place + QPoint(0, 6), small.size()), small)
    assert sheet.save(str(folder.with_suffix(".png")))


def _flow(sizes: Iterable[QSize]) -> tuple[list[QPoint], int]:
    """Where the captions stand when pictures fill rows from the left, and how high that is."""
    places, left, top, row = [], _GAP, _GAP, 0
    for size in sizes:
        if left > _GAP and left + size.width() + _GAP > _WIDTH:
            left, top, row = _GAP, top + row + _GAP, 0
        places.append(QPoint(left, top + _CAPTION - 6))
        left, row = left + size.width() + _GAP, max(row, size.height() + _CAPTION)
    return places, top + row + _GAP
