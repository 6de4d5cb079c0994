"""Remembers the last notes that the notification service showed: which are up, and whose a press is."""

from collections import deque

_REMEMBERED = 8


class ShownNote:
    """One note, as the service knows it: an id, of one owner of the service's name."""

    def __init__(self, key: object, owner: str, number: int, turn: int, *, stands_alone: bool) -> None:
        """`turn` grows with each note that is sent."""
        self.key, self.owner, self.number, self.turn, self.stands_alone = key, owner, number, turn, stands_alone
        self.is_up = True
        self.may_lie_somewhere = True
        """Not closed by the person or by us: one that only ran out may stand in the desktop's list of notes."""
        self.is_pressed = False
        self.token = ""


class ShownNotes:
    """The last few, those that are gone as well: a service may show one still, and it can be pressed."""

    def __init__(self) -> None:
        self._notes: deque[ShownNote] = deque(maxlen=_REMEMBERED)

    @property
    def is_any_up(self) -> bool:
        return any(note.is_up for note in self._notes)

    def add(self, note: ShownNote) -> list[ShownNote]:
        """Take it up, and give those that are to be closed: what is not alone is the only one of its kind.

        A note with the same id was replaced by it.
        """
        replaced = self.find(note.owner, note.number)
        if replaced is not None:
            self._notes.remove(replaced)
        self._notes.append(note)
        others = [each for each in self._notes if each.may_lie_somewhere and not each.stands_alone]
        newest = max((each.turn for each in others), default=0)
        return [each for each in others if each.turn < newest]

    def find(self, owner: str, number: int) -> ShownNote | None:
        return next((note for note in self._notes if (note.owner, note.number) == (owner, number)), None)

    def to_replace(self) -> int:
        """The id of the note that the next one takes the place of, 0 where none is up."""
        ups = [note.number for note in self._notes if note.is_up and not note.stands_alone]
        return ups[-1] if ups else 0

    def with_key(self, key: object) -> list[ShownNote]:
        return [note for note in self._notes if note.key == key]

    def forget_others(self, owner: str) -> None:
        """The service has this owner now: ids of the one before mean nothing any more."""
        for note in [note for note in self._notes if note.owner != owner]:
            self._notes.remove(note)
