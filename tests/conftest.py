"""What many tests start from: a clock set by hand, a store in a directory of its own, the controller on both."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

import gc
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import paths
from app.control.alerter import Alert, Alerter
from app.control.breaks import Breaks
from app.control.keeper import Keeper
from app.control.overview import Overview
from app.control.presence import Presence
from app.control.quiet import Quiet
from app.control.reader import Reader
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.store.database import FILE_NAME
from app.store.store import Store
from tests.fakes import NOON, FakeClock, Waker

_MUCH = 20_000
"""Objects: a collection after each test would take longer than most tests."""


@pytest.fixture(autouse=True)
def garbage_ends_here() -> Iterator[None]:
    """As in the program (system/garbage.py): objects of Qt must not end on another thread."""
    gc.disable()
    yield
    if gc.get_count()[0] > _MUCH:
        gc.collect()


@pytest.fixture
def clock() -> FakeClock:
    """Noon UTC of a Tuesday, in Berlin."""
    return FakeClock()


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file that was just made: copying it is quicker than running the migrations for every test."""
    path = tmp_path_factory.mktemp("new") / FILE_NAME
    Store(path, paths.migrations(), NOON).close()
    return path


@pytest.fixture
def store(new_file: Path, data_file: Path, clock: FakeClock) -> Iterator[Store]:
    shutil.copy(new_file, data_file)
    store = Store(data_file, paths.migrations(), clock.now())
    store._database.peewee.pragma("synchronous", 0)  # no test pulls the plug, and waiting for the disk takes long
    yield store
    store.close()


@pytest.fixture
def schedule(qapp: QApplication, clock: FakeClock) -> Iterator[Schedule]:
    """Its timer is never waited for: `waker` ends it."""
    schedule = Schedule(clock)
    yield schedule
    schedule._timer.stop()


@pytest.fixture
def waker(schedule: Schedule, clock: FakeClock) -> Waker:
    return Waker(schedule, clock)


@pytest.fixture
def controller(store: Store, clock: FakeClock, schedule: Schedule) -> SessionController:
    controller = SessionController(store, clock, schedule)
    controller.open()
    return controller


@pytest.fixture
def presence(controller: SessionController, schedule: Schedule) -> Presence:
    """Nothing here can be asked for keys and clicks until a test says so."""
    presence = Presence(controller, schedule)
    presence.open()
    return presence


@pytest.fixture
def keeper(store: Store, controller: SessionController, schedule: Schedule, data_file: Path) -> Iterator[Keeper]:
    keeper = Keeper(data_file, Reader(store.reading_store), controller, schedule)
    yield keeper
    keeper.close()


@pytest.fixture
def quiet(store: Store, controller: SessionController, schedule: Schedule) -> Quiet:
    return Quiet(store, controller, schedule)


@pytest.fixture
def breaks(store: Store, controller: SessionController, schedule: Schedule) -> Breaks:
    return Breaks(store, controller, schedule)


@pytest.fixture
def snooze(store: Store, controller: SessionController, schedule: Schedule) -> Snooze:
    return Snooze(store, controller, schedule)


@pytest.fixture
def alerter(
    store: Store, controller: SessionController, schedule: Schedule, quiet: Quiet, breaks: Breaks, snooze: Snooze
) -> Alerter:
    alerter = Alerter(store, controller, schedule, quiet, breaks, snooze)
    alerter.open()
    return alerter


@pytest.fixture
def sent(alerter: Alerter) -> list[Alert]:
    """Every alert that was sent, in order."""
    alerts: list[Alert] = []
    alerter.alert_sent.connect(alerts.append)
    return alerts


@pytest.fixture
def overview(store: Store, controller: SessionController) -> Overview:
    return Overview(store, controller)


@pytest.fixture
def users_directory() -> Iterator[Path]:
    """A directory that an ordinary user can reach."""
    directory = Path(tempfile.mkdtemp(prefix="sessile-", dir="/tmp"))
    yield directory
    directory.chmod(0o700)
    shutil.rmtree(directory)
