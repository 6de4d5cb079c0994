"""Every look with the session it is seen in and the scenes that are played there."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.desktop.harness.panel import XFCONF, trayer, xfce
from tests.desktop.harness.screen import Screen
from tests.desktop.harness.session import Session
from tests.desktop.harness.sway import Sway
from tests.desktop.harness.tray import Tray

from .desktops import PANEL, WAYLAND
from .looks import LOOKS, Look
from .report_scenes import REPORTS
from .scenes import AWAY, EVERYWHERE, HISTORY, RUNNING, SETTINGS, Scene
from .tray_icons import TRAY_ICONS


@dataclass(frozen=True, slots=True)
class Sitting:
    """`tray` makes a panel's, where it is not to be a stand-in's."""

    look: Look
    session: Callable[[], Session]
    scenes: tuple[Scene, ...]
    tray: Callable[[Session], Tray] | None = None


def _plain(look: Look) -> Sitting:
    """The icons are the same in looks of one theme."""
    scenes = (*EVERYWHERE, *REPORTS, *((TRAY_ICONS,) if look.name in ("light", "dark") else ()))
    return Sitting(look, lambda: Screen(size=look.screen), scenes)


def _panel(look: Look, tray: Callable[[Session], Tray]) -> Sitting:
    return Sitting(look, lambda: Screen(services=(XFCONF,)), (PANEL,), tray)


def _wayland(look: Look, panel: str) -> Sitting:
    return Sitting(look, lambda: Sway(panel=panel), (RUNNING, HISTORY, AWAY, SETTINGS, WAYLAND), _bar)


def _bar(session: Session) -> Tray:
    assert isinstance(session, Sway)
    return session.tray()


SITTINGS = (
    *map(_plain, LOOKS),
    _panel(Look("xfce-light"), lambda session: xfce(session, dark=False)),
    _panel(Look("xfce-dark", "dark"), lambda session: xfce(session, dark=True)),
    _panel(Look("trayer-light"), lambda session: trayer(session, tint="0xE4E6E5")),
    _panel(Look("trayer-dark", "dark"), lambda session: trayer(session, tint="0x0E1011")),
    _wayland(Look("wayland-light"), "#E4E6E5"),
    _wayland(Look("wayland-dark", "dark"), "#0E1011"),
)
