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
    """`--data-dir` wins over `SESSILE_DATA_DIR`, which wins over where the data was moved to, else the user's own.

    With `--data-dir` settings and log lie in that directory too. Raises CannotOpen where the data is not where it was
    moved to: beginning anew there would look as if all were gone.
    """
    if data_dir:
        path = Path(data_dir).expanduser().absolute()
        return Places(path, path, path)
    dirs = platformdirs.PlatformDirs(_APP, appauthor=False)
    data = os.environ.get("SESSILE_DATA_DIR")
    found = Places(dirs.user_data_path, dirs.user_config_path, dirs.user_state_path)
    if data:
        return found._replace(data=Path(data).expanduser().absolute())
    moved = _moved_to(found.ini)
    if moved is None:
        return found
    if not (moved / "sessile.db").exists():
        raise CannotOpen(
            f"Your data was moved to {moved}, and is not there now. Bring it back, and start Sessile again."
        )
    return found._replace(data=moved)


def _moved_to(ini: Path) -> Path | None:
    """As `LocalSettings` writes it: a file URI, which has no letter that the file would write otherwise."""
    try:
        lines = ini.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    uri = next((line.partition("=")[2] for line in lines if line.startswith("data_dir=file:")), None)
    if uri is None:
        return None
    from urllib.request import url2pathname  # a large module, for those only who moved their data

    return Path(url2pathname(uri.removeprefix("file://")))


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
