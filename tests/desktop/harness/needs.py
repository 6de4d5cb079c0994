"""Says what is missing and where it comes from: skips on a person's machine, fails where CI promised to have all."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

PACKAGES = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "dbus-daemon": "dbus",
    "xdotool": "xdotool",
    "notify-send": "libnotify-bin",
    "dunst": "dunst",
    "faketime": "faketime",
    "setpriv": "util-linux",
    "objdump": "binutils",
    "sway": "sway",
    "swaybar": "sway",
    "swaymsg": "sway",
    "mako": "mako-notifier",
    "makoctl": "mako-notifier",
    "grim": "grim",
    "wtype": "wtype",
    "xfce4-panel": "xfce4-panel",
    "trayer": "trayer",
}
NOTIFICATION_SERVICES = {
    "xfce4-notifyd": "*/xfce4/notifyd/xfce4-notifyd",
    "notification-daemon": "notification-daemon/notification-daemon",
}
"""Where they lie in the system's libraries; each is the name of its package."""
ACCESSIBILITY_SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")


def program(name: str) -> str:
    """The path of a program that the tests cannot do without."""
    found = shutil.which(name)
    if found is None:
        _missing(name, f"apt install {PACKAGES[name]}")
    return str(found)


def notification_service(name: str) -> str:
    """The path of a notification service that is no command."""
    found = next(Path("/usr/lib").glob(NOTIFICATION_SERVICES[name]), None)
    if found is None:
        _missing(name, f"apt install {name}")
    return str(found)


def accessibility_service() -> Path:
    """The file that lets a session bus start the accessibility bus."""
    if not ACCESSIBILITY_SERVICE.exists():
        _missing("the accessibility bus", "apt install at-spi2-core")
    return ACCESSIBILITY_SERVICE


def pyinstaller() -> None:
    """What makes the frozen program."""
    program("objdump")
    if importlib.util.find_spec("PyInstaller") is None:
        _missing("PyInstaller", "pip install 'sessile[build]'")


def _missing(what: str, remedy: str) -> None:
    sentence = f"{what} is missing: {remedy}"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)
