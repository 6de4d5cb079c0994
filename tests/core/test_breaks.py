"""A break as a value, and which one comes next."""

import pytest

from app.core.breaks import Break, BreakRules
from tests.fakes import MINUTE, at

RULES = BreakRules()


def test_what_is_left_of_a_break_is_worked_out_from_its_start() -> None:
    rest = Break(at(0), 5 * MINUTE)
    assert [(rest.left(at(m)), rest.share(at(m)), rest.runs(at(m))) for m in (0, 2, 5, 9)] == [
        (5 * MINUTE, 0.0, True),
        (3 * MINUTE, pytest.approx(0.4), True),
        (0 * MINUTE, 1.0, False),
        (0 * MINUTE, 1.0, False),
    ]


@pytest.mark.parametrize(
    ("sessions", "minutes", "is_long"), [(0, 5, False), (3, 5, False), (4, 15, True), (7, 15, True)]
)
def test_the_long_break_comes_after_every_fourth_session(sessions: int, minutes: int, is_long: bool) -> None:
    assert RULES.begin(at(0), sessions) == Break(at(0), minutes * MINUTE, is_long)
