"""The four answers to a gap: each one transaction."""

from typing import NamedTuple

from app.control.operations import get
from app.core import answers, errors, zones
from app.core.clock import Moment
from app.core.errors import Refused
from app.core.model import Answer, Gap, Session
from app.store.store import Store


class Answered(NamedTuple):
    """What an answer left.

    `first` is the session that the gap lies or lay in. `active` is the running session afterwards, None where none is.
    """

    answer: Answer
    gap: Gap
    first: Session
    active: Session | None


def answer(store: Store, moment: Moment, gap_id: int, said: Answer) -> Answered:
    """Raises Refused where there is no such gap, or it has not ended yet."""
    with store.write():
        session, gap = _found(store, gap_id)
        ids = [session.id]
        match said:
            case Answer.KEEP | Answer.DISCARD:
                store.gaps.decide(gap.id, answers.VERDICTS[said])
            case Answer.STOP_THEN:
                _stop_then(store, session, gap)
            case Answer.SPLIT:
                ids.append(_split(store, moment, session, gap))
        for session_id in ids:
            if session.end is None:
                store.sessions.set_last_seen(session_id, moment.now)
            store.sessions.settle_worked(session_id)
        return Answered(said, gap, get(store, session.id), store.sessions.active())


def _stop_then(store: Store, session: Session, gap: Gap) -> None:
    _cut(store, session, answers.outcome(session, gap, Answer.STOP_THEN).first)
    if session.end is None and session.planning_id is not None:
        store.planning.tick_off_if_unplanned(session.planning_id)


def _split(store: Store, moment: Moment, session: Session, gap: Gap) -> int:
    """The id of the second session."""
    outcome = answers.outcome(session, gap, Answer.SPLIT)
    begins, later = gap.end or gap.start, outcome.second.gaps if outcome.second else ()
    _end(store, session, outcome.first)  # before the second one begins: one session is active
    offset = zones.offset_at(session.zone, begins, session.start_offset)
    second_id = store.sessions.continue_as_second(session, begins, offset, moment.now)
    store.gaps.hand_over([gap.id for gap in later], second_id)
    _cut(store, session, outcome.first)
    return second_id


def _cut(store: Store, session: Session, ended: Session) -> None:
    """The session ends where `ended` does; its gaps fit, and those that are left empty are gone."""
    there = get(store, session.id).gaps
    left = {gap.id for gap in ended.gaps}
    store.gaps.remove([gap.id for gap in there if gap.id not in left])
    for gap in ended.gaps:
        store.gaps.place(gap)
    _end(store, session, ended)


def _end(store: Store, session: Session, ended: Session) -> None:
    end = ended.end or session.start
    store.sessions.end(session.id, end, zones.offset_at(session.zone, end, session.start_offset))


def _found(store: Store, gap_id: int) -> tuple[Session, Gap]:
    gap = store.gaps.find(gap_id)
    if gap is None:
        raise Refused(errors.GAP_NOT_FOUND)
    if gap.end is None:
        raise Refused(errors.GAP_NOT_ENDED)
    return get(store, gap.session_id), gap
