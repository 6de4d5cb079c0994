"""The rotating log, and where faults of the program go. It holds no text from people, only ids and lengths."""

import logging
import logging.handlers
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

_SIZE, _KEPT = 512 * 1024, 3
log = logging.getLogger("app")


def to_file(path: Path) -> None:
    """Log to `path` from now on; where it can't be written, to nowhere."""
    try:
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=False
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    logging.raiseExceptions = False  # a full disk must not print a traceback for each line


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
