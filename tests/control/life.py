"""What the tests of section 7 share: how a session is told in minutes after noon, and a start after a kill."""

from datetime import timedelta

from app.control.alerter import Alert
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core import timing
from app.core.alerts import AlertKind
from app.core.model import Cause, Gap, Session, Verdict
from app.store.store import Store
from tests.fakes import MINUTE, NOON, FakeClock

HOUR = 60 * MINUTE
YEAR = timedelta(days=365)
Shape = tuple[float, float | None, Cause, Verdict]


def of(session: Session) -> list[Shape]:
    """Its gaps in minutes after noon."""
    return [(_minutes(g), None if g.end is None else (g.end - NOON) / MINUTE, g.cause, g.verdict) for g in session.gaps]


def _minutes(gap: Gap) -> float:
    return (gap.start - NOON) / MINUTE


def active(controller: SessionController) -> Session:
    session = controller.session
    assert session is not None
    return session


def worked(controller: SessionController) -> float:
    """Minutes that the running session was worked until now."""
    return timing.worked(active(controller), controller.now()) / MINUTE


def restarted(store: Store, clock: FakeClock) -> SessionController:
    """The program was killed and is started again."""
    controller = SessionController(store, clock, Schedule(clock))
    controller.open()
    return controller


def told(sent: list[Alert]) -> list[tuple[AlertKind, float]]:
    return [(alert.kind, (alert.due - NOON) / MINUTE) for alert in sent]
