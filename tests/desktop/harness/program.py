"""The program itself: started as a person starts it, ended as they, the system or a power cut end it."""

import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .accessibility import Accessibility
from .record import now
from .waiting import until

ROOT = Path(__file__).parents[3]
FROM_SOURCE = (sys.executable, "-m", "app")
PATIENCE_S = 5.0
_FAULT = re.compile(
    r"Traceback|Fatal|Q[A-Z]|qt\.(?!accessibility\.atspi: Could not find accessible|qpa\.wayland\.textinput)|.*Warning:"
)
"""No fault of the program: what a reader asks for may have gone a moment before, and on Wayland the keyboard may have
left a window before Qt told the input method so.
"""


class Program:
    """One run of `command`, which lasts as one process."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], output: Path) -> None:
        """`output` is the file that takes what it writes to stderr."""
        self._output = output
        with output.open("wb") as stream:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
            )
        self.born = now()
        self.ui = Accessibility(environment["AT_SPI_BUS_ADDRESS"], self._process.pid)

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def complaints(self) -> str:
        """What it wrote to stdout and stderr."""
        return self._output.read_text()

    @property
    def faults(self) -> list[str]:
        """The lines of Python and Qt among them, which no run may have."""
        return [line for line in self.complaints.splitlines() if _FAULT.match(line)]

    def catches(self, number: int) -> bool:
        """Whether a signal would find a handler (proc(5), SigCgt)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        (caught,) = (line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:"))
        return bool(int(caught, 16) >> (number - 1) & 1)

    def exit_code(self) -> int:
        """Waits for its end."""
        return self._process.wait(PATIENCE_S)

    def terminate(self) -> int:
        """As the end of a login does; the exit code."""
        return self.end_by(signal.SIGTERM)

    def end_by(self, number: int) -> int:
        """Send a signal; the exit code."""
        self._process.send_signal(number)
        return self.exit_code()

    def freeze(self) -> None:
        """Stop it, as a computer that sleeps does, until `thaw`."""
        self._process.send_signal(signal.SIGSTOP)
        until(lambda: self._state == "T", PATIENCE_S, "the program stands still")

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    @property
    def _state(self) -> str:
        """One letter (proc(5), stat)."""
        return Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(") ")[2][0]

    def cut_off(self) -> None:
        """As a power cut does."""
        self._process.kill()
        self.exit_code()

    def close(self) -> None:
        if self.is_running:
            self.cut_off()
        self.ui.close()
