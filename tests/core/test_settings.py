"""The person's choices as one value."""

from datetime import time, timedelta
from typing import Any

import pytest

from app.core.alerts import AlertRules
from app.core.breaks import BreakRules
from app.core.settings import Settings
from app.core.working_hours import WorkingHours
from tests.fakes import MINUTE


def test_nothing_stored_means_the_defaults() -> None:
    assert Settings.from_stored({}) == Settings()


def test_what_is_stored_holds() -> None:
    stored = {"default_minutes": 50, "lead_minutes": 0, "review_after_stop": False, "day_starts_at": "00:30"}
    lengths = {"idle_minutes": 2, "locked_minutes": 3, "asleep_minutes": 4, "closed_minutes": 720}
    days = {"working_days": "67", "working_from": "22:00", "working_to": "06:00"}
    chosen: dict[str, Any] = stored | lengths | days | {"shortcuts": {"stop": ""}}
    assert Settings.from_stored(chosen) == Settings(**chosen)


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
        ("working_days", "128"),
        ("working_from", "9"),
        ("overtime_minutes", 0),
        ("still_working_hours", 25),
        ("plays_sound", 1),
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
    assert (settings.alert_rules.lead, settings.day_start) == (timedelta(minutes=7), time(5, 30))


@pytest.mark.parametrize("off", [{"tells_almost_up": False}, {"lead_minutes": 0}])
def test_the_early_alert_is_turned_off_by_its_box_or_by_zero(off: dict[str, Any]) -> None:
    assert Settings(**off).alert_rules == AlertRules(lead=None)


def test_the_defaults_are_those_of_the_contract() -> None:
    settings = Settings()
    assert settings.alert_rules == AlertRules(5 * MINUTE, True, 10 * MINUTE, 240 * MINUTE)
    assert (settings.no_session_after, settings.tells_break_is_over) == (None, True)
    assert settings.break_rules == BreakRules(5 * MINUTE, 15 * MINUTE, 4, by_itself=False)
    assert settings.working_hours == WorkingHours(frozenset({1, 2, 3, 4, 5}), time(9), time(18))
