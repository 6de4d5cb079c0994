"""Reviews that were typed and not saved yet: kept over restarts, until they are saved."""

import logging
from typing import Any, NamedTuple

from app.core.errors import Unavailable
from app.store.store import Store

_KEY = "review_drafts"
log = logging.getLogger(__name__)


class Draft(NamedTuple):
    """What stands in a review window. `seen_notes` is what the record had when the person began."""

    score: int | None
    tasks_done: str
    notes: str
    seen_notes: str
    tags: str


class Drafts:
    """By session id."""

    def __init__(self, store: Store) -> None:
        self._store, self._is_written = store, True
        stored = store.settings.recall(_KEY)
        drafts = stored if isinstance(stored, dict) else {}
        self._drafts = {int(key): draft for key, value in drafts.items() if (draft := _read(value)) is not None}

    def find(self, session_id: int) -> Draft | None:
        return self._drafts.get(session_id)

    def keep(self, session_id: int, draft: Draft | None) -> None:
        """None when there is nothing to keep any more. What the file can't take is written with the next one."""
        if self.find(session_id) == draft:
            return
        if draft is None:
            self._drafts.pop(session_id)
        else:
            self._drafts[session_id] = draft
        self._is_written = False
        self.write()

    def write(self) -> None:
        """Write what is not on disk yet."""
        if self._is_written:
            return
        try:
            with self._store.write():
                self._store.settings.remember(_KEY, {str(key): value._asdict() for key, value in self._drafts.items()})
            self._is_written = True
        except Unavailable as error:
            log.warning("draft not written: %s", error.detail)


def _read(value: Any) -> Draft | None:  # noqa: ANN401 - JSON
    try:
        return Draft(**value)
    except TypeError:
        return None
