"""The settings page `Alerts`: each choice holds at once and is there again, and what is off can't be set."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QApplication, QTimeEdit
from pytestqt.qtbot import QtBot

from app.control.alerter import Alerter
from app.control.catalogue import Catalogue
from app.control.overview import Overview
from app.control.quiet import Quiet
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.alerts_page import AlertsPage
from app.ui.theme import Theme
from tests.fakes import FakeClock, Waker, locked
from tests.ui.looking import box, button, named, nameless, spin, tab_order, told

ALERTS = {
    "Time almost up": "tells_almost_up",
    "Time is up": "tells_time_is_up",
    "Overtime": "tells_overtime",
    "Still working?": "tells_still_working",
    "Break is over": "tells_break_is_over",
    "No session running": "tells_no_session",
}
OTHERS = {
    "End-of-day card": "shows_end_of_day",
    "Play a sound": "plays_sound",
    "Hold back while do-not-disturb is on": "holds_in_do_not_disturb",
    "Names in notifications": "names_in_notifications",
}
BOXES = ALERTS | OTHERS
NUMBERS = {
    "Time almost up": ("lead_minutes", (0, 720), 7),
    "Overtime": ("overtime_minutes", (1, 720), 15),
    "Still working?": ("still_working_hours", (1, 24), 6),
    "No session running": ("no_session_minutes", (1, 720), 45),
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.fixture
def opened(
    store: Store,
    controller: SessionController,
    overview: Overview,
    alerter: Alerter,
    quiet: Quiet,
    snooze: Snooze,
    actions: Actions,
    theme: Theme,
    qtbot: QtBot,
) -> Callable[[], AlertsPage]:
    """Opens the page, again and again."""

    def open_page() -> AlertsPage:
        page = AlertsPage(controller, overview, alerter, quiet, snooze, Catalogue(store, controller), actions, theme)
        qtbot.addWidget(page)
        page.resize(620, 600)
        page.show()
        return page

    return open_page


@pytest.fixture
def page(opened: Callable[[], AlertsPage]) -> AlertsPage:
    return opened()


@pytest.mark.parametrize(("name", "choice"), BOXES.items())
def test_a_box_changes_its_choice_at_once(
    name: str, choice: str, page: AlertsPage, controller: SessionController
) -> None:
    before = controller.settings._asdict()
    box(page, name).toggle()
    assert controller.settings._asdict() == before | {choice: not before[choice]}


@pytest.mark.parametrize(("name", "number"), NUMBERS.items())
def test_a_number_changes_its_choice_at_once(
    name: str, number: tuple[str, tuple[int, int], int], page: AlertsPage, controller: SessionController
) -> None:
    choice, _range, value = number
    before = controller.settings._asdict()
    spin(page, name).setValue(value)
    assert controller.settings._asdict() == before | {choice: value}


def test_the_numbers_go_from_the_smallest_to_the_largest_that_fits(page: AlertsPage) -> None:
    ranges = {name: (spin(page, name).minimum(), spin(page, name).maximum()) for name in NUMBERS}
    assert ranges == {name: number[1] for name, number in NUMBERS.items()}


def test_what_was_chosen_is_there_when_the_page_opens_again(page: AlertsPage, opened: Callable[[], AlertsPage]) -> None:
    boxes = {name: not box(page, name).isChecked() for name in BOXES}
    for name in boxes:
        box(page, name).toggle()
    for name, (_choice, _range, value) in NUMBERS.items():
        spin(page, name).setValue(value)
    page.close()
    again = opened()
    numbers = {name: spin(again, name).value() for name in NUMBERS}
    assert {name: box(again, name).isChecked() for name in BOXES} == boxes
    assert numbers == {name: value for name, (_choice, _range, value) in NUMBERS.items()}


def test_what_was_chosen_is_there_after_a_restart(
    page: AlertsPage, store: Store, clock: FakeClock, schedule: Schedule, controller: SessionController
) -> None:
    for name in BOXES:
        box(page, name).toggle()
    spin(page, "Overtime").setValue(15)
    assert SessionController(store, clock, schedule).settings == controller.settings


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_can_be_set_only_while_its_box_is_ticked(name: str, page: AlertsPage) -> None:
    box(page, name).setChecked(False)
    off = spin(page, name).isEnabled()
    box(page, name).setChecked(True)
    assert (off, spin(page, name).isEnabled()) == (False, True)


def test_a_choice_that_can_t_be_written_yet_is_told_of_and_holds(
    page: AlertsPage, controller: SessionController, data_file: Path
) -> None:
    sentences: list[str] = []
    page.refused.connect(sentences.append)
    with locked(data_file):
        box(page, "Overtime").setChecked(False)
    spin(page, "Time almost up").setValue(7)
    assert (len(sentences), bool(sentences[0]), sentences[1]) == (2, True, "")
    assert (controller.settings.tells_overtime, controller.settings.lead_minutes) == (False, 7)


# Working hours


@pytest.mark.parametrize("name", ["No session running", "End-of-day card"])
def test_working_days_and_hours_show_only_while_something_goes_by_them(name: str, page: AlertsPage) -> None:
    rows = (button(page, "Monday"), named(page, QTimeEdit, "Work begins at"))
    seen = [[row.isVisible() for row in rows]]
    box(page, "End-of-day card").setChecked(False)
    for on in (True, False):
        seen.append([row.isVisible() for row in rows])
        box(page, name).setChecked(on)
        seen.append([row.isVisible() for row in rows])
    assert seen == [[True, True], [False, False], [True, True], [True, True], [False, False]]


def test_working_days_show_at_once_where_the_box_was_ticked(
    controller: SessionController, opened: Callable[[], AlertsPage]
) -> None:
    controller.change_settings(controller.settings._replace(tells_no_session=True, working_days="135"))
    page = opened()
    assert [day for day in DAYS if button(page, day).isChecked()] == ["Monday", "Wednesday", "Friday"]
    assert all(button(page, day).isVisible() for day in DAYS)


def test_working_days_are_kept_as_digits_in_order(page: AlertsPage, controller: SessionController) -> None:
    box(page, "No session running").setChecked(True)
    found = []
    for day in ("Sunday", "Monday", "Saturday"):
        button(page, day).click()
        found.append(controller.settings.working_days)
    assert found == ["123457", "23457", "234567"]


def test_no_working_day_at_all_can_be_chosen(page: AlertsPage, controller: SessionController) -> None:
    for day in DAYS[:5]:
        button(page, day).click()
    assert controller.settings.working_days == ""


def test_a_day_that_is_ticked_pushes_no_other(page: AlertsPage, qapp: QApplication) -> None:
    box(page, "No session running").setChecked(True)
    qapp.processEvents()
    before = [button(page, day).geometry() for day in DAYS]
    for day in DAYS:
        button(page, day).click()
    qapp.processEvents()
    assert [button(page, day).geometry() for day in DAYS] == before


def test_working_hours_are_kept_as_clock_times(page: AlertsPage, controller: SessionController) -> None:
    box(page, "No session running").setChecked(True)
    named(page, QTimeEdit, "Work begins at").setTime(QTime(8, 30))
    named(page, QTimeEdit, "Work ends at").setTime(QTime(17, 5))
    assert (controller.settings.working_from, controller.settings.working_to) == ("08:30", "17:05")


# Snoozed


def test_a_snooze_is_told_where_no_session_running_is_and_ended_there(page: AlertsPage, snooze: Snooze) -> None:
    box(page, "No session running").setChecked(True)
    before = button(page, "End snooze").isVisible()
    snooze.keep_for(timedelta(hours=1))
    during = ("Snoozed until 14:00" in told(page), button(page, "End snooze").isVisible())
    button(page, "End snooze").click()
    assert (before, during) == (False, (True, True))
    assert (button(page, "End snooze").isVisible(), snooze.until) == (False, None)


def test_a_snooze_that_is_over_is_told_no_more(page: AlertsPage, snooze: Snooze, waker: Waker) -> None:
    box(page, "No session running").setChecked(True)
    snooze.keep_for(timedelta(hours=1))
    waker.run(timedelta(minutes=61))
    assert not button(page, "End snooze").isVisible()


def test_a_snooze_shows_at_once_where_there_is_one(
    snooze: Snooze, controller: SessionController, opened: Callable[[], AlertsPage]
) -> None:
    controller.change_settings(controller.settings._replace(tells_no_session=True))
    snooze.keep_for(timedelta(hours=1))
    assert "Snoozed until 14:00" in told(opened())


def test_nothing_is_said_of_a_snooze_while_no_session_running_is_off(page: AlertsPage, snooze: Snooze) -> None:
    snooze.keep_for(timedelta(hours=1))
    assert not button(page, "End snooze").isVisible()


# Quiet and the test alert


def test_quiet_says_until_when_and_can_be_ended(page: AlertsPage, quiet: Quiet) -> None:
    before = ("Quiet for" in told(page), button(page, "Off").isEnabled())
    button(page, "30 min").click()
    during = ("Quiet until 13:30" in told(page), button(page, "Off").isEnabled())
    button(page, "Off").click()
    assert (before, during, "Quiet for" in told(page), quiet.until) == ((True, False), (True, True), True, None)


def test_quiet_that_ends_by_itself_is_no_longer_told(page: AlertsPage, waker: Waker) -> None:
    button(page, "1 h").click()
    waker.run(timedelta(minutes=61))
    assert ("Quiet for" in told(page), button(page, "Off").isEnabled()) == (True, False)


def test_it_is_told_why_do_not_disturb_is_not_known(quiet: Quiet, opened: Callable[[], AlertsPage]) -> None:
    quiet.set_why_not_told("there is no D-Bus")
    assert "Do-not-disturb is not known here: there is no D-Bus." in told(opened())


def test_nothing_is_said_of_do_not_disturb_where_it_is_known(page: AlertsPage) -> None:
    assert [words for words in told(page) if "is not known here" in words] == []


def test_a_test_alert_is_on_its_way_until_it_is_known_which_way_it_went(page: AlertsPage, qtbot: QtBot) -> None:
    before = told(page)
    with qtbot.waitSignal(page.test_wanted, timeout=0):
        button(page, "Send test alert").click()
    waiting = told(page) - before
    page.show_test("plyer", "desktop service did not answer within 2 s")
    assert (waiting, told(page) - before) == (
        {"On its way…"},
        {"It went out by plyer. Skipped before: desktop service did not answer within 2 s."},
    )


def test_a_test_alert_that_finds_no_way_says_so(page: AlertsPage) -> None:
    page.show_test("", "no notification service; no tray")
    assert "Nothing outside the window works here: no notification service; no tray." in told(page)


# For readers, keyboards and eyes


def test_everything_to_press_or_fill_in_has_a_name(page: AlertsPage) -> None:
    box(page, "No session running").setChecked(True)
    assert nameless(page) == []


def test_tab_goes_down_the_page(page: AlertsPage, qapp: QApplication) -> None:
    box(page, "No session running").setChecked(True)
    qapp.processEvents()
    heights = [widget.mapToGlobal(widget.rect().center()).y() for widget in tab_order(page)]
    assert heights == sorted(heights)


def test_the_number_boxes_stand_in_one_column(page: AlertsPage, qapp: QApplication) -> None:
    qapp.processEvents()
    spins = [spin(page, name) for name in NUMBERS]
    assert len({(found.mapTo(page, found.rect().topLeft()).x(), found.width()) for found in spins}) == 1
