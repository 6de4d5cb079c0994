"""The rotating log, and where faults of the program go. It holds no text from people, only ids and lengths."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

_SIZE, _KEPT = 512 * 1024, 3
log = logging.getLogger("app")


def to_file(path: Path) -> None:
    """Log to `path` from now on; where it can't be written, to nowhere."""
    handler = _LateFile(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    logging.raiseExceptions = False  # a full disk must not print a traceback for each line


class _LateFile(logging.Handler):
    """Opened with its first line, which a start writes after its first look: what rotates it is a large module."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = self._opened()
        self._file.emit(record)

    def _opened(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        try:
            file: logging.Handler = RotatingFileHandler(self._path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
        except OSError:
            file = logging.NullHandler()
        file.setFormatter(self.formatter)
        return file


def catch_faults(tell: Callable[[], None]) -> None:
    """Log every fault with its traceback; `tell` the person once."""
    told = False

    def on_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        nonlocal told
        log.error("fault", exc_info=(kind, fault, trace))
        sys.__excepthook__(kind, fault, trace)
        if not told:
            told = True
            tell()

    sys.excepthook = on_fault
