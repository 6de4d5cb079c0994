"""The desktop's notification service, spoken to by itself: org.freedesktop.Notifications on the session bus.

Nothing here waits. Who does not answer within 2 s is given up, and a note that is shown after that is closed.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.system import notify_call
from app.system.bus import NO_SESSION_BUS, Answer, Heard, Place, session_address
from app.system.notifications import ANSWER_WITHIN_MS, DesktopService, Note, Picture, Told
from app.system.notify_call import Looks
from app.system.shown_notes import ShownNote, ShownNotes

if TYPE_CHECKING:
    from app.system.link import Link  # with its library read on Linux only

NAME = "org.freedesktop.Notifications"
SERVICE = Place(NAME, "/org/freedesktop/Notifications", NAME)
ABSENT = "the desktop has no notification service"
HANGS = "the desktop's notification service did not answer within 2 s"
RUDE = "the desktop's notification service answered with an error"
BUS_HANGS = "the session bus did not answer within 2 s"
_BY_THE_PERSON = 2
_RAN_OUT = 1


def desktop_service(icon: str, picture: Callable[[], Picture] | None = None) -> DesktopService:
    """The service of this system. `icon` is a file's URI; `picture` is called with the first note."""
    if sys.platform.startswith("linux"):
        return BusRoute(session_address(), icon, picture)
    return DesktopService()


class _Errand:
    """A note on its way to being shown, for 2 s at most."""

    def __init__(self, note: Note, turn: int, then: Callable[[Told], None], parent: QObject) -> None:
        self.note, self.turn, self._then = note, turn, then
        self.told = Told(shown=False)
        """As far as it is known."""
        self.replaces = 0
        self.is_over = False
        self.patience = QTimer(parent, singleShot=True, interval=ANSWER_WITHIN_MS)
        self.patience.start()

    def end(self) -> None:
        """Nobody waits for it any more."""
        if not self.is_over:
            self.is_over = True
            self.patience.stop()
            self.patience.deleteLater()

    def tell(self, told: Told) -> None:
        if not self.is_over:
            self.end()
            self._then(told)

    def fail(self, problem: str) -> None:
        self.tell(self.told._replace(problem=problem))


class BusRoute(DesktopService):
    """Each note is a question and, to who answered it, a Notify. The connection is opened with the first note."""

    def __init__(
        self,
        address: str,
        icon: str = "",
        picture: Callable[[], Picture] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`address` is where the session bus listens."""
        super().__init__(parent)
        self._address, self._looks, self._picture = address, Looks(icon), picture
        self._link: Link | None = None
        self._turns = 0
        self._asking: list[_Errand] = []
        self._notifying: list[_Errand] = []
        """Given to the service, which did not answer yet; also those that nobody waits for any more."""
        self._shown = ShownNotes()
        self._hears_closing = False

    def send(self, note: Note, then: Callable[[Told], None]) -> None:
        self._turns += 1
        errand = _Errand(note, self._turns, then, self)
        errand.patience.timeout.connect(lambda: self._on_late(errand))
        self._asking.append(errand)
        if self._link is None:
            self._open()
        elif self._link.is_open:
            self._ask(errand)

    def withdraw(self, key: object) -> None:
        for errand in [each for each in (*self._asking, *self._notifying) if each.note.key == key]:
            errand.end()
            self._stop_asking(errand)
        for shown in self._shown.with_key(key):
            self._close(shown)

    # The connection

    def _open(self) -> None:
        from app.system.link import Link

        self._link = Link(self._address, self)
        self._link.opened.connect(self._on_opened)
        self._link.broke.connect(self._on_broke)
        self._link.heard.connect(self._on_heard)
        self._link.open()

    def _on_opened(self) -> None:
        """From now on for good: what was withdrawn may still be seen, and pressed."""
        if self._link is not None:
            self._link.listen(SERVICE, "ActionInvoked")
            self._link.listen(SERVICE, "ActivationToken")
        for errand in list(self._asking):
            self._ask(errand)

    def _on_broke(self) -> None:
        """With the bus all is gone: another one gives the same names and ids anew."""
        if self._link is not None:
            self._link.deleteLater()
            self._link = None
        errands, self._asking, self._notifying = [*self._asking, *self._notifying], [], []
        self._shown, self._hears_closing = ShownNotes(), False
        for errand in errands:
            errand.tell(Told(shown=False, problem=NO_SESSION_BUS))

    # A note on its way

    def _ask(self, errand: _Errand) -> None:
        if self._link is not None:
            self._link.call(
                SERVICE, "GetCapabilities", then=lambda answer: self._on_answered(errand, answer), may_start=True
            )

    def _on_answered(self, errand: _Errand, answer: Answer) -> None:
        if errand.is_over or self._link is None:
            return
        if answer.error or not _is_list_of_words(answer):
            errand.fail(_problem(answer.error))
            self._stop_asking(errand)
            return
        capabilities, owner = answer.values[0], answer.sender
        errand.told = Told(
            shown=False, answers=True, reads_markup="body-markup" in capabilities, sounds="sound" in capabilities
        )
        self._shown.forget_others(owner)
        errand.replaces = 0 if errand.note.stands_alone else self._shown.to_replace()
        self._stop_asking(errand)
        self._notifying.append(errand)
        self._listen_to_closing()
        self._link.call(
            SERVICE._replace(service=owner),
            "Notify",
            notify_call.SIGNATURE,
            notify_call.arguments(errand.note, capabilities, errand.replaces, self._painted()),
            lambda answer: self._on_shown(errand, owner, answer),
        )

    def _on_shown(self, errand: _Errand, owner: str, answer: Answer) -> None:
        if errand in self._notifying:
            self._notifying.remove(errand)
        if answer.error or not _is_id(answer):
            errand.fail(_problem(answer.error))
        else:
            self._take_up(errand, owner, answer.values[0])
        self._listen_to_closing()

    def _take_up(self, errand: _Errand, owner: str, number: int) -> None:
        note = errand.note
        shown = ShownNote(note.key, owner, number, errand.turn, stands_alone=note.stands_alone)
        is_late = errand.is_over
        is_replaced_soon = any(each.replaces == number for each in self._notifying)
        for each in self._shown.add(shown):
            self._close(each)
        if is_late and not is_replaced_soon:
            self._close(shown)
        errand.tell(errand.told._replace(shown=True))

    def _on_late(self, errand: _Errand) -> None:
        is_open = self._link is not None and self._link.is_open
        errand.told = errand.told._replace(hangs=True)
        errand.fail(HANGS if is_open else BUS_HANGS)
        self._stop_asking(errand)

    def _stop_asking(self, errand: _Errand) -> None:
        if errand in self._asking:
            self._asking.remove(errand)

    def _painted(self) -> Looks:
        if self._picture is not None:
            self._looks, self._picture = self._looks._replace(picture=self._picture()), None
        return self._looks

    # A note that was shown

    def _close(self, shown: ShownNote) -> None:
        if self._link is not None and shown.may_lie_somewhere:
            place = SERVICE._replace(service=shown.owner)
            self._link.call(place, "CloseNotification", "u", (shown.number,))
        shown.is_up = shown.may_lie_somewhere = False
        self._listen_to_closing()

    def _listen_to_closing(self) -> None:
        """Only while one of ours is up or about to be: each note of every program would wake us."""
        wanted = self._shown.is_any_up or bool(self._notifying)
        if self._link is not None and wanted != self._hears_closing:
            self._hears_closing = wanted
            (self._link.listen if wanted else self._link.stop_listening)(SERVICE, "NotificationClosed")

    def _on_heard(self, heard: Heard) -> None:
        """Sent to all or to us alone: only the sender and the id tell whether it is about a note of ours."""
        if len(heard.body) != 2:
            return
        number, value = heard.body
        shown = self._shown.find(heard.sender, number)
        if shown is None:
            return
        match heard.member:
            case "ActivationToken":
                shown.token = str(value)
            case "ActionInvoked":
                token, shown.token, shown.is_pressed = shown.token, "", True
                self.pressed.emit(shown.key, str(value), token)
            case "NotificationClosed":
                self._on_closed(shown, value)

    def _on_closed(self, shown: ShownNote, reason: int) -> None:
        was_up, shown.is_up = shown.is_up, False
        shown.may_lie_somewhere = shown.may_lie_somewhere and reason == _RAN_OUT
        self._listen_to_closing()
        if was_up and reason == _BY_THE_PERSON and not shown.is_pressed:
            self.dismissed.emit(shown.key)


def _is_id(answer: Answer) -> bool:
    return len(answer.values) == 1 and isinstance(answer.values[0], int) and answer.values[0] > 0


def _is_list_of_words(answer: Answer) -> bool:
    return len(answer.values) == 1 and isinstance(answer.values[0], list)


def _problem(error: str) -> str:
    """What an error means; by names of the bus itself there is no service, or it does not start, or it is gone."""
    match error:
        case "ServiceUnknown" | "NameHasNoOwner" | "ServiceNotFound" | "NoReply":
            return ABSENT
        case "ChildExited" | "ChildSignaled" | "ExecFailed" | "ForkFailed":
            return ABSENT
    return RUDE
