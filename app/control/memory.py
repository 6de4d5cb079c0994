"""What the program remembers under one key: it holds at once, and is written now or at the next try."""

import logging
from datetime import datetime
from typing import Any

from app.control.commands import RETRY_AFTER
from app.core.errors import Unavailable
from app.store.store import Store

log = logging.getLogger(__name__)


class Memory:
    """One row of the table `setting`; values are what JSON can hold."""

    def __init__(self, store: Store, key: str) -> None:
        self._store, self._key = store, key
        self._value: Any = None
        self._is_written = True

    def recall(self) -> Any:  # noqa: ANN401 - JSON
        """What lies in the file; None where there is nothing that can be read."""
        return self._store.settings.recall(self._key)

    def next_try(self, now: datetime) -> datetime | None:
        """When to `write` what is not on disk yet; None where all is."""
        return None if self._is_written else now + RETRY_AFTER

    def keep(self, value: Any) -> None:  # noqa: ANN401 - JSON
        self.keep_for_later(value)
        self.write()

    def keep_for_later(self, value: Any) -> None:  # noqa: ANN401 - JSON
        """Not before the next `write`: a start waits for no disk."""
        self._value, self._is_written = value, False

    def write(self) -> None:
        """Write what is not on disk yet."""
        if self._is_written:
            return
        try:
            with self._store.write(patiently=False):
                self._store.settings.remember(self._key, self._value)
            self._is_written = True
        except Unavailable as error:
            log.warning("%s not written: %s", self._key, error.detail)
