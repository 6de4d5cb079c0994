"""Gaps: opened, closed, decided, found."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from peewee import SQL

from app.core.model import Cause, Gap, Verdict
from app.store import instants
from app.store.database import Rows
from app.store.tables import GapRow

_COLUMNS = (GapRow.id, GapRow.session, GapRow.start_time, GapRow.end_time, GapRow.cause, GapRow.verdict)

_WAITING = (GapRow.verdict == SQL(f"'{Verdict.UNDECIDED.value}'")) & GapRow.end_time.is_null(False)
"""Word for word as in the index of these gaps: SQLite does not take it for a value that comes later."""


class Gaps:
    """Reads and writes gaps."""

    def __init__(self, database: Rows) -> None:
        self._database = database

    def add(self, session_id: int, start: datetime, end: datetime | None, cause: Cause, verdict: Verdict) -> int:
        """A new gap of that session; `end` is None while it lasts."""
        return self.put(Gap(0, session_id, start, end, cause, verdict))

    def put(self, gap: Gap) -> int:
        """A gap that was there, or a new one where its id is 0; its id."""
        row = {
            "session": gap.session_id,
            "start_time": instants.to_ms(gap.start),
            "end_time": None if gap.end is None else instants.to_ms(gap.end),
            "cause": gap.cause.value,
            "verdict": gap.verdict.value,
        }
        return int(GapRow.insert(row | ({"id": gap.id} if gap.id else {})).execute(self._database.peewee))

    def close(self, gap_id: int, end: datetime) -> None:
        GapRow.update(end_time=instants.to_ms(end)).where(GapRow.id == gap_id).execute(self._database.peewee)

    def lengthen(self, gap_id: int, start: datetime, cause: Cause) -> None:
        """The gap lasts (again), from `start` on and with that cause."""
        row = {"start_time": instants.to_ms(start), "end_time": None, "cause": cause.value}
        GapRow.update(row).where(GapRow.id == gap_id).execute(self._database.peewee)

    def place(self, gap: Gap) -> None:
        """Its start and end as they stand in the value."""
        row = {
            "start_time": instants.to_ms(gap.start),
            "end_time": None if gap.end is None else instants.to_ms(gap.end),
        }
        GapRow.update(row).where(GapRow.id == gap.id).execute(self._database.peewee)

    def remove(self, gap_ids: Iterable[int]) -> None:
        GapRow.delete().where(GapRow.id << list(gap_ids)).execute(self._database.peewee)

    def hand_over(self, gap_ids: Iterable[int], session_id: int) -> None:
        """They are that session's from now on."""
        GapRow.update(session=session_id).where(GapRow.id << list(gap_ids)).execute(self._database.peewee)

    def decide(self, gap_id: int, verdict: Verdict) -> None:
        GapRow.update(verdict=verdict.value).where(GapRow.id == gap_id).execute(self._database.peewee)

    def find(self, gap_id: int) -> Gap | None:
        query = GapRow.select(*_COLUMNS).where(GapRow.id == gap_id).tuples()
        return next((_gap(row) for row in query.execute(self._database.peewee)), None)

    def of_sessions(self, session_ids: list[int]) -> dict[int, tuple[Gap, ...]]:
        """Each session's gaps, in order of their start."""
        found: defaultdict[int, tuple[Gap, ...]] = defaultdict(tuple)
        query = GapRow.select(*_COLUMNS).where(GapRow.session << session_ids).order_by(GapRow.start_time, GapRow.id)
        for row in query.tuples().execute(self._database.peewee) if session_ids else ():
            gap = _gap(row)
            found[gap.session_id] += (gap,)
        return found

    def undecided_count(self, most: int) -> int:
        """How many closed gaps nobody decided; of more than `most` no more are counted."""
        return int(GapRow.select(GapRow.id).where(_WAITING).limit(most).count(self._database.peewee))

    def undecided_ids(self, sessions: int) -> dict[int, list[int]]:
        """The newest closed gaps that nobody decided, by their sessions; of so many sessions."""
        newest_first = GapRow.select(GapRow.session, GapRow.id).where(_WAITING).order_by(GapRow.start_time.desc())
        found: dict[int, list[int]] = {}
        for session_id, gap_id in newest_first.tuples().execute(self._database.peewee).iterator():
            if session_id not in found and len(found) == sessions:
                break
            found.setdefault(session_id, []).append(gap_id)
        return found


def _gap(row: tuple[int, int, int, int | None, str, str]) -> Gap:
    id_, session_id, start, end, cause, verdict = row
    return Gap(id_, session_id, instants.from_ms(start), instants.from_ms(end), Cause(cause), Verdict(verdict))
