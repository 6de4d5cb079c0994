"""Icons made of the drawings in resources/icons, for the pixels of the screens that are there."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app import paths


def icon(name: str, color: QColor, disabled: QColor, side: int, widen: int) -> QIcon:
    """A one-colour drawing, `side` logical pixels square, centred on a canvas `widen` pixels wider."""
    renderer = QSvgRenderer(str(paths.resource(f"icons/{name}.svg")))
    made = QIcon()
    for ratio in _ratios():
        pixmap = _canvas(side + widen, side, ratio)
        with QPainter(pixmap) as painter:
            renderer.render(painter, QRectF(widen / 2, 0, side, side))
        made.addPixmap(_tinted(pixmap, color), QIcon.Mode.Normal)
        made.addPixmap(_tinted(pixmap, disabled), QIcon.Mode.Disabled)
    return made


def dot(color: QColor, side: int, diameter: int) -> QIcon:
    """A filled circle in the middle of a square canvas; both in logical pixels."""
    made = QIcon()
    for ratio in _ratios():
        pixmap = _canvas(side, side, ratio)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(QPointF(side / 2, side / 2), diameter / 2, diameter / 2)
        made.addPixmap(pixmap)
    return made


def application_icon() -> QIcon:
    return QIcon(str(paths.resource("icons/sessile.svg")))


def application_pixels(side: int) -> bytes:
    """The same, so many pixels square: red, green, blue and alpha of each, not premultiplied, row by row."""
    image = QImage(side, side, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        QSvgRenderer(str(paths.resource("icons/sessile.svg"))).render(painter)
    return bytes(image.constBits())


def _ratios() -> list[float]:
    """How many pixels of a screen one logical pixel has, for each kind of screen."""
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()})


def _canvas(width: int, height: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(width, height) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _tinted(drawing: QPixmap, color: QColor) -> QPixmap:
    pixmap = QPixmap(drawing)
    with QPainter(pixmap) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(QRectF(QPointF(0, 0), drawing.deviceIndependentSize()), color)
    return pixmap
