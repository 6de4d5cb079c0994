"""The Wayland compositor's clock of input: ext_idle_notifier_v1 tells by itself, and can't be asked.

https://wayland.app/protocols/ext-idle-notify-v1, spoken by pywayland, which is there where somebody asked for it:
`pip install "sessile[wayland]"`.
"""

import importlib
import os
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier

from app.system.signs.clock import IdleClock

_MS = timedelta(milliseconds=1)
_NOTIFIER, _SEAT = "ext_idle_notifier_v1", "wl_seat"
_IGNORES_INHIBITORS = 2  # the version that tells of keys and clicks, whether or not a film plays


class WaylandIdle(IdleClock):
    """A connection of its own to the compositor, beside Qt's."""

    NAME = "Wayland idle notification"
    TELLS = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threshold: timedelta | None = None
        self._is_idle = False
        self._display: Any = None
        self._objects: dict[str, Any] = {}
        self._version = 1
        self._notification: Any = None
        self._notifier: QSocketNotifier | None = None
        self._missing = ""

    def open(self) -> None:
        """WAYLAND_DISPLAY of the environment says whether there is a compositor."""
        if not os.environ.get("WAYLAND_DISPLAY"):
            self._stand(False, "this is no Wayland session")
            return
        try:
            client = importlib.import_module("pywayland.client")
            protocol = importlib.import_module("pywayland.protocol.wayland")
            idle = importlib.import_module("pywayland.protocol.ext_idle_notify_v1")
        except ImportError:
            self._stand(False, "pywayland is not installed")
            return
        self._connect(client.Display(), {_SEAT: protocol.WlSeat, _NOTIFIER: idle.ExtIdleNotifierV1})

    def watch(self, threshold: timedelta | None) -> None:
        if threshold != self._threshold:
            self._threshold = threshold
            self._rearm()

    def _connect(self, display: Any, interfaces: dict[str, Any]) -> None:  # noqa: ANN401 - pywayland is optional
        try:
            display.connect()
        except ValueError:
            self._stand(False, "the compositor can't be reached")
            return
        self._display = display
        self._notifier = QSocketNotifier(display.get_fd(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)
        registry, done = display.get_registry(), display.sync()
        registry.dispatcher["global"] = lambda *told: self._on_global(interfaces, *told)
        done.dispatcher["done"] = self._on_all_told
        self._objects = {"registry": registry, "done": done}
        display.flush()

    def _on_global(self, interfaces: dict[str, Any], registry: Any, number: int, name: str, version: int) -> None:  # noqa: ANN401
        if name in interfaces and name not in self._objects:
            offered = min(version, interfaces[name].version)
            self._objects[name] = registry.bind(number, interfaces[name], offered)
            if name == _NOTIFIER:
                self._version = offered

    def _on_all_told(self, *_told: object) -> None:
        if _NOTIFIER not in self._objects:
            self._missing = "the compositor has no ext_idle_notifier_v1"
        elif _SEAT not in self._objects:
            self._missing = "the compositor has no seat"
        else:
            self._stand(True)
            self._rearm()

    def _rearm(self) -> None:
        """Its time counts from here on: what was idle before does not count."""
        if self._notification is not None:
            self._notification.destroy()
            self._notification = None
        if not self.works:
            return
        if self._threshold is not None:
            notifier, seat = self._objects[_NOTIFIER], self._objects[_SEAT]
            later = self._version >= _IGNORES_INHIBITORS
            make = notifier.get_input_idle_notification if later else notifier.get_idle_notification
            self._notification = make(round(self._threshold / _MS), seat)
            self._notification.dispatcher["idled"] = self._on_idled
            self._notification.dispatcher["resumed"] = self._on_resumed
        self._display.flush()
        self._end_idle(tell=self._threshold is not None)

    def _on_idled(self, _notification: object) -> None:
        if self._threshold is not None and not self._is_idle:
            self._is_idle = True
            self.went_idle.emit(self._threshold)

    def _on_resumed(self, _notification: object) -> None:
        self._end_idle(tell=True)

    def _end_idle(self, *, tell: bool) -> None:
        was_idle, self._is_idle = self._is_idle, False
        if was_idle and tell:
            self.came_back.emit()

    def _on_readable(self) -> None:
        """The notifier says that there is something to read, so reading does not wait."""
        try:
            self._display.read()
            self._display.dispatch(block=False)
        except RuntimeError:
            self._close("the compositor went away")
        else:
            if self._missing:  # only now: a display must not go while it dispatches
                self._close(self._missing)
            else:
                self._display.flush()

    def _close(self, why: str) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        self._notification = None
        self._objects.clear()
        display, self._display = self._display, None
        self._stand(False, why)
        self._end_idle(tell=True)
        if display is not None:
            display.disconnect()
