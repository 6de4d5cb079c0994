"""The fixtures that several tests of the system share: a bus of their own."""

from collections.abc import Iterator

import pytest

from tests.system.signs_bus import PrivateBus


@pytest.fixture(scope="session")
def bus_daemon() -> Iterator[PrivateBus]:
    bus = PrivateBus()
    yield bus
    bus.close()


@pytest.fixture
def bus(bus_daemon: PrivateBus) -> PrivateBus:
    """A bus that nobody else is on, with a connection of Qt's that is new."""
    bus_daemon.connect()
    return bus_daemon
