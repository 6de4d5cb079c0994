"""Asks the desktop whether it is light or dark, and hears when it changes.

Qt knows it on Windows, macOS, KDE and GNOME; elsewhere on Linux the portal tells it (XDG Desktop Portal,
org.freedesktop.portal.Settings: `color-scheme` of org.freedesktop.appearance is 1 for dark, 2 for light, else 0).
"""

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

_SERVICE = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SETTINGS = "org.freedesktop.portal.Settings"
_APPEARANCE, _COLOR_SCHEME = "org.freedesktop.appearance", "color-scheme"
_DARK = {1: True, 2: False}


def desktop_color_scheme() -> "PortalColorScheme | None":
    """None where Qt itself knows it."""
    return PortalColorScheme() if sys.platform.startswith("linux") else None


class PortalColorScheme(QObject):
    """The portal's answer; nothing is waited for."""

    told = Signal(object)
    """True for dark, False for light, None where the desktop has no preference."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        slot: Any = SLOT("_on_setting_changed(QString,QString,QDBusVariant)")  # a str; PySide6's stubs want bytes
        bus.connect(_SERVICE, _PATH, _SETTINGS, "SettingChanged", self, slot)
        call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SETTINGS, "Read")
        call.setArguments([_APPEARANCE, _COLOR_SCHEME])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        watcher.finished.connect(self._on_answer)

    def _on_answer(self, watcher: QDBusPendingCallWatcher) -> None:
        watcher.deleteLater()
        if not watcher.isError():
            self.told.emit(_DARK.get(_plain(watcher.reply().arguments()[0])))

    @Slot(str, str, QDBusVariant)
    def _on_setting_changed(self, namespace: str, key: str, value: QDBusVariant) -> None:
        if (namespace, key) == (_APPEARANCE, _COLOR_SCHEME):
            self.told.emit(_DARK.get(_plain(value)))


def _plain(value: Any) -> Any:  # noqa: ANN401 - a D-Bus value
    """The value inside variants; `Read` wraps one in another."""
    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value
