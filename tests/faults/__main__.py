"""Cuts the program off, fills its disk and takes its directory away, many hundred times; prints a table.

`--rounds N` of each (100), `--damaged N` files (200), `--seed N`.
"""

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from app.store import backup
from app.store.database import FILE_NAME

from . import child, small_disk, works, worlds
from .child import Came
from .works import WORKS, Work

_PATIENCE_S = 20.0
_DISK_MB = 24


class Round(NamedTuple):
    came: Came
    lost: int
    """Acknowledged sessions that are not there."""
    trouble: str
    """Why the program can't be used, or which backup is damaged; empty where all is well."""


class Line(NamedTuple):
    """What happened during a work."""

    work: str
    cut_off: list[Round]
    gone: list[Round]
    full: list[Round]
    read_only: list[Round]


def cut_off(ready: Path, work: Work, dice: random.Random, longest: float) -> Round:
    """At a random instant of what it takes without that."""
    with _copy(ready) as path:
        came = child.run(work.do, path, dice.uniform(0, longest))
        return _looked_at(path, came)


def on_full_disk(ready: Path, work: Work, dice: random.Random, disk: Path) -> Round:
    """With a random rest of room, so that each write is once the one that fits no more; and room again then."""
    path = _placed(ready, disk)
    needed = path.stat().st_size
    small_disk.fill(disk, dice.randrange(0, 3 * needed, 4096))
    reserve, backup._LEFT_FREE = backup._LEFT_FREE, dice.choice((backup._LEFT_FREE, -_DISK_MB * 2**20))
    came = child.run(work.do, path, _PATIENCE_S)
    backup._LEFT_FREE = reserve
    small_disk.empty(disk)
    return _looked_at(path, came)


def on_read_only_disk(ready: Path, work: Work, _dice: random.Random, disk: Path) -> Round:
    path = _placed(ready, disk)
    small_disk.set_read_only(disk, True)
    came = child.run(work.do, path, _PATIENCE_S)
    small_disk.set_read_only(disk, False)
    return _looked_at(path, came)


def gone(ready: Path, work: Work, dice: random.Random, longest: float) -> Round:
    """The directory is renamed at a random instant, and comes back."""
    with _copy(ready) as path:
        away = path.parent.with_name(f"{path.parent.name}-away")

        def do(path: Path, ack: works.Ack) -> None:
            threading.Timer(dice.uniform(0, longest), lambda: path.parent.rename(away)).start()
            work.do(path, ack)

        came = child.run(do, path, _PATIENCE_S)
        if away.exists():
            if path.parent.exists():  # made anew by what was going on
                shutil.rmtree(path.parent)
            away.rename(path.parent)
        return _looked_at(path, came)


def _looked_at(path: Path, came: Came) -> Round:
    """What a start finds then: of what was there before and of what was acknowledged nothing may be missing."""
    wanted = set(came.acknowledged) | {f"uid-{number}" for number in range(1, works.SESSIONS + 1)}
    try:
        if not path.exists() and (path.parent / "other" / FILE_NAME).exists():
            path = path.parent / "other" / FILE_NAME
        found, _how = worlds.start(path)
    except Exception as error:  # noqa: BLE001 - counted
        return Round(came, len(wanted), f"{type(error).__name__}: {error}")
    trouble = came.fault
    for kept in (path.parent / "backups").glob("*.db"):
        with closing(backup.whole(kept)) as connection:
            try:
                trouble = trouble or backup.check(connection)
                if kept.name.endswith(("restore.db", "move.db")):
                    found |= {uid for (uid,) in connection.execute("SELECT uid FROM session")}
            except sqlite3.Error as error:
                trouble = f"{kept.name}: {error}"
    return Round(came, len(wanted - found), trouble)


@contextmanager
def _copy(ready: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as directory:
        yield _placed(ready, Path(directory))


def _placed(ready: Path, directory: Path) -> Path:
    inside = directory / "data"
    if inside.exists():
        shutil.rmtree(inside)
    shutil.copytree(ready, inside)
    return inside / FILE_NAME


def _lines(rounds: int, dice: random.Random) -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as made, small_disk.small_disk(_DISK_MB) as disk:
        for work in WORKS:
            ready = Path(made) / work.name
            ready.mkdir()
            work.prepare(ready)
            with _copy(ready) as path:
                longest = child.run(work.do, path, _PATIENCE_S).seconds
            half, few = range(rounds // 2 if disk else 0), range(max(rounds // 20, 1) if disk else 0)
            yield Line(
                work.name,
                [cut_off(ready, work, dice, longest) for _ in range(rounds)],
                [gone(ready, work, dice, longest) for _ in range(rounds // 2)],
                [on_full_disk(ready, work, dice, disk) for _ in half if disk],
                [on_read_only_disk(ready, work, dice, disk) for _ in few if disk],
            )


def _print(lines: Iterator[Line]) -> bool:
    """Whether all is well."""
    is_well = True
    print("| rounds | kill -9 | directory gone | disk full | read-only | acknowledged | of it lost | unusable |")
    print(f"| --- {'| ---: ' * 7}|")
    for work, *kinds in lines:
        every = [each for kind in kinds for each in kind]
        acknowledged, lost = sum(len(each.came.acknowledged) for each in every), sum(each.lost for each in every)
        troubles = [each.trouble for each in every if each.trouble]
        figures = (*map(len, kinds), f"{acknowledged:,}", lost, len(troubles))
        print(f"| {work} | {' | '.join(map(str, figures))} |", flush=True)
        for trouble, count in Counter(troubles).most_common(3):
            print(f"    {count} × {trouble}", file=sys.stderr)
        is_well = is_well and not lost and not troubles
    return is_well


def _damaged(files: int, seed: int) -> bool:
    """Each is damaged at random, one to five places; whether each start ended with a program that can be used."""
    tally: Counter[str] = Counter()
    fewest: dict[str, int] = {}
    failed = 0
    with tempfile.TemporaryDirectory() as made:
        whole = worlds.make(Path(made))
        for number in range(files):
            with tempfile.TemporaryDirectory() as directory:
                try:
                    how, sessions = worlds.damaged_start(worlds.copied(whole, Path(directory)), seed + number)
                except Exception as error:  # noqa: BLE001 - counted
                    how, sessions, failed = f"failed: {type(error).__name__}: {error}", 0, failed + 1
                tally[how] += 1
                fewest[how] = min(sessions, fewest.get(how, sessions))
    print(f"\n| {files} files damaged at random | files | fewest sessions, of {worlds.SESSIONS:,} |")
    print("| --- | ---: | ---: |")
    for how, count in sorted(tally.items()):
        print(f"| {how} | {count} | {fewest[how]:,} |")
    return not failed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    for name, default in (("rounds", 100), ("damaged", 200), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    application = QCoreApplication([])
    is_well = _print(_lines(options.rounds, random.Random(options.seed)))
    is_well = _damaged(options.damaged, options.seed) and is_well
    del application
    return 0 if is_well else 1


sys.exit(main())
