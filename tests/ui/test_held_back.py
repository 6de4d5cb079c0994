"""What the review window says of alerts that were held back."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from app.control.alerter import Alerter
from app.control.operations import Fields
from app.control.quiet import Quiet
from app.control.session_controller import SessionController
from app.core.model import Session
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from app.ui.icon_line import IconLine
from app.ui.review_dialog import ReviewDialog
from tests.fakes import MINUTE, Waker
from tests.ui.looking import cut_words, settle, told

Work = Callable[..., Session]


@pytest.fixture
def work(controller: SessionController, alerter: Alerter, waker: Waker) -> Work:
    """Lives through a session of 25 minutes; every alert that is sent is shown."""
    alerter.alert_sent.connect(lambda alert: alerter.delivered(alert, "service", ""))

    def live(minutes: int = 26, *, muted: bool = False) -> Session:
        controller.start_entry(QuickEntry("Write the report", "Thesis", ("writing",), 25), Fields())
        if muted:
            controller.toggle_notifications(controller.active_id())
        waker.run(minutes * MINUTE)
        return controller.stop(controller.active_id())

    return live


def held_back(dialog: ReviewDialog) -> list[str]:
    lines = [line for line in dialog.findChildren(IconLine) if line.isVisible()]
    return [words for line in lines for words in told(line) if words]


def test_it_says_which_alerts_a_mute_held_back_and_when(review_dialog: ReviewDialog, work: Work) -> None:
    review_dialog.open_for(work(muted=True), take_keyboard=False)
    assert held_back(review_dialog) == ["2 alerts were held back: Time almost up 13:20, Time is up 13:25"]


def test_one_alert_is_told_of_as_one(review_dialog: ReviewDialog, work: Work) -> None:
    review_dialog.open_for(work(22, muted=True), take_keyboard=False)
    assert held_back(review_dialog) == ["1 alert was held back: Time almost up 13:20"]


def test_of_many_alerts_three_are_named(review_dialog: ReviewDialog, work: Work) -> None:
    review_dialog.open_for(work(60, muted=True), take_keyboard=False)
    named = "Time almost up 13:20, Time is up 13:25, Overtime 13:35, 2 more"
    assert held_back(review_dialog) == [f"5 alerts were held back: {named}"]


def test_quiet_and_a_rule_for_the_project_are_told_of_too(
    review_dialog: ReviewDialog, work: Work, quiet: Quiet, store: Store
) -> None:
    quiet.keep_for(120 * MINUTE)
    review_dialog.open_for(work(22), take_keyboard=False)
    by_quiet = held_back(review_dialog)
    quiet.end()
    with store.write():
        store.catalogue.set_project_quiet(1, True)
    review_dialog.open_for(work(22), take_keyboard=False)
    assert (by_quiet, held_back(review_dialog)) == (
        ["1 alert was held back: Time almost up 13:20"],
        ["1 alert was held back: Time almost up 13:42"],
    )


def test_it_says_nothing_where_nothing_was_held_back(review_dialog: ReviewDialog, work: Work) -> None:
    review_dialog.open_for(work(), take_keyboard=False)
    assert held_back(review_dialog) == []


def test_the_line_of_the_session_before_goes(review_dialog: ReviewDialog, work: Work) -> None:
    review_dialog.open_for(work(muted=True), take_keyboard=False)
    review_dialog.open_for(work(), take_keyboard=False)
    assert held_back(review_dialog) == []


def test_the_window_has_room_for_a_line_that_wraps(review_dialog: ReviewDialog, work: Work) -> None:
    review_dialog.open_for(work(60, muted=True), take_keyboard=False)
    settle()
    layout = review_dialog.layout()
    assert layout is not None
    needed = layout.totalMinimumHeightForWidth(review_dialog.width())
    assert (cut_words(review_dialog), overlaps(review_dialog)) == ([], [])
    assert review_dialog.height() >= needed


def overlaps(dialog: QWidget) -> list[str]:
    """Widgets that stand in one another's place."""
    own = [w for w in dialog.findChildren(QWidget) if w.parent() is dialog and w.isVisible()]
    pairs = ((one, other) for number, one in enumerate(own) for other in own[number + 1 :])
    return [
        f"{type(one).__name__} and {type(other).__name__}"
        for one, other in pairs
        if one.geometry().intersects(other.geometry())
    ]
