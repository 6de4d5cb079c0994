"""Pages that are made piece by piece, ahead of need or at once."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages import Making, Pages


class Ahead:
    """Pages `Timer` and `Plan`, and `Reports` too; what was made of them so far."""

    def __init__(self, qtbot: QtBot) -> None:
        self.pages = Pages("Timer", QLabel("Timer"))
        self.made: list[str] = []
        self.told: list[str] = []
        self.fails = False
        qtbot.addWidget(self.pages)
        for name in ("Plan", "Reports"):
            self.pages.add(name, self._maker(name))

    @property
    def shown(self) -> str:
        page = self.pages.currentWidget()
        assert isinstance(page, QLabel)
        return page.text()

    def want(self, name: str) -> None:
        self.pages.show_page(name, lambda: self.told.append(name))

    def pass_by(self) -> None:
        """What one pass of the event loop makes."""
        self.pages._rest.timeout.emit()

    def _maker(self, name: str) -> Callable[[], Making[QWidget]]:
        def make() -> Making[QWidget]:
            for piece in ("first", "second"):
                self.made.append(f"{name} {piece}")
                yield
            if self.fails:
                raise RuntimeError
            self.made.append(f"{name} whole")
            return QLabel(name)

        return make


@pytest.fixture
def ahead(qtbot: QtBot) -> Ahead:
    return Ahead(qtbot)


def test_nothing_is_made_before_it_is_needed(ahead: Ahead) -> None:
    assert (ahead.made, ahead.shown) == ([], "Timer")


def test_each_piece_has_a_pass_of_its_own(ahead: Ahead) -> None:
    ahead.pages.make_ahead("Plan")
    made = []
    for _ in range(4):
        ahead.pass_by()
        made.append(len(ahead.made))
    assert made == [1, 2, 3, 3]


def test_a_page_is_made_ahead_alone_and_not_shown(ahead: Ahead, qtbot: QtBot) -> None:
    ahead.pages.make_ahead("Reports")
    qtbot.waitUntil(lambda: not ahead.pages._rest.isActive())
    assert ahead.made == ["Reports first", "Reports second", "Reports whole"]
    assert (ahead.pages.count(), ahead.shown) == (2, "Timer")


def test_one_who_is_quicker_gets_the_page_when_its_last_piece_is_made(ahead: Ahead) -> None:
    ahead.pages.make_ahead("Plan")
    ahead.pass_by()
    ahead.want("Reports")
    shown = []
    for _ in range(3):
        ahead.pass_by()
        shown.append(ahead.shown)
    assert ahead.made == ["Plan first", "Reports first", "Reports second", "Reports whole"]
    assert (shown, ahead.told) == (["Timer", "Timer", "Reports"], ["Reports"])


def test_a_page_that_is_there_is_shown_at_once(ahead: Ahead) -> None:
    ahead.want("Timer")
    assert (ahead.shown, ahead.told) == ("Timer", ["Timer"])


def test_one_who_wants_another_page_meanwhile_gets_that(ahead: Ahead) -> None:
    for name in ("Plan", "Timer"):
        ahead.want(name)
    for _ in range(6):
        ahead.pass_by()
    assert (ahead.shown, ahead.told) == ("Timer", ["Timer"])


def test_a_page_is_made_once(ahead: Ahead, qtbot: QtBot) -> None:
    for name in ("Plan", "Timer", "Plan"):
        ahead.want(name)
        qtbot.waitUntil(lambda name=name: ahead.shown == name)  # type: ignore[misc]
    assert (ahead.made.count("Plan whole"), ahead.told) == (1, ["Plan", "Timer", "Plan"])


def test_a_page_that_failed_is_begun_anew_when_it_is_wanted_again(ahead: Ahead) -> None:
    ahead.fails = True
    ahead.want("Plan")
    for _ in range(2):
        ahead.pass_by()
    with pytest.raises(RuntimeError):
        ahead.pages._go_on()
    ahead.fails = False
    ahead.want("Plan")
    for _ in range(3):
        ahead.pass_by()
    assert ahead.shown == "Plan"


def test_a_page_that_is_not_shown_asks_for_no_room(ahead: Ahead) -> None:
    ahead.pages.make_ahead("Plan")
    for _ in range(3):
        ahead.pass_by()
    narrow = ahead.pages.minimumSizeHint().width()
    ahead.pages._made["Plan"].setMinimumWidth(5000)
    assert ahead.pages.minimumSizeHint().width() == narrow
