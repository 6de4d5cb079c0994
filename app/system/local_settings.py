"""What must be known before the data file is open: `sessile.ini` in the user's configuration directory."""

import contextlib
import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.core.settings import THEMES, TRAY_ICONS

_WIDEST = 10_000
log = logging.getLogger(__name__)


class LocalSettings:
    """Theme, tray icon, window places and widths of columns. A value that does not fit counts as not there."""

    def __init__(self, path: Path, now: datetime) -> None:
        """Open `path`. A file that can't be read is set aside under a dated name; `problem` then says so."""
        self.problem = ""
        if _is_damaged(path):
            path = self._set_aside(path, path.with_name(f"{path.name}.unreadable-{now:%Y-%m-%dT%H-%M-%SZ}"))
        _make_private(path)
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def _set_aside(self, path: Path, aside: Path) -> Path:
        """The path to use from now on; where the file can't be moved, one beside it."""
        self.problem = f"The settings in {path.name} could not be read. "
        log.warning("sessile.ini can't be read")
        try:
            path.replace(aside)
        except OSError:
            self.problem += "They can't be set aside either, so they were left as they are."
            return path.with_name(f"{path.name}.new")
        self.problem += f"They were set aside as {aside.name}."
        return path

    @property
    def theme(self) -> str:
        return self._choice("theme", THEMES)

    @theme.setter
    def theme(self, theme: str) -> None:
        self._file.setValue("theme", theme)

    @property
    def tray_icon(self) -> str:
        return self._choice("tray_icon", TRAY_ICONS)

    @tray_icon.setter
    def tray_icon(self, tray_icon: str) -> None:
        self._file.setValue("tray_icon", tray_icon)

    def move_data(self, folder: Path | None) -> bool:
        """Where the data lies from the next start on, None for where it lies by itself; whether that is on disk."""
        if folder is None:
            self._file.remove("data_dir")
        else:
            self._file.setValue("data_dir", folder.as_uri())
        self._file.sync()
        return self._file.status() is QSettings.Status.NoError

    @property
    def told_of_missing_tray(self) -> bool:
        return bool(self._file.value("told_of_missing_tray") == "true")

    def set_told_of_missing_tray(self) -> None:
        self._file.setValue("told_of_missing_tray", "true")

    def place(self, window: str) -> QByteArray:
        """Where a window stood last; empty where that is not known."""
        value = self._file.value(f"place/{window}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_place(self, window: str, place: QByteArray) -> None:
        self._file.setValue(f"place/{window}", place)

    def widths(self, table: str) -> dict[str, int]:
        """How wide the person made the columns of a table, by their names; those that are not there were left alone."""
        found = {}
        for name in self._names(f"widths/{table}"):
            value = self._file.value(f"widths/{table}/{name}")
            if isinstance(value, str | int) and str(value).isascii() and str(value).isdigit():
                found[name] = min(int(value), _WIDEST)
        return found

    def set_widths(self, table: str, widths: Mapping[str, int]) -> None:
        for name, width in widths.items():
            self._file.setValue(f"widths/{table}/{name}", width)

    def save(self) -> None:
        """Write now; QSettings itself does it a little later."""
        self._file.sync()

    def _names(self, group: str) -> list[str]:
        self._file.beginGroup(group)
        names = self._file.childKeys()
        self._file.endGroup()
        return names

    def _choice(self, key: str, choices: tuple[str, ...]) -> str:
        value = self._file.value(key)
        return value if isinstance(value, str) and value in choices else choices[0]


def _make_private(path: Path) -> None:
    """QSettings keeps the mode of a file that is there."""
    with contextlib.suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _is_damaged(path: Path) -> bool:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return False
    except (OSError, UnicodeDecodeError):
        return path.exists()
    lines = (line.strip() for line in text.splitlines())
    return any(line and not line.startswith((";", "[")) and "=" not in line for line in lines) or "\0" in text
