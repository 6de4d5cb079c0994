"""The one-line syntax."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.quick_entry import QuickEntry, parse
from app.core.text import clean_line


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("", QuickEntry()),
        ("   ", QuickEntry()),
        ("Write the report", QuickEntry("Write the report")),
        ("Write @Thesis #writing 25", QuickEntry("Write", "Thesis", ("writing",), 25)),
        ("25 #a @P #b Write", QuickEntry("Write", "P", ("a", "b"), 25)),
        ("@Thesis", QuickEntry("", "Thesis")),
        ("  two   spaces  ", QuickEntry("two spaces")),
        ("line\nbreak", QuickEntry("line break")),
    ],
)
def test_a_line_says_title_project_tags_and_minutes(line: str, entry: QuickEntry) -> None:
    assert parse(line) == entry


@pytest.mark.parametrize("line", ["mail bob@example.org", "C#", "a#b", "x@y#z", "@", "#", "@ #", '@""', '#" "', '@"'])
def test_a_mark_counts_only_at_the_start_of_a_name(line: str) -> None:
    assert parse(line) == QuickEntry(line)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ('@"two words" go', QuickEntry("go", "two words")),
        ('#"two words" #one go', QuickEntry("go", None, ("two words", "one"))),
        ('@" outer " go', QuickEntry("go", "outer")),
        ('go @"never closed', QuickEntry("go", "never closed")),
        ('@"25" go', QuickEntry("go", "25")),
        ('@"a #b @c 5" go', QuickEntry("go", "a #b @c 5")),
        ('say "two words"', QuickEntry('say "two words"')),
    ],
)
def test_quotes_hold_a_name_with_spaces_together(line: str, entry: QuickEntry) -> None:
    assert parse(line) == entry


@pytest.mark.parametrize(
    ("word", "minutes"),
    [
        ("1", 1),
        ("25", 25),
        ("1440", 1440),
        ("45m", 45),
        ("45M", 45),
        ("2h", 120),
        ("24h", 1440),
        ("1h30m", 90),
        ("1H30M", 90),
        ("0h45m", 45),
    ],
)
def test_a_word_can_be_a_length(word: str, minutes: int) -> None:
    assert parse(f"go {word}") == QuickEntry("go", minutes=minutes)


@pytest.mark.parametrize(
    "word", ["0", "0m", "0h", "1441", "25h", "24h1m", "1h30", "m", "h", "hm", "-5", "+5", "2.5", "25min", "99999", "٢٥"]
)
def test_what_is_no_length_of_1_to_1440_minutes_stays_a_word(word: str) -> None:
    assert parse(f"go {word}") == QuickEntry(f"go {word}")


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("Chapter 3 draft 25", QuickEntry("Chapter 3 draft", minutes=25)),
        ("Chapter 3", QuickEntry("Chapter", minutes=3)),
        ("25 45m 9999", QuickEntry("25 9999", minutes=45)),
        ("Room 101 @P 30 #t", QuickEntry("Room 101", "P", ("t",), 30)),
    ],
)
def test_only_the_last_length_is_the_duration(line: str, entry: QuickEntry) -> None:
    assert parse(line) == entry


def test_of_several_projects_the_last_counts_and_the_others_stay_words() -> None:
    assert parse("ask @Anna about @Thesis") == QuickEntry("ask @Anna about", "Thesis")


def test_the_same_tag_twice_is_one_tag() -> None:
    assert len(parse("#Deep #deep #DEEP").tags) == 1


def test_a_length_as_a_tag_or_project_is_no_duration() -> None:
    assert parse("go #25 @30") == QuickEntry("go", "30", ("25",))


@given(st.text())
def test_no_line_makes_the_parser_fail(line: str) -> None:
    entry = parse(line)
    assert entry.minutes is None or 1 <= entry.minutes <= 1440
    assert all(entry.tags) and entry.project != ""


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "Nl", "No"], exclude_characters="@#")))
def test_a_line_without_marks_and_digits_is_all_title(line: str) -> None:
    assert parse(line) == QuickEntry(" ".join(clean_line(line).split()))


WORDS = st.text(st.characters(exclude_categories=["Z", "C", "Nd"], exclude_characters='@#"'), min_size=1, max_size=8)


@given(
    st.lists(WORDS, max_size=6),
    st.none() | WORDS,
    st.lists(WORDS, max_size=3, unique_by=str.casefold),
    st.none() | st.integers(1, 1440),
    st.randoms(use_true_random=False),
)
def test_every_character_that_is_not_project_tag_or_length_stays(
    words: list[str], project: str | None, tags: list[str], minutes: int | None, random: Random
) -> None:
    marked = [f"#{tag}" for tag in tags]
    marked += [] if project is None else [f"@{project}"]
    marked += [] if minutes is None else [str(minutes)]
    tokens = words + marked
    random.shuffle(tokens)
    line = clean_line(" ".join(tokens))
    left = Counter(line.replace(" ", "")) - Counter("".join(marked))
    assert Counter(parse(line).title.replace(" ", "")) == left
