"""Why alerts are held back: a mute, a rule for a project or tag, a quiet while, the desktop's do-not-disturb."""

from datetime import datetime

from app.core.model import Session
from app.core.whiles import While

MUTED = "session muted"
BY_PROJECT = "no alerts for its project"
BY_TAG = "no alerts for one of its tags"
QUIET = "quiet was on"
DO_NOT_DISTURB = "do-not-disturb was on"

HELD_BACK = frozenset({MUTED, BY_PROJECT, BY_TAG, QUIET, DO_NOT_DISTURB})
"""The reasons that a person wants to hear of afterwards."""


def held_for(session: Session | None, quiet: While | None, *, do_not_disturb: bool, now: datetime) -> str | None:
    """Why no alert may go out now, leaving the session's own mute aside; None where it may.

    `session` is the one that the alert is about, None where it is about none.
    """
    if session is not None and session.project is not None and session.project.quiet:
        return BY_PROJECT
    if session is not None and any(tag.quiet for tag in session.tags):
        return BY_TAG
    if quiet is not None and quiet.lasts(now):
        return QUIET
    return DO_NOT_DISTURB if do_not_disturb else None
