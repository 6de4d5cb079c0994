import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.control.operations import Fields, Start
from app.control.overview import Overview
from app.control.reader import Reader
from app.control.reporter import Reporter
from app.control.session_controller import SessionController
from app.core.model import Review
from app.core.periods import Span, containing
from app.core.quick_entry import QuickEntry
from app.core.report import Report
from app.store.store import Store
from tests.fakes import MINUTE, FakeClock, rows


@pytest.fixture
def reporter(store: Store, controller: SessionController, overview: Overview) -> Iterator[Reporter]:
    reader = Reader(store.reading_store)
    yield Reporter(store, reader, controller, overview)
    reader.close()


def worked(controller: SessionController, clock: FakeClock, minutes: int) -> None:
    controller.start_entry(QuickEntry("Write", "Thesis", (), 25), Fields())
    clock.advance(minutes * MINUTE)
    controller.stop(controller.active_id(), Review(notes="a note"))


def asked(reporter: Reporter, overview: Overview, qtbot: QtBot) -> Report:
    with qtbot.waitSignal(reporter.report_ready) as waited:
        reporter.ask(containing(Span.WEEK, overview.today_date(), 1))
    assert waited.args is not None
    report = waited.args[0]
    assert isinstance(report, Report)
    return report


def test_a_report_holds_what_has_ended(
    reporter: Reporter, controller: SessionController, overview: Overview, clock: FakeClock, qtbot: QtBot
) -> None:
    worked(controller, clock, 30)
    controller.start(Start(25))
    clock.advance(10 * MINUTE)
    report = asked(reporter, overview, qtbot)
    assert (report.total.worked, report.total.sessions) == (timedelta(minutes=30), 1)


def test_what_was_worked_out_is_kept_for_the_next_answer(
    reporter: Reporter,
    controller: SessionController,
    overview: Overview,
    clock: FakeClock,
    data_file: Path,
    qtbot: QtBot,
) -> None:
    worked(controller, clock, 30)
    asked(reporter, overview, qtbot)
    qtbot.waitUntil(lambda: rows(data_file, "SELECT * FROM cache_unsummed") == [])
    assert rows(data_file, "SELECT sum(worked) FROM cache_sum WHERE kind = 0") == [(1_800_000,)]
    worked(controller, clock, 20)
    assert asked(reporter, overview, qtbot).total.worked == timedelta(minutes=50)


def test_a_file_that_another_program_holds_is_still_read(
    reporter: Reporter,
    controller: SessionController,
    overview: Overview,
    clock: FakeClock,
    data_file: Path,
    qtbot: QtBot,
) -> None:
    worked(controller, clock, 30)
    with closing(sqlite3.connect(data_file)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert asked(reporter, overview, qtbot).total.worked == timedelta(minutes=30)
        qtbot.waitUntil(lambda: reporter._writing is None)
        assert asked(reporter, overview, qtbot).total.worked == timedelta(minutes=30)
    asked(reporter, overview, qtbot)
    qtbot.waitUntil(lambda: rows(data_file, "SELECT * FROM cache_unsummed") == [])


def test_a_summary_that_fails_says_so_itself(
    reporter: Reporter, overview: Overview, data_file: Path, new_file: Path, qtbot: QtBot
) -> None:
    data_file.rename(data_file.with_name("aside.db"))
    data_file.write_bytes(new_file.read_bytes())
    with qtbot.waitSignal(reporter.doings_failed), qtbot.assertNotEmitted(reporter.failed):
        reporter.ask_doings(containing(Span.DAY, overview.today_date(), 1))


def test_what_was_done_comes_with_its_report(
    reporter: Reporter, controller: SessionController, overview: Overview, clock: FakeClock, qtbot: QtBot
) -> None:
    worked(controller, clock, 30)
    with qtbot.waitSignal(reporter.doings_ready) as waited:
        reporter.ask_doings(containing(Span.DAY, overview.today_date(), 1))
    assert waited.args is not None
    report, doings = waited.args
    assert report.total.worked == timedelta(minutes=30)
    assert [(session.title, session.notes) for session in doings.sessions] == [("Write", "a note")]
    assert doings.left_out == 0
