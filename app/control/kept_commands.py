"""Commands that the file could not take: kept in order, each with the instant it was asked for."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from app.control.operations import Moment
from app.core.errors import Refused, Unavailable

RETRY_AFTER = timedelta(seconds=1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KeptCommand(Generic[T]):
    """An operation, the moment it is carried out as of, and what its success leads to."""

    moment: Moment
    operation: Callable[[Moment], T]
    done: Callable[[T], None]


class KeptCommands:
    """A queue that is tried again a second after it last failed."""

    def __init__(self) -> None:
        self._queue: deque[KeptCommand[Any]] = deque()
        self._retry_at: datetime | None = None
        self._reason = ""

    def __len__(self) -> int:
        return len(self._queue)

    @property
    def reason(self) -> str:
        """The sentence that says why the queue waits; empty when nothing does."""
        return self._reason if self._queue else ""

    @property
    def retry_at(self) -> datetime | None:
        """When to try again; None while nothing waits."""
        return self._retry_at if self._queue else None

    def is_due(self, now: datetime) -> bool:
        """Also after the clock was set back: the wait is never longer than it was meant."""
        return self.retry_at is not None and not now < self.retry_at <= now + RETRY_AFTER

    def keep(self, command: KeptCommand[Any], error: Unavailable) -> None:
        self._queue.append(command)
        self._reason = str(error)
        self._retry_at = command.moment.now + RETRY_AFTER

    def wait_on(self, now: datetime) -> None:
        self._retry_at = now + RETRY_AFTER

    def carry_out(self) -> str:
        """Carry out all; the last refusal's sentence, or an empty one. Raises Unavailable while the file takes none."""
        sentence = ""
        while self._queue:
            command = self._queue[0]
            try:
                outcome = command.operation(command.moment)
            except Refused as refusal:
                sentence = str(refusal)
                self._queue.popleft()
            else:
                self._queue.popleft()
                command.done(outcome)
        return sentence
