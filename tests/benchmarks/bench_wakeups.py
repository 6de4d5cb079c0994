"""How often the hidden program wakes on a real panel, beside the least that such a program can be."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.desktop.harness import panel
from tests.desktop.harness.screen import Screen
from tests.desktop.harness.tray import Tray
from tests.desktop.harness.waiting import until

from . import wakeups
from .candidates import BARE, Candidate, alive, sessile, without_reader

SETTLED_S = 15
MINUTES = 4


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory, Screen(services=[panel.XFCONF]) as screen:
        tray = panel.xfce(screen, dark=True)
        tray.appear()
        print(f"Wake-ups a minute, the window hidden, on xfce4-panel, over {MINUTES} min each")
        for words, make, most in rows(Path(directory)):
            print(f"  {words:30}{a_minute(make().hidden, screen, tray):8.2f}  {most}", flush=True)
        tray.close()
    return 0


def rows(directory: Path) -> tuple[tuple[str, Callable[[], Candidate], str], ...]:
    """What is measured, and what is wanted. A file is made right before its program: else the time between is a gap."""
    return (
        ("bare", lambda: BARE, ""),
        ("Sessile, nothing running", lambda: sessile(directory / "idle", running=False), "at most bare's"),
        ("Sessile, a session running", lambda: sessile(directory / "active", running=True), "at most 8 above bare"),
    )


def a_minute(candidate: Candidate, screen: Screen, tray: Tray) -> float:
    """Over whole minutes, once it has done what it puts off."""
    with alive(candidate, without_reader(screen)) as process:
        until(lambda: tray.has_icon and candidate.tooltip in tray.tooltip, 20, f"{candidate.name} is in the tray")
        time.sleep(SETTLED_S)
        before = wakeups.switches(process)
        time.sleep(MINUTES * 60)
        count = wakeups.switches(process) - before
    until(lambda: not tray.has_icon, 5, "the icon is gone")
    return count / MINUTES


if __name__ == "__main__":
    sys.exit(main())
