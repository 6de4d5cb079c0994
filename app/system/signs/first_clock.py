"""One clock of input out of several, the first that works; the desktop's own hint is heard beside it."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QObject

from app.core.signs import SignSource
from app.system.signs.clock import IdleClock
from app.system.signs.idle import IdleSigns


class FirstClock(IdleSigns):
    """Idle from the first that says so until none says so any more.

    A clock that is left says nothing any more; where it said idle, its successor says so anew.
    """

    def __init__(
        self, clocks: Sequence[IdleClock], hints: Sequence[IdleSigns] = (), parent: QObject | None = None
    ) -> None:
        """`clocks` by rank. They and the hints belong to this one."""
        super().__init__(parent)
        self._clocks, self._hints = tuple(clocks), tuple(hints)
        self._chosen: IdleClock | None = None
        self._asked: IdleClock | None = None
        self._threshold: timedelta | None = None
        self._idle: set[IdleSigns] = set()
        for source in (*self._clocks, *self._hints):
            source.setParent(self)
            source.went_idle.connect(lambda length, source=source: self._on_went_idle(source, length))
            source.came_back.connect(lambda source=source: self._on_came_back(source))
            source.changed.connect(self._on_changed)
        for clock in self._clocks:
            clock.answered.connect(lambda length, clock=clock: self._on_answered(clock, length))

    def open(self) -> None:
        for source in (*self._clocks, *self._hints):
            source.open()

    @property
    def must_be_asked(self) -> bool:
        return self._chosen is not None and self._chosen.must_be_asked

    @property
    def can_be_asked(self) -> bool:
        return self._chosen is not None and self._chosen.can_be_asked

    def watch(self, threshold: timedelta | None) -> None:
        self._threshold = threshold
        if threshold is None:
            self._idle.clear()
        for source in self._listened_to():
            source.watch(threshold)

    def ask(self) -> None:
        if self._chosen is None or not self._chosen.can_be_asked:
            self.answered.emit(None)
        else:
            self._asked = self._chosen
            for clock in self._clocks:
                if clock.works and clock.can_be_asked:
                    clock.ask()

    def sources(self) -> tuple[SignSource, ...]:
        clocks = [self._used(clock) for clock in self._clocks]
        hints = [source for hint in self._hints for source in hint.sources()]
        return (*clocks, *(hint._replace(why="listened to as well") if hint.works else hint for hint in hints))

    def _used(self, clock: IdleClock) -> SignSource:
        (source,) = clock.sources()
        if clock is self._chosen or not source.works:
            return source
        other = self._chosen.NAME if self._chosen else ""
        return source._replace(why=f"works, not needed beside the {other}")

    def _listened_to(self) -> list[IdleSigns]:
        return [*([self._chosen] if self._chosen else []), *self._hints]

    def _on_changed(self) -> None:
        best = next((clock for clock in self._clocks if clock.works), None)
        if best is not self._chosen:
            self._change_to(best)
        self.changed.emit()

    def _change_to(self, clock: IdleClock | None) -> None:
        left, self._chosen = self._chosen, clock
        if left is not None:
            left.watch(None)
            self._on_came_back(left)
        if clock is not None:
            clock.watch(self._threshold)

    def _on_went_idle(self, source: IdleSigns, length: timedelta) -> None:
        """What the clock says is told though a hint came first: it knows the last key, the hint does not."""
        if source is self._chosen or not self._idle:
            self.went_idle.emit(length)
        self._idle.add(source)

    def _on_came_back(self, source: IdleSigns) -> None:
        if source in self._idle:
            self._idle.discard(source)
            if not self._idle:
                self.came_back.emit()

    def _on_answered(self, clock: IdleClock, length: timedelta | None) -> None:
        if clock is self._asked:
            self._asked = None
            self.answered.emit(length)
        elif length is not None and clock is not self._chosen:
            self.also_answered.emit(length)
