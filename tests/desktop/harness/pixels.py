"""The screen as the file that Xvfb draws into has it (X Window Dump, XWDFile.h)."""

import struct
from pathlib import Path

from PySide6.QtGui import QImage

_HEADER = struct.Struct(">25I")
_HEADER_SIZE, _WIDTH, _HEIGHT, _BYTES_PER_LINE, _COLORS = 0, 4, 5, 12, 19
_COLOR_SIZE = 12


def read(dump: Path) -> QImage:
    """All of it, in pixels of four bytes."""
    data = dump.read_bytes()
    header = _HEADER.unpack_from(data)
    begin = header[_HEADER_SIZE] + header[_COLORS] * _COLOR_SIZE
    pixels, line = memoryview(data)[begin:], header[_BYTES_PER_LINE]
    return QImage(pixels, header[_WIDTH], header[_HEIGHT], line, QImage.Format.Format_RGB32).copy()
