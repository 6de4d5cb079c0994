"""Whether the person asked not to be disturbed: the notification service tells, or nobody does."""

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from app.system.bus import Answer
from app.system.do_not_disturb import DoNotDisturb, ServiceDoNotDisturb, do_not_disturb
from tests.desktop.harness.notifications import Mood, Notifications

from .signs_bus import PrivateBus

DOES_NOT_TELL = "the notification service does not tell"

MakeService = Callable[[bool | None], Notifications]


@pytest.fixture
def service(bus: PrivateBus) -> Iterator[MakeService]:
    """A notification service; None: without the property."""
    made: list[Notifications] = []

    def make(inhibited: bool | None) -> Notifications:
        made.append(Notifications(bus.address, inhibited=inhibited))
        made[-1].appear()
        return made[-1]

    yield make
    for each in made:
        each.close()


class Heard:
    """What it told, in order."""

    def __init__(self, quiet: DoNotDisturb) -> None:
        self.all: list[bool | str] = []
        quiet.changed.connect(self.all.append)
        quiet.known.connect(lambda: self.all.append("known"))


@pytest.fixture
def quiet(bus: PrivateBus) -> ServiceDoNotDisturb:
    return ServiceDoNotDisturb(bus.qt)


@pytest.fixture
def heard(quiet: ServiceDoNotDisturb) -> Heard:
    return Heard(quiet)


def opened(qtbot: QtBot, quiet: DoNotDisturb) -> None:
    with qtbot.waitSignal(quiet.known):
        quiet.open()


@pytest.mark.parametrize(("inhibited", "told"), [(False, ["known"]), (True, [True, "known"])])
def test_how_it_stands_is_known_from_the_service(
    qtbot: QtBot,
    quiet: ServiceDoNotDisturb,
    heard: Heard,
    service: MakeService,
    inhibited: bool,
    told: list[bool | str],
) -> None:
    service(inhibited)
    opened(qtbot, quiet)
    assert (quiet.is_on, quiet.why_not, heard.all) == (inhibited, "", told)


@pytest.mark.parametrize("says_value", [True, False])
def test_a_change_is_told(
    qtbot: QtBot, quiet: ServiceDoNotDisturb, heard: Heard, service: MakeService, says_value: bool
) -> None:
    there = service(False)
    opened(qtbot, quiet)
    for on in (True, False):
        there.inhibit(on, says_value=says_value)
        qtbot.waitUntil(lambda on=on: quiet.is_on is on)  # type: ignore[misc]
    assert heard.all == ["known", True, False]


def test_the_properties_of_others_are_not_its_own(
    qtbot: QtBot, quiet: ServiceDoNotDisturb, heard: Heard, service: MakeService
) -> None:
    there = service(False)
    opened(qtbot, quiet)
    quiet._on_properties_changed("org.example.Other", {"Inhibited": True}, [])
    quiet._on_properties_changed("org.freedesktop.Notifications", {"Other": True}, ["Third"])
    there.inhibit(True)
    qtbot.waitUntil(lambda: quiet.is_on)
    assert (heard.all, there.asked.count("Get")) == (["known", True], 1)


def test_a_service_without_the_property_is_off(
    qtbot: QtBot, quiet: ServiceDoNotDisturb, heard: Heard, service: MakeService
) -> None:
    service(None)
    opened(qtbot, quiet)
    assert (quiet.is_on, quiet.why_not, heard.all) == (False, DOES_NOT_TELL, ["known"])


def test_a_service_that_is_rude_is_off(qtbot: QtBot, quiet: ServiceDoNotDisturb, service: MakeService) -> None:
    service(True).mood = Mood.ERROR
    opened(qtbot, quiet)
    assert (quiet.is_on, quiet.why_not) == (False, DOES_NOT_TELL)


def test_a_service_that_hangs_is_not_waited_for(
    qtbot: QtBot, quiet: ServiceDoNotDisturb, heard: Heard, service: MakeService
) -> None:
    there = service(True)
    there.mood = Mood.HUNG
    quiet.open()
    qtbot.waitUntil(lambda: "Get" in there.asked)
    quiet._patience.setInterval(0)
    qtbot.waitUntil(lambda: heard.all == ["known"])
    assert (quiet.is_on, quiet.why_not) == (False, "no answer yet")
    there.inhibit(True)
    qtbot.waitUntil(lambda: quiet.is_on)
    assert heard.all == ["known", True]


def test_no_service_is_off_and_known(qtbot: QtBot, quiet: ServiceDoNotDisturb, heard: Heard) -> None:
    opened(qtbot, quiet)
    assert (quiet.is_on, quiet.why_not, heard.all) == (False, "no notification service is running", ["known"])


def test_a_service_that_comes_later_is_asked(
    qtbot: QtBot, quiet: ServiceDoNotDisturb, heard: Heard, service: MakeService
) -> None:
    opened(qtbot, quiet)
    service(True)
    qtbot.waitUntil(lambda: quiet.is_on)
    assert (quiet.why_not, heard.all) == ("", ["known", True])


def test_a_service_that_goes_away_for_good_disturbs_again(
    qtbot: QtBot, quiet: ServiceDoNotDisturb, service: MakeService, heard: Heard
) -> None:
    there = service(True)
    opened(qtbot, quiet)
    there.vanish()
    qtbot.waitUntil(quiet._grace.isActive)
    before = quiet.is_on
    quiet._grace.timeout.emit()
    assert (before, quiet.is_on, heard.all) == (True, False, [True, "known", False])


@pytest.mark.parametrize("inhibited", [True, False])
def test_a_service_that_is_started_again_is_asked_before_anything_changes(
    qtbot: QtBot, quiet: ServiceDoNotDisturb, service: MakeService, heard: Heard, inhibited: bool
) -> None:
    there = service(True)
    opened(qtbot, quiet)
    there.vanish()
    qtbot.waitUntil(quiet._grace.isActive)
    again = service(inhibited)
    qtbot.waitUntil(lambda: "Get" in again.asked and not quiet._grace.isActive())
    qtbot.waitUntil(lambda: quiet.is_on is inhibited)
    assert heard.all == [True, "known", *([] if inhibited else [False])]


def test_an_answer_from_before_a_change_is_not_used(
    qtbot: QtBot, quiet: ServiceDoNotDisturb, heard: Heard, service: MakeService
) -> None:
    service(False)
    opened(qtbot, quiet)
    quiet._ask()
    asked_before = quiet._questions
    quiet._on_properties_changed("org.freedesktop.Notifications", {"Inhibited": True}, [])
    quiet._on_answer(asked_before, Answer((False,)))
    assert heard.all == ["known", True]


def test_without_a_session_bus_it_is_known_at_once() -> None:
    quiet = ServiceDoNotDisturb(QDBusConnection("none"))
    heard = Heard(quiet)
    quiet.open()
    assert (quiet.is_on, quiet.why_not, heard.all) == (False, "there is no session bus", ["known"])


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_hold_notes_back_by_themselves(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    quiet = do_not_disturb()
    heard = Heard(quiet)
    quiet.open()
    assert (type(quiet), quiet.is_on, heard.all) == (DoNotDisturb, False, ["known"])
    assert quiet.why_not == "the system holds notes back by itself"
