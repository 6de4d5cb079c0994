"""The few calls of libxcb that a question to the X server needs."""

import ctypes
import sys
from ctypes import POINTER, c_char_p, c_int, c_size_t, c_uint, c_uint8, c_uint32, c_void_p

_CHECKED = 1
_REPLY_BYTES = 32


class _Part(ctypes.Structure):
    """struct iovec of sys/uio.h."""

    _fields_ = [("base", c_void_p), ("length", c_size_t)]


class _Request(ctypes.Structure):
    """xcb_protocol_request_t of xcbext.h."""

    _fields_ = [("count", c_size_t), ("extension", c_void_p), ("opcode", c_uint8), ("isvoid", c_uint8)]


class _Screens(ctypes.Structure):
    """xcb_screen_iterator_t of xproto.h; a screen begins with its root window."""

    _fields_ = [("data", POINTER(c_uint32)), ("rem", c_int), ("index", c_int)]


class Xcb:
    """A connection to the X server that DISPLAY names. Nothing waits but the constructor; nothing ends the program."""

    def __init__(self) -> None:
        """Raises OSError with a reason for the settings."""
        self._xcb, self._c = _libraries()
        self._connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self._xcb.xcb_disconnect(self._connection)
            raise OSError("the X server can't be reached")
        self.descriptor: int = self._xcb.xcb_get_file_descriptor(self._connection)
        setup = self._xcb.xcb_get_setup(self._connection)
        self.root: int = self._xcb.xcb_setup_roots_iterator(setup).data[0]

    @property
    def is_broken(self) -> bool:
        return bool(self._xcb.xcb_connection_has_error(self._connection))

    def send(self, opcode: int, second: int, rest: bytes) -> int:
        """Send a request, give its number; `second` is the byte after the opcode, `rest` follows the length."""
        words = (4 + len(rest) + 3) // 4
        data = bytes((opcode, second)) + words.to_bytes(2, sys.byteorder) + rest
        data = data.ljust(words * 4, b"\0")
        buffer = ctypes.create_string_buffer(data, len(data))
        parts = (_Part * 3)()  # xcb_send_request uses the two before the one it is given
        parts[2] = _Part(ctypes.cast(buffer, c_void_p), len(data))
        request = _Request(1, None, opcode, 0)
        here = ctypes.byref(parts, 2 * ctypes.sizeof(_Part))
        number: int = self._xcb.xcb_send_request(self._connection, _CHECKED, here, ctypes.byref(request))
        self._xcb.xcb_flush(self._connection)
        return number

    def poll(self, request: int) -> tuple[bool, bytes | None]:
        """Whether the request is done, and its answer's first 32 bytes; None for an error. `skip_events` reads them."""
        reply, error = c_void_p(), c_void_p()
        done = self._xcb.xcb_poll_for_reply(self._connection, request, ctypes.byref(reply), ctypes.byref(error))
        data = ctypes.string_at(reply.value, _REPLY_BYTES) if reply.value else None
        for each in (reply, error):
            self._c.free(each)
        return bool(done), data

    def skip_events(self) -> None:
        """Read what came, and throw the events away."""
        while event := self._xcb.xcb_poll_for_event(self._connection):
            self._c.free(event)

    def close(self) -> None:
        """To be called once; nothing else may be called after it."""
        self._xcb.xcb_disconnect(self._connection)


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """libxcb and the C library."""
    try:
        xcb, c = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL(None)
    except OSError:
        raise OSError("libxcb is not installed") from None
    of_connection = {
        "xcb_connection_has_error": c_int,
        "xcb_disconnect": None,
        "xcb_get_file_descriptor": c_int,
        "xcb_get_setup": c_void_p,
        "xcb_flush": c_int,
        "xcb_poll_for_event": c_void_p,
    }
    for name, result in of_connection.items():
        function = getattr(xcb, name)
        function.argtypes, function.restype = [c_void_p], result
    xcb.xcb_connect.argtypes, xcb.xcb_connect.restype = [c_char_p, c_void_p], c_void_p
    xcb.xcb_setup_roots_iterator.argtypes, xcb.xcb_setup_roots_iterator.restype = [c_void_p], _Screens
    xcb.xcb_send_request.argtypes, xcb.xcb_send_request.restype = [c_void_p, c_int, c_void_p, c_void_p], c_uint
    xcb.xcb_poll_for_reply.argtypes = [c_void_p, c_uint, c_void_p, c_void_p]
    xcb.xcb_poll_for_reply.restype = c_int
    c.free.argtypes, c.free.restype = [c_void_p], None
    return xcb, c
