"""What a start of the program makes of a session it finds active. Rules: product contract, section 7."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.core.model import Cause, Gap, Session, Verdict

CLOSED_THRESHOLD = timedelta(minutes=1)


def stretch_closed(session: Session, now: datetime) -> tuple[datetime, datetime] | None:
    """The stretch in which the program was not running, or None where it is none.

    A pause that is open runs on through it, and a stretch shorter than a minute is ignored.
    """
    if session.open_gap is not None or session.last_seen is None:
        return None
    if now - session.last_seen < CLOSED_THRESHOLD:
        return None
    return session.last_seen, now


def recovered(session: Session | None, now: datetime) -> Session | None:
    """The session as it will be when that stretch is on disk: what is shown and told until then."""
    stretch = None if session is None else stretch_closed(session, now)
    if session is None or stretch is None:
        return session
    gap = Gap(0, session.id, *stretch, Cause.CLOSED, Verdict.UNDECIDED)
    return replace(session, gaps=(*session.gaps, gap))
