"""What a start of the program makes of a session it finds active. Rules: product contract, section 7."""

from datetime import datetime, timedelta

from app.core.model import Session

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
