"""Windows and keys through xdotool, as a person at the keyboard has them."""

import subprocess

from .waiting import until


class Windows:
    """The windows on one screen."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def type(self, text: str) -> None:
        """Key by key into the window that has the keyboard."""
        self._run("type", "--delay", "2", text)

    def press(self, *keys: str) -> None:
        """Key combinations in X's names: `ctrl+Return`."""
        self._run("key", "--delay", "10", *keys)

    @property
    def active(self) -> str:
        """The title of the window that has the keyboard; empty where none has."""
        return self._run("getactivewindow", "getwindowname", check=False)

    def wait_for_active(self, title: str) -> None:
        until(lambda: self.active == title, 5, f"the window {title} has the keyboard")

    def is_on_screen(self, title: str) -> bool:
        return bool(self._search(title, "--onlyvisible"))

    def wait_for(self, title: str) -> None:
        until(lambda: self.is_on_screen(title), 5, f"the window {title} is on the screen")

    def wait_until_gone(self, title: str) -> None:
        until(lambda: not self.is_on_screen(title), 5, f"the window {title} is off the screen")

    def choose(self, title: str) -> None:
        """What a click in a task bar does; nothing for a window that no task bar lists."""
        for window in self._search(title):
            self._run("windowactivate", window, check=False)

    def _search(self, title: str, *options: str) -> list[str]:
        return self._run("search", *options, "--name", f"^{title}$", check=False).split()

    def _run(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._environment, capture_output=True, text=True, check=check, timeout=20
        )
        return done.stdout.strip() if done.returncode == 0 else ""
