"""A text in a spreadsheet: no cell begins a formula, however the file is cut into cells, and all comes back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.spreadsheet import guarded, unguarded

texts = st.text(st.one_of(st.sampled_from("=+-@'\t\r\n; \u200b\x01＝a|,\"\xa0"), st.characters(codec="utf-8")))
CUTS = ("\n", "\r", "\t", ";")


def cells(text: str) -> list[str]:
    """What a program sees that takes each of these for the end of a cell."""
    return re.split("[\n\r\t;]", text)


@given(texts)
def test_no_cell_begins_a_formula_wherever_cells_are_cut(text: str) -> None:
    shown = [cell.strip(" \xa0\u200b\x01") for cell in cells(guarded(text))]
    assert [cell for cell in shown if cell[:1] in tuple("=+-@＝＋－＠")] == []
    assert guarded(text)[:1] not in ("\t", "\r", "\n")


@given(texts)
def test_it_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(texts)
def test_guarding_twice_is_taken_back_step_by_step(text: str) -> None:
    assert unguarded(unguarded(guarded(guarded(text)))) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1234", "'+49 30 1234"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("  =1", "'  =1"),
        ("\x00=1", "'\x00=1"),
        ("\u200b=1", "'\u200b=1"),
        ("＝1", "'＝1"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"),
        ("- one\n- two", "'- one\n'- two"),
        ("'=1", "''=1"),
        ("it's a - b = c", "it's a - b = c"),
        ("bob@example.org", "bob@example.org"),
        ("'tis", "'tis"),
        ("", ""),
    ],
)
def test_what_is_guarded(text: str, safe: str) -> None:
    assert guarded(text) == safe
