"""A wall clock that a test sets, and a screen's time that goes by quicker: libfaketime, under the program alone."""

import os
import subprocess
from datetime import datetime
from pathlib import Path

from . import needs, record


class WallClock:
    """The wall clock of the programs that get `environment`. The clocks that only run go on truly."""

    def __init__(self, file: Path) -> None:
        self._file, self._ahead = file, 0
        self.environment = _preload() | {
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }
        self.set_ahead(0)

    def now(self) -> int:
        """In the file's milliseconds."""
        return record.now() + self._ahead

    def set_to(self, instant: datetime) -> None:
        """It shows that instant now, and goes on from there."""
        self.set_ahead(round(instant.timestamp() * 1000) - record.now())

    def jump(self, by: int) -> None:
        """Set the clock on, or back, by so many milliseconds."""
        self.set_ahead(self._ahead + by)

    def set_ahead(self, ahead: int) -> None:
        """How many milliseconds it goes before the true time from now on."""
        self._ahead = ahead
        new = self._file.with_suffix(".new")
        new.write_text(f"{ahead / 1000:+.3f}\n")
        new.replace(self._file)


def quicker(times: int) -> dict[str, str]:
    """An environment in which every clock and every wait goes so many times as fast, from when a program starts."""
    return _preload() | {"FAKETIME": f"+0 x{times}"}


def _preload() -> dict[str, str]:
    """The command knows where its library lies; `-m` is the one for programs with threads."""
    _sweep()
    command = [needs.program("faketime"), "-m", "-f", "+0", "env", "-0"]
    told = subprocess.run(command, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True).stdout
    lines = dict(line.split("=", 1) for line in told.split("\0") if "=" in line)
    return {"LD_PRELOAD": lines["LD_PRELOAD"]}


def _sweep() -> None:
    """WORKAROUND: a program that is killed leaves libfaketime's shared memory, named by its process number, behind, and
    the next one with that number refuses to start (libfaketime 0.9.10).
    """
    for left in Path("/dev/shm").glob("*faketime_*"):
        if not Path("/proc", left.name.rpartition("_")[2]).exists():
            left.unlink(missing_ok=True)
