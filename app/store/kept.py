"""Answers that are asked for often, and are read once for each state of the record."""

from collections.abc import Callable
from typing import Generic, TypeVar

from app.store.store import Store

T = TypeVar("T")


class Kept(Generic[T]):
    """What `read` gave stays until a row is written, by this program or another."""

    def __init__(self, store: Store, read: Callable[[], T]) -> None:
        self._store, self._read = store, read
        self._at: tuple[int, int] | None = None
        self._answer: T

    def __call__(self) -> T:
        at = self._store.state
        if at != self._at:
            self._answer = self._read()
            self._at = at
        return self._answer
