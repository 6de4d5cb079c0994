"""The screen as the file that Xvfb draws into has it (X Window Dump, XWDFile.h)."""

import struct
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_HEADER = struct.Struct(">25I")
_HEADER_SIZE, _WIDTH, _HEIGHT, _BYTES_PER_LINE, _COLORS = 0, 4, 5, 12, 19
_COLOR_SIZE, _PIXEL = 12, 4

Rectangle = tuple[int, int, int, int]
"""Left, top, width and height on the screen."""


def area(dump: Path, place: Rectangle) -> list[int]:
    """The pixels there, line by line: to look again and again, for it reads no more than it is asked for."""
    left, top, width, height = place
    with dump.open("rb") as file:
        header = _HEADER.unpack(file.read(_HEADER.size))
        first = header[_HEADER_SIZE] + header[_COLORS] * _COLOR_SIZE + left * _PIXEL
        lines = []
        for line in range(top, top + height):
            file.seek(first + line * header[_BYTES_PER_LINE])
            lines.append(file.read(width * _PIXEL))
    return list(memoryview(b"".join(lines)).cast("I"))


def read(dump: Path) -> "QImage":
    """All of it, in pixels of four bytes."""
    from PySide6.QtGui import QImage

    data = dump.read_bytes()
    header = _HEADER.unpack_from(data)
    begin = header[_HEADER_SIZE] + header[_COLORS] * _COLOR_SIZE
    pixels, line = memoryview(data)[begin:], header[_BYTES_PER_LINE]
    return QImage(pixels, header[_WIDTH], header[_HEIGHT], line, QImage.Format.Format_RGB32).copy()
