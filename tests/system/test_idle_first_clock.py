"""One clock of input is used, the first that works; the desktop's hint is heard beside it."""

from datetime import timedelta
from typing import Any

import pytest

from app.core.signs import Sign, SignSource
from app.system.signs.clock import IdleClock
from app.system.signs.first_clock import FirstClock
from app.system.signs.idle import IdleSigns

FIVE = timedelta(minutes=5)


class Clock(IdleClock):
    """Told by hand whether it works; remembers what it was asked for."""

    def __init__(self, name: str, *, tells: bool = True, answers: bool = True) -> None:
        super().__init__()
        self.NAME, self.TELLS, self.CAN_BE_ASKED = name, tells, answers
        self.threshold: timedelta | None = None

    def watch(self, threshold: timedelta | None) -> None:
        self.threshold = threshold

    def ask(self) -> None:
        self.answered.emit(timedelta(seconds=len(self.NAME)))

    def stand(self, works: bool, why: str = "used") -> None:
        self._stand(works, why)


class Hint(IdleSigns):
    """Works, and says nothing by itself."""

    def sources(self) -> tuple[SignSource, ...]:
        return (SignSource(Sign.IDLE, "hint", True, "used"),)


class Setup:
    """Two clocks and a hint."""

    def __init__(self) -> None:
        self.first, self.second = Clock("first"), Clock("second", tells=False)
        self.hint = Hint()
        self.signs = FirstClock([self.first, self.second], [self.hint])
        self.heard: list[Any] = []
        self.signs.went_idle.connect(self.heard.append)
        self.signs.came_back.connect(lambda: self.heard.append("back"))
        self.signs.answered.connect(self.heard.append)

    def whys(self) -> list[str]:
        return [source.why for source in self.signs.sources()]


@pytest.fixture
def it() -> Setup:
    return Setup()


def test_the_first_that_works_is_used(it: Setup) -> None:
    it.signs.watch(FIVE)
    it.first.stand(False, "broken")
    it.second.stand(True)
    thresholds = it.first.threshold, it.second.threshold
    assert (thresholds, it.signs.must_be_asked, it.signs.can_be_asked) == ((None, FIVE), True, True)


def test_a_better_one_that_comes_later_is_used_instead(it: Setup) -> None:
    it.signs.watch(FIVE)
    it.second.stand(True)
    it.first.stand(True)
    thresholds = it.first.threshold, it.second.threshold
    assert (thresholds, it.signs.must_be_asked) == ((FIVE, None), False)


def test_the_next_is_used_when_one_fails(it: Setup) -> None:
    changes: list[bool] = []
    it.first.stand(True)
    it.second.stand(True)
    it.signs.changed.connect(lambda: changes.append(it.signs.must_be_asked))
    it.first.stand(False, "broken")
    assert changes == [True]


def test_who_failed_no_longer_says_idle(it: Setup) -> None:
    it.signs.watch(FIVE)
    it.first.stand(True)
    it.first.went_idle.emit(FIVE)
    it.first.stand(False, "broken")
    assert it.heard == [FIVE, "back"]


def test_only_the_used_one_answers(it: Setup) -> None:
    it.second.stand(True)
    it.signs.ask()
    it.first.answered.emit(FIVE)
    assert it.heard == [timedelta(seconds=6)]


@pytest.mark.parametrize("works", [False, True])
def test_nobody_answers_where_none_can(works: bool) -> None:
    clock = Clock("silent", answers=False)
    signs = FirstClock([clock])
    clock.stand(works)
    heard: list[Any] = []
    signs.answered.connect(heard.append)
    signs.ask()
    assert (heard, signs.can_be_asked, signs.must_be_asked) == ([None], False, False)


def test_back_is_told_when_the_last_says_so(it: Setup) -> None:
    it.signs.watch(FIVE)
    it.first.stand(True)
    it.first.went_idle.emit(FIVE)
    it.hint.went_idle.emit(timedelta())
    it.first.came_back.emit()
    before = list(it.heard)
    it.hint.came_back.emit()
    assert (before, it.heard) == ([FIVE], [FIVE, "back"])


def test_the_last_key_is_told_though_the_hint_came_first(it: Setup) -> None:
    it.signs.watch(FIVE)
    it.first.stand(True)
    it.hint.went_idle.emit(timedelta())
    it.first.went_idle.emit(FIVE)
    assert it.heard == [timedelta(), FIVE]


def test_each_source_says_what_it_is_good_for(it: Setup) -> None:
    before = it.whys()
    it.first.stand(True)
    it.second.stand(True)
    after = it.whys()
    assert (before, after) == (
        ["no answer yet", "no answer yet", "listened to as well"],
        ["used", "works, not needed beside the first", "listened to as well"],
    )
