"""What the tests of operations start from: two projects, two tags, a plan item, and ways to make sessions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.control import operations
from app.control.operations import Start
from app.control.presence import Presence
from app.control.session_controller import SessionController
from app.core.clock import LocalTime, Moment
from app.core.model import Session
from app.store.store import Store
from app.store.tables import PlanningRow, PlanningTagRow
from tests.control.life import active
from tests.fakes import MINUTE, FakeClock, Waker, at

TODAY = date(2026, 3, 10)
BERLIN = LocalTime("Europe/Berlin", timedelta(hours=1))


def moment(minutes: float) -> Moment:
    """So many minutes after noon UTC, in Berlin."""
    return Moment(at(minutes), BERLIN)


@dataclass(frozen=True)
class Known:
    """The ids of what is there; the plan item `Chapter` has the project, the tag and 50 minutes."""

    project: int
    tag: int
    item: int


@pytest.fixture
def known(store: Store) -> Known:
    with store.write():
        project = store.catalogue.project_id("Thesis")
        (tag,) = store.catalogue.tag_ids(("deep",))
        row = {"uid": "planned", "day": TODAY.isoformat(), "title": "Chapter", "title_key": "chapter"}
        rest = {"project": project, "planned_duration": 50, "position": 0, "done": 0, "unplanned": 0}
        item = int(PlanningRow.insert(row | rest).execute(store._database.peewee))
        PlanningTagRow.insert(planning=item, tag=tag).execute(store._database.peewee)
    return Known(project, tag, item)


@pytest.fixture
def running(store: Store, known: Known) -> Session:
    """A session of 25 minutes from noon UTC on."""
    return operations.start(store, moment(0), Start(25, known.project, tag_ids=(known.tag,)))


@pytest.fixture
def ended(store: Store, running: Session) -> Session:
    """The same, stopped after 20 minutes."""
    return operations.stop(store, moment(20), running.id)


Unchanged = Callable[[Callable[[], object]], str]


@pytest.fixture
def refusal(store: Store, data_file: Path) -> Unchanged:
    """Runs what is to be refused and gives its sentence, when no row of any table changed."""
    from app.core.errors import Refused
    from tests.fakes import dump

    def run(operation: Callable[[], object]) -> str:
        before = dump(data_file)
        with pytest.raises(Refused) as refused:
            operation()
        assert dump(data_file) == before
        return str(refused.value)

    return run


@pytest.fixture
def hour_long(controller: SessionController, presence: Presence) -> int:
    """The id of a session of 60 minutes that begins at noon."""
    return controller.start(Start(60)).id


@pytest.fixture
def gap(controller: SessionController, presence: Presence, hour_long: int, clock: FakeClock, waker: Waker) -> int:
    """The id of a gap from 10 to 30, in the session that runs at 40."""
    waker.run(10 * MINUTE)
    presence.locked()
    waker.run(20 * MINUTE)
    presence.unlocked()
    waker.run(10 * MINUTE)
    return active(controller).gaps[0].id
