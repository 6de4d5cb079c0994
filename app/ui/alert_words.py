"""The line under an alert's title, with its clock time as the person's locale writes it."""

from app.control.alerter import Alert
from app.control.session_controller import SessionController
from app.core import timing, wording
from app.ui import times


def alert_words(alert: Alert, controller: SessionController) -> str:
    end = timing.planned_end(alert.session) or alert.due
    ends_at = times.clock(end, controller.local_offset(end))
    return wording.alert_text(alert.kind, alert.session, timing.read(alert.session, controller.now()), ends_at)
