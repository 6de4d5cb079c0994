"""A disk of its own that can be full, read-only or gone: a small file system in memory, which only root can have."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FILLER = "filler"


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path | None]:
    """None where there can be none."""
    with tempfile.TemporaryDirectory() as directory:
        options = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", directory]
        if os.name != "posix" or os.geteuid() or subprocess.run(options, check=False, capture_output=True).returncode:
            yield None
            return
        try:
            yield Path(directory)
        finally:
            subprocess.run(["umount", "-l", directory], check=True)


def fill(disk: Path, left: int) -> None:
    """So that so many bytes are free."""
    stat = os.statvfs(disk)
    with (disk / _FILLER).open("wb") as file:
        file.write(b"\0" * max(stat.f_bavail * stat.f_frsize - left, 0))


def empty(disk: Path) -> None:
    (disk / _FILLER).unlink(missing_ok=True)


def set_read_only(disk: Path, read_only: bool) -> None:
    """A device that fails is set so by the system, also while files are being written."""
    subprocess.run(
        ["mount", "-o", f"remount,{'ro' if read_only else 'rw'}", str(disk)], check=False, capture_output=True
    )
