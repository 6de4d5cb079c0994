"""Finds out whether the desktop has a place for a tray icon, and tells when one appears later.

WORKAROUND: Qt asks once whether there is a StatusNotifierWatcher and keeps the answer, so a tray that comes after the
program (autostart before the panel) would never get the icon. QSystemTrayIcon must not be touched before `appeared`.
"""

import ctypes
import os
import sys
from enum import StrEnum

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

_WATCHER = "org.kde.StatusNotifierWatcher"
_STRUCTURE_NOTIFY_MASK = 1 << 17  # X.h


class TrayKind(StrEnum):
    """How the desktop takes tray icons."""

    STATUS_NOTIFIER = "status notifier"
    X11 = "x11"
    NATIVE = "native"


class TrayHost(QObject):
    """Watches for a tray, and whether it is still there."""

    appeared = Signal(object)
    """A `TrayKind`, once: the kind that the icon is made for."""
    vanished = Signal()
    """The tray went; the icon shows again by itself when one of its kind is back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services: QDBusServiceWatcher | None = None
        self._x11: _X11Tray | None = None
        self._notifier: QSocketNotifier | None = None
        self._kind: TrayKind | None = None
        self._present = False

    @property
    def kind(self) -> TrayKind | None:
        """The kind that the icon was made for; None while no tray was there yet."""
        return self._kind

    @property
    def is_present(self) -> bool:
        """Whether the desktop shows the icon now."""
        return self._present

    def find(self) -> None:
        """Emits `appeared` now if a tray is there, else as soon as one comes."""
        if not sys.platform.startswith("linux"):
            self._kind, self._present = TrayKind.NATIVE, True
            self.appeared.emit(self._kind)
            return
        self._watch_bus()
        self._watch_x11()
        self._look()

    def _watch_bus(self) -> None:
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            mode = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
            self._services = QDBusServiceWatcher(_WATCHER, bus, mode, self)
            self._services.serviceOwnerChanged.connect(self._look)

    def _watch_x11(self) -> None:
        if not os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
            return
        self._x11 = _X11Tray.connect()
        if self._x11 is not None:
            self._notifier = QSocketNotifier(self._x11.descriptor, QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._on_x11_events)

    def _on_x11_events(self) -> None:
        """To be read whatever they tell: what is left unread wakes us at once again, for ever."""
        if self._x11 is not None:
            self._x11.skip_events()
        self._look()

    def _look(self) -> None:
        was_present = self._present
        self._present = self._is_there(self._kind)
        if self._kind is None:
            self._kind = next((kind for kind in (TrayKind.STATUS_NOTIFIER, TrayKind.X11) if self._is_there(kind)), None)
            if self._kind is not None:
                self._present = True
                self.appeared.emit(self._kind)
        elif was_present and not self._present:
            self.vanished.emit()

    def _is_there(self, kind: TrayKind | None) -> bool:
        if kind is TrayKind.STATUS_NOTIFIER and self._services is not None:
            return bool(QDBusConnection.sessionBus().interface().isServiceRegistered(_WATCHER).value())
        return kind is TrayKind.X11 and self._x11 is not None and self._x11.has_owner()


class _X11Tray:
    """The owner of the selection `_NET_SYSTEM_TRAY_S0`. A new one tells the root window, whose events wake us."""

    def __init__(self, xlib: ctypes.CDLL, display: int) -> None:
        self._xlib, self._display = xlib, display
        self._selection = xlib.XInternAtom(ctypes.c_void_p(display), b"_NET_SYSTEM_TRAY_S0", 0)
        root = xlib.XDefaultRootWindow(ctypes.c_void_p(display))
        xlib.XSelectInput(ctypes.c_void_p(display), ctypes.c_ulong(root), ctypes.c_long(_STRUCTURE_NOTIFY_MASK))
        xlib.XFlush(ctypes.c_void_p(display))
        self.descriptor: int = xlib.XConnectionNumber(ctypes.c_void_p(display))

    @classmethod
    def connect(cls) -> "_X11Tray | None":
        try:
            xlib = ctypes.CDLL("libX11.so.6")
        except OSError:
            return None
        xlib.XOpenDisplay.restype = ctypes.c_void_p
        xlib.XInternAtom.restype = xlib.XDefaultRootWindow.restype = ctypes.c_ulong
        xlib.XGetSelectionOwner.restype = ctypes.c_ulong
        display = xlib.XOpenDisplay(None)
        return cls(xlib, display) if display else None

    def skip_events(self) -> None:
        event = (ctypes.c_long * 24)()  # XEvent, Xlib.h
        while self._xlib.XPending(ctypes.c_void_p(self._display)):
            self._xlib.XNextEvent(ctypes.c_void_p(self._display), ctypes.byref(event))

    def has_owner(self) -> bool:
        """Whether there is a tray now, whose end will wake us too."""
        display = ctypes.c_void_p(self._display)
        self._xlib.XGrabServer(display)  # so that the owner can't go between the two questions
        owner = self._xlib.XGetSelectionOwner(display, ctypes.c_ulong(self._selection))
        if owner:
            self._xlib.XSelectInput(display, ctypes.c_ulong(owner), ctypes.c_long(_STRUCTURE_NOTIFY_MASK))
        self._xlib.XUngrabServer(display)
        self._xlib.XFlush(display)
        return bool(owner)
