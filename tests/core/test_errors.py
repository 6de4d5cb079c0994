"""The sentences of refusals that name something."""

from datetime import UTC, datetime, timedelta

from app.core import errors


def test_what_was_not_found_is_named_with_its_number() -> None:
    sentences = [str(errors.not_found(kind, 7)) for kind in ("Project", "Plan item", "Tag")]
    assert sentences == ["Project 7 not found", "Plan item 7 not found", "Tag 7 not found"]


def test_an_overlap_is_told_in_the_other_sessions_own_local_times() -> None:
    begins = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    hour = timedelta(hours=1)
    refusal = errors.start_overlaps(begins, 2 * hour, begins + timedelta(minutes=35), 3 * hour)
    assert str(refusal) == "Start overlaps the session from 09:00 to 10:35"
