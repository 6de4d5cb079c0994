"""Starts a program on a screen, and times what of it comes into sight."""

import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.desktop.harness.accessibility import Accessibility
from tests.desktop.harness.pixels import Rectangle
from tests.desktop.harness.program import ROOT
from tests.desktop.harness.screen import Screen
from tests.desktop.harness.tray import StandInTray
from tests.desktop.harness.waiting import until

from . import memory, sight

QUIET_S = 2.0
"""So long after it was seen a program has done what it puts off: then its memory is read."""
STEP_S = 0.001


@dataclass(frozen=True, slots=True)
class Candidate:
    """A program to start; its window has words in a label `remaining`, its tooltip holds `tooltip`."""

    name: str
    command: Sequence[str]
    tooltip: str


@dataclass(frozen=True, slots=True)
class Words:
    """Where the label's words stand on the screen, and how much ink they have."""

    place: Rectangle
    ink: int


@dataclass(frozen=True, slots=True)
class Start:
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
        with self._running(candidate, self._screen.environment) as process:
            reader = Accessibility(self._screen.environment["AT_SPI_BUS_ADDRESS"], process.pid)
            place = until(lambda: _label(reader), 20, f"{candidate.name} shows its words")
            reader.close()
            time.sleep(QUIET_S)
            assert place is not None
            place = sight.bounds(self._screen.pixels, place)
            return Words(place, sight.ink(self._screen.pixels, place))

    def start(self, candidate: Candidate, words: Words) -> Start:
        environment = {
            name: value
            for name, value in self._screen.environment.items()
            if name not in ("AT_SPI_BUS_ADDRESS", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON")
        }
        seen: list[float] = []
        watcher = threading.Thread(target=self._watch_tooltip, args=(candidate.tooltip, seen), daemon=True)
        watcher.start()
        begun = time.monotonic()
        with self._running(candidate, environment) as process:
            window = sight.wait_for_ink(self._screen.pixels, words.place, words.ink // 2)
            watcher.join(sight.PATIENCE_S)
            assert seen, f"the tooltip of {candidate.name} never held {candidate.tooltip!r}"
            time.sleep(QUIET_S)
            size, kinds = memory.proportional(process.pid), memory.by_kind(process.pid)
        return Start((seen[0] - begun) * 1000, (window - begun) * 1000, size, kinds)

    def _watch_tooltip(self, words: str, seen: list[float]) -> None:
        while not self._tray.has_icon:
            time.sleep(STEP_S)
        while words not in self._tray.tooltip:
            time.sleep(STEP_S)
        seen.append(time.monotonic())

    @contextmanager
    def _running(self, candidate: Candidate, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(candidate.command, cwd=ROOT, env=environment)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)
            until(lambda: not self._tray.has_icon, 5, "the icon is gone")


def _label(reader: Accessibility) -> Rectangle | None:
    """The place of the label `remaining`, or of the window itself where it is the label."""
    for widget in reader.everything():
        if widget.role == "label" and widget.identity.rpartition(".")[2] == "remaining":
            return widget.rectangle
    return None
