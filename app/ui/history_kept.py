"""The pages of the History table that were read last, as rows."""

from collections.abc import Callable, Iterator
from datetime import date

from app.core.history import PAGE, Entry, PageKey
from app.ui.history_rows import GapRow, SessionRow, row_of

_MOST = 40 * PAGE
_Rows = tuple[SessionRow | GapRow, ...]


class KeptPages:
    """At most `_MOST` rows: what nobody looked at for longest goes. An aged page is shown until a fresh one comes."""

    def __init__(self) -> None:
        self._pages: dict[PageKey, _Rows] = {}
        self._aged: set[PageKey] = set()
        self._rows = 0

    def get(self, key: PageKey) -> _Rows | None:
        page = self._pages.get(key)
        if page is not None and next(reversed(self._pages)) != key:
            self._pages[key] = self._pages.pop(key)
        return page

    def put(self, key: PageKey, entries: tuple[Entry, ...]) -> None:
        self._take(key)
        self._pages[key] = tuple(map(row_of, entries))
        self._rows += len(entries)
        while self._rows > _MOST and len(self._pages) > 1:
            self._take(next(iter(self._pages)))

    def is_fresh(self, key: PageKey) -> bool:
        return key in self._pages and key not in self._aged

    def fresh(self) -> Iterator[tuple[PageKey, _Rows]]:
        return ((key, page) for key, page in self._pages.items() if key not in self._aged)

    def age(self, stays: Callable[[date], bool]) -> None:
        """All that is there; the pages of days that do not stay go at once."""
        for key in list(self._pages):
            if not stays(key.date):
                self._take(key)
        self._aged = set(self._pages)

    def _take(self, key: PageKey) -> None:
        self._rows -= len(self._pages.pop(key, ()))
        self._aged.discard(key)
