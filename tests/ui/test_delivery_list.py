"""The delivery list: what became of the last alerts, by which way, and why not."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.control.alerter import Alerter
from app.control.operations import Fields
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core.alerts import AlertKind, AlertRecord, Delivered, Result
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from app.ui.delivery_list import DeliveryList
from app.ui.theme import Theme
from tests.fakes import FakeClock, Waker, at
from tests.ui.looking import cut_names, told

HELD = AlertRecord(AlertKind.TIME_ALMOST_UP, at(5), Result.HELD, "session muted")
SHOWN = AlertRecord(AlertKind.TIME_IS_UP, at(10), Result.SHOWN, way="service")
SKIPPED = AlertRecord(AlertKind.OVERTIME, at(20), Result.SHOWN, "desktop service did not answer within 2 s", "plyer")
FAILED = AlertRecord(AlertKind.BREAK_IS_OVER, at(30), Result.FAILED, "no notification service")


@pytest.fixture
def deliveries(
    controller: SessionController, overview: Overview, alerter: Alerter, theme: Theme, qtbot: QtBot
) -> DeliveryList:
    """Not shown yet."""
    deliveries = DeliveryList(controller, overview, alerter, theme)
    qtbot.addWidget(deliveries)
    deliveries.resize(560, 400)
    return deliveries


@pytest.fixture
def session_id(controller: SessionController) -> int:
    """A session of the project Thesis that has ended."""
    controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
    return controller.stop(controller.active_id()).id


def keep(store: Store, session_id: int | None, *records: AlertRecord) -> None:
    with store.write():
        for record in records:
            store.alerts.put(session_id, record, record.due)


def rows(deliveries: QWidget) -> list[str]:
    """What readers hear, from the top down."""
    found = [w for w in deliveries.findChildren(QWidget) if ": " in w.accessibleName() and w.isVisible()]
    return [w.accessibleName() for w in sorted(found, key=lambda w: w.mapTo(deliveries, w.rect().topLeft()).y())]


def test_each_row_says_when_what_and_which_way_or_why_not_newest_first(
    deliveries: DeliveryList, store: Store, session_id: int, qapp: QApplication
) -> None:
    keep(store, session_id, HELD, SHOWN, SKIPPED)
    keep(store, None, FAILED)
    deliveries.show()
    qapp.processEvents()
    assert rows(deliveries) == [
        "13:30 Break is over: In the window only: no notification service",
        "13:20 Overtime, Thesis: Desktop service did not answer within 2 s; plyer showed it",
        "13:10 Time is up, Thesis: Shown by the desktop's notification service",
        "13:05 Time almost up, Thesis: Held back: session muted",
    ]


def test_what_readers_hear_can_be_read_too(
    deliveries: DeliveryList, store: Store, session_id: int, qapp: QApplication
) -> None:
    keep(store, session_id, HELD)
    deliveries.show()
    assert told(deliveries) - {""} == {"13:05", "Time almost up, Thesis", "Held back: session muted"}


def test_only_the_last_twenty_are_listed(
    deliveries: DeliveryList, store: Store, session_id: int, qapp: QApplication
) -> None:
    keep(store, session_id, *(SHOWN._replace(due=at(minute)) for minute in range(25)))
    deliveries.show()
    qapp.processEvents()
    clocks = [row.split()[0] for row in rows(deliveries)]
    assert clocks == [f"13:{minute:02}" for minute in range(24, 4, -1)]


def test_it_says_so_where_no_alert_has_come_due(deliveries: DeliveryList) -> None:
    deliveries.show()
    assert told(deliveries) == {"No alert has come due yet."}


def test_one_that_comes_due_while_it_is_open_stands_there_at_once(
    deliveries: DeliveryList, alerter: Alerter, controller: SessionController, waker: Waker, qapp: QApplication
) -> None:
    alerter.alert_sent.connect(lambda alert: alerter.delivered(alert, "service", ""))
    deliveries.show()
    controller.start_entry(QuickEntry("", "Thesis", (), 25), Fields())
    waker.run(timedelta(minutes=26))
    qapp.processEvents()
    assert rows(deliveries) == [
        "13:25 Time is up, Thesis: Shown by the desktop's notification service",
        "13:20 Time almost up, Thesis: Shown by the desktop's notification service",
    ]


def test_it_reads_nothing_while_nobody_can_see_it(
    deliveries: DeliveryList, overview: Overview, alerter: Alerter, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[tuple[Delivered, ...]] = []

    plain = overview.deliveries

    def read() -> tuple[Delivered, ...]:
        reads.append(plain())
        return reads[-1]

    monkeypatch.setattr(overview, "deliveries", read)
    alerter.noted.emit()
    before = len(reads)
    deliveries.show()
    shown = len(reads)
    deliveries.hide()
    alerter.noted.emit()
    assert (before, shown, len(reads)) == (0, 1, 1)


def test_an_alert_of_another_day_has_its_date(
    deliveries: DeliveryList, store: Store, session_id: int, clock: FakeClock, qapp: QApplication
) -> None:
    keep(store, session_id, SHOWN)
    deliveries.show()
    deliveries.hide()
    clock.advance(timedelta(days=1))
    deliveries.show()
    qapp.processEvents()
    assert rows(deliveries) == ["10 Mar 13:10 Time is up, Thesis: Shown by the desktop's notification service"]


def test_the_columns_are_in_line_whatever_the_words(
    deliveries: DeliveryList, store: Store, session_id: int, clock: FakeClock, qapp: QApplication
) -> None:
    keep(store, session_id, SHOWN._replace(due=at(-24 * 60)), HELD, SKIPPED._replace(reason="unknown " * 30))
    deliveries.show()
    qapp.processEvents()
    starts: dict[int, set[int]] = {}
    for row in (w for w in deliveries.findChildren(QWidget) if ": " in w.accessibleName() and w.isVisible()):
        for number, label in enumerate(row.findChildren(QLabel)):
            starts.setdefault(number, set()).add(label.mapTo(deliveries, label.rect().topLeft()).x())
    assert {number: len(found) for number, found in starts.items()} == {0: 1, 1: 1, 2: 1, 3: 1}


def test_long_names_and_reasons_wrap_and_make_it_no_wider(
    deliveries: DeliveryList, store: Store, controller: SessionController, qapp: QApplication
) -> None:
    controller.start_entry(QuickEntry("", "W" * 200, (), 25), Fields())
    session_id = controller.stop(controller.active_id()).id
    keep(store, session_id, SKIPPED._replace(reason="org.freedesktop.DBus.Error.ServiceUnknown: not there"))
    deliveries.show()
    deliveries.resize(400, 300)
    qapp.processEvents()
    assert (deliveries.minimumSizeHint().width() <= 400, cut_names(deliveries)) == (True, [])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("R&D _x_", "R&D _x_"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("a\u202ecod.exe", "acod.exe"),
        ("x" * 200, "x" * 39 + "…"),
    ],
)
def test_names_are_shown_as_plain_text(
    name: str, shown: str, deliveries: DeliveryList, store: Store, controller: SessionController, qapp: QApplication
) -> None:
    controller.start_entry(QuickEntry("", name, (), 25), Fields())
    keep(store, controller.stop(controller.active_id()).id, SHOWN)
    deliveries.show()
    assert f"Time is up, {shown}" in told(deliveries)


def test_a_muted_alert_a_sent_one_and_one_that_failed_have_marks_of_their_own(
    deliveries: DeliveryList, store: Store, session_id: int, qapp: QApplication
) -> None:
    keep(store, session_id, HELD, SHOWN, SKIPPED)
    keep(store, None, FAILED, FAILED._replace(due=at(31), result=Result.SHOWN, way="service", reason=""))
    deliveries.show()
    marks = [found for found in deliveries.findChildren(QLabel) if not found.pixmap().isNull()]
    images = [mark.pixmap().toImage() for mark in marks]
    assert len(images) == 5
    assert [images.index(image) for image in images] == [0, 1, 1, 0, 4]


def test_what_has_not_changed_is_not_drawn_anew(deliveries: DeliveryList, alerter: Alerter) -> None:
    deliveries.show()
    before = deliveries.findChildren(QLabel)
    alerter.noted.emit()
    assert deliveries.findChildren(QLabel) == before
