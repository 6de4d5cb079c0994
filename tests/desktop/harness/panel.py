"""Real panels on an X11 screen: Xfce's, and a tray of the older kind, which takes icons as windows."""

from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

from . import needs
from .session import Session
from .tray import PanelTray, Tray
from .windows import Rectangle

XFCONF = Path("/usr/share/dbus-1/services/org.xfce.Xfconf.service")
"""Lets a session bus start what keeps the panel's configuration."""
_TRAYER, _EMPTY = "panel", 10
"""The title of its window, and how wide that is at most without an icon."""
_XFCE = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="{dark}"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="{height}"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray"/>
  </property>
</channel>
"""


def xfce(session: Session, *, dark: bool, height: int = 28) -> PanelTray:
    """Xfce's panel along the top of the screen, with nothing in it but the tray."""
    panel = needs.program("xfce4-panel")
    config = Path(session.environment["XDG_CONFIG_HOME"], "xfce4", "xfconf", "xfce-perchannel-xml")
    config.mkdir(parents=True, exist_ok=True)
    (config / "xfce4-panel.xml").write_text(_XFCE.format(dark=str(dark).lower(), height=height))
    return PanelTray(session.bus_address, lambda: session.start(panel, "--disable-wm-check", "--sm-client-disable"))


def trayer(session: Session, *, tint: str, height: int = 28) -> "OlderTray":
    """A tray at the upper right; `tint` is its colour as `0xRRGGBB`."""
    command = [needs.program("trayer"), "--edge", "top", "--align", "right", "--widthtype", "request"]
    command += ["--heighttype", "pixel", "--height", str(height), "--transparent", "true", "--alpha", "0"]
    return OlderTray(session, lambda: session.start(*command, "--tint", tint))


class OlderTray(Tray):
    """Takes icons as windows: nothing of them can be read over the bus, and their menus are the programs' own."""

    def __init__(self, session: Session, start: Callable[[], Popen[bytes]]) -> None:
        super().__init__(session.bus_address)
        self._windows, self._start = session.windows, start
        self._panel: Popen[bytes] | None = None

    def appear(self) -> None:
        self._panel = self._start()
        self._windows.wait_for(_TRAYER)

    def vanish(self) -> None:
        assert self._panel is not None, "there is no tray"
        self._panel.kill()
        self._windows.wait_until_gone(_TRAYER)

    @property
    def has_icon(self) -> bool:
        """It is as wide as its icons need."""
        return self.rectangle[2] > _EMPTY

    @property
    def rectangle(self) -> Rectangle:
        return self._windows.rectangle(_TRAYER)

    @property
    def _items(self) -> list[tuple[str, str]]:
        return []
