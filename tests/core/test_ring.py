"""Where on a session's ring things fell."""

from app.core import ring
from app.core.model import Cause, Verdict
from tests.fakes import MINUTE, a_gap, a_session


def test_a_pause_leaves_a_notch_where_the_timer_stood_still() -> None:
    assert ring.notches(a_session(a_gap(5, 10), a_gap(15, 20))) == (0.2, 0.4)


def test_a_pause_that_lasts_leaves_no_notch_yet_for_there_the_arc_ends() -> None:
    assert ring.notches(a_session(a_gap(5, 10), a_gap(15, None))) == (0.2,)


def test_a_gap_that_does_not_stop_the_timer_leaves_no_notch() -> None:
    assert ring.notches(a_session(a_gap(5, 10, Cause.IDLE, Verdict.UNDECIDED))) == ()


def test_a_notch_in_overtime_is_left_out() -> None:
    assert ring.notches(a_session(a_gap(30, 35))) == ()


def test_notes_are_dots_at_their_local_times() -> None:
    session = a_session(notes="[13:05] one\nno time\n[13:10] two\n[99:00] three")
    assert ring.note_dots(session) == (0.2, 0.4)


def test_a_note_after_midnight_follows_the_one_before() -> None:
    session = a_session(planned=1000, start_offset=700 * MINUTE, notes="[23:40] late\n[00:10] later")
    assert ring.note_dots(session) == (0.0, 0.03)


def test_a_ring_without_a_plan_has_no_marks() -> None:
    session = a_session(a_gap(5, 10), planned=None, notes="[13:05] one")
    assert (ring.notches(session), ring.note_dots(session)) == ((), ())
