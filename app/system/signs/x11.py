"""The X server's clock of input, by its screen saver extension; it only answers.

https://www.x.org/releases/current/doc/scrnsaverproto/saver.html. Spoken through libxcb, which Qt needs too, and not
through Xlib: that ends the program when the connection breaks, and its libXss is missing on many a desktop.
"""

import ctypes
import os
from datetime import timedelta

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from app.system.bus import ANSWER_WITHIN_MS
from app.system.signs.clock import IdleClock
from app.system.signs.xcb import Xcb

_EXTENSION = b"MIT-SCREEN-SAVER"
_QUERY_EXTENSION, _QUERY_INFO = 98, 1


class X11Idle(IdleClock):
    """A connection of its own to the X server."""

    NAME = "X11 screen saver extension"
    CAN_BE_ASKED = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._xcb: Xcb | None = None
        self._notifier: QSocketNotifier | None = None
        self._request = self._major = 0
        self._patience = QTimer(self, singleShot=True, interval=ANSWER_WITHIN_MS)
        self._patience.timeout.connect(self._on_too_late)

    def open(self) -> None:
        """WAYLAND_DISPLAY and DISPLAY of the environment say what there is."""
        if os.environ.get("WAYLAND_DISPLAY"):
            self._stand(False, "under Wayland it sees only some of the keys and clicks")
        elif not os.environ.get("DISPLAY"):
            self._stand(False, "there is no X server")
        else:
            self._connect()

    def ask(self) -> None:
        if self._xcb is None or not self.works:
            self.answered.emit(None)
        elif not self._request:
            self._patience.start()
            window = ctypes.c_uint32(self._xcb.root)
            self._send(self._major, _QUERY_INFO, bytes(window))

    def _connect(self) -> None:
        try:
            self._xcb = Xcb()
        except OSError as error:
            self._stand(False, str(error))
            return
        self._notifier = QSocketNotifier(self._xcb.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)
        self._send(_QUERY_EXTENSION, 0, bytes(ctypes.c_uint16(len(_EXTENSION))) + bytes(2) + _EXTENSION)

    def _send(self, major: int, minor: int, rest: bytes) -> None:
        if self._xcb is not None:
            self._request = self._xcb.send(major, minor, rest)
            self._on_readable()

    def _on_readable(self) -> None:
        """An answer, an event that nobody wants, or the end of the connection."""
        if self._xcb is None:
            return
        self._xcb.skip_events()
        is_there, reply = self._xcb.poll(self._request) if self._request else (False, None)
        if self._xcb.is_broken:
            self._on_broken()
        elif is_there:
            self._request = 0
            (self._on_info if self._major else self._on_extension)(reply)

    def _on_extension(self, reply: bytes | None) -> None:
        self._major = reply[9] if reply and reply[8] else 0
        if self._major:
            self._stand(True)
        else:
            self._close("the X server has no such extension")

    def _on_info(self, reply: bytes | None) -> None:
        self._patience.stop()
        length = ctypes.c_uint32.from_buffer_copy(reply, 16).value if reply else None
        self.answered.emit(None if length is None else timedelta(milliseconds=length))

    def _on_too_late(self) -> None:
        self._request = 0
        self.answered.emit(None)

    def _on_broken(self) -> None:
        is_asked = self._patience.isActive()
        self._close("the connection to the X server broke")
        if is_asked:
            self.answered.emit(None)

    def _close(self, why: str) -> None:
        self._patience.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        if self._xcb is not None:
            self._xcb.close()
            self._xcb = None
        self._stand(False, why)
