from datetime import date

import pytest

from app.core.periods import Period, Span, after, before, containing

TUESDAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.DAY, TUESDAY, TUESDAY),
        (Span.WEEK, date(2026, 3, 9), date(2026, 3, 15)),
        (Span.MONTH, date(2026, 3, 1), date(2026, 3, 31)),
        (Span.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (Span.RANGE, TUESDAY, TUESDAY),
    ],
)
def test_a_day_lies_in_its_period(span: Span, first: date, last: date) -> None:
    assert containing(span, TUESDAY, 1) == Period(span, first, last)


def test_a_week_begins_on_the_weekday_that_is_chosen() -> None:
    assert containing(Span.WEEK, TUESDAY, 7) == Period(Span.WEEK, date(2026, 3, 8), date(2026, 3, 14))
    assert containing(Span.WEEK, TUESDAY, 2).first == TUESDAY


@pytest.mark.parametrize("span", [Span.DAY, Span.WEEK, Span.MONTH, Span.YEAR])
def test_what_comes_before_what_comes_after_is_the_same(span: Span) -> None:
    period = containing(span, TUESDAY, 1)
    assert before(after(period)) == after(before(period)) == period
    assert after(period).first.toordinal() == period.last.toordinal() + 1


def test_the_range_before_is_as_long() -> None:
    assert before(Period(Span.RANGE, date(2026, 3, 3), TUESDAY)) == Period(
        Span.RANGE, date(2026, 2, 23), date(2026, 3, 2)
    )


def test_the_month_before_has_its_own_length() -> None:
    assert before(containing(Span.MONTH, TUESDAY, 1)) == Period(Span.MONTH, date(2026, 2, 1), date(2026, 2, 28))


def test_no_period_goes_beyond_what_a_date_can_be() -> None:
    assert containing(Span.WEEK, date.min, 3).first == date.min
    assert after(Period(Span.RANGE, date.min, date.max)).last == date.max
