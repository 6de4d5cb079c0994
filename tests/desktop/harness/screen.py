"""A virtual screen with a window manager, a session bus, a system bus and an accessibility bus, all gone at the end."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

from . import clock, needs
from .bus import Bus
from .waiting import until

_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>{services}
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""
_SIZE = "1280x800x24"


class Screen:
    """A context manager. `environment` is what a program on this screen gets, and nothing else."""

    def __init__(self, *, speed: int = 1, knows_idle: bool = True) -> None:
        """For the X server and the programs time goes by `speed` times as fast as for the tests.

        `knows_idle`: whether the X server tells for how long there was no key and no click.
        """
        self.speed, self._options = speed, () if knows_idle else ("-extension", "MIT-SCREEN-SAVER")
        self._programs = {name: needs.program(name) for name in ("Xvfb", "openbox", "dbus-daemon", "setpriv")}
        self._accessibility_service = needs.accessibility_service()
        needs.program("xdotool")
        self._children: list[subprocess.Popen[bytes]] = []
        self._directory = Path(tempfile.mkdtemp(prefix="ssl-"))  # short: socket paths have at most 107 bytes
        self.environment: dict[str, str] = {}
        self.time = clock.quicker(speed) if speed != 1 else {}
        """What a program on this screen gets besides, where time goes by more quickly."""

    @property
    def pixels(self) -> Path:
        """The file that Xvfb draws into."""
        return self._directory / "pixels" / "Xvfb_screen0"

    @property
    def bus_address(self) -> str:
        return self.environment["DBUS_SESSION_BUS_ADDRESS"]

    @property
    def system_bus_address(self) -> str:
        """Nobody is on it but who a test puts there."""
        return self.environment["DBUS_SYSTEM_BUS_ADDRESS"]

    def __enter__(self) -> "Screen":
        try:
            self.environment = self._private_environment()
            self._start_x11()
            self._start_bus("bus", self._accessibility_services())
            self._start_bus("system-bus")
            self._start_accessibility()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A helper that ends with the screen, or with the tests should they be killed."""
        return self._start(list(command))

    def close(self) -> None:
        for child in reversed(self._children):
            child.kill()
            child.wait()
        self._children.clear()
        shutil.rmtree(self._directory, ignore_errors=True)

    def _start(self, command: list[str], *descriptors: int, **environment: str) -> subprocess.Popen[bytes]:
        log = self._directory / f"{Path(command[0]).name}.log"
        with log.open("ab") as output:
            child = subprocess.Popen(
                [self._programs["setpriv"], "--pdeathsig", "KILL", "--", *command],
                env=self.environment | environment,
                cwd=self._directory,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=descriptors,
                start_new_session=True,
            )
        self._children.append(child)
        return child

    def _private_environment(self) -> dict[str, str]:
        home = self._directory / "home"
        places = {
            "HOME": home,
            "XDG_DATA_HOME": home / "data",
            "XDG_CONFIG_HOME": home / "config",
            "XDG_CACHE_HOME": home / "cache",
            "XDG_STATE_HOME": home / "state",
            "XDG_RUNTIME_DIR": self._directory / "run",
        }
        for place in (*places.values(), self.pixels.parent):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return {name: str(place) for name, place in places.items()} | {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TZ": "Europe/Berlin",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._directory / 'bus'}",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self._directory / 'system-bus'}",
        }

    def _start_x11(self) -> None:
        reader, writer = os.pipe()
        command = [self._programs["Xvfb"], "-displayfd", str(writer), "-screen", "0", _SIZE, "-nolisten", "tcp"]
        try:
            command += ["-noreset", "-fbdir", str(self.pixels.parent), *self._options]
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

    def _accessibility_services(self) -> str:
        services = self._directory / "services"
        services.mkdir()
        shutil.copy(self._accessibility_service, services)
        return f"<servicedir>{services}</servicedir>"

    def _start_bus(self, name: str, services: str = "") -> None:
        config, socket = self._directory / f"{name}.conf", self._directory / name
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
