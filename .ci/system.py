"""Names the system packages that are missing; as root on Debian or Ubuntu, installs them.

python3 .ci/system.py venv               what making the environment needs
.venv/bin/python .ci/system.py run       what Qt needs to open a window
.venv/bin/python .ci/system.py build     what the frozen program is made with and of
.venv/bin/python .ci/system.py test      what the desktop tests need besides
.venv/bin/python .ci/system.py bench     what `make bench` needs besides those
.venv/bin/python .ci/system.py pictures  what `make pictures` needs besides those
"""

import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

# The libraries that Qt's wheels expect from the system, and the Debian packages that hold them.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
QT_FILES = (
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqwayland.so",
    "Qt/lib/libQt6Widgets.so.6",
    "Qt/lib/libQt6DBus.so.6",
    "Qt/lib/libQt6Svg.so.6",
)
TESTED_QT_FILES = ("Qt/lib/libQt6Network.so.6",)
"""What the program uses on Windows only, and the tests everywhere."""
DESKTOP_COMMANDS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "dbus-daemon": "dbus-daemon",
    "xdotool": "xdotool",
    "dunst": "dunst",
    "faketime": "faketime",
    "notify-send": "libnotify-bin",
    "sway": "sway",
    "mako": "mako-notifier",
    "grim": "grim",
    "wtype": "wtype",
}
NOTIFICATION_SERVICES = {
    "*/xfce4/notifyd/xfce4-notifyd": "xfce4-notifyd",
    "notification-daemon/notification-daemon": "notification-daemon",
}
XFCONF = Path("/usr/share/dbus-1/services/org.xfce.Xfconf.service")
FONTS = Path("/usr/share/fonts")
AT_SPI = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))


def main(what: str) -> int:
    missing = MISSING[what]
    packages = sorted(set(missing()))
    if packages and _can_install():
        _install(packages)
        packages = sorted(set(missing()))
    if not packages:
        return 0
    names = " ".join(packages)
    print(f"Missing on this system: {names}\nOn Debian or Ubuntu: sudo apt-get install {names}", file=sys.stderr)
    return 1


def missing_for_venv() -> Iterable[str]:
    if importlib.util.find_spec("ensurepip") is None:
        yield f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def missing_for_run() -> Iterable[str]:
    if not sys.platform.startswith("linux"):
        return
    yield from missing_for_qt(QT_FILES)
    if not any(FONTS.rglob("*.[to]tf")):
        yield "fonts-noto-core"


def missing_for_qt(files: Iterable[str]) -> Iterable[str]:
    spec = importlib.util.find_spec("PySide6")
    folders = spec.submodule_search_locations if spec else None
    for name in files if folders else ():
        file = Path(folders[0], name)
        if file.exists():
            yield from (LIBRARIES.get(library, library) for library in _not_found(file))


def missing_for_build() -> Iterable[str]:
    yield from missing_for_run()
    if sys.platform.startswith("linux") and shutil.which("objdump") is None:
        yield "binutils"
    if sys.base_prefix == "/usr" and not _loads(sysconfig.get_config_var("INSTSONAME")):
        yield f"libpython{sys.version_info.major}.{sys.version_info.minor}"  # Debian's python3 is complete without it


def missing_for_test() -> Iterable[str]:
    yield from missing_for_build()
    yield from missing_for_qt(TESTED_QT_FILES)
    yield from (package for command, package in DESKTOP_COMMANDS.items() if shutil.which(command) is None)
    for path, package in NOTIFICATION_SERVICES.items():
        if not any(Path("/usr/lib").glob(path)):
            yield package
    if not any(path.exists() for path in AT_SPI):
        yield "at-spi2-core"


def missing_for_bench() -> Iterable[str]:
    yield from missing_for_test()
    if shutil.which("xfce4-panel") is None:
        yield "xfce4-panel"
    if not XFCONF.exists():
        yield "xfconf"
    if shutil.which("timew") is None:
        yield "timewarrior"


def missing_for_pictures() -> Iterable[str]:
    yield from missing_for_bench()
    if shutil.which("trayer") is None:
        yield "trayer"
    if not any(FONTS.rglob("Inter-Regular.*")):
        yield "fonts-inter"


def _not_found(file: Path) -> list[str]:
    """Libraries that the loader does not find; those of Qt itself lie beside the file."""
    told = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False).stdout
    return [name for name in re.findall(r"(\S+) => not found", told) if not name.startswith("libQt6")]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _can_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


MISSING = {
    "venv": missing_for_venv,
    "run": missing_for_run,
    "build": missing_for_build,
    "test": missing_for_test,
    "bench": missing_for_bench,
    "pictures": missing_for_pictures,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
