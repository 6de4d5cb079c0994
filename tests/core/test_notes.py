"""How notes are put together."""

import pytest

from app.core import notes
from tests.fakes import MINUTE, NOON


def test_a_note_carries_the_local_time() -> None:
    assert notes.with_note("", "called back", NOON, 60 * MINUTE) == "[13:00] called back"


def test_a_note_stands_on_a_line_of_its_own() -> None:
    assert notes.with_note("[12:59] one\n", "two", NOON, 60 * MINUTE) == "[12:59] one\n[13:00] two"


def test_a_paragraph_stands_under_an_empty_line() -> None:
    assert notes.with_paragraph("there", "more") == "there\n\nmore"


def test_the_first_paragraph_stands_alone() -> None:
    assert notes.with_paragraph("", "more") == "more"


@pytest.mark.parametrize("nothing", ["", "  ", "\n\n"])
def test_an_empty_paragraph_changes_nothing(nothing: str) -> None:
    assert notes.with_paragraph("there\n", nothing) == "there\n"


@pytest.mark.parametrize(
    ("now_there", "seen", "left", "whole"),
    [
        ("a", "a", "a", "a"),
        ("a", "a", "rewritten", "rewritten"),
        ("a", "a", "", ""),
        ("", "", "new", "new"),
        ("a\n[13:00] b", "a", "a, edited", "a, edited\n[13:00] b"),
        ("a\n\nb", "a", "x", "x\n\nb"),
        ("first\na", "a", "x", "x\nfirst"),
        ("a\na", "a", "x", "x\na"),
        ("a\n", "a", "x", "x"),
        ("b", "", "x", "x\nb"),
    ],
)
def test_what_somebody_else_added_is_kept_below(now_there: str, seen: str, left: str, whole: str) -> None:
    assert notes.replaced(now_there, seen, left) == whole
