"""What a report says in words."""

from datetime import date, timedelta

import pytest

from app.core.model import Cause, Project, Verdict
from app.core.periods import Period, Span, containing
from app.core.report import GapTally, LengthLine, ProjectLine, Streak, Tally
from app.core.timing import ZERO
from app.ui import report_words as words
from tests.ui.reports import MINUTE, THESIS, TODAY, nothing, report, some, tally

WEEK = containing(Span.WEEK, TODAY, 1)


@pytest.mark.parametrize(
    ("period", "told"),
    [
        (containing(Span.DAY, TODAY, 1), "Tuesday 10 March"),
        (containing(Span.DAY, date(2025, 3, 10), 1), "Monday 10 March 2025"),
        (WEEK, "9 to 15 March"),
        (containing(Span.WEEK, date(2026, 4, 1), 1), "30 March to 5 April"),
        (containing(Span.WEEK, date(2025, 3, 10), 1), "10 to 16 March 2025"),
        (containing(Span.WEEK, date(2026, 1, 1), 1), "29 December 2025 to 4 January"),
        (containing(Span.MONTH, TODAY, 1), "March 2026"),
        (containing(Span.YEAR, TODAY, 1), "2026"),
        (Period(Span.RANGE, TODAY, TODAY), "Tuesday 10 March"),
        (Period(Span.RANGE, date(2026, 1, 2), TODAY), "2 January to 10 March"),
    ],
)
def test_a_period_is_named(period: Period, told: str) -> None:
    assert words.period(period, TODAY) == told


def test_the_time_before_is_named_by_its_kind() -> None:
    ranges = (Period(Span.RANGE, TODAY, TODAY), Period(Span.RANGE, date(2026, 3, 1), TODAY))
    assert [words.before(period) for period in (WEEK, *ranges)] == [
        "the week before",
        "the day before",
        "the 10 days before",
    ]
    assert words.step(WEEK, back=False) == "The week after"


def test_the_four_figures_have_a_plain_line_each() -> None:
    assert [figure[1:] for figure in words.figures(some(WEEK))] == [
        ("Worked", "19 h 55 min", "+4 h 55 min on the week before"),
        ("Planned", "19 h", "worked 5 % more than planned"),
        ("Overtime", "1 h 25 min", "in 2 of 10 sessions"),
        ("Satisfaction", "3.8 of 5", "8 of 10 reviewed"),
    ]


def test_nothing_is_compared_with_nothing() -> None:
    lines = [figure.line for figure in words.figures(nothing(WEEK))]
    assert lines == ["nothing in the week before", "nothing was planned", "in 0 of 0 sessions", "0 of 0 reviewed"]


def test_what_is_planned_is_compared_with_what_was_worked_of_it() -> None:
    unplanned = Tally(worked=600 * MINUTE, sessions=2, planned=60 * MINUTE, planned_worked=45 * MINUTE)
    line = ProjectLine(THESIS, unplanned, ZERO, None)
    assert words.figures(report(WEEK, (line,)))[1].line == "worked 25 % less than planned"


def test_less_than_before_has_a_minus() -> None:
    assert [words.difference(minutes * MINUTE) for minutes in (-95, 0, 5)] == ["−1 h 35 min", "±0 min", "+5 min"]


def test_under_five_nothing_is_claimed() -> None:
    few, enough = (words.mean(tally(60, 9, reviewed=count, score=4 * count)) for count in (4, 5))
    assert (few, enough) == ("Too few to say (4)", "4.0 of 5")


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(765, "15 h a week, 2 h 15 min to go"), (900, "15 h a week, target reached"), (899.5, "15 h a week, 1 min to go")],
)
def test_a_target_says_what_is_left(minutes: float, told: str) -> None:
    line = ProjectLine(THESIS, Tally(worked=minutes * MINUTE), ZERO, 900 * MINUTE)
    assert words.target(line) == told


def test_lengths_name_their_bounds() -> None:
    bounds = ((0, 15), (15, 30), (30, 60), (60, 120), (120, None))
    told = [words.length_line(LengthLine(least, most, Tally())) for least, most in bounds]
    assert told == ["under 15 min", "15 to 30 min", "30 min to 1 h", "1 to 2 h", "2 h and longer"]


def test_gaps_are_told_by_verdict() -> None:
    gaps = GapTally(Cause.IDLE, {Verdict.UNDECIDED: 1, Verdict.KEPT: 2}, {Verdict.UNDECIDED: 30 * MINUTE})
    assert words.gaps(gaps) == "2 kept 0 min, 1 undecided 30 min"


def test_streaks_and_rows() -> None:
    assert [words.streak(Streak(THESIS, weeks)) for weeks in (1, 6)] == [
        "Thesis: 1 week on target",
        "Thesis: 6 weeks on target",
    ]
    assert [words.in_a_row(days) for days in (0, 1, 12)] == ["", "", "12 days in a row"]


def test_names_are_shown_without_what_turns_text_around() -> None:
    assert (words.project(Project(1, "a\u202eb\nc", "lagoon")), words.project(None)) == ("ab c", "No project")


@pytest.mark.parametrize(
    ("period", "heading", "first_labels"),
    [
        (containing(Span.DAY, TODAY, 1), "By hour", ["04:00", "05:00"]),
        (WEEK, "By day", ["Mon", "Tue"]),
        (containing(Span.MONTH, TODAY, 1), "By day", ["1", "2"]),
        (containing(Span.YEAR, TODAY, 1), "By month", ["Jan", "Feb"]),
        (Period(Span.RANGE, date(2026, 2, 1), date(2026, 2, 12)), "By day", ["1 Feb", "2 Feb"]),
        (Period(Span.RANGE, date(2025, 1, 1), date(2026, 2, 12)), "By month", ["Jan 25", "Feb 25"]),
    ],
)
def test_bars_are_by_what_the_period_is_long(period: Period, heading: str, first_labels: list[str]) -> None:
    shown = some(period)
    label = words.label(shown)
    assert (words.heading(shown), [label(bar) for bar in shown.bars[:2]]) == (heading, first_labels)


def test_years_side_by_side_are_by_year() -> None:
    period = Period(Span.RANGE, date(2016, 1, 1), date(2026, 3, 10))
    years = tuple(
        bar._replace(first=date(year, 1, 1), last=date(year, 12, 31))
        for year, bar in zip(range(2016, 2019), some(WEEK).bars, strict=False)
    )
    shown = some(period)._replace(bars=years)
    assert (words.heading(shown), words.label(shown)(years[1]), words.bar(years[1], TODAY)) == (
        "By year",
        "2017",
        "2017",
    )


def test_the_last_that_has_some_is_named_by_its_kind() -> None:
    day, span = containing(Span.DAY, TODAY, 1), Period(Span.RANGE, TODAY, TODAY + timedelta(days=3))
    assert [(words.nothing(p), words.last_with_some(p)) for p in (WEEK, day, span)] == [
        ("No sessions in this week.", "Show the last week that has some"),
        ("No sessions on this day.", "Show the last day that has some"),
        ("No sessions in this range.", "Show the last days that have some"),
    ]
