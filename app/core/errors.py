"""The two kinds of trouble that are not ours, each with one sentence for the person.

    SessileError            `str(error)` is the sentence
    ├── Refused             a rule says no; nothing was changed
    │   └── GoesOnBeside    not no: it takes long, and is done beside everything else
    ├── Unavailable         the world says no for now; nothing was changed, asking again may work
    └── CannotOpen          the data cannot be opened; it was left as it is
        └── Damaged         because it is damaged

Everything else is a fault of the program: it goes to the log with its traceback.
"""

from datetime import datetime, timedelta

MIN_PLANNED, MAX_PLANNED = 1, 1440
MIN_TARGET, MAX_TARGET = 60, 168 * 60
"""A weekly target, in minutes."""


class SessileError(Exception):
    """Base of all that is told to the person in one sentence."""


class Refused(SessileError):
    """A rule says no; nothing was changed."""


class GoesOnBeside(Refused):
    """It takes long: it is done beside everything else, and told of when it is."""


class Unavailable(SessileError):
    """The world says no for now; nothing was changed, and asking again may work."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        """`detail` is for the log: what the system called it."""
        super().__init__(sentence)
        self.detail = detail

    @property
    def is_damage(self) -> bool:
        """Whether asking again will not work, for the file is damaged."""
        return self.detail.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


class CannotOpen(SessileError):
    """The data cannot be opened; it was left as it is."""


class Damaged(CannotOpen):
    """The data cannot be opened, for it is damaged; it was left as it is."""


SESSION_NOT_FOUND = "Session not found"
ALREADY_STOPPED = "Session already stopped"
HAS_ENDED = "Session has ended"
NOT_ENDED_YET = "Session has not ended yet"
ANOTHER_ACTIVE = "Another session is already active"
NONE_ACTIVE = "No session is active"
ALREADY_PAUSED = "Session is already paused"
NOT_PAUSED = "Session is not paused"
START_IN_FUTURE = "Start lies in the future"
END_BEFORE_START = "End lies before its start"
END_IN_FUTURE = "End lies in the future"
ONE_SESSION = "A session can't be merged with itself"
OVERLAP_THEMSELVES = "The two sessions overlap. Put their times right first."
PLANNED_RANGE = f"Planned duration must be {MIN_PLANNED} to {MAX_PLANNED} minutes"
SCORE_RANGE = "Satisfaction score must be 1 to 5"
LIMIT_RANGE = "Limit must be 1 to 1000"
NOTE_EMPTY = "Note is empty"
MINUTES_ZERO = "Minutes must not be 0"
NAME_EMPTY = "Name is empty"
TITLE_EMPTY = "Title is empty"
COMMA_IN_TAG = "A tag can have no comma in its name"
COLOR_UNKNOWN = "There is no such colour"
TARGET_RANGE = f"Weekly target must be {MIN_TARGET // 60} to {MAX_TARGET // 60} hours"
MERGE_WITH_ITSELF = "Choose another one to merge into"
GAP_NOT_FOUND = "Gap not found"
GAP_NOT_ENDED = "Gap has not ended yet"
SESSION_RUNS = "A break can begin when no session is active"
BREAK_RUNS = "A break is running already"
NO_BREAK = "No break is running"
NOTHING_TO_UNDO = "Nothing to undo"
NOTHING_TO_REDO = "Nothing to redo"
NOTHING_TO_MOVE = "Nothing to move"
UNDO_CHANGED_SINCE = "Another program has changed this since; undo would overwrite it"
REDO_CHANGED_SINCE = "Another program has changed this since; redo would overwrite it"

IMPORT_CHANGED_SINCE = "A session of this import was changed since; undo would take the change along"
IMPORT_TAKEN_BACK_BESIDE = "So large an import is taken back beside everything else. You are told when it is done"
NOTHING_COMES_IN = "Nothing of this file comes in"
ZONE_NEEDED = "Choose the zone of these times first"
IMPORT_AGAIN = "So many sessions were not kept. To have them again, import the file again"


def not_found(kind: str, asked_for: int) -> Refused:
    """`Project 7 not found`; `kind` is `Project`, `Plan item` or `Tag`."""
    return Refused(f"{kind} {asked_for} not found")


def name_taken(kind: str, name: str, *, archived: bool = False) -> Refused:
    """`kind` is `project` or `tag`; `name` is what the other one is called, as it is shown."""
    other = f"An archived {kind}" if archived else f"Another {kind}"
    return Refused(f"{other} is called {name}. To make the two one, merge this one into it")


def start_overlaps(start: datetime, start_offset: timedelta, end: datetime, end_offset: timedelta) -> Refused:
    """Names the session that a start given by hand would overlap, in that session's own local time."""
    return Refused(f"Start overlaps the session from {_from_to(start, start_offset, end, end_offset)}")


def undo_overlaps(start: datetime, start_offset: timedelta, end: datetime, end_offset: timedelta) -> Refused:
    """Names the session that lies by now where the undone time would come back."""
    return Refused(f"Undo would overlap the session from {_from_to(start, start_offset, end, end_offset)}")


def _from_to(start: datetime, start_offset: timedelta, end: datetime, end_offset: timedelta) -> str:
    return f"{start + start_offset:%H:%M} to {end + end_offset:%H:%M}"
