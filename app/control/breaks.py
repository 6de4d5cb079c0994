"""Breaks between sessions: begun by the person, or by themselves where the person chose so."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from app.control.memory import Memory
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import errors
from app.core.breaks import Break
from app.core.errors import Refused
from app.core.model import Session
from app.store import instants
from app.store.store import Store

MINUTE = timedelta(minutes=1)


class _State(NamedTuple):
    """What is remembered.

    `last` is the break that runs or is over, until a session begins; `sessions` have ended since the last long one.
    `is_over`: the program saw the last break end, so it stays over wherever the clock is set to.
    """

    last: Break | None = None
    sessions: int = 0
    is_over: bool = False


class Breaks(QObject):
    """The running break is a value; what is left of it is worked out from its start."""

    changed = Signal()
    """A break began, ended or was over, just now."""

    def __init__(
        self, store: Store, controller: SessionController, schedule: Schedule, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controller, self._schedule, self._memory = controller, schedule, Memory(store, "breaks")
        self._state = _read(self._memory.recall())
        if self._state.last is not None and controller.now() < self._state.last.start:  # the clock was set back
            self._state = self._set_back(self._state, self._state.last)
        self._was_running = self.running is not None
        self._ended_at: datetime | None = None
        self._counted: int | None = None
        if self._is_newly_over:
            self._state = self._state._replace(is_over=True)
            self._memory.keep_for_later(_stored(self._state))
        schedule.add_source(self._next_wake)
        schedule.woke.connect(lambda _now: self._on_woke())
        controller.timekeeper.stepped.connect(self._on_stepped)
        controller.session_started.connect(self._on_session_started)
        controller.session_stopped.connect(self._on_session_stopped)

    @property
    def last(self) -> Break | None:
        """The break that runs or is over; None where none was since the last session, or the person ended it."""
        return self._state.last if self._controller.session is None else None

    @property
    def running(self) -> Break | None:
        last = self.last
        return last if last is not None and last.runs(self._controller.now()) else None

    @property
    def over_since(self) -> datetime | None:
        """When the last break was over, or the person ended it in this run; None where that was none."""
        return self.last.end if self.last is not None else self._ended_at

    def start(self) -> None:
        """Raises Refused while a session is active or a break runs."""
        if self._controller.session is not None:
            raise Refused(errors.SESSION_RUNS)
        if self.running is not None:
            raise Refused(errors.BREAK_RUNS)
        now = self._controller.timekeeper.look().now  # a step that is found later would move the break
        begun = self._controller.settings.break_rules.begin(now, self._state.sessions)
        self._keep(_State(begun, 0 if begun.is_long else self._state.sessions), began=True)

    def end(self) -> None:
        """Before its time. Raises Refused where none runs."""
        if self.running is None:
            raise Refused(errors.NO_BREAK)
        self._ended_at = self._controller.now()
        self._keep(self._state._replace(last=None))

    def let_go(self) -> None:
        """Nobody is to be told of a break that is over."""
        last = self.last
        if last is not None and self._state.is_over:
            self._ended_at = last.end
            self._keep(self._state._replace(last=None))

    def write(self) -> None:
        """Write what is not on disk yet."""
        self._memory.write()

    def _set_back(self, state: _State, last: Break) -> _State:
        """Of a break that seems to begin later nobody knows how much is left; one that was over is gone."""
        return state._replace(last=None if state.is_over else last._replace(start=self._controller.now()))

    def _keep(self, state: _State, *, began: bool = False) -> None:
        self._remember(state)
        self._look(began=began)
        self._schedule.arm()

    def _remember(self, state: _State) -> None:
        self._state = state
        self._memory.keep(_stored(state))

    def _on_woke(self) -> None:
        self._memory.write()
        self._look()

    def _look(self, *, began: bool = False) -> None:
        is_running = self.running is not None
        if began or is_running is not self._was_running:
            self._was_running = is_running
            if self._is_newly_over:
                self._remember(self._state._replace(is_over=True))
            self.changed.emit()

    @property
    def _is_newly_over(self) -> bool:
        return self.last is not None and self.running is None and not self._state.is_over

    def _next_wake(self, now: datetime) -> datetime | None:
        """Where the minutes left change, and at the end."""
        running = self.running
        if (next_try := self._memory.next_try(now)) is not None:
            return next_try
        if running is None and self._was_running:
            return now  # it was over in sleep, and nobody has said so yet
        return None if running is None else now + (running.left(now) % MINUTE or MINUTE)

    def _on_session_started(self, session: Session) -> None:
        """A break lies between sessions. One that goes on after its stop was undone has not ended."""
        state = self._state._replace(last=None)
        if session.id == self._counted:
            state = state._replace(sessions=max(state.sessions - 1, 0))
        self._counted = None
        if state != self._state:
            self._keep(state)

    def _on_session_stopped(self, session: Session) -> None:
        """One that a verdict ended long ago is followed by no break unasked, and one that was split goes on."""
        if self._controller.session is not None:
            return
        self._counted = session.id
        self._keep(_State(None, self._state.sessions + 1))
        just_now = session.end is not None and self._controller.now() - session.end < MINUTE
        if just_now and self._controller.settings.break_rules.by_itself:
            self.start()

    def _on_stepped(self, step: timedelta, _now: datetime) -> None:
        """It stays as long as it was meant."""
        last = self._state.last
        if last is not None:
            self._keep(self._state._replace(last=last._replace(start=last.start + step)))
        if self._ended_at is not None:
            self._ended_at += step


def _stored(state: _State) -> dict[str, Any]:
    last = state.last
    rest = None if last is None else [instants.to_ms(last.start), instants.span_to_ms(last.length), last.is_long]
    return {"last": rest, "sessions": state.sessions, "is_over": state.is_over}


def _read(stored: Any) -> _State:  # noqa: ANN401 - JSON
    try:
        sessions, last, is_over = int(stored["sessions"]), stored["last"], bool(stored.get("is_over"))
        if last is None:
            return _State(None, sessions)
        start, length, is_long = last
        return _State(Break(instants.from_ms(start), timedelta(milliseconds=length), bool(is_long)), sessions, is_over)
    except (AttributeError, TypeError, KeyError, ValueError, OverflowError):
        return _State()
