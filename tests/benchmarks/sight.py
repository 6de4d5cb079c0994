"""What a person at the screen sees, read from the file that Xvfb draws into: no program on it is asked."""

import time
from collections import Counter
from pathlib import Path

from tests.desktop.harness import pixels
from tests.desktop.harness.pixels import Rectangle

STEP_S = 0.001
PATIENCE_S = 20.0


def ink(dump: Path, place: Rectangle) -> int:
    """How many pixels there are not the ground that most of them are: words, where a place holds nothing else."""
    seen = Counter(pixels.area(dump, place))
    return seen.total() - max(seen.values())


def bounds(dump: Path, place: Rectangle) -> Rectangle:
    """The smallest place within `place` that holds all its ink."""
    left, top, width, _height = place
    seen = pixels.area(dump, place)
    ground = Counter(seen).most_common(1)[0][0]
    found = [divmod(number, width) for number, pixel in enumerate(seen) if pixel != ground]
    assert found, f"no words at {place}"
    lines, columns = {line for line, _ in found}, {column for _, column in found}
    first, last = min(columns), max(columns)
    return left + first, top + min(lines), last - first + 1, max(lines) - min(lines) + 1


def wait_for_ink(dump: Path, place: Rectangle, wanted: int) -> float:
    """The monotonic clock's seconds when the place held at least so much."""
    deadline = time.monotonic() + PATIENCE_S
    while ink(dump, place) < wanted:
        assert time.monotonic() < deadline, f"no words at {place}"
        time.sleep(STEP_S)
    return time.monotonic()
