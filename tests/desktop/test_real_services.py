"""Real notification services: each shows an alert and takes it away again when it no longer holds."""

from collections.abc import Callable

import pytest

from .harness import needs
from .harness.bus import Bus
from .harness.record import MINUTE
from .harness.stage import Stage
from .harness.waiting import until

SERVICES: dict[str, Callable[[], str]] = {
    "dunst": lambda: needs.program("dunst"),
    "xfce4-notifyd": lambda: needs.notification_service("xfce4-notifyd"),
    "notification-daemon": lambda: needs.notification_service("notification-daemon"),
}


@pytest.fixture(params=SERVICES)
def stage(bare_stage: Stage, request: pytest.FixtureRequest) -> Stage:
    """A desktop with one of them."""
    bare_stage.tray.appear()
    service = bare_stage.screen.start(SERVICES[request.param]())
    bus = Bus(bare_stage.screen.bus_address)
    until(lambda: bus.has_owner("org.freedesktop.Notifications"), 10, f"{request.param} is there")
    bus.close()

    def end() -> None:
        service.kill()
        service.wait()

    request.addfinalizer(end)
    return bare_stage


def test_an_alert_is_shown_and_withdrawn(stage: Stage) -> None:
    stage.prepare()
    stage.record.add_session("A <b>Client</b> & Co", 9, started=9 * MINUTE - 2000)
    empty = stage.screen.picture()
    stage.start_hidden()
    outcome = "SELECT kind, result, way, reason FROM alert"
    until(lambda: stage.record.rows(outcome) == [("Time is up", "shown", "service", "")], 10, "the service has it")
    until(lambda: stage.screen.picture() != empty, 5, "it is seen")
    stage.tray.click("Add 15 min")
    until(lambda: stage.screen.picture() == empty, 5, "it is gone")
