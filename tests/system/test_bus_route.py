"""The desktop's notification service, spoken to by itself: notes, presses, and every way to fail."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.system.bus import DAEMON, Answer
from app.system.bus_route import BusRoute
from app.system.notifications import Button, Note, Picture, Told
from tests.desktop.harness.notifications import BY_THE_PERSON, RAN_OUT, Mood, Notifications

from .signs_bus import PrivateBus

BUTTONS = (Button("add", "Add 15 min"), Button("stop", "Stop"))
NOTE = Note("first", "Time is up", "Thesis: over", BUTTONS)
SECOND = Note("second", "Overtime", "Thesis: 10 min over")
ABSENT = "the desktop has no notification service"
HANGS = "the desktop's notification service did not answer within 2 s"
RUDE = "the desktop's notification service answered with an error"
NO_BUS = "there is no session bus"
WELL = Told(shown=True, answers=True, reads_markup=True)


class Desk:
    """A route, what it told of each note by its key, and what the person did."""

    def __init__(self, qtbot: QtBot, address: str, picture: Callable[[], Picture] | None = None) -> None:
        self._qtbot = qtbot
        self.route = BusRoute(address, "file:///icon.svg", picture)
        self.told: dict[object, list[Told]] = {}
        self.heard: list[Any] = []
        self.route.pressed.connect(lambda *press: self.heard.append(press))
        self.route.dismissed.connect(lambda key: self.heard.append(("dismissed", key)))

    def send(self, note: Note) -> None:
        told = self.told.setdefault(note.key, [])
        self.route.send(note, told.append)

    def told_of(self, note: Note = NOTE) -> Told:
        """What came of it; there is only ever one answer."""
        self._qtbot.waitUntil(lambda: bool(self.told[note.key]))
        self.settle()
        (told,) = self.told[note.key]
        return told

    def show(self, *notes: Note) -> None:
        for note in notes:
            self.send(note)
            assert self.told_of(note).shown

    def lose_patience(self) -> None:
        """The 2 s are over for each note that is on its way."""
        for errand in (*self.route._asking, *self.route._notifying):
            if not errand.is_over:
                errand.patience.setInterval(0)

    def settle(self) -> None:
        """Until the bus has answered all that was sent before: it answers in order."""
        link = self.route._link
        if link is not None and link.is_open:
            answers: list[Any] = []
            link.call(DAEMON, "GetId", then=answers.append)
            self._qtbot.waitUntil(lambda: bool(answers))

    def close(self) -> None:
        if self.route._link is not None:
            self.route._link.close()


@pytest.fixture
def service(bus: PrivateBus) -> Iterator[Notifications]:
    service = Notifications(bus.address)
    service.appear()
    yield service
    service.close()


@pytest.fixture
def desk(qtbot: QtBot, bus: PrivateBus) -> Iterator[Desk]:
    desk = Desk(qtbot, bus.address)
    yield desk
    desk.close()


# What is sent


def test_a_note_is_shown(desk: Desk, service: Notifications) -> None:
    desk.send(NOTE)
    assert desk.told_of() == WELL
    (note,) = service.shown
    assert (note.app_name, note.title, note.body, note.replaces) == ("Sessile", "Time is up", "Thesis: over", 0)
    assert (note.icon, note.timeout) == ("file:///icon.svg", -1)
    assert note.hints == {
        "urgency": ("y", 1),
        "desktop-entry": ("s", "sessile"),
        "suppress-sound": ("b", True),
    }


def test_nothing_is_connected_before_the_first_note(desk: Desk, service: Notifications) -> None:
    assert (desk.route._link, service.asked) == (None, [])


def test_it_has_buttons_and_is_one_itself(desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    assert service.shown[0].buttons == {"default": "Show Sessile", "add": "Add 15 min", "stop": "Stop"}


def test_a_service_without_actions_gets_none(desk: Desk, service: Notifications) -> None:
    service.capabilities = ("body",)
    desk.show(NOTE)
    assert service.shown[0].actions == ()


@pytest.mark.parametrize(
    ("capabilities", "title", "body"),
    [
        (("body", "body-markup"), "<b>", "a &lt;b&gt; &amp;amp; \"q\" 'q'"),
        (("body",), "<b>", "a <b> &amp; \"q\" 'q'"),
        (("body-markup",), "<b>: a <b> &amp; \"q\" 'q'", ""),
        ((), "<b>: a <b> &amp; \"q\" 'q'", ""),
    ],
)
def test_text_is_never_markup_and_never_lost(
    desk: Desk, service: Notifications, capabilities: tuple[str, ...], title: str, body: str
) -> None:
    service.capabilities = capabilities
    desk.send(Note("key", "<b>", "a <b> &amp; \"q\" 'q'"))
    told = desk.told_of(Note("key", "", ""))
    assert told == WELL._replace(reads_markup="body-markup" in capabilities)
    assert (service.shown[0].title, service.shown[0].body) == (title, body)


def test_a_note_without_text_is_its_title_alone(desk: Desk, service: Notifications) -> None:
    service.capabilities = ()
    desk.show(NOTE._replace(text=""))
    assert service.shown[0].title == "Time is up"


def test_nul_and_half_characters_are_shown_as_such(desk: Desk, service: Notifications) -> None:
    desk.show(Note("key", "a\0b", "c\ud800d", (Button("x\0", "\udfff"),)), SECOND)
    note, second = service.shown
    assert (note.title, note.body, note.buttons["x\ufffd"]) == ("a\ufffdb", "c\ufffdd", "\ufffd")
    assert second.title == "Overtime"


@pytest.mark.parametrize(
    ("with_sound", "capabilities", "hints"),
    [
        (False, ("sound",), {"suppress-sound": ("b", True)}),
        (False, (), {"suppress-sound": ("b", True)}),
        (True, ("sound",), {"sound-name": ("s", "message-new-instant")}),
        (True, (), {}),
    ],
)
def test_sound_is_asked_for_or_held_back(
    desk: Desk, service: Notifications, with_sound: bool, capabilities: tuple[str, ...], hints: dict[str, Any]
) -> None:
    service.capabilities = capabilities
    desk.show(NOTE._replace(with_sound=with_sound))
    assert {name: value for name, value in service.shown[0].hints.items() if "sound" in name} == hints


def test_the_picture_is_made_once_and_comes_with_each_note(
    qtbot: QtBot, bus: PrivateBus, service: Notifications
) -> None:
    made: list[Picture] = []

    def picture() -> Picture:
        made.append(Picture(2, 1, bytes(range(8))))
        return made[0]

    desk = Desk(qtbot, bus.address, picture)
    assert made == []
    desk.show(NOTE, SECOND)
    assert [note.hints["image-data"] for note in service.shown] == [
        ("(iiibiiay)", (2, 1, 8, True, 8, 4, bytes(range(8))))
    ] * 2
    assert len(made) == 1
    desk.close()


# One after the other


def test_a_note_replaces_the_one_before(desk: Desk, service: Notifications) -> None:
    desk.show(NOTE, SECOND)
    assert [(note.number, note.replaces) for note in service.shown] == [(1, 0), (1, 1)]


def test_who_was_replaced_is_not_closed_any_more(desk: Desk, service: Notifications) -> None:
    desk.show(NOTE, SECOND)
    desk.route.withdraw("first")
    desk.settle()
    assert (service.closed, [note.title for note in service.up]) == ([], ["Overtime"])


def test_two_that_are_sent_at_once_leave_the_second(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    desk.send(NOTE)
    desk.send(SECOND)
    assert [desk.told_of(note).shown for note in (NOTE, SECOND)] == [True, True]
    qtbot.waitUntil(lambda: service.closed == [1])
    assert [note.title for note in service.up] == ["Overtime"]


def test_what_stands_alone_replaces_nothing_and_stays(desk: Desk, service: Notifications) -> None:
    test = Note("test", "Test alert", "it works", stands_alone=True)
    desk.show(NOTE, test, SECOND)
    assert [note.replaces for note in service.shown] == [0, 0, 1]
    assert [note.title for note in service.up] == ["Overtime", "Test alert"]


def test_what_was_closed_is_not_replaced(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    service.close_note(service.shown[0], RAN_OUT)
    qtbot.waitUntil(lambda: not desk.route._hears_closing)
    desk.show(SECOND)
    assert service.shown[1].replaces == 0


def test_what_only_ran_out_leaves_the_desktops_list_with_the_next_one(
    qtbot: QtBot, desk: Desk, service: Notifications
) -> None:
    desk.show(NOTE)
    service.close_note(service.shown[0], RAN_OUT)
    qtbot.waitUntil(lambda: not desk.route._hears_closing)
    desk.show(SECOND)
    qtbot.waitUntil(lambda: service.closed == [1])
    assert [note.title for note in service.up] == ["Overtime"]


def test_a_service_that_was_started_again_gives_ids_anew(
    qtbot: QtBot, bus: PrivateBus, desk: Desk, service: Notifications
) -> None:
    desk.show(NOTE)
    service.vanish()
    other = Notifications(bus.address)
    other.appear()
    desk.show(SECOND)
    assert [(note.number, note.replaces) for note in other.shown] == [(1, 0)]
    desk.route.withdraw("first")
    desk.settle()
    assert other.closed == []
    other.press(other.shown[0], "add")
    qtbot.waitUntil(lambda: bool(desk.heard))
    assert desk.heard == [("second", "add", "")]
    other.close()


# Withdrawn


def test_a_withdrawn_note_is_closed(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    desk.route.withdraw("first")
    qtbot.waitUntil(lambda: service.closed == [1])
    desk.route.withdraw("first")
    desk.settle()
    assert (service.closed, desk.heard) == ([1], [])


def test_another_key_withdraws_nothing(desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    desk.route.withdraw("other")
    desk.settle()
    assert service.closed == []


def test_what_the_person_closed_is_not_closed_again(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    service.close_note(service.shown[0])
    qtbot.waitUntil(lambda: bool(desk.heard))
    desk.route.withdraw("first")
    desk.settle()
    assert service.closed == []


def test_what_only_ran_out_is_taken_from_the_desktops_list(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    service.close_note(service.shown[0], RAN_OUT)
    qtbot.waitUntil(lambda: not desk.route._hears_closing)
    desk.route.withdraw("first")
    qtbot.waitUntil(lambda: service.closed == [1])


def test_what_is_withdrawn_before_it_was_asked_for_is_never_sent(desk: Desk, service: Notifications) -> None:
    desk.send(NOTE)
    desk.route.withdraw("first")
    desk.show(SECOND)
    assert (service.titles, desk.told["first"]) == (["Overtime"], [])


def test_what_is_withdrawn_on_its_way_is_closed_when_it_is_up(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    service.mood = Mood.SLOW
    desk.send(NOTE)
    qtbot.waitUntil(lambda: "Notify" in service.asked)
    desk.route.withdraw("first")
    service.go_on()
    qtbot.waitUntil(lambda: service.closed == [1])
    assert desk.told["first"] == []


# Ways to fail


def test_no_service(desk: Desk) -> None:
    desk.send(NOTE)
    assert desk.told_of() == Told(shown=False, problem=ABSENT)


def test_no_bus(qtbot: QtBot) -> None:
    desk = Desk(qtbot, "unix:path=/nowhere")
    desk.send(NOTE)
    assert desk.told_of() == Told(shown=False, problem=NO_BUS)
    assert desk.route._link is None


def test_a_question_that_is_answered_with_an_error(desk: Desk, service: Notifications) -> None:
    service.mood = Mood.ERROR
    desk.send(NOTE)
    assert desk.told_of() == Told(shown=False, problem=RUDE)
    assert service.asked == ["GetCapabilities"]


def test_a_note_that_is_answered_with_an_error(desk: Desk, service: Notifications) -> None:
    service.is_rude_to_notes = True
    desk.send(NOTE)
    assert desk.told_of() == Told(shown=False, problem=RUDE, answers=True, reads_markup=True)


def test_a_refused_note_leaves_the_one_before(desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    service.is_rude_to_notes = True
    desk.send(SECOND)
    assert not desk.told_of(SECOND).shown
    desk.route.withdraw("first")
    desk.settle()
    assert service.closed == [1]


def test_a_service_that_hangs(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    service.mood = Mood.HUNG
    desk.send(NOTE)
    qtbot.waitUntil(lambda: service.asked == ["GetCapabilities"])
    desk.lose_patience()
    assert desk.told_of() == Told(shown=False, problem=HANGS, hangs=True)


def test_a_service_that_hangs_after_its_first_answer(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    service.hangs_on_notify = True
    desk.send(NOTE)
    qtbot.waitUntil(lambda: service.asked == ["GetCapabilities", "Notify"])
    desk.lose_patience()
    assert desk.told_of() == Told(shown=False, problem=HANGS, answers=True, hangs=True, reads_markup=True)


def test_a_bus_that_does_not_take_a_connection(qtbot: QtBot, desk: Desk) -> None:
    """The thread that connects may be late, too."""
    desk.send(NOTE)
    desk.lose_patience()
    desk.route._link._bell.close()  # type: ignore[union-attr] # nobody rings any more
    desk.route._link._reads.setEnabled(False)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: bool(desk.told["first"]))
    problem = "the session bus did not answer within 2 s"
    assert desk.told["first"] == [Told(shown=False, problem=problem, hangs=True)]


def test_a_question_that_is_answered_late_brings_no_note(
    qtbot: QtBot, bus: PrivateBus, desk: Desk, service: Notifications
) -> None:
    service.mood = Mood.HUNG
    desk.send(NOTE)
    qtbot.waitUntil(lambda: bool(service.asked))
    (errand,) = desk.route._asking
    desk.lose_patience()
    desk.told_of()
    desk.route._on_answered(errand, Answer((["body"],), sender=":1.1"))
    desk.settle()
    assert "Notify" not in service.asked


def test_a_note_that_is_shown_late_is_closed(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    service.mood = Mood.SLOW
    desk.send(NOTE)
    qtbot.waitUntil(lambda: "Notify" in service.asked)
    desk.lose_patience()
    told = desk.told_of()
    service.go_on()
    qtbot.waitUntil(lambda: service.closed == [1])
    assert (told.problem, desk.told["first"]) == (HANGS, [told])


def test_a_late_one_that_took_the_place_of_another_is_closed_with_it(
    qtbot: QtBot, desk: Desk, service: Notifications
) -> None:
    desk.show(NOTE)
    service.mood = Mood.SLOW
    desk.send(SECOND)
    qtbot.waitUntil(lambda: service.asked.count("Notify") == 2)
    desk.lose_patience()
    desk.told_of(SECOND)
    service.go_on()
    qtbot.waitUntil(lambda: service.closed == [1])
    desk.route.withdraw("first")
    desk.settle()
    assert service.closed == [1]


def test_a_late_one_that_the_next_takes_the_place_of_is_left_to_it(
    qtbot: QtBot, desk: Desk, service: Notifications
) -> None:
    """As with a service that answers questions while it is slow to show notes."""
    desk.show(NOTE)
    service.hangs_on_notify = True
    third = NOTE._replace(key="third")
    desk.send(SECOND)
    qtbot.waitUntil(lambda: len(desk.route._notifying) == 1)
    desk.lose_patience()
    desk.told_of(SECOND)
    desk.send(third)
    qtbot.waitUntil(lambda: len(desk.route._notifying) == 2)
    (first,) = desk.route._shown.with_key("first")
    for errand in list(desk.route._notifying):
        desk.route._on_shown(errand, first.owner, Answer((1,)))
    assert desk.told_of(third).shown
    assert service.closed == []
    desk.route.withdraw("third")
    qtbot.waitUntil(lambda: service.closed == [1])


def test_a_bus_that_goes_away_in_between(qtbot: QtBot) -> None:
    bus = PrivateBus()
    service = Notifications(bus.address)
    service.appear()
    service.hangs_on_notify = True
    desk = Desk(qtbot, bus.address)
    desk.send(NOTE)
    qtbot.waitUntil(lambda: "Notify" in service.asked)
    desk.send(SECOND)
    bus.end()
    assert [desk.told_of(note) for note in (NOTE, SECOND)] == [Told(shown=False, problem=NO_BUS)] * 2
    desk.route.withdraw("first")
    service.close()
    bus.close()


def test_after_the_bus_is_back_a_new_connection_is_made(
    qtbot: QtBot, bus: PrivateBus, desk: Desk, service: Notifications
) -> None:
    desk.show(NOTE)
    desk.route._link._connection.sock.shutdown(2)  # type: ignore[union-attr] # as a bus that ends
    qtbot.waitUntil(lambda: desk.route._link is None)
    desk.show(SECOND)
    assert [note.replaces for note in service.shown] == [0, 0]


def test_a_service_that_ends_in_the_midst(qtbot: QtBot, bus: PrivateBus, desk: Desk) -> None:
    service = Notifications(bus.address)
    service.appear()
    service.hangs_on_notify = True
    desk.send(NOTE)
    qtbot.waitUntil(lambda: "Notify" in service.asked)
    service.close()
    assert desk.told_of() == Told(shown=False, problem=ABSENT, answers=True, reads_markup=True)


# What the person does


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize(("name", "token"), [("add", ""), ("default", "token-1")])
def test_a_press_is_told(qtbot: QtBot, desk: Desk, service: Notifications, alone: bool, name: str, token: str) -> None:
    desk.show(NOTE)
    service.press(service.shown[0], name, token=token, alone=alone)
    qtbot.waitUntil(lambda: bool(desk.heard))
    assert desk.heard == [("first", name, token)]


def test_a_token_is_good_for_one_press(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    service.press(service.shown[0], token="token-1")
    service.press(service.shown[0])
    qtbot.waitUntil(lambda: len(desk.heard) == 2)
    assert desk.heard == [("first", "default", "token-1"), ("first", "default", "")]


def test_presses_of_others_are_not_ours(qtbot: QtBot, bus: PrivateBus, desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    (ours,) = service.shown
    other = Notifications(bus.address)
    other.press(ours, alone=True)
    other.close_note(ours, alone=True)
    other.close()
    service.press(replace(ours, number=99))
    service.close_note(replace(ours, number=99))
    service.press(ours, "stop")
    qtbot.waitUntil(lambda: bool(desk.heard))
    assert desk.heard == [("first", "stop", "")]


def test_a_press_is_told_after_the_note_was_withdrawn(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    desk.route.withdraw("first")
    qtbot.waitUntil(lambda: service.closed == [1])
    service.press(service.shown[0], "add")
    qtbot.waitUntil(lambda: bool(desk.heard))
    assert desk.heard == [("first", "add", "")]


def test_a_press_in_a_note_that_took_the_place_of_another_is_its_own(
    qtbot: QtBot, desk: Desk, service: Notifications
) -> None:
    desk.show(NOTE, SECOND)
    service.press(service.shown[1])
    qtbot.waitUntil(lambda: bool(desk.heard))
    assert desk.heard == [("second", "default", "")]


@pytest.mark.parametrize("alone", [False, True])
def test_a_note_that_the_person_closed_is_told(qtbot: QtBot, desk: Desk, service: Notifications, alone: bool) -> None:
    desk.show(NOTE)
    service.close_note(service.shown[0], BY_THE_PERSON, alone=alone)
    qtbot.waitUntil(lambda: bool(desk.heard))
    assert desk.heard == [("dismissed", "first")]


def test_a_note_that_ran_out_is_nobodys_doing(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    service.close_note(service.shown[0], RAN_OUT)
    qtbot.waitUntil(lambda: not desk.route._hears_closing)
    assert desk.heard == []


def test_a_note_that_closes_with_a_press_is_not_dismissed(qtbot: QtBot, desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    service.press(service.shown[0], "add")
    service.close_note(service.shown[0])
    qtbot.waitUntil(lambda: not desk.route._hears_closing)
    assert desk.heard == [("first", "add", "")]


def test_closings_are_listened_to_only_while_a_note_is_up(desk: Desk, service: Notifications) -> None:
    desk.show(NOTE)
    hears = [desk.route._hears_closing]
    desk.route.withdraw("first")
    hears.append(desk.route._hears_closing)
    assert hears == [True, False]
