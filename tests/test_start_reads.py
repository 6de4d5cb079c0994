"""What a start reads of the file does not grow with what was recorded."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import paths
from app.engine import Engine
from app.store import caches
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.ui.timer_page import TimerPage
from app.ui.tray import Tray
from tests.fakes import NOON, FakeClock

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)

LAST = int((NOON - timedelta(days=2)).timestamp() * 1000)
HOUR = 3_600_000
# Steps of SQLite, at least one for each row it looks at: so many more than with an empty file.
ASKED = 170
"""The ids of the gaps that wait, of the newest twenty sessions that have some: those are not asked about again."""
AGAIN = 560
"""What can be started again: five sessions that differ, of five projects, each with a tag."""
SEEN = AGAIN + 1_300
"""And the list of five projects, the newest gap that waits with its session, and the count of them up to a hundred."""
PUT_OFF = 720
"""The last alerts, and the hundred steps that can be undone, of which the menu names the next one."""
FILL = f"""
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :count)
INSERT INTO session (id, uid, project_id, planning_id, start_time, start_offset, end_time, end_offset, planned_duration,
    satisfaction_score, tasks_done, notes, worked, last_seen)
SELECT n, 's' || n, 1 + n % 5, n, {LAST} - n * {HOUR}, 60, {LAST} - n * {HOUR} + {HOUR} / 2, 60, 25,
    3, 'done ' || n, 'note ' || n, {HOUR} / 2, {LAST} - n * {HOUR} + {HOUR} / 2 FROM n;
INSERT INTO session_tag SELECT id, 1 + id % 3 FROM session;
INSERT INTO gap (session_id, start_time, end_time, cause, verdict)
SELECT id, start_time + 1000, start_time + 60000, 'idle', iif(id % 33 = 0, 'undecided', 'kept') FROM session;
INSERT INTO alert (session_id, kind, due_time, done_time, result)
SELECT id, kind, end_time, end_time, 'shown' FROM session, (SELECT 'Time is up' AS kind UNION SELECT 'Overtime');
INSERT INTO alert (kind, due_time, done_time, result)
SELECT kind, end_time, end_time, 'shown' FROM session,
    (SELECT 'Break is over' AS kind UNION SELECT 'No session running');
INSERT INTO change (time, what, before, after)
SELECT start_time, 'note', '{{"about": {{"ids": {{"session": 1}}}}}}', '{{}}' FROM session WHERE id <= 100;
"""
ITEMS = f"""
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :count)
INSERT INTO planning (id, uid, day, title, title_key)
SELECT n, 'p' || n, date(({LAST} - n * {HOUR}) / 1000, 'unixepoch'), 'Item ' || n, 'item ' || n FROM n;
"""


def a_file(path: Path, new_file: Path, count: int) -> Store:
    """With so many ended sessions of the past years; of each 33 one has a gap that waits for a verdict."""
    shutil.copy(new_file, path)
    store = Store(path, paths.migrations(), NOON)
    database = store._database.peewee
    caches.drop(database)
    with closing(sqlite3.connect(path)) as db:
        if count:
            for n in range(1, 6):
                db.execute("INSERT INTO project (id, name, name_key) VALUES (?, ?, ?)", (n, f"P{n}", f"p{n}"))
                db.execute("INSERT INTO tag (id, name, name_key) VALUES (?, ?, ?)", (n, f"t{n}", f"t{n}"))
            for statement in (ITEMS + FILL).split(";\n")[:-1]:
                db.execute(statement, {"count": count})
        db.commit()
    caches.make(database)
    return store


@contextmanager
def counted(store: Store) -> Iterator[list[int]]:
    """How many steps SQLite takes meanwhile on the store's connection: at least one for each row it looks at."""
    steps = [0]

    def step() -> int:
        steps[0] += 1
        return 0

    connection: sqlite3.Connection = store._database.peewee.connection()
    connection.set_progress_handler(step, 1)
    yield steps
    connection.set_progress_handler(None, 1)


class Steps(NamedTuple):
    """Until the first look, and in the idle time that follows it."""

    before: int
    after: int


COUNTS = (0, 5000, 20_000)


@pytest.fixture(params=["hidden", "window"])
def started(
    tmp_path: Path,
    new_file: Path,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[tuple[str, dict[int, Steps]]]:
    """How it was started, and the steps by the number of sessions in the file."""
    monkeypatch.setattr("app.engine.SystemClock", FakeClock)
    theme = Theme(qapp, "Light")
    found = {}
    for count in COUNTS:
        store = a_file(tmp_path / f"{count}.db", new_file, count)
        with counted(store) as steps:
            complete = start(store, theme, qtbot, hidden=request.param == "hidden")
            before = steps[0]
            complete()
        found[count] = Steps(before, steps[0] - before)
        store.close()
    yield request.param, found
    qapp.setStyleSheet("")
    theme.deleteLater()


def start(store: Store, theme: Theme, qtbot: QtBot, *, hidden: bool) -> Callable[[], None]:
    """What the desktop program makes that reads, in its order; what it puts off is to be called."""
    engine = Engine(store)
    actions = Actions(engine.controller, engine.overview, engine.breaks, engine.quiet, engine.snooze, theme)
    page = TimerPage(engine.controller, engine.overview, engine.alerter, engine.breaks, actions, theme)
    window = MainWindow(engine.controller, engine.breaks, engine.quiet, actions, theme, page)
    qtbot.addWidget(window)
    tray = Tray(
        engine.controller,
        engine.overview,
        engine.breaks,
        engine.quiet,
        actions,
        theme,
        over_bus=False,
        native=False,
        icon_choice="Automatic",
    )
    if not hidden:
        window.bring_up()
    engine.questions.look()
    engine.schedule._timer.stop()

    def complete() -> None:
        engine.alerter.open()
        actions.complete()
        tray.fill()
        engine.schedule._timer.stop()
        tray.hide()

    return complete


def more(found: dict[int, Steps]) -> Steps:
    """Than with an empty file."""
    empty, full = found[0], found[20_000]
    return Steps(full.before - empty.before, full.after - empty.after)


def test_a_start_takes_as_many_steps_with_four_times_the_record(started: tuple[str, dict[int, Steps]]) -> None:
    _how, found = started
    assert found[20_000] == found[5000]


def test_before_the_first_look_is_read_no_more_than_that_shows(started: tuple[str, dict[int, Steps]]) -> None:
    how, found = started
    assert 0 <= more(found).before <= (ASKED if how == "hidden" else ASKED + SEEN)


def test_what_menus_hold_is_read_after_the_first_look(started: tuple[str, dict[int, Steps]]) -> None:
    how, found = started
    assert 0 <= more(found).after <= (PUT_OFF + AGAIN if how == "hidden" else PUT_OFF)
