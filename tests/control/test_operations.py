"""What each operation leaves on disk."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.control import answering, gaps, operations
from app.control.operations import Start
from app.core.away import Thresholds
from app.core.clock import LocalTime, Moment
from app.core.model import Answer, Cause, Combination, Gap, Project, Review, Session, Tag, Verdict
from app.store.store import Store
from tests.control.conftest import Known, moment
from tests.fakes import MINUTE, at, rows

NOON_MS = 1773144000000


def minutes(count: float) -> int:
    return NOON_MS + round(count * 60_000)


def test_a_start_is_on_disk_when_it_returns(store: Store, known: Known, data_file: Path) -> None:
    session = operations.start(store, moment(0), Start(25, known.project, known.item, (known.tag,)))
    columns = "id, uid, source, import_id, project_id, planning_id, start_time, start_offset, end_time, end_offset"
    rest = "zone, planned_duration, notification_disabled, satisfaction_score, tasks_done, notes, worked, last_seen"
    rest_of_it = ("Europe/Berlin", 25, 0, None, "", "", None, NOON_MS)
    assert rows(data_file, f"SELECT {columns}, {rest} FROM session") == [
        (1, session.uid, None, None, known.project, known.item, NOON_MS, 60, None, None, *rest_of_it)
    ]
    assert rows(data_file, "SELECT * FROM session_tag") == [(1, known.tag)]


def test_a_start_returns_the_session_as_it_is(store: Store, known: Known) -> None:
    session = operations.start(store, moment(0), Start(25, known.project, known.item, (known.tag, known.tag)))
    assert session == Session(
        id=1,
        uid=session.uid,
        start=at(0),
        start_offset=60 * MINUTE,
        zone="Europe/Berlin",
        project=Project(known.project, "Thesis", "lagoon"),
        planning_id=known.item,
        title="Chapter",
        tags=(Tag(known.tag, "deep"),),
        planned=25 * MINUTE,
        last_seen=at(0),
    )


def test_a_start_given_by_hand_has_the_offset_of_that_instant(store: Store) -> None:
    session = operations.start(store, moment(0), Start(25, start=at(-90), offset=timedelta(hours=2)))
    assert (session.start, session.start_offset, session.last_seen) == (at(-90), timedelta(hours=2), at(0))


def test_every_session_has_a_uid_of_its_own(store: Store) -> None:
    uids = set()
    for number in range(5):
        session = operations.start(store, moment(number), Start(25))
        uids.add(operations.stop(store, moment(number), session.id).uid)
    assert len(uids) == 5


def test_a_stop_sets_the_end_and_the_worked_time(store: Store, running: Session, data_file: Path) -> None:
    summer = Moment(at(20.5), LocalTime("Europe/Berlin", timedelta(hours=2)))
    operations.stop(store, summer, running.id)
    found = rows(data_file, "SELECT end_time, start_offset, end_offset, worked, last_seen FROM session")
    assert found == [(minutes(20.5), 60, 120, 1_230_000, minutes(20.5))]


def test_a_stop_closes_an_open_pause_and_leaves_its_verdict(store: Store, running: Session) -> None:
    gaps.pause(store, moment(10), running.id)
    stopped = operations.stop(store, moment(30), running.id)
    pause = Gap(1, running.id, at(10), at(30), Cause.PAUSE, Verdict.DISCARDED)
    assert (stopped.gaps, stopped.worked) == ((pause,), 10 * MINUTE)


def test_a_stop_never_lies_before_the_start(store: Store, running: Session) -> None:
    stopped = operations.stop(store, moment(-5), running.id)
    assert (stopped.end, stopped.worked) == (at(0), timedelta())


def test_a_stop_applies_its_review(store: Store, running: Session) -> None:
    review = Review(score=4, tasks_done="two pages", notes="went well", tag_names=("new", "Deep"))
    stopped = operations.stop(store, moment(20), running.id, review)
    said = (stopped.score, stopped.tasks_done, stopped.notes, [tag.name for tag in stopped.tags])
    assert said == (4, "two pages", "went well", ["deep", "new"])


def test_a_review_can_be_said_later(store: Store, ended: Session) -> None:
    reviewed = operations.review(store, ended.id, Review(score=2, tasks_done="a\r\nb", tag_ids=()))
    assert (reviewed.score, reviewed.tasks_done, reviewed.tags) == (2, "a\nb", ())


def test_what_a_review_does_not_say_stays(store: Store, ended: Session, data_file: Path) -> None:
    operations.review(store, ended.id, Review(3, "tasks", "notes", tag_ids=(1,)))
    before = rows(data_file, "SELECT * FROM session"), rows(data_file, "SELECT * FROM session_tag")
    operations.review(store, ended.id, Review())
    assert (rows(data_file, "SELECT * FROM session"), rows(data_file, "SELECT * FROM session_tag")) == before


def test_a_review_touches_only_its_own_columns(store: Store, ended: Session, data_file: Path) -> None:
    review = Review(3, "tasks", "notes")
    own = ("satisfaction_score", "tasks_done", "notes")
    names = [row[1] for row in rows(data_file, "PRAGMA table_info(session)") if row[1] not in own]
    before = rows(data_file, f"SELECT {', '.join(names)} FROM session")
    operations.review(store, ended.id, review)
    assert rows(data_file, f"SELECT {', '.join(names)} FROM session") == before


def test_notes_of_a_review_are_added_as_often_as_they_are_sent(store: Store, ended: Session) -> None:
    operations.review(store, ended.id, Review(notes="one"))
    assert operations.review(store, ended.id, Review(notes="one")).notes == "one\n\none"


def test_all_notes_are_the_whole_text(store: Store, ended: Session) -> None:
    operations.review(store, ended.id, Review(notes="first"))
    review = Review(all_notes="rewritten", seen_notes="first")
    assert operations.review(store, ended.id, review).notes == "rewritten"


def test_what_somebody_added_meanwhile_stays_below_all_notes(store: Store, ended: Session) -> None:
    operations.review(store, ended.id, Review(notes="first"))
    operations.review(store, ended.id, Review(notes="from the command line"))
    review = Review(all_notes="rewritten", seen_notes="first")
    assert operations.review(store, ended.id, review).notes == "rewritten\n\nfrom the command line"


def test_tags_of_a_review_are_the_whole_new_set(store: Store, ended: Session, data_file: Path) -> None:
    operations.review(store, ended.id, Review(tag_names=("one", "two", "ONE")))
    assert rows(data_file, "SELECT name FROM session_tag JOIN tag ON id = tag_id ORDER BY 1") == [("one",), ("two",)]


def test_a_note_is_appended_with_the_local_time(store: Store, running: Session) -> None:
    operations.add_note(store, moment(5), running.id, "one")
    session = operations.add_note(store, moment(65), running.id, " two\nlines \0")
    assert (session.notes, session.last_seen) == ("[13:05] one\n[14:05] two lines \ufffd", at(65))


@pytest.mark.parametrize(
    ("added", "planned"), [(15, 40), (1, 26), (-5, 20), (-24, 1), (-25, 1), (-999, 1), (1415, 1440), (9999, 1440)]
)
def test_added_time_stays_within_1_and_1440(store: Store, running: Session, added: int, planned: int) -> None:
    assert operations.add_time(store, moment(5), running.id, added).planned == planned * MINUTE


def test_fifteen_minutes_are_added_where_none_are_said(store: Store, running: Session) -> None:
    assert operations.add_time(store, moment(30), running.id).planned == 40 * MINUTE


def test_mute_flips(store: Store, running: Session) -> None:
    flips = [operations.toggle_notifications(store, moment(n), running.id).muted for n in (1, 2, 3)]
    assert flips == [True, False, True]


def test_mute_ends_with_the_session(store: Store, running: Session) -> None:
    operations.toggle_notifications(store, moment(1), running.id)
    operations.stop(store, moment(2), running.id)
    assert not operations.start(store, moment(3), Start(25)).muted


def test_a_pause_opens_a_gap_that_is_discarded_at_once(store: Store, running: Session, data_file: Path) -> None:
    session = gaps.pause(store, moment(10), running.id)
    assert session.is_paused
    assert rows(data_file, "SELECT * FROM gap") == [(1, running.id, minutes(10), None, "pause", "discarded")]


def test_a_resume_closes_the_gap(store: Store, running: Session) -> None:
    gaps.pause(store, moment(10), running.id)
    session = gaps.resume(store, moment(12), running.id)
    assert session.gaps == (Gap(1, running.id, at(10), at(12), Cause.PAUSE, Verdict.DISCARDED),)


def test_a_session_can_be_paused_more_than_once(store: Store, running: Session) -> None:
    for minute in (10, 20):
        gaps.pause(store, moment(minute), running.id)
        gaps.resume(store, moment(minute + 2), running.id)
    assert operations.stop(store, moment(30), running.id).worked == 26 * MINUTE


def test_a_verdict_makes_the_worked_time_anew(store: Store, running: Session, data_file: Path) -> None:
    gaps.pause(store, moment(10), running.id)
    operations.stop(store, moment(30), running.id)
    decided = answering.answer(store, moment(60), 1, Answer.KEEP).first
    assert (decided.gaps[0].verdict, decided.worked) == (Verdict.KEPT, 30 * MINUTE)
    assert rows(data_file, "SELECT worked FROM session") == [(30 * 60_000,)]


def test_a_verdict_leaves_a_running_session_without_worked_time(store: Store, running: Session) -> None:
    gaps.pause(store, moment(10), running.id)
    gaps.resume(store, moment(12), running.id)
    assert answering.answer(store, moment(60), 1, Answer.KEEP).first.worked is None


# Finding


def test_a_session_is_found_by_its_id(store: Store, ended: Session) -> None:
    assert operations.get(store, ended.id) == ended


def test_recent_gives_ended_sessions_newest_start_first(store: Store) -> None:
    for number in range(3):
        operations.stop(store, moment(number), operations.start(store, moment(number), Start(25)).id)
    with store.write():
        store.sessions._update(2, start_time=minutes(-60))
    operations.start(store, moment(30), Start(25))
    assert [session.id for session in operations.recent(store)] == [3, 1, 2]


def test_recent_gives_twenty_where_no_limit_is_said(store: Store) -> None:
    for number in range(21):
        operations.stop(store, moment(number), operations.start(store, moment(number), Start(25)).id)
    assert [len(operations.recent(store)), len(operations.recent(store, 21))] == [20, 21]


def test_the_last_different_combinations_are_found(store: Store, known: Known) -> None:
    for number, planned in enumerate((25, 30, 25, 45)):
        start = Start(planned, known.project if planned == 25 else None, tag_ids=(known.tag,))
        operations.stop(store, moment(number), operations.start(store, moment(number), start).id)
    thesis, deep = Project(known.project, "Thesis", "lagoon"), (Tag(known.tag, "deep"),)
    assert store.sessions.combinations(5) == (
        Combination(None, deep, 45),
        Combination(thesis, deep, 25),
        Combination(None, deep, 30),
    )


def test_a_combination_has_all_its_tags_whatever_their_order(store: Store, known: Known) -> None:
    with store.write():
        (slow,) = store.catalogue.tag_ids(("slow",))
    for number, tags in enumerate(((slow, known.tag), (known.tag, slow), (slow,), ())):
        start = Start(25, known.project, tag_ids=tags)
        operations.stop(store, moment(number), operations.start(store, moment(number), start).id)
    both = (Tag(known.tag, "deep"), Tag(slow, "slow"))
    assert [combination.tags for combination in store.sessions.combinations(5)] == [(), both[1:], both]


# After the program was closed


def test_a_session_found_at_a_start_gets_the_time_the_program_was_closed_as_a_gap(
    store: Store, running: Session
) -> None:
    gaps.heartbeat(store, moment(10), running.id)
    session = gaps.recover(store, moment(40), Thresholds())
    assert session is not None
    closed = Gap(1, running.id, at(10), at(40), Cause.CLOSED, Verdict.UNDECIDED)
    assert (session.gaps, session.last_seen) == ((closed,), at(40))


def test_a_program_closed_for_less_than_a_minute_leaves_no_gap(store: Store, running: Session) -> None:
    session = gaps.recover(store, moment(0.99), Thresholds())
    assert session is not None
    assert (session.gaps, session.last_seen) == ((), at(0.99))


def test_a_pause_runs_on_while_the_program_is_closed(store: Store, running: Session) -> None:
    gaps.pause(store, moment(10), running.id)
    session = gaps.recover(store, moment(500), Thresholds())
    assert session is not None
    assert session.gaps == (Gap(1, running.id, at(10), None, Cause.PAUSE, Verdict.DISCARDED),)


def test_a_start_without_an_active_session_finds_none(store: Store, ended: Session) -> None:
    assert gaps.recover(store, moment(500), Thresholds()) is None
