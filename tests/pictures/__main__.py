"""Takes the pictures, or only those that the filters name: any part of a look's name, any part of a picture's."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from . import sheet
from .desk import Desk
from .sittings import SITTINGS, Sitting

PLACE = Path("build", "pictures")
_AT_ONCE = 2


def main(filters: Sequence[str]) -> int:
    """How many scenes failed."""
    _application = QGuiApplication([])  # for the sheets' captions
    looks = [word for word in filters if any(word in sitting.look.name for sitting in SITTINGS)]
    pictures = [word for word in filters if word not in looks]
    sittings = [sitting for sitting in SITTINGS if not looks or any(word in sitting.look.name for word in looks)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # most of the time is spent waiting
        failed = pool.map(
            lambda sitting: _sit(sitting, lambda name: not pictures or any(word in name for word in pictures)), sittings
        )
        return sum(failed)


def _sit(sitting: Sitting, wants: Callable[[str], bool]) -> int:
    scenes = [scene for scene in sitting.scenes if any(map(wants, scene.pictures))]
    folder, begin, failed = PLACE / sitting.look.name, time.monotonic(), 0
    if not scenes:
        return 0
    with sitting.session() as session:
        desk = Desk(sitting.look, session, folder, wants, sitting.tray)
        for scene in scenes:
            try:
                scene.play(desk)
            except AssertionError as error:
                failed += 1
                print(f"{sitting.look.name}: {', '.join(scene.pictures)}: {error}", file=sys.stderr)
    sheet.make(folder, sitting.look.zoom)
    print(f"{folder}.png: {time.monotonic() - begin:.0f} s")
    return failed


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (pytest.skip.Exception, pytest.fail.Exception) as missing:
        sys.exit(str(missing))
