"""The stretch in which the person is away."""

from datetime import timedelta

import pytest

from app.core.away import SURE, Away, Stretch, Thresholds
from app.core.clock_steps import ALWAYS, Move
from app.core.model import Cause
from tests.fakes import MINUTE, SECOND, at

DEFAULTS = Thresholds()
HERE = Away()
IDLE, LOCKED, ASLEEP = Cause.IDLE, Cause.LOCKED, Cause.ASLEEP


def stretch_of(away: Away) -> Stretch:
    assert away.stretch is not None
    return away.stretch


# How it begins


def test_a_first_sign_begins_it() -> None:
    assert HERE.begins(LOCKED, at(3)) == Away(frozenset({LOCKED}), None, Stretch(at(3), frozenset({LOCKED}), at(3)))


def test_idle_then_locked_then_asleep_is_one_stretch() -> None:
    away = HERE.begins(IDLE, at(1)).begins(LOCKED, at(8)).begins(ASLEEP, at(9))
    assert stretch_of(away) == Stretch(at(1), frozenset({IDLE, LOCKED, ASLEEP}), at(1))


def test_a_sign_that_began_before_it_was_told_lengthens_it_to_the_front() -> None:
    assert stretch_of(HERE.begins(LOCKED, at(8)).begins(IDLE, at(1))).start == at(1)


@pytest.mark.parametrize(
    ("causes", "strongest"),
    [
        ({IDLE}, IDLE),
        ({IDLE, Cause.CLOCK}, Cause.CLOCK),
        ({IDLE, Cause.CLOCK, LOCKED}, LOCKED),
        ({IDLE, Cause.CLOCK, LOCKED, ASLEEP}, ASLEEP),
        ({IDLE, Cause.CLOCK, LOCKED, ASLEEP, Cause.CLOSED}, Cause.CLOSED),
    ],
)
def test_its_cause_is_the_strongest(causes: set[Cause], strongest: Cause) -> None:
    assert Stretch(at(0), frozenset(causes), at(0)).cause is strongest


@pytest.mark.parametrize(
    ("causes", "minutes"), [({IDLE}, 3), ({LOCKED}, 4), ({ASLEEP}, 2), ({IDLE, LOCKED}, 3), ({IDLE, LOCKED, ASLEEP}, 2)]
)
def test_it_is_a_gap_from_the_smallest_threshold_among_its_causes_on(causes: set[Cause], minutes: int) -> None:
    thresholds = Thresholds(idle=3 * MINUTE, locked=4 * MINUTE, asleep=2 * MINUTE)
    assert Stretch(at(1), frozenset(causes), at(1)).gap_at(thresholds) == at(1 + minutes)


def test_no_key_for_the_threshold_begins_it_at_the_last_key() -> None:
    expected = Stretch(at(1), frozenset({IDLE}), at(1))
    assert HERE.quiet_for(5 * MINUTE, at(1), DEFAULTS).stretch == expected


def test_no_key_for_less_begins_nothing() -> None:
    assert HERE.quiet_for(5 * MINUTE - SECOND / 1000, at(1), DEFAULTS) == HERE


def test_no_key_for_less_finds_where_a_stretch_began() -> None:
    away = HERE.begins(LOCKED, at(3)).quiet_for(MINUTE, at(2), DEFAULTS)
    assert stretch_of(away) == Stretch(at(2), frozenset({LOCKED}), at(3))


def test_a_key_in_the_stretch_does_not_shorten_it() -> None:
    away = HERE.begins(LOCKED, at(3))
    assert away.quiet_for(MINUTE, at(4), DEFAULTS) == away


# How it ends


def test_nobody_is_back_from_nowhere() -> None:
    assert HERE.back_at(at(5)) is None


@pytest.mark.parametrize("cause", [IDLE, LOCKED, ASLEEP])
def test_nobody_is_back_while_a_sign_holds(cause: Cause) -> None:
    assert HERE.begins(cause, at(1)).back_at(at(5)) is None


def test_unlocked_without_a_key_is_not_back() -> None:
    assert HERE.begins(LOCKED, at(1)).ends(LOCKED, at(5)).back_at(at(0)) is None


def test_the_person_is_back_at_the_key_after_the_screen_was_unlocked() -> None:
    assert HERE.begins(LOCKED, at(1)).ends(LOCKED, at(5)).back_at(at(6)) == at(6)


def test_a_key_before_the_screen_was_unlocked_counts_from_then_on() -> None:
    assert HERE.begins(LOCKED, at(1)).ends(LOCKED, at(5)).back_at(at(4)) == at(5)


@pytest.mark.parametrize(("later", "back"), [(SURE - SECOND / 1000, None), (SURE, at(5))])
def test_the_key_that_locked_the_screen_is_let_go_late_and_is_none(later: timedelta, back: object) -> None:
    assert HERE.begins(LOCKED, at(1)).ends(LOCKED, at(5)).back_at(at(1) + later) == back


def test_a_key_before_the_end_of_a_sleep_is_none() -> None:
    assert HERE.begins(ASLEEP, at(1)).ends(ASLEEP, at(5)).back_at(at(4)) is None


def test_asleep_and_locked_ends_with_the_later_of_both_and_a_key() -> None:
    away = HERE.begins(LOCKED, at(1)).begins(ASLEEP, at(2)).ends(ASLEEP, at(5))
    assert (away.back_at(at(6)), away.ends(LOCKED, at(7)).back_at(at(6))) == (None, at(7))


def test_where_nobody_knows_of_keys_awake_and_unlocked_is_back() -> None:
    assert HERE.begins(LOCKED, at(1)).ends(LOCKED, at(5)).back_at(None) == at(5)


def test_nobody_is_back_before_the_stretch_began() -> None:
    away = HERE.ends(LOCKED, at(1)).begins(IDLE, at(3))
    assert Away(frozenset(), away.free_since, away.stretch).back_at(None) == at(3)


def test_who_is_here_leaves_nothing_for_the_next_stretch() -> None:
    """A clock that was set back meanwhile would make the end of the last one lie in the future."""
    assert HERE.begins(LOCKED, at(1)).ends(LOCKED, at(5)).here() == HERE


# Sessions and steps of the clock


def test_what_still_holds_is_a_sign_from_a_start_on() -> None:
    away = HERE.begins(LOCKED, at(1)).from_now(at(9))
    assert away == Away(frozenset({LOCKED}), None, Stretch(at(9), frozenset({LOCKED}), at(9)))


def test_what_does_not_hold_any_more_is_none() -> None:
    assert HERE.begins(LOCKED, at(1)).ends(LOCKED, at(5)).from_now(at(9)) == HERE


def test_a_move_takes_all_its_instants_along() -> None:
    away = HERE.begins(LOCKED, at(1)).begins(ASLEEP, at(2)).ends(ASLEEP, at(5))
    assert away.moved(Move(ALWAYS, -MINUTE)) == Away(
        frozenset({LOCKED}), at(4), Stretch(at(0), frozenset({LOCKED, ASLEEP}), at(4))
    )


def test_a_move_of_what_came_later_leaves_its_start() -> None:
    away = HERE.begins(LOCKED, at(1)).ends(LOCKED, at(5))
    assert away.moved(Move(at(3), -MINUTE)) == Away(frozenset(), at(4), Stretch(at(1), frozenset({LOCKED}), at(1)))


def test_a_move_without_a_stretch_moves_when_the_last_one_ended() -> None:
    assert Away(free_since=at(5)).moved(Move(ALWAYS, MINUTE)) == Away(free_since=at(6))
