"""The local socket of the running program: whoever comes says one line and gets one line back.

Qt's own local sockets would bring its whole network library along, 3 MiB: they are used on Windows only, where Python
has none.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject

LONGEST_LINE = 64 * 1024
Answer = Callable[[bytes], bytes]
"""Gets a line without its end and gives one. Called on the GUI thread."""


class Door(QObject):
    """Open from `listen` to `close`."""

    def __init__(self, answer: Answer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answer = answer

    def listen(self, address: str) -> None:
        """Take over what a crash left at the address. Raises OSError where that fails."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def door(answer: Answer) -> Door:
    """The one for this system."""
    if sys.platform == "win32":
        from app.system.door_pipe import PipeDoor

        return PipeDoor(answer)
    from app.system.door_socket import SocketDoor

    return SocketDoor(answer)


def ask(address: str, line: bytes, seconds: float) -> bytes:
    """What the program behind the door answers. Raises OSError where there is none, or none in time. Waits."""
    if sys.platform == "win32":
        from app.system.door_pipe import ask_pipe

        return ask_pipe(address, line, seconds)
    from app.system.door_socket import ask_socket

    return ask_socket(address, line, seconds)
