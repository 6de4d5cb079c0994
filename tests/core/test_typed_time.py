"""Times of day as people type them."""

from datetime import time

import pytest

from app.core.typed_time import parse


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("18:15", time(18, 15)),
        ("1815", time(18, 15)),
        (" 915 ", time(9, 15)),
        ("9", time(9)),
        ("09.05", time(9, 5)),
        ("7h30", time(7, 30)),
        ("6:15 pm", time(18, 15)),
        ("6 PM", time(18)),
        ("12:30 a.m.", time(0, 30)),
        ("6:15\u202fPM", time(18, 15)),
        ("0", time(0)),
        ("245", time(2, 45)),
    ],
)
def test_a_time_is_read(typed: str, meant: time) -> None:
    assert parse(typed) == meant


@pytest.mark.parametrize("typed", ["", "25:00", "18:75", "half past six", "13 pm", "18:15:20", "-3", "٣"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert parse(typed) is None
