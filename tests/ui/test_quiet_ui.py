"""`No alerts for` as chips, and quiet as the sidebar tells of it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.control.catalogue import Catalogue
from app.control.operations import Fields
from app.control.session_controller import SessionController
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.flow_layout import FlowLayout
from app.ui.main_window import MainWindow
from app.ui.quiet_rules import QuietRules
from app.ui.theme import Theme
from tests.fakes import Waker
from tests.ui.looking import button, cut_words, settle, tab_order, told

LONG = "W" * 200
ADD = "Add project or tag…"


@pytest.fixture
def catalogue(store: Store, controller: SessionController) -> Catalogue:
    """Two projects and three tags."""
    for project, tags in (("Thesis", ("writing", "deep")), ("Client work", ("meeting",))):
        know(controller, project, *tags)
    return Catalogue(store, controller)


@pytest.fixture
def rules(controller: SessionController, catalogue: Catalogue, theme: Theme, qtbot: QtBot) -> QuietRules:
    rules = QuietRules(controller, catalogue, theme)
    qtbot.addWidget(rules)
    rules.resize(400, 200)
    rules.show()
    return rules


def know(controller: SessionController, project: str, *tags: str) -> None:
    controller.start_entry(QuickEntry("", project, tags, 25), Fields())
    controller.stop(controller.active_id())


def chips(rules: QWidget) -> list[str]:
    """What can be taken away, as readers hear it."""
    return [b.accessibleName() for b in rules.findChildren(QToolButton) if b.isVisible()]


def away(rules: QWidget, name: str) -> QToolButton:
    """The button of that chip; one that was there before goes only later."""
    return next(b for b in rules.findChildren(QToolButton) if b.isVisible() and b.accessibleName() == f"Remove {name}")


def chip(rules: QWidget, name: str) -> QFrame:
    found = away(rules, name).parent()
    assert isinstance(found, QFrame)
    return found


def offered(rules: QuietRules) -> list[QAction]:
    """What the menu offers; a line stands between projects and tags."""
    button(rules, ADD).click()
    menu = rules.findChildren(QMenu)[-1]
    menu.hide()
    return menu.actions()


def choose(rules: QuietRules, words: str) -> None:
    next(action for action in offered(rules) if action.text() == words).trigger()


def quiet_ones(catalogue: Catalogue) -> list[str]:
    projects, tags = catalogue.projects(), catalogue.tags()
    return [*(each.name for each in projects if each.quiet), *(each.name for each in tags if each.quiet)]


def test_there_are_no_chips_at_first(rules: QuietRules) -> None:
    assert chips(rules) == []


def test_the_menu_offers_all_projects_and_then_all_tags(rules: QuietRules) -> None:
    words = [action.text() for action in offered(rules)]
    assert words == ["Client work", "Thesis", "", "#deep", "#meeting", "#writing"]


def test_what_is_chosen_becomes_a_chip_and_is_offered_no_more(rules: QuietRules, catalogue: Catalogue) -> None:
    choose(rules, "Thesis")
    choose(rules, "#meeting")
    assert (chips(rules), quiet_ones(catalogue)) == (["Remove Thesis", "Remove #meeting"], ["Thesis", "meeting"])
    assert [action.text() for action in offered(rules)] == ["Client work", "", "#deep", "#writing"]


def test_a_chip_s_button_takes_it_away(rules: QuietRules, catalogue: Catalogue) -> None:
    choose(rules, "Thesis")
    choose(rules, "#meeting")
    away(rules, "Thesis").click()
    left = (chips(rules), quiet_ones(catalogue))
    away(rules, "#meeting").click()
    assert (left, chips(rules), quiet_ones(catalogue)) == ((["Remove #meeting"], ["meeting"]), [], [])


def test_where_all_are_chosen_the_menu_says_that_there_are_no_more(rules: QuietRules, catalogue: Catalogue) -> None:
    for project in catalogue.projects():
        catalogue.set_quiet(project, True)
    for tag in catalogue.tags():
        catalogue.set_quiet(tag, True)
    said = [(action.text(), action.isEnabled()) for action in offered(rules) if not action.isSeparator()]
    assert said == [("There are no more projects and tags", False)]


@pytest.mark.parametrize(
    ("name", "shown", "in_menu"),
    [
        ("R&D", "R&D", "R&&D"),
        ("a_b", "a_b", "a_b"),
        ("<b>bold</b>", "<b>bold</b>", "<b>bold</b>"),
        ("a\u202ecod.exe", "acod.exe", "acod.exe"),
        (LONG, "W" * 39 + "…", "W" * 39 + "…"),
    ],
    ids=["mnemonic", "underscore", "markup", "bidi", "200 letters"],
)
def test_names_stand_in_menu_and_chip_as_they_are(
    name: str, shown: str, in_menu: str, rules: QuietRules, controller: SessionController
) -> None:
    know(controller, name)
    choose(rules, in_menu)
    assert (shown in told(rules), chips(rules)) == (True, [f"Remove {shown}"])


def test_a_chip_s_tooltip_has_the_whole_name_and_no_markup_of_its_own(
    rules: QuietRules, controller: SessionController
) -> None:
    know(controller, "<b>" + LONG[3:])
    choose(rules, "<b>" + "W" * 36 + "…")
    assert chip(rules, "<b>" + "W" * 36 + "…").toolTip() == "&lt;b&gt;" + LONG[3:]


def test_chips_wrap_and_stay_within_a_narrow_page(rules: QuietRules, controller: SessionController) -> None:
    know(controller, LONG, "t" * 200)
    for words in ("Thesis", "Client work", "W" * 39 + "…", "#" + "t" * 39 + "…"):
        choose(rules, words)
    settle()
    rules.resize(rules.minimumSizeHint().width(), 300)
    settle()
    frames = [found for found in rules.findChildren(QFrame) if found.property("chip") and found.isVisible()]
    assert (rules.width() <= 400, cut_words(rules)) == (True, [])
    assert [rules.rect().contains(QRect(frame.mapTo(rules, QPoint()), frame.size())) for frame in frames] == [True] * 4


def test_chips_are_as_high_as_the_button_beside_them(rules: QuietRules) -> None:
    choose(rules, "Thesis")
    settle()
    assert chip(rules, "Thesis").height() == button(rules, ADD).height()


def test_tab_comes_to_the_chips_before_the_button_that_adds(rules: QuietRules) -> None:
    choose(rules, "#writing")
    choose(rules, "Thesis")
    choose(rules, "#deep")
    names = [w.accessibleName() or w.text() for w in tab_order(rules) if isinstance(w, QToolButton | QPushButton)]
    assert names == ["Remove Thesis", "Remove #deep", "Remove #writing", ADD]


def test_the_keyboard_stays_at_its_place_when_a_chip_is_taken_away(rules: QuietRules) -> None:
    for words in ("Thesis", "#deep", "#writing"):
        choose(rules, words)
    rules.activateWindow()
    settle()
    away(rules, "#deep").setFocus(Qt.FocusReason.TabFocusReason)
    held = []
    for _ in range(2):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Space)
        after = QApplication.focusWidget()
        assert isinstance(after, QAbstractButton)
        held.append(after.accessibleName() or after.text())
    assert held == ["Remove #writing", ADD]


def test_a_chip_follows_a_change_made_elsewhere(rules: QuietRules, catalogue: Catalogue) -> None:
    thesis = catalogue.projects()[-1]
    catalogue.set_quiet(thesis, True)
    shown = chips(rules)
    catalogue.set_quiet(thesis, False)
    assert (shown, chips(rules)) == (["Remove Thesis"], [])


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_widgets_in_a_row_begin_where_reading_begins(direction: Qt.LayoutDirection, qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    flow = FlowLayout(whole, spacing=10)
    inside = [QWidget() for _ in range(3)]
    for each in inside:
        each.setFixedSize(50, 20)
        flow.addWidget(each)
    whole.setLayoutDirection(direction)
    whole.resize(120, 100)
    whole.show()
    places = {Qt.LayoutDirection.LeftToRight: [0, 60, 0], Qt.LayoutDirection.RightToLeft: [70, 10, 70]}
    assert [(each.x(), each.y()) for each in inside] == list(zip(places[direction], (0, 0, 30), strict=True))


# The sidebar


def test_the_sidebar_says_until_when_and_a_click_ends_it(window: MainWindow, actions: Actions) -> None:
    window.show()
    actions["quiet_60"].trigger()
    entry = button(window, "Quiet until 14:00")
    shown = (entry.isVisible(), entry.accessibleName())
    entry.click()
    assert (shown, entry.isVisible()) == ((True, "Quiet until 14:00, end quiet"), False)


def test_the_sidebar_says_nothing_once_quiet_is_over(window: MainWindow, actions: Actions, waker: Waker) -> None:
    window.show()
    actions["quiet_30"].trigger()
    entry = button(window, "Quiet until 13:30")
    waker.run(timedelta(minutes=31))
    assert not entry.isVisible()


def test_in_a_narrow_window_quiet_is_an_icon_with_a_tooltip(window: MainWindow, actions: Actions) -> None:
    window.show()
    window.resize(440, 600)
    settle()
    actions["quiet_60"].trigger()
    entry = button(window, "Quiet until 14:00, end quiet")
    tip = "Quiet until 14:00: alerts are held back. Click to end it."
    assert (entry.isVisible(), entry.text(), entry.toolTip()) == (True, "", tip)


@pytest.mark.parametrize("name", ["quiet_30", "quiet_60", "quiet_tomorrow"])
def test_quiet_can_be_ended_only_while_it_lasts(name: str, actions: Actions) -> None:
    before = actions["quiet_off"].isEnabled()
    actions[name].trigger()
    during = actions["quiet_off"].isEnabled()
    actions["quiet_off"].trigger()
    assert (before, during, actions["quiet_off"].isEnabled()) == (False, True, False)
