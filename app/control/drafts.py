"""Reviews that were typed and not saved yet: kept over restarts, until they are saved."""

from typing import Any, NamedTuple

from app.control.memory import Memory
from app.store.store import Store


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
        self._memory = Memory(store, "review_drafts")
        stored = self._memory.recall()
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
        self._memory.keep({str(key): value._asdict() for key, value in self._drafts.items()})

    def write(self) -> None:
        """Write what is not on disk yet."""
        self._memory.write()


def _read(value: Any) -> Draft | None:  # noqa: ANN401 - JSON
    try:
        return Draft(**value)
    except TypeError:
        return None
