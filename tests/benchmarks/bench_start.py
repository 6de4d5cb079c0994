"""How soon the program can be seen, and what memory it has, beside the least that such a program can be."""

import statistics
import sys
import tempfile
from pathlib import Path

from tests.desktop.harness.screen import Screen

from .candidates import BARE, Candidate, sessile
from .starts import Runway, Start

ROUNDS = 15
LIMITS = {"tooltip": 1.5, "window": 1.5, "memory": 1.4}
REASONS = {
    "tooltip": "Qt's names, made known to Python when first used; our own modules; the page, made before icons tell",
    "window": "the same, and the page itself with its drawings and what it asks of the file",
    "memory": "objects and code of Python for our own modules and Qt's names; Qt's parts for drawings and the bus",
}
"""What takes longer, or more, than in the bare program."""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory, Screen() as screen:
        runway = Runway(screen)
        try:
            starts = measure(runway, BARE, sessile(Path(directory, "data"), running=True))
        finally:
            runway.close()
    report(*starts)
    return 0


def measure(runway: Runway, *candidates: Candidate) -> list[list[Start]]:
    """The starts of each, made in turn."""
    words = [runway.find_words(candidate) for candidate in candidates]
    starts: list[list[Start]] = [[] for _ in candidates]
    for _ in range(ROUNDS):
        for number, candidate in enumerate(candidates):
            starts[number].append(runway.start(candidate, words[number]))
    return starts


def report(bare: list[Start], sessile: list[Start]) -> None:
    print(f"{ROUNDS} starts of each in turn: least, median\n")
    print(f"{'':32}{'bare':>16}{'Sessile':>16}{'ratio':>14}{'at most':>9}")
    for name, unit in (("tooltip", "ms"), ("window", "ms"), ("memory", "MiB")):
        row(name, unit, *([getattr(start, name) for start in starts] for starts in (bare, sessile)))
    print("\nWhat the memory goes to (MiB, the round in the middle):")
    middle = [sorted(starts, key=lambda start: start.memory)[len(starts) // 2] for starts in (bare, sessile)]
    for kind in middle[1].memory_by_kind:
        print(f"  {kind:30}" + "".join(f"{start.memory_by_kind.get(kind, 0):16.1f}" for start in middle))


def row(name: str, unit: str, bare: list[float], sessile: list[float]) -> None:
    pairs = [(min(values), statistics.median(values)) for values in (bare, sessile)]
    (bare_least, bare_median), (least, median) = pairs
    values = "".join(f"{f'{low:.1f} {middle:.1f}':>16}" for low, middle in pairs)
    ratio = f"{least / bare_least:.2f} {median / bare_median:.2f}"
    print(f"{f'{name} ({unit})':32}{values}{ratio:>14}{LIMITS[name]:>9}")
    if median / bare_median > LIMITS[name]:
        print(f"  more than wanted: {REASONS[name]}")


if __name__ == "__main__":
    sys.exit(main())
