"""A step of the person's in words: `delete of Thesis, 09:10 to 09:35`, and what the notice after it says."""

from datetime import date

from app.control.steps import Step, Way
from app.core import text
from app.core.deeds import Deed, Subject
from app.ui import away_words, times

_INSIDE = frozenset({Deed.NOTE, Deed.KEEP, Deed.DISCARD, Deed.STOP_THEN, Deed.SPLIT_AT_GAP})
"""What was done in a session rather than to it."""
_NAME_LENGTH = 60
_DONE = {
    Deed.EDIT: "Saved",
    Deed.ADD: "Added",
    Deed.DELETE: "Deleted",
    Deed.SPLIT: "Split",
    Deed.MERGE: "Merged",
    Deed.RENAME: "Renamed",
    Deed.RECOLOUR: "Recoloured",
    Deed.ARCHIVE: "Archived",
    Deed.UNARCHIVE: "Back from the archive",
    Deed.TARGET: "Weekly target changed",
    Deed.QUIET: "Alerts changed",
    Deed.IMPORT: "Imported",
    Deed.MOVE: "Moved",
}
"""For those deeds that no other notice tells of."""


def name(deed: Deed, subject: Subject, today: date) -> str:
    """What undo or redo is about; the instants are those of the session's own clock."""
    about = subject_words(subject, today)
    if not about:
        return deed.value
    return f"{deed.value} {'in' if deed in _INSIDE else 'of'} {about}"


def subject_words(subject: Subject, today: date) -> str:
    """`Thesis, 09:10 to 09:35`, `Thesis, from 09:10`, `project Thesis`; empty where nothing is known of it."""
    called = text.shown(subject.name, _NAME_LENGTH)
    if subject.kind == "import":
        return called
    if subject.kind != "session":
        return f"{subject.kind} {called}"
    if subject.start is None:
        return called
    if subject.end is None:
        return f"{called}, from {times.clock(subject.start, subject.start_offset)}"
    end = subject.end
    offsets = {subject.start: subject.start_offset, end: subject.end_offset}
    start, until = away_words.from_to(subject.start, end, offsets.__getitem__, today)
    return f"{called}, {start} to {until}"


def done(step: Step, today: date) -> str:
    """The notice's words; empty where there is nothing to tell that is not seen anyhow."""
    if step.way is Way.DONE:
        done_ = _DONE.get(step.deed, "")
        return f"{done_}: {subject_words(step.subject, today)}." if done_ else ""
    return f"{step.way.value.capitalize()}: {name(step.deed, step.subject, today)}."
