"""Whatever is corrected, in whatever order and zone, and whatever the clock did between sessions: no new overlap and no
longer one, no total off by a millisecond, gaps that fit.
"""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from app import paths
from app.control import corrections, gaps, joints, operations
from app.control.operations import Start
from app.core import timing
from app.core.clock import LocalTime, Moment
from app.core.corrections import NEW_GAP, Record, record_of
from app.core.errors import Refused
from app.core.model import Cause, Gap, Session, Verdict
from app.core.overlaps import Overlaps, overlap, span_of
from app.core.zones import offset_at
from app.store.store import Store

MS, MINUTE = timedelta(milliseconds=1), timedelta(minutes=1)
ZONES = ("Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "UTC+03:30")
CHANGES = (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))
"""Of the clocks in Berlin; those of the other zones lie within days of one of them."""
SHIFTS = st.one_of(
    st.integers(-90, 90).map(lambda count: count * MINUTE), st.integers(-7_200_000, 7_200_000).map(lambda ms: ms * MS)
)


def total(shared: dict[frozenset[int], timedelta]) -> timedelta:
    return sum(shared.values(), timedelta())


class Corrected(RuleBasedStateMachine):
    """The operations on a file, and what holds of it after each."""

    new_file: Path

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp(prefix="sessile-corrected-"))
        path = self.directory / "sessile.db"
        shutil.copy(self.new_file, path)
        self.now = CHANGES[1] + 3 * 60 * MINUTE
        self.store = Store(path, paths.migrations(), self.now)
        self.store._database.peewee.pragma("synchronous", 0)
        self.zone = ZONES[0]
        self.shared: dict[frozenset[int], timedelta] = {}
        """How much two sessions share that overlap: so much they may."""

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.directory)

    @property
    def moment(self) -> Moment:
        return Moment(self.now, LocalTime(self.zone, offset_at(self.zone, self.now, 210 * MINUTE)))

    def all(self) -> list[Session]:
        ended = self.store.sessions.recent(1000)
        active = self.store.sessions.active()
        return [*ended, *([] if active is None else [active])]

    def worked(self) -> timedelta:
        return sum((timing.worked(session, self.now) for session in self.all()), timedelta())

    def one(self, data: st.DataObject) -> Session:
        return data.draw(st.sampled_from(sorted(self.all(), key=lambda session: session.id)))

    def a_gap(self, data: st.DataObject, session: Session | Record) -> Gap:
        start = session.start + data.draw(SHIFTS)
        end = start + abs(data.draw(SHIFTS))
        cause, verdict = data.draw(st.sampled_from(Cause)), data.draw(st.sampled_from(Verdict))
        return Gap(NEW_GAP, 0, start, end, cause, verdict)

    @rule(minutes=st.integers(1, 300))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE + 1 * MS

    @precondition(lambda self: self.store.sessions.active() is None)
    @rule(minutes=st.integers(1, 300))
    def clock_is_set_back(self, minutes: int) -> None:
        self.now -= minutes * MINUTE

    @rule(zone=st.sampled_from(ZONES))
    def travels(self, zone: str) -> None:
        self.zone = zone

    @rule(back=st.integers(0, 600), length=st.integers(0, 7_200_000), data=st.data())
    def adds(self, back: int, length: int, data: st.DataObject) -> None:
        start = data.draw(st.sampled_from((*CHANGES, self.now))) - back * MINUTE
        wanted = Record(start, timedelta(), start + length * MS, timedelta(), planned_minutes=25)
        wanted = wanted._replace(gaps=(self.a_gap(data, wanted), self.a_gap(data, wanted)))
        before = self.worked()
        try:
            session = corrections.add(self.store, self.moment, wanted, self.zone)
        except Overlaps as refused:
            if refused.fitting is None:
                return
            fitting = wanted._replace(start=refused.fitting.start, end=refused.fitting.end)
            session = corrections.add(self.store, self.moment, fitting, self.zone)
        except Refused:
            return
        assert session.worked is not None
        assert self.worked() == before + session.worked

    @precondition(lambda self: self.store.sessions.active() is None)
    @rule()
    def starts(self) -> None:
        session = operations.start(self.store, self.moment, Start(25))
        self.shared |= {pair: length for pair, length in self.sharing().items() if session.id in pair}

    @precondition(lambda self: self.store.sessions.active() is None and bool(self.all()))
    @rule(data=st.data(), minutes=st.integers(1, 120))
    def works_while_the_clock_shows_what_it_showed_before(self, data: st.DataObject, minutes: int) -> None:
        """Then it is set right."""
        right, self.now = self.now, self.one(data).start + abs(data.draw(SHIFTS)) / 4
        session = operations.start(self.store, self.moment, Start(25))
        self.now += minutes * MINUTE
        operations.stop(self.store, self.moment, session.id)
        self.shared |= {pair: length for pair, length in self.sharing().items() if session.id in pair}
        self.now = max(right, self.now)

    @precondition(lambda self: self.store.sessions.active() is not None)
    @rule(what=st.sampled_from(("stop", "pause", "resume")))
    def goes_on(self, what: str) -> None:
        active = self.store.sessions.active()
        assert active is not None
        try:
            {"stop": operations.stop, "pause": gaps.pause, "resume": gaps.resume}[what](
                self.store, self.moment, active.id
            )
        except Refused:
            assert what != "stop"

    @precondition(lambda self: bool(self.all()))
    @rule(data=st.data(), start=SHIFTS, end=SHIFTS, moves=st.sampled_from(("start", "end", "both", "gaps")))
    def edits(self, data: st.DataObject, start: timedelta, end: timedelta, moves: str) -> None:
        session = self.one(data)
        wanted = record_of(session)
        if moves in ("start", "both"):
            wanted = wanted._replace(start=wanted.start + start)
        if moves in ("end", "both") and wanted.end is not None:
            wanted = wanted._replace(end=wanted.end + end)
        if moves == "gaps":
            kept = wanted.gaps[data.draw(st.integers(0, 1)) :]
            wanted = wanted._replace(gaps=(*kept, self.a_gap(data, session)))
        try:
            edited = corrections.edit(self.store, self.moment, session, wanted)
        except Overlaps as refused:
            if refused.fitting is None:
                return
            wanted = wanted._replace(start=refused.fitting.start, end=refused.fitting.end)
            edited = corrections.edit(self.store, self.moment, session, wanted)
        except Refused:
            return
        assert span_of(edited) == (wanted.start, wanted.end)
        if moves == "end" and not self.is_shared(session):
            assert (edited.start, edited.start_offset) == (session.start, session.start_offset)

    @precondition(lambda self: bool(self.all()))
    @rule(data=st.data())
    def deletes(self, data: st.DataObject) -> None:
        session, before = self.one(data), self.worked()
        corrections.delete(self.store, session.id)
        assert self.worked() == before - timing.worked(session, self.now)

    @precondition(lambda self: bool(self.all()))
    @rule(data=st.data(), share=st.floats(0, 1))
    def splits(self, data: st.DataObject, share: float) -> None:
        session, before = self.one(data), self.worked()
        at = session.start + ((session.end or self.now) - session.start) * share
        try:
            second = joints.split(self.store, self.moment, session.id, at)
        except Refused:
            return
        assert total(self.sharing()) == total(self.shared)
        self.shared |= {
            pair ^ {session.id, second.id}: length for pair, length in self.shared.items() if session.id in pair
        }
        assert self.worked() == before

    @precondition(lambda self: len(self.all()) > 1)
    @rule(data=st.data())
    def merges(self, data: st.DataObject) -> None:
        one, other, before = self.one(data), self.one(data), self.worked()
        try:
            merged = joints.merge(self.store, self.moment, one.id, other.id)
        except Refused:
            return
        gone = ({one.id, other.id} - {merged.id}).pop()
        assert total(self.sharing()) == total(self.shared)
        for pair in [pair for pair in self.shared if gone in pair]:
            whole = pair ^ {gone, merged.id}
            self.shared[whole] = self.shared.get(whole, timedelta()) + self.shared.pop(pair)
        assert self.worked() == before

    def sharing(self) -> dict[frozenset[int], timedelta]:
        every = [(a.id, b.id, span_of(a), span_of(b)) for a, b in combinations(self.all(), 2)]
        return {
            frozenset((a, b)): min(one.until, other.until) - max(one.start, other.start)
            for a, b, one, other in every
            if overlap(one, other)
        }

    def is_shared(self, session: Session) -> bool:
        return any(session.id in pair for pair in self.shared)

    @invariant()
    def no_two_sessions_share_what_they_did_not_before(self) -> None:
        sharing = self.sharing()
        assert [pair for pair, length in sharing.items() if pair not in self.shared or length > self.shared[pair]] == []
        self.shared = sharing

    @invariant()
    def worked_time_is_what_the_gaps_leave(self) -> None:
        for session in self.all():
            if session.end is not None:
                out = [g.end - g.start for g in session.gaps if g.end is not None and timing.stops_work(g)]
                assert session.worked == session.end - session.start - sum(out, timedelta())

    @invariant()
    def gaps_lie_inside_and_never_overlap(self) -> None:
        for session in self.all():
            bounds = [session.start, *(at for g in session.gaps for at in (g.start, g.end)), session.end]
            known = [at for at in bounds if at is not None]
            assert known == sorted(known)
            assert all(one.end is not None for one, _ in pairwise(session.gaps))

    @invariant()
    def offsets_are_those_of_the_zone(self) -> None:
        for session in self.all():
            if session.zone in ZONES[:3]:
                assert session.start_offset == offset_at(session.zone, session.start, timedelta())


def test_the_record_stays_whole_whatever_is_corrected(new_file: Path) -> None:
    Corrected.new_file = new_file
    run_state_machine_as_test(
        Corrected,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
