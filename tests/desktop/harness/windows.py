"""Windows and keys, as a person at the keyboard has them."""

import subprocess
from abc import ABC, abstractmethod

from .waiting import until

Rectangle = tuple[int, int, int, int]
"""Left, top, width and height in pixels of the screen."""


_CORNER = 9999, 9999
"""The lower right one of any screen."""


class Windows(ABC):
    """The windows on one screen."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    @abstractmethod
    def type(self, text: str) -> None:
        """Key by key into the window that has the keyboard."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Key combinations in X's names: `ctrl+Return`."""

    @property
    @abstractmethod
    def active(self) -> str:
        """The title of the window that has the keyboard; empty where none has."""

    @abstractmethod
    def is_on_screen(self, title: str) -> bool: ...

    @abstractmethod
    def rectangle(self, title: str) -> Rectangle:
        """Where the window's inside lies, without its frame."""

    @abstractmethod
    def choose(self, title: str) -> None:
        """What a click in a task bar does; nothing for a window that no task bar lists."""

    def wait_for_active(self, title: str) -> None:
        until(lambda: self.active == title, 5, f"the window {title} has the keyboard")

    def wait_for(self, title: str) -> None:
        until(lambda: self.is_on_screen(title), 5, f"the window {title} is on the screen")

    def wait_until_gone(self, title: str) -> None:
        until(lambda: not self.is_on_screen(title), 5, f"the window {title} is off the screen")

    def _run(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=check, timeout=20)
        return done.stdout.strip() if done.returncode == 0 else ""


class X11Windows(Windows):
    """Through xdotool."""

    def type(self, text: str) -> None:
        self._do("type", "--delay", "2", text)

    def press(self, *keys: str) -> None:
        self._do("key", "--delay", "10", *keys)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Move the pointer there, in pixels of the screen, and press and release a button."""
        self.point(x, y)
        self._do("click", str(button))

    def point(self, x: int, y: int) -> None:
        self._do("mousemove", str(x), str(y))

    @property
    def active(self) -> str:
        return self._do("getactivewindow", "getwindowname", check=False)

    def is_on_screen(self, title: str) -> bool:
        return bool(self._search(title, "--onlyvisible"))

    def rectangle(self, title: str) -> Rectangle:
        """The place is asked of the pointer, which goes back to its corner: `getwindowgeometry` counts frames twice."""
        (window,) = self._search(title, "--onlyvisible")
        size = _numbers(self._do("getwindowgeometry", "--shell", window))
        place = ("mousemove", "--window", window, "0", "0", "getmouselocation", "--shell")
        corner = _numbers(self._do(*place))
        self.point(*_CORNER)
        return corner["X"], corner["Y"], size["WIDTH"], size["HEIGHT"]

    def resize(self, title: str, width: int, height: int) -> None:
        """As far as the window lets a person make it smaller or larger."""
        (window,) = self._search(title, "--onlyvisible")
        self._do("windowsize", window, str(width), str(height))

    def choose(self, title: str) -> None:
        for window in self._search(title):
            self._do("windowactivate", window, check=False)

    def _search(self, title: str, *options: str) -> list[str]:
        return self._do("search", *options, "--name", f"^{title}$", check=False).split()

    def _do(self, *arguments: str, check: bool = True) -> str:
        return self._run("xdotool", *arguments, check=check)


def _numbers(told: str) -> dict[str, int]:
    """Of lines like `X=12`."""
    return {name: int(number) for name, _, number in (line.partition("=") for line in told.splitlines())}
