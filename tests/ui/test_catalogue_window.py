"""The window `Projects and tags`."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QPushButton, QRadioButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.control.catalogue import Catalogue
from app.control.operations import Start
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core.model import Project, Tag
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.catalogue_model import CatalogueModel
from app.ui.catalogue_window import CatalogueWindow
from app.ui.hours_box import HoursBox
from app.ui.settings_dialog import SettingsDialog
from app.ui.theme import Theme
from tests.fakes import MINUTE, FakeClock, Waker, locked, rows
from tests.ui.looking import box, button, cut_words, named, nameless, settle, told


@pytest.fixture
def catalogue(store: Store, controller: SessionController) -> Catalogue:
    return Catalogue(store, controller)


@pytest.fixture
def empty(
    controller: SessionController,
    overview: Overview,
    catalogue: Catalogue,
    actions: Actions,
    theme: Theme,
    qtbot: QtBot,
) -> CatalogueWindow:
    window = CatalogueWindow(controller, overview, catalogue, actions, theme)
    qtbot.addWidget(window)
    window.bring_up()
    return window


@pytest.fixture
def window(
    empty: CatalogueWindow, catalogue: Catalogue, controller: SessionController, clock: FakeClock
) -> CatalogueWindow:
    """Client work, Old (archived) and Thesis, which has a session of 20 minutes; deep and writing."""
    for name in ("Thesis", "Client work"):
        catalogue.add_project(name)
    catalogue.set_archived(catalogue.add_project("Old"), True)
    deep = catalogue.add_tag("deep")
    catalogue.add_tag("writing")
    controller.start(Start(25, project(catalogue, "Thesis").id, tag_ids=(deep.id,)))
    clock.advance(20 * MINUTE)
    controller.stop(1)
    choose(empty, "Thesis")
    return empty


def project(catalogue: Catalogue, name: str) -> Project:
    return next(each for each in catalogue.all_projects() if each.name == name)


def view(window: CatalogueWindow) -> QListView:
    found = window.findChild(QListView)
    assert found is not None
    return found


def listed(window: CatalogueWindow) -> list[str]:
    model = view(window).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(window: CatalogueWindow, name: str) -> None:
    view(window).setCurrentIndex(view(window).model().index(listed(window).index(name), 0))


def current(window: CatalogueWindow) -> str:
    return str(view(window).currentIndex().data())


def edit(window: QWidget, name: str) -> QLineEdit:
    return named(window, QLineEdit, name)


def into(window: CatalogueWindow) -> QComboBox:
    label = next(found for found in window.findChildren(QLabel) if found.text() == "Merge into")
    combo = label.buddy()
    assert isinstance(combo, QComboBox)
    return combo


def rename(window: CatalogueWindow, name: str) -> None:
    edit(window, "Name").setText(name)
    QTest.keyClick(edit(window, "Name"), Qt.Key.Key_Return)


# The list


def test_nothing_yet_is_said_in_words(empty: CatalogueWindow) -> None:
    assert "No projects yet. The first one comes with a line such as @Thesis, or here." in told(empty)


def test_projects_come_first_and_the_archived_ones_when_asked_for(window: CatalogueWindow) -> None:
    before = listed(window)
    box(window, "Show archived (1)").click()
    assert (before, listed(window)) == (["Client work", "Thesis"], ["Client work", "Old", "Thesis"])


def test_the_other_tab_has_the_tags(window: CatalogueWindow) -> None:
    button(window, "Tags (2)").click()
    assert (listed(window), current(window), edit(window, "Name").text()) == (["deep", "writing"], "deep", "deep")


def test_a_search_finds_any_part_of_a_name(window: CatalogueWindow) -> None:
    edit(window, "Search").setText("WORK")
    assert (listed(window), edit(window, "Name").text()) == (["Client work"], "Client work")


def test_a_search_without_hits_says_so(window: CatalogueWindow) -> None:
    edit(window, "Search").setText("xyz")
    assert "Nothing matches." in told(window)


def test_a_new_one_is_added_by_return_and_becomes_current(window: CatalogueWindow) -> None:
    edit(window, "New project").setText("Music")
    QTest.keyClick(edit(window, "New project"), Qt.Key.Key_Return)
    assert (listed(window), current(window)) == (["Client work", "Music", "Thesis"], "Music")
    assert "Added Music." in told(window)


def test_a_new_name_that_is_taken_is_refused_under_the_field(window: CatalogueWindow) -> None:
    edit(window, "New project").setText("thesis")
    button(window, "Add").click()
    assert "Another project is called Thesis. To make the two one, merge this one into it" in told(window)


def test_thousands_of_tags_make_no_widgets(
    window: CatalogueWindow, store: Store, controller: SessionController
) -> None:
    button(window, "Tags (2)").click()
    before = len(window.findChildren(QWidget))
    with store.write():
        store.catalogue.tag_ids(f"tag {number}" for number in range(2000))
    window.hide()
    window.bring_up()
    assert (len(listed(window)), len(window.findChildren(QWidget))) == (2002, before)


def test_the_model_keeps_qt_s_rules(theme: Theme, qtmodeltester: ModelTester) -> None:
    model = CatalogueModel(lambda _named: None)
    model.show_rows([Project(1, "Thesis", "lagoon"), Tag(2, "deep", quiet=True)])
    qtmodeltester.check(model)


def test_a_row_is_heard_with_all_that_is_drawn_in_it(window: CatalogueWindow, catalogue: Catalogue) -> None:
    catalogue.set_target(project(catalogue, "Thesis"), 600)
    catalogue.set_quiet(project(catalogue, "Thesis"), True)
    heard = view(window).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Thesis, Lagoon, no alerts, 20 min of 10 h this week"


# Changes


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_key_of_the_list_leads_to_the_name(window: CatalogueWindow, qtbot: QtBot, key: Qt.Key) -> None:
    QTest.keyClick(view(window), key)
    qtbot.waitUntil(edit(window, "Name").hasFocus)
    assert edit(window, "Name").selectedText() == "Thesis"


def test_a_new_name_holds_at_return(window: CatalogueWindow, catalogue: Catalogue) -> None:
    rename(window, "Doctoral thesis")
    assert (listed(window), current(window)) == (["Client work", "Doctoral thesis"], "Doctoral thesis")


def test_a_taken_name_is_refused_under_the_field_and_offers_to_merge(window: CatalogueWindow) -> None:
    rename(window, "client WORK")
    assert "Another project is called Client work. To make the two one, merge this one into it." in told(window)
    assert (into(window).currentText(), edit(window, "Name").text()) == ("Client work", "client WORK")


def test_return_in_a_field_presses_no_button(window: CatalogueWindow) -> None:
    defaults = [found.text() for found in window.findChildren(QPushButton) if found.autoDefault() or found.isDefault()]
    assert defaults == []


def test_a_colour_holds_at_once(window: CatalogueWindow, catalogue: Catalogue) -> None:
    named(window, QRadioButton, "Kelp").click()
    assert project(catalogue, "Thesis").color == "kelp"
    assert "Kelp" in told(window)


def test_a_target_is_given_in_hours_and_shown_with_its_progress(window: CatalogueWindow, catalogue: Catalogue) -> None:
    hours = named(window, HoursBox, "Weekly target")
    hours.lineEdit().setText("7.5 h")
    QTest.keyClick(hours, Qt.Key.Key_Return)
    assert project(catalogue, "Thesis").weekly_target == 450
    assert "20 min of 7 h 30 min this week" in told(window)


def test_steps_of_a_target_leave_out_what_is_too_little(theme: Theme, qtbot: QtBot) -> None:
    hours = HoursBox(theme, "Weekly target")
    qtbot.addWidget(hours)
    shown = []
    for steps in (1, 1, -1, -1):
        hours.stepBy(steps)
        shown.append(hours.text())
    assert shown == ["1 h", "1.5 h", "1 h", "None"]


def test_a_target_that_is_too_little_is_refused_in_a_sentence(window: CatalogueWindow, catalogue: Catalogue) -> None:
    named(window, HoursBox, "Weekly target").setValue(30)
    assert "Weekly target must be 1 to 168 hours." in told(window)
    assert project(catalogue, "Thesis").weekly_target is None


def test_the_archive_takes_a_project_out_of_the_list(window: CatalogueWindow) -> None:
    box(window, "Archived").click()
    assert (listed(window), current(window)) == (["Client work"], "Client work")


def test_no_alerts_holds_at_once(window: CatalogueWindow, catalogue: Catalogue) -> None:
    box(window, "No alerts").click()
    assert project(catalogue, "Thesis").quiet


def test_what_a_tag_has_not_is_not_shown(window: CatalogueWindow) -> None:
    button(window, "Tags (2)").click()
    assert [found.isVisible() for found in (named(window, HoursBox, "Weekly target"), box(window, "Archived"))] == [
        False,
        False,
    ]


def test_a_delete_says_before_what_it_does_and_after_what_it_did(window: CatalogueWindow, data_file: Path) -> None:
    before = told(window)
    QTest.keyClick(view(window), Qt.Key.Key_Delete)
    assert "1 session keeps its time and loses the project." in before
    assert {"Deleted Thesis.", "1 session kept its time."} <= told(window)
    assert rows(data_file, "SELECT project, actual_duration FROM session_readable") == [(None, 20)]
    assert (listed(window), current(window)) == (["Client work"], "Client work")


def test_a_merge_says_before_what_it_does(window: CatalogueWindow, data_file: Path) -> None:
    into(window).setCurrentIndex(into(window).findText("Client work"))
    before = told(window)
    button(window, "Merge").click()
    assert "1 session goes to Client work, which keeps its own settings. Thesis goes." in before
    assert {"Merged Thesis into Client work.", "1 session went to it."} <= told(window)
    assert rows(data_file, "SELECT project FROM session_readable") == [("Client work",)]


def test_nothing_can_be_merged_before_another_one_is_chosen(window: CatalogueWindow) -> None:
    assert not button(window, "Merge").isEnabled()


def test_what_the_file_can_t_take_is_said(window: CatalogueWindow, data_file: Path) -> None:
    with locked(data_file):
        box(window, "No alerts").click()
    assert "Another program is using the data file. Sessile tries again by itself." in told(window)


def test_a_running_session_s_progress_follows_the_minutes(
    window: CatalogueWindow, catalogue: Catalogue, controller: SessionController, waker: Waker
) -> None:
    thesis = project(catalogue, "Thesis")
    catalogue.set_target(thesis, 600)
    controller.start(Start(25, thesis.id))
    waker.run(3 * MINUTE)
    assert "23 min of 10 h this week" in told(window)


# For readers and eyes


def test_everything_has_a_name(window: CatalogueWindow) -> None:
    assert nameless(window) == []


@pytest.mark.parametrize("size", [(760, 640), (440, 600)])
def test_no_word_is_cut(window: CatalogueWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    settle()
    assert (cut_words(window), window.size().toTuple()) == ([], size)


def test_settings_open_the_window(settings_dialog: SettingsDialog, actions: Actions, qtbot: QtBot) -> None:
    with qtbot.waitSignal(actions.projects_wanted, timeout=1000):
        named(settings_dialog, type(button(settings_dialog, "Open…")), "Projects and tags").click()


def test_the_focus_begins_in_the_list(window: CatalogueWindow, qtbot: QtBot) -> None:
    window.bring_up()
    qtbot.waitUntil(view(window).hasFocus)


def test_with_nothing_in_the_list_the_focus_begins_in_the_new_name(empty: CatalogueWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(edit(empty, "New project").hasFocus)
