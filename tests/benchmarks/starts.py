"""Starts programs in turn on one screen, and times what of them comes into sight."""

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tests.desktop.harness.accessibility import Accessibility
from tests.desktop.harness.pixels import Rectangle
from tests.desktop.harness.screen import Screen
from tests.desktop.harness.tray import StandInTray
from tests.desktop.harness.waiting import until

from . import memory, sight
from .candidates import Candidate, alive, without_reader

QUIET_S = 3.0
"""So long after it was seen a program has done what it puts off: then its memory is read."""
STEP_S = 0.001


class Words(NamedTuple):
    """Where the words of a window stand on the screen, and how much ink they have."""

    place: Rectangle
    ink: int


class Start(NamedTuple):
    """Milliseconds from the order to start until each was there; MiB once it is quiet, in all and by kind."""

    tooltip: float
    window: float
    memory: float
    memory_by_kind: dict[str, float]


class Runway:
    """A screen with a tray on which one program at a time is started."""

    def __init__(self, screen: Screen) -> None:
        self._screen, self._tray = screen, StandInTray(screen.bus_address)
        self._tray.appear()
        subprocess.run(["xdotool", "mousemove", "0", "0"], env=screen.environment, check=True)  # covers no words

    def close(self) -> None:
        self._tray.close()

    def find_words(self, candidate: Candidate) -> Words:
        """A start that is not timed, with a reader of the screen beside it."""
        with self._alive(candidate, self._screen.environment) as process:
            reader = Accessibility(self._screen.environment["AT_SPI_BUS_ADDRESS"], process)
            label = until(lambda: _label(reader), 20, f"{candidate.name} shows its words")
            reader.close()
            time.sleep(QUIET_S)
            assert label is not None
            place = sight.bounds(self._screen.pixels, label)
            return Words(place, sight.ink(self._screen.pixels, place))

    def start(self, candidate: Candidate, words: Words) -> Start:
        seen: list[float] = []
        watcher = threading.Thread(target=self._watch_tooltip, args=(candidate.tooltip, seen), daemon=True)
        watcher.start()
        begun = time.monotonic()
        with self._alive(candidate, without_reader(self._screen)) as process:
            window = sight.wait_for_ink(self._screen.pixels, words.place, words.ink // 2)
            watcher.join(sight.PATIENCE_S)
            assert seen, f"the tooltip of {candidate.name} never held {candidate.tooltip!r}"
            time.sleep(QUIET_S)
            size, kinds = memory.proportional(process), memory.by_kind(process)
        return Start((seen[0] - begun) * 1000, (window - begun) * 1000, size, kinds)

    def _watch_tooltip(self, words: str, seen: list[float]) -> None:
        while not self._tray.has_icon:
            time.sleep(STEP_S)
        while words not in self._tray.tooltip:
            time.sleep(STEP_S)
        seen.append(time.monotonic())

    @contextmanager
    def _alive(self, candidate: Candidate, environment: dict[str, str]) -> Iterator[int]:
        with alive(candidate, environment) as process:
            yield process
        until(lambda: not self._tray.has_icon, 5, "the icon is gone")


def _label(reader: Accessibility) -> Rectangle | None:
    """The place of the label `remaining`, or of the window itself where it is the label."""
    for widget in reader.everything():
        if widget.role == "label" and widget.identity.rpartition(".")[2] == "remaining":
            return widget.rectangle
    return None
