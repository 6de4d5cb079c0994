"""What is left of a plan, the hours there are for it, and when minutes are suggested."""

from datetime import date, time, timedelta

import pytest

from app.core.model import PlanItem
from app.core.plan import Hours, Planned, Suggestion, Totals, is_worth_telling, suggestion, totals
from app.core.working_hours import WorkingHours
from tests.fakes import MINUTE, at

DAY = date(2026, 3, 10)


def row(planned: int | None, worked: float, *, done: bool = False, unplanned: bool = False) -> Planned:
    item = PlanItem(1, DAY, "Write", None, (), planned, done, unplanned)
    return Planned(item, worked * MINUTE)


def test_the_totals_of_the_drawing() -> None:
    rows = [row(45, 45, done=True), row(45, 21), row(60, 54), row(25, 48), row(120, 0), row(15, 0)]
    assert totals(rows) == Totals(310 * MINUTE, 165 * MINUTE)


def test_what_is_done_leaves_nothing_however_little_was_worked() -> None:
    assert totals([row(45, 5, done=True), row(15, 0)]) == Totals(60 * MINUTE, 15 * MINUTE)


def test_an_item_that_a_start_made_is_no_plan() -> None:
    assert totals([row(45, 5, unplanned=True)]) == Totals(timedelta(), timedelta())


def test_an_item_without_minutes_adds_none() -> None:
    assert totals([row(None, 5), row(30, 0)]) == Totals(30 * MINUTE, 30 * MINUTE)


def test_the_share_is_none_where_nothing_is_planned() -> None:
    assert (Totals(timedelta(), timedelta()).share, Totals(60 * MINUTE, 15 * MINUTE).share) == (0.0, 0.75)


@pytest.mark.parametrize(("planned", "worked", "is_over"), [(25, 25.9, False), (25, 26, True), (None, 99, False)])
def test_an_item_is_over_from_the_next_whole_minute_on(planned: int | None, worked: float, is_over: bool) -> None:
    assert row(planned, worked).is_over is is_over


@pytest.mark.parametrize(("now", "left"), [(-240, 540), (-180, 540), (0, 360), (360, 0), (400, 0)])
def test_the_hours_that_are_left_end_with_the_working_day(now: float, left: float) -> None:
    hours = WorkingHours(frozenset({2}), time(9), time(18)).on(DAY, lambda _instant: timedelta())
    assert hours is not None
    assert Hours(*hours).left(at(now)) == left * MINUTE


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ((40, 44), None),
        ((40, 44, 42), Suggestion(42, 3)),
        ((10, 20, 30, 41), Suggestion(25, 4)),
        ((1500, 1500, 1500), Suggestion(1440, 3)),
    ],
)
def test_a_suggestion_is_the_median_of_three_sessions_or_more(
    minutes: tuple[int, ...], expected: Suggestion | None
) -> None:
    assert suggestion([count * MINUTE + 59 * MINUTE / 60 for count in minutes]) == expected


@pytest.mark.parametrize(
    ("planned", "is_told"), [(None, True), (42, False), (38, False), (37, True), (47, True), (120, True)]
)
def test_a_suggestion_is_told_where_it_is_another_plan(planned: int | None, is_told: bool) -> None:
    assert is_worth_telling(Suggestion(42, 8), planned) is is_told


def test_five_minutes_are_nothing_on_a_long_plan() -> None:
    assert not is_worth_telling(Suggestion(130, 8), 120 + 20)
