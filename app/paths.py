"""Where things lie, for a checkout, a wheel and a frozen program."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

import platformdirs

from app.core.errors import CannotOpen

_APP = "sessile"


class Places(NamedTuple):
    """The directories of one run."""

    data: Path
    config: Path
    state: Path

    @property
    def ini(self) -> Path:
        return self.config / "sessile.ini"

    @property
    def log(self) -> Path:
        return self.state / "sessile.log"

    def make(self) -> None:
        """Make what is missing, for the user only. Raises CannotOpen where that fails."""
        for directory in (self.data, self.config, self.state):
            try:
                directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise CannotOpen(f"The directory {directory} can't be made: {error.strerror}.") from error


def places(data_dir: str | None) -> Places:
    """`--data-dir` wins over `SESSILE_DATA_DIR`, which wins over the user's own directories.

    With `--data-dir` settings and log lie in that directory too.
    """
    if data_dir:
        path = Path(data_dir).expanduser().absolute()
        return Places(path, path, path)
    dirs = platformdirs.PlatformDirs(_APP, appauthor=False)
    data = os.environ.get("SESSILE_DATA_DIR")
    return Places(
        data=Path(data).expanduser().absolute() if data else dirs.user_data_path,
        config=dirs.user_config_path,
        state=dirs.user_state_path,
    )


def resource(name: str) -> Path:
    """A file of `resources`, as `icons/start.svg`."""
    inside = Path(__file__).parent / "resources"
    return (inside if inside.is_dir() else _root() / "resources") / name


def migrations() -> Path:
    """The directory of the numbered migration scripts."""
    return _root() / "app" / "store" / "migrations"


def _root() -> Path:
    """What holds `app`: PyInstaller's folder where the program is frozen."""
    return Path(getattr(sys, "_MEIPASS", "") or Path(__file__).parent.parent)
