"""What each answer of the card `While you were away` makes of the time. Rules: product contract, section 7."""

from datetime import datetime
from typing import NamedTuple

from app.core import timing
from app.core.model import Answer, Gap, Session, Verdict

VERDICTS = {Answer.KEEP: Verdict.KEPT, Answer.DISCARD: Verdict.DISCARDED}


class Outcome(NamedTuple):
    """The session afterwards, and the one that a split makes of what came after the gap, else None.

    Offsets and ids of the second one are not settled here.
    """

    first: Session
    second: Session | None = None


def outcome(session: Session, gap: Gap, answer: Answer) -> Outcome:
    """`gap` is one of the session's and has ended."""
    match answer:
        case Answer.KEEP | Answer.DISCARD:
            decided = gap._replace(verdict=VERDICTS[answer])
            gaps = tuple(decided if other.id == gap.id else other for other in session.gaps)
            return Outcome(_settled(session._replace(gaps=gaps)))
        case Answer.STOP_THEN:
            return Outcome(_before(session, gap))
        case Answer.SPLIT:
            begins = gap.end or gap.start
            later = tuple(other for other in session.gaps if other.id != gap.id and other.start >= begins)
            second = session._replace(start=begins, gaps=later, score=None, tasks_done="", notes="")
            return Outcome(_before(session, gap), _settled(second))


def cut(session: Session) -> tuple[Gap, ...]:
    """The session's gaps cut to its start and end; what is left empty goes."""
    fitting = (_within(gap, session.start, session.end) for gap in session.gaps)
    return tuple(gap for gap in fitting if gap.end is None or gap.end > gap.start)


def _before(session: Session, gap: Gap) -> Session:
    ended = session._replace(end=max(gap.start, session.start))
    return _settled(ended._replace(gaps=cut(ended)))


def _settled(session: Session) -> Session:
    return session if session.end is None else session._replace(worked=timing.worked(session, session.end))


def _within(gap: Gap, start: datetime, end: datetime | None) -> Gap:
    begins = max(gap.start, start)
    if end is None:
        return gap._replace(start=begins, end=None if gap.end is None else max(gap.end, begins))
    return gap._replace(start=min(begins, end), end=min(max(gap.end or end, begins), end))
