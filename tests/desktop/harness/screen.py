"""A session on a virtual X11 screen with a window manager."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from . import clock, needs, pixels
from .session import Session
from .waiting import until
from .windows import X11Windows

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


class Screen(Session):
    """Nothing is on it but the window manager."""

    def __init__(
        self, *, speed: int = 1, knows_idle: bool = True, size: str = "1280x800", services: Iterable[Path] = ()
    ) -> None:
        """For the X server and the programs time goes by `speed` times as fast as for the tests.

        `knows_idle`: whether the X server tells for how long there was no key and no click.
        """
        super().__init__(services=services)
        self.speed, self._size = speed, size
        self._options = () if knows_idle else ("-extension", "MIT-SCREEN-SAVER")
        self._programs |= {name: needs.program(name) for name in ("Xvfb", "openbox")}
        needs.program("xdotool")
        self.time = clock.quicker(speed) if speed != 1 else {}

    @property
    def windows(self) -> X11Windows:
        return X11Windows(self.environment)

    def picture(self) -> "QImage":
        return pixels.read(self.pixels)

    @property
    def pixels(self) -> Path:
        """The file that Xvfb draws into."""
        return self.directory / "pixels" / "Xvfb_screen0"

    def _open(self) -> None:
        self.environment["QT_QPA_PLATFORM"] = "xcb"
        self._start_x11()
        self._start_buses()

    def _start_x11(self) -> None:
        self.pixels.parent.mkdir(mode=0o700)
        reader, writer = os.pipe()
        command = [self._programs["Xvfb"], "-displayfd", str(writer), "-screen", "0", f"{self._size}x24"]
        try:
            command += ["-nolisten", "tcp", "-noreset", "-nocursor", "-fbdir", str(self.pixels.parent), *self._options]
            self._start(command, writer, **self.time)
        finally:
            os.close(writer)
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        self.environment["DISPLAY"] = f":{number}"
        self._start([self._programs["openbox"], "--sm-disable"])
        until(self._has_window_manager, 10, "openbox manages the screen")

    def _has_window_manager(self) -> bool:
        asked = subprocess.run(["xdotool", "get_num_desktops"], env=self.environment, capture_output=True, check=False)
        return asked.returncode == 0
