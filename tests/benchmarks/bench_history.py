"""What the History page asks of a million sessions, each beside the same question put to the plain tables."""

import sqlite3
import statistics
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, time, timedelta
from pathlib import Path
from time import perf_counter

from app import paths
from app.core.history import Filter, PageKey
from app.core.model import Cause
from app.store.database import identity
from app.store.reading import ReadingStore
from app.store.store import Store

from .made_history import LAST, Made, copy, made

ROUNDS = 5
DAY_START = time(4)


def main() -> None:
    history = made()
    with tempfile.TemporaryDirectory(prefix="sessile-bench-") as directory:
        path = copy(history, Path(directory))
        store = ReadingStore(path, identity(path))
        with closing(sqlite3.connect(path)) as plain:
            read(history, store, plain)
        store.close()
        write(path)


def read(history: Made, store: ReadingStore, plain: sqlite3.Connection) -> None:
    past = store.past
    print(f"{'milliseconds, median of ' + str(ROUNDS):34}{'first page':>12}{'index':>9}{'sessions':>10}{'plain':>9}")
    for name, filter_, where in questions(history, plain):
        first = timed(lambda f=filter_: past.newest(f, DAY_START))  # type: ignore[misc]
        index = timed(lambda f=filter_: past.index(f, DAY_START))  # type: ignore[misc]
        count = past.index(filter_, DAY_START).sessions
        sql = (
            "SELECT s.* FROM session AS s NOT INDEXED LEFT JOIN planning AS i ON i.id = s.planning_id "
            f"WHERE s.end_time IS NOT NULL AND {where} ORDER BY s.start_time DESC, s.id DESC LIMIT 200"
        )
        in_plain = timed(lambda q=sql: plain.execute(q).fetchall(), 1)  # type: ignore[misc]
        print(f"{name:34}{first:12.1f}{index:9.1f}{count:10}{in_plain:9.0f}")
    days = past.index(Filter(), DAY_START).days
    for share in (0.1, 0.5, 0.99):
        key = PageKey(days[int(len(days) * share)].date, 1)
        print(f"{f'jump to {share:.0%}':34}{timed(lambda k=key: past.page(Filter(), k, DAY_START)):12.1f}")  # type: ignore[misc]
    common = Filter(text=history.words[0])
    key = PageKey(days[len(days) // 2].date, 0)
    print(f"{'jump in the most common word':34}{timed(lambda: past.page(common, key, DAY_START)):12.1f}")


def questions(history: Made, plain: sqlite3.Connection) -> list[tuple[str, Filter, str]]:
    middle, score = date(2021, 3, 10), "s.satisfaction_score"
    tagged = "s.id IN (SELECT session_id FROM session_tag WHERE tag_id = {})"
    end = f"{(middle.toordinal() - 719163) * 86400000}"
    found = [
        ("everything", Filter(), "1"),
        ("project, common", Filter(project_id=1), "s.project_id = 1"),
        ("project, rare", Filter(project_id=40), "s.project_id = 40"),
        ("no project", Filter(project_id=0), "s.project_id IS NULL"),
        ("tag, common", Filter(tag_id=1), tagged.format(1)),
        ("tag, rare", Filter(tag_id=60), tagged.format(60)),
        ("score 4", Filter(score=4), f"{score} = 4"),
        ("not reviewed", Filter(not_reviewed=True), f"{score} IS NULL"),
        ("until five years ago", Filter(until=middle), f"s.start_time < {end}"),
        ("project, tag", Filter(project_id=1, tag_id=1), "s.project_id = 1 AND " + tagged.format(1)),
        (
            "project, tag, score, until",
            Filter(project_id=40, tag_id=60, score=1, until=middle),
            f"s.project_id = 40 AND {score} = 1 AND {tagged.format(60)} AND s.start_time < {end}",
        ),
    ]
    gap = "s.id IN (SELECT session_id FROM gap WHERE cause = 'idle')"
    hour = "(s.start_time / 60000 + s.start_offset) / 60 % 24 = 9"
    length = "s.worked BETWEEN 120000 AND 179999"
    found += [
        ("hour", Filter(hour=9), hour),
        ("length", Filter(least=2, most=3), length),
        ("gaps of a cause", Filter(cause=Cause.IDLE), gap),
        ("gaps of a cause, hour", Filter(cause=Cause.IDLE, hour=9), f"{gap} AND {hour}"),
        ("gaps of a cause, project", Filter(cause=Cause.IDLE, project_id=40), f"{gap} AND s.project_id = 40"),
        (
            "hour, length, common tag",
            Filter(hour=9, least=2, most=3, tag_id=1),
            f"{hour} AND {length} AND {tagged.format(1)}",
        ),
    ]
    words = [
        (f"word {rank + 1} in frequency", history.words[rank]) for rank in (0, 1, 2, 10, 100, 1000, 10_000, 29_000)
    ]
    prefixes = [(f"beginning {p!r}", p) for p in (history.words[0][:2], "ba", "ka", "che", history.words[1][:3], "zz")]
    for name, text in [*words, *prefixes]:
        like = f"'%{text}%'"
        found.append((name, Filter(text=text), f"(notes LIKE {like} OR tasks_done LIKE {like} OR title LIKE {like})"))
    text = history.words[0]
    like = f"(notes LIKE '%{text}%' OR tasks_done LIKE '%{text}%' OR title LIKE '%{text}%')"
    both = Filter(text=text, project_id=40, score=1)
    found.append(("most common word, project, score", both, f"{like} AND s.project_id = 40 AND {score} = 1"))
    two = Filter(text=f"{text} {history.words[1000]}")
    found.append(("common and rare word", two, f"{like} AND notes LIKE '%{history.words[1000]}%'"))
    return found


def write(path: Path) -> None:
    store = Store(path, paths.migrations(), LAST)
    newest = store.sessions.recent(200)
    note = "A note of some words"
    deeds: dict[str, Callable[[int], None]] = {
        "score of a session": lambda n: store.sessions.set_score(newest[n].id, 1 + n % 5),
        "note of an ended session": lambda n: store.sessions.set_notes(newest[n].id, f"{note} {n}"),
        "end of a session": lambda n: store.sessions.end(newest[n].id, newest[n].end, timedelta()),  # type: ignore[arg-type]
        "heartbeat": lambda n: store.sessions.set_last_seen(newest[n].id, LAST),
    }
    for name, what in deeds.items():
        took = []
        for number in range(100):
            began = perf_counter()
            with store.write():
                what(number)
            took.append((perf_counter() - began) * 1000)
        print(f"{name:34}{statistics.median(took):12.2f} median {max(took):9.2f} longest")
    store.close()


def timed(what: Callable[[], object], rounds: int = ROUNDS) -> float:
    took = []
    for _ in range(rounds):
        began = perf_counter()
        what()
        took.append((perf_counter() - began) * 1000)
    return statistics.median(took)


if __name__ == "__main__":
    main()
