"""A connection to a bus that never waits: calls, signals, what can't be sent, and a bus that does not read."""

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.system.bus import Answer, Heard, Place
from app.system.link import Link

from .signs_bus import BusError, Handler, PrivateBus, StandIn

NAME, PATH = "org.example.Echo", "/echo"
ECHO = Place(NAME, PATH, NAME)


def refuse(_sender: str, _body: tuple[Any, ...]) -> None:
    raise BusError("org.example.Error.No")


@pytest.fixture
def service(bus: PrivateBus) -> Iterator[StandIn]:
    handlers: dict[str, Handler] = {f"{NAME}.Echo": lambda _sender, body: ("s", body), f"{NAME}.Refuse": refuse}
    service = StandIn(bus.address, NAME, handlers)
    yield service
    service.close()


@pytest.fixture
def link(qtbot: QtBot, bus: PrivateBus) -> Iterator[Link]:
    link = Link(bus.address)
    with qtbot.waitSignal(link.opened):
        link.open()
    yield link
    link.close()


@pytest.fixture
def heard(link: Link) -> list[Heard]:
    heard: list[Heard] = []
    link.heard.connect(lambda signal: heard.append(signal) if signal.sender != "org.freedesktop.DBus" else None)
    return heard


@pytest.fixture
def ask(qtbot: QtBot, link: Link) -> Callable[..., Answer]:
    """Calls, and waits on Qt's loop for the answer."""

    def ask(method: str, signature: str = "", *values: Any, place: Place = ECHO, **options: bool) -> Answer:
        answers: list[Answer] = []
        link.call(place, method, signature, values, answers.append, **options)
        qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    return ask


def test_an_answer_says_who_gave_it(ask: Callable[..., Answer], service: StandIn) -> None:
    answer = ask("Echo", "s", "word")
    assert (answer.values, answer.error, answer.sender[0]) == (("word",), "", ":")


def test_an_error_comes_by_the_last_part_of_its_name(ask: Callable[..., Answer], service: StandIn) -> None:
    assert [ask(method).error for method in ("Refuse", "Unknown")] == ["No", "UnknownMethod"]


@pytest.mark.parametrize("may_start", [False, True])
def test_who_is_not_there_is_an_error(ask: Callable[..., Answer], may_start: bool) -> None:
    answer = ask("Echo", "s", "x", may_start=may_start)
    assert answer.error == ("ServiceUnknown" if may_start else "NameHasNoOwner")


@pytest.mark.parametrize(
    ("place", "method", "signature", "values"),
    [
        (ECHO, "Echo", "s", (5,)),
        (ECHO, "Echo", "s", ("\ud800",)),
        (ECHO, "Echo", "y", (256,)),
        (ECHO, "Echo", "?", ("x",)),
        (ECHO, "Echo", "ss", ("x",)),
        (ECHO, "No such method", "", ()),
        (Place("nobody", PATH, NAME), "Echo", "", ()),
    ],
)
def test_what_can_not_be_sent_is_an_error_and_breaks_nothing(
    ask: Callable[..., Answer], service: StandIn, place: Place, method: str, signature: str, values: tuple[Any, ...]
) -> None:
    assert ask(method, signature, *values, place=place) == Answer(error="InvalidArgs")
    assert ask("Echo", "s", "on").values == ("on",)


def test_signals_to_all_are_heard_while_it_listens(
    qtbot: QtBot, link: Link, ask: Callable[..., Answer], heard: list[Heard], service: StandIn
) -> None:
    service.emit(PATH, f"{NAME}.Rang", "s", "early")
    link.listen(ECHO, "Rang")
    ask("Echo", "s", "it listens")
    service.emit(PATH, f"{NAME}.Rang", "s", "in time")
    service.emit(PATH, f"{NAME}.Other", "s", "another one")
    qtbot.waitUntil(lambda: bool(heard))
    link.stop_listening(ECHO, "Rang")
    sender = ask("Echo", "s", "it does not listen any more").sender
    service.emit(PATH, f"{NAME}.Rang", "s", "late")
    ask("Echo", "s", "all has come")
    assert heard == [Heard("Rang", ("in time",), sender)]


def test_a_signal_to_it_alone_is_heard_in_any_case(
    qtbot: QtBot, link: Link, heard: list[Heard], service: StandIn
) -> None:
    service.emit(PATH, f"{NAME}.Rang", "", to=link._connection.unique_name)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].member == "Rang"


def test_a_bus_that_does_not_read_holds_up_nothing(qtbot: QtBot, link: Link) -> None:
    """More than the socket takes waits, in order, until the other end reads again."""
    ours, others = socket.socketpair()
    others.setblocking(False)
    link._connection.sock, kept = ours, link._connection.sock
    word = "x" * 50_000
    for _ in range(40):
        link.call(ECHO, "Echo", "s", (word,))
    assert link._unsent
    got = bytearray()

    def read() -> bool:
        with suppress(BlockingIOError):
            got.extend(others.recv(1 << 20))
        return not link._unsent and got.count(b"xxxxx") == 40 * 10_000

    qtbot.waitUntil(read)
    link._connection.sock = kept
    ours.close()
    others.close()


def test_a_bus_that_goes_away_is_told_once(qtbot: QtBot) -> None:
    bus = PrivateBus()
    link = Link(bus.address)
    with qtbot.waitSignal(link.opened):
        link.open()
    broke: list[bool] = []
    link.broke.connect(lambda: broke.append(link.is_open))
    bus.end()
    qtbot.waitUntil(lambda: bool(broke))
    link.call(ECHO, "Echo", "s", ("nobody hears",), lambda _answer: None)
    assert broke == [False]
    bus.close()
