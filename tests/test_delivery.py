"""What a notification offers, and what becomes of a press on it, without a desktop that shows any."""

from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication

from app.control.alerter import Alert
from app.core.settings import Settings
from app.delivery import Delivery
from app.engine import Engine
from app.store.store import Store
from app.system.notifications import Note
from app.ui.actions import Actions
from app.ui.theme import Theme
from tests.fakes import MINUTE, FakeClock, Waker, at


class Service:
    """Takes every note."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.withdrawn: list[object] = []

    def send(self, note: Note) -> None:
        self.notes.append(note)

    def withdraw(self, key: object, reason: str) -> None:  # noqa: ARG002 - nobody asks why here
        self.withdrawn.append(key)


@pytest.fixture
def engine(store: Store, qapp: QApplication, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr("app.engine.SystemClock", lambda: clock)
    engine = Engine(store)
    engine.alerter.open()
    return engine


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def delivery(engine: Engine, service: Service, qapp: QApplication) -> Delivery:
    theme = Theme(qapp, "Light")
    actions = Actions(engine.controller, engine.overview, engine.breaks, engine.quiet, engine.snooze, theme)
    delivery = Delivery(engine, actions, lambda: None, lambda: None)
    vars(delivery)["_notifier"] = service
    return delivery


@pytest.fixture
def note(engine: Engine, delivery: Delivery, service: Service, clock: FakeClock) -> Note:
    """That nothing has run for half an hour."""
    engine.controller.change_settings(Settings(tells_no_session=True))
    Waker(engine.schedule, clock).run(31 * MINUTE)
    engine.schedule._timer.stop()
    (note,) = service.notes
    return note


def test_that_nothing_runs_can_be_snoozed_on_its_note(note: Note) -> None:
    assert (note.title, note.text) == ("No session running", "Nothing has run since 13:00")
    assert [button.text for button in note.buttons] == ["Start…", "Snooze 1 h", "Until tomorrow"]


@pytest.mark.parametrize(("name", "until"), [("snooze_60", at(91)), ("snooze_tomorrow", at(15 * 60))])
def test_a_snooze_that_is_pressed_there_holds_and_the_note_is_withdrawn(
    engine: Engine, delivery: Delivery, service: Service, note: Note, name: str, until: datetime
) -> None:
    delivery._on_pressed(note.key, name, "")
    assert (engine.snooze.until, engine.alerter.shown, service.withdrawn) == (until, None, [note.key])


def test_what_belongs_to_another_alert_does_nothing_there(delivery: Delivery, engine: Engine, note: Note) -> None:
    delivery._on_pressed(note.key, "break", "")
    assert isinstance(note.key, Alert)
    assert (engine.alerter.shown, engine.breaks.running) == (note.key, None)
