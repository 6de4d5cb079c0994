"""Colours on the screen, read from the file that Xvfb draws into (X Window Dump, XWDFile.h)."""

import struct
from pathlib import Path

_HEADER = struct.Struct(">25I")
_HEADER_SIZE, _BITS_PER_PIXEL, _BYTES_PER_LINE, _COLORS = 0, 11, 12, 19
_COLOR_SIZE = 12


Rectangle = tuple[int, int, int, int]
"""Left, top, width and height on the screen."""


def color(dump: Path, x: int, y: int) -> str:
    """The pixel as `#RRGGBB`."""
    (pixel,) = area(dump, (x, y, 1, 1))
    return f"#{pixel & 0xFFFFFF:06X}"


def area(dump: Path, place: Rectangle) -> list[int]:
    """The pixels there, line by line, as 0xRRGGBB with what stands above that."""
    left, top, width, height = place
    with dump.open("rb") as file:
        header = _HEADER.unpack(file.read(_HEADER.size))
        bytes_per_pixel = header[_BITS_PER_PIXEL] // 8
        first = header[_HEADER_SIZE] + header[_COLORS] * _COLOR_SIZE + left * bytes_per_pixel
        lines = []
        for line in range(top, top + height):
            file.seek(first + line * header[_BYTES_PER_LINE])
            lines.append(file.read(width * bytes_per_pixel))
    return list(memoryview(b"".join(lines)).cast("I"))
