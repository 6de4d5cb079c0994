"""The glossary as values: what a session, a gap, a project, a tag and a plan item are."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

COLORS = ("lagoon", "sky", "urchin", "anemone", "coral", "driftwood", "kelp", "pebble")
"""The names of the eight project colours, in the order new projects take them."""


class Cause(StrEnum):
    """Why a stretch inside a session may not be work."""

    PAUSE = "pause"
    IDLE = "idle"
    CLOCK = "clock"
    LOCKED = "locked"
    ASLEEP = "asleep"
    CLOSED = "closed"


_STRENGTH = (Cause.CLOSED, Cause.ASLEEP, Cause.LOCKED, Cause.CLOCK, Cause.IDLE)


def strongest(causes: Iterable[Cause]) -> Cause:
    """The cause that names a stretch with several. A pause is none of them: it was said by the person."""
    return min(causes, key=_STRENGTH.index)


class Verdict(StrEnum):
    """What the person said of a gap."""

    KEPT = "kept"
    DISCARDED = "discarded"
    UNDECIDED = "undecided"


class Gap(NamedTuple):
    """A stretch inside a session that may not be work; `end` is None while it lasts."""

    id: int
    session_id: int
    start: datetime
    end: datetime | None
    cause: Cause
    verdict: Verdict


class Project(NamedTuple):
    """`quiet`: no alerts; `weekly_target` in minutes, None where there is none."""

    id: int
    name: str
    color: str
    archived: bool = False
    quiet: bool = False
    weekly_target: int | None = None


class Tag(NamedTuple):
    """`quiet`: no alerts for sessions that carry it."""

    id: int
    name: str
    quiet: bool = False


Named = Project | Tag
"""What has a name that no other one of its kind has."""


class PlanItem(NamedTuple):
    """Something to do on a day; `planned_minutes` is None where none were said.

    `unplanned` marks an item that a start made: the person never planned it, so the end of its session ticks it off.
    """

    id: int
    day: date
    title: str
    project: Project | None
    tags: tuple[Tag, ...]
    planned_minutes: int | None
    done: bool
    unplanned: bool


class Session(NamedTuple):
    """One stretch of work; active while `end` is None.

    `planned` is None only where nothing was planned (imported, added later). `worked` is None while active.
    `start_offset` and `end_offset` are east of UTC at those instants. `gaps` are in order of their start.
    """

    id: int
    uid: str
    start: datetime
    start_offset: timedelta
    zone: str
    end: datetime | None = None
    end_offset: timedelta | None = None
    project: Project | None = None
    planning_id: int | None = None
    title: str | None = None
    tags: tuple[Tag, ...] = ()
    planned: timedelta | None = None
    muted: bool = False
    score: int | None = None
    tasks_done: str = ""
    notes: str = ""
    worked: timedelta | None = None
    last_seen: datetime | None = None
    gaps: tuple[Gap, ...] = ()

    @property
    def name(self) -> str:
        """What the session is called everywhere: its plan item's title, else its project's name."""
        if self.title:
            return self.title
        return self.project.name if self.project else "Session"

    @property
    def open_gap(self) -> Gap | None:
        return next((gap for gap in self.gaps if gap.end is None), None)

    @property
    def is_paused(self) -> bool:
        gap = self.open_gap
        return gap is not None and gap.cause is Cause.PAUSE


class Review(NamedTuple):
    """What is said at or after the stop. A field that is None was not said and changes nothing.

    `notes` is added as a paragraph under what is there. `all_notes` is the whole text as the person left it, and
    `seen_notes` what they were shown when they began: what somebody else added meanwhile is kept below theirs.
    `tag_ids` and `tag_names` are the whole new set of tags; names that are new are made.
    """

    score: int | None = None
    tasks_done: str | None = None
    notes: str | None = None
    all_notes: str | None = None
    seen_notes: str = ""
    tag_ids: tuple[int, ...] | None = None
    tag_names: tuple[str, ...] | None = None


class Answer(StrEnum):
    """What the person makes of a gap; the words of the buttons."""

    KEEP = "Keep"
    DISCARD = "Discard"
    STOP_THEN = "Stop then"
    SPLIT = "Split"


class Combination(NamedTuple):
    """A project, tags and minutes that were used together and can be started again."""

    project: Project | None
    tags: tuple[Tag, ...]
    planned_minutes: int
