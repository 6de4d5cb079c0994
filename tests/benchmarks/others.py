"""Two other programs that tell what time went to, with the same sessions: Timewarrior and Watson."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from app.core.periods import Period
from tests.fakes import ROOT

WATSON = ROOT / "build" / "watson"
_SESSIONS = """SELECT start_time / 1000, end_time / 1000, coalesce(project_id, 0),
    (SELECT group_concat(tag_id, ' ') FROM session_tag WHERE session_id = id) FROM session
    WHERE end_time / 1000 > start_time / 1000 ORDER BY start_time"""


class Other(NamedTuple):
    """`nothing` is a command that reads no session; dates are added to `report`."""

    name: str
    report: tuple[str, ...]
    nothing: tuple[str, ...]
    bounds: tuple[str, str]
    environment: dict[str, str]

    def took(self, period: Period | None) -> float:
        """Milliseconds that its report of the period takes; None for a start of the program alone."""
        command = self.nothing
        if period is not None:
            after = period.last + timedelta(days=1)
            first, last = self.bounds
            command = (*self.report, *f"{first} {period.first} {last} {after}".split())
        began = perf_counter()
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        return (perf_counter() - began) * 1000


def timewarrior(path: Path, directory: Path) -> Other:
    """Debian's; its data are lines in a file for each month."""
    home = directory / "timewarrior"
    (home / "data").mkdir(parents=True)
    (home / "timewarrior.cfg").touch()
    months: dict[str, list[str]] = {}
    for start, end, project, tags in _sessions(path):
        marks = " ".join([f"p{project}", *(f"t{tag}" for tag in tags)])
        months.setdefault(f"{start:%Y-%m}", []).append(f"inc {start:%Y%m%dT%H%M%SZ} - {end:%Y%m%dT%H%M%SZ} # {marks}\n")
    for month, lines in months.items():
        (home / "data" / f"{month}.data").write_text("".join(lines))
    (home / "data" / "tags.data").write_text("{}")
    environment = {**os.environ, "TIMEWARRIORDB": str(home)}
    return Other("Timewarrior", ("timew", "summary"), ("timew", "--version"), ("", "-"), environment)


def watson(path: Path, directory: Path) -> Other:
    """PyPI's `td-watson`, in an environment of its own; its data are one JSON file."""
    if not (WATSON / "bin" / "watson").exists():
        subprocess.run([sys.executable, "-m", "venv", str(WATSON)], check=True)
        subprocess.run([str(WATSON / "bin" / "pip"), "install", "--quiet", "td-watson"], check=True)
    home = directory / "watson"
    home.mkdir()
    frames = [
        [int(s.timestamp()), int(e.timestamp()), f"p{project}", f"{n:032x}", [f"t{tag}" for tag in tags], 0]
        for n, (s, e, project, tags) in enumerate(_sessions(path))
    ]
    (home / "frames").write_text(json.dumps(frames))
    command = str(WATSON / "bin" / "watson")
    environment = {**os.environ, "WATSON_DIR": str(home)}
    return Other("Watson", (command, "report", "--no-pager"), (command, "--version"), ("--from", "--to"), environment)


def _sessions(path: Path) -> Iterator[tuple[datetime, datetime, int, list[str]]]:
    with closing(sqlite3.connect(path)) as db:
        for start, end, project, tags in db.execute(_SESSIONS):
            yield datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), project, (tags or "").split()
