"""A chart as a file: PNG at twice the pixels, or SVG whose words are words; above it the title and the period."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.canvas import Canvas, Drawing, Plot, mirrored, moved, paint, together
from app.ui.chart_keys import Key
from app.ui.theme import Theme

_MARGIN, _BETWEEN, _RATIO, _LEAST = 24, 16, 2, 420


class Picture(NamedTuple):
    """A chart with its heading; `key` explains it."""

    title: str
    period: str
    plot: Plot
    key: Key | None
    width: int

    def drawing(self, theme: Theme) -> tuple[Drawing, int, int]:
        """With its width and height, without a margin."""
        canvas = Canvas(theme, max(self.width, theme.px(_LEAST)))
        title = canvas.write(self.title, "strong", "text", 0, 0)
        period = canvas.write(self.period, "small", "text2", 0, canvas.line("strong") + canvas.px(2))
        parts = [Drawing(words=(title, period))]
        if self.key is not None:
            key = self.key.draw(canvas, 0)
            parts.append(moved(key, canvas.width - self.key.width(canvas), 0))
        top = canvas.line("strong") + canvas.line("small") + canvas.px(2 + _BETWEEN)
        height = self.plot.height(canvas)
        parts.append(moved(self.plot.draw(canvas, height), 0, top))
        return together(parts), round(canvas.width), round(top + height)


def as_png(picture: Picture, theme: Theme, direction: Qt.LayoutDirection) -> bytes:
    drawing, size = _laid(picture, theme, direction)
    image = QImage(size * _RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_RATIO)
    with QPainter(image) as painter:
        _paint(painter, drawing, size, theme)
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def as_svg(picture: Picture, theme: Theme, direction: Qt.LayoutDirection) -> bytes:
    drawing, size = _laid(picture, theme, direction)
    buffer, generator = _buffer(), QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(f"{picture.title}, {picture.period}")
    generator.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInch()))
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    with QPainter(generator) as painter:
        _paint(painter, drawing, size, theme)
    return bytes(buffer.data().data())


def save(path: Path, content: bytes) -> str:
    """Empty, or a sentence: why it was not saved."""
    try:
        path.write_bytes(content)
    except OSError as error:
        return f"The chart was not saved: {error.strerror or error}."
    return ""


def ask_for_place(parent: QWidget, name: str, kind: str, on_chosen: Callable[[Path], None]) -> None:
    """Where to save `name` as that kind, `png` or `svg`."""
    dialog = QFileDialog(parent, f"Save as {kind.upper()}", f"{name}.{kind}", f"{kind.upper()} (*.{kind})")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind)
    dialog.fileSelected.connect(lambda path: on_chosen(Path(path)))
    dialog.open()


def _laid(picture: Picture, theme: Theme, direction: Qt.LayoutDirection) -> tuple[Drawing, QSize]:
    drawing, width, height = picture.drawing(theme)
    if direction is Qt.LayoutDirection.RightToLeft:
        drawing = mirrored(drawing, width)
    margin = 2 * theme.px(_MARGIN)
    return drawing, QSize(width + margin, height + margin)


def _paint(painter: QPainter, drawing: Drawing, size: QSize, theme: Theme) -> None:
    painter.fillRect(QRect(0, 0, size.width(), size.height()), theme.color("surface"))
    painter.translate(theme.px(_MARGIN), theme.px(_MARGIN))
    paint(painter, drawing, theme)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray())
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
