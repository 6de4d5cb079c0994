"""Scenes on real desktops, where all of the screen is the picture: the icon in the panel, its menu, a note."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage

from tests.desktop.harness.panel import OlderTray
from tests.desktop.harness.waiting import until
from tests.desktop.harness.windows import X11Windows

from .desk import Desk, settled
from .scenes import Scene
from .seed import PAUSED_REPORT, REPORT, TODAY, at

_PANEL = 40
"""Pixels that the panel and the pointer in it may take."""
_FIRST_ICON = QPoint(14, 14)
"""In a panel along the top that holds nothing but the tray."""


def _panel(desk: Desk) -> None:
    with desk.open((*TODAY, PAUSED_REPORT), at("14:38:10")):
        desk.take_all("panel-paused")
        windows = desk.stage.windows
        assert isinstance(windows, X11Windows)
        icon = _icon(desk)
        _take_change(desk, "panel-tooltip", lambda: windows.point(icon.x(), icon.y()))
        _take_change(desk, "panel-menu", lambda: windows.click(icon.x(), icon.y(), 3))


def _icon(desk: Desk) -> QPoint:
    tray = desk.stage.tray
    return QRect(*tray.rectangle).center() if isinstance(tray, OlderTray) else _FIRST_ICON


def _take_change(desk: Desk, picture: str, act: Callable[[], None]) -> None:
    """What `act` lets appear below the panel."""
    before = settled(lambda: _below_panel(desk))
    act()
    until(lambda: _below_panel(desk) != before, 5, f"{picture} shows something new")
    desk.take_all(picture)


def _below_panel(desk: Desk) -> QImage:
    picture = desk.screen.picture()
    return picture.copy(0, _PANEL, picture.width(), picture.height() - _PANEL)


def _wayland(desk: Desk) -> None:
    with desk.open((*TODAY, replace(REPORT, last_seen="15:01:40")), at("15:01:49")):
        desk.program.ui.wait_for_words("Time is up")
        desk.wait_until_left("+02:00")
        desk.take_all("desktop-alert")


PANEL = Scene(_panel, ("panel-paused", "panel-tooltip", "panel-menu"))
WAYLAND = Scene(_wayland, ("desktop-alert",))
