"""A desktop portal that knows one setting: whether the desktop is dark or light."""

from typing import Any

from .bus import Answer, BusError, Service

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
DARK, LIGHT = 1, 2
_KEY = ("org.freedesktop.appearance", "color-scheme")


class Portal:
    """There as soon as it is made."""

    def __init__(self, address: str, scheme: int) -> None:
        self._scheme = scheme
        self._service = Service(address, NAME, PATH, {f"{SETTINGS}.Read": self._on_read})
        self._service.own()

    def change(self, scheme: int) -> None:
        """The person chooses another one in the desktop's settings."""
        self._scheme = scheme
        self._service.emit(f"{SETTINGS}.SettingChanged", "ssv", *_KEY, ("u", scheme))

    def close(self) -> None:
        self._service.close()

    def _on_read(self, _sender: str, body: tuple[Any, ...]) -> Answer:
        if body != _KEY:
            raise BusError("org.freedesktop.portal.Error.NotFound", "no such setting")
        return "v", (("v", ("u", self._scheme)),)
