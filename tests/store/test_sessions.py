"""Sessions and gaps that are found by an index, held against a plain look at all of them."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.model import Session, Verdict
from app.store.store import Store
from tests.store.test_past import a_file


@pytest.fixture
def all_there(store: Store, data_file: Path) -> list[Session]:
    """Oldest first, the active one too."""
    a_file(data_file, 300, 2)
    active = store.sessions.active()
    assert active is not None
    return sorted((*store.sessions.recent(1000), active), key=lambda session: session.start)


@pytest.mark.parametrize("length", [timedelta(milliseconds=1), timedelta(hours=5), None])
@pytest.mark.parametrize("number", [0, 150, 299])
def test_what_overlaps_a_stretch(store: Store, all_there: list[Session], number: int, length: timedelta | None) -> None:
    start = all_there[number].start + timedelta(minutes=1)
    end = None if length is None else start + length
    wanted = {s.id for s in all_there if (end is None or s.start < end) and (s.end is None or s.end > start)}
    found = store.sessions.overlapping(start, end)
    assert {session.id for session in found} == wanted
    assert [session.start for session in found] == sorted(session.start for session in found)


def test_the_sessions_of_the_newest_undecided_gaps(store: Store, all_there: list[Session]) -> None:
    waiting = [g for s in all_there for g in s.gaps if g.verdict is Verdict.UNDECIDED and g.end is not None]
    newest = sorted(waiting, key=lambda gap: gap.start, reverse=True)
    sessions = list(dict.fromkeys(gap.session_id for gap in newest))[:5]
    assert store.gaps.undecided_ids(5) == {
        session: [gap.id for gap in newest if gap.session_id == session] for session in sessions
    }


def test_undecided_gaps_are_counted_up_to_a_bound(store: Store, all_there: list[Session]) -> None:
    count = sum(g.verdict is Verdict.UNDECIDED and g.end is not None for s in all_there for g in s.gaps)
    assert (store.gaps.undecided_count(1000), store.gaps.undecided_count(7)) == (count, 7)
