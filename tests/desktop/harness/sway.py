"""A session on a real Wayland desktop without a screen: sway, its bar with a tray, and mako for notifications."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QImage

from . import needs
from .session import Session
from .tray import PanelTray
from .waiting import until
from .windows import Rectangle, Windows

_CONFIG = """output HEADLESS-1 resolution {size} scale {scale}
default_border normal
for_window [title=".*"] floating enable
bar {{
    id bar
    swaybar_command true
    position bottom
    tray_output *
    colors {{
        background {panel}
        statusline {panel}
    }}
}}
"""
_NOBODY = 65534
_HEARD = ("-s", "50")
"""wtype's wait, in milliseconds."""


class Sway(Session):
    """sway refuses to run as root: there all of the session runs as nobody."""

    def __init__(self, *, size: str = "1280x800", scale: int = 1, panel: str = "#232829") -> None:
        super().__init__()
        self._programs |= {
            name: needs.program(name) for name in ("sway", "swaybar", "mako", "swaymsg", "makoctl", "grim", "wtype")
        }
        self._config = _CONFIG.format(size=size, scale=scale, panel=panel)
        self._scale = scale
        if os.geteuid() == 0:
            self.as_user = _as_nobody(self._programs["setpriv"])

    @property
    def windows(self) -> "SwayWindows":
        return SwayWindows(self.environment, self._scale)

    def tray(self) -> PanelTray:
        """sway's bar; sway itself starts none."""
        return PanelTray(self.bus_address, lambda: self.start(self._programs["swaybar"], "--bar_id", "bar"))

    @property
    def shown_notes(self) -> list[str]:
        """The titles of the notes that mako shows now."""
        told = json.loads(self._ask("makoctl", "list"))
        return [note["summary"]["data"] for notes in told["data"] for note in notes]

    def picture(self) -> QImage:
        done = subprocess.run([self._programs["grim"], "-"], env=self.environment, capture_output=True, check=True)
        return QImage.fromData(done.stdout)

    def _open(self) -> None:
        config = self.directory / "sway.conf"
        config.write_text(self._config)
        self.environment |= {"QT_QPA_PLATFORM": "wayland", "XDG_SESSION_TYPE": "wayland"}
        self._give_away()
        self._start_buses()
        headless = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        self.start(self._programs["sway"], "--config", str(config), **headless)
        run = self.directory / "run"
        self.environment["SWAYSOCK"] = str(until(lambda: next(run.glob("sway-ipc.*"), None), 10, "sway is there"))
        self.environment["WAYLAND_DISPLAY"] = until(
            lambda: next((path.name for path in run.glob("wayland-?")), ""), 10, "sway takes programs"
        )
        self.start(self._programs["mako"])
        until(self._has_mako, 10, "mako is there")

    def _give_away(self) -> None:
        """All that is there so far to the session's user."""
        if self.as_user:
            for path in (self.directory, *self.directory.rglob("*")):
                shutil.chown(path, _NOBODY, _NOBODY)

    def _has_mako(self) -> bool:
        return (
            subprocess.run(["makoctl", "list"], env=self.environment, capture_output=True, check=False).returncode == 0
        )

    def _ask(self, *command: str) -> str:
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True).stdout


class SwayWindows(Windows):
    """Through sway's own list and wtype, whose keyboard is a new one each time: a program has to hear of it first."""

    def __init__(self, environment: dict[str, str], scale: int) -> None:
        super().__init__(environment)
        self._scale = scale

    def type(self, text: str) -> None:
        self._run("wtype", *_HEARD, text)

    def press(self, *keys: str) -> None:
        for combination in keys:
            *modifiers, key = combination.split("+")
            held = [part for modifier in modifiers for part in ("-M", modifier)]
            self._run("wtype", *held, *_HEARD, "-k", key)

    @property
    def active(self) -> str:
        return next((str(window["name"]) for window in self._windows() if window["focused"]), "")

    def is_on_screen(self, title: str) -> bool:
        return any(window["name"] == title and window["visible"] for window in self._windows())

    def rectangle(self, title: str) -> Rectangle:
        window = next(window for window in self._windows() if window["name"] == title)
        outside, inside = window["rect"], window["window_rect"]
        left, top = outside["x"] + inside["x"], outside["y"] + inside["y"]
        scale = self._scale
        return left * scale, top * scale, inside["width"] * scale, inside["height"] * scale

    def choose(self, title: str) -> None:
        self._run("swaymsg", f'[title="^{title}$"] focus')

    def _windows(self) -> Iterator[dict[str, Any]]:
        tree = json.loads(self._run("swaymsg", "--type", "get_tree", "--raw"))
        return (node for node in _below(tree) if node.get("pid"))


def _below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in (*node["nodes"], *node["floating_nodes"]):
        yield from _below(child)


def _as_nobody(setpriv: str) -> tuple[str, ...]:
    """May read and write everything: the project and the tests' data may lie where only root can. The secure bit lets
    Qt hear so too when it asks first.
    """
    everything = "+dac_override"
    user = (setpriv, "--reuid", str(_NOBODY), "--regid", str(_NOBODY), "--clear-groups")
    rights = ("--securebits", "+no_setuid_fixup", "--inh-caps", everything, "--ambient-caps", everything)
    return (*user, *rights, "--", "env")
