"""What a day came to, and what of it is not settled yet: undecided gaps, and sessions that nobody reviewed."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

from app.core import day_parts
from app.core.model import Gap, Session, Verdict
from app.core.timing import ZERO


class EndOfDay(NamedTuple):
    """Worked time counts where it lies, and a session on the day that it began, as in every total.

    `sessions` began on the day. `undecided` is how much of the `gaps`, each with its session, lies in it.
    """

    date: date
    worked: timedelta = ZERO
    sessions: int = 0
    undecided: timedelta = ZERO
    gaps: tuple[tuple[Session, Gap], ...] = ()
    not_reviewed: tuple[Session, ...] = ()

    @property
    def is_settled(self) -> bool:
        return not self.gaps and not self.not_reviewed


def end_of_day(day: date, sessions: Iterable[Session], day_start: time) -> EndOfDay | None:
    """Of ended sessions, in order of their start; what lies on other days is left out. None where nothing is left."""
    found = EndOfDay(day)
    for session in sessions:
        found = _with(found, session, day_start)
    return found if found != EndOfDay(day) else None


def _with(found: EndOfDay, session: Session, day_start: time) -> EndOfDay:
    if session.end is None:
        raise ValueError(session.id)
    pieces = day_parts.parts(session, day_start, session.end)
    began = pieces[0].date == found.date
    undecided = {
        gap: sum((length for day, length in day_parts.cut((gap.start, gap.end), pieces) if day == found.date), ZERO)
        for gap in session.gaps
        if gap.verdict is Verdict.UNDECIDED and gap.end is not None
    }
    return found._replace(
        worked=found.worked + sum((part.worked for part in pieces if part.date == found.date), ZERO),
        sessions=found.sessions + began,
        undecided=found.undecided + sum(undecided.values(), ZERO),
        gaps=(*found.gaps, *((session, gap) for gap, length in undecided.items() if length)),
        not_reviewed=(*found.not_reviewed, *((session,) if began and session.score is None else ())),
    )
