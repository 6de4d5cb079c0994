"""Reads the past for the History page on a thread of its own; each answer comes later, on the GUI thread."""

from PySide6.QtCore import QObject, Signal

from app.core.history import Filter, PageKey


class History(QObject):
    """Asks and answers; an answer says which `Filter` it is for."""

    index_ready = Signal(object, object, object)
    """Filter, Index, and pages by their PageKey (tuples of Entry): those that `ask` said it wants to see."""
    first_page_ready = Signal(object, object)
    """Filter, the newest rows (tuple of Entry); comes before `index_ready` where that takes longer."""
    page_ready = Signal(object, object, object)
    """Filter, PageKey, tuple of Entry."""
    place_ready = Signal(object, int, object)
    """Filter, session id, its Place; None where it is not among those wanted."""
    failed = Signal(str)
    """A sentence: it could not be read."""

    def ask(self, filter: Filter, top: PageKey | None = None) -> None:
        """For the index; with the page `top`, or the first ones."""
        raise NotImplementedError

    def ask_page(self, filter: Filter, key: PageKey) -> None:
        raise NotImplementedError

    def ask_place(self, filter: Filter, session_id: int) -> None:
        raise NotImplementedError
