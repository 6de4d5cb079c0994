"""How long the window does not answer while each of its pages is made ahead, shown then, or wanted at once.

Each turn is a program of its own, for modules are read once. Fails where a piece, or the showing, is over `LIMIT_MS`.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app import paths
from app.desktop import Desktop
from app.store.database import FILE_NAME
from app.store.store import Store
from app.system.local_settings import LocalSettings
from app.system.single_instance import SingleInstance
from app.ui.pages import Pages
from tests.fakes import NOON

from .answering import Answering

TURNS, LIMIT_MS = 7, 16
AHEAD, SHOWN, AT_ONCE = (
    "the longest piece while pages are made ahead",
    "shown after that",
    "the longest of one wanted before",
)
"""The last is for one who was there before a piece could be made."""


def turn(directory: Path, how: str) -> dict[str, float]:
    """Milliseconds by what was done."""
    application = Answering([sys.argv[0], "-style", "fusion"])
    store = Store(directory / FILE_NAME, paths.migrations(), NOON)
    desktop = Desktop(application, store, LocalSettings(directory / "local.ini", NOON), SingleInstance(directory))
    window = desktop._window
    window._sidebar.page_near.disconnect()  # the pointer may lie over it
    window.show()
    settle()
    gc.freeze()  # as the program does after its first look
    took = {}
    if how == SHOWN:
        took[AHEAD] = made_ahead(application, window._pages)
    for name in window._pages._makers:
        application.longest = 0.0
        began = time.perf_counter()
        window.show_page(name)
        called = time.perf_counter() - began
        while window._pages._rest.isActive():
            QApplication.processEvents()
        settle()
        took[f"{name}, {how}"] = max(called, application.longest) * 1000
    return took


def made_ahead(application: Answering, pages: Pages) -> float:
    """The longest of the passes that it takes."""
    application.longest = 0.0
    for name in pages._makers:
        pages.make_ahead(name)
        while pages._rest.isActive():
            QApplication.processEvents()
        settle()
    return application.longest * 1000


def settle() -> None:
    """Lay out and paint what changed."""
    for _ in range(5):
        QApplication.processEvents()


def turn_of_its_own(how: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory:
        command = [sys.executable, "-m", "tests.benchmarks.bench_pages", how, directory]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    took: dict[str, float] = json.loads(done.stdout)
    return took


def main() -> int:
    slow = 0
    print(f"Pages that a start does not make: how long the window does not answer, {TURNS} turns")
    for how in (SHOWN, AT_ONCE):
        turns = [turn_of_its_own(how) for _ in range(TURNS)]
        for name in turns[0]:
            found = sorted(took[name] for took in turns)
            median = statistics.median(found)
            slow += median > LIMIT_MS
            print(f"  {name:46} median {median:5.1f} ms, at most {found[-1]:5.1f} ms")
    return min(slow, 1)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(turn(Path(sys.argv[2]), sys.argv[1])))
        sys.stdout.flush()
        os._exit(0)  # nothing of it is to be written
    sys.exit(main())
