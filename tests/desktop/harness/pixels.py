"""Colours on the screen, read from the file that Xvfb draws into (X Window Dump, XWDFile.h)."""

import struct
from pathlib import Path

_HEADER = struct.Struct(">25I")
_HEADER_SIZE, _BITS_PER_PIXEL, _BYTES_PER_LINE, _COLORS = 0, 11, 12, 19
_COLOR_SIZE = 12


def color(dump: Path, x: int, y: int) -> str:
    """The pixel as `#RRGGBB`."""
    with dump.open("rb") as file:
        header = _HEADER.unpack(file.read(_HEADER.size))
        bytes_per_pixel = header[_BITS_PER_PIXEL] // 8
        colors = header[_COLORS] * _COLOR_SIZE
        file.seek(header[_HEADER_SIZE] + colors + y * header[_BYTES_PER_LINE] + x * bytes_per_pixel)
        blue, green, red = file.read(3)
    return f"#{red:02X}{green:02X}{blue:02X}"
