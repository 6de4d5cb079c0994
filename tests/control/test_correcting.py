"""What the surfaces call to put the record right: what is announced, started again, suggested."""

import pytest

from app.control.correcting import Correcting
from app.control.operations import Fields, Start
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core import errors
from app.core.corrections import Record, record_of
from app.core.errors import Refused
from app.core.model import Session
from app.core.overlaps import Span
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from tests.control.life import active
from tests.fakes import MINUTE, FakeClock, at

HOUR = 60 * MINUTE


@pytest.fixture
def correcting(store: Store, controller: SessionController) -> Correcting:
    return Correcting(store, controller)


def added(correcting: Correcting, start: float, end: float) -> Session:
    return correcting.add(Record(at(start), HOUR, at(end), HOUR, "Thesis"))


def test_an_earlier_start_of_the_active_session_is_announced(
    correcting: Correcting, controller: SessionController, clock: FakeClock
) -> None:
    controller.start(Start(25))
    clock.advance(5 * MINUTE)
    heard: list[Changes] = []
    controller.changed.connect(heard.append)
    armed: list[bool] = []
    controller.timing_changed.connect(lambda: armed.append(True))
    session = active(controller)
    correcting.edit(session, record_of(session)._replace(start=at(-10)))
    assert (active(controller).start, armed) == (at(-10), [True])
    assert heard == [Changes.RUNNING | Changes.RECORD | Changes.CATALOGUE]


def test_no_session_is_active_when_the_active_one_is_deleted(
    correcting: Correcting, controller: SessionController
) -> None:
    correcting.delete(controller.start(Start(25)))
    assert controller.session is None


def test_the_second_part_of_the_active_session_goes_on(
    correcting: Correcting, controller: SessionController, clock: FakeClock
) -> None:
    session = controller.start(Start(25))
    clock.advance(20 * MINUTE)
    assert active(controller).id == session.id
    second = correcting.split(session, at(10))
    assert active(controller) == second


def test_a_merged_session_that_is_active_goes_on_under_the_first_id(
    correcting: Correcting, controller: SessionController, clock: FakeClock
) -> None:
    first = controller.start(Start(25))
    clock.advance(20 * MINUTE)
    first = controller.stop(first.id)
    clock.advance(5 * MINUTE)
    second = controller.start(Start(25))
    correcting.merge(second, first)
    assert active(controller).id == first.id
    clock.advance(10 * MINUTE)
    assert controller.stop(first.id).worked == 30 * MINUTE


def test_again_starts_the_same_once_more(
    correcting: Correcting, controller: SessionController, clock: FakeClock
) -> None:
    first = controller.start_entry(QuickEntry("Chapter", "Thesis", ("deep",), 50), Fields())
    clock.advance(20 * MINUTE)
    first = controller.stop(first.id)
    clock.advance(20 * MINUTE)
    session = correcting.again(first)
    assert (session.title, session.project, session.tags, session.planned) == (
        "Chapter",
        first.project,
        first.tags,
        50 * MINUTE,
    )
    assert (session.start, session.planning_id) == (at(40), first.planning_id)


def test_again_is_refused_while_another_session_is_active(
    correcting: Correcting, controller: SessionController, clock: FakeClock
) -> None:
    clock.advance(HOUR)
    past = added(correcting, 0, 10)
    controller.start(Start(25))
    with pytest.raises(Refused, match=errors.ANOTHER_ACTIVE):
        correcting.again(past)


def test_a_missed_session_is_suggested_after_the_last_one_until_now(correcting: Correcting, clock: FakeClock) -> None:
    clock.advance(HOUR)
    added(correcting, 20, 50)
    assert correcting.suggested() == Span(at(50), at(60))


def test_a_missed_session_is_suggested_before_the_active_one(
    correcting: Correcting, controller: SessionController, clock: FakeClock
) -> None:
    controller.start(Start(25))
    clock.advance(HOUR)
    assert correcting.suggested() == Span(at(-25), at(0))
