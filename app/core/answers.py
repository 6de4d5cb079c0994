"""What each answer of the card `While you were away` makes of the time. Rules: product contract, section 7."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.core import timing
from app.core.model import Answer, Gap, Session, Verdict

VERDICTS = {Answer.KEEP: Verdict.KEPT, Answer.DISCARD: Verdict.DISCARDED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The session afterwards, and the one that a split makes of what came after the gap, else None.

    Offsets and ids of the second one are not settled here.
    """

    first: Session
    second: Session | None = None


def outcome(session: Session, gap: Gap, answer: Answer) -> Outcome:
    """`gap` is one of the session's and has ended."""
    match answer:
        case Answer.KEEP | Answer.DISCARD:
            decided = replace(gap, verdict=VERDICTS[answer])
            gaps = tuple(decided if other.id == gap.id else other for other in session.gaps)
            return Outcome(_settled(replace(session, gaps=gaps)))
        case Answer.STOP_THEN:
            return Outcome(_before(session, gap))
        case Answer.SPLIT:
            begins = gap.end or gap.start
            later = tuple(other for other in session.gaps if other.id != gap.id and other.start >= begins)
            second = replace(session, start=begins, gaps=later, score=None, tasks_done="", notes="")
            return Outcome(_before(session, gap), _settled(second))


def cut(session: Session) -> tuple[Gap, ...]:
    """The session's gaps cut to its start and end; what is left empty goes."""
    fitting = (_within(gap, session.start, session.end) for gap in session.gaps)
    return tuple(gap for gap in fitting if gap.end is None or gap.end > gap.start)


def _before(session: Session, gap: Gap) -> Session:
    ended = replace(session, end=max(gap.start, session.start))
    return _settled(replace(ended, gaps=cut(ended)))


def _settled(session: Session) -> Session:
    return session if session.end is None else replace(session, worked=timing.worked(session, session.end))


def _within(gap: Gap, start: datetime, end: datetime | None) -> Gap:
    begins = max(gap.start, start)
    if end is None:
        return replace(gap, start=begins, end=None if gap.end is None else max(gap.end, begins))
    return replace(gap, start=min(begins, end), end=min(max(gap.end or end, begins), end))
