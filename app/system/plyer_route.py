"""Sends a note through plyer, with a guard for each of plyer 2.1's faults, on one daemon thread.

WORKAROUND, all of it: plyer's Linux backend runs `notify-send` (see plyer/platforms/linux/notification.py).
"""

import html
import importlib.util
import queue
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.system.notifications import ANSWER_WITHIN_MS, APP_NAME, PLYER_HANGS, PLYER_REFUSED, Note

_SHOWN_FOR_S = 10
_WINDOWS_TITLE, _WINDOWS_TEXT = 63, 255  # NOTIFYICONDATA holds 64 and 256 with the closing zero


class PlyerWorker:
    """One thread that may hang without holding up anything; it is made with the first note."""

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._busy = threading.Event()

    @property
    def is_busy(self) -> bool:
        return self._busy.is_set()

    def send(self, note: Note, reads_markup: bool, done: Callable[[str], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="plyer", daemon=True)
            self._thread.start()
        self._busy.set()
        self._work.put(lambda: done(_send(note, reads_markup)))

    def _run(self) -> None:
        while True:
            self._work.get()()
            self._busy.clear()


def _send(note: Note, reads_markup: bool) -> str:
    """Send, and give the reason where it failed."""
    try:
        backend = _backend()
        backend.notify(**_words(note, reads_markup))
    except NotImplementedError:
        return "plyer found no way to notify here"
    except subprocess.TimeoutExpired:
        return PLYER_HANGS
    except subprocess.CalledProcessError:
        return PLYER_REFUSED
    except Exception as error:  # noqa: BLE001 - whatever a backend raises is only the reason for the delivery list
        return f"plyer failed: {type(error).__name__}"
    return ""


def _backend() -> Any:  # noqa: ANN401 - plyer has no types
    if sys.platform.startswith("linux") and Path("/app").is_dir():
        raise NotImplementedError  # plyer would join our text into a command of another program
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns on import when the dbus package is not there
        from plyer import notification
        from plyer.utils import platform

        notification.notify  # noqa: B018 - makes it choose its backend, inside the guard against warnings
        if sys.platform.startswith("linux"):
            from plyer.platforms.linux import notification as linux

            linux.subprocess = _Commands
    if str(platform) == "macosx" and importlib.util.find_spec("pyobjus") is None:
        raise NotImplementedError
    return notification


class _Commands:
    """What plyer's Linux module gets for `subprocess`: it looks at no exit status, and would wait for 75 s."""

    @staticmethod
    def call(command: list[str]) -> int:
        nothing = subprocess.DEVNULL
        subprocess.run(
            command, stdin=nothing, stdout=nothing, stderr=nothing, timeout=ANSWER_WITHIN_MS / 1000, check=True
        )
        return 0


def _words(note: Note, reads_markup: bool) -> dict[str, Any]:
    title, text = _not_an_option(note.title), note.text
    if sys.platform == "win32":
        return {
            "title": cut_utf16(title, _WINDOWS_TITLE),
            "message": cut_utf16(text, _WINDOWS_TEXT),
            "app_name": APP_NAME,
            "timeout": _SHOWN_FOR_S,
        }
    if reads_markup:
        text = html.escape(text, quote=False)
    if sys.platform.startswith("linux") and importlib.util.find_spec("dbus") is None:
        text = text.replace("\\", "\\\\")  # notify-send turns \n and the like into control characters
    return {"title": title, "message": _not_an_option(text), "app_name": APP_NAME, "timeout": _SHOWN_FOR_S}


def _not_an_option(text: str) -> str:
    """notify-send reads a text that begins with `-` as an option, and refuses an empty one."""
    return f"\u200b{text}" if not text or text.startswith("-") else text


def cut_utf16(text: str, units: int) -> str:
    """The longest beginning that has at most so many UTF-16 units."""
    data = text.encode("utf-16-le")[: units * 2]
    return data.decode("utf-16-le", errors="ignore")
