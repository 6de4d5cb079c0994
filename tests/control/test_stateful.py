"""Whatever is said and happens, in whatever order: the file holds what a simple model says.

The real controller, presence, alerter and store with every heartbeat, against `tests/simulation/reference.py`.
"""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtWidgets import QApplication

from app.core import errors, timing
from app.core.errors import Refused
from app.core.model import Answer, Review
from tests.fakes import MINUTE, SECOND, rows
from tests.simulation.account import ZERO, Stretch, gaps_of
from tests.simulation.held_against import KNOWN
from tests.simulation.program import MS, Program
from tests.simulation.reference import Reference
from tests.simulation.tracker import Source
from tests.simulation.world import World

SEEN = 61 * SECOND
"""So much later the clocks were read."""
SPANS = st.integers(1, 40 * 60_000).map(lambda ms: ms * MS)
SLEEPS = st.one_of(st.integers(60_000, 10 * 3_600_000), st.integers(60_000, 120_000)).map(lambda ms: ms * MS)
STEPS = st.one_of(
    st.integers(2_000, 120_000), st.integers(60_000, 12 * 3_600_000), st.integers(86_400_000, 10**11)
).flatmap(lambda ms: st.sampled_from((ms * MS, -ms * MS)))


class Life(RuleBasedStateMachine):
    """Every rule does one thing to the program and tells the model."""

    new_file: Path

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp(prefix="sessile-life-"))
        path = self.directory / "sessile.db"
        shutil.copy(self.new_file, path)
        self.world = World(datetime(2026, 3, 10, 12, tzinfo=UTC), "Europe/Berlin")
        self.program = Program(self.world, Source.ASKED, path)
        self.model = Reference()
        self.heard = 0
        self.last = ""
        """What was said last: only an answer is undone here, and only an undone one done again."""
        self.world.types()

    def teardown(self) -> None:
        self.program.close()
        shutil.rmtree(self.directory)

    def hears(self) -> None:
        """What the program asked since the last time."""
        for at, key in self.world.asked[self.heard :]:
            self.model.asked(at, key)
        self.heard = len(self.world.asked)
        if self.is_running:
            self.model.gap_open(self.world.steady)

    def clicks(self) -> timedelta:
        self.world.types()
        self.last = ""
        return self.world.steady

    @property
    def is_running(self) -> bool:
        return self.model.account.active is not None

    @property
    def is_free(self) -> bool:
        return not self.model.is_locked

    # Commands

    @precondition(lambda self: self.is_free and not self.is_running)
    @rule(minutes=st.sampled_from((1, 15, 25)))
    def start(self, minutes: int) -> None:
        at = self.clicks()
        self.model.starts(self.program.start(minutes), at, self.world.now())

    @precondition(lambda self: self.is_free and self.is_running)
    @rule(minutes=st.just(5))
    def start_is_refused(self, minutes: int) -> None:
        self.world.types()
        with pytest.raises(Refused, match=errors.ANOTHER_ACTIVE):
            self.program.start(minutes)

    @precondition(lambda self: self.is_free and self.is_running)
    @rule()
    def stop(self) -> None:
        at = self.clicks()
        self.program.stop()
        self.model.stops(at)

    @precondition(lambda self: self.is_free and self.is_running)
    @rule()
    def pause_or_resume(self) -> None:
        at = self.clicks()
        if self.model.pause is None:
            self.program.pause()
            self.model.pauses(at)
        else:
            self.program.resume()
            self.model.resumes(at)

    @precondition(lambda self: self.is_free and self.is_running)
    @rule(what=st.sampled_from(("note", "time", "mute")))
    def says(self, what: str) -> None:
        self.clicks()
        key = self.model.account.active or 0
        before = self.program.session(key)
        controller = self.program.controller
        if what == "note":
            assert controller.add_note(key, "text").notes.startswith(before.notes)
        elif what == "time":
            assert controller.add_time(key).planned == (before.planned or ZERO) + 15 * MINUTE
        else:
            assert controller.toggle_notifications(key).muted is not before.muted

    @precondition(lambda self: bool(self.model.account.sessions))
    @rule(data=st.data(), score=st.integers(1, 5))
    def review(self, data: st.DataObject, score: int) -> None:
        key = data.draw(st.sampled_from(sorted(self.model.account.sessions)))
        if key == self.model.account.active:
            with pytest.raises(Refused, match=errors.NOT_ENDED_YET):
                self.program.controller.review(key, Review(score=score))
        else:
            self.last = ""
            assert self.program.controller.review(key, Review(score=score)).score == score

    @rule(length=st.sampled_from((None, 30 * MINUTE, ZERO)))
    def wants_quiet(self, length: timedelta | None) -> None:
        if length == ZERO:
            self.program.end_quiet()
        else:
            self.program.keep_quiet(length)

    @rule(is_on=st.booleans())
    def is_left_alone(self, is_on: bool) -> None:
        self.program.leave_alone(is_on=is_on)

    @precondition(lambda self: not self.is_running)
    @rule(begins=st.booleans())
    def breaks(self, begins: bool) -> None:
        self.program.start_break() if begins else self.program.end_break()

    # Time, signs

    @precondition(lambda self: self.is_free)
    @rule(span=SPANS)
    def works(self, span: timedelta) -> None:
        self.world.types()
        self.program.live(span)
        self.hears()

    @rule(span=SPANS)
    def rests(self, span: timedelta) -> None:
        self.world.rests()
        self.program.live(span)
        self.hears()

    @precondition(lambda self: self.is_free)
    @rule()
    def locks(self) -> None:
        self.world.rests()
        self.model.sign_of_lock(self.world.steady)
        self.program.lock()
        self.hears()

    @precondition(lambda self: not self.is_free)
    @rule()
    def unlocks(self) -> None:
        self.model.unlocks(self.world.steady)
        self.program.unlock()
        self.hears()

    @rule(span=SLEEPS)
    def sleeps(self, span: timedelta) -> None:
        self.world.rests()
        begins = self.world.steady
        self.program.sleep(span, ZERO)
        self.model.slept(begins, self.world.steady)
        self.hears()

    @rule(span=SLEEPS)
    def sleeps_and_nothing_tells(self, span: timedelta) -> None:
        self.world.rests()
        begins = self.world.last_read if self.is_running else self.world.steady
        self.world.sleep(span)
        self.model.slept(begins, begins + span)
        self.program.live(SEEN)
        self.hears()

    @precondition(lambda self: self.is_running)
    @rule(by=STEPS)
    def clock_is_set(self, by: timedelta) -> None:
        self.program.live(3 * SECOND)  # not at the very instant of a key
        self.hears()
        inside = self.model.gap_open(self.world.steady)
        if inside is None and self.model.trip is not None:
            return  # a stretch of which nobody knows yet whether it becomes a gap
        self.world.step(by)
        self.program.live(SEEN)
        self.model.account.steps(by, self.world.step_seen, inside)
        self.hears()

    @rule(span=SPANS, by=st.one_of(st.just(ZERO), STEPS), quits=st.booleans())
    def ends_and_starts_again(self, span: timedelta, by: timedelta, quits: bool) -> None:
        inside = self.model.gap_open(self.world.steady) if self.is_running else None
        away = inside is not None and inside is not self.model.pause
        seen = self.world.steady - self.program.kill(quits=quits or away)
        self.world.advance(span)
        self.world.step(by)
        self.world.types()
        at = self.world.steady
        self.model.is_locked, self.model.trip = False, None
        if self.is_running:
            self.model.account.was_closed(seen, at, by, inside)
            if inside is not None and away:
                self.model.finds_back(inside, at)
        self.program.open()
        self.heard = len(self.world.asked)

    # Answers

    def gaps_that_ended(self) -> list[tuple[int, Stretch]]:
        lived = self.model.account.sessions.items()
        return [(key, s) for key, each in lived for s in each.stretches if s.end is not None and s.told]

    @precondition(lambda self: self.is_free and self.model.trip is None and self.gaps_that_ended())
    @rule(data=st.data(), said=st.sampled_from(Answer))
    def answers(self, data: st.DataObject, said: Answer) -> None:
        key, stretch = data.draw(st.sampled_from(self.gaps_that_ended()))
        at = self.clicks()
        told = [s for s in self.model.account.sessions[key].stretches if s.end is None or s.told]
        number = next(n for n, each in enumerate(told) if each is stretch)
        self.model.answers(key, stretch, said, self.program.answer(key, number, said), at)
        self.last = "answer"

    @precondition(lambda self: self.is_free and self.model.trip is None and self.last in ("answer", "redo"))
    @rule()
    def undoes(self) -> None:
        at = self.clicks()
        self.program.controller.undo()
        self.model.undoes(at)
        self.last = "undo"

    @precondition(lambda self: self.is_free and self.model.trip is None and self.last == "undo")
    @rule()
    def redoes(self) -> None:
        at = self.clicks()
        self.model.redoes(self.program.redo(), at)
        self.last = "redo"

    # What always holds

    @invariant()
    def the_file_holds_what_was_worked(self) -> None:
        lived = self.model.account.sessions
        found = rows(self.program.path, "SELECT id, worked FROM session WHERE end_time IS NOT NULL")
        assert dict(found) == {
            key: each.worked // MS for key, each in lived.items() if key != self.model.account.active
        }

    @invariant()
    def each_gap_is_told_as_it_was(self) -> None:
        for key in self.model.account.sessions:
            gaps = gaps_of(self.program.session(key))
            shape = [(gap.end - gap.start, gap.cause, gap.verdict) for gap in gaps if gap.end is not None]
            assert shape == self.model.shape(key)
            assert all(one.end is not None and one.end <= other.start for one, other in pairwise(gaps))

    @invariant()
    def the_running_session_counts_right(self) -> None:
        session, now = self.program.controller.session, self.world.steady
        assert (session.id if session else None) == self.model.account.active
        if session is not None and self.world.last_read == now:
            worked, timer = timing.worked(session, self.world.now()), timing.timer_time(session, self.world.now())
            assert (worked, timer) == (self.model.worked(now), self.model.timer(now))

    @invariant()
    def no_alert_is_sent_twice(self) -> None:
        assert len(self.program.sent) == len(set(self.program.sent))

    @invariant()
    def each_alert_came_when_it_had_to_or_was_held_for_a_reason(self) -> None:
        assert self.program.watch.flaws == []
        found = rows(self.program.path, "SELECT DISTINCT result, reason FROM alert")
        assert [each for each in found if each[1] not in KNOWN.get(each[0], ())] == []


def test_the_file_holds_what_a_simple_model_says(qapp: QApplication, new_file: Path) -> None:
    Life.new_file = new_file
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
