"""What was asked for while the file was locked: settings and reviews too."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.control.drafts import Draft, Drafts
from app.control.operations import Start
from app.control.session_controller import SessionController
from app.core.clock import Moment
from app.core.errors import Unavailable
from app.store.store import Store
from tests.fakes import MINUTE, FakeClock, Waker, locked, rows

DRAFT = Draft(score=4, tasks_done="done", notes="notes", seen_notes="", tags="a")


def test_a_choice_made_under_a_lock_reaches_the_file(
    controller: SessionController, waker: Waker, data_file: Path
) -> None:
    with locked(data_file), pytest.raises(Unavailable):
        controller.change_settings(controller.settings._replace(lead_minutes=9))
    waker.late(timedelta(seconds=2))
    assert rows(data_file, "SELECT key, value FROM setting") == [("lead_minutes", "9")]


def test_a_choice_made_under_a_lock_holds_at_once(controller: SessionController, data_file: Path) -> None:
    with locked(data_file), pytest.raises(Unavailable):
        controller.change_settings(controller.settings._replace(lead_minutes=9))
    assert controller.settings.lead_minutes == 9


def test_a_lock_at_the_start_does_not_count_the_time_closed(
    store: Store, controller: SessionController, clock: FakeClock, data_file: Path
) -> None:
    controller.start(Start(30))
    clock.advance(60 * MINUTE)
    with locked(data_file):
        controller.open()
    assert controller.session is not None
    assert [(gap.cause, gap.end) for gap in controller.session.gaps] == [("closed", clock.now())]


def test_a_draft_is_there_after_a_restart(store: Store) -> None:
    Drafts(store).keep(7, DRAFT)
    assert Drafts(store).find(7) == DRAFT


def test_a_draft_that_is_dropped_does_not_come_back(store: Store) -> None:
    drafts = Drafts(store)
    drafts.keep(7, DRAFT)
    drafts.keep(7, None)
    assert Drafts(store).find(7) is None


def test_a_draft_that_could_not_be_dropped_is_dropped_later(store: Store, data_file: Path) -> None:
    drafts = Drafts(store)
    drafts.keep(7, DRAFT)
    with locked(data_file):
        drafts.keep(7, None)
    drafts.write()
    assert Drafts(store).find(7) is None


def test_a_write_that_fails_for_damage_tells_so(controller: SessionController, qtbot: QtBot) -> None:
    def fails(_moment: Moment) -> None:
        raise Unavailable("The file is damaged.", "SQLITE_CORRUPT_VTAB")

    with qtbot.waitSignal(controller.commands.damage_found), pytest.raises(Unavailable):
        controller.commands.run(fails, lambda _outcome: None)
