"""The tray: what its status line and tooltip say, and what its menu offers and when."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.control.breaks import Breaks
from app.control.operations import Fields
from app.control.overview import Overview
from app.control.planner import Planner
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.core.quick_entry import QuickEntry
from app.ui.actions import Actions
from app.ui.theme import Theme
from app.ui.tray import Tray
from app.ui.tray_icon import TrayForm, TrayLook
from tests.fakes import MINUTE, FakeClock, Waker

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
"""The offscreen platform has no tray window whose place could change."""
TODAY = date(2026, 3, 10)
QUIET = ("30 min", "1 h", "Until tomorrow", "Off")


@pytest.fixture
def tray(
    controller: SessionController, overview: Overview, breaks: Breaks, quiet: Quiet, actions: Actions, theme: Theme
) -> Iterator[Tray]:
    tray = Tray(
        controller,
        overview,
        breaks,
        quiet,
        actions,
        theme,
        over_bus=False,
        native=False,
        icon_choice="For light panels",
    )
    tray.fill()
    yield tray
    tray.hide()


def run(controller: SessionController, minutes: int = 25, project: str = "Thesis", title: str = "") -> None:
    controller.start_entry(QuickEntry(title, project, (), minutes), Fields())


def icon(tray: Tray) -> QSystemTrayIcon:
    found = tray.findChild(QSystemTrayIcon)
    assert found is not None
    return found


def status(tray: Tray) -> str:
    """As it stands when the menu opens."""
    menu = icon(tray).contextMenu()
    menu.aboutToShow.emit()
    return menu.actions()[0].text()


def entry(tray: Tray, words: str) -> QAction:
    menu = icon(tray).contextMenu()
    return next(action for action in menu.actions() if action.text() == words)


def quiet_for(tray: Tray) -> dict[str, bool]:
    """The entries of the submenu, and whether each can be chosen."""
    menu = entry(tray, "Quiet for").menu()
    assert isinstance(menu, QMenu)
    return {action.text(): action.isEnabled() for action in menu.actions()}


def test_the_status_line_says_only_break_in_a_break(tray: Tray, breaks: Breaks) -> None:
    before = status(tray)
    breaks.start()
    during = status(tray)
    breaks.end()
    assert (before, during, status(tray)) == ("No session", "Break", "No session")


def test_the_status_line_is_told_of_a_break_before_the_menu_opens(tray: Tray, breaks: Breaks) -> None:
    breaks.start()
    assert icon(tray).contextMenu().actions()[0].text() == "Break"


def test_the_status_line_cannot_be_chosen(tray: Tray, breaks: Breaks) -> None:
    breaks.start()
    assert not icon(tray).contextMenu().actions()[0].isEnabled()


def test_the_status_line_says_no_session_once_the_break_is_over(tray: Tray, breaks: Breaks, waker: Waker) -> None:
    breaks.start()
    waker.run(6 * MINUTE)
    assert status(tray) == "No session"


def test_the_tooltip_says_what_is_left_of_a_break_in_minutes(tray: Tray, breaks: Breaks, waker: Waker) -> None:
    breaks.start()
    seen = [icon(tray).toolTip()]
    for _ in range(2):
        waker.fire()
        seen.append(icon(tray).toolTip())
    assert seen == ["Break, 5 min left", "Break, 4 min left", "Break, 3 min left"]


def test_the_tooltip_says_until_when_it_is_quiet(
    tray: Tray, controller: SessionController, quiet: Quiet, waker: Waker
) -> None:
    waker.late(MINUTE)
    run(controller)
    before = icon(tray).toolTip()
    quiet.keep_for(timedelta(hours=1))
    during = icon(tray).toolTip()
    quiet.end()
    assert (before, during, icon(tray).toolTip()) == (
        "Thesis, 25 min left",
        "Thesis, 25 min left, quiet until 14:01",
        "Thesis, 25 min left",
    )


@pytest.mark.parametrize("what", ["nothing", "break"])
def test_the_tooltip_says_so_without_a_session_too(what: str, tray: Tray, breaks: Breaks, quiet: Quiet) -> None:
    if what == "break":
        breaks.start()
    quiet.keep_for(timedelta(minutes=30))
    words = {"nothing": "No session", "break": "Break, 5 min left"}[what]
    assert icon(tray).toolTip() == f"{words}, quiet until 13:30"


def test_the_tooltip_forgets_quiet_once_it_is_over(tray: Tray, quiet: Quiet, waker: Waker) -> None:
    quiet.keep_for(timedelta(minutes=30))
    waker.run(31 * MINUTE)
    assert icon(tray).toolTip() == "No session"


@pytest.mark.parametrize(
    ("project", "title"), [("Thesis", ""), ("Thesis", "Write the report"), ("", "Write the report")]
)
def test_with_names_off_the_tooltip_has_none(
    project: str, title: str, tray: Tray, controller: SessionController
) -> None:
    controller.change_settings(controller.settings._replace(names_in_notifications=False))
    run(controller, project=project, title=title)
    assert icon(tray).toolTip() == "Session, 25 min left"


def test_turning_names_off_changes_the_tooltip_at_once_and_not_the_menu(
    tray: Tray, controller: SessionController
) -> None:
    run(controller)
    controller.change_settings(controller.settings._replace(names_in_notifications=False))
    assert (icon(tray).toolTip(), status(tray)) == ("Session, 25 min left", "Thesis, 25 min left")


def test_the_menu_has_its_entries_in_their_order(tray: Tray) -> None:
    words = [action.text() for action in icon(tray).contextMenu().actions() if not action.isSeparator()]
    assert words == [
        "No session",
        "Start…",
        "Start again",
        "Start planned",
        "Stop",
        "Pause",
        "Add 15 min",
        "Add note…",
        "Mute notifications",
        "Quiet for",
        "Start break",
        "Show Sessile",
        "Quit",
    ]


def test_quiet_for_offers_three_lengths_and_off_only_while_it_is_quiet(tray: Tray, actions: Actions) -> None:
    before = quiet_for(tray)
    actions["quiet_30"].trigger()
    assert (before, quiet_for(tray)) == (dict.fromkeys(QUIET, True) | {"Off": False}, dict.fromkeys(QUIET, True))


@pytest.mark.parametrize(("words", "until"), [("30 min", "13:30"), ("1 h", "14:00"), ("Until tomorrow", "04:00")])
def test_an_entry_keeps_quiet_for_what_it_says(words: str, until: str, tray: Tray) -> None:
    menu = entry(tray, "Quiet for").menu()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == words).trigger()
    assert icon(tray).toolTip() == f"No session, quiet until {until}"


def test_start_break_becomes_end_break_while_one_runs(tray: Tray, breaks: Breaks) -> None:
    entry(tray, "Start break").trigger()
    during = breaks.running is not None
    entry(tray, "End break").trigger()
    assert (during, breaks.running, entry(tray, "Start break").isEnabled()) == (True, None, True)


def test_a_break_can_t_be_started_while_a_session_runs(tray: Tray, controller: SessionController) -> None:
    run(controller)
    assert not entry(tray, "Start break").isEnabled()


def test_in_a_break_a_session_can_be_started_and_none_stopped(
    tray: Tray, breaks: Breaks, controller: SessionController, clock: FakeClock
) -> None:
    run(controller)
    clock.advance(MINUTE)
    controller.stop(controller.active_id())
    breaks.start()
    names = ("Start…", "Start again", "Stop", "Pause", "Add 15 min", "Add note…", "Mute notifications")
    assert [entry(tray, name).isEnabled() for name in names] == [True, True, *[False] * 5]


def planned(tray: Tray) -> list[str]:
    """The entries of `Start planned`, as they stand when the menu opens."""
    icon(tray).contextMenu().aboutToShow.emit()
    menu = entry(tray, "Start planned").menu()
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions()]


def test_start_planned_offers_what_is_open_today(
    tray: Tray, planner: Planner, controller: SessionController, clock: FakeClock
) -> None:
    enabled = [entry(tray, "Start planned").isEnabled()]
    planner.add("Bread & butter @House 90", TODAY)
    planner.set_done(planner.add("Done 5", TODAY), True)
    planner.add("Tomorrow's", TODAY + timedelta(days=1))
    enabled.append(entry(tray, "Start planned").isEnabled())
    today = planned(tray)
    clock.advance(timedelta(days=1))
    assert (enabled, today, planned(tray)) == ([False, True], ["Bread && butter, 1 h 30 min"], ["Tomorrow's"])


def test_start_planned_starts_the_item_and_is_disabled_while_it_runs(
    tray: Tray, planner: Planner, controller: SessionController
) -> None:
    item = planner.add("Bread @House 90", TODAY)
    menu = entry(tray, "Start planned").menu()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    assert controller.session is not None
    assert (controller.session.planning_id, entry(tray, "Start planned").isEnabled()) == (item.id, False)


@pytest.fixture
def looks(tray: Tray, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[TrayLook]]:
    """What was painted since."""
    painted: list[TrayLook] = []
    paint = tray._painted

    def note(look: TrayLook) -> QIcon:
        painted.append(look)
        return paint(look)

    monkeypatch.setattr(tray, "_painted", note)
    return lambda: painted


def test_the_icon_shows_what_is_left_of_a_break_in_at_most_sixteen_drawings(
    looks: Callable[[], list[TrayLook]], breaks: Breaks, waker: Waker, controller: SessionController
) -> None:
    controller.change_settings(controller.settings._replace(break_minutes=60))
    breaks.start()
    waker.run(61 * MINUTE)
    shares = [15, 15, *range(15, 0, -1)]
    assert looks() == [
        *(TrayLook(TrayForm.BREAK, share) for share in sorted(set(shares), reverse=True)),
        TrayLook(TrayForm.NONE),
    ]


def test_an_alert_nobody_saw_adds_its_dot_in_a_break_too(
    tray: Tray, looks: Callable[[], list[TrayLook]], breaks: Breaks
) -> None:
    breaks.start()
    tray.set_unseen(True)
    assert looks() == [TrayLook(TrayForm.BREAK, 15), TrayLook(TrayForm.BREAK, 15, unseen=True)]
