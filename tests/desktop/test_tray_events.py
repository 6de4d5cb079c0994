"""What the X server tells while the program waits for a tray: it wakes the program once, and not for ever."""

import ctypes
import select

import pytest
from pytestqt.qtbot import QtBot

from app.system.tray_host import TrayHost, TrayKind

from .harness.stage import Stage

_CLIENT_MESSAGE, _STRUCTURE_NOTIFY_MASK = 33, 1 << 17  # X.h


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent, Xlib.h."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
    ]


def tell_the_root_window(display: str) -> None:
    """As a window manager does when it begins: a message to all who listen to the root window."""
    xlib = ctypes.CDLL("libX11.so.6")
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XDefaultRootWindow.restype = xlib.XInternAtom.restype = ctypes.c_ulong
    connection = ctypes.c_void_p(xlib.XOpenDisplay(display.encode()))
    root = xlib.XDefaultRootWindow(connection)
    event = (ctypes.c_long * 24)()
    message = ctypes.cast(event, ctypes.POINTER(_ClientMessage)).contents
    message.type, message.window, message.format = _CLIENT_MESSAGE, root, 32
    message.message_type = xlib.XInternAtom(connection, b"MANAGER", 0)
    xlib.XSendEvent(connection, ctypes.c_ulong(root), 0, ctypes.c_long(_STRUCTURE_NOTIFY_MASK), event)
    xlib.XSync(connection, 0)
    xlib.XCloseDisplay(connection)


def test_an_event_that_tells_of_no_tray_is_read_away(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    display = stage.screen.environment["DISPLAY"]
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    host = TrayHost()
    host._kind = TrayKind.STATUS_NOTIFIER  # found on the bus: what the X server tells means nothing any more
    host._watch_x11()
    assert host._x11 is not None
    socket = host._x11.descriptor
    tell_the_root_window(display)
    assert select.select([socket], [], [], 5)[0], "the event has come"
    qtbot.waitUntil(lambda: not select.select([socket], [], [], 0)[0])
