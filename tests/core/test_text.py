"""What may stand in a text from a person."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import text
from app.core.errors import Refused

ANY_TEXT = st.text(st.characters())


def test_nul_and_lone_surrogates_become_the_replacement_character() -> None:
    assert text.clean("a\0b\ud800c\udfffd") == "a\ufffdb\ufffdc\ufffdd"


def test_valid_unicode_stays_as_it_is() -> None:
    assert text.clean("e\u0301 \U0001f469\u200d\U0001f4bb \u202egnp") == "e\u0301 \U0001f469\u200d\U0001f4bb \u202egnp"


@given(ANY_TEXT)
def test_what_is_cleaned_can_be_written(line: str) -> None:
    assert "\0" not in text.clean(line).encode("utf-8").decode("utf-8")


@pytest.mark.parametrize("gap", ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029", "\n\n\n"])
def test_line_breaks_in_a_line_become_a_space(gap: str) -> None:
    assert text.clean_line(f" one{gap}two ") == "one two"


def test_the_lines_of_a_block_end_alike() -> None:
    assert text.clean_block("a\r\nb\rc\nd\0") == "a\nb\nc\nd\ufffd"


@pytest.mark.parametrize("name", ["Straße", "STRASSE", "  strasse "])
def test_names_that_differ_in_case_and_outer_spaces_are_the_same(name: str) -> None:
    assert text.key(name) == "strasse"


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert text.key("Cafe\u0301") == text.key("Caf\u00e9") == "caf\u00e9"


@given(ANY_TEXT)
def test_what_is_shown_has_no_control_and_no_turning_characters(line: str) -> None:
    seen = text.shown(line)
    assert not [c for c in seen if unicodedata.category(c) == "Cc" or unicodedata.bidirectional(c) in TURNING]


TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def test_what_is_shown_stands_in_one_line() -> None:
    assert text.shown("a\nb\tc\u2028d\u2029e") == "a b c d e"


def test_markup_is_shown_as_it_was_typed() -> None:
    assert text.shown("<b>&amp;</b>") == "<b>&amp;</b>"


@pytest.mark.parametrize(("line", "seen"), [("abcde", "abcde"), ("abcdef", "abcd…"), ("a" * 2_000_000, "aaaa…")])
def test_what_is_too_long_to_show_ends_in_an_ellipsis(line: str, seen: str) -> None:
    assert text.shown(line, 5) == seen


def test_a_cut_is_seen_where_turning_characters_were_left_out_too() -> None:
    assert text.shown("ab\u202ecdefgh", 5) == "abcd…"


LIMITS = [
    (text.checked_name, 200, "A name can have at most 200 characters"),
    (text.checked_title, 10_000, "A title can have at most 10,000 characters"),
    (text.checked_note, 10_000, "A note can have at most 10,000 characters"),
    (lambda t: text.checked_text(t, "Tasks done"), 1_000_000, "Tasks done can have at most 1,000,000 characters"),
    (lambda t: text.checked_text(t, "Notes"), 1_000_000, "Notes can have at most 1,000,000 characters"),
]


@pytest.mark.parametrize(("checked", "limit", "sentence"), LIMITS, ids=["name", "title", "note", "tasks", "notes"])
def test_a_text_may_be_as_long_as_its_limit(checked: Callable[[str], str], limit: int, sentence: str) -> None:
    assert checked("x" * limit) == "x" * limit


@pytest.mark.parametrize(("checked", "limit", "sentence"), LIMITS, ids=["name", "title", "note", "tasks", "notes"])
def test_a_text_longer_than_its_limit_is_refused(checked: Callable[[str], str], limit: int, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked("x" * (limit + 1))
    assert str(refusal.value) == sentence


def test_outer_spaces_do_not_count_for_the_limit() -> None:
    assert text.checked_name(" " * 50 + "x" * 200 + "\n") == "x" * 200


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("", ()),
        (" , ,, ", ()),
        ("writing, deep work", ("writing", "deep work")),
        ("#writing, # deep", ("writing", "deep")),
        ("one,\ntwo", ("one", "two")),
        ("#", ()),
    ],
)
def test_names_stand_with_commas_between(line: str, names: tuple[str, ...]) -> None:
    assert text.names_in(line) == names


def test_a_name_that_is_repeated_counts_once() -> None:
    assert len(text.names_in("Deep, deep, DEEP")) == 1
