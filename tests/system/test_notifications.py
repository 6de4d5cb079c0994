"""One way after the other, and never a way that hangs."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from app.system.notifications import Note, Notifier, NullProbe, Service

NOTE = Note("key", "Time is up", "Thesis: over")


class Probe:
    """The service answers at once with what it was given."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def ask(self, answer: Callable[[Service], None]) -> None:
        answer(self._service)


class Worker:
    """Plyer, which answers when the test lets it."""

    def __init__(self, *, busy: bool = False) -> None:
        self.is_busy = busy
        self.given: list[tuple[Note, bool]] = []
        self._done: list[Callable[[str], None]] = []

    def send(self, note: Note, reads_markup: bool, done: Callable[[str], None]) -> None:
        self.given.append((note, reads_markup))
        self._done.append(done)

    def answer(self, problem: str) -> None:
        self._done.pop(0)(problem)


class Tray:
    """The tray icon's own message."""

    def __init__(self, *, there: bool = True) -> None:
        self._there = there
        self.given: list[tuple[str, str, bool]] = []

    def __call__(self, title: str, text: str, reads_markup: bool) -> bool:
        self.given.append((title, text, reads_markup))
        return self._there


class Desk:
    """A notifier on stand-ins, and what it delivered."""

    def __init__(self, service: Service, worker: Worker, tray: Tray) -> None:
        self.worker, self.tray = worker, tray
        self.notifier = Notifier(Probe(service), worker, tray)
        self.delivered: list[tuple[object, str, str]] = []
        self.notifier.delivered.connect(lambda *outcome: self.delivered.append(outcome))
        self.notifier.send(NOTE)


MakeDesk = Callable[..., Desk]


@pytest.fixture
def desk(qapp: QApplication) -> MakeDesk:
    def make(*, problem: str = "", reads_markup: bool = False, busy: bool = False, tray: bool = True) -> Desk:
        return Desk(Service(problem, reads_markup), Worker(busy=busy), Tray(there=tray))

    return make


def test_a_service_with_a_problem_means_that_nothing_else_is_tried(desk: MakeDesk) -> None:
    there = desk(problem="no answer within 2 s")
    assert there.delivered == [("key", "", "no answer within 2 s")]
    assert (there.worker.given, there.tray.given) == ([], [])


def test_plyer_is_the_first_way(desk: MakeDesk) -> None:
    there = desk()
    there.worker.answer("")
    assert (there.delivered, there.tray.given) == ([("key", "plyer", "")], [])


def test_nothing_is_delivered_before_plyer_answered(desk: MakeDesk) -> None:
    there = desk(reads_markup=True)
    assert (there.worker.given, there.delivered) == ([(NOTE, True)], [])


def test_the_tray_follows_when_plyer_fails(desk: MakeDesk) -> None:
    there = desk(reads_markup=True)
    there.worker.answer("plyer failed: OSError")
    assert there.delivered == [("key", "tray", "plyer failed: OSError")]
    assert there.tray.given == [("Time is up", "Thesis: over", True)]


def test_where_no_way_works_the_reason_is_told(desk: MakeDesk) -> None:
    there = desk(tray=False)
    there.worker.answer("plyer found no way to notify here")
    assert there.delivered == [("key", "", "plyer found no way to notify here")]


def test_plyer_that_is_late_is_skipped_with_its_reason_and_without_the_tray(desk: MakeDesk) -> None:
    there = desk()
    there.notifier._on_late(NOTE)
    assert (there.delivered, there.tray.given) == ([("key", "", "plyer did not answer within 2 s")], [])


def test_plyer_that_fails_late_does_not_bring_the_tray(desk: MakeDesk) -> None:
    there = desk()
    there.notifier._on_late(NOTE)
    there.worker.answer("plyer failed: OSError")
    assert there.tray.given == []


def test_plyer_that_answered_in_time_is_not_late(desk: MakeDesk) -> None:
    there = desk()
    there.worker.answer("")
    there.notifier._on_late(NOTE)
    assert there.delivered == [("key", "plyer", "")]


def test_a_worker_that_still_waits_gets_no_second_note(desk: MakeDesk) -> None:
    there = desk(busy=True)
    assert there.delivered == [("key", "", "plyer still waits with the note before")]
    assert (there.worker.given, there.tray.given) == ([], [])


def test_a_system_without_a_bus_has_a_service_that_can_be_used() -> None:
    answers: list[Service] = []
    NullProbe().ask(answers.append)
    assert answers == [Service("", reads_markup=False)]
