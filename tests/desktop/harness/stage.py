"""Everything a test has at hand: the screen, its services, the record, and the programs it starts."""

from collections.abc import Sequence
from pathlib import Path

from .notifications import Notifications
from .program import FROM_SOURCE, Program
from .record import Record
from .session import Session
from .tray import StandInTray, Tray
from .waiting import until

MAIN = "Sessile"


class Stage:
    """One test's desktop. The tray and the notification service are made, but not there before they `appear`."""

    def __init__(self, screen: Session, directory: Path, tray: Tray | None = None) -> None:
        """`tray` is a stand-in's unless a panel's is given."""
        self.screen, self._directory = screen, directory
        self.data = directory / "data"
        self.record = Record(self.data)
        self.windows = screen.windows
        self.tray = tray or StandInTray(screen.bus_address)
        self.notifications = Notifications(screen.bus_address)
        self.programs: list[Program] = []
        self.command: Sequence[str] = FROM_SOURCE
        """What starts the program."""
        self.environment = screen.environment | screen.time
        """What the programs get that it starts."""

    def launch(self, *arguments: str, **environment: str) -> Program:
        """Start the program and wait for nothing."""
        output = self._directory / f"output-{len(self.programs)}"
        command = (*self.screen.as_user, *self.command, "--data-dir", str(self.data), *arguments)
        program = Program(command, self.environment | environment, output)
        self.programs.append(program)
        return program

    def start(self, *arguments: str, **environment: str) -> Program:
        """Start the program and wait until its window has the keyboard and its icon is in the tray."""
        program = self.launch(*arguments, **environment)
        self.windows.wait_for_active(MAIN)
        self.tray.wait_for_icon()
        until(lambda: program.ui.words(MAIN), 5, "the window can be read")
        return program

    def start_hidden(self) -> Program:
        """Start the program as at login, and wait until its icon answers."""
        program = self.launch("--hidden")
        self.tray.wait_for_icon()
        assert self.tray.entries
        return program

    def start_session(self, line: str = "@Thesis 25") -> Program:
        """Start the program and a session in it."""
        program = self.start()
        program.ui.edit("Quick entry").set_text(line)
        program.ui.button("Start").press()
        program.ui.wait_for_value("state", "Running")
        return program

    def prepare(self) -> None:
        """Make the data file, as a first start and a quit do."""
        assert self.start_hidden().terminate() == 0

    def close(self) -> None:
        for program in self.programs:
            program.close()
        self.tray.close()
        self.notifications.close()
