"""An import beside everything else: what would come in, the write, breaking off, and undo."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.control import steps
from app.control.importer import Importer, Progress
from app.control.operations import Start
from app.control.session_controller import SessionController
from app.control.steps import Way
from app.core import errors
from app.core.deeds import Deed
from app.core.errors import GoesOnBeside, Refused, Unavailable
from app.core.importing import Options, Overlapping, Plan
from app.core.readers.kinds import UNKNOWN
from app.store import taking_in
from app.store.store import Store
from tests.fakes import FakeClock, dump, locked, rows

FILES = Path(__file__).parent.parent / "core" / "files"
HEADER = "start,end,project,tags,title\n"
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> FakeClock:
    """After everything in the files."""
    return FakeClock(datetime(2026, 11, 24, 12, tzinfo=UTC))


@pytest.fixture
def importer(store: Store, controller: SessionController, qtbot: QtBot) -> Iterator[Importer]:
    importer = Importer(store, controller)
    yield importer
    importer.close()


class Bringer:
    """Waits for what the importer tells."""

    def __init__(self, importer: Importer, qtbot: QtBot, folder: Path) -> None:
        self.importer, self.qtbot, self.folder = importer, qtbot, folder

    def plan(self, path: Path) -> Plan:
        with self.qtbot.waitSignal(self.importer.planned, timeout=20_000) as planned:
            self.importer.open(path)
        assert planned.args is not None
        plan = planned.args[0]
        assert isinstance(plan, Plan)
        return plan

    def bring(self, path: Path) -> Plan:
        plan = self.plan(path)._replace(needs_zone=False)
        with self.qtbot.waitSignal(self.importer.imported, timeout=20_000):
            self.importer.take_in(plan)
        return plan

    def lines(self, count: int) -> Path:
        start = datetime(2025, 1, 1, tzinfo=UTC)
        path = self.folder / "lines.csv"
        rest = ((start + n * HOUR, start + (n + 1) * HOUR) for n in range(count))
        path.write_text(HEADER + "".join(f"{a.isoformat()},{b.isoformat()},P,t,x\n" for a, b in rest))
        return path


@pytest.fixture
def bringer(importer: Importer, qtbot: QtBot, tmp_path: Path) -> Bringer:
    return Bringer(importer, qtbot, tmp_path)


def test_a_dry_run_changes_nothing(bringer: Bringer, data_file: Path) -> None:
    before = dump(data_file)
    plan = bringer.plan(FILES / "watson-frames")
    assert (plan.kind, plan.to_add, plan.new_projects) == ("Watson", 5, ("back", "night", "thesis", "Österreich plan"))
    assert dump(data_file) == before


def test_an_import_is_one_step_with_its_name(bringer: Bringer, controller: SessionController) -> None:
    bringer.bring(FILES / "watson-frames")
    assert controller.undoes is not None
    deed, subject = controller.undoes
    assert (deed, subject.name) == (Deed.IMPORT, "5 sessions from Watson")


def test_undo_gives_the_record_back_and_redo_the_same_again(
    bringer: Bringer, controller: SessionController, data_file: Path
) -> None:
    before = record(data_file)
    bringer.bring(FILES / "toggl.csv")
    after = record(data_file)
    for _ in range(2):
        controller.undo()
        assert record(data_file) == before
        controller.redo()
        assert record(data_file) == after


def record(path: Path) -> object:
    return {name: each for name, each in dump(path).items() if name not in ("change", "sqlite_sequence")}


def test_what_others_use_by_now_stays(bringer: Bringer, controller: SessionController, data_file: Path) -> None:
    bringer.bring(FILES / "toggl.csv")
    rows_before = rows(data_file, "SELECT id FROM project WHERE name = 'Thesis'")
    with_other_program(
        data_file,
        f"INSERT INTO planning (uid, day, title, title_key, project_id) "
        f"VALUES ('u', '2026-03-10', 'a', 'a', {rows_before[0][0]})",
    )
    controller.undo()
    assert rows(data_file, "SELECT name FROM project") == [("Thesis",)]
    assert rows(data_file, "SELECT count(*) FROM session") == [(0,)]


def with_other_program(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_undo_is_refused_where_a_session_was_changed_since(
    bringer: Bringer, controller: SessionController, data_file: Path
) -> None:
    bringer.bring(FILES / "watson-frames")
    with_other_program(data_file, "UPDATE session SET notes = 'by another program' WHERE id = 2")
    before = dump(data_file)
    with pytest.raises(Refused, match=errors.IMPORT_CHANGED_SINCE):
        controller.undo()
    assert dump(data_file) == before


def test_times_without_a_zone_are_not_written_before_one_is_chosen(
    bringer: Bringer, importer: Importer, qtbot: QtBot, data_file: Path
) -> None:
    plan = bringer.plan(FILES / "toggl-new.csv")
    assert (plan.needs_zone, plan.zone) == (True, "Europe/Berlin")
    with pytest.raises(Refused, match=errors.ZONE_NEEDED):
        importer.take_in(plan)
    with qtbot.waitSignal(importer.planned):
        importer.read_in_zone("Asia/Tokyo")
    with qtbot.waitSignal(importer.imported):
        importer.take_in(plan)
    assert rows(data_file, "SELECT zone, start_offset FROM session LIMIT 1") == [("Asia/Tokyo", 540)]


def test_a_choice_for_all_is_planned_anew(bringer: Bringer, importer: Importer, qtbot: QtBot) -> None:
    path = bringer.folder / "two.csv"
    path.write_text(f"{HEADER}2026-03-10 09:00,2026-03-10 10:00,,,\n2026-03-10 09:30,2026-03-10 11:00,,,\n")
    assert bringer.plan(path).left_out == 1
    with qtbot.waitSignal(importer.planned) as planned:
        importer.choose(Options(Overlapping.CUT))
    assert planned.args is not None
    assert (planned.args[0].to_add, planned.args[0].cut) == (2, 1)


def test_what_can_not_be_read_is_told(bringer: Bringer, importer: Importer, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(importer.failed) as failed:
        importer.open(tmp_path)
    assert failed.args == ["The file can't be read: Is a directory"]
    (tmp_path / "junk").write_bytes(b"\0" * 100)
    with qtbot.waitSignal(importer.failed) as failed:
        importer.open(tmp_path / "junk")
    assert failed.args == [UNKNOWN]


def test_progress_is_told_with_the_time_left(
    bringer: Bringer, importer: Importer, qtbot: QtBot, clock: FakeClock
) -> None:
    told: list[Progress] = []

    def heard(progress: Progress) -> None:
        clock.advance(timedelta(seconds=1))
        told.append(progress)

    importer.progressed.connect(heard)
    bringer.plan(bringer.lines(5000))
    assert [each.share for each in told] == sorted(each.share for each in told)
    assert told[-1].left is not None


def test_a_write_that_is_broken_off_leaves_nothing(
    bringer: Bringer, importer: Importer, qtbot: QtBot, data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = bringer.plan(FILES / "watson-frames")
    before = dump(data_file)
    begun, go = threading.Event(), threading.Event()
    write = taking_in._write_sessions

    def held(*arguments: object) -> None:
        begun.set()
        go.wait(10)
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(taking_in, "_write_sessions", held)
    importer.take_in(plan)
    assert begun.wait(10)
    with qtbot.waitSignal(importer.cancelled):
        importer.cancel()
        go.set()
    assert dump(data_file) == before


def test_a_command_given_during_the_write_is_kept_and_carried_out_after_it(
    bringer: Bringer,
    importer: Importer,
    controller: SessionController,
    qtbot: QtBot,
    data_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = bringer.plan(FILES / "watson-frames")
    begun, go = threading.Event(), threading.Event()
    write = taking_in._write_sessions

    def held(*arguments: object) -> None:
        begun.set()
        go.wait(10)
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(taking_in, "_write_sessions", held)
    importer.take_in(plan)
    assert begun.wait(10)
    with pytest.raises(Unavailable):
        controller.start(Start(25))
    with qtbot.waitSignal(importer.imported):
        go.set()
    controller.commands.try_again(controller.now())
    assert rows(data_file, "SELECT count(*), count(*) FILTER (WHERE end_time IS NULL) FROM session") == [(6, 1)]


def test_a_file_that_is_locked_is_told_and_can_be_tried_again(
    bringer: Bringer, importer: Importer, qtbot: QtBot, data_file: Path
) -> None:
    plan = bringer.plan(FILES / "watson-frames")
    with locked(data_file), qtbot.waitSignal(importer.failed):
        importer.take_in(plan)
    with qtbot.waitSignal(importer.imported):
        importer.take_in(plan)


def test_a_large_import_is_taken_back_beside_everything_else(
    bringer: Bringer, importer: Importer, controller: SessionController, qtbot: QtBot, data_file: Path
) -> None:
    controller.takes_long.connect(importer.undo)
    before = record(data_file)
    bringer.bring(bringer.lines(steps.KEPT_OF_IMPORT + 1))
    with qtbot.waitSignal(controller.step_done, timeout=20_000) as done, pytest.raises(GoesOnBeside):
        controller.undo()
    assert done.args is not None
    assert done.args[0].way is Way.UNDONE
    assert record(data_file) == before
    with pytest.raises(Refused, match=errors.IMPORT_AGAIN):
        controller.redo()


def test_nothing_new_is_refused(bringer: Bringer, importer: Importer, qtbot: QtBot, data_file: Path) -> None:
    bringer.bring(FILES / "watson-frames")
    plan = bringer.plan(FILES / "watson-frames")
    before = dump(data_file)
    with qtbot.waitSignal(importer.failed) as failed:
        importer.take_in(plan)
    assert failed.args == [errors.NOTHING_COMES_IN]
    assert dump(data_file) == before


def test_there_is_no_thread_before_the_first_file(importer: Importer) -> None:
    assert importer._thread is None
    assert not importer.is_busy
