"""A process that does a work, and is cut off at an instant."""

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.core.errors import SessileError

from .works import Ack

_SAID, _FAULT = "said ", "fault "


class Came(NamedTuple):
    """What came of it."""

    acknowledged: tuple[str, ...]
    said: str
    """The sentence it ended with; empty where it told none."""
    fault: str
    """A traceback: what should never be."""
    seconds: float
    was_cut_off: bool


def run(do: Callable[[Path, Ack], None], path: Path, cut_off_after: float) -> Came:
    """In seconds."""
    reading, writing = os.pipe()
    began = time.monotonic()
    process = os.fork()
    if not process:
        os.close(reading)
        _live(do, path, writing)
    os.close(writing)
    read, is_over = b"", False
    while not is_over and (left := began + cut_off_after - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            more = os.read(reading, 65536)
            read, is_over = read + more, not more
    if not is_over:
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    while more := os.read(reading, 65536):
        read += more
    os.close(reading)
    lines = read.decode().split("\n")[:-1]
    return Came(
        tuple(line for line in lines if not line.startswith((_SAID, _FAULT))),
        next((line.removeprefix(_SAID) for line in lines if line.startswith(_SAID)), ""),
        next((line.removeprefix(_FAULT) for line in lines if line.startswith(_FAULT)), ""),
        time.monotonic() - began,
        not is_over,
    )


def _live(do: Callable[[Path, Ack], None], path: Path, writing: int) -> None:
    def tell(line: str) -> None:
        os.write(writing, f"{line}\n".encode())

    try:
        do(path, tell)
    except SessileError as error:
        tell(_SAID + str(error))
    except BaseException:  # noqa: BLE001 - told to who looks
        tell(_FAULT + traceback.format_exc().replace("\n", " | "))
    finally:
        sys.stderr.flush()
        os._exit(0)
