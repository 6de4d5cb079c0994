"""One way after the other, never a way that hangs, and one outcome for each note."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.system.notifications import PLYER_HANGS, PLYER_REFUSED, DesktopService, Note, Notifier, Told

NOTE = Note("key", "Time is up", "Thesis: over")
WELL = Told(shown=True, answers=True, reads_markup=True)
ABSENT = Told(shown=False, problem="absent")
HUNG = Told(shown=False, problem="silent", hangs=True)
RUDE = Told(shown=False, problem="an error", answers=True, reads_markup=True)
RUDE_AT_ONCE = Told(shown=False, problem="an error")
HUNG_LATER = RUDE._replace(problem="silent", hangs=True)
NONE_TO_ASK = Told(shown=False, answers=True)
WITHDRAWN = "no longer true when it could be sent"
BUSY = "plyer still waits with the note before"


class Service(DesktopService):
    """Answers with what it is given; with nothing it says nothing yet."""

    def __init__(self, told: Told | None) -> None:
        super().__init__()
        self._told = told
        self.given: list[Note] = []
        self.withdrawn: list[object] = []
        self.waiting: list[Callable[[Told], None]] = []

    def send(self, note: Note, then: Callable[[Told], None]) -> None:
        self.given.append(note)
        if self._told is None:
            self.waiting.append(then)
        else:
            then(self._told)

    def withdraw(self, key: object) -> None:
        self.withdrawn.append(key)


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


class Icon:
    """The icon in the tray."""

    def __init__(self, *, needs_service: bool) -> None:
        self.needs_service = needs_service
        self.given: list[tuple[str, str, bool]] = []

    def show_message(self, title: str, text: str, reads_markup: bool) -> None:
        self.given.append((title, text, reads_markup))


class Desk:
    """A notifier on stand-ins that was given a note, and what it told."""

    def __init__(self, told: Told | None, *, busy: bool, icon: Icon | None) -> None:
        self.service, self.worker, self.icon = Service(told), Worker(busy=busy), icon
        self.notifier = Notifier(self.service, self.worker, lambda: icon)
        self.delivered: list[tuple[object, str, str]] = []
        self.notifier.delivered.connect(lambda *outcome: self.delivered.append(outcome))
        self.notifier.send(NOTE)

    @property
    def messages(self) -> list[tuple[str, str, bool]]:
        return self.icon.given if self.icon is not None else []

    def lose_patience(self) -> None:
        """The 2 s of plyer are over."""
        self.notifier._on_worker_late(0)


@pytest.fixture
def desk(qtbot: QtBot) -> Callable[..., Desk]:
    def make(told: Told | None, *, busy: bool = False, icon: str = "over the bus") -> Desk:
        there = Icon(needs_service=icon == "over the bus") if icon else None
        return Desk(told, busy=busy, icon=there)

    return make


MakeDesk = Callable[..., Desk]


# The service


def test_the_service_is_the_first_way(desk: MakeDesk) -> None:
    there = desk(WELL)
    assert (there.service.given, there.delivered) == ([NOTE], [("key", "service", "")])
    assert (there.worker.given, there.messages) == ([], [])


def test_nothing_is_delivered_before_the_service_answered(desk: MakeDesk) -> None:
    there = desk(None)
    assert (there.delivered, there.worker.given) == ([], [])
    there.service.waiting[0](WELL)
    assert there.delivered == [("key", "service", "")]


@pytest.mark.parametrize("told", [ABSENT, HUNG, RUDE_AT_ONCE])
def test_a_service_that_answers_no_question_ends_all_that_may_need_it(desk: MakeDesk, told: Told) -> None:
    there = desk(told)
    assert there.delivered == [("key", "", told.problem)]
    assert (there.worker.given, there.messages) == ([], [])


@pytest.mark.parametrize("told", [ABSENT, HUNG, RUDE_AT_ONCE])
def test_an_icon_with_a_message_of_its_own_is_left(desk: MakeDesk, told: Told) -> None:
    there = desk(told, icon="x11")
    assert there.delivered == [("key", "tray", told.problem)]
    assert (there.worker.given, there.messages) == ([], [("Time is up", "Thesis: over", False)])


def test_where_there_is_no_service_to_ask_plyer_is_first(desk: MakeDesk) -> None:
    there = desk(NONE_TO_ASK)
    there.worker.answer("")
    assert there.delivered == [("key", "plyer", "")]


def test_a_system_without_a_service_says_so_at_once(qtbot: QtBot) -> None:
    told: list[Told] = []
    service = DesktopService()
    service.send(NOTE, told.append)
    service.withdraw("key")
    assert told == [NONE_TO_ASK]


# Plyer


def test_plyer_follows_a_service_that_refused_the_note(desk: MakeDesk) -> None:
    there = desk(RUDE)
    assert (there.worker.given, there.delivered) == ([(NOTE, True)], [])
    there.worker.answer("")
    assert (there.delivered, there.messages) == ([("key", "plyer", "an error")], [])


def test_plyer_that_is_late_is_skipped_without_the_icons_message(desk: MakeDesk) -> None:
    there = desk(RUDE)
    there.lose_patience()
    assert (there.delivered, there.messages) == ([("key", "", f"an error; {PLYER_HANGS}")], [])


def test_plyer_that_ended_its_command_was_late_too(desk: MakeDesk) -> None:
    there = desk(RUDE)
    there.worker.answer(PLYER_HANGS)
    assert (there.delivered, there.messages) == ([("key", "", f"an error; {PLYER_HANGS}")], [])


@pytest.mark.parametrize("answer", ["", "plyer failed: OSError", PLYER_HANGS])
def test_an_answer_that_comes_late_changes_nothing(desk: MakeDesk, answer: str) -> None:
    there = desk(RUDE)
    there.lose_patience()
    there.worker.answer(answer)
    assert (len(there.delivered), there.messages) == (1, [])


def test_plyer_that_answered_in_time_is_not_late(desk: MakeDesk) -> None:
    there = desk(RUDE)
    there.worker.answer("")
    there.lose_patience()
    assert there.delivered == [("key", "plyer", "an error")]


def test_plyer_that_still_waits_gets_no_second_note(desk: MakeDesk) -> None:
    there = desk(RUDE, busy=True)
    assert there.delivered == [("key", "", f"an error; {BUSY}")]
    assert (there.worker.given, there.messages) == ([], [])


# The icon in the tray


def test_the_icon_follows_when_plyer_fails(desk: MakeDesk) -> None:
    there = desk(RUDE)
    there.worker.answer("plyer failed: OSError")
    assert there.delivered == [("key", "tray", "an error; plyer failed: OSError")]
    assert there.messages == [("Time is up", "Thesis: over", True)]


def test_an_icon_that_needs_the_service_is_not_tried_with_one_that_refused_plyer_too(desk: MakeDesk) -> None:
    there = desk(RUDE)
    there.worker.answer(PLYER_REFUSED)
    assert (there.delivered, there.messages) == ([("key", "", f"an error; {PLYER_REFUSED}")], [])


def test_an_icon_with_a_message_of_its_own_comes_before_plyer_where_the_service_hangs(desk: MakeDesk) -> None:
    there = desk(HUNG_LATER, icon="x11")
    assert (there.delivered, there.worker.given) == ([("key", "tray", "silent")], [])


def test_an_icon_that_needs_the_service_is_not_tried_with_one_that_hung(desk: MakeDesk) -> None:
    there = desk(HUNG_LATER)
    there.worker.answer("plyer failed: OSError")
    assert (there.delivered, there.messages) == ([("key", "", "silent; plyer failed: OSError")], [])


@pytest.mark.parametrize("told", [RUDE, HUNG_LATER, NONE_TO_ASK])
def test_an_icon_with_a_message_of_its_own_follows_all_that_fails(desk: MakeDesk, told: Told) -> None:
    there = desk(told, icon="x11")
    there.lose_patience()
    assert [way for _key, way, _reason in there.delivered] == ["tray"]


def test_an_icon_with_a_message_of_its_own_follows_a_busy_plyer(desk: MakeDesk) -> None:
    assert desk(NONE_TO_ASK, busy=True, icon="x11").delivered == [("key", "tray", BUSY)]


@pytest.mark.parametrize("told", [ABSENT, RUDE])
def test_where_no_way_works_all_reasons_are_told(desk: MakeDesk, told: Told) -> None:
    there = desk(told, icon="")
    if told.answers:
        there.worker.answer("plyer failed: OSError")
    reasons = "an error; plyer failed: OSError" if told.answers else "absent"
    assert there.delivered == [("key", "", reasons)]


# Withdrawn


def test_a_note_that_is_up_is_withdrawn_by_the_service(desk: MakeDesk) -> None:
    there = desk(WELL)
    there.notifier.withdraw("key", WITHDRAWN)
    assert (there.service.withdrawn, there.delivered) == (["key"], [("key", "service", "")])


@pytest.mark.parametrize("told", [WELL, ABSENT, RUDE])
def test_a_note_that_is_withdrawn_on_its_way_goes_no_further(desk: MakeDesk, told: Told) -> None:
    there = desk(None, icon="x11")
    there.notifier.withdraw("key", WITHDRAWN)
    there.service.waiting[0](told)
    assert (there.service.withdrawn, there.delivered) == (["key"], [("key", "", WITHDRAWN)])
    assert (there.worker.given, there.messages) == ([], [])


@pytest.mark.parametrize("answer", ["", "plyer failed: OSError"])
def test_a_note_that_is_withdrawn_while_plyer_has_it_goes_no_further(desk: MakeDesk, answer: str) -> None:
    there = desk(RUDE, icon="x11")
    there.notifier.withdraw("key", WITHDRAWN)
    there.worker.answer(answer)
    there.lose_patience()
    assert (there.delivered, there.messages) == ([("key", "", WITHDRAWN)], [])


@pytest.mark.parametrize(
    ("told", "sounds"), [(WELL, False), (WELL._replace(sounds=True), True), (ABSENT, False), (RUDE, False)]
)
def test_a_sound_that_no_way_makes_is_left_to_the_caller(desk: MakeDesk, told: Told, sounds: bool) -> None:
    there = desk(None, icon="")
    beeps: list[bool] = []
    there.notifier.soundless.connect(lambda: beeps.append(True))
    for note in (NOTE, NOTE._replace(with_sound=True)):
        there.notifier.send(note)
    for answer in there.service.waiting:
        answer(told)
    while there.worker._done:
        there.worker.answer("")
    assert beeps == ([] if sounds else [True])


def test_another_note_goes_on(desk: MakeDesk) -> None:
    there = desk(None)
    there.notifier.withdraw("other", WITHDRAWN)
    there.service.waiting[0](WELL)
    assert there.delivered == [("key", "service", "")]


def test_presses_and_dismissals_come_through(desk: MakeDesk) -> None:
    there = desk(WELL)
    heard: list[object] = []
    there.notifier.pressed.connect(lambda *press: heard.append(press))
    there.notifier.dismissed.connect(heard.append)
    there.service.pressed.emit("key", "add", "token")
    there.service.dismissed.emit("key")
    assert heard == [("key", "add", "token"), "key"]
