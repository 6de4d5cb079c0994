"""The line under an alert's title, with its clock time as the person's locale writes it."""

from app.control.alerter import Alert
from app.control.session_controller import SessionController
from app.core import timing, wording
from app.ui import times


def alert_words(alert: Alert, controller: SessionController, *, with_names: bool = True) -> str:
    """Without names the session is only `Session`: what others may see on the screen."""
    session = alert.session
    if session is None:
        since = alert.due - alert.span
        return wording.alert_about_none(alert.kind, alert.span, times.clock(since, controller.local_offset(since)))
    end = timing.planned_end(session) or alert.due
    ends_at = times.clock(end, controller.local_offset(end))
    name = wording.alert_name(session) if with_names else wording.SESSION
    return wording.alert_text(alert.kind, name, session, timing.read(session, controller.now()), ends_at)
