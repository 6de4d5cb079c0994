"""The eight project colours stay apart, seen normally and by the colour-blind, in both themes.

CIEDE2000: Sharma, Wu, Dalal, "The CIEDE2000 color-difference formula", Color Research and Application 30 (2005).
Colour blindness: Machado, Oliveira, Fernandes, "A physiologically-based model for simulation of color vision
deficiency", IEEE TVCG 15 (2009), matrices of severity 1, for linear RGB.
"""

import json
import math
from itertools import combinations

import pytest

from app import paths
from app.core.model import COLORS

PROJECTS = json.loads(paths.resource("tokens.json").read_text("utf-8"))["projects"]
Three = tuple[float, float, float]
Matrix = tuple[Three, Three, Three]

NORMAL: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
DEUTERANOPIA: Matrix = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
PROTANOPIA: Matrix = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
"""sRGB, IEC 61966-2-1, white D65."""
WHITE = (0.95047, 1.0, 1.08883)

LEAST = {
    ("light", "normal"): 20.5,
    ("light", "deuteranopia"): 15.9,
    ("light", "protanopia"): 13.7,
    ("dark", "normal"): 21.4,
    ("dark", "deuteranopia"): 15.5,
    ("dark", "protanopia"): 16.2,
}
"""The smallest distance of any two, rounded to one place."""
SEEN = {"normal": NORMAL, "deuteranopia": DEUTERANOPIA, "protanopia": PROTANOPIA}


def times(matrix: Matrix, vector: Three) -> Three:
    a, b, c = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return a, b, c


def linear(color: str) -> Three:
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def lab(rgb: Three) -> Three:
    """CIELAB of linear RGB; what lies outside of the screen's range is cut to it."""
    red, green, blue = (min(max(part, 0.0), 1.0) for part in rgb)
    scaled = (value / white for value, white in zip(times(TO_XYZ, (red, green, blue)), WHITE, strict=True))
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def hue(a: float, b: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360 if a or b else 0.0


def distance(one: Three, other: Three) -> float:
    """CIEDE2000 of two CIELAB colours, all weights 1; the names are the paper's."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    c_mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(c_mean**7 / (c_mean**7 + 25**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2, h1, h2 = math.hypot(a1, b1), math.hypot(a2, b2), hue(a1, b1), hue(a2, b2)
    dh = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc, dh_ = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh / 2))
    l, c = (l1 + l2) / 2, (c1 + c2) / 2  # noqa: E741
    h = h1 + h2 if c1 * c2 == 0 else (h1 + dh / 2) % 360
    t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.20 * cos(4 * h - 63)
    s_l = 1 + 0.015 * (l - 50) ** 2 / math.sqrt(20 + (l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c, 1 + 0.015 * c * t
    turn = 30 * math.exp(-(((h - 275) / 25) ** 2))
    r = -math.sin(math.radians(2 * turn)) * 2 * math.sqrt(c**7 / (c**7 + 25**7))
    parts = dl / s_l, dc / s_c, dh_ / s_h
    return math.sqrt(sum(part**2 for part in parts) + r * parts[1] * parts[2])


def cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_is_the_paper_s(one: Three, other: Three, expected: float) -> None:
    assert round(distance(one, other), 4) == expected


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_colour_that_the_record_can_name_is_there(mode: str) -> None:
    assert {name.lower() for name in PROJECTS[mode]} == set(COLORS)


@pytest.mark.parametrize(("mode", "seen"), LEAST)
def test_any_two_project_colours_stay_apart(mode: str, seen: str) -> None:
    found = [lab(times(SEEN[seen], linear(color))) for color in PROJECTS[mode].values()]
    nearest = min(distance(one, other) for one, other in combinations(found, 2))
    assert round(nearest, 1) >= LEAST[mode, seen]
