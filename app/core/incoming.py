"""What a file brings in, before anything is written: sessions as values, and what can't be read.

Names stand for themselves here: which project or tag of the record they are is found when they come in (`name_key`).
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.core.alerts import AlertRecord
from app.core.model import Cause, Verdict
from app.core.timing import ZERO


class IncomingGap(NamedTuple):
    start: datetime
    end: datetime
    cause: Cause
    verdict: Verdict


class IncomingProject(NamedTuple):
    """`color` is empty where the file says none: the next free one is taken, as for any new project."""

    name: str
    color: str = ""
    archived: bool = False
    quiet: bool = False
    weekly_target: int | None = None


class IncomingTag(NamedTuple):
    name: str
    quiet: bool = False


class IncomingItem(NamedTuple):
    """A plan item; `uid` is empty where the file has none."""

    uid: str
    day: date
    title: str
    project: str | None = None
    tags: tuple[str, ...] = ()
    planned_minutes: int | None = None
    position: int = 0
    done: bool = False
    unplanned: bool = False


class IncomingAlert(NamedTuple):
    """An alert that came due; `done` is when it was settled, None where it was not."""

    record: AlertRecord
    done: datetime | None


class IncomingSession(NamedTuple):
    """A session that has ended.

    `line`: where it stands in the file, as the file's own people count it. `source` says where it comes from and which
    it is there (`toggl:…`), or is empty for one of Sessile's own, which its `uid` tells. `offset`s are east of UTC;
    `zone` is an IANA name or `UTC+03:00`. `item` is the uid of its plan item, or empty; `title` what it is called where
    it has no item of its own. `planned` is None where nothing was planned.
    """

    line: int
    source: str
    start: datetime
    start_offset: timedelta
    end: datetime
    end_offset: timedelta
    zone: str
    uid: str = ""
    project: str | None = None
    tags: tuple[str, ...] = ()
    title: str = ""
    item: str = ""
    planned: timedelta | None = None
    muted: bool = False
    score: int | None = None
    tasks_done: str = ""
    notes: str = ""
    gaps: tuple[IncomingGap, ...] = ()
    lost: timedelta = ZERO
    """What the file says was not worked without saying when."""
    alerts: tuple[IncomingAlert, ...] = ()


class IncomingRunning(NamedTuple):
    """A session that had not ended when the file was written.

    `session.end` is when it was last known to run; `open_gap` the gap that lasted then, its `end` the same instant, and
    not among `session.gaps`. `last_seen` is as it was kept.
    """

    session: IncomingSession
    open_gap: IncomingGap | None
    last_seen: datetime | None


class Problem(NamedTuple):
    """Why a line can't be read, in one sentence; 0 is the whole file."""

    line: int
    sentence: str


Found = IncomingProject | IncomingTag | IncomingItem | IncomingSession | IncomingRunning | Problem
"""What a reader finds, one after the other, however long the file is."""
