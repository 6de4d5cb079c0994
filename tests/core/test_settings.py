"""The person's choices as one value."""

from datetime import time, timedelta
from typing import Any

import pytest

from app.core.settings import Settings


def test_nothing_stored_means_the_defaults() -> None:
    assert Settings.from_stored({}) == Settings(25, 5, True, "04:00", 5, 5, 1, 1, {})


def test_what_is_stored_holds() -> None:
    stored = {"default_minutes": 50, "lead_minutes": 0, "review_after_stop": False, "day_starts_at": "00:30"}
    lengths = {"idle_minutes": 2, "locked_minutes": 3, "asleep_minutes": 4, "closed_minutes": 720}
    chosen = Settings(50, 0, False, "00:30", 2, 3, 4, 720, {"stop": ""})
    assert Settings.from_stored(stored | lengths | {"shortcuts": {"stop": ""}}) == chosen


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("default_minutes", 0),
        ("default_minutes", 1441),
        ("default_minutes", "25"),
        ("default_minutes", 25.0),
        ("default_minutes", True),
        ("default_minutes", None),
        ("lead_minutes", -1),
        ("lead_minutes", [5]),
        ("review_after_stop", 0),
        ("day_starts_at", "four"),
        ("day_starts_at", "25:00"),
        ("day_starts_at", 4),
        ("shortcuts", {"stop": 1}),
        ("shortcuts", []),
        ("a_later_setting", 1),
        ("lead", 1),
    ],
)
def test_a_value_that_does_not_fit_falls_back_to_its_default(name: str, value: Any) -> None:
    assert Settings.from_stored({name: value, "lead_minutes": 7} | {name: value}) == Settings(
        lead_minutes=5 if name == "lead_minutes" else 7
    )


def test_choices_are_given_as_lengths_and_times() -> None:
    settings = Settings(lead_minutes=7, day_starts_at="05:30")
    assert (settings.lead, settings.day_start) == (timedelta(minutes=7), time(5, 30))
