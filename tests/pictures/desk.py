"""One look on one screen: starts the program with a seeded record at a set time, and takes pictures of it."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from tests.desktop.harness.clock import WallClock
from tests.desktop.harness.program import FROM_SOURCE, Program
from tests.desktop.harness.screen import Screen
from tests.desktop.harness.session import Session
from tests.desktop.harness.stage import MAIN, Stage
from tests.desktop.harness.tray import Tray
from tests.desktop.harness.waiting import until
from tests.desktop.harness.windows import X11Windows

from . import seed
from .looks import Look
from .seed import Done, Todo
from .wordy import longer

WORDY = (sys.executable, "-m", "tests.pictures.wordy")
_QUIET_S = 0.15
_NOTHING: Mapping[str, Any] = {}


class Desk:
    """`stage` and `program` are those of the last `open`."""

    stage: Stage
    program: Program

    def __init__(
        self,
        look: Look,
        screen: Session,
        folder: Path,
        wants: Callable[[str], bool],
        tray: Callable[[Session], Tray] | None = None,
    ) -> None:
        """`tray` makes a panel's, where it is not to be a stand-in's."""
        self.look, self.screen, self._folder, self._wants, self._tray = look, screen, folder, wants, tray
        Path(screen.environment["XDG_CONFIG_HOME"], "kdeglobals").write_text(look.desktop_settings)

    @contextmanager
    def open(
        self,
        record: Iterable[Done],
        at: datetime,
        *,
        plan: Iterable[Todo] = (),
        hidden: bool = False,
        remembered: Mapping[str, Any] = _NOTHING,
        targets: Mapping[str, int] = _NOTHING,
    ) -> Iterator[None]:
        """The program from its start at that time to its end.

        `remembered` are rows of its settings, `targets` the weekly ones of projects in minutes.
        """
        with tempfile.TemporaryDirectory(prefix="ssl-") as directory:
            place = Path(directory)
            self.stage = stage = Stage(self.screen, place, self._tray(self.screen) if self._tray else None)
            try:
                stage.tray.appear()
                if isinstance(self.screen, Screen):  # elsewhere there is a real one
                    stage.notifications.appear()
                seed.write(stage.data, record, plan, remembered, targets)
                stage.command = WORDY if self.look.is_wordy else FROM_SOURCE
                clock = WallClock(place / "clock")
                clock.set_to(at)
                stage.environment |= {**clock.environment, **self.look.environment, "TZ": "UTC"}
                self.program = stage.start_hidden() if hidden else stage.start()
                if self.look.size is not None and not hidden and isinstance(stage.windows, X11Windows):
                    stage.windows.resize(MAIN, *(side * self.look.scale for side in self.look.size))
                yield
            finally:
                stage.tray.vanish()
                stage.close()

    def say(self, words: str) -> str:
        """Words of the program as this look has them."""
        return longer(words) if self.look.is_wordy else words

    def press(self, name: str, window: str = "") -> None:
        """The button with these words."""
        self.program.ui.button(self.say(name), window).press()

    def wait_until_left(self, time_left: str) -> None:
        """Until the ring shows that; it is one second of the clock, and so the same in every picture."""
        label = self.program.ui.label("remaining")
        until(lambda: label.name == time_left, 20, f"{time_left} is left")

    def take(self, picture: str, title: str = MAIN) -> None:
        """Of that window."""
        if self._wants(picture):
            self.stage.windows.wait_for(title)
            place = QRect(*self.stage.windows.rectangle(title))
            self.save(picture, settled(lambda: self.screen.picture().copy(place)))

    def take_all(self, picture: str) -> None:
        """Of the whole screen."""
        if self._wants(picture):
            self.save(picture, settled(self.screen.picture))

    def save(self, picture: str, image: QImage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        assert image.save(str(self._folder / f"{picture}.png"))


def settled(take: Callable[[], QImage]) -> QImage:
    """What is seen when it has not changed for a while."""
    last, since = take(), time.monotonic()

    def is_quiet() -> bool:
        nonlocal last, since
        seen = take()
        if seen != last:
            last, since = seen, time.monotonic()
        return time.monotonic() - since > _QUIET_S

    until(is_quiet, 10, "the picture stands still")
    return last
