"""What a start of the program makes of a session it finds active."""

from datetime import timedelta

import pytest

from app.core.away import Thresholds
from app.core.recovery import stretch_closed
from tests.fakes import a_gap, a_session, at

DEFAULTS = Thresholds()


def test_the_stretch_since_the_session_was_last_seen_is_closed_time() -> None:
    assert stretch_closed(a_session(last_seen=at(10)), at(40), DEFAULTS) == (at(10), at(40))


def test_a_stretch_of_a_minute_counts() -> None:
    assert stretch_closed(a_session(last_seen=at(10)), at(11), DEFAULTS) == (at(10), at(11))


@pytest.mark.parametrize("later", [timedelta(), timedelta(seconds=59, milliseconds=999), timedelta(hours=-1)])
def test_a_stretch_shorter_than_a_minute_is_ignored(later: timedelta) -> None:
    assert stretch_closed(a_session(last_seen=at(10)), at(10) + later, DEFAULTS) is None


def test_a_pause_runs_on_through_it() -> None:
    assert stretch_closed(a_session(a_gap(5, None), last_seen=at(10)), at(40), DEFAULTS) is None


def test_a_session_that_was_never_seen_gets_no_gap() -> None:
    assert stretch_closed(a_session(last_seen=None), at(40), DEFAULTS) is None
