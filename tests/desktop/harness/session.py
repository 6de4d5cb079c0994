"""A login session: places of its own, a session bus, a system bus and an accessibility bus, all gone at the end."""

import os
import shutil
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from . import needs
from .bus import Bus
from .waiting import until
from .windows import Windows

if TYPE_CHECKING:
    from PySide6.QtGui import QImage  # what measures programs must not share its memory with them

_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>{services}
<policy context="default"><allow user="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""


class Session(ABC):
    """A context manager. `environment` is what a program in this session gets, and nothing else."""

    as_user: tuple[str, ...] = ()
    """What stands before a command that is to run as the session's user; nothing where that is who runs the tests."""

    def __init__(self, *, services: Iterable[Path] = ()) -> None:
        """`services` are files of services that the session bus starts when they are wanted."""
        self._programs = {name: needs.program(name) for name in ("dbus-daemon", "setpriv")}
        self._services = (needs.accessibility_service(), *services)
        self._children: list[subprocess.Popen[bytes]] = []
        self.directory = Path(tempfile.mkdtemp(prefix="ssl-"))  # short: socket paths have at most 107 bytes
        self.environment: dict[str, str] = {}
        self.time: dict[str, str] = {}
        """What a program in this session gets besides, where time goes by more quickly."""

    @property
    @abstractmethod
    def windows(self) -> Windows:
        """What a person at this screen sees and types into."""

    @abstractmethod
    def picture(self) -> "QImage":
        """All that is seen now."""

    @abstractmethod
    def _open(self) -> None:
        """Start everything there is, after the places are made."""

    @property
    def bus_address(self) -> str:
        return self.environment["DBUS_SESSION_BUS_ADDRESS"]

    @property
    def system_bus_address(self) -> str:
        """Nobody is on it but who a test puts there."""
        return self.environment["DBUS_SYSTEM_BUS_ADDRESS"]

    def __enter__(self) -> Self:
        try:
            self.environment = self._private_environment()
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """A helper that ends with the session, or with the tests should they be killed."""
        return self._start(list(command), **environment)

    def close(self) -> None:
        for child in reversed(self._children):
            child.kill()
            child.wait()
        self._children.clear()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _start(self, command: list[str], *descriptors: int, **environment: str) -> subprocess.Popen[bytes]:
        log = self.directory / f"{Path(command[0]).name}.log"
        with log.open("ab") as output:
            child = subprocess.Popen(
                [*self.as_user, self._programs["setpriv"], "--pdeathsig", "KILL", "--", *command],
                env=self.environment | environment,
                cwd=self.directory,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=descriptors,
                start_new_session=True,
            )
        self._children.append(child)
        return child

    def _private_environment(self) -> dict[str, str]:
        home = self.directory / "home"
        places = {
            "HOME": home,
            "XDG_DATA_HOME": home / "data",
            "XDG_CONFIG_HOME": home / "config",
            "XDG_CACHE_HOME": home / "cache",
            "XDG_STATE_HOME": home / "state",
            "XDG_RUNTIME_DIR": self.directory / "run",
        }
        for place in places.values():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return {name: str(place) for name, place in places.items()} | {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TZ": "Europe/Berlin",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.directory / 'bus'}",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.directory / 'system-bus'}",
        }

    def _start_buses(self) -> None:
        services = self.directory / "services"
        services.mkdir()
        for service in self._services:
            shutil.copy(service, services)
        self._start_bus("bus", f"<servicedir>{services}</servicedir>")
        self._start_bus("system-bus")
        self._start_accessibility()

    def _start_bus(self, name: str, services: str = "") -> None:
        config, socket = self.directory / f"{name}.conf", self.directory / name
        config.write_text(_BUS_CONFIG.format(socket=socket, services=services))
        self._start([self._programs["dbus-daemon"], f"--config-file={config}", "--nofork", "--nopidfile"])
        until(socket.exists, 10, f"the {name} is there")

    def _start_accessibility(self) -> None:
        bus = Bus(self.bus_address)
        try:
            (address,) = bus.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress", timeout=15.0)
        finally:
            bus.close()
        self.environment["AT_SPI_BUS_ADDRESS"] = address
