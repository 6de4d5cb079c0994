"""How soon the program can be seen, and what memory it has, beside the least that such a program can be."""

import statistics
import sys
import tempfile
from pathlib import Path

from app import paths
from app.core.clock import SystemClock
from app.store.database import FILE_NAME
from app.store.store import Store
from tests.desktop.harness.record import MINUTE, Record
from tests.desktop.harness.screen import Screen

from .starts import Candidate, Runway, Start

ROUNDS = 7
SESSIONS = 500
PROJECT = "Thesis"
DAY = 24 * 60 * MINUTE
LIMITS = {"tooltip": 1.5, "window": 1.5, "memory": 1.4}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory, Screen() as screen:
        data = Path(directory, "data")
        prepare(data)
        runway = Runway(screen)
        try:
            bare, sessile = measure(
                runway,
                Candidate("bare", (sys.executable, "-m", "tests.benchmarks.bare"), "Bare"),
                Candidate("Sessile", (sys.executable, "-m", "app", "--data-dir", str(data)), PROJECT),
            )
        finally:
            runway.close()
    report(bare, sessile)
    return 0


def prepare(data: Path) -> None:
    """A file with half a year of sessions, and one that is running."""
    data.mkdir(mode=0o700)
    Store(data / FILE_NAME, paths.migrations(), SystemClock().now()).close()
    record = Record(data)
    for number in range(1, SESSIONS + 1):
        begun = number * DAY // 3
        record.add_session(PROJECT, 45, started=begun, ended=begun - 50 * MINUTE)
    record.add_session(PROJECT, 1000, started=10 * MINUTE)


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
    print("\nWhat the memory goes to (MiB):")
    middle = [sorted(starts, key=lambda start: start.memory)[len(starts) // 2] for starts in (bare, sessile)]
    for kind in middle[1].memory_by_kind:
        print(f"  {kind:30}" + "".join(f"{start.memory_by_kind.get(kind, 0):16.1f}" for start in middle))


def row(name: str, unit: str, bare: list[float], sessile: list[float]) -> None:
    pairs = [(min(values), statistics.median(values)) for values in (bare, sessile)]
    (bare_least, bare_median), (least, median) = pairs
    values = "".join(f"{f'{low:.1f} {middle:.1f}':>16}" for low, middle in pairs)
    ratio = f"{least / bare_least:.2f} {median / bare_median:.2f}"
    print(f"{f'{name} ({unit})':32}{values}{ratio:>14}{LIMITS[name]:>9}")


if __name__ == "__main__":
    sys.exit(main())
