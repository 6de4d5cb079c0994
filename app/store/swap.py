"""Puts another file in the place of the data file, which moves aside: broken off anywhere, the next opening ends it.

The other file is complete before anything moves, under the name that the old one moves to, and `.next`: as long as it
lies there, the exchange was decided on and is not over.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_NEXT, _PART = ".next", ".part"
_LOG, _INDEX = "-wal", "-shm"


def next_name(aside: Path) -> Path:
    """Where the file lies that is to come, when the one that is there is to move to `aside`."""
    return aside.with_name(aside.name + _NEXT)


def exchange(path: Path, aside: Path) -> None:
    """Put what lies at `next_name(aside)` in the place of the closed `path`. Raises OSError, with nothing changed."""
    try:
        _go_on(path, aside)
    except OSError:
        _go_back(path, aside)
        raise


def finish(path: Path) -> None:
    """Go on where a program was cut off in an exchange, or before it. Raises OSError."""
    for folder in (path.parent, path.parent / "backups"):
        for left in _left_in(folder):
            if left.name.endswith(_NEXT):
                _go_on(path, left.with_name(left.name.removesuffix(_NEXT)))
            else:
                left.unlink()


def flush(path: Path) -> None:
    """Write a file, or a directory's names, to disk."""
    try:
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except OSError:
        if path.is_dir():
            return  # Windows opens no directories
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _left_in(folder: Path) -> Iterator[Path]:
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return
    for file in files:
        if file.name.startswith("sessile-") and file.name.endswith((_NEXT, _PART)):
            yield file


def _go_on(path: Path, aside: Path) -> None:
    """The log goes with its file: SQLite would read the new one with it. The index of the log is made anew."""
    log = _beside(path, _LOG)
    if log.exists():
        log.rename(_beside(aside, _LOG))
    _beside(path, _INDEX).unlink(missing_ok=True)
    if path.exists():
        path.rename(aside)
    flush(path.parent)
    next_name(aside).rename(path)
    flush(path.parent)


def _go_back(path: Path, aside: Path) -> None:
    with suppress(OSError):
        if not path.exists() and aside.exists():
            aside.rename(path)
        if _beside(aside, _LOG).exists():
            _beside(aside, _LOG).rename(_beside(path, _LOG))
        next_name(aside).unlink(missing_ok=True)


def _beside(path: Path, companion: str) -> Path:
    return path.with_name(path.name + companion)
