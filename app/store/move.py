"""The data file in another directory: copied whole, and only then left where it was."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from app.core import keeping
from app.core.errors import Refused, Unavailable
from app.store import backup
from app.store.backup import folder_of
from app.store.database import FILE_NAME


def copy_to(path: Path, folder: Path) -> None:
    """Copy the closed file. Raises Refused and Unavailable, with nothing changed in either place."""
    target = folder / FILE_NAME
    if folder.resolve() == path.parent.resolve():
        raise Refused(f"The data file lies in {folder} already.")
    if target.exists():
        raise Refused(f"There is a {FILE_NAME} in {folder} already. Nothing was changed; please choose another folder.")
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as source:  # the last to close it leaves no log
            backup.copy(source, target, lambda: None)
    except (OSError, sqlite3.Error) as error:
        raise Unavailable(f"The data file can't be copied to {folder}. Nothing was changed.", str(error)) from error


def leave(path: Path, now: datetime) -> None:
    """The file that was copied becomes a backup where it lies. Where that fails it stays what it is."""
    folder = folder_of(path)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        path.rename(folder / keeping.free_name(now, keeping.BEFORE_MOVE, backup.names(folder)).file_name)
    except OSError:
        return
