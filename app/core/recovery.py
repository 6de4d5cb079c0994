"""A session as it will be when the file has taken what went by: after a start, a step, the first sign of an absence.

Rules: product contract, section 7.
"""

from datetime import datetime

from app.core import clock_steps
from app.core.away import Thresholds
from app.core.clock_steps import Correction, Move
from app.core.model import Cause, Gap, Session, Verdict


def stretch_closed(session: Session, now: datetime, thresholds: Thresholds) -> tuple[datetime, datetime] | None:
    """The stretch in which the program was not running, or None where it is none.

    A pause that is open runs on through it; a gap that is open is part of the stretch; a shorter one is ignored.
    """
    if session.is_paused or session.last_seen is None:
        return None
    if now - session.last_seen < thresholds.closed:
        return None
    return session.last_seen, now


def recovered(session: Session | None, now: datetime, thresholds: Thresholds) -> Session | None:
    """The session as it will be when that is on disk: what is shown and told until then."""
    if session is None:
        return None
    if session.last_seen is not None and now < session.last_seen:
        return clock_steps.moved(session, (Move(clock_steps.ALWAYS, now - session.last_seen),))
    stretch = stretch_closed(session, now, thresholds)
    if stretch is None:
        return session
    open_gap = session.open_gap
    start = stretch[0] if open_gap is None else open_gap.start
    others = tuple(gap for gap in session.gaps if gap is not open_gap)
    return session._replace(gaps=(*others, Gap(0, session.id, start, now, Cause.CLOSED, Verdict.UNDECIDED)))


def corrected(session: Session, correction: Correction) -> Session:
    """After a step of the clock."""
    session = clock_steps.moved(session, correction.moves)
    if correction.stands_still is None or session.open_gap is not None:
        return session
    gap = Gap(0, session.id, *correction.stands_still, Cause.CLOCK, Verdict.UNDECIDED)
    return session._replace(gaps=(*session.gaps, gap))


def left(session: Session | None, start: datetime, cause: Cause) -> Session | None:
    """Since the person is away; None where no session is active."""
    if session is None or session.open_gap is not None:
        return session
    ends = [gap.end for gap in session.gaps if gap.end is not None]
    gap = Gap(0, session.id, max([start, session.start, *ends]), None, cause, Verdict.UNDECIDED)
    return session._replace(gaps=(*session.gaps, gap))
