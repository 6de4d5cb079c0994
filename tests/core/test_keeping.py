"""Which backups stay, from their names and the instant alone."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import keeping
from app.core.keeping import ASKED, BEFORE_RESTORE, DAILY, Named, dropped
from tests.fakes import NOON

REASONS = (DAILY, ASKED, BEFORE_RESTORE, "version-4")
DAY = timedelta(days=1)
DAYS_BACK = st.integers(-20, 500).map(lambda days: NOON - days * DAY)
NAMES = st.sets(st.builds(Named, DAYS_BACK, st.sampled_from(REASONS)), max_size=60)


def daily(*days_ago: int) -> list[Named]:
    return [Named(NOON - days * DAY, DAILY) for days in days_ago]


def kept(backups: list[Named], now: datetime = NOON) -> list[Named]:
    gone = dropped(backups, now, datetime.date)
    return [each for each in backups if each not in gone]


def test_of_a_year_of_daily_backups_seven_days_and_eight_weeks_stay() -> None:
    """NOON is a Tuesday: the last of each week before is a Sunday."""
    assert kept(daily(*range(365))) == daily(0, 1, 2, 3, 4, 5, 6, 9, 16, 23, 30, 37, 44)


def test_nothing_goes_while_none_is_added() -> None:
    backups = kept(daily(*range(100)))
    assert kept(backups, NOON + 400 * DAY) == backups


def test_of_one_day_the_newest_stays() -> None:
    early, late = Named(NOON - timedelta(hours=3), DAILY), Named(NOON, DAILY)
    assert kept([early, late]) == [late]


@pytest.mark.parametrize("reason", [ASKED, BEFORE_RESTORE, "version-4"])
def test_others_stay_for_thirty_days(reason: str) -> None:
    new, old = Named(NOON - 30 * DAY, reason), Named(NOON - 31 * DAY, reason)
    assert kept([*daily(0), new, old]) == [*daily(0), new]


def test_what_a_wrong_clock_put_into_the_future_counts_for_nothing() -> None:
    wrong = daily(-300)
    assert kept(wrong + daily(0, 1)) == wrong + daily(0, 1)
    assert keeping.latest(wrong + daily(1), NOON) == daily(1)[0]


@given(NAMES)
def test_the_newest_always_stays_and_thinning_twice_takes_no_more(names: set[Named]) -> None:
    backups = sorted(names)
    left = kept(backups)
    assert kept(left) == left
    assert [each for each in backups if each.instant <= NOON][-1:] == [each for each in left if each.instant <= NOON][
        -1:
    ]


@given(NAMES)
def test_never_more_daily_ones_stay_than_days_and_weeks(names: set[Named]) -> None:
    left = [each for each in kept(sorted(names)) if each.reason == DAILY and each.instant <= NOON]
    assert len(left) <= keeping.DAYS + keeping.WEEKS + 1


@given(st.builds(Named, DAYS_BACK, st.sampled_from(REASONS)))
def test_a_name_tells_instant_and_reason(named: Named) -> None:
    assert keeping.read_name(named.file_name) == named


@pytest.mark.parametrize(
    "name", ["sessile.db", "sessile-2026-03-10T12-00-00Z-daily.part", "sessile-2026-13-10T12-00-00Z-daily.db", "x.db"]
)
def test_other_files_are_no_backups(name: str) -> None:
    assert keeping.read_name(name) is None


def test_no_name_is_given_twice() -> None:
    first = keeping.free_name(NOON, ASKED, [])
    assert keeping.free_name(NOON, ASKED, [first]).instant == NOON + timedelta(seconds=1)
